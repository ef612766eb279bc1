"""A reply's parts as SSML: always well-formed, never longer than asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable

from skill.conversation.plain import Atom, clean, flat, money
from skill.conversation.reply import Amount, Part, Pause, Rate, Spelling, Text

# Alexa refuses an outputSpeech of 8,000 characters; Google says nothing shorter.
SPEECH_LIMIT = 7_999
# The longest break that Alexa's and Google's SSML knows.
_LONGEST_PAUSE_MS = 10_000

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"})
_FRAMES: dict[str, tuple[str, str]] = {
    "normal": ("<speak>", "</speak>"),
    "slow": ('<speak><prosody rate="slow">', "</prosody></speak>"),
    "fast": ('<speak><prosody rate="fast">', "</prosody></speak>"),
}


def ssml(
    parts: Iterable[Part], locale: str, rate: Rate = "normal", limit: int = SPEECH_LIMIT
) -> str:
    """The parts in a ``speak`` element of at most ``limit`` characters; the rest is left unsaid."""
    start, end = _FRAMES[rate]
    room = limit - len(start) - len(end)
    pieces: list[str] = []
    for atom in flat(parts):
        piece = _markup(atom, locale)
        if len(piece) > room:
            pieces.append(_beginning(atom, room))
            break
        pieces.append(piece)
        room -= len(piece)
    return start + "".join(pieces) + end


def _markup(atom: Atom, locale: str) -> str:
    match atom:
        case Text(text):
            return _escaped(text)
        case Amount(sum_):
            return _escaped(money(sum_, locale))
        case Spelling(text):
            return ", ".join(map(_spelled, clean(text).split()))
        case Pause(milliseconds):
            return f'<break time="{min(max(milliseconds, 0), _LONGEST_PAUSE_MS)}ms"/>'


def _spelled(word: str) -> str:
    return f'<say-as interpret-as="spell-out">{_escaped(word)}</say-as>'


def _escaped(text: str) -> str:
    return re.sub(r"\s+", " ", clean(text)).translate(_ENTITIES)


def _beginning(atom: Atom, room: int) -> str:
    """As many whole words of a text as fit."""
    kept = ""
    for word in re.findall(r"\s*\S+", atom.text) if isinstance(atom, Text) else ():
        piece = _escaped(word)
        if len(kept) + len(piece) > room:
            break
        kept += piece
    return kept
