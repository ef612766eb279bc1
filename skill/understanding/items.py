"""Products that are said without a verb, each with its amount: "two milks and three eggs"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interaction_models import Speech
from skill.conversation.turn import Slot
from skill.understanding.marks import Marker
from skill.understanding.pieces import Pieces

_OF_ITEM = ("product", "quantity", "unit")


@dataclass(frozen=True, slots=True)
class _Item:
    """A product of a list; ``led`` when an article or an amount stands before it."""

    slots: dict[str, Slot]
    led: bool


class Items:
    """Finds products and their amounts in utterances of one locale."""

    def __init__(self, marker: Marker, pieces: Pieces, speech: Speech) -> None:
        self._marker, self._pieces = marker, pieces
        self._small = {*speech.articles, *speech.units_of, *speech.before_products}

    def of(self, text: str) -> dict[str, Slot] | None:
        """The slots of a product with its amount, when there is nothing beside them."""
        items = self._items(text)
        return items[0].slots if items and len(items) == 1 else None

    def of_list(self, text: str) -> list[dict[str, Slot]]:
        """The products of a list of two or more; nothing where a part of it names none.

        Recognisers write no commas, so products may stand side by side: each with an article or an
        amount, or before the word that joins the last of them.
        """
        parts = [self._items(piece.text) for piece in self._pieces.apart(text)]
        if not parts or not all(parts):
            return []
        *before, last = [part or [] for part in parts]
        if len(last) > 1 and not all(item.led for item in last[1:]):
            return []
        found = [item.slots for part in (*before, last) for item in part]
        return found if len(found) > 1 else []

    def slots(self, text: str) -> dict[str, Slot]:
        """Everything a text names, when there is nothing beside it."""
        marked = self._marker.mark(text)
        return {} if self._rest(marked.words) else dict(marked.slots)

    def counts(self, text: str) -> bool:
        """Whether a number stands in a text."""
        return "quantity" in self._marker.mark(text).slots

    def _items(self, text: str) -> list[_Item] | None:
        """The products that stand in a text; None when something else does, too."""
        marked = self._marker.mark(text)
        if self._rest(marked.words) or marked.words[-1:] != ("{product}",):
            return None
        return list(self._split(marked.words, marked.all))

    def _split(self, words: Sequence[str], slots: Sequence[tuple[str, Slot]]) -> Iterator[_Item]:
        found = iter(slots)
        item: dict[str, Slot] = {}
        led = False
        for word in words:
            name, slot = next(found) if word.startswith("{") else ("", None)
            if slot is not None and name in _OF_ITEM:
                item[name] = slot
            led = led or name != "product"
            if name == "product":
                yield _Item(item, led)
                item, led = {}, False

    def _rest(self, words: Sequence[str]) -> list[str]:
        return [word for word in words if not word.startswith("{") and word not in self._small]
