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
def bench(engine: Engine, clock: Clock, localstripe_port: int) -> Iterator[Bench]:
    """The small shop with Stripe."""
    with open_bench(engine, clock, localstripe_port) as opened:
        yield opened
