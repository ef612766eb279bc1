"""Where in a shop a product stands: its department and category, out of the paths of feeds."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

from fulfillment.feeds.errors import FeedUnknown
from fulfillment.feeds.texts import cut, plain_text

NOWHERE = "other"
_MOST_PATH, _MOST_WORD = 500, 60
# Of these, the first that stands in a path parts it: "Fruit/Nuts > Dried" has two parts.
_SEPARATORS = (">", "|", "/")
# "2271 - Apparel & Accessories > …", as Google's list has it.
_NUMBERED = re.compile(r"(\d{1,9})(?:\s*-\s*(\S.*))?", re.DOTALL)


def read_taxonomy(path: Path) -> dict[str, str]:
    """The paths of categories by their numbers, from Google's own list.

    https://www.google.com/basepages/producttype/taxonomy-with-ids.en-US.txt and its likes in other
    languages: a line each, "412 - Food, Beverages & Tobacco". Raises :class:`FeedUnknown`.
    """
    found = {}
    for number, line in enumerate(path.read_text("utf-8-sig").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        entry = _NUMBERED.fullmatch(line.strip())
        if entry is None or entry[2] is None:
            raise FeedUnknown(f"{path}, line {number}: this is no number with a category")
        found[entry[1]] = entry[2]
    return found


def place(
    own: str, googles: str, taxonomy: Mapping[str, str], note: Callable[[str], None]
) -> tuple[str, str]:
    """Department and category: of the merchant's ``own`` path, else of Google's.

    They are the first and the last name of the path. A number stands for the path that
    ``taxonomy`` has for it.
    """
    found = _parted(own[:_MOST_PATH])
    if found:
        return found
    numbered = _NUMBERED.fullmatch(googles[:_MOST_PATH].strip())
    if numbered:
        googles = numbered[2] or taxonomy.get(numbered[1], "")
        if not googles:
            note("category-number-unknown")
    return _parted(googles[:_MOST_PATH]) or (NOWHERE, NOWHERE)


@lru_cache(maxsize=10_000)
def _parted(path: str) -> tuple[str, str] | None:
    separator = next((mark for mark in _SEPARATORS if mark in path), ">")
    parts = [plain_text(part).lower().replace("&", " and ") for part in path.split(separator)]
    named = [" ".join(cut(part, _MOST_WORD).split()) for part in parts]
    found = [part for part in named if part and not part.isdecimal()]
    return (found[0], found[-1]) if found else None
