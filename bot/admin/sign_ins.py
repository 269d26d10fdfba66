"""
Who is signed in, and who has tried too often.

Both stand in memory: a restart signs everybody out. A sign-in is known by a random token that only
her browser holds; here stands its digest.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

LONGEST = timedelta(hours=8)
"""How long it lasts at most."""

MOST_TRIES = 5
"""How many wrong passwords or codes may be given for one name in TRIES_WITHIN."""

TRIES_WITHIN = timedelta(minutes=15)

MOST_NAMES = 10_000
"""Of how many names tries are remembered: more than any organisation has staff."""


@dataclass(slots=True)
class SignIn:
    """One browser that is signed in. `form_token` proves that a form is one of ours."""

    name: str
    form_token: str
    begun: datetime
    seen: datetime

    def is_over(self, now: datetime, idle: timedelta = LONGEST) -> bool:
        """Whether it has ended by itself; `idle` is how long it lasts without a click."""
        return now - self.seen > idle or now - self.begun > LONGEST


class SignIns:
    """Every browser that is signed in."""

    def __init__(self) -> None:
        self._by_digest: dict[str, SignIn] = {}

    def begin(self, name: str, now: datetime) -> str:
        """Sign somebody in, and return the token that her browser keeps."""
        self._by_digest = {key: one for key, one in self._by_digest.items() if not one.is_over(now)}
        token = secrets.token_urlsafe(32)
        self._by_digest[_digest(token)] = SignIn(name, secrets.token_urlsafe(32), now, now)
        return token

    def find(self, token: str | None, now: datetime, idle: timedelta) -> SignIn | None:
        """Return the sign-in of a token, and note that it was used; None when there is none."""
        one = self._by_digest.get(_digest(token)) if token else None
        if one is None or one.is_over(now, idle):
            return None
        one.seen = now
        return one

    def end(self, token: str | None) -> None:
        """Sign one browser out."""
        self._by_digest.pop(_digest(token or ""), None)

    def end_all(self, name: str) -> None:
        """Sign somebody out everywhere: her account was closed, or is another now."""
        self.end_all_but(name, None)

    def end_all_but(self, name: str, kept: SignIn | None) -> None:
        """Sign somebody out everywhere but in one browser: she changed her password there."""
        self._by_digest = {
            key: one for key, one in self._by_digest.items() if one.name != name or one is kept
        }


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class Tries:
    """
    How often somebody failed to sign in, by name.

    Whether there is such an account makes no difference: nobody learns from it who has one.
    """

    def __init__(self) -> None:
        self._failed: dict[str, list[datetime]] = {}

    def may_try(self, name: str, now: datetime) -> bool:
        """Whether another try is allowed."""
        recent = [at for at in self._failed.get(name, []) if now - at < TRIES_WITHIN]
        return len(recent) < MOST_TRIES

    def failed(self, name: str, now: datetime) -> None:
        """Note a wrong try."""
        times = [*self._failed.pop(name, []), now]
        self._failed[name] = times[-MOST_TRIES:]
        if len(self._failed) > MOST_NAMES:
            # The one that was tried longest ago stands first.
            self._failed.pop(next(iter(self._failed)))

    def succeeded(self, name: str) -> None:
        """Forget the wrong tries: she is in."""
        self._failed.pop(name, None)
