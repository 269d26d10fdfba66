"""What is proposed waits, what is agreed to goes live, what is hidden goes at once (S61, S93)."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ApprovalError
from bot.exchange.service_files import DirectoryFiles
from bot.signposting.service import Contact, Service
from bot.storage.accounts import Account, Accounts, open_accounts
from bot.storage.approval import Author, only_hides, reasons_for_a_second
from bot.storage.changes import Changes, open_changes
from bot.storage.record_change import applied, difference
from bot.storage.rows import digest
from bot.storage.store import DirectoryStore

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
VOLUNTEER = Author("vera", "volunteer")
EDITOR = Author("edda", "editor")
KEEPER = Author("kim", "keeper")


def sound(_service: Service) -> None:
    """Every record may go live, as far as this file is concerned."""


@pytest.fixture
async def changes(
    any_store: DirectoryStore, any_url: str, files: DirectoryFiles
) -> AsyncIterator[Changes]:
    await any_store.load(files)
    changes = await open_changes(any_url, sound)
    yield changes
    await changes.close()


@pytest.fixture
async def accounts(any_url: str) -> AsyncIterator[Accounts]:
    accounts = await open_accounts(any_url)
    yield accounts
    await accounts.close()


async def the_three(accounts: Accounts) -> None:
    for who in (VOLUNTEER, EDITOR, KEEPER):
        await accounts.add(Account(who.name, who.role, "no hash"))


async def live(store: DirectoryStore, id_: str) -> Service:
    return (await store.snapshot()).by_id[id_]


def with_number(service: Service, value: str) -> Service:
    """Return a record with its first contact's number changed."""
    first, *rest = service.contacts
    return replace(service, contacts=(replace(first, value=value, dial=value), *rest))


@pytest.fixture
def service(files: DirectoryFiles) -> Service:
    found = next(one for one in files.services if one.confirmed_contacts)
    assert found.contacts[0].confirmed
    return found


async def test_s93_a_new_number_waits_while_the_last_approved_one_stays_live(
    changes: Changes, any_store: DirectoryStore, accounts: Accounts, service: Service
) -> None:
    await the_three(accounts)
    before = await any_store.mark()
    new = with_number(service, "+442079460000")
    for at, author in enumerate((VOLUNTEER, EDITOR, KEEPER)):
        named = replace(new, admin_notes=f"{at}")
        change = await changes.propose(author, named, NOW, base=digest(service))
        assert change.state == "waiting", author
        assert await live(any_store, service.id) == service
        with pytest.raises(ApprovalError, match="waits already"):
            await changes.propose(KEEPER, named, NOW, base=digest(service))
    assert await any_store.mark() == before, "no running bot is told of what only waits"

    first = (await changes.waiting())[0]
    agreed = await changes.agree(KEEPER, first.id, NOW)
    assert (agreed.state, agreed.decided_by) == ("live", KEEPER)
    assert (await live(any_store, service.id)).contacts == new.contacts
    assert (await any_store.mark()).revision == before.revision + 1


async def test_s93_nobody_agrees_to_her_own(
    changes: Changes, accounts: Accounts, service: Service
) -> None:
    await the_three(accounts)
    new = with_number(service, "+442079460000")
    own = await changes.propose(KEEPER, new, NOW, base=digest(service), phoned=True)
    with pytest.raises(ApprovalError, match="Somebody else"):
        await changes.agree(KEEPER, own.id, NOW + timedelta(days=2))
    with pytest.raises(ApprovalError, match="A volunteer proposes"):
        await changes.agree(VOLUNTEER, own.id, NOW)
    assert (await changes.agree(EDITOR, own.id, NOW)).state == "live"


async def test_s93_a_keeper_alone_phones_twice_with_a_day_between(
    changes: Changes, any_store: DirectoryStore, accounts: Accounts, service: Service
) -> None:
    await accounts.add(Account(KEEPER.name, "keeper", "no hash"))
    await accounts.add(Account(VOLUNTEER.name, "volunteer", "no hash"))
    new = with_number(service, "+442079460000")
    own = await changes.propose(KEEPER, new, NOW, base=digest(service))
    with pytest.raises(ApprovalError, match="Phone first"):
        await changes.agree(KEEPER, own.id, NOW + timedelta(days=9))
    await changes.phoned(KEEPER, own.id, NOW)
    with pytest.raises(ApprovalError, match="said so already"):
        await changes.phoned(KEEPER, own.id, NOW + timedelta(hours=1))
    with pytest.raises(ApprovalError, match="24 hours"):
        await changes.agree(KEEPER, own.id, NOW + timedelta(hours=23, minutes=59))
    assert await live(any_store, service.id) == service
    await changes.agree(KEEPER, own.id, NOW + timedelta(hours=24))
    assert await live(any_store, service.id) == new


async def test_s93_an_editor_who_joined_ends_being_alone(
    changes: Changes, accounts: Accounts, service: Service
) -> None:
    await accounts.add(Account(KEEPER.name, "keeper", "no hash"))
    new = with_number(service, "+442079460000")
    own = await changes.propose(KEEPER, new, NOW, base=digest(service), phoned=True)
    await accounts.add(Account(EDITOR.name, "editor", "no hash"))
    with pytest.raises(ApprovalError, match="Somebody else"):
        await changes.agree(KEEPER, own.id, NOW + timedelta(days=2))
    await accounts.change(EDITOR.name, open=False)
    assert (await changes.agree(KEEPER, own.id, NOW + timedelta(days=2))).state == "live"


@pytest.mark.parametrize("author", [VOLUNTEER, EDITOR, KEEPER])
async def test_s93_hiding_is_immediate_and_takes_one_person(
    changes: Changes, any_store: DirectoryStore, service: Service, author: Author
) -> None:
    first, *rest = service.contacts
    hidden = replace(service, contacts=(replace(first, status="unconfirmed"), *rest))
    assert (await changes.propose(author, hidden, NOW, base=digest(service))).state == "live"
    assert await live(any_store, service.id) == hidden
    held = replace(hidden, show="hold")
    assert (await changes.propose(author, held, NOW, base=digest(hidden))).state == "live"
    assert (await live(any_store, service.id)).show == "hold"

    shown_again = await changes.propose(KEEPER, service, NOW, base=digest(held))
    assert shown_again.state == "waiting", "to show it again takes a second person"


async def test_s93_every_change_says_who_when_what_was_and_can_be_undone(
    changes: Changes, any_store: DirectoryStore, service: Service
) -> None:
    new = replace(service, hours="Mo-Fr 09:00-17:00", name=f"{service.name} (new)")
    made = await changes.propose(EDITOR, new, NOW, base=digest(service), note="they told me")
    assert made.state == "live"
    (kept,) = await changes.history(service.id)
    assert (kept.author, kept.made_at, kept.note) == (EDITOR, NOW, "they told me")
    assert kept.old == {"hours": service.hours, "name": service.name}
    assert kept.new == {"hours": new.hours, "name": new.name}

    undone = await changes.undo(KEEPER, made.id, NOW + timedelta(hours=1))
    assert (undone.state, undone.undoes) == ("live", made.id)
    assert await live(any_store, service.id) == service
    assert [one.act for one in await changes.history(service.id)] == ["undo", "edit"]
    with pytest.raises(ApprovalError, match="nothing left"):
        await changes.undo(KEEPER, made.id, NOW)


async def test_undoing_what_hid_a_number_needs_whom_showing_it_needs(
    changes: Changes, any_store: DirectoryStore, service: Service
) -> None:
    hidden = replace(service, show="hold", contacts=())
    hid = await changes.propose(VOLUNTEER, hidden, NOW, base=digest(service))
    assert (await changes.undo(KEEPER, hid.id, NOW)).state == "waiting"
    assert await live(any_store, service.id) == hidden


async def test_s61_only_i_checked_this_sets_the_assured_date(
    changes: Changes, any_store: DirectoryStore, service: Service
) -> None:
    by_edit = replace(service, assured_date=NOW.date(), assurer_role="keeper")
    with pytest.raises(ApprovalError, match="I checked this"):
        await changes.propose(KEEPER, by_edit, NOW, base=digest(service))
    renamed = replace(service, name="Renamed")
    await changes.propose(KEEPER, renamed, NOW, base=digest(service))
    assert (await live(any_store, service.id)).assured_date == service.assured_date

    waits = await changes.check(VOLUNTEER, service.id, "phoned", NOW)
    assert (waits.state, waits.how) == ("waiting", "phoned")
    done = await changes.check(EDITOR, service.id, "met", NOW)
    assert done.state == "live"
    now = await live(any_store, service.id)
    assert (now.assured_date, now.assurer_role) == (NOW.date(), "editor")


async def test_a_new_record_waits_and_undoing_it_shows_it_to_nobody(
    changes: Changes, any_store: DirectoryStore, accounts: Accounts, service: Service
) -> None:
    await the_three(accounts)
    new = replace(service, id="made-here", assured_date=None, assurer_role=None)
    made = await changes.propose(EDITOR, new, NOW)
    assert made.state == "waiting"
    assert "made-here" not in (await any_store.snapshot()).by_id
    await changes.agree(KEEPER, made.id, NOW)
    assert await live(any_store, "made-here") == new
    await changes.undo(KEEPER, made.id, NOW)
    assert (await live(any_store, "made-here")).show == "hold"
    with pytest.raises(ApprovalError, match="Choose another id"):
        await changes.propose(EDITOR, new, NOW)


async def test_two_people_may_change_one_record_and_nothing_is_guessed(
    changes: Changes, any_store: DirectoryStore, accounts: Accounts, service: Service
) -> None:
    await the_three(accounts)
    base = digest(service)
    number = with_number(service, "+442079460000")
    first, *rest = service.contacts
    waits = await changes.propose(VOLUNTEER, number, NOW, base=base)
    clashes = await changes.propose(VOLUNTEER, replace(service, name="One name"), NOW, base=base)

    hidden = replace(service, contacts=(replace(first, status="unconfirmed"), *rest))
    await changes.propose(EDITOR, hidden, NOW, base=base)
    with pytest.raises(ApprovalError, match="after you opened it"):
        await changes.propose(EDITOR, replace(service, name="Another"), NOW, base=base)
    await changes.propose(EDITOR, replace(hidden, name="Another"), NOW, base=digest(hidden))

    await changes.agree(KEEPER, waits.id, NOW)
    now = await live(any_store, service.id)
    assert now.name == "Another"
    assert {one.value for one in now.contacts} == {one.value for one in number.contacts}
    with pytest.raises(ApprovalError, match="in the same place"):
        await changes.agree(KEEPER, clashes.id, NOW)
    assert (await live(any_store, service.id)).name == "Another"


async def test_what_must_not_go_live_goes_live_for_nobody(
    any_store: DirectoryStore, any_url: str, files: DirectoryFiles, service: Service
) -> None:
    await any_store.load(files)

    def never(_service: Service) -> None:
        raise ApprovalError("a shelter may not name a place")

    changes = await open_changes(any_url, never)
    with pytest.raises(ApprovalError, match="a shelter"):
        await changes.propose(KEEPER, replace(service, name="X"), NOW, base=digest(service))
    assert await live(any_store, service.id) == service
    assert await changes.history(service.id) == ()
    await changes.close()


async def test_what_was_decided_is_not_decided_again(
    changes: Changes, accounts: Accounts, service: Service
) -> None:
    await the_three(accounts)
    new = with_number(service, "+442079460000")
    waits = await changes.propose(VOLUNTEER, new, NOW, base=digest(service))
    with pytest.raises(ApprovalError, match="only what she wrote"):
        await changes.refuse(Author("other", "volunteer"), waits.id, NOW)
    assert (await changes.refuse(EDITOR, waits.id, NOW, "wrong number")).state == "refused"
    for act in (changes.agree, changes.refuse, changes.phoned):
        with pytest.raises(ApprovalError, match="does not wait any more"):
            await act(KEEPER, waits.id, NOW)
    again = await changes.propose(VOLUNTEER, new, NOW, base=digest(service))
    assert (await changes.refuse(VOLUNTEER, again.id, NOW)).state == "withdrawn"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"is_shelter": False}, "confidentiality"),
        ({"telling": False}, "confidentiality"),
        ({"based_in": "london"}, "confidentiality"),
        ({"serves": ("england", "london")}, "confidentiality"),
        ({"shares_with_immigration": "no"}, "confidentiality"),
        ({"show": "yes"}, "shown"),
    ],
)
def test_s93_lifted_confidentiality_takes_a_second_person(
    files: DirectoryFiles, change: dict[str, object], reason: str
) -> None:
    kept = replace(
        files.services[0], is_shelter=True, telling=True, based_in=None, serves=("england",),
        shares_with_immigration="yes", show="hold",
    )  # fmt: skip
    assert list(reasons_for_a_second(kept, kept)) == []
    assert reason in list(reasons_for_a_second(kept, replace(kept, **change)))  # type: ignore[arg-type]


@given(
    st.lists(st.sampled_from(["a", "b", "c", "d"]), unique=True),
    st.lists(st.sampled_from(["a", "b", "c", "d"]), unique=True),
    st.lists(st.sampled_from(["a", "b", "c", "d"]), unique=True),
)
def test_a_change_says_all_that_is_needed_and_touches_nothing_else(
    old: list[str], new: list[str], others: list[str]
) -> None:
    """Applied to what it was made for it gives what was meant; beside it, lists keep the rest."""
    record = _a_record()
    before, after = (replace(record, needs=tuple(one)) for one in (old, new))
    assert applied(before, *difference(before, after)) == after
    meanwhile = replace(before, needs=(*old, *(f"{one}2" for one in others)), name="Renamed")
    if before != after:
        result = applied(meanwhile, *difference(before, after))
        assert set(result.needs) == {*new, *(f"{one}2" for one in others)}
        assert result.name == "Renamed"


def _a_record() -> Service:
    from tests.signposting.made import service

    return service("one")


def test_to_hide_and_to_change_something_else_is_not_to_hide(files: DirectoryFiles) -> None:
    service = files.services[0]
    assert only_hides(service, replace(service, show="hold", contacts=()))
    assert not only_hides(service, replace(service, show="hold", name="Other"))
    added = Contact("voice", "+442079460000", "unconfirmed", dial="02079460000")
    assert not only_hides(service, replace(service, contacts=(*service.contacts, added)))
    assert not only_hides(service, service)


async def test_s93_what_a_load_of_files_changes_is_in_the_history_and_can_be_undone(
    changes: Changes, any_store: DirectoryStore, files: DirectoryFiles, service: Service
) -> None:
    newer = replace(
        files,
        services=tuple(
            replace(one, name="From a file") if one.id == service.id else one
            for one in files.services
        ),
    )
    await any_store.apply_load(newer, await any_store.plan_load(newer), NOW)
    (noted,) = await changes.history(service.id)
    assert (noted.author.name, noted.made_at, noted.state) == ("services load", NOW, "live")
    assert (noted.old, noted.new) == ({"name": service.name}, {"name": "From a file"})
    assert (await changes.undo(KEEPER, noted.id, NOW)).state == "live"
    assert await live(any_store, service.id) == service


async def test_however_many_wait_a_page_of_them_is_short(
    changes: Changes, service: Service
) -> None:
    for at in range(5):
        named = replace(service, name=f"N{at}")
        await changes.propose(VOLUNTEER, named, NOW, base=digest(service))
    assert await changes.number_waiting() == 5
    assert [one.new["name"] for one in await changes.waiting(3)] == ["N0", "N1", "N2"]
