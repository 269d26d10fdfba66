"""What one import proposes is looked at and agreed to on one page, each change by its own rule."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from bot.signposting.service import Partner, Service
from bot.storage import tables
from bot.storage.approval import Author
from bot.storage.change_queries import add_change
from bot.storage.change_rows import Change
from bot.storage.database import Database
from bot.storage.importing import NAME
from bot.storage.record_change import difference
from bot.storage.rows import digest
from bot.storage.staff_tables import change
from tests.admin.conftest import House, Person

# Long: `make test-all` runs it.
pytestmark = pytest.mark.whole

IMPORT = Author(NAME, "keeper")


def renumbered(service: Service, last: int) -> Service:
    """Return a service with another number that is one."""
    voice = next(one for one in service.confirmed_contacts if one.type == "voice")
    other = replace(voice, value=f"+44207946{last:04}", dial=f"020 7946 {last:04}")
    return replace(service, contacts=(other,))


async def brought_in(
    house: House, *new: Service, author: Author = IMPORT, at: datetime | None = None
) -> int:
    """Leave waiting what an import of these would; return the number of the first change."""
    live = (await house.store.snapshot()).by_id
    first = 0
    database = Database(house.url)
    async with database.writing() as connection:
        for service in new:
            before, after = difference(live.get(service.id), service)
            made = Change(
                0, service.id, "import", "waiting", author, at or house.clock.now, before, after,
                note="list.xlsx",
            )  # fmt: skip
            added = await add_change(connection, made)
            first = first or added.id
    await database.close()
    return first


def telephones(house: House) -> list[Service]:
    found = [
        one
        for one in house.files.services
        if any(way.type == "voice" for way in one.confirmed_contacts)
    ]
    assert len(found) > 2
    return found


def ticked(page: str) -> list[str]:
    return re.findall(r'name="change" value="(\d+)" checked', page)


async def agrees(person: Person, number: int, *changes: str) -> str:
    answer = await person.does(f"/changes/import/{number}/agree", change=list(changes))
    return answer.text


async def test_s93_an_editor_agrees_to_an_import_on_one_page(house: House) -> None:
    one, two, three = (renumbered(service, at) for at, service in enumerate(telephones(house)[:3]))
    number = await brought_in(house, one, two, three)
    eva = await house.person("eva", "editor")
    page = (await eva.sees("/changes")).text
    assert f'href="/changes/import/{number}"' in page
    plan = (await eva.sees(f"/changes/import/{number}")).text
    for shown in (one.name.partition(" ")[0], "020 7946 0001", "a new or changed number"):
        assert shown in plan
    first, second, third = ticked(plan)
    said = await agrees(eva, number, first, second)
    assert "2 changes are decided: live." in said
    assert ticked(said) == [third], "what was not ticked goes on waiting"
    assert await house.live(one.id) == one
    assert await house.live(two.id) == two
    assert await house.live(three.id) != three
    decided = await house.desk.changes.change(int(first))
    assert (decided.state, decided.decided_by) == ("live", Author("eva", "editor"))
    undone = await house.desk.changes.undo(Author("eva", "editor"), int(first), house.clock.now)
    assert undone.undoes == int(first)


async def test_s93_nobody_agrees_together_to_what_she_brought_in_herself(house: House) -> None:
    one, two = (renumbered(service, at) for at, service in enumerate(telephones(house)[:2]))
    eva, kim = await house.person("eva", "editor"), await house.person("kim", "keeper")
    number = await brought_in(house, one, two, author=Author("eva", "keeper"))
    page = (await eva.sees(f"/changes/import/{number}")).text
    assert ticked(page) == []
    assert "Somebody else has to agree" in page
    said = await agrees(eva, number, str(number), str(number + 1))
    assert "2 go on waiting" in said
    assert await house.live(one.id) != one
    assert "2 changes are decided: live." in await agrees(
        kim, number, *map(str, (number, number + 1))
    )
    assert await house.live(one.id) == one


async def test_s93_a_lone_keeper_agrees_together_only_to_what_she_phoned_a_day_ago(
    house: House, keeper: Person
) -> None:
    one, two = (renumbered(service, at) for at, service in enumerate(telephones(house)[:2]))
    number = await brought_in(house, one, two, author=Author("kim", "keeper"))
    await keeper.does(f"/changes/{number}/phoned")
    assert "2 go on waiting" in await agrees(keeper, number, str(number), str(number + 1))
    house.clock.later(hours=24)
    await keeper.signs_in()
    said = await agrees(keeper, number, str(number), str(number + 1))
    assert "1 change is decided: live." in said
    assert "1 goes on waiting" in said
    assert await house.live(one.id) == one
    assert await house.live(two.id) != two


async def test_s93_a_volunteer_sees_the_plan_and_decides_nothing(house: House) -> None:
    one, two = (renumbered(service, at) for at, service in enumerate(telephones(house)[:2]))
    number = await brought_in(house, one, two)
    vera = await house.person("vera", "volunteer")
    page = (await vera.sees(f"/changes/import/{number}")).text
    assert "020 7946 0000" in page
    assert "<button>" not in page.partition('class="lines plan"')[2]
    for act in ("agree", "refuse"):
        answer = await vera.does(f"/changes/import/{number}/{act}", change=str(number))
        assert answer.status_code == 403
    assert await house.live(one.id) != one


async def test_s92_a_forged_form_agrees_to_nothing(house: House) -> None:
    one, two = (renumbered(service, at) for at, service in enumerate(telephones(house)[:2]))
    number = await brought_in(house, one, two)
    eva = await house.person("eva", "editor")
    eva.form_token = "another"  # noqa: S105  # a wrong one
    answer = await eva.does(f"/changes/import/{number}/agree", change=str(number))
    assert answer.status_code == 403
    assert await house.live(one.id) != one


async def test_what_conflicts_or_is_unsound_waits_and_the_rest_goes_live(house: House) -> None:
    good, conflicting, unsound = telephones(house)[:3]
    wrong = replace(unsound.contacts[0], type="voice", value="+4412", dial="12")
    number = await brought_in(
        house,
        renumbered(good, 1),
        replace(conflicting, name="Another name"),
        replace(unsound, contacts=(wrong,)),
    )
    changed = replace(conflicting, name="Changed meanwhile")
    editor = Author("ana", "editor")
    await house.desk.changes.propose(editor, changed, house.clock.now, base=digest(conflicting))
    eva = await house.person("eva", "editor")
    before = await house.store.mark()
    said = await agrees(eva, number, *(str(number + at) for at in range(3)))
    assert "1 change is decided: live." in said
    assert "changed in the same place" in said
    assert "2 go on waiting" in said
    assert (await house.live(good.id)) == renumbered(good, 1)
    assert (await house.store.mark()).revision == before.revision + 1, "bots see it as one step"


async def test_new_services_that_name_each_other_go_live_together_or_not_at_all(
    house: House,
) -> None:
    model = telephones(house)[0]
    one = replace(model, id="gb-one", name="One", partners=(Partner("gb-two", "stated"),))
    two = replace(model, id="gb-two", name="Two", partners=(Partner("gb-one", "stated"),))
    number = await brought_in(house, one, two)
    eva = await house.person("eva", "editor")
    said = await agrees(eva, number, str(number))
    assert "1 goes on waiting" in said, "the other would not be there"
    said = await agrees(eva, number, str(number), str(number + 1))
    assert "2 changes are decided: live." in said
    assert (await house.live("gb-one")).partners == one.partners


async def test_an_import_is_refused_or_taken_back_as_one(house: House) -> None:
    one, two = (renumbered(service, at) for at, service in enumerate(telephones(house)[:2]))
    number = await brought_in(house, one, two)
    eva = await house.person("eva", "editor")
    path = f"/changes/import/{number}/refuse"
    said = (await eva.does(path, change=[str(number), str(number + 1)])).text
    assert "2 changes are decided: refused." in said
    assert "Nothing of it waits any more." in said
    assert (await house.desk.changes.change(number)).state == "refused"


@pytest.mark.parametrize("wrong", [[], ["0"], ["x"], ["99999999999"], ["²"]])
async def test_nothing_ticked_or_nonsense_changes_nothing(house: House, wrong: list[str]) -> None:
    one, two = (renumbered(service, at) for at, service in enumerate(telephones(house)[:2]))
    number = await brought_in(house, one, two)
    eva = await house.person("eva", "editor")
    answer = await eva.does(f"/changes/import/{number}/agree", change=wrong)
    assert answer.status_code == 422
    assert "Nothing is ticked." in answer.text
    assert (await eva.sees("/changes/import/99999999999")).status_code == 404
    assert await house.live(one.id) != one


async def test_a_change_of_another_import_is_not_agreed_to_in_passing(house: House) -> None:
    one, two, three = (renumbered(service, at) for at, service in enumerate(telephones(house)[:3]))
    number = await brought_in(house, one, two)
    later = await brought_in(house, three, at=house.clock.now + timedelta(minutes=1))
    eva = await house.person("eva", "editor")
    await agrees(eva, number, str(number), str(later))
    assert await house.live(one.id) == one
    assert await house.live(three.id) != three


async def test_a_change_that_makes_no_record_is_said_and_can_be_refused(house: House) -> None:
    one, two = (renumbered(service, at) for at, service in enumerate(telephones(house)[:2]))
    number = await brought_in(house, one, two)
    database = Database(house.url)
    async with database.writing() as connection:
        spoilt = update(change).where(change.c.id == number)
        await connection.execute(spoilt.values(old={"kind": one.kind}, new={"kind": "of no sort"}))
    await database.close()
    eva = await house.person("eva", "editor")
    for path in (f"/changes/{number}", f"/changes/import/{number}", "/changes", "/"):
        assert (await eva.sees(path)).status_code == 200, path
    assert (await eva.sees(f"/services/{one.id}/history")).status_code == 200
    said = await agrees(eva, number, str(number), str(number + 1))
    assert "1 change is decided: live." in said
    assert "fits no record any more" in said
    assert (await eva.does(f"/changes/{number}/agree")).status_code == 409
    assert (await eva.does(f"/changes/{number}/refuse")).status_code == 303
    assert await house.live(one.id) != one


async def test_a_record_that_cannot_be_read_keeps_no_other_from_going_live(house: House) -> None:
    one, two = (renumbered(service, at) for at, service in enumerate(telephones(house)[:2]))
    number = await brought_in(house, one, two)
    database = Database(house.url)
    async with database.changing() as connection:
        table = tables.service
        await connection.execute(update(table).where(table.c.id == two.id).values(kind="nonsense"))
    await database.close()
    eva = await house.person("eva", "editor")
    page = await eva.sees(f"/changes/import/{number}")
    assert page.status_code == 200
    said = await agrees(eva, number, str(number), str(number + 1))
    assert "1 change is decided: live." in said
    assert "cannot be read" in said
