"""Small feeds to import, and the import of text that is in no file."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

from fulfillment.feeds import Columns, Options, Outcome, Unsold, Watch, import_feed
from fulfillment.feeds.entry import Entry
from fulfillment.feeds.kinds import entries_of
from fulfillment.feeds.lines import Text
from fulfillment.shop import Shop

GOOGLE_COLUMNS = ("id", "title", "price", "availability", "brand", "product_type", "description")


def google_tsv(*rows: Iterable[object]) -> str:
    """A feed of Google's kind; rows as in :data:`GOOGLE_COLUMNS`, what is missing is empty."""
    lines = ["\t".join(GOOGLE_COLUMNS)]
    for row in rows:
        cells = [str(cell) for cell in row]
        lines.append("\t".join([*cells, *[""] * (len(GOOGLE_COLUMNS) - len(cells))]))
    return "\n".join(lines) + "\n"


def many(products: int, price: str = "1.50 USD") -> str:
    """A feed of so many products, P0 and on."""
    return google_tsv(*((f"P{n}", f"Oat biscuits {n}", price, "in stock") for n in range(products)))


def read(
    feed: str | bytes, kind: str | None = None, columns: Columns | None = None
) -> list[Entry | Unsold]:
    """All that a feed says, its kind told by itself."""
    data = feed.encode() if isinstance(feed, str) else feed
    return list(entries_of(Text(io.BytesIO(data)), kind, columns)[1])


def entries(feed: str | bytes) -> list[Entry]:
    """The entries of a feed that has nothing else."""
    found = read(feed)
    assert all(isinstance(each, Entry) for each in found), found
    return [each for each in found if isinstance(each, Entry)]


class Counter:
    """Where feeds come in: imports text by way of a file, and keeps what was not sold."""

    def __init__(self, shop: Shop, folder: Path) -> None:
        self.shop = shop
        self.path = folder / "feed"
        self.unsold: list[Unsold] = []

    def take(self, feed: str | bytes, options: Options | None = None) -> Outcome:
        """Import a feed."""
        self.path.write_bytes(feed.encode() if isinstance(feed, str) else feed)
        return self.take_file(self.path, options)

    def take_file(self, path: Path, options: Options | None = None) -> Outcome:
        """Import a file."""
        self.unsold = []
        watch = Watch(unsold=self.unsold.append)
        return import_feed(self.shop.open, str(path), options or Options(), watch)

    def reasons(self) -> list[tuple[int, str, str]]:
        """Line, id and reason of what was not sold."""
        return [(each.line, each.id, each.reason.value) for each in self.unsold]
