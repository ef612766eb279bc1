"""An import, on both databases: what it changes, what it leaves, and that all comes at once."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, func, select

from fulfillment.errors import Conflict, QuoteChanged
from fulfillment.feeds import FeedRefused, Options, Watch, import_feed
from fulfillment.orders import Order
from fulfillment.search import Certainty
from fulfillment.shop import Work
from fulfillment.storage.feeds import CatalogImportRow, StagedProductRow
from tests.fulfillment.feeds.feeds import Counter, google_tsv, many
from tests.fulfillment.feeds.server import Server, running_server
from tests.fulfillment.shopfloor import CONVERSATION, buy, offer, owner, usd
from tests.fulfillment.test_concurrency import at_once

MILK = ("milk", "Org. Whl Mlk 1gal", "4.99 USD", "in stock", "Hazel", "Food > Dairy > Milk")
TEA = ("tea", "Black Tea 20 ct", "3.00 USD", "out of stock", "Kestrel", "Food > Tea", "Strong.")
FEED = google_tsv(MILK, TEA)


def staged(engine: Engine) -> int:
    """How many products wait to be swapped in."""
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(StagedProductRow)) or 0


def states(engine: Engine) -> list[str]:
    """What became of all imports, the oldest first."""
    with engine.connect() as connection:
        query = select(CatalogImportRow.state).order_by(CatalogImportRow.id)
        return list(connection.scalars(query))


def test_products_are_added_changed_and_taken_off(counter: Counter, engine: Engine) -> None:
    made = counter.take(FEED).changes
    assert made is not None
    assert (made.added, made.changed, made.unchanged, made.gone) == (1, 1, 0, 4)
    with counter.shop.open() as work:
        milk, tea, bread = work.catalog.get_many(["milk", "tea", "bread"])
        assert (milk.name, milk.title) == ("organic whole milk", "Org. Whl Mlk 1gal")
        assert (milk.brand, milk.category, milk.department) == ("Hazel", "milk", "food")
        assert (str(milk.size), milk.price, milk.stock) == ("1 gal", usd(499), 10)
        assert (tea.stock, tea.description, tea.available) == (0, "Strong.", False)
        assert not bread.listed
        assert not bread.available
        assert [product.sku for product in work.catalog.everything()] == ["milk", "tea"]
        assert work.catalog.departments() == ["food"]
    assert staged(engine) == 0
    assert states(engine) == ["done"]


def test_the_same_feed_twice_changes_nothing(counter: Counter) -> None:
    counter.take(FEED)
    with counter.shop.open() as work:
        before = work.catalog.everything()
        version = work._unit.version
    made = counter.take(FEED).changes
    assert made is not None
    assert (made.added, made.changed, made.unchanged, made.gone) == (0, 0, 2, 0)
    with counter.shop.open() as work:
        assert work.catalog.everything() == before
        assert work._unit.version == version


def test_search_finds_what_came_and_no_more_what_went(counter: Counter) -> None:
    with counter.shop.open() as work:
        assert work.search.search("bread").certainty is Certainty.ONE
    counter.take(FEED)
    with counter.shop.open() as work:
        assert [p.sku for p in work.search.search("whole milk").products] == ["milk"]
        assert [p.sku for p in work.search.search("tea").products] == ["tea"]
        assert "bread" not in [p.sku for p in work.search.search("bread").products]


def test_what_comes_back_is_listed_again(counter: Counter) -> None:
    counter.take(google_tsv(TEA), Options(keep=True))
    counter.take(google_tsv(MILK), Options(force=True))
    with counter.shop.open() as work:
        assert not work.catalog.get("tea").listed
    counter.take(FEED)
    with counter.shop.open() as work:
        assert work.catalog.get("tea").listed


def test_a_dry_run_says_what_would_be_and_does_nothing(counter: Counter, engine: Engine) -> None:
    with counter.shop.open() as work:
        before = work.catalog.everything()
    outcome = counter.take(FEED, Options(dry_run=True))
    assert not outcome.swapped
    assert outcome.changes is not None
    assert (outcome.changes.added, outcome.changes.gone) == (1, 4)
    with counter.shop.open() as work:
        assert work.catalog.everything() == before
    assert staged(engine) == 0
    assert states(engine) == ["tried"]


def test_shoppers_see_the_old_catalogue_until_all_of_the_new_one(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def look(*_: object) -> None:
        with counter.shop.open() as work:
            seen.append((work.catalog.find("P0"), work.catalog.get("bread").listed))

    monkeypatch.setattr("fulfillment.feeds.importing.STEP", 10)
    counter.path.write_text(many(50), encoding="utf-8")
    import_feed(counter.shop.open, str(counter.path), Options(), Watch(progress=look))
    assert len(seen) == 6
    assert set(seen) == {(None, True)}
    with counter.shop.open() as work:
        assert work.catalog.get("P0").listed
        assert not work.catalog.get("bread").listed


def test_a_swap_that_fails_leaves_everything_as_it_was(counter: Counter, engine: Engine) -> None:
    with counter.shop.open() as work:
        before = work.catalog.everything()

    def fail(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("INSERT INTO products"):
            raise RuntimeError("the lights went out")

    event.listen(engine, "before_cursor_execute", fail)
    with pytest.raises(RuntimeError, match="lights"):
        counter.take(FEED)
    event.remove(engine, "before_cursor_execute", fail)
    with counter.shop.open() as work:
        assert work.catalog.everything() == before
    outcome = counter.take(FEED, Options(resume=True))
    assert outcome.resumed_at == 2
    with counter.shop.open() as work:
        assert work.catalog.get("tea").name == "Black Tea"


def test_a_quote_notices_a_price_from_a_feed(counter: Counter) -> None:
    with counter.shop.open() as work:
        quote = offer(work, sku="milk", quantity=1)
    counter.take(FEED)
    with counter.shop.open() as work, pytest.raises(QuoteChanged):
        buy(work, quote)


def test_an_order_of_what_is_no_longer_sold_can_still_be_read(counter: Counter) -> None:
    with counter.shop.open() as work:
        order = buy(work, offer(work, sku="bread"))
    counter.take(FEED)
    with counter.shop.open() as work:
        assert work.orders.get(order.id, 1).lines[0].sku == "bread"
        assert work.catalog.get("bread").name == "white bread"


def test_a_server_that_has_nothing_newer_is_left_alone(
    counter: Counter, tmp_path: Path, engine: Engine
) -> None:
    server = Server(FEED.encode())
    with running_server(server, tmp_path) as (url, tls):
        take = [import_feed(counter.shop.open, f"{url}/feed", Options(), tls=tls) for _ in range(2)]
        assert [outcome.changes is None for outcome in take] == [False, True]
        server.etag, server.feed = '"two"', FEED.replace("4.99", "5.99").encode()
        third = import_feed(counter.shop.open, f"{url}/feed", Options(), tls=tls)
        assert third.changes is not None
        assert third.changes.changed == 1
    assert states(engine) == ["done", "done"]


def test_standard_input_is_a_feed(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(FEED.encode())))
    outcome = import_feed(counter.shop.open, "-", Options())
    assert outcome.changes is not None
    assert outcome.changes.added == 1


def test_another_import_of_the_same_feed_takes_over(counter: Counter) -> None:
    with counter.shop.open() as work:
        first = work.imports.begin("feed", "plain", "x")
        second = work.imports.begin("feed", "plain", "x")
        other = work.imports.begin("elsewhere", "plain", "x")
    with counter.shop.open() as work, pytest.raises(Conflict, match="another import"):
        work.imports.note(first.id, 1, "", {})
    with counter.shop.open() as work:
        for each in (second, other):
            work.imports.note(each.id, 1, "", {"note x": 1})
        found = work.imports.find_unfinished("feed", "x")
        assert found is not None
        assert (found.id, found.position, found.counts) == (second.id, 1, {"note x": 1})


def test_nothing_that_can_be_sold_is_no_catalogue(counter: Counter, work: Work) -> None:
    with pytest.raises(FeedRefused, match="no product"):
        counter.take(google_tsv(("1", "Tea", "0 USD", "in stock")), Options(most_refused=1))


def test_options_are_told_apart_by_what_they_do() -> None:
    plain = Options()
    assert replace(plain, resume=True, force=True).digest == plain.digest
    assert replace(plain, stock=3).digest != plain.digest


def test_a_shop_without_feeds_starts_without_their_modules() -> None:
    code = (
        "import sys; from skill.lambda_handler import handler;"
        "sys.exit(any(name.startswith('fulfillment.feeds') for name in sys.modules))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_orders_that_are_placed_meanwhile_lose_nothing(counter: Counter) -> None:
    feed = google_tsv(
        ("bread", "White Bread", "2.60 USD", "in stock"),
        ("milk", "Whole Milk", "4.10 USD", "in stock"),
        ("soap", "Dish Soap", "3.10 USD", "in stock"),
    )
    skus = ["soap", "milk", "bread"]

    def buyer(customer: int) -> Callable[[], object]:
        def order() -> object:
            with counter.shop.open() as work:
                for sku in skus:
                    work.carts.add(owner(customer), sku, 1)
                quote = work.quotes.make(customer, owner(customer), CONVERSATION)
                return buy(work, quote)

        return order

    results = at_once([buyer(1), buyer(2), lambda: counter.take(feed)])
    with counter.shop.open() as work:
        sold = sum(isinstance(result, Order) for result in results)
        assert [p.stock for p in work.catalog.get_many(skus)] == [10 - sold] * 3
        assert work.catalog.get("milk").price == usd(410)
    failed = [result for result in results if isinstance(result, BaseException)]
    # Who was outrun by the feed is told that the price is another, and may ask again.
    assert all(isinstance(error, QuoteChanged | Conflict) for error in failed), failed
