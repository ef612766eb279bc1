"""A name that the merchant has given is said in place of the catalogue's, in both languages."""

from __future__ import annotations

import pytest

from fulfillment.shop import Shop
from interaction_models import load_locale
from skill.conversation import labels
from skill.conversation.phrases import Phrases
from tests.conftest import Clock
from tests.fulfillment.shopfloor import product


@pytest.mark.parametrize(
    ("locale", "said"),
    [("en-US", "two of the Hazel farm milk"), ("fr-FR", "deux fois farm milk Hazel")],
)
def test_a_merchants_name_is_said(locale: str, said: str) -> None:
    phrases = Phrases(locale, load_locale(locale).replies)
    milk = product("milk", name="Org. Whl Mlk", spoken_name="farm milk", size="1 gal")
    for line in (labels.full(milk), labels.short(milk), labels.counted(milk, 2, milk.size)):
        assert "farm milk" in phrases.text(line)
        assert "Whl" not in phrases.text(line)
    single = product("milk", name="Org. Whl Mlk", spoken_name="farm milk")
    assert phrases.text(labels.counted(single, 2, single.size)) == said


def test_a_product_without_a_brand_is_said_without_a_gap() -> None:
    for locale in ("en-US", "fr-FR"):
        phrases = Phrases(locale, load_locale(locale).replies)
        assert phrases.text(labels.short(product("milk", name="milk", brand=""))) == "milk"


def test_an_order_is_read_back_by_the_merchants_name(shop: Shop, clock: Clock) -> None:
    with shop.open() as work:
        customer = work.customers.find_by_handle("sam")
        assert customer is not None
        sku = work.search.search("ground coffee").products[0].sku
        work.catalog.set_spoken_name(sku, "morning coffee")
        owner = f"customer:{customer.id}"
        work.carts.add(owner, sku, 1)
        quote = work.quotes.make(customer.id, owner, "talk")
        assert [line.name for line in quote.lines] == ["morning coffee"]
