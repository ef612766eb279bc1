"""Passwords: which may be taken, and Argon2 hashes of them. Slow by design: no transaction waits.

What may be taken follows NIST SP 800-63B, section 3.1.1.2: long enough, no rules on signs, nothing
that is guessed first.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Literal

SHORTEST = 10
LONGEST = 256
_FEWEST_SIGNS = 5
_RUNS = (
    "0123456789012345678901234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
)

Fault = Literal["short", "long", "simple", "about-you"]


def fault(password: str, *about: str) -> Fault | None:
    """Why a password is not taken; ``about`` is what is known of the shopper and the shop."""
    text = _prepared(password)
    if len(text) < SHORTEST:
        return "short"
    if len(text) > LONGEST:
        return "long"
    bare = text.casefold()
    if len(set(bare)) < _FEWEST_SIGNS or any(bare in run or bare in run[::-1] for run in _RUNS):
        return "simple"
    if any(word and bare.replace(word.casefold(), "", 1).isdecimal() for word in about):
        return "about-you"
    return "about-you" if bare in {word.casefold() for word in about} else None


def hash_of(password: str) -> str:
    """The Argon2 hash to keep. A missing argon2 raises ImportError."""
    from argon2 import PasswordHasher

    return PasswordHasher().hash(_prepared(password))


def fits(kept: str | None, password: str) -> bool:
    """Whether ``kept`` is the hash of this password; as slow where there is none."""
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        right = PasswordHasher().verify(kept or _of_nobody(), _prepared(password)[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return right and kept is not None


@cache
def _of_nobody() -> str:
    return hash_of("nobody has this password")


def _prepared(password: str) -> str:
    # Keyboards differ in how they put an accent and its letter together.
    return unicodedata.normalize("NFC", password)
