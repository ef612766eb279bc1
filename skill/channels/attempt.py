"""What a channel does when the conversation fails: it notes where, never what was said."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from typing import TypeVar

logger = logging.getLogger(__name__)

_R = TypeVar("_R")
# Begins the note on an exception that says in which turn it was raised.
TURN = "turn "


def attempt(wanted: Callable[[], _R], otherwise: Callable[[], _R]) -> _R:
    """What ``wanted`` gives, or what ``otherwise`` gives when that fails."""
    try:
        return wanted()
    except Exception as error:
        # Messages of exceptions quote what was said and stored; the frames and types do not.
        frames = "".join(traceback.format_tb(error.__traceback__))
        turn = {"turn": _turn_of(error)}
        logger.error("The conversation failed with %s\n%s", _kinds(error), frames, extra=turn)
        return otherwise()


def _turn_of(error: Exception) -> str:
    notes = (note for note in getattr(error, "__notes__", ()) if note.startswith(TURN))
    return next(notes, "").removeprefix(TURN)


def _kinds(error: BaseException | None) -> str:
    kinds = []
    while error is not None:
        kinds.append(type(error).__qualname__)
        error = error.__cause__ or error.__context__
    return " from ".join(kinds)
