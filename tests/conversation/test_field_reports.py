"""One tap says that a service did not work: nothing of her is kept, and nothing waits for it."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.conversation import Conversation
from bot.messages import Choice, Incoming, Start, Text
from bot.service_report import FieldReport
from bot.signposting.directory import Directory
from bot.storage.report_port import MOST_AT_ONCE, ReportWriter
from bot.storage.reports import Report, open_reports
from tests.conversation.visit import NOW, Visit, directory, visit, world

REPORTS = {"number_failed", "could_not_help"}

WAY: tuple[Incoming, ...] = (
    Start("en"), Choice("in_confidence"), Choice("me"), Choice("GB"), Choice("London"),
    Text("newham"), Choice("skip"), Choice("1"),
)  # fmt: skip
"""From the first card to that of a service."""


def in_confidence() -> Visit:
    return visit().tap("in_confidence", "me", "GB", "London").type("newham").tap("skip")


def test_every_card_of_a_service_offers_it_and_a_number_only_where_there_is_one() -> None:
    seen = set()
    listing = in_confidence()
    for number in [one for one in listing.ids if one.isdigit()]:
        card = listing.tap(number)
        (entry,) = card.card.services
        contacts = directory().by_id[entry].confirmed_contacts
        has_number = any(one.type in {"voice", "sms", "whatsapp"} for one in contacts)
        offered = REPORTS & set(card.ids)
        assert offered == (REPORTS if has_number else {"could_not_help"})
        seen.add(has_number)
    assert seen


def test_s46_at_most_one_report_in_a_visit_and_its_card_stays() -> None:
    listing = in_confidence()
    card = listing.tap("1")
    after = card.tap("could_not_help")
    assert after.card.text.startswith("Thank you. Nothing about you was kept.")
    assert card.card.text in after.card.text
    assert after.card.services == card.card.services
    assert not REPORTS & set(after.ids)
    assert not REPORTS & set(after.tap("back").tap("2").ids), "nor of another service"


class Files:
    async def current(self) -> Directory:
        return directory()


async def talked(take: Callable[[FieldReport], None], *taps: str) -> list[str]:
    """Go to a service, tap these, and return what the card then offers."""
    conversation = Conversation(world(), Files(), lambda: NOW, take)
    for incoming in (*WAY, *(Choice(tap) for tap in taps)):
        card = await conversation(incoming)
    return [button.id for button in card.buttons]


async def test_a_report_names_the_service_and_what_and_nothing_else() -> None:
    taken: list[FieldReport] = []
    await talked(taken.append, "could_not_help", "could_not_help", "number_failed")
    (report,) = taken
    assert report.kind == "could_not_help"
    assert report.service_id in directory().by_id
    assert set(FieldReport.__slots__) == {"service_id", "kind"}


async def test_a_report_that_cannot_be_taken_leaves_her_card_as_it_is() -> None:
    def broken(_report: FieldReport) -> None:
        raise OSError("the disc is full")

    taken: list[FieldReport] = []
    assert await talked(broken, "could_not_help") == await talked(taken.append, "could_not_help")
    assert taken


async def test_a_report_is_written_beside_and_counted(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'directory.db'}"
    writer = ReportWriter(url, NOW.date)
    for _ in range(2):
        writer.take("one", "number_failed")
        await writer.settle()
    reports = await open_reports(url)
    assert await reports.all() == (Report("one", "number_failed", "2026-W47", 2),)
    await reports.close()


@pytest.mark.parametrize("url", ["sqlite:////nowhere/at/all/directory.db", "nonsense"])
async def test_a_database_that_is_not_there_is_nobodys_concern(url: str) -> None:
    writer = ReportWriter(url, NOW.date)
    writer.take("one", "number_failed")
    await writer.settle()


async def test_a_flood_of_reports_is_not_kept_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = 0

    async def slow(*_: object) -> None:
        nonlocal begun
        begun += 1
        await asyncio.sleep(0)

    monkeypatch.setattr(ReportWriter, "_write", slow)
    writer = ReportWriter("", NOW.date)
    for _ in range(MOST_AT_ONCE * 3):
        writer.take("one", "number_failed")
    await writer.settle()
    assert begun == MOST_AT_ONCE
