"""Who works with whom: when the two last reviewed how, and an agreement between any to print."""

from starlette.responses import RedirectResponse, Response

from bot.admin.guard import Asked
from bot.admin.said import said
from bot.errors import ApprovalError
from bot.i18n.words import SOURCE
from bot.signposting.directory import Directory
from bot.signposting.partnership import partnerships_in
from bot.signposting.service import Kind, Service

FORMS = {"pdf": "application/pdf", "txt": "text/plain; charset=utf-8"}
"""The endings of the two files of an agreement, and what each is."""


async def show(asked: Asked, problem: str = "", status: int = 200) -> Response:
    """Show every two services that are known to work together, and a form for any two."""
    directory, today = await asked.desk.directory(), asked.desk.today
    days = (await asked.desk.settings.read()).partners_days
    return asked.page(
        "partnerships.html",
        status,
        said=said(asked),
        problem=problem,
        today=today,
        rows=[(pair, pair.is_due(today, days)) for pair in partnerships_in(directory.by_id)],
        groups=_of_kind(directory, "community"),
        specialists=_of_kind(directory, "specialist"),
        languages=asked.desk.languages,
        source=SOURCE,
    )


async def reviewed(asked: Asked) -> Response:
    """Say "we met and reviewed this today": the day stands in both records."""
    pair = asked.given("one"), asked.given("other")
    await asked.desk.directory()  # what is judged is judged by the newest
    try:
        done = await asked.desk.changes.review(asked.author, pair, asked.desk.clock())
    except ApprovalError as error:
        return await show(asked, asked.says(error), 409)
    if done.state == "live":
        return RedirectResponse("/partnerships?said=reviewed", 303)
    return RedirectResponse("/changes?said=waiting", 303)


def _of_kind(directory: Directory, kind: Kind) -> list[Service]:
    found = (one for one in directory.services if one.kind == kind and one.status == "active")
    return sorted(found, key=lambda one: (one.country, one.name.casefold()))


async def agreement(asked: Asked) -> Response:
    """Return an agreement between two services, in one language, as a file."""
    directory, given = await asked.desk.directory(), asked.request.query_params
    pair = tuple(directory.by_id.get(given.get(name, "")) for name in ("community", "specialist"))
    group, specialist = pair
    if group is None or specialist is None:
        return RedirectResponse("/partnerships", 303)
    language = given.get("language", "")
    language = language if language in asked.desk.languages else SOURCE
    form = given.get("form", "")
    form = form if form in FORMS else "pdf"
    made = asked.desk.agreement(group, specialist, language, form)
    name = f"agreement-{language}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(made, media_type=FORMS[form], headers=headers)
