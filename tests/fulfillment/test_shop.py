"""A unit of work: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Engine, event

from fulfillment.shop import Shop, Work, utc_now
from tests.conftest import NOW, Clock
from tests.fulfillment.shopfloor import PROFILE


def test_a_unit_of_work_is_kept_at_its_end(corner: Shop) -> None:
    with corner.open() as work:
        work.carts.add("me", "milk", 1)
    with corner.open() as work:
        assert work.carts.get("me").count == 1


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_whatever_is_raised_undoes_a_unit_of_work(corner: Shop, error: type[BaseException]) -> None:
    with pytest.raises(error), corner.open() as work:  # noqa: PT012 - the addition is undone
        work.carts.add("me", "milk", 1)
        raise error
    with corner.open() as work:
        assert work.carts.get("me").count == 0


def test_what_lies_before_a_checkpoint_is_kept(corner: Shop) -> None:
    with pytest.raises(ValueError, match="too late"), corner.open() as work:  # noqa: PT012 - as above
        work.carts.add("me", "milk", 1)
        work.checkpoint()
        work.carts.add("me", "milk", 1)
        raise ValueError("too late")
    with corner.open() as work:
        assert work.carts.get("me").count == 1


def test_a_unit_of_work_happens_at_one_moment(corner: Shop, clock: Clock) -> None:
    with corner.open() as work:
        clock.forward(hours=1)
        assert work.now == NOW
    assert utc_now().tzinfo is not None


def test_the_profile_is_that_of_the_shop(corner: Shop) -> None:
    with corner.open() as work:
        assert work.profile == PROFILE


def test_a_profile_is_read_as_it_was_written(corner: Shop) -> None:
    regions = {"north": {"general": 0}, "south": {}}
    profile = replace(PROFILE, tax_regions=regions, support_email="help@example.com")
    with corner.open() as work:
        work.set_up(profile)
    with corner.open() as work:
        assert work.profile == profile


def test_a_new_profile_is_seen_by_every_process(corner: Shop, engine: Engine) -> None:
    other = Shop(engine)
    with other.open() as work:
        assert work.profile.name == "Corner Shop"
    with corner.open() as work:
        work.set_up(replace(PROFILE, name="Market Hall", free_delivery_over=None, delivery=()))
        assert work.profile.name == "Market Hall"
    with other.open() as work:
        assert (work.profile.name, work.profile.delivery) == ("Market Hall", ())


def test_a_shop_that_was_not_opened_asks_nothing_of_its_database(engine: Engine) -> None:
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    with Shop(engine).open():
        pass
    assert statements == []


TURNS: dict[str, tuple[Callable[[Work], object], int]] = {
    "search": (lambda work: work.search.search("milk"), 2),
    "first addition": (lambda work: work.carts.add("customer:1", "milk", 1), 6),
    "addition": (lambda work: work.carts.add("customer:1", "milk", 1), 4),
    "reading the cart": (lambda work: work.carts.get("customer:1"), 2),
    # Of these, one is for promotions and coupons, one for credit, and three hold the goods.
    "quote": (lambda work: work.quotes.make(1, "customer:1", "talk"), 11),
    "usual": (lambda work: work.customers.usual(1), 2),
}


def test_a_turn_stays_within_its_budget_of_queries(corner: Shop, engine: Engine) -> None:
    with corner.open() as work:
        assert work.profile.name
        work.search.search("milk")
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    for turn, (act, budget) in TURNS.items():
        statements.clear()
        with corner.open() as work:
            act(work)
        queries = [statement for statement in statements if not statement.startswith("BEGIN")]
        assert len(queries) <= budget, f"{turn}: {queries}"
