"""
The staff pages as one web application: which address leads where, and who gets there.

Every route but the sign-in and three files stands behind the guard; each names the lowest role that
it answers.
"""

from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from bot.admin.desk import Desk
from bot.admin.guard import Answer, Guard
from bot.admin.headers import Headers
from bot.admin.pages import (
    accounts,
    batches,
    changes,
    coverage,
    partnerships,
    record,
    services,
    settings,
    sign,
    work,
)
from bot.admin.sign_ins import SignIns
from bot.admin.view import View
from bot.i18n.staff_texts import STAFF_LANGUAGES
from bot.i18n.words import SOURCE
from bot.storage.approval import Role

OPEN = frozenset({"/sign-in", "/static/{name}"})
"""The routes that need no sign-in; a test holds that there are no others."""


def application_for(desk: Desk) -> ASGIApp:
    """Return what answers requests, with its headers around it."""
    return Headers(pages_of(desk))


def pages_of(desk: Desk) -> Starlette:
    """Return the pages, without the headers around them."""
    sign_ins = SignIns()
    view = _view_of(desk)
    guard, door = Guard(desk, sign_ins, view), sign.Door(desk, sign_ins, view)

    def page(
        path: str,
        answer: Answer,
        least: Role = "volunteer",
        *,
        act: bool = False,
        again: Answer | None = None,
    ) -> Route:
        """Return one page behind the sign-in; `act` is for what a form changes."""
        method = "POST" if act else "GET"
        return Route(path, guard.guarded(answer, least, again), methods=[method])

    routes = [
        Route("/sign-in", door.sign_in, methods=["GET", "POST"]),
        Route("/static/{name}", sign.static),
        page("/sign-out", sign.sign_out, act=True),
        *_work_and_services(page),
        *_changes(page),
        *_accounts(page),
    ]
    missing = {404: _nothing, 405: _nothing, 413: _nothing, 500: _broken(view)}
    application = Starlette(routes=routes, exception_handlers=missing)
    application.router.redirect_slashes = False
    return application


Page = Callable[..., Route]


def _work_and_services(page: Page) -> list[Route]:
    return [
        page("/", work.WorkPage().show),
        page("/coverage", coverage.show),
        page("/coverage/table", coverage.table),
        page("/partnerships", partnerships.show),
        page("/partnerships/agreement", partnerships.agreement),
        page("/partnerships/reviewed", partnerships.reviewed, act=True),
        page("/services", services.services),
        page("/services/new", record.new),
        page("/services/new", record.add, act=True, again=record.again),
        page("/services/new/card", record.card, act=True),
        page("/services/{id}", record.show),
        page("/services/{id}", record.save, act=True, again=record.again),
        page("/services/{id}/card", record.card, act=True),
        page("/services/{id}/hide", record.hide, act=True),
        page("/services/{id}/confirm", record.confirm, act=True),
        page("/services/{id}/check", record.check, act=True),
        page("/services/{id}/seen-to", work.seen_to, "editor", act=True),
        page("/services/{id}/history", changes.history),
        page("/hours", record.hours, act=True),
        page("/numbers", record.number, act=True),
    ]


def _changes(page: Page) -> list[Route]:
    return [
        page("/changes", changes.waiting),
        page("/changes/{number:int}", changes.show),
        page("/changes/import/{number:int}", batches.show),
        page("/changes/import/{number:int}/agree", batches.agree, "editor", act=True),
        page("/changes/import/{number:int}/refuse", batches.refuse, "editor", act=True),
        page("/changes/{number:int}/agree", changes.agree, "editor", act=True),
        page("/changes/{number:int}/refuse", changes.refuse, act=True),
        page("/changes/{number:int}/phoned", changes.phoned, act=True),
        page("/changes/{number:int}/undo", changes.undo, act=True),
    ]


def _accounts(page: Page) -> list[Route]:
    return [
        page("/me", accounts.me),
        page("/me", accounts.change_me, act=True),
        page("/accounts", accounts.show, "keeper"),
        page("/accounts", accounts.add, "keeper", act=True),
        page("/accounts/{name}/role", accounts.change_role, "keeper", act=True),
        page("/accounts/{name}/new-secrets", accounts.new_secrets, "keeper", act=True),
        page("/accounts/{name}/close", accounts.close, "keeper", act=True),
        page("/accounts/{name}/open", accounts.reopen, "keeper", act=True),
        page("/settings", settings.show, "keeper"),
        page("/settings", settings.change, "keeper", act=True),
    ]


def _view_of(desk: Desk) -> Callable[[Request], View]:
    def view(request: Request) -> View:
        """Return how to draw an answer: in the language wished for, or the browser's."""
        wished = request.query_params.get("language", "")
        language = wished if wished in STAFF_LANGUAGES else _accepted(request)
        return View(desk.texts[language], request.url.path)

    return view


def _accepted(request: Request) -> str:
    """Return the first language of the browser that the pages speak."""
    given = request.headers.get("accept-language", "")
    codes = (part.split(";")[0].strip()[:2].lower() for part in given.split(","))
    return next((code for code in codes if code in STAFF_LANGUAGES), SOURCE)


def _broken(view: Callable[[Request], View]) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def broken(request: Request, _error: Exception) -> Response:
        """Draw the page that stands in for any failure."""
        # Not a word of what went wrong inside: it could hold what somebody typed.
        return view(request).page("broken.html", 500)

    return broken


async def _nothing(_request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 404)
    return PlainTextResponse({404: "not there", 405: "not so"}.get(status, "too much"), status)
