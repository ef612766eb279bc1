"""Whatever kills the process, wherever: one quote, at most one order, at most one charge."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from fulfillment.errors import PaymentDeclined
from fulfillment.orders import Quote
from fulfillment.shop import Shop
from tests.fulfillment.crashing import (
    BEFORE,
    CANCELLED,
    CANCELLING,
    FAILED,
    PLACED,
    PLACING,
    Act,
    every_death,
    look_at,
    points_of,
    process,
    run,
)
from tests.fulfillment.shopfloor import Till, buy, offer


@pytest.fixture
def quote(file: Path) -> Quote:
    """An offer of two loaves of bread, waiting for its yes."""
    with process(file, Till()) as shop, shop.open() as work:
        return offer(work, quantity=2)


@pytest.fixture
def say_yes(quote: Quote) -> Act:
    """The act of placing an order."""

    def act(shop: Shop) -> None:
        with shop.open() as work, suppress(PaymentDeclined):
            buy(work, quote)

    return act


def cancel(shop: Shop) -> None:
    with shop.open() as work:
        work.orders.cancel(1, 1)


def settle(shop: Shop) -> None:
    with shop.open() as work:
        work.orders.settle()


def declining_till() -> Till:
    return Till(refusal=PaymentDeclined("insufficient funds"))


def test_the_points_of_placing_are_all_found(file: Path, say_yes: Act) -> None:
    points = points_of(say_yes, file, Till())
    for moment in ("before", "after"):
        assert points.count(f"{moment} the charge") == 1
        assert points.count(f"{moment} COMMIT") == 2
        assert f"{moment} INSERT INTO orders" in points
        assert f"{moment} UPDATE products SET" in points
        assert f"{moment} DELETE FROM cart_lines" in points
    milestones = [point for point in points if point.endswith(("COMMIT", "charge"))]
    assert milestones[1:4] == ["after COMMIT", "before the charge", "after the charge"]
    assert len(points) > 40


def test_dying_while_placing_leaves_nothing_or_an_order_that_the_next_yes_finishes(
    file: Path, say_yes: Act, quote: Quote
) -> None:
    seen = set()
    for point, path, till in every_death(say_yes, file, Till):
        left = look_at(path)
        assert left in (BEFORE, PLACING, PLACED), point
        assert left != BEFORE or not till.asked, point
        assert left != PLACED or till.charges, point
        run(say_yes, path, till)
        assert look_at(path) == PLACED, point
        assert set(till.asked) == {"order-1"}, point
        assert till.charges == {"order-1": quote.total}, point
        seen.add(left)
    assert seen == {BEFORE, PLACING, PLACED}


def test_dying_while_a_payment_is_declined_loses_neither_goods_nor_cart(
    file: Path, say_yes: Act
) -> None:
    seen = set()
    for point, path, till in every_death(say_yes, file, declining_till):
        left = look_at(path)
        assert left in (BEFORE, PLACING, FAILED), point
        run(say_yes, path, till)
        assert look_at(path) == FAILED, point
        assert not till.charges, point
        seen.add(left)
    assert seen == {BEFORE, PLACING, FAILED}


def test_dying_while_cancelling_leaves_an_order_or_a_refund_that_the_next_try_finishes(
    file: Path, say_yes: Act, quote: Quote
) -> None:
    paid = Till()
    run(say_yes, file, paid)
    seen = set()
    for point, path, till in every_death(cancel, file, lambda: Till(charges=dict(paid.charges))):
        left = look_at(path)
        assert left in (PLACED, CANCELLING, CANCELLED), point
        assert left != PLACED or not till.refunds, point
        run(cancel, path, till)
        assert look_at(path) == CANCELLED, point
        assert till.refunds == {"order-1": quote.total}, point
        seen.add(left)
    assert seen == {PLACED, CANCELLING, CANCELLED}


def test_settling_finishes_what_a_dead_process_began_and_begins_nothing(
    file: Path, say_yes: Act, quote: Quote
) -> None:
    saved = {look_at(path): (path, till) for _, path, till in every_death(say_yes, file, Till)}
    for left, (path, till) in saved.items():
        run(settle, path, till)
        assert look_at(path) == (BEFORE if left == BEFORE else PLACED)
        assert till.charges == ({} if left == BEFORE else {"order-1": quote.total})


def test_dying_while_settling_does_no_harm(file: Path, say_yes: Act, quote: Quote) -> None:
    deaths = every_death(say_yes, file, Till)
    placing = next(path for point, path, _ in deaths if point.endswith("before the charge"))
    for point, path, till in every_death(settle, placing, Till):
        assert look_at(path) in (PLACING, PLACED), point
        run(say_yes, path, till)
        assert look_at(path) == PLACED, point
        assert till.charges == {"order-1": quote.total}, point
