"""The understanding that the tests share: the demo shops' names in every locale."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from interaction_models import load_locale
from skill.commands.models import demo_names
from skill.understanding import Understanding

Understandings = Callable[[str], Understanding]


@cache
def _understanding(locale: str) -> Understanding:
    return Understanding(load_locale(locale), demo_names(locale))


@pytest.fixture(scope="session")
def understandings() -> Understandings:
    """Understands shoppers of a locale's demo shop; it keeps nothing, so all tests share one."""
    return _understanding


@pytest.fixture(scope="session")
def understanding() -> Understanding:
    """The same in American English."""
    return _understanding("en-US")
