"""The index is kept in snapshots: checked on opening, swapped under readers, amended in place."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from sqlalchemy import event

from fulfillment.search import Certainty, indexes
from fulfillment.search.snapshot import BrokenSnapshot, check
from fulfillment.shop import Shop
from tests.fulfillment.conftest import OpenEngine
from tests.fulfillment.shopfloor import PRODUCTS, product, usd


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture(autouse=True)
def _nothing_is_open_yet(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Another process is played by a shop that shares no open index."""
    indexes._open.clear()
    yield
    indexes._open.clear()


def names(shop: Shop, query: str) -> set[str]:
    with shop.open() as work:
        return {found.name for found in work.search.search(query).products}


def soon(shop: Shop, query: str) -> set[str]:
    """What is found once the next index is made, in ten seconds at most."""
    for _ in range(500):
        if found := names(shop, query):
            return found
        time.sleep(0.02)
    return set()


def another(file: Path, root: Path, engine_on: OpenEngine) -> Shop:
    indexes._open.clear()
    return Shop(engine_on(file), snapshots=root)


def folders(root: Path) -> list[Path]:
    return sorted(path for path in root.iterdir() if path.is_dir())


@pytest.fixture
def corner(file: Path, root: Path, engine_on: OpenEngine) -> Shop:
    """The small shop with its index made."""
    shop = Shop(engine_on(file), snapshots=root)
    assert names(shop, "whole milk") == {"whole milk"}
    # A large one is searched without an index while its first is made.
    for _ in range(500):
        if not shop.searches_simply:
            break
        time.sleep(0.02)
    assert names(shop, "whole milk") == {"whole milk"}
    return shop


def test_the_next_process_opens_the_snapshot_and_reads_no_catalogue(
    corner: Shop, file: Path, root: Path, engine_on: OpenEngine
) -> None:
    engine = engine_on(file)
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    indexes._open.clear()
    assert names(Shop(engine, snapshots=root), "whole milk") == {"whole milk"}
    assert not [said for said in statements if "ORDER BY products.popularity" in said]
    assert len(folders(root)) == 1


def test_prices_and_stock_change_without_another_snapshot(corner: Shop, root: Path) -> None:
    before = folders(root)
    with corner.open() as work:
        work.catalog.set_price("milk", usd(450))
        work.catalog.set_stock("milk", 2)
    with corner.open() as work:
        (milk,) = work.search.search("whole milk").products
    assert (milk.price, milk.stock) == (usd(450), 2)
    assert folders(root) == before


def test_at_most_two_snapshots_are_kept(corner: Shop, root: Path) -> None:
    for number in range(4):
        with corner.open() as work:
            work.catalog.add_many([product(f"n{number}", name="papaya")])
        assert names(corner, "papaya") == {"papaya"}
    assert len(folders(root)) == 2
    assert not list(root.glob(".new-*"))


def test_whoever_reads_an_older_snapshot_goes_on_reading_it(corner: Shop) -> None:
    with corner.open() as work:
        older = work.search._index()
    for number in range(3):
        with corner.open() as work:
            work.catalog.add_many([product(f"n{number}", name="papaya")])
        assert names(corner, "papaya") == {"papaya"}
    assert older.is_name("whole milk")
    assert not older.is_name("papaya")


@pytest.mark.parametrize("harm", ["flip", "cut", "remove"])
def test_a_damaged_file_is_noticed_and_the_index_built_anew(
    corner: Shop, root: Path, harm: str, file: Path, engine_on: OpenEngine
) -> None:
    (folder,) = folders(root)
    listed = [p for p in folder.iterdir() if p.suffix != ".lock" and p.stat().st_size]
    for path in [p.name for p in listed]:
        (folder,) = folders(root)
        victim = folder / path if (folder / path).exists() else next(folder.glob("*.term"))
        harmed = victim.read_bytes()
        victim.unlink()
        if harm == "flip":
            middle = len(harmed) // 2
            victim.write_bytes(
                harmed[:middle] + bytes([harmed[middle] ^ 0xFF]) + harmed[middle + 1 :]
            )
        elif harm == "cut":
            victim.write_bytes(harmed[:-1])
        with pytest.raises(BrokenSnapshot):
            check(folder)
        assert names(another(file, root, engine_on), "whole milk") == {"whole milk"}
        check(folder)


def test_a_snapshot_that_was_never_finished_is_none(
    corner: Shop, root: Path, file: Path, engine_on: OpenEngine
) -> None:
    (folder,) = folders(root)
    for path in folder.iterdir():
        if path.name != "meta.json":
            path.unlink()
    assert names(another(file, root, engine_on), "dish soap") == {"dish soap"}
    check(folder)


def test_where_nothing_may_be_written_the_shop_sells_all_the_same(
    file: Path, tmp_path: Path, engine_on: OpenEngine
) -> None:
    occupied = tmp_path / "occupied"
    occupied.write_text("a file, where a folder should be")
    shop = Shop(engine_on(file), snapshots=occupied / "index")
    assert names(shop, "whole milk") == {"whole milk"}
    assert occupied.read_text() == "a file, where a folder should be"


def test_readers_find_what_they_look_for_all_through_a_swap(
    corner: Shop, root: Path, file: Path, engine_on: OpenEngine
) -> None:
    done = Event()
    wrong: list[object] = []
    looked: list[int] = []

    def read() -> None:
        shop = Shop(engine_on(file), snapshots=root)
        while not done.is_set():
            try:
                found = names(shop, "whole milk")
                looked.append(len(found))
                if found != {"whole milk"}:
                    wrong.append(found)
            except Exception as error:
                wrong.append(error)
                return

    readers = [Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(4):
        with corner.open() as work:
            work.catalog.add_many([product(f"n{number}", name="papaya")])
        assert names(corner, "papaya") == {"papaya"}
    done.set()
    for reader in readers:
        reader.join()
    assert (wrong, bool(looked)) == ([], True)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """The small shop counts as large, of which any part is few."""
    monkeypatch.setattr(indexes, "_LARGE", 1)
    monkeypatch.setattr(indexes, "_FEW", 1)


def test_a_few_changes_are_amended_in_a_copy_that_shares_the_files(
    large: None, corner: Shop, root: Path, file: Path, engine_on: OpenEngine
) -> None:
    (before,) = folders(root)
    kept = {path.name for path in before.glob("*.store")}
    milk = next(p for p in PRODUCTS if p.sku == "milk")
    with corner.open() as work:
        work.catalog.add_many(
            [replace(milk, name="skim milk", department="dairy"), product("new", name="papaya")]
        )
        work.catalog.unlist("soap")
    shop = another(file, root, engine_on)
    assert soon(shop, "papaya") == {"papaya"}
    assert names(shop, "skim milk") == {"skim milk"}
    assert names(shop, "white bread") == {"white bread"}
    with shop.open() as work:
        assert work.search.search("whole milk").certainty is not Certainty.ONE
        assert work.search.search("dish soap").certainty is Certainty.NOTHING
        assert "dairy" in work.search.departments()
    after = next(folder for folder in folders(root) if folder != before)
    assert kept <= {path.name for path in after.glob("*.store")}
    assert all((after / name).samefile(before / name) for name in kept)
    check(before)


def test_a_large_shop_is_searched_on_as_it_was_while_the_next_index_is_made(
    large: None, corner: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, may_end, update = Event(), Event(), indexes.update

    def slow(*arguments: Any) -> Any:
        begun.set()
        assert may_end.wait(10)
        return update(*arguments)

    monkeypatch.setattr(indexes, "update", slow)
    with corner.open() as work:
        work.catalog.add_many([product("new", name="papaya")])
        work.catalog.unlist("soap")
    assert names(corner, "papaya") == set()
    assert begun.wait(10)
    assert names(corner, "whole milk") == {"whole milk"}
    with corner.open() as work:
        assert work.search.search("dish soap").certainty is Certainty.NOTHING
    may_end.set()
    assert soon(corner, "papaya") == {"papaya"}


def test_what_could_not_be_made_is_tried_again(
    large: None,
    corner: Shop,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    failed, update = Event(), indexes.update

    def fails_once(*arguments: Any) -> Any:
        if failed.is_set():
            return update(*arguments)
        failed.set()
        raise RuntimeError

    monkeypatch.setattr(indexes, "update", fails_once)
    with corner.open() as work:
        work.catalog.add_many([product("new", name="papaya")])
    assert soon(corner, "papaya") == {"papaya"}
    assert "could not be made" in caplog.text


def test_too_many_changes_are_built_anew(
    large: None, monkeypatch: pytest.MonkeyPatch, corner: Shop, root: Path
) -> None:
    monkeypatch.setattr(indexes, "_FEW", 100)
    (before,) = folders(root)
    with corner.open() as work:
        work.catalog.add_many([product("new", name="papaya")])
    assert soon(corner, "papaya") == {"papaya"}
    after = next(folder for folder in folders(root) if folder != before)
    assert {p.name for p in after.glob("*.store")}.isdisjoint(p.name for p in before.iterdir())


def test_a_damaged_snapshot_is_no_base_for_amending(
    large: None, corner: Shop, root: Path, file: Path, engine_on: OpenEngine
) -> None:
    (before,) = folders(root)
    next(before.glob("*.term")).write_bytes(b"no terms")
    with corner.open() as work:
        work.catalog.add_many([product("new", name="papaya")])
    shop = another(file, root, engine_on)
    assert names(shop, "papaya") == {"papaya"}
    assert names(shop, "whole milk") == {"whole milk"}
