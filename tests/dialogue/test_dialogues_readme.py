"""The page for caseworkers cannot lie: its examples load and pass the check, its words are all."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from bot.answers import Answers
from bot.checks.dialogues import check_dialogues
from bot.checks.lessons import check_lessons
from bot.dialogue.condition import Slots, parse_condition
from bot.dialogue.flow import Dialogue, Question
from bot.dialogue.lesson_files import read_lessons
from bot.dialogue.loader import load_dialogue
from bot.dialogue.replay import Outcome, replay
from bot.errors import FlowError
from bot.yaml_file import read_yaml, write_yaml

DIALOGUES = Path(__file__).parents[2] / "dialogues"
README = (DIALOGUES / "README.md").read_text(encoding="utf-8")
SCHEMA = json.loads((DIALOGUES / "schema.json").read_text(encoding="utf-8"))


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def examples(folder: Path, begins: str) -> list[Any]:
    """Return the value of each example whose first line says that it belongs there."""
    found = []
    for block in blocks("yaml"):
        if block.startswith(begins):
            (folder / "example").write_text(block, encoding="utf-8")
            found.append(read_yaml(folder / "example").value)
    assert found, f"no example begins with {begins!r}"
    return found


def step_of(file: dict[str, Any], flow: str, step: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in file["flows"][flow]["steps"] if one["id"] == step)
    return found


def put_below(steps: list[Any], above: str, more: list[Any]) -> None:
    at = next(nth for nth, step in enumerate(steps) if step["id"] == above) + 1
    steps[at:at] = more


@pytest.fixture
def extended(tmp_path: Path) -> Path:
    """Give back the shipped dialogues with every fragment of the README put where it says."""
    folder = shutil.copytree(DIALOGUES, tmp_path / "dialogues")
    find_help = read_yaml(folder / "find_help.yaml").value
    welcome = read_yaml(folder / "welcome.yaml").value
    for flow, step in (("find_help", "for_whom"), ("listing", "contact")):
        for options in examples(tmp_path, f"# one more of the options of {step}\n"):
            step_of(find_help, flow, step)["options"] += options
    for slots in examples(tmp_path, "# one more of the slots\n"):
        find_help["slots"] |= slots
    for steps in examples(tmp_path, "# one more of the steps of what_about, below"):
        put_below(find_help["flows"]["what_about"]["steps"], "what_about", steps)
    for branches in examples(tmp_path, "# one more of the branches after what_about"):
        step_of(find_help, "what_about", "what_about")["next"][-1:-1] = branches
    for pages in examples(tmp_path, "# one more of the pages\n"):
        welcome["pages"] |= pages
    write_yaml(folder / "find_help.yaml", find_help)
    write_yaml(folder / "welcome.yaml", welcome)
    return folder


def outcome(dialogue: Dialogue, **answers: str) -> Outcome:
    return replay(dialogue, "welcome", Answers(tuple(answers.items())), offered)


def offered(question: Question, _slots: Slots) -> tuple[str, ...]:
    known = {"languages": ("en",), "countries": ("GB",), "regions": (), "places": ()}
    return known.get(question.options_from or "", ())


def test_every_example_is_used_by_these_tests() -> None:
    first_lines = {block.partition("\n")[0] for block in blocks("yaml")}
    known = {"# one more of the " + rest for rest in (
        "options of for_whom", "options of contact", "slots",
        "steps of what_about, below the question of that name",
        "branches after what_about, above the else", "pages",
    )}  # fmt: skip
    assert first_lines == known | {"slots:", "lessons:"}


def test_the_lesson_of_the_page_passes_the_check(tmp_path: Path) -> None:
    shutil.copytree(DIALOGUES, tmp_path / "dialogues", ignore=lambda *_: {"lessons.yaml"})
    shutil.copytree(DIALOGUES.parent / "locales" / "en", tmp_path / "locales" / "en")
    example = next(block for block in blocks("yaml") if block.startswith("lessons:"))
    (tmp_path / "dialogues" / "lessons.yaml").write_text(example, encoding="utf-8")
    assert [str(problem) for problem in check_lessons(tmp_path)] == []
    assert set(read_lessons(tmp_path / "dialogues")) == {"tea"}


def test_what_the_page_tells_to_add_passes_the_check(extended: Path) -> None:
    assert [str(problem) for problem in check_dialogues(extended)] == []


def test_the_option_does_what_the_page_says(extended: Path) -> None:
    found = outcome(load_dialogue(extended), language="en", start="find", for_whom="my_child")
    assert (found.slots["for_whom"], found.slots["age"]) == ("my_child", "child")


def test_the_question_is_asked_where_the_page_says_and_leads_to_the_listing(
    extended: Path,
) -> None:
    dialogue = load_dialogue(extended)
    said = {"language": "en", "start": "find", "for_whom": "me", "country": "GB"}
    asked = outcome(dialogue, **said, what_about="health")
    assert asked.question is not None
    assert asked.question.id == "which_health"
    found = outcome(dialogue, **said, what_about="health", which_health="pregnancy")
    assert (found.action, found.slots["needs"]) == ("listing", ("maternity",))


def test_the_page_is_opened_by_its_option(extended: Path) -> None:
    dialogue = load_dialogue(extended)
    contact = dialogue.flows["listing"].by_id["contact"]
    assert isinstance(contact, Question)
    option = contact.option("about_interpreters")
    assert option is not None
    assert option.page in dialogue.pages


def test_the_whole_small_bot_passes_the_check_and_leads_to_a_listing(tmp_path: Path) -> None:
    whole = [block for block in blocks("yaml") if block.startswith("slots:")]
    assert len(whole) == 1
    folder = tmp_path / "dialogues"
    folder.mkdir()
    shutil.copy(DIALOGUES / "schema.json", folder)
    (folder / "small.yaml").write_text(whole[0], encoding="utf-8")
    assert [str(problem) for problem in check_dialogues(folder)] == []
    small = load_dialogue(folder)
    assert outcome(small, language="en", country="GB", subject="health").action == "listing"
    assert outcome(small, language="en", country="skip", subject="skip").action == "urgent"
    assert replay(small, "urgent", Answers((("country", "GB"),)), offered).action == "urgent"


@pytest.mark.parametrize("flow", ["welcome", "urgent"])
def test_a_bot_without_a_flow_that_every_visit_needs_does_not_pass(
    tmp_path: Path, flow: str
) -> None:
    folder = shutil.copytree(DIALOGUES, tmp_path / "dialogues")
    (folder / f"{flow}.yaml").unlink()
    [first, *_] = [str(problem) for problem in check_dialogues(folder)]
    assert first.startswith(f'{folder}:1: there is no flow "{flow}"')
    with pytest.raises(FlowError, match=f'there is no flow "{flow}"'):
        replay(load_dialogue(folder), flow, Answers(), offered)


def test_every_condition_of_the_page_is_one() -> None:
    conditions = [line for block in blocks("text") for line in block.splitlines()]
    assert len(conditions) > 4
    for condition in conditions:
        assert parse_condition(condition).reads, condition


def words_of_the_schema() -> set[str]:
    """Return every key and every listed value that a dialogue file may hold."""
    found: set[str] = set()
    waiting: list[Any] = [SCHEMA]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            found |= set(part.get("properties", ()))
            found |= {word for word in part.get("enum", ()) if isinstance(word, str)}
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part
    return found - {"description"}


def test_every_word_of_the_vocabulary_is_explained() -> None:
    words = words_of_the_schema()
    assert {"collect", "pick_list", "listing", "spoken_languages", "else"} <= words
    assert sorted(word for word in words if f"`{word}`" not in README) == []


def test_every_slot_that_the_match_reads_is_explained_with_what_it_may_hold() -> None:
    slots = read_yaml(DIALOGUES / "find_help.yaml").value["slots"]
    needed = {name for name, slot in slots.items() if slot["for"] == "need"}
    table = README.partition("| slot `for: need`")[2].partition("\n\n")[0]
    rows = [line.split("|")[1:3] for line in table.splitlines() if line.startswith("| `")]
    named = {name: row[1] for row in rows for name in re.findall(r"`(\w+)`", row[0])}
    assert needed
    assert set(named) == needed
    for step in load_dialogue(DIALOGUES).questions:
        if step.slot in named and step.options:
            for option in step.options:
                assert option.id in named[step.slot], (step.slot, option.id)


CANNOT_SEE = {
    "a mistyped id in a condition": (
        'slots.what_about = "in_confidence"',
        'slots.what_about = "x"',
    ),
    "a need that does not exist": ("[maternity]", "[maternitie]"),
    "a sixth choice": (
        "          - id: me_man\n",
        "          - id: a\n            label: A\n          - id: b\n            label: B\n"
        "          - id: me_man\n",
    ),
}


@pytest.mark.parametrize("name", CANNOT_SEE)
def test_the_page_is_honest_about_what_the_check_does_not_see(name: str, tmp_path: Path) -> None:
    """When one of these fails, the check has learnt something: take it out of the page."""
    assert name in README.replace("\n", " ")
    old, new = CANNOT_SEE[name]
    folder = shutil.copytree(DIALOGUES, tmp_path / "dialogues")
    text = (folder / "find_help.yaml").read_text(encoding="utf-8")
    assert old in text
    (folder / "find_help.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    assert check_dialogues(folder) == []


CAN_SEE = {
    "a word it does not know": ("ask: Who is this for?", "aks: Who is this for?"),
    "a key that stands twice": ("ask: Who is this for?", "ask: Who?\n        ask: Who?"),
    "a slot that is not declared": ("collect: for_whom", "collect: for_whon"),
    "or never used": ("slots:\n", "slots:\n  spare: {type: text, for: routing}\n"),
    "a value of the wrong kind": ("- age: child", "- age: [child]"),
    "a condition that cannot be read": ("slots.country is null", "slots.country is nothing"),
    "a step, flow or page that does not exist": ("call: where", "call: wherever"),
    "a step that nothing leads to": (
        "        link: listing\n",
        "        link: listing\n      - id: lost\n        link: listing\n",
    ),
    "a circle without a question": (
        '      - id: ordinary\n        set_slots:\n          - in_confidence: "no"\n',
        "      - id: ordinary\n        noop: true\n        next: default\n",
    ),
    "a question without `else`": ("          - else: find_where\n", ""),
    "a way that ends with neither a listing nor urgent numbers": ("link: listing", "noop: true"),
    "two options of one id": ("- id: me_man", "- id: me"),
    "a label that is too long": ("label: For me\n", f"label: {'For me ' * 6}\n"),
}


@pytest.mark.parametrize("name", CAN_SEE)
def test_the_check_finds_what_the_page_says_it_finds(name: str, tmp_path: Path) -> None:
    assert name in README.replace("\n", " ")
    old, new = CAN_SEE[name]
    folder = shutil.copytree(DIALOGUES, tmp_path / "dialogues")
    text = (folder / "find_help.yaml").read_text(encoding="utf-8")
    assert old in text
    (folder / "find_help.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    assert check_dialogues(folder) != []
