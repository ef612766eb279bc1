"""Codes and tokens that are used at the same moment, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Barrier

import pytest

from fulfillment.linking import Client, Pair
from fulfillment.shop import Shop
from tests.conftest import Clock
from tests.fulfillment.conftest import OpenEngine
from tests.fulfillment.linked import a_client, a_pair, agree, link
from tests.fulfillment.test_concurrency import THREADS, at_once


@pytest.fixture
def shops(engine_on: OpenEngine, url: str) -> list[Shop]:
    return [Shop(engine_on(url), clock=Clock()) for _ in range(THREADS)]


@pytest.fixture
def client(shops: list[Shop]) -> Client:
    with shops[0].open() as work:
        return a_client(work)


def change_code(shop: Shop, code: str, client: Client) -> Pair | None:
    with shop.open() as work:
        held, pair = work.linking.check_code(code, client.id), a_pair()
        return pair if held is not None and work.linking.redeem(held, pair) else None


def change_refresh(shop: Shop, token: str, client: Client) -> Pair | None:
    with shop.open() as work:
        held, pair = work.linking.check_refresh(token, client), a_pair()
        return pair if held is not None and work.linking.rotate(held, pair) else None


def still_open(shop: Shop, pairs: list[Pair]) -> list[Pair]:
    with shop.open() as work:
        return [pair for pair in pairs if work.customers.find_by_token(pair.access)]


def test_one_code_changed_eight_times_at_once_gives_tokens_once(
    shops: list[Shop], client: Client
) -> None:
    with shops[0].open() as work:
        code = agree(work, client)

    results = at_once([partial(change_code, shop, code, client) for shop in shops])

    given = [result for result in results if isinstance(result, Pair)]
    assert len(given) == 1
    assert results.count(None) == THREADS - 1
    # Nobody knows which of them was the thief.
    assert still_open(shops[0], given) == []


def test_one_refresh_token_used_eight_times_at_once_ends_the_link(
    shops: list[Shop], client: Client
) -> None:
    with shops[0].open() as work:
        first = link(work, client)

    results = at_once([partial(change_refresh, shop, first.refresh, client) for shop in shops])

    given = [result for result in results if isinstance(result, Pair)]
    assert len(given) == 1
    assert results.count(None) == THREADS - 1
    assert still_open(shops[0], [first, *given]) == []


@pytest.mark.parametrize("backend", ["postgresql"])
def test_two_who_have_seen_the_same_code_unused_do_not_both_change_it(
    shops: list[Shop], client: Client
) -> None:
    with shops[0].open() as work:
        code = agree(work, client)
    seen = Barrier(2)

    def change(shop: Shop) -> bool:
        with shop.open() as work:
            held = work.linking.check_code(code, client.id)
            seen.wait()
            return held is not None and work.linking.redeem(held, a_pair())

    results = at_once([partial(change, shop) for shop in shops[:2]])

    assert sorted(map(bool, results)) == [False, True]
    with shops[0].open() as work:
        assert work.linking.grants(1) == []


@pytest.mark.parametrize("backend", ["postgresql"])
def test_a_link_that_is_ended_while_it_is_refreshed_is_ended(
    shops: list[Shop], client: Client
) -> None:
    with shops[0].open() as work:
        first = link(work, client)
        (grant,) = work.linking.grants(1)
    seen = Barrier(2)

    def refresh() -> Pair | None:
        with shops[0].open() as work:
            held, pair = work.linking.check_refresh(first.refresh, client), a_pair()
            seen.wait()
            return pair if held is not None and work.linking.rotate(held, pair) else None

    def end() -> bool:
        with shops[1].open() as work:
            seen.wait()
            return work.linking.revoke(grant.id, 1)

    acts: list[Callable[[], object]] = [refresh, end]
    given = [result for result in at_once(acts) if isinstance(result, Pair)]

    assert still_open(shops[2], [first, *given]) == []
    assert change_refresh(shops[2], (given or [first])[0].refresh, client) is None
