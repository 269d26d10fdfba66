"""The shipped directory, read once, and the day on which these tests take place."""

from datetime import datetime
from pathlib import Path

import msgspec
import pytest

from bot.signposting.directory import Directory
from bot.signposting.listing import UrgentNumber
from bot.signposting.places import Area
from bot.signposting.service import Service
from bot.yaml_file import read_yaml

DATA = Path(__file__).parents[2] / "services_data"


@pytest.fixture(scope="session")
def now() -> datetime:
    """A Friday at noon in London."""
    return datetime.fromisoformat("2026-11-20T12:00:00+00:00")


@pytest.fixture(scope="session")
def shipped() -> Directory:
    """Every record that is shipped, as it stands in the files."""
    services = [
        one
        for path in sorted(DATA.glob("services_*.yaml"))
        for one in msgspec.convert(read_yaml(path).value, list[Service])
    ]
    areas = msgspec.convert(read_yaml(DATA / "areas.yaml").value, tuple[Area, ...])
    assert len(services) > 250, "the shipped records were not found"
    return Directory(1, tuple(services), areas)


@pytest.fixture(scope="session")
def urgent() -> tuple[UrgentNumber, ...]:
    """The urgent numbers that are shipped."""
    countries = read_yaml(DATA / "emergency.yaml").value
    numbers = [
        msgspec.convert({"country": country, **one}, UrgentNumber)
        for country, ones in countries.items()
        for one in ones
    ]
    assert {number.country for number in numbers} == {"GB", "MT", "ES", "DE", "IT", "FR"}
    return tuple(numbers)
