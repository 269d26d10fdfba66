"""Accounts, for keepers: who may sign in, and as what. And everybody's own password."""

import asyncio
from dataclasses import dataclass
from typing import get_args

import segno
from starlette.responses import RedirectResponse, Response

from bot.admin.guard import Asked
from bot.admin.labels import acts
from bot.admin.said import said
from bot.admin.second_factor import with_factor
from bot.admin.secrets import (
    hashed,
    is_good_password,
    is_password,
    new_password,
    new_totp_secret,
    totp_address,
)
from bot.errors import ApprovalError
from bot.i18n.staff_texts import STAFF_LANGUAGES
from bot.storage.accounts import Account
from bot.storage.approval import Role


@dataclass(frozen=True, slots=True)
class Given:
    """What is shown once, to be handed on: a password, a second factor and its picture."""

    name: str
    password: str = ""
    secret: str = ""

    @property
    def picture(self) -> str:
        """The second factor as a QR code, in SVG."""
        code = segno.make(totp_address(self.secret, self.name))
        return code.svg_inline(scale=4, svgclass="code", omitsize=True)


async def show(
    asked: Asked, given: Given | None = None, problem: str = "", status: int = 200
) -> Response:
    """Show every account."""
    every = await asked.desk.accounts.all()
    return asked.page(
        "accounts.html",
        status,
        accounts=every,
        acts=acts(asked.texts),
        given=given,
        problem=problem,
    )


async def add(asked: Asked) -> Response:
    """Make an account, and show its password once."""
    role = _role(asked)
    if role is None:
        return await show(asked, status=422)
    password = new_password()
    secret = new_totp_secret() if role == "keeper" else None
    kept = await asyncio.to_thread(hashed, password)
    account = Account(asked.given("name"), role, kept, given=True)
    try:
        await asked.desk.accounts.add(with_factor(account, secret, asked.desk.factors))
    except ApprovalError as error:
        return await show(asked, problem=asked.says(error), status=422)
    return await show(asked, Given(account.name, password, secret or ""))


async def change_role(asked: Asked) -> Response:
    """Give somebody another role; who becomes a keeper gets a second factor."""
    role, name = _role(asked), asked.request.path_params["name"]
    account = await asked.desk.accounts.get(name)
    if role is None or account is None:
        return await show(asked, status=422)
    new = new_totp_secret() if role == "keeper" and account.totp_secret is None else None
    values = {"totp_secret": asked.desk.factors.sealed(new, name)} if new else {}
    return await _changed(asked, Given(name, secret=new) if new else None, role=role, **values)


async def new_secrets(asked: Asked) -> Response:
    """Give somebody a new password, and a keeper a new second factor too."""
    name = asked.request.path_params["name"]
    account = await asked.desk.accounts.get(name)
    if account is None:
        return await show(asked, status=422)
    password = new_password()
    secret = new_totp_secret() if account.totp_secret is not None else None
    kept = await asyncio.to_thread(hashed, password)
    return await _changed(
        asked,
        Given(name, password, secret or ""),
        password_hash=kept,
        given=True,
        totp_secret=with_factor(account, secret, asked.desk.factors).totp_secret,
    )


async def close(asked: Asked) -> Response:
    """Close an account: it signs in no more, and its name stays in the history."""
    return await _changed(asked, open=False)


async def reopen(asked: Asked) -> Response:
    """Open a closed account again."""
    return await _changed(asked, open=True)


async def _changed(asked: Asked, once: Given | None = None, /, **values: object) -> Response:
    name = asked.request.path_params["name"]
    try:
        await asked.desk.accounts.change(name, **values)
    except ApprovalError as error:
        return await show(asked, problem=asked.says(error), status=409)
    if name == asked.account.name:
        return await _signed_out(asked, once)
    asked.sign_ins.end_all(name)
    return await show(asked, once)


async def _signed_out(asked: Asked, given: Given | None) -> Response:
    """Show what has to be shown once to who changed her own account; then she signs in anew."""
    answer = await show(asked, given)
    asked.sign_ins.end_all(asked.account.name)
    return answer


def _role(asked: Asked) -> Role | None:
    wanted = asked.given("role")
    return next((role for role in get_args(Role) if role == wanted), None)


async def me(asked: Asked, problem: str = "", status: int = 200) -> Response:
    """Show one's own page."""
    return asked.page("me.html", status, said=said(asked), problem=problem)


async def change_me(asked: Asked) -> Response:
    """Change one's own password or language."""
    if asked.given("act") == "language":
        if asked.given("language") in STAFF_LANGUAGES:
            await asked.desk.accounts.change(asked.account.name, language=asked.given("language"))
        return RedirectResponse("/me?said=language", 303)
    return await _new_password(asked)


async def _new_password(asked: Asked) -> Response:
    old, new = (asked.form.get(name, [""])[-1] for name in ("old", "new"))
    if not await asyncio.to_thread(is_password, asked.account.password_hash, old):
        return await me(asked, asked.texts.say("The password you have is another."), 422)
    if not is_good_password(new, asked.account.name) or new == old:
        too_weak = asked.texts.say(
            "Choose another: at least 12 characters, not one over and over, without your name."
        )
        return await me(asked, too_weak, 422)
    kept = await asyncio.to_thread(hashed, new)
    await asked.desk.accounts.change(asked.account.name, password_hash=kept, given=False)
    asked.sign_ins.end_all_but(asked.account.name, asked.sign_in)
    return RedirectResponse("/me?said=password", 303)
