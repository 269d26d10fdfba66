"""
Who gets to a page: nobody who is not signed in, and each only as far as her role (S92).

Every route is made by `guarded`; a test lists the routes and asks each without a sign-in.
"""

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.admin.desk import Desk
from bot.admin.sign_ins import LONGEST, SignIn, SignIns
from bot.admin.view import View
from bot.errors import ApprovalError
from bot.i18n.staff_texts import StaffTexts
from bot.storage.accounts import Account
from bot.storage.approval import Author, Role

COOKIE = "staff"
"""The cookie that holds the token of a sign-in; behind https it is called `__Host-staff`."""

FORM_TOKEN = "form_token"  # noqa: S105  # the name of a field, not a secret

RANK: dict[Role, int] = {"volunteer": 0, "editor": 1, "keeper": 2}

OWN_PAGE = "/me"
"""The page that somebody with a given password is led to before any other."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request by somebody who is signed in, with all that answering it takes."""

    request: Request
    desk: Desk
    account: Account
    sign_in: SignIn
    sign_ins: SignIns
    view: View
    form: dict[str, list[str]]

    @property
    def author(self) -> Author:
        """Who she is in the history."""
        return Author(self.account.name, self.account.role)

    @property
    def texts(self) -> StaffTexts:
        """The texts in her language."""
        return self.view.texts

    def given(self, name: str) -> str:
        """Return what a field of the form holds, without blanks around it."""
        return self.form.get(name, [""])[-1].strip()

    def page(self, template: str, status: int = 200, /, **values: Any) -> Response:
        """Return a page for her."""
        return self.view.page(
            template, status, me=self.account, form_token=self.sign_in.form_token, **values
        )

    def says(self, error: ApprovalError) -> str:
        """Return what a refused act says, in her language."""
        return self.texts.say(str(error))


Answer = Callable[[Asked], Awaitable[Response]]


def cookie_name(request: Request) -> str:
    """Return what the cookie is called on this way in."""
    return f"__Host-{COOKIE}" if request.url.scheme == "https" else COOKIE


def comes_from_here(request: Request) -> bool:
    """Whether a form was sent from one of our own pages, as far as the browser says."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None and site not in {"same-origin", "none"}:
        return False
    if origin is not None:
        return urlsplit(origin).netloc == request.headers.get("host", "")
    return site is not None


async def form_of(request: Request) -> dict[str, list[str]]:
    """Return what a form holds: every value of each field."""
    if request.method != "POST":
        return {}
    async with request.form(max_files=0, max_fields=2000) as form:
        fields: dict[str, list[str]] = {}
        for name, value in form.multi_items():
            if isinstance(value, str):
                fields.setdefault(name, []).append(value.replace("\0", ""))
        return fields


class Guard:
    """Stands before every page. `view` draws pages, `sign_ins` knows who is signed in."""

    def __init__(self, desk: Desk, sign_ins: SignIns, view: Callable[[Request], View]) -> None:
        self._desk, self._sign_ins, self._view = desk, sign_ins, view

    def guarded(
        self, answer: Answer, least: Role, again: Answer | None = None
    ) -> Callable[[Request], Awaitable[Response]]:
        """
        Return an endpoint that answers only who is signed in with this role or a higher one.

        `again` shows a long form of ours again that was begun in an earlier sign-in: it changes
        nothing.
        """

        async def endpoint(request: Request) -> Response:
            """Answer, or say what stands in the way: sign-in, password, role, or another's form."""
            asked = await self._asked(request)
            if asked is None:
                return await self._kept(request, again)
            if self._must_choose_a_password(asked):
                return RedirectResponse(OWN_PAGE, 303)
            if RANK[asked.account.role] < RANK[least]:
                return asked.page("refused.html", 403)
            if request.method == "POST" and not self._is_ours(asked):
                if again is not None and comes_from_here(request):
                    return await again(asked)
                return asked.page("refused.html", 403)
            return await answer(asked)

        return endpoint

    async def _kept(self, request: Request, again: Answer | None) -> Response:
        """Lead to the sign-in; a long form is first given back, to be sent again after it."""
        was_in = again is not None and request.cookies.get(cookie_name(request)) is not None
        if not was_in or request.method != "POST" or not comes_from_here(request):
            return RedirectResponse("/sign-in", 303)
        fields = {k: v for k, v in (await form_of(request)).items() if k != FORM_TOKEN}
        return self._view(request).page("signed_out.html", 401, fields=fields)

    async def _asked(self, request: Request) -> Asked | None:
        token = request.cookies.get(cookie_name(request))
        idle = (await self._desk.settings.read()).idle if token else LONGEST
        sign_in = self._sign_ins.find(token, self._desk.clock(), idle)
        account = await self._desk.accounts.get(sign_in.name) if sign_in is not None else None
        if sign_in is None or account is None or not account.open:
            return None
        view = self._view(request)
        view = replace(view, texts=self._desk.texts.get(account.language, view.texts))
        form = await form_of(request)
        return Asked(request, self._desk, account, sign_in, self._sign_ins, view, form)

    def _must_choose_a_password(self, asked: Asked) -> bool:
        return asked.account.given and asked.request.url.path not in {OWN_PAGE, "/sign-out"}

    def _is_ours(self, asked: Asked) -> bool:
        given = asked.given(FORM_TOKEN).encode()
        right = hmac.compare_digest(given, asked.sign_in.form_token.encode())
        return right and comes_from_here(asked.request)
