"""How many typed places are found that nobody looked at while the finding was made."""

from dataclasses import dataclass, field
from pathlib import Path

from bot.yaml_file import read_yaml
from tests.understanding.gazetteer_of_the_project import index

LISTS = sorted((Path(__file__).parent / "places_held_out").glob("*.yaml"))


@dataclass
class Counts:
    """Of one script: how many were typed, found (meant, or among three), and taken wrongly."""

    typed: int = 0
    found: int = 0
    wrong: list[str] = field(default_factory=list)


def counted(path: Path) -> Counts:
    counts = Counts()
    for one in read_yaml(path).value:
        country, _, area = one["area"].partition(":")
        got, meant = index().find(one["typed"], None), (country, area)
        counts.typed += 1
        counts.found += meant == got.resolved or meant in got.candidates[:3]
        if got.resolved not in {None, meant}:
            counts.wrong.append(path.stem)
    return counts


def test_held_out_places_are_found_in_every_script_and_never_taken_wrongly() -> None:
    scripts = {path.stem: counted(path) for path in LISTS}
    print()
    for script, counts in scripts.items():
        print(f"{script}: {counts.found} of {counts.typed}, wrong {len(counts.wrong)}")
    assert [counts.typed for counts in scripts.values()] == [50] * 6
    assert all(counts.found >= 45 for counts in scripts.values())
    assert sum(counts.found for counts in scripts.values()) >= 291
    assert not any(counts.wrong for counts in scripts.values())
