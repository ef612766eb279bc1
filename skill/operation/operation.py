"""What watches one process, put together: its figures, its limits, its time, its health."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from fulfillment.shop import Shop
from skill.channels import Conversation
from skill.conversation.reply import Reply
from skill.operation.budget import Budget
from skill.operation.watched import Noting, Watched
from skill.settings import Settings

if TYPE_CHECKING:
    from flask import Flask

# Turns that may be under way for each thread of the server: what is late goes on for a while.
_PER_THREAD = 4
# A function that has just been started loads its words while the first shopper waits.
_COLD_S = 6.5


def watch_function(
    conversation: Conversation, shop: Shop, settings: Settings, say: Callable[[str, str], Reply]
) -> Watched:
    """The conversation as a function on AWS runs it: logged and in time; a function has no rest."""
    shop.observe(Noting())
    seconds = max(settings.turn_ms / 1000, _COLD_S)
    return Watched(conversation, say, budget=Budget(seconds, _PER_THREAD))


class Operation:
    """Watches a server of one ``shop``, whose turns have ``intents``."""

    def __init__(self, shop: Shop, settings: Settings, intents: Collection[str]) -> None:
        from skill.operation.metrics import Metrics
        from skill.operation.rations import AddressRations, TurnRations, open_storage

        self._shop, self._settings = shop, settings
        self._metrics = Metrics(intents)
        limits, storage = settings.limits, open_storage(settings.limits.store)
        self._turns = TurnRations(limits.shopper, limits.device, storage)
        self._addresses = AddressRations(limits.address, storage)
        self._budget = Budget(settings.turn_ms / 1000, settings.threads * _PER_THREAD)
        shop.observe(Noting(self._metrics))

    def watched(self, conversation: Conversation, say: Callable[[str, str], Reply]) -> Watched:
        """The conversation within its bounds; ``say`` gives the reply of an id in a locale."""
        return Watched(
            conversation, say, budget=self._budget, rations=self._turns, counter=self._metrics
        )

    def mount(self, app: Flask) -> None:
        """Put what looks after the shop into its application."""
        from skill.operation import addresses, endpoints
        from skill.operation.health import Health

        app.config["MAX_CONTENT_LENGTH"] = self._settings.most_bytes
        addresses.mount(app, self._addresses, self._metrics.limited)
        health = Health(self._shop)
        shown = self._metrics if self._settings.metrics else None
        endpoints.mount(app, health, shown, self._settings.metrics_token)
