"""What products are after an import, on both databases: prices, tax, stock, names and variants."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fulfillment.feeds import Options
from tests.conftest import Clock
from tests.fulfillment.feeds.feeds import Counter, google_tsv, many
from tests.fulfillment.feeds.test_importing import FEED, MILK
from tests.fulfillment.feeds.test_readers import RSS, SHOPIFY, WOO
from tests.fulfillment.shopfloor import usd


def test_a_sale_price_holds_while_its_days_last(counter: Counter, clock: Clock) -> None:
    feed = (
        "id\ttitle\tprice\tsale price\tsale price effective date\tavailability\n"
        "a\tTea\t4 USD\t3 USD\t2026-11-01T00:00:00+00:00/2026-11-30T00:00:00+00:00\tin stock\n"
        "b\tJam\t4 USD\t3 USD\t2026-12-01/2026-12-24\tin stock\n"
    )
    counter.take(feed)
    with counter.shop.open() as work:
        assert [p.price for p in work.catalog.get_many("ab")] == [usd(300), usd(400)]
    clock.forward(days=20)
    counter.take(feed)
    with counter.shop.open() as work:
        assert [p.price for p in work.catalog.get_many("ab")] == [usd(400), usd(300)]


def test_stock_that_a_feed_does_not_count_stays_as_it_is(counter: Counter) -> None:
    feed = google_tsv(MILK, ("jam", "Jam", "2 USD", "in stock"))
    counter.take(feed, Options(stock=7))
    with counter.shop.open() as work:
        assert [p.stock for p in work.catalog.get_many(["milk", "jam"])] == [10, 7]
        work.catalog.set_stock("jam", 3)
    counter.take(feed, Options(stock=7))
    with counter.shop.open() as work:
        assert work.catalog.get("jam").stock == 3
        work.catalog.set_stock("jam", 0)
    counter.take(feed, Options(stock=7))
    with counter.shop.open() as work:
        assert work.catalog.get("jam").stock == 7


def test_tax_in_prices_fits_the_shop(counter: Counter) -> None:
    feed = "id\ttitle\tprice\tavailability\ttax_category\na\tSoap\t10.83 USD\tin stock\tgeneral\n"
    counter.take(feed, Options(prices_include_tax=True))
    with counter.shop.open() as work:
        assert work.catalog.get("a").price == usd(1000)
        work.set_up(replace(work.profile, prices_include_tax=True))
    counter.take(feed, Options(prices_include_tax=False))
    with counter.shop.open() as work:
        assert work.catalog.get("a").price == usd(1172)


def test_a_tax_category_that_nobody_knows_becomes_the_usual_one(counter: Counter) -> None:
    feed = "id\ttitle\tprice\tavailability\ttax_category\na\tSoap\t1\tin stock\tluxury\n"
    outcome = counter.take(feed)
    assert outcome.notes == {"tax-category-unknown": 1}
    with counter.shop.open() as work:
        assert work.catalog.get("a").tax_category == "general"
    with pytest.raises(ValueError, match="no tax category"):
        counter.take(feed, Options(tax="luxury"))


def test_a_price_that_changes_is_kept_in_history(counter: Counter, clock: Clock) -> None:
    counter.take(FEED)
    first = clock.now
    clock.forward(days=1)
    counter.take(FEED)
    clock.forward(days=1)
    counter.take(FEED.replace("3.00", "3.50"))
    with counter.shop.open() as work:
        assert work.catalog.prices("tea") == [(clock.now, usd(350)), (first, usd(300))]
        assert work.catalog.prices("milk") == [(first, usd(499))]


def test_a_merchants_own_name_outlives_the_feed(counter: Counter) -> None:
    counter.take(FEED)
    with counter.shop.open() as work:
        work.catalog.set_spoken_name("milk", " farm   milk ")
        assert work.catalog.get("milk").called == "farm milk"
    counter.take(FEED.replace("4.99", "5.99"))
    with counter.shop.open() as work:
        milk = work.catalog.get("milk")
        assert (milk.called, milk.price) == ("farm milk", usd(599))
        work.catalog.set_spoken_name("milk", "")
        assert work.catalog.get("milk").called == "organic whole milk"


def test_each_kind_of_feed_fills_the_shop(counter: Counter) -> None:
    outcome = counter.take(
        RSS.replace("<g:price>2", "<g:availability>in stock</g:availability><g:price>2")
    )
    assert (outcome.kind, outcome.refused) == ("google-xml", {})
    outcome = counter.take(SHOPIFY, Options(force=True))
    assert (outcome.kind, outcome.skipped) == ("shopify", {"not-published": 1})
    with counter.shop.open() as work:
        red, blue, soap = work.catalog.get_many(["007", "shirt-blue", "SOAP"])
        assert (red.name, blue.name, soap.name) == (
            "red cotton shirt",
            "blue cotton shirt",
            "Dish Soap",
        )
        assert (red.parent, red.stock, blue.stock, soap.tax_category) == ("shirt", 4, 0, "untaxed")
    outcome = counter.take(WOO, Options(force=True))
    assert outcome.skipped == {"not-a-product": 1, "not-published": 1}
    with counter.shop.open() as work:
        tea, red = work.catalog.get_many(["TEA", "MUG-R"])
        assert (tea.price, red.name, red.category) == (usd(350), "red mug", "kitchen")


def test_a_catalogue_of_many_chunks_is_compared_and_swapped_whole(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fulfillment.feeds.staging.CHUNK", 7)
    monkeypatch.setattr("fulfillment.feeds.importing._BREATH_S", 0)
    first = counter.take(many(50)).changes
    assert first is not None
    assert (first.added, first.gone) == (50, 5)
    second = counter.take(many(45).replace("1.50", "1.60")).changes
    assert second is not None
    assert (second.added, second.changed, second.gone, second.lost) == (0, 45, 5, 5)
    with counter.shop.open() as work:
        assert {p.price for p in work.catalog.everything()} == {usd(160)}
        assert len(work.catalog.everything()) == 45
