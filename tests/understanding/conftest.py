"""The understanding that the tests share: the demo shop's names in American English."""

from __future__ import annotations

import pytest

from interaction_models import load_locale
from skill.commands.models import demo_names
from skill.understanding import Understanding


@pytest.fixture(scope="session")
def understanding() -> Understanding:
    """Understands shoppers of the demo shop; it keeps nothing, so all tests share one."""
    return Understanding(load_locale("en-US"), demo_names())
