"""
Signing in and out, and the files that pages load: all that is open to everybody.

A wrong name, a wrong password and a wrong code are answered alike.
"""

import asyncio
from collections.abc import Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from bot.admin.desk import Desk
from bot.admin.guard import Asked, comes_from_here, cookie_name, form_of
from bot.admin.secrets import half_minute_of, is_password
from bot.admin.sign_ins import SignIns, Tries
from bot.admin.view import View
from bot.storage.accounts import Account

STATIC = {
    "admin.css": "text/css",
    "admin.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
"""The files that pages load, and what they are."""

AT_ONCE = 2
"""How many passwords are tried at the same time: each takes a tenth of a second of a core."""


class Door:
    """The page at which somebody signs in."""

    def __init__(self, desk: Desk, sign_ins: SignIns, view: Callable[[Request], View]) -> None:
        self._desk, self._sign_ins, self._view = desk, sign_ins, view
        self._tries, self._turn = Tries(), asyncio.Semaphore(AT_ONCE)

    async def sign_in(self, request: Request) -> Response:
        """Show the form, or take it."""
        view = self._view(request)
        if request.method != "POST":
            return view.page("sign_in.html", wrong="")
        if not comes_from_here(request):
            return view.page("refused.html", 403)
        form = {name: values[-1] for name, values in (await form_of(request)).items()}
        name, now = form.get("name", "").strip().casefold()[:50], self._desk.clock()
        if not self._tries.may_try(name, now):
            wrong = view.texts.say("Too many tries. Wait a quarter of an hour.")
            return view.page("sign_in.html", 429, wrong=wrong)
        self._tries.failed(name, now)  # counted first: many tries at once are many tries
        account = await self._known(name, form.get("password", ""), form.get("code", ""))
        if account is None:
            wrong = view.texts.say("Name, password or code is wrong. Keepers need a code.")
            return view.page("sign_in.html", 401, wrong=wrong)
        self._tries.succeeded(name)
        return self._let_in(request, account)

    async def _known(self, name: str, password: str, code: str) -> Account | None:
        account = await self._desk.accounts.get(name)
        kept = account.password_hash if account is not None and account.open else None
        async with self._turn:
            right = await asyncio.to_thread(is_password, kept, password)
        if account is None or not right or not await self._second_factor(account, code):
            return None
        return account

    async def _second_factor(self, account: Account, code: str) -> bool:
        if account.totp_secret is None:
            return account.role != "keeper"
        secret = self._desk.factors.opened(account.totp_secret, account.name)
        if secret is None:
            return False
        step = half_minute_of(secret, code, self._desk.clock())
        return step is not None and await self._desk.accounts.take_code(account.name, step)

    def _let_in(self, request: Request, account: Account) -> Response:
        # A token that the browser held before signing in is never taken over.
        self._sign_ins.end(request.cookies.get(cookie_name(request)))
        answer = RedirectResponse("/", 303)
        answer.set_cookie(
            cookie_name(request),
            self._sign_ins.begin(account.name, self._desk.clock()),
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
            path="/",
        )
        return answer


async def sign_out(asked: Asked) -> Response:
    """End the sign-in here, and take the cookie away."""
    name = cookie_name(asked.request)
    asked.sign_ins.end(asked.request.cookies.get(name))
    answer = RedirectResponse("/sign-in", 303)
    # A browser takes a __Host- cookie away only for an answer that could have set it.
    secure = asked.request.url.scheme == "https"
    answer.delete_cookie(name, path="/", httponly=True, samesite="strict", secure=secure)
    return answer


async def static(request: Request) -> Response:
    """Return one of the files: a name that is not theirs is not looked for."""
    name = request.path_params["name"]
    kind = STATIC.get(name)
    if kind is None:
        return Response(status_code=404)
    return FileResponse(Path(__file__).parents[1] / "static" / name, media_type=kind)
