"""From the products of a database to an index: all of them, or only what has changed."""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

import tantivy

from fulfillment.catalog.product import Product
from fulfillment.search.called import Called, names_of, sound_keys
from fulfillment.search.engine import number_of, open_engine, write
from fulfillment.search.fields import Entry
from fulfillment.search.language import Language

SUMMARY = "summary.json"
CALLED = "called.json"
# Shops of up to so many products are looked through more widely, every name of them by its sound.
SMALL_SHOP = 20_000
_PRINTS = "prints"
# Words beyond these are too rare to be what an unknown word was meant to be (bounds memory, too).
_VOCABULARY = 60_000


@dataclass(frozen=True, slots=True)
class Summary:
    """What is known of all products together.

    ``weight``, ``title`` and ``text`` are averages per product: of the weights of its terms, of the
    terms in its short fields and in its description. ``vocabulary`` has the words that others may
    be misspelt for, the most frequent first; ``departments`` are in alphabetical order.
    """

    language: str
    products: int
    weight: float
    title: float
    text: float
    departments: tuple[str, ...]
    vocabulary: tuple[str, ...]

    @classmethod
    def read(cls, values: dict[str, Any]) -> Summary:
        """Raises KeyError or TypeError where ``values`` are not those of a summary."""
        lists = {name: tuple(values[name]) for name in ("departments", "vocabulary")}
        return cls(**{**values, **lists})


class Tally:
    """Counts products as they pass, and keeps a fingerprint of each."""

    def __init__(self) -> None:
        self.products = 0
        self.prints: dict[int, int] = {}
        self._weight = self._title = self._text = 0.0
        self._departments: set[str] = set()
        self._words: Counter[str] = Counter()

    def passing(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """``entries``, counted."""
        for entry in entries:
            self.products += 1
            self._weight += entry.weight
            self._title += sum(entry.title.values())
            self._text += sum(entry.text.values())
            self._departments.add(entry.product.department)
            self._words.update(term for term in entry.weights if term.isalnum())
            self.prints[number_of(entry.product.sku)] = fingerprint(entry.product)
            yield entry

    def summary(self, language: Language) -> Summary:
        """What the products that passed are like."""
        count = max(self.products, 1)
        known = sorted(self._words, key=lambda term: (-self._words[term], term))
        return Summary(
            language=language.name,
            products=self.products,
            weight=self._weight / count or 1.0,
            title=self._title / count or 1.0,
            text=self._text / count or 1.0,
            departments=tuple(sorted(self._departments)),
            vocabulary=tuple(known[:_VOCABULARY]),
        )


@dataclass(frozen=True, slots=True)
class Built:
    """An index, what is known of all its products, and in a small shop what they are called."""

    index: tantivy.Index
    summary: Summary
    called: Called | None


def build(
    products: Iterable[Product], expected: int, language: Language, folder: Path | None = None
) -> Built:
    """An index of about ``expected`` products, in a folder or in memory."""
    index = open_engine(folder)
    tally = Tally()
    names: list[tuple[str, tuple[str, ...]]] = []
    small = expected <= SMALL_SHOP

    def noted(entries: Iterable[Entry]) -> Iterator[tuple[Entry, str]]:
        for entry in entries:
            if small:
                names.append((entry.product.sku, tuple(names_of(entry.product, language))))
            yield entry, sound_keys(entry.product, language)

    write(index, noted(tally.passing(Entry(product, language) for product in products)), expected)
    summary = tally.summary(language)
    called = Called.of(names, language) if small else None
    if folder is not None:
        save(folder, summary, tally.prints, called)
    return Built(index, summary, called)


def update(
    base: Path, folder: Path, products: Iterable[Product], language: Language, most: int
) -> Summary | None:
    """Bring a copy of the index ``base``, in ``folder``, to what ``products`` are now.

    None, with the copy as it was, when more than ``most`` products differ. Raises OSError, and
    ValueError where ``base`` is damaged.
    """
    old = Summary.read(json.loads((base / SUMMARY).read_text(encoding="utf-8")))
    known = read_prints(base)
    left, changed, departments = dict(known), list[Product](), set[str]()
    for product in products:
        departments.add(product.department)
        number, now = number_of(product.sku), fingerprint(product)
        if left.pop(number, None) != now:
            changed.append(product)
            known[number] = now
            if len(changed) > most:
                return None
    if len(left.keys() - {number_of(product.sku) for product in changed}) > most:
        return None
    return _amend(folder, _Change(old, known, left, changed, departments), language)


@dataclass(frozen=True, slots=True)
class _Change:
    old: Summary
    prints: dict[int, int]
    gone: dict[int, int]
    changed: list[Product]
    departments: set[str]


def _amend(folder: Path, change: _Change, language: Language) -> Summary:
    entries = [Entry(product, language) for product in change.changed]
    replaced = [number_of(product.sku) for product in change.changed]
    write(
        open_engine(folder),
        ((entry, sound_keys(entry.product, language)) for entry in entries),
        len(entries),
        gone=[*change.gone, *replaced],
    )
    for number in change.gone:
        change.prints.pop(number, None)
    tally = Tally()
    for _ in tally.passing(entries):
        pass
    words = dict.fromkeys((*change.old.vocabulary, *tally.summary(language).vocabulary))
    summary = replace(
        change.old,
        language=language.name,
        products=len(change.prints),
        departments=tuple(sorted(change.departments)),
        vocabulary=tuple(words),
    )
    save(folder, summary, change.prints, _renamed(folder, change, language))
    return summary


def _renamed(folder: Path, change: _Change, language: Language) -> Called | None:
    """What the products are called now; None where there are too many to keep all names."""
    before = read_called(folder, language)
    if before is None or len(change.prints) > SMALL_SHOP:
        return None
    gone = {*change.gone, *(number_of(product.sku) for product in change.changed)}
    names = [(product.sku, tuple(names_of(product, language))) for product in change.changed]
    return before.changed(names, lambda sku: number_of(sku) in gone)


def read_called(folder: Path, language: Language) -> Called | None:
    """The names in a snapshot, where it has them.

    Raises OSError; KeyError, TypeError or ValueError where they are not as they were written.
    """
    path = folder / CALLED
    if not path.exists():
        return None
    return Called.read(json.loads(path.read_text(encoding="utf-8")), language)


def save(folder: Path, summary: Summary, prints: dict[int, int], called: Called | None) -> None:
    """Write beside the index what is known of its products."""
    names = folder / CALLED
    names.unlink(missing_ok=True)
    if called is not None:
        names.write_text(json.dumps(called.to_json()), encoding="utf-8")
    path = folder / SUMMARY
    # The file may be shared with the snapshot that this one started from: take its place.
    path.unlink(missing_ok=True)
    path.write_text(json.dumps(asdict(summary)), encoding="utf-8")
    listed = folder / _PRINTS
    listed.unlink(missing_ok=True)
    pairs = array("Q", (value for pair in prints.items() for value in pair))
    listed.write_bytes(pairs.tobytes())


def read_prints(folder: Path) -> dict[int, int]:
    """The fingerprints of products, by the number of their SKU."""
    pairs = array("Q")
    pairs.frombytes((folder / _PRINTS).read_bytes())
    return dict(zip(pairs[::2], pairs[1::2], strict=True))


def fingerprint(product: Product) -> int:
    """64 bits that change with everything that search looks at; not with price or stock."""
    told = (
        *(
            product.name,
            product.spoken_name,
            product.brand,
            product.category,
            product.department,
            str(product.size),
        ),
        *("\n".join(product.attributes), "\n".join(product.synonyms), product.description),
        str(product.popularity),
    )
    return int.from_bytes(blake2b("\0".join(told).encode(), digest_size=8).digest(), "little")
