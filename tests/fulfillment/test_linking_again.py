"""A platform that asks again: no answer that gets lost ends its link, but a thief does."""

from __future__ import annotations

from functools import partial

import pytest

from fulfillment.linking import Client, Pair
from fulfillment.shop import Shop, Work
from tests.conftest import Clock
from tests.fulfillment.conftest import OpenEngine
from tests.fulfillment.linked import a_client, link, opens, rotated
from tests.fulfillment.test_concurrency import THREADS, at_once


@pytest.fixture
def google(work: Work) -> Client:
    return a_client(work, "google")


def pair_of(work: Work, client: Client, pair: Pair) -> Pair:
    """What a refresh token is changed for, which must be something."""
    new = rotated(work, client, pair)
    assert new is not None
    return new


def test_a_token_may_be_used_again_until_the_next_one_is(work: Work, google: Client) -> None:
    first = link(work, google)
    lost = pair_of(work, google, first)
    lost_too = pair_of(work, google, first)

    second = pair_of(work, google, first)

    assert opens(work, second) == "anna"
    third = pair_of(work, google, second)
    assert opens(work, third) == "anna"
    assert len({lost.refresh, lost_too.refresh, second.refresh, third.refresh}) == 4


def test_once_the_next_one_is_used_the_one_before_ends_the_link(work: Work, google: Client) -> None:
    first = link(work, google)
    second = pair_of(work, google, first)
    third = pair_of(work, google, second)

    assert rotated(work, google, first) is None

    assert opens(work, third) is None
    assert rotated(work, google, third) is None
    assert work.linking.grants(1) == []


@pytest.mark.parametrize("first_to_use", [0, 1])
def test_of_two_that_replaced_the_same_the_second_to_be_used_ends_the_link(
    work: Work, google: Client, first_to_use: int
) -> None:
    stolen = link(work, google)
    both = [pair_of(work, google, stolen), pair_of(work, google, stolen)]
    third = pair_of(work, google, both[first_to_use])

    assert rotated(work, google, both[1 - first_to_use]) is None

    assert opens(work, third) is None
    assert rotated(work, google, third) is None


def test_a_token_that_may_be_used_again_still_expires(corner: Shop, clock: Clock) -> None:
    with corner.open() as work:
        google = a_client(work, "google")
        first = link(work, google)
        assert rotated(work, google, first) is not None
    clock.forward(days=365)
    with corner.open() as work:
        assert rotated(work, google, first) is None


def test_eight_servers_that_ask_at_once_are_all_answered_and_one_goes_on(
    engine_on: OpenEngine, url: str
) -> None:
    shops = [Shop(engine_on(url), clock=Clock()) for _ in range(THREADS)]
    with shops[0].open() as work:
        google = a_client(work, "google")
        first = link(work, google)

    def ask(shop: Shop) -> Pair | None:
        with shop.open() as work:
            return rotated(work, google, first)

    answers = [pair for pair in at_once([partial(ask, s) for s in shops]) if isinstance(pair, Pair)]

    assert len(answers) == THREADS
    with shops[0].open() as work:
        assert opens(work, pair_of(work, google, answers[3])) == "anna"
