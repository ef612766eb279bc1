"""The webhook, built around a conversation."""

from __future__ import annotations

import pytest

from skill.channels.google_signing import GoogleSigner
from tests.channels.google_actions.actions_requests import Build, Listening, Webhook
from tests.conftest import NOW


@pytest.fixture(scope="session")
def signer() -> GoogleSigner:
    """What stands in for Google's signing keys."""
    return GoogleSigner(clock=lambda: NOW)


@pytest.fixture
def webhook(signer: GoogleSigner) -> Build:
    """Builds a webhook around a conversation."""

    def build(
        conversation: Listening | None = None, project: str | None = "hazel-market"
    ) -> Webhook:
        return Webhook(conversation or Listening(), signer, project)

    return build
