"""Products up to a price that the shopper names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from fulfillment.catalog import Product
from fulfillment.money import Money, exponent
from fulfillment.search import Certainty, differences
from skill.conversation import registry
from skill.conversation.answer import Answer, ask, say
from skill.conversation.asking import choosing, continued, open_thing, under_discussion
from skill.conversation.choosing import asked_about, family, meant, settle
from skill.conversation.dialogue import Dialogue


def limit(d: Dialogue) -> Money | None:
    """The most that something may cost, of whole units of the shop's currency."""
    whole = d.number("price")
    if whole is None:
        return None
    currency = d.work.profile.currency
    return Money(whole * 10 ** exponent(currency), currency)


def search_within(d: Dialogue, words: str, bound: Money) -> Answer:
    """What the words mean and costs no more than ``bound``, or else the cheapest of it."""
    if choosing(d) and (asked := asked_about(d, words)):
        return _settled(d, asked, bound, words, *continued(d))
    found = d.work.search.search(words)
    if found.certainty not in (Certainty.ONE, Certainty.SEVERAL):
        return meant(d, "offer")
    called = differences.called(found.products, words, d.work.search.language)
    if any(product.price <= bound for product in called):
        return _settled(d, called, bound, words)
    # The search stops at its fifty best; the cheapest may be none of them.
    return _settled(d, _all_such(d, called, words) or called, bound, words)


def among_within(d: Dialogue, bound: Money) -> Answer:
    """What costs no more than ``bound`` of what was just said, or of the kind that is in talk."""
    products: Sequence[Product] = under_discussion(d)
    if len(products) < 2 and d.focus is not None:
        products = family(d, d.focus)
    if not products:
        return Answer((say("nothing-to-choose"),), ask("anything-else", say("ask-what-find")))
    return _settled(d, products, bound, open_thing(d), *continued(d))


def _all_such(d: Dialogue, products: Sequence[Product], words: str) -> list[Product]:
    categories = dict.fromkeys(product.category for product in products)
    kin = [p for category in categories for p in d.work.catalog.in_category(category)]
    return differences.meant(kin, words, d.work.search.language)


def _settled(
    d: Dialogue,
    products: Sequence[Product],
    bound: Money,
    thing: str | None,
    purpose: str = "offer",
    carry: Mapping[str, Any] = MappingProxyType({}),
) -> Answer:
    had = [product for product in products if product.available] or products
    cheap = [product for product in had if product.price <= bound]
    if cheap:
        return settle(d, cheap, purpose, carry, thing=thing)
    cheapest = min(had, key=lambda product: product.price.amount_minor)
    line = say("none-within", thing=thing or cheapest.category, bound=bound)
    d.state.list_products([cheapest.sku])
    return registry.purposes["offer"](d, cheapest, {}).after(line)
