"""What a channel does when the conversation fails: it notes where, never what was said."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from typing import TypeVar

logger = logging.getLogger(__name__)

_R = TypeVar("_R")


def attempt(wanted: Callable[[], _R], otherwise: Callable[[], _R]) -> _R:
    """What ``wanted`` gives, or what ``otherwise`` gives when that fails."""
    try:
        return wanted()
    except Exception as error:
        # Messages of exceptions quote what was said and stored; the frames and types do not.
        frames = "".join(traceback.format_tb(error.__traceback__))
        logger.error("The conversation failed with %s\n%s", _kinds(error), frames)
        return otherwise()


def _kinds(error: BaseException | None) -> str:
    kinds = []
    while error is not None:
        kinds.append(type(error).__qualname__)
        error = error.__cause__ or error.__context__
    return " from ".join(kinds)
