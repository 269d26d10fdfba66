"""A small folder of services in a temporary place, to plant one wrong thing at a time in."""

import copy
import json
import shutil
import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from bot.checks.problem import Problem
from bot.checks.services import check_services
from bot.yaml_file import read_yaml

DATA = Path(__file__).parents[2] / "services_data"

Record = dict[str, Any]


AREAS = {
    "UK", "England", "Wales", "Scotland", "North East", "West Midlands", "Wolverhampton", "London",
    "Malta", "Spain", "Germany", "Berlin", "Italy", "France",
}  # fmt: skip
"""The areas that the plants need. All 289 of them would make each test three times as slow."""


@cache
def few_areas() -> str:
    """Return areas.yaml with these areas alone."""
    head, *parts = (DATA / "areas.yaml").read_text(encoding="utf-8").split("\n  - id: ")
    kept = [part for part in parts if part.splitlines()[0] in AREAS]
    assert len(kept) == len(AREAS), "areas.yaml calls one of them by another name now"
    return "\n  - id: ".join([head, *kept]) + "\n"


@cache
def examples() -> list[Record]:
    """Return the records that the README shows, as plain values. Copy them before changing them."""
    text = (DATA / "README.md").read_text(encoding="utf-8")
    blocks = [part.split("```")[0] for part in text.split("```yaml\n")[1:]]
    return [record for block in blocks for record in _read(block)]


def _read(block: str) -> list[Record]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "block.yaml"
        path.write_text(block, encoding="utf-8")
        records: list[Record] = read_yaml(path).value
    return records


class ServicesFolder:
    """The real lists, and two invented records that are right until a test spoils them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("short_codes.yaml", "taxonomy.yaml"):
            shutil.copy(DATA / name, folder / name)
        (folder / "areas.yaml").write_text(few_areas(), encoding="utf-8")
        shutil.copytree(DATA / "schema", folder / "schema")
        self.emergency: Record = read_yaml(DATA / "emergency.yaml").value
        for number in (one for numbers in self.emergency.values() for one in numbers):
            number.pop("service", None)
        full, short = copy.deepcopy(examples())
        # What the full example points to is not in this folder; the other record stands for it.
        full["partners"][0]["id"] = full["reached_through"] = short["id"]
        full["refers_to"] = [short["id"]]
        self.full, self.short = full, short

    @property
    def records(self) -> list[Record]:
        return [self.full, self.short]

    def check(self, today: date | None = None) -> list[Problem]:
        """Write the records as they are now, and return what the check finds."""
        # JSON is YAML too, and one value on each line makes lines worth comparing.
        for name, value in (("services_gb", self.records), ("emergency", self.emergency)):
            text = json.dumps(value, indent=1, ensure_ascii=False)
            (self.folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        return check_services(self.folder, today)

    def rewrite(self, name: str, old: str, new: str) -> None:
        """Change one of the lists; what is changed has to be there."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name} does not hold {old!r}: this test would plant nothing"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
