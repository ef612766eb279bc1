"""A counter at which the small shop takes feeds."""

from __future__ import annotations

from pathlib import Path

import pytest

from fulfillment.shop import Shop
from tests.fulfillment.feeds.feeds import Counter


@pytest.fixture
def counter(corner: Shop, tmp_path: Path) -> Counter:
    """Where the small shop's feeds come in."""
    return Counter(corner, tmp_path)
