"""
Read dialogues/*.yaml into a Dialogue.

A wrong word (an unknown key, step, slot or flow) is refused here with file, line and remedy. What
has another shape altogether is refused with the command that finds it: the schema and everything
else that `python -m bot check` knows is in bot/checks.
"""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.dialogue.flow import Dialogue, Flow, Page
from bot.dialogue.lesson import LESSONS
from bot.dialogue.steps import Steps, error_at, suggestion, text_of
from bot.errors import FlowError
from bot.yaml_file import Document, read_yaml

NOT_FLOWS = ("lessons*.yaml", "handouts*.yaml")
"""Files of the same folder that hold neither flows nor pages."""


def dialogue_files(folder: Path) -> list[Path]:
    """Return the files of flows and pages in a folder: all but lessons and handouts."""
    others = {path for pattern in NOT_FLOWS for path in folder.glob(pattern)}
    return sorted(path for path in folder.glob("*.yaml") if path not in others)


def load_dialogue(folder: Path) -> Dialogue:
    """Read every dialogue file of a folder. Raises FlowError with file, line and remedy."""
    paths = dialogue_files(folder)
    if not paths:
        raise FlowError(f"{folder}:1: no dialogues here. Put the *.yaml files back")
    documents = [read_yaml(path) for path in paths]
    for section in ("slots", "flows", "pages"):
        _refuse_twice(documents, section)
    try:
        return _compiled(documents, _version(paths))
    except (AttributeError, KeyError, TypeError) as error:
        raise FlowError(
            f"{folder}:1: a dialogue has another shape than it should ({error}). "
            "Run: python -m bot check dialogues"
        ) from None


def _compiled(documents: Sequence[Document], version: str) -> Dialogue:
    slots = {name: kind for one in documents for name, kind in _slots(one)}
    flows = {flow.id: flow for one in documents for flow in _flows(one, slots)}
    pages = {page.id: page for one in documents for page in _pages(one)}
    dialogue = Dialogue(flows, pages, slots, version)
    for document in documents:
        _refuse_dangling(document, dialogue)
    return dialogue


def _refuse_twice(documents: Sequence[Document], section: str) -> None:
    """The second of one name would silently take the place of the first."""
    seen: set[str] = set()
    for document in documents:
        for name in (document.value or {}).get(section) or {}:
            if name in seen:
                text = f'"{name}" stands in another file already. Give one of the two another name'
                raise error_at(document, (section, name), text)
            seen.add(name)


def _version(paths: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _slots(document: Document) -> Iterator[tuple[str, Any]]:
    for name, kind in (document.value or {}).get("slots", {}).items():
        if not isinstance(kind, dict) or kind.get("type") not in {"text", "list"}:
            raise error_at(document, ("slots", name), 'a slot needs "type: text" or "type: list"')
        yield name, kind["type"]


def _pages(document: Document) -> Iterator[Page]:
    for name, page in (document.value or {}).get("pages", {}).items():
        if not isinstance(page, dict) or not {"title", "text"} <= set(page):
            raise error_at(document, ("pages", name), 'a page needs "title" and "text"')
        stay = text_of(page, "text_where_messages_stay")
        yield Page(name, page["title"], page["text"].strip(), page.get("safety", False), stay)


def _flows(document: Document, slots: dict[str, Any]) -> Iterator[Flow]:
    for name, flow in (document.value or {}).get("flows", {}).items():
        where = ("flows", name)
        if not isinstance(flow, dict) or not flow.get("steps"):
            raise error_at(document, where, 'a flow needs a list of "steps"')
        steps = Steps(document, name, slots).read(flow["steps"])
        yield Flow(name, flow.get("description", ""), steps)


def _refuse_dangling(document: Document, dialogue: Dialogue) -> None:
    for name, flow in (document.value or {}).get("flows", {}).items():
        for at, raw in enumerate(flow["steps"]):
            where: tuple[str | int, ...] = ("flows", name, "steps", at)
            target = raw.get("call", raw.get("link"))
            if target is not None and target not in dialogue.flows:
                hint = suggestion(target, [*dialogue.flows])
                raise error_at(document, where, f'there is no flow "{target}"{hint}')
            for nth, option in enumerate(raw.get("options", [])):
                if "page" in option and option["page"] not in {LESSONS, *dialogue.pages}:
                    text = f'option "{option["id"]}": there is no page "{option["page"]}"'
                    raise error_at(document, (*where, "options", nth), text)
