"""
Passwords and second factors: how they are made, kept and tried (S92).

Passwords are kept as Argon2id hashes. A second factor is a secret that an authenticator on her
phone turns into a new code every half-minute.
"""

import hmac
import secrets
from datetime import datetime
from functools import cache

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
"""The fewest characters of a password."""

LONGEST = 200
"""The most, so that nobody has the server hash a book."""

FEWEST_DIFFERENT = 5
"""How many different characters it takes, at the least."""

HALF_MINUTE = 30
"""Seconds for which a code holds; the one before and the one after are taken too."""

_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
"""Without those that are mistaken for each other."""


def new_password() -> str:
    """Return a password that nobody has to think up: 16 letters and digits, 80 bits of chance."""
    drawn = "".join(secrets.choice(_LETTERS) for _ in range(16))
    return "-".join(drawn[at : at + 4] for at in range(0, 16, 4))


def is_good_password(password: str, name: str) -> bool:
    """Whether it may be used: long enough, not one letter over and over, not the name."""
    long_enough = SHORTEST <= len(password) <= LONGEST
    return (
        long_enough
        and len(set(password)) >= FEWEST_DIFFERENT
        and name.casefold() not in password.casefold()
    )


def hashed(password: str) -> str:
    """Return what is kept of a password."""
    return PasswordHasher().hash(password)


def is_password(kept: str | None, given: str) -> bool:
    """Whether it is the password of a hash; as slow when there is none to compare with."""
    if len(given) > LONGEST:
        return False
    try:
        PasswordHasher().verify(kept or _nobody(), given)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


@cache
def _nobody() -> str:
    """Return a hash that nobody knows the password of: who is not there takes as long."""
    return hashed(secrets.token_urlsafe())


def new_totp_secret() -> str:
    """Return a secret for an authenticator."""
    return pyotp.random_base32()


def totp_address(secret: str, name: str) -> str:
    """Return the otpauth address that an authenticator reads, often as a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name="Directory")


def half_minute_of(secret: str, code: str, at: datetime) -> int | None:
    """Return the half-minute that a code belongs to, None for a code of no moment near."""
    given = code.replace(" ", "")
    now = int(at.timestamp()) // HALF_MINUTE
    totp = pyotp.TOTP(secret)
    for step in (now, now - 1, now + 1):
        if hmac.compare_digest(totp.at(step * HALF_MINUTE).encode(), given.encode()):
            return step
    return None
