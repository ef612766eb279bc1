"""What is logged, and how: JSON lines or plain ones, each with its turn's id, and nobody's words.

An exception is logged by its kinds and frames, for its message may quote what was said and stored.
Of other people's packages only the pattern of a message is logged, without what was filled in.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import TextIO

from skill.operation.turn_id import current

_OURS = ("skill", "fulfillment", "interaction_models", "voice_models")
# What a record may carry beside its message.
FIELDS = ("channel", "intent", "outcome", "ms")


def configure(level: str, form: str) -> None:
    """Log to standard error from now on, unless this process logs already."""
    logging.basicConfig(level=level, handlers=[handler_to(sys.stderr, form)])


def handler_to(stream: TextIO, form: str) -> logging.Handler:
    """What writes to ``stream``; ``form`` is ``json`` or ``plain``."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines() if form == "json" else Plain())
    handler.addFilter(careful)
    return handler


def careful(record: logging.LogRecord) -> bool:
    """Whether a record may be logged; it is given its turn's id."""
    if not hasattr(record, "turn"):
        record.turn = current()
    return _is_ours(record) or record.levelno >= logging.WARNING


class Plain(logging.Formatter):
    """``WARNING skill.app [turn] message key=value``."""

    def format(self, record: logging.LogRecord) -> str:
        turn = getattr(record, "turn", "")
        parts = [record.levelname, record.name, *([f"[{turn}]"] if turn else []), _said(record)]
        parts += [f"{name}={value}" for name, value in _fields(record).items()]
        return "\n".join([" ".join(parts), *_frames(record)])


class JsonLines(logging.Formatter):
    """One JSON object a line: ``time``, ``level``, ``logger``, ``turn``, ``message``, fields."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"time": at, "level": record.levelname, "logger": record.name}
        if turn := getattr(record, "turn", ""):
            line["turn"] = turn
        line["message"] = _said(record)
        trace = {"trace": frames} if (frames := _frames(record)) else {}
        return json.dumps(line | _fields(record) | trace)


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name.partition(".")[0] in _OURS


def _said(record: logging.LogRecord) -> str:
    return record.getMessage() if _is_ours(record) else str(record.msg)


def _fields(record: logging.LogRecord) -> dict[str, object]:
    return {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}


def _frames(record: logging.LogRecord) -> list[str]:
    if not record.exc_info or record.exc_info[1] is None:
        return []
    error = record.exc_info[1]
    lines = "".join(traceback.format_tb(error.__traceback__)).splitlines()
    return [type(error).__qualname__, *lines]
