"""How a feed is imported, and what came of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from fulfillment.feeds.cleaning import rules_of
from fulfillment.feeds.entry import Unsold
from fulfillment.feeds.judging import Terms
from fulfillment.feeds.plain import Columns
from fulfillment.feeds.staging import Difference
from fulfillment.profile import ShopProfile

_DEFAULT_TAX = "general"


@dataclass(frozen=True, slots=True)
class Options:
    """How a feed is imported.

    ``kind`` and ``encoding`` are told by the feed where they are None. ``stock`` is how many there
    are of what is only said to be in stock. ``prices_include_tax`` is as in the shop where it is
    None. A feed of which more than ``most_refused`` is refused, or that lacks more than
    ``most_lost`` of what feeds have brought before, both shares of one, is swapped in only by
    ``force``. ``keep`` leaves products listed that the feed has not. ``taxonomy`` has paths by the
    numbers of Google's categories.
    """

    kind: str | None = None
    columns: Columns | None = None
    encoding: str | None = None
    stock: int = 100
    tax: str = ""
    prices_include_tax: bool | None = None
    dry_run: bool = False
    resume: bool = False
    force: bool = False
    keep: bool = False
    most_refused: float = 0.2
    most_lost: float = 0.5
    taxonomy: Mapping[str, str] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """What makes two readings of one feed the same."""
        told = (self.kind, str(self.columns), self.encoding, self.stock, self.tax)
        text = json.dumps([*told, self.prices_include_tax, self.keep, dict(self.taxonomy)])
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an import.

    ``refused``, ``skipped`` and ``notes`` are counts by reason; ``resumed_at`` is the number of
    entries that had been read before. ``changes`` is None where the server has no newer feed.
    """

    kind: str
    read: int
    refused: dict[str, int]
    skipped: dict[str, int]
    notes: dict[str, int]
    changes: Difference | None
    swapped: bool
    resumed_at: int = 0


@dataclass(frozen=True, slots=True)
class Watch:
    """Who looks on.

    ``progress`` gets the bytes read, their total where it is known, and the number of entries;
    ``unsold`` each line that makes no product.
    """

    progress: Callable[[int, int | None, int], None] = lambda *_: None
    unsold: Callable[[Unsold], None] = lambda _: None


def terms_of(
    profile: ShopProfile, options: Options, now: datetime, note: Callable[[str], None]
) -> Terms:
    """What a shop asks of products. Raises ValueError for a tax category that it has not."""
    if options.tax and options.tax not in profile.tax_rates:
        raise ValueError(f"the shop has no tax category {options.tax!r}")
    rates = dict(profile.tax_rates)
    highest = max(rates, key=lambda name: rates[name], default="")
    usual = _DEFAULT_TAX if _DEFAULT_TAX in rates else highest
    told = options.prices_include_tax
    return Terms(
        currency=profile.currency,
        rules=rules_of(profile.locale),
        tax_rates=rates,
        tax_default=options.tax or usual,
        feed_includes_tax=profile.prices_include_tax if told is None else told,
        shop_includes_tax=profile.prices_include_tax,
        now=now,
        note=note,
        taxonomy=options.taxonomy,
    )
