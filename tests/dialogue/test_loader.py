"""A wrong dialogue file is refused with file, line and remedy."""

from pathlib import Path

import pytest

from bot.dialogue.loader import load_dialogue
from bot.errors import ContentError, FlowError

GOOD = """\
slots:
  need: {type: text}
  many: {type: list}
flows:
  first:
    steps:
      - id: ask
        collect: need
        ask: What?
        options:
          - id: one
            label: One
            set_slots:
              - many: [a]
        next:
          - if: slots.need = "one"
            then: after
          - else: END
      - id: after
        action: listing
"""


def load(folder: Path, text: str) -> None:
    (folder / "help.yaml").write_text(text, encoding="utf-8")
    load_dialogue(folder)


def test_a_good_file_loads(tmp_path: Path) -> None:
    load(tmp_path, GOOD)


WRONG = {
    "an unknown key": ("ask: What?", "aks: What?", 9, 'did you mean "ask"?'),
    "a target that is not there": ("then: after", "then: aftr", 17, 'did you mean "after"?'),
    "an undeclared slot": ("collect: need", "collect: neede", 8, 'did you mean "need"?'),
    "a slot of another type": ("many: [a]", "many: a", 14, "holds a list"),
    "a broken condition": ('slots.need = "one"', "slots.need == one", 16, "condition"),
    "a slot in a condition": ('slots.need = "one"', 'slots.nead = "one"', 16, '"nead"'),
    "no options": ("options:", "options_from: nowhere\n        other:", 11, "not known here"),
    "a branch without then": ("then: after", "than: after", 16, "if:"),
    "two steps of one id": ("id: after", "id: ask", 19, "of its own"),
    "two kinds of step": ("action: listing", "action: a\n        noop: true", 19, "exactly one"),
    "an option without label": ("label: One", "lable: One", 12, "not known in an option"),
    "a call to nowhere": ("action: listing", "call: frist", 19, 'did you mean "first"?'),
    "a page to nowhere": ("label: One", "label: One\n            page: none", 11, "no page"),
    "a slot without type": ("need: {type: text}", "need: text", 2, "type: text"),
    "a key twice": ("ask: What?", "ask: What?\n        ask: Why?", 10, "stands here twice"),
    "broken YAML": ("flows:", "flows: [", 4, "not readable"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_refused_with_its_line_and_the_remedy(name: str, tmp_path: Path) -> None:
    old, new, line, says = WRONG[name]
    assert old in GOOD
    with pytest.raises(ContentError) as refused:
        load(tmp_path, GOOD.replace(old, new))
    place, _, text = str(refused.value).partition(": ")
    assert place.startswith(f"{tmp_path / 'help.yaml'}:")
    assert says in text
    if name != "broken YAML":
        assert place.endswith(f":{line}"), refused.value


def test_an_empty_folder_is_refused_and_not_taken_for_a_bot_without_questions(
    tmp_path: Path,
) -> None:
    with pytest.raises(FlowError, match="no dialogues here"):
        load_dialogue(tmp_path)


def test_yaml_no_is_the_word_no(tmp_path: Path) -> None:
    (tmp_path / "help.yaml").write_text(
        GOOD.replace("id: one", "id: no").replace('need = "one"', 'need = "no"'), encoding="utf-8"
    )
    question = load_dialogue(tmp_path).questions[0]
    assert question.options[0].id == "no"
