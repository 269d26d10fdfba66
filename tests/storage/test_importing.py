"""An import is compared, shown, and done whole; what needs a second person waits for one."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.checks.services_one import Judge
from bot.errors import SettingError, StoreError
from bot.exchange.lines import Line, Shelf
from bot.exchange.plain import to_plain
from bot.exchange.report import ImportReport
from bot.exchange.service_files import DirectoryFiles
from bot.signposting.partnership import with_review
from bot.signposting.service import Contact, Partner, Service
from bot.storage.accounts import Account, Accounts
from bot.storage.approval import Author
from bot.storage.batches import Batches
from bot.storage.changes import Changes
from bot.storage.database import Database
from bot.storage.importing import Decided, importer
from bot.storage.store import DirectoryStore

# Long: `make test-all` runs it.
pytestmark = pytest.mark.whole

DATA = Path(__file__).parents[2] / "services_data"
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
DAY = date(2026, 3, 2)

Bring = Callable[..., Awaitable[ImportReport]]


@pytest.fixture(autouse=True)
async def filled(any_store: DirectoryStore, files: DirectoryFiles) -> DirectoryStore:
    await any_store.load(files)
    return any_store


@pytest.fixture
def bring(any_url: str, all_files: DirectoryFiles) -> Bring:
    """Import services, given as records or as lines."""
    known = {service.id for service in all_files.services}

    async def work(*given: Service | Line, apply: bool = True) -> ImportReport:
        judge = Judge(DATA, known | {"new-one"}, NOW.date())
        database = Database(any_url)
        with Shelf(Line) as lines, Shelf(Decided) as decided:
            for at, one in enumerate(given):
                lines.add(one if isinstance(one, Line) else Line(str(at + 2), to_plain(one)))
            doing = await importer(database, "file.csv", NOW)
            report = await doing.compare(lines, judge.service, decided, lambda _: None)
            if apply and not report.refused_in_all:
                await doing.apply(report, decided, lambda _: None)
        await database.close()
        return report

    return work


async def held(store: DirectoryStore) -> dict[str, Service]:
    return {service.id: service for service in (await store.snapshot()).services}


def renumbered(service: Service) -> Service:
    """Return a service with another number that is one."""
    other = replace(service.contacts[0], value="+33199001234", dial="01 99 00 12 34")
    return replace(service, contacts=(other, *service.contacts[1:]))


async def test_what_the_directory_says_already_changes_nothing(
    filled: DirectoryStore, files: DirectoryFiles, bring: Bring
) -> None:
    before = await filled.revision()
    report = await bring(*files.services)
    assert report.same == len(files.services)
    assert not report.does_something
    assert await filled.revision() == before


async def test_a_changed_record_goes_live_and_stands_in_the_history(
    filled: DirectoryStore, files: DirectoryFiles, bring: Bring, any_url: str
) -> None:
    new = replace(files.services[0], hours="Mo-Fr 10:00-12:00", admin_notes="Asked.")
    report = await bring(new)
    assert report.changed == {new.id: ("hours", "admin_notes")}
    assert set(report.gone) == {service.id for service in files.services[1:]}
    assert (await held(filled)) == {one.id: one for one in (new, *files.services[1:])}
    changes = Changes(Database(any_url), lambda _: None)
    [change] = await changes.history(new.id)
    assert (change.act, change.state, change.author.name) == ("import", "live", "import")
    assert change.note == "file.csv"
    await changes.undo(Author("ana", "editor"), change.id, NOW)
    assert (await held(filled))[new.id] == files.services[0]
    await changes.close()


async def test_s93_an_imported_number_waits_for_a_second_person(
    filled: DirectoryStore, files: DirectoryFiles, bring: Bring, any_url: str
) -> None:
    new = renumbered(files.services[0])
    report = await bring(new)
    assert report.waiting == {new.id: ("contacts",)}
    assert await held(filled) == {one.id: one for one in files.services}
    changes = Changes(Database(any_url), lambda _: None)
    [waiting] = await changes.waiting()
    await changes.agree(Author("ana", "editor"), waiting.id, NOW)
    assert (await held(filled))[new.id] == new
    await changes.close()


async def test_s93_a_new_record_with_a_number_waits_too(
    filled: DirectoryStore, files: DirectoryFiles, bring: Bring
) -> None:
    hidden = replace(files.services[0], id="new-one", show="hold", contacts=())
    assert (await bring(hidden)).added == ["new-one"]
    assert (await held(filled))["new-one"] == hidden
    shown = replace(files.services[0], id="new-one")
    report = await bring(shown)
    assert set(report.waiting) == {"new-one"}
    assert (await held(filled))["new-one"] == hidden


async def test_s93_lifted_confidentiality_waits(
    filled: DirectoryStore, files: DirectoryFiles, bring: Bring
) -> None:
    telling = next(one for one in files.services if one.telling)
    report = await bring(replace(telling, telling=False))
    assert report.waiting == {telling.id: ("telling",)}
    assert (await held(filled))[telling.id].telling


async def test_s93_hiding_by_a_file_is_immediate(
    filled: DirectoryStore, files: DirectoryFiles, bring: Bring
) -> None:
    report = await bring(replace(files.services[0], show="hold"))
    assert set(report.changed) == {files.services[0].id}
    assert (await held(filled))[files.services[0].id].show == "hold"


async def test_s93_the_only_keeper_cannot_agree_at_once_to_what_she_imported(
    files: DirectoryFiles, bring: Bring, any_url: str
) -> None:
    accounts = Accounts(Database(any_url))
    await accounts.add(Account("eva", "keeper", "x"))
    await accounts.close()
    new = renumbered(files.services[0])
    await bring(new)
    changes = Changes(Database(any_url), lambda _: None)
    [waiting] = await changes.waiting()
    assert waiting.author == Author("eva", "keeper")
    await changes.close()


async def test_the_same_file_twice_proposes_once(
    files: DirectoryFiles, bring: Bring, any_url: str
) -> None:
    new = renumbered(files.services[0])
    await bring(new)
    report = await bring(new)
    assert set(report.waiting) == {new.id}
    changes = Changes(Database(any_url), lambda _: None)
    assert len(await changes.waiting()) == 1
    await changes.close()


async def test_s93_who_brought_a_file_in_cannot_agree_to_it_herself(
    filled: DirectoryStore, files: DirectoryFiles, any_url: str
) -> None:
    accounts, database = Accounts(Database(any_url)), Database(any_url)
    for name, role in (("ana", "editor"), ("kim", "keeper"), ("vera", "volunteer")):
        await accounts.add(Account(name, role, "hash"))  # type: ignore[arg-type]
    await accounts.add(Account("gone", "keeper", "hash", open=False))
    assert (await importer(database, "a.csv", NOW)).author == Author("import", "keeper")
    for name, role in (("ana", "editor"), ("kim", "keeper"), ("vera", "volunteer")):
        assert (await importer(database, "a.csv", NOW, name)).author == Author(name, role)  # type: ignore[arg-type]
    for nobody in ("gone", "nobody", "import", ""):
        with pytest.raises(SettingError, match="no open account"):
            await importer(database, "a.csv", NOW, nobody)
    assert files.services
    assert await filled.revision()
    await database.close()
    await accounts.close()


async def test_s61_an_import_never_says_that_somebody_checked(
    filled: DirectoryStore, files: DirectoryFiles, bring: Bring
) -> None:
    first = files.services[0]
    claimed = replace(
        first, assured_date=date(2026, 3, 2), assurer_role="coordinator", hours="24/7; PH off"
    )
    report = await bring(claimed)
    assert [left.what for left in report.left_out] == ["assured_date"]
    assert (await held(filled))[first.id] == replace(first, hours="24/7; PH off")


async def test_s94_one_refused_line_and_nothing_is_imported(
    filled: DirectoryStore, files: DirectoryFiles, bring: Bring
) -> None:
    good = replace(files.services[0], hours="Mo-Fr 10:00-12:00")
    bad = Line("7", to_plain(files.services[1]) | {"hours": "whenever"})
    report = await bring(good, bad)
    [refusal] = report.refused
    assert str(refusal).startswith("file.csv: row 7, column hours: ")
    assert "Write them like" in str(refusal)
    assert await held(filled) == {one.id: one for one in files.services}


async def test_what_a_file_does_not_speak_of_stays(
    filled: DirectoryStore, files: DirectoryFiles, bring: Bring
) -> None:
    first = files.services[0]
    told = {"id": first.id, "hours_words": "At noon"}
    untold = tuple(set(to_plain(first)) - set(told))
    assert (await bring(Line("2", told, untold=untold))).changed == {first.id: ("hours_words",)}
    assert (await held(filled))[first.id] == replace(first, hours_words="At noon")


async def test_a_directory_that_changed_meanwhile_is_not_written_over(
    filled: DirectoryStore, files: DirectoryFiles, any_url: str
) -> None:
    database = Database(any_url)
    judge = Judge(DATA, {service.id for service in files.services}, NOW.date())
    with Shelf(Line) as lines, Shelf(Decided) as decided:
        lines.add(Line("2", to_plain(replace(files.services[0], hours_words="New"))))
        doing = await importer(database, "file.csv", NOW)
        report = await doing.compare(lines, lambda *_: (files.services[0], []), decided, _no)
        await filled.save(replace(files.services[0], hours_words="Newer"))
        with pytest.raises(StoreError, match="changed after the file"):
            await doing.apply(report, decided, _no)
    assert judge is not None
    assert (await held(filled))[files.services[0].id].hours_words == "Newer"
    await database.close()


def _no(_: int) -> None:
    """Tell nobody."""


async def test_s62_no_street_and_no_place_of_a_shelter_comes_in(
    files: DirectoryFiles, bring: Bring
) -> None:
    shelter = replace(
        files.services[0], id="new-one", is_shelter=True, telling=True, show="hold", contacts=()
    )
    with_place = to_plain(replace(shelter, based_in="Paris"))
    with_street = to_plain(replace(shelter, admin_notes="At 12 Mill Lane, ring twice"))
    with_map = to_plain(
        replace(shelter, contacts=(Contact("web", "https://maps.example.org/x", "unconfirmed"),))
    )
    for plain in (with_place, with_street, with_map):
        report = await bring(Line("2", plain), apply=False)
        assert report.refused_in_all == 1
        assert "S62" in str(report.refused[0])


@pytest.fixture
def partners(files: DirectoryFiles) -> tuple[Service, Service]:
    """Two of the directory that name each other, once with the day of a review."""
    one, two = files.services[:2]
    return (
        replace(one, partners=(Partner(two.id, "stated", DAY),)),
        replace(two, partners=(Partner(one.id, "stated"),)),
    )


async def test_a_day_of_review_in_one_row_stands_in_both_records_and_histories(
    bring: Bring, any_store: DirectoryStore, any_url: str, partners: tuple[Service, Service]
) -> None:
    one, two = partners
    for given in ((one, two), (two, one)):
        await bring(*given)
        known = await held(any_store)
        assert known[one.id] == one
        assert known[two.id] == with_review(two, one.id, DAY)
    database = Database(any_url)
    line, *_ = await Changes(database, lambda _: None).history(two.id)
    await database.close()
    assert (line.act, line.note, line.state) == ("import", "file.csv", "live")


async def test_a_row_without_a_day_of_review_takes_none_away(
    bring: Bring, any_store: DirectoryStore, partners: tuple[Service, Service]
) -> None:
    one, two = partners
    await bring(one, two)
    before = await held(any_store)
    report = await bring(with_review(one, two.id, None), with_review(two, one.id, None))
    assert report.same == 2
    assert await held(any_store) == before


async def test_two_rows_that_name_different_days_are_refused_with_row_column_and_remedy(
    bring: Bring, any_store: DirectoryStore, partners: tuple[Service, Service]
) -> None:
    one, two = partners
    before = await held(any_store)
    report = await bring(one, with_review(two, one.id, date(2025, 3, 2)))
    (refusal,) = report.refused
    assert str(refusal) == (
        "file.csv: row 3, column partners: this partnership was reviewed on 2025-03-02, but on "
        "2026-03-02 in row 2. Write the same day in both records, or leave it out of one"
    )
    assert await held(any_store) == before


async def test_a_day_of_review_that_is_none_is_refused(
    bring: Bring, partners: tuple[Service, Service]
) -> None:
    one, _ = partners
    for wrong in ("last spring", "2999-01-01"):
        plain = to_plain(one)
        plain["partners"][0]["reviewed"] = wrong
        report = await bring(Line("2", plain))
        assert [refusal.column for refusal in report.refused] == ["partners"], wrong


async def test_new_records_that_were_agreed_to_together_name_one_day(
    bring: Bring, any_store: DirectoryStore, any_url: str, partners: tuple[Service, Service]
) -> None:
    one, two = partners
    new = replace(one, id="new-one")
    report = await bring(new, replace(two, partners=(*two.partners, Partner("new-one", "stated"))))
    assert list(report.waiting) == ["new-one"]
    database = Database(any_url)
    await Accounts(database).add(Account("edda", "editor", "no hash"))
    batches = Batches(database, lambda _service, _beside: None)
    numbers = [change.id for change in await Changes(database, lambda _: None).waiting()]
    outcome = await batches.agree(Author("edda", "editor"), numbers, NOW)
    await database.close()
    assert [change.service_id for change in outcome.done] == ["new-one"]
    assert (await held(any_store))[two.id].partners[1].reviewed == DAY
