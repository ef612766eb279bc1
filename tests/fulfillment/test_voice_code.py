"""Voice codes: set, asked for by rule, counted when they fail, and never kept as they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from sqlalchemy import Engine, select

from fulfillment.customers import Outcome, ShopRules, When
from fulfillment.errors import CustomerNotFound
from fulfillment.shop import Shop, Work
from fulfillment.storage.guards import VoiceCodeRow
from fulfillment.storage.models import Base
from tests.fulfillment.shopfloor import YES, buy, offer, usd

HOME = "14 Linden Court"
ANNA = 1


def due(work: Work, total: int = 1000, address: str = HOME) -> bool:
    return work.customers.codes.is_due(ANNA, usd(total), address)


def check(shop: Shop, code: str) -> Outcome:
    with shop.open() as work:
        return work.customers.codes.check(ANNA, code)


@pytest.fixture
def guarded(corner: Shop) -> Shop:
    """The small shop, where Anna's code is 0471."""
    with corner.open() as work:
        work.customers.set_code(ANNA, "0471")
    return corner


@pytest.mark.parametrize("code", ["", "471", "04711", "047a", " 471", "٠٤٧١", "-471", "4.71"])
def test_a_code_is_four_digits(work: Work, code: str) -> None:
    with pytest.raises(ValueError, match="4 digits") as refused:
        work.customers.set_code(ANNA, code)
    assert not code or code not in str(refused.value)


def test_only_a_customer_has_a_code(work: Work) -> None:
    with pytest.raises(CustomerNotFound):
        work.customers.set_code(99, "0471")


def test_zeros_in_front_are_part_of_the_code(guarded: Shop) -> None:
    assert check(guarded, "471") is Outcome.WRONG
    assert check(guarded, "4710") is Outcome.WRONG
    assert check(guarded, "0471") is Outcome.RIGHT


def test_a_code_is_kept_as_an_argon2_hash_alone(guarded: Shop, engine: Engine) -> None:
    with engine.connect() as connection:
        tables = Base.metadata.sorted_tables
        kept = [row for table in tables for row in connection.execute(select(table))]
    assert any("$argon2id$" in str(row) for row in kept)
    assert not any("0471" in str(value) for row in kept for value in row)


def test_a_stolen_hash_takes_long_to_guess(
    dear_hashes: Callable[[str], None], guarded: Shop, engine: Engine
) -> None:
    with engine.connect() as connection:
        dear_hashes(connection.scalars(select(VoiceCodeRow.code_hash)).one())
    assert check(guarded, "0471") is Outcome.RIGHT


def test_three_failures_lock_it_and_the_right_code_fails_then(guarded: Shop) -> None:
    outcomes = [check(guarded, code) for code in ("1111", "2222", "3333", "0471")]
    assert outcomes == [Outcome.WRONG, Outcome.WRONG, Outcome.LOCKED, Outcome.LOCKED]
    with guarded.open() as work:
        assert work.customers.codes.is_locked(ANNA)
        assert work.customers.codes.reset(ANNA)
        assert not work.customers.codes.is_locked(ANNA)
    assert check(guarded, "0471") is Outcome.RIGHT


def test_a_new_code_unlocks(guarded: Shop) -> None:
    for code in ("1111", "2222", "3333"):
        check(guarded, code)
    with guarded.open() as work:
        work.customers.set_code(ANNA, "9000")
    assert check(guarded, "0471") is Outcome.WRONG
    assert check(guarded, "9000") is Outcome.RIGHT


def test_only_failures_in_a_row_count(guarded: Shop) -> None:
    for _ in range(3):
        assert check(guarded, "1111") is Outcome.WRONG
        assert check(guarded, "2222") is Outcome.WRONG
        assert check(guarded, "0471") is Outcome.RIGHT


def test_where_no_code_is_set_none_is_right_or_locked_and_none_is_unlocked(corner: Shop) -> None:
    assert [check(corner, "0000") for _ in range(5)] == [Outcome.WRONG] * 5
    with corner.open() as work:
        work.customers.codes.ask_when(ANNA, When.ALWAYS)
        assert not work.customers.codes.reset(ANNA)
    assert [check(corner, "0000") for _ in range(5)] == [Outcome.WRONG] * 5
    with corner.open() as work:
        assert not work.customers.codes.is_locked(ANNA)
        assert not due(work)
        work.customers.set_code(ANNA, "0471")
        assert due(work)
    assert check(corner, "0471") is Outcome.RIGHT


@pytest.mark.usefixtures("dear_hashes")  # Meanwhile others would have time to come between.
def test_codes_sent_at_the_same_moment_are_counted_one_by_one(guarded: Shop) -> None:
    start = Barrier(8)

    def attempt(code: str) -> Outcome:
        start.wait()
        return check(guarded, code)

    with ThreadPoolExecutor(8) as pool:
        outcomes = Counter(pool.map(attempt, [f"{n}{n}{n}{n}" for n in range(1, 9)]))
    assert outcomes == {Outcome.WRONG: 2, Outcome.LOCKED: 6}
    assert check(guarded, "0471") is Outcome.LOCKED


def test_one_shoppers_failures_lock_nobody_else(guarded: Shop) -> None:
    with guarded.open() as work:
        work.customers.set_code(2, "2222")
    for _ in range(3):
        check(guarded, "1111")
    with guarded.open() as work:
        assert work.customers.codes.check(2, "2222") is Outcome.RIGHT


def test_the_merchants_threshold_asks_whatever_the_shopper_prefers(guarded: Shop) -> None:
    with guarded.open() as work:
        assert not due(work, 100_000)
        work.customers.set_rules(ShopRules(code_over=usd(5000)))
        for when in (When.SHOP, When.NEVER):
            work.customers.codes.ask_when(ANNA, when)
            assert not due(work, 4999)
            assert due(work, 5000)


def test_the_shoppers_own_rule_asks_always_above_an_amount_or_never(guarded: Shop) -> None:
    with guarded.open() as work:
        ask_when: Callable[..., None] = work.customers.codes.ask_when
        ask_when(ANNA, When.ALWAYS)
        assert due(work, 1)
        ask_when(ANNA, When.ABOVE, usd(2000))
        assert not due(work, 2000)
        assert due(work, 2001)
        ask_when(ANNA, When.NEVER)
        assert not due(work, 1_000_000)
        with pytest.raises(ValueError, match="amount"):
            ask_when(ANNA, When.ABOVE)
        with pytest.raises(ValueError, match="amount"):
            ask_when(ANNA, When.NEVER, usd(1))


def test_a_new_address_is_one_that_no_order_has_gone_to(guarded: Shop) -> None:
    with guarded.open() as work:
        work.customers.codes.ask_when(ANNA, When.NEW_ADDRESS)
        assert due(work)
        order = buy(work, offer(work), replace(YES, code_given=True))
        assert not due(work)
        assert due(work, address="1 Elsewhere")
        work.orders.cancel(order.id, ANNA)
        assert due(work)
