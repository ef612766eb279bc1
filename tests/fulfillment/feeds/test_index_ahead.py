"""The search index of a catalogue that comes in: ready before shoppers see the catalogue."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from fulfillment.feeds import Options, import_feed
from fulfillment.search.building import read_prints
from fulfillment.search.snapshot import folder_of
from fulfillment.shop import Shop
from fulfillment.storage.engine import reading
from tests.conftest import Clock
from tests.fulfillment.feeds.feeds import google_tsv

FIRST = google_tsv(
    ("tea", "Org. Green Tea 20 ct", "3.50 USD", "in stock", "Leaf", "Drinks > Tea"),
    ("jam", "Plum Jam 12 oz", "4.00 USD", "in stock", "Leaf", "Pantry > Jam"),
)
SECOND = google_tsv(("tea", "White Tea 20 ct", "3.50 USD", "in stock", "Leaf", "Drinks > Tea"))


@pytest.fixture
def counter_shop(engine: Engine, clock: Clock, tmp_path: Path) -> Shop:
    """The small shop, with its index in a folder."""
    return Shop(engine, clock=clock, snapshots=tmp_path / "index")


@pytest.fixture
def take(counter_shop: Shop, tmp_path: Path) -> Callable[..., None]:
    """Imports a feed, with its index made ready ahead."""

    def take(feed: str, ahead: Callable[[int, str], None], keep: bool = False) -> None:
        path = tmp_path / "feed.tsv"
        path.write_text(feed, encoding="utf-8")
        import_feed(counter_shop.open, str(path), Options(force=True, keep=keep), ahead=ahead)

    return take


def version(engine: Engine) -> int:
    with reading(engine) as connection:
        return int(connection.scalar(text("SELECT catalog_version FROM shop")) or 0)


def built_now(shop: Shop, engine: Engine, folder: Path) -> dict[int, int]:
    """The fingerprints of an index that is built of what is listed now."""
    with shop.open() as work:
        work.search.search("tea")
    return read_prints(folder_of(folder, version(engine)))


@pytest.mark.parametrize("keep", [True, False])
def test_the_index_is_there_before_the_first_turn_and_is_the_right_one(
    counter_shop: Shop, take: Callable[..., None], engine: Engine, tmp_path: Path, keep: bool
) -> None:
    for feed in (FIRST, SECOND):
        take(feed, counter_shop.index_ahead, keep=keep)
        ready = folder_of(tmp_path / "index", version(engine))
        assert ready.is_dir()
        found = read_prints(ready)
        afresh = Shop(engine, snapshots=tmp_path / f"afresh-{len(feed)}")
        assert found == built_now(afresh, engine, tmp_path / f"afresh-{len(feed)}")
        with counter_shop.open() as work:
            assert [p.sku for p in work.search.search("tea").products] == ["tea"]
            assert bool(work.search.search("bread").products) is keep


def test_a_feed_that_brings_prices_alone_needs_no_index(
    counter_shop: Shop, take: Callable[..., None]
) -> None:
    take(FIRST, counter_shop.index_ahead)
    asked: list[int] = []
    take(FIRST.replace("3.50", "3.80"), lambda version, _: asked.append(version))
    assert asked == []


def test_who_changes_the_catalogue_meanwhile_is_indexed_too(
    counter_shop: Shop, take: Callable[..., None], engine: Engine, tmp_path: Path
) -> None:
    take(FIRST, counter_shop.index_ahead)
    asked: list[int] = []

    def ahead(version: int, products: str) -> None:
        counter_shop.index_ahead(version, products)
        asked.append(version)
        if len(asked) == 1:
            with counter_shop.open() as work:
                work.catalog.set_spoken_name("tea", "silver needles")

    take(SECOND, ahead, keep=True)
    assert len(asked) == 2
    assert version(engine) == asked[-1]
    with counter_shop.open() as work:
        assert [p.sku for p in work.search.search("silver needles").products] == ["tea"]


def test_a_catalogue_that_never_rests_is_swapped_all_the_same(
    counter_shop: Shop, take: Callable[..., None], engine: Engine
) -> None:
    asked: list[int] = []

    def ahead(version: int, _products: str) -> None:
        asked.append(version)
        with counter_shop.open() as work:
            work.catalog.set_spoken_name("bread", f"loaf {len(asked)}")

    take(FIRST, ahead, keep=True)
    assert version(engine) not in asked
    with counter_shop.open() as work:
        assert work.catalog.get("tea").listed


def test_whoever_reads_for_long_keeps_nobody_waiting(counter_shop: Shop, engine: Engine) -> None:
    with reading(engine) as connection:
        before = connection.scalar(text("SELECT count(*) FROM products"))
        with counter_shop.open() as work:
            work.catalog.set_spoken_name("bread", "loaf")
        named = connection.scalar(text("SELECT count(*) FROM products WHERE spoken_name = 'loaf'"))
        assert (before, named) == (5, 0)
