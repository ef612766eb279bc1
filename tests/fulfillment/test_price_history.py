"""What products have cost, and since when; and that what is no longer sold is still known."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from fulfillment.errors import OutOfStock, ProductNotFound
from fulfillment.shop import Shop
from fulfillment.storage.migrating import downgrade, upgrade
from tests.conftest import Clock
from tests.fulfillment.conftest import OpenEngine
from tests.fulfillment.shopfloor import offer, owner, product, usd


def test_the_first_price_and_each_change_are_kept_the_newest_first(
    corner: Shop, clock: Clock
) -> None:
    began = clock.now
    for price in (450, 450, 425):
        clock.forward(days=1)
        with corner.open() as work:
            work.catalog.set_price("milk", usd(price))
    with corner.open() as work:
        found = work.catalog.prices("milk")
        assert [price for _, price in found] == [usd(425), usd(450), usd(400)]
        assert [(clock.now - at).days for at, _ in found] == [0, 2, 3]
        assert found[-1][0] == began
        assert work.catalog.prices("milk", most=1) == found[:1]
        assert work.catalog.prices("nothing") == []


def test_products_that_are_added_again_note_a_price_that_differs(
    corner: Shop, clock: Clock
) -> None:
    clock.forward(days=1)
    with corner.open() as work:
        work.catalog.add_many([product("bread", price=275), product("milk", price=400)])
        assert [price for _, price in work.catalog.prices("bread")] == [usd(275), usd(250)]
        assert [price for _, price in work.catalog.prices("milk")] == [usd(400)]


def test_of_two_prices_of_one_moment_the_later_counts(corner: Shop) -> None:
    with corner.open() as work:
        for price in (300, 350):
            work.catalog.set_price("milk", usd(price))
        assert [price for _, price in work.catalog.prices("milk")] == [usd(350)]


def test_what_is_no_longer_sold_is_found_by_its_sku_alone(corner: Shop) -> None:
    with corner.open() as work:
        work.catalog.relate("goes_with", {"bread": ["milk"]})
        version = work._unit.version
        work.catalog.unlist("milk")
        assert work._unit.version != version
        milk = work.catalog.get("milk")
        assert (milk.listed, milk.available) == (False, False)
        assert work.catalog.related("bread", "goes_with") == []
        assert work.catalog.in_category("milk") == []
        assert "milk" not in work.catalog.categories()
        assert [p.sku for p in work.catalog.each()] == ["bread", "gone", "last", "soap"]
        with pytest.raises(ProductNotFound):
            work.catalog.unlist("nothing")


def test_a_cart_with_what_is_no_longer_sold_makes_no_quote(corner: Shop) -> None:
    with corner.open() as work:
        work.carts.add(owner(1), "milk", 1)
        work.catalog.unlist("milk")
    with corner.open() as work, pytest.raises(OutOfStock):
        offer(work, sku="bread")


def test_a_database_from_before_knows_the_prices_of_now(url: str, engine_on: OpenEngine) -> None:
    engine = engine_on(url)
    downgrade(engine, "0004")
    upgrade(engine, "0005")
    with engine.connect() as connection:
        found = connection.execute(text("SELECT sku, price_minor FROM product_prices"))
        assert {("bread", 250), ("milk", 400)} <= {tuple(row) for row in found}
    with Shop(engine).open() as work:
        ((at, price),) = work.catalog.prices("milk")
        assert (price, at <= work.now) == (usd(400), True)
