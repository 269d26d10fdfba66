"""The README for administrators cannot lie: its examples pass, and it names every field."""

import shutil
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from bot.checks.services import check_services
from bot.signposting.service import (
    Contact,
    Interpreters,
    Partner,
    Service,
    Source,
    SpokenLanguage,
    Summary,
)
from tests.checks.services_folder import DATA, examples

README = (DATA / "README.md").read_text(encoding="utf-8")


def test_the_examples_pass_the_check_among_the_real_records(tmp_path: Path) -> None:
    folder = shutil.copytree(DATA, tmp_path / "services_data")
    blocks = [part.split("```")[0] for part in README.split("```yaml\n")[1:]]
    assert len(blocks) == 2, "the README shows a full and a short record"
    for at, block in enumerate(blocks):
        (folder / f"services_example_{at}.yaml").write_text(block, encoding="utf-8")
    assert [str(problem) for problem in check_services(folder)] == []


@pytest.mark.parametrize(
    "kind", [Service, Contact, SpokenLanguage, Interpreters, Partner, Source, Summary]
)
def test_every_field_is_explained(kind: type) -> None:
    assert is_dataclass(kind)
    names = [field.name for field in fields(kind)]
    assert names
    assert [name for name in names if f"`{name}`" not in README] == []


def test_the_full_example_shows_every_field_with_a_value_of_its_own() -> None:
    full = msgspec.convert(examples()[0], Service)
    shown = examples()[0]
    missing = [field.name for field in fields(Service) if field.name not in shown]
    assert missing == []
    assert full.id == shown["id"]


def test_the_starred_fields_are_those_that_have_to_be_there() -> None:
    schema = msgspec.json.decode((DATA / "schema" / "services.json").read_bytes())
    required = set(schema["$defs"]["service"]["required"])
    starred = {
        line.split("`")[1]
        for line in README.splitlines()
        if line.startswith("| `") and "` * |" in line
    }
    assert starred == required


def test_the_schema_knows_the_fields_and_words_of_the_record() -> None:
    schema = msgspec.json.decode((DATA / "schema" / "services.json").read_bytes())
    properties = schema["$defs"]["service"]["properties"]
    assert set(properties) == {field.name for field in fields(Service)}
    worded = {field.name: words for field in fields(Service) if (words := _words(field.type))}
    assert len(worded) > 5
    for name, words in worded.items():
        schema_words = properties[name].get("enum") or properties[name]["items"]["enum"]
        assert set(schema_words) == words, name


def _words(kind: object) -> set[object]:
    parts = get_args(kind)
    if not parts:
        return {kind} if isinstance(kind, str) else set()
    return {word for part in parts for word in _words(part)}
