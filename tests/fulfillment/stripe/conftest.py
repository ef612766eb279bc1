"""A localstripe, and a shop beside it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from tests.conftest import Clock
from tests.fulfillment.stripe.bench import Bench, open_bench
from tests.fulfillment.stripe.server import running_localstripe


@pytest.fixture(scope="session")
def localstripe_port() -> Iterator[int]:
    """The port of a localstripe."""
    with running_localstripe() as port:
        yield port


@pytest.fixture
def patience_s() -> float:
    """Seconds that the shop waits for an answer of Stripe's; more than it ever takes here."""
    return 30


@pytest.fixture
def bare_bench(
    engine: Engine, clock: Clock, localstripe_port: int, patience_s: float
) -> Iterator[Bench]:
    """The small shop with Stripe."""
    with open_bench(engine, clock, localstripe_port, patience_s) as opened:
        yield opened


@pytest.fixture
def bench(bare_bench: Bench) -> Iterator[Bench]:
    """The small shop with Stripe; after each test its books and Stripe's agree."""
    yield bare_bench
    bare_bench.line.mend()
    bare_bench.settle()
    bare_bench.check_books()
