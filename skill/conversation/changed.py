"""What has changed about a product since somebody bought it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fulfillment.catalog import Product, parse_size
from fulfillment.customers import Bought
from fulfillment.money import Money
from fulfillment.orders.order import OrderLine
from skill.conversation import labels
from skill.conversation.answer import Line, say


def since(pairs: Iterable[tuple[Bought | OrderLine, Product]]) -> tuple[Line, ...]:
    """What is not as it was, of at most three things; nothing where all is.

    Each pair is a purchase, and the product as it is now. A single product is "it".
    """
    pairs = list(pairs)
    if len(pairs) == 1:
        return tuple(_changes("it", *pairs[0]))
    items = [item for pair in pairs for item in _changes("each", *pair)]
    return (say("changed-since", items=labels.series(items)),) if items else ()


def _changes(whose: str, then: Bought | OrderLine, now: Product) -> Iterator[Line]:
    product = labels.short(now)
    if then.brand != now.brand:
        yield say(f"changed-{whose}-brand", product=product, brand=then.brand)
    if parse_size(str(then.size)) != now.size:
        yield say(f"changed-{whose}-size", product=product, size=labels.size(now.size))
    before, price = _paid(then), now.price
    if before.currency != price.currency or before == price:
        return
    way, by = ("dearer", price - before) if before < price else ("cheaper", before - price)
    yield say(f"changed-{whose}-{way}", product=product, by=by)


def _paid(then: Bought | OrderLine) -> Money:
    """What one piece cost when it was bought, before discounts."""
    return then.price if isinstance(then, Bought) else then.unit_price
