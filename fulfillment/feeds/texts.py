"""Words of a feed without markup, marks and characters that nobody can say. Pure."""

from __future__ import annotations

import html
import re
import unicodedata

_HIDDEN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<!--.*?(?:-->|$)|</?[a-zA-Z!?][^<>]*(?:>|$)", re.DOTALL)
_PARAGRAPH = re.compile(r"<(?:br|/p|/li|/div|/h\d)\b[^<>]*>", re.IGNORECASE)
_LOOKS_MARKED = re.compile(r"[<&]")
# "Core™2" are two words.
_MARK_INSIDE = re.compile(r"(?<=\w)[™®©℠](?=\w)")
# Marks of law, zero-width characters and byte order marks.
_SILENT = re.compile("[™®©℠\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
_ENTITY_ROUNDS = 3


def plain_text(text: str) -> str:
    """A text on one line, without markup, also such as was escaped once or twice."""
    if _LOOKS_MARKED.search(text):
        text = _without_markup(text)
    if not text.isascii():
        text = _SILENT.sub("", _MARK_INSIDE.sub(" ", unicodedata.normalize("NFC", text)))
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(text.split())


def cut(text: str, most: int) -> str:
    """At most so many characters, up to the end of a sentence or word where there is one."""
    if len(text) <= most:
        return text
    head = text[:most]
    end = head.rfind(". ")
    return head[: end + 1] if end > most // 2 else head.rpartition(" ")[0] or head


def _without_markup(text: str) -> str:
    for _ in range(_ENTITY_ROUNDS):
        before = text
        text = _PARAGRAPH.sub(" ", _HIDDEN.sub(" ", text))
        text = html.unescape(_TAG.sub(" ", text))
        if text == before:
            break
    return _TAG.sub(" ", _HIDDEN.sub(" ", text))
