"""The full-text engine underneath: Tantivy, which keeps words of products and finds their SKUs.

Everything about Tantivy is in this module. Texts are taken apart by us, so that its part is to
keep terms, to find and to count them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from pathlib import Path

import tantivy
from tantivy import Occur, Query

from fulfillment.search.fields import Entry

# One thread gets at least this much, or Tantivy refuses to write (bytes).
_SMALL_HEAP, _LARGE_HEAP = 15_000_000, 128_000_000
_MANY = 20_000


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("sku", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("number", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("nouns", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("names", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("sound", tokenizer_name="whitespace", index_option="freq")
    # Signed: documents made of Python numbers carry signed ones, and a worker dies of the mismatch.
    builder.add_integer_field("popularity", fast=True)
    return builder.build()


_SCHEMA = _schema()


def number_of(sku: str) -> int:
    """A SKU as 64 bits."""
    return int.from_bytes(blake2b(sku.encode(), digest_size=8).digest(), "little")


class Terms:
    """What to look for; the pieces of a query are put together from it."""

    @staticmethod
    def one(field: str, term: str) -> Query:
        """Products that have ``term`` in ``field``."""
        return Query.term_query(_SCHEMA, field, term, "freq")

    @staticmethod
    def worth(field: str, term: str, worth: float) -> Query:
        """The same, each counting ``worth``, however often it has the term."""
        return Query.const_score_query(Terms.one(field, term), worth)

    @staticmethod
    def some(queries: Sequence[Query]) -> Query:
        """Products that fit any of ``queries``."""
        if len(queries) == 1:
            return queries[0]
        return Query.boolean_query([(Occur.Should, query) for query in queries])

    @staticmethod
    def all(queries: Sequence[Query], lifted_by: Sequence[Query] = ()) -> Query:
        """Products that fit all of ``queries``; ``lifted_by`` only adds to the score."""
        must = [(Occur.Must, query) for query in queries]
        return Query.boolean_query([*must, *((Occur.Should, query) for query in lifted_by)])

    @staticmethod
    def scaled(query: Query, factor: float) -> Query:
        """``query`` with its score multiplied."""
        return Query.boost_query(query, factor)


class Lookup:
    """One state of an index, to be read by any number of threads."""

    def __init__(self, index: tantivy.Index) -> None:
        self._searcher = index.searcher()

    def has(self, field: str, term: str) -> bool:
        """Whether any product has ``term`` in ``field``."""
        return self._searcher.doc_freq(field, term) > 0

    def frequency(self, field: str, term: str) -> int:
        """How many products have ``term`` in ``field``; what was just replaced may count twice."""
        return self._searcher.doc_freq(field, term)

    def find(self, query: Query, limit: int) -> list[tuple[str, float]]:
        """SKUs and scores, the best first; of two alike the more popular one."""
        hits = self._searcher.search(query, limit, count=False).hits
        return [(self._sku(address), score) for score, address in hits]

    def popular(self, query: Query, limit: int) -> list[str]:
        """SKUs, the most popular first."""
        found = self._searcher.search(query, limit, count=False, order_by_field="popularity")
        return [self._sku(address) for _, address in found.hits]

    def _sku(self, address: tantivy.DocAddress) -> str:
        return str(self._searcher.doc(address)["sku"][0])


def open_engine(folder: Path | None = None) -> tantivy.Index:
    """The index in a folder, made where there is none; in memory without a folder."""
    if folder is None:
        return tantivy.Index(_SCHEMA)
    if tantivy.Index.exists(str(folder)):
        return tantivy.Index.open(str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    return tantivy.Index(_SCHEMA, path=str(folder))


def write(
    index: tantivy.Index,
    entries: Iterable[tuple[Entry, str]],
    expected: int,
    gone: Iterable[int] = (),
) -> None:
    """Take out the products with the numbers ``gone``, and add ``entries``, all in one step.

    Each entry comes with the keys of its sound; ``expected`` is about how many there are.
    """
    # One thread keeps the order, so that of two products alike the more popular is found first.
    writer = index.writer(_LARGE_HEAP if expected > _MANY else _SMALL_HEAP, 1)
    for number in gone:
        writer.delete_documents_by_term("number", f"{number:x}")
    for entry, sound in entries:
        writer.add_document(_document(entry, sound))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()


def _document(entry: Entry, sound: str) -> tantivy.Document:
    document = tantivy.Document(
        sku=entry.product.sku,
        number=f"{number_of(entry.product.sku):x}",
        # A term is written as often as it weighs, which makes BM25 of it what BM25F says.
        words=" ".join(
            " ".join([term] * max(1, int(weight))) for term, weight in entry.weights.items()
        ),
        nouns=" ".join({term for stems in entry.names for term in stems}),
        text=" ".join(_repeated(entry)),
        sound=sound,
        popularity=entry.product.popularity,
    )
    for stems in entry.names:
        document.add_text("names", " ".join(stems))
    return document


def _repeated(entry: Entry) -> Iterable[str]:
    for counted in (entry.title, entry.text):
        for term, times in counted.items():
            yield " ".join([term] * times)
