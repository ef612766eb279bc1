"""What Alexa accepts as the name that opens a skill.

Source: "Choose the Invocation Name for a Custom Skill" in Amazon's developer documentation.
"""

from __future__ import annotations

import re

from interaction_models.errors import CompileError

LONGEST_NAME = 50  # characters
_LETTERS = r"[^\W\d_A-Z][^\W\d_A-Z'.]*"
_NAME = re.compile(rf"{_LETTERS}(?: {_LETTERS})+")
# What wakes a device up, what Amazon keeps for itself, and by language what opens a skill or joins
# a request to a skill's name.
_WAKE = frozenset(["alexa", "amazon", "echo", "computer", "ziggy", "skill", "app"])
_TAKEN = {
    "en": "application launch ask tell load begin enable open start to from by if and whether",
    "fr": "application lance demande dis charge commence active ouvre démarre",
}
# A name of two words may have none of these; a longer one may.
_SMALL = {
    "en": "the a an for to of about up by at off with",
    "fr": "le la les l' un une des du de à pour par avec sur en",
}


def check_invocation(name: str, language: str, file: str, line: int) -> None:
    """The invocation name is two words or more in lower case, none of them kept by Amazon."""
    if not _NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        message = f"two words or more in lower case letters, at most {LONGEST_NAME} characters"
        raise CompileError(file, line, f"{name!r} must be {message}")
    words = name.split()
    kept = _WAKE | set(_TAKEN.get(language, "").split())
    if len(words) == 2:
        kept |= set(_SMALL.get(language, "").split())
    if taken := kept & set(words):
        raise CompileError(file, line, f"{name!r} may not hold {', '.join(sorted(taken))}")
