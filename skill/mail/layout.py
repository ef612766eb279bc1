"""A letter as plain text and as HTML: the same words in the same order.

The HTML is for ears and for old programs first: a language, headings, tables whose every heading
says what it is for, no image, and nothing that would be lost without the styles.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from html import escape

from skill.mail.letter import Block, Heading, Letter, Link, Paragraph, Table

_WIDTH = 72
# What stands between a name and its value, where a language has a space before its colons.
_COLONS = {"fr": " :"}
# Dark grey on white has a contrast of 17 to 1, the links' blue 8 to 1; WCAG asks for 7 to 1 (AAA).
_PAGE = (
    "max-width:40em;margin:0 auto;padding:1em;font:1em/1.5 Arial,sans-serif;"
    "color:#1a1a1a;background-color:#ffffff"
)
_LINK = "color:#0b4a9e;background-color:#ffffff"
_TABLE = "border-collapse:collapse;width:100%;margin:1em 0"
_CAPTION = "text-align:left;font-weight:bold"
_CELL = (
    "text-align:left;vertical-align:top;padding:0.3em 1em 0.3em 0;border-bottom:1px solid #595959"
)


def as_text(letter: Letter) -> str:
    """The letter as plain text: a table becomes a paragraph for each row."""
    colon = _COLONS.get(letter.locale.partition("-")[0], ":")
    parts = [_filled(letter.subject), *(_text(block, colon) for block in letter.blocks)]
    return "\n\n".join(parts) + "\n"


def _text(block: Block, colon: str) -> str:
    match block:
        case Heading(text):
            return f"{_filled(text)}\n{'-' * min(len(text), _WIDTH)}"
        case Paragraph(text):
            return _filled(text)
        case Link(text, url):
            return f"{text}{colon} {url}"
        case Table(caption, (), rows):
            return "\n".join([f"{caption}{colon}", *_pairs(rows, colon)])
        case Table(caption, columns, rows):
            named = (zip(columns, row, strict=True) for row in rows)
            listed = ("\n".join(_pairs(row, colon)) for row in named)
            return "\n\n".join([f"{caption}{colon}", *listed])


def _pairs(pairs: Iterable[tuple[str, ...]], colon: str) -> Iterator[str]:
    return (f"{name}{colon} {value}" for name, value in pairs)


def _filled(text: str) -> str:
    return textwrap.fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


def as_html(letter: Letter) -> str:
    """The letter as an HTML document, every word of it escaped."""
    title, lang = escape(letter.subject), escape(letter.locale)
    # Web mail throws the outer elements away, and the language with them; so it is said twice.
    lines = (
        "<!DOCTYPE html>",
        f'<html lang="{lang}">',
        '<head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title></head>",
        f'<body><div lang="{lang}" style="{_PAGE}">',
        f"<h1>{title}</h1>",
        *(line for block in letter.blocks for line in _html(block)),
        "</div></body></html>",
    )
    return "\n".join(lines) + "\n"


def _html(block: Block) -> Iterator[str]:
    match block:
        case Heading(text):
            yield f"<h2>{escape(text)}</h2>"
        case Paragraph(text):
            yield f"<p>{escape(text)}</p>"
        case Link(text, url):
            yield f'<p><a href="{escape(url)}" style="{_LINK}">{escape(text)}</a></p>'
        case Table():
            yield from _html_table(block)


def _html_table(table: Table) -> Iterator[str]:
    yield f'<table style="{_TABLE}"><caption style="{_CAPTION}">{escape(table.caption)}</caption>'
    if table.columns:
        cells = "".join(_cell("th", name, "col") for name in table.columns)
        yield f"<thead><tr>{cells}</tr></thead>"
    yield "<tbody>"
    for first, *rest in table.rows:
        cells = "".join(_cell("td", value) for value in rest)
        yield f"<tr>{_cell('th', first, 'row')}{cells}</tr>"
    yield "</tbody></table>"


def _cell(element: str, text: str, scope: str = "") -> str:
    scoped = f' scope="{scope}"' if scope else ""
    return f'<{element}{scoped} style="{_CELL}">{escape(text)}</{element}>'
