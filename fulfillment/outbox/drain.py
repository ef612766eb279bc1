"""Delivers what is in the outbox: claim, deliver outside of any transaction, mark."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from random import Random, SystemRandom
from typing import Literal, Protocol

from fulfillment.errors import MessageDelayed, MessageRefused
from fulfillment.outbox.message import PATIENCE, Message, pause
from fulfillment.outbox.outbox import Outbox

logger = logging.getLogger(__name__)

# Brings one message to where it belongs. Raises MessageRefused or MessageDelayed.
Carry = Callable[[Message], None]


class Opened(Protocol):
    """What is needed of a unit of work."""

    now: datetime
    outbox: Outbox


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of one attempt; ``error`` says why it failed, without anything about a person."""

    message: Message
    state: Literal["sent", "put off", "given up"]
    error: str = ""


class Drain:
    """Delivers messages, each at least once: who dies between delivering and marking sends twice.

    ``open_work`` opens a unit of work, at the moment it is called. ``chance`` spreads the pauses.
    """

    def __init__(
        self,
        open_work: Callable[[], AbstractContextManager[Opened]],
        carry: Carry,
        chance: Random | None = None,
    ) -> None:
        self._open_work = open_work
        self._carry = carry
        self._chance = chance or SystemRandom()

    def run(self, stopped: Callable[[], bool] = lambda: False) -> Iterator[Delivery]:
        """Deliver what is due, one after the other, until nothing is or ``stopped`` says so.

        Raises :class:`StorageUnavailable` or :class:`Conflict`: what was claimed becomes due again.
        """
        while not stopped():
            with self._open_work() as work:
                message = work.outbox.claim()
            if message is None:
                return
            yield self._deliver(message)

    def _deliver(self, message: Message) -> Delivery:
        try:
            self._carry(message)
        except MessageRefused as error:
            return self._give_up(message, str(error))
        except MessageDelayed as error:
            return self._put_off(message, str(error))
        except Exception as error:
            # A mistake of ours in one message must not keep the others. The error's own words may
            # hold what is in the message, and are not logged.
            name = type(error).__name__
            logger.error("message %s, a %s, cannot be told: %s", message.id, message.kind, name)
            return self._put_off(message, name)
        with self._open_work() as work:
            work.outbox.mark_delivered(message)
        return Delivery(message, "sent")

    def _put_off(self, message: Message, error: str) -> Delivery:
        with self._open_work() as work:
            if work.now - message.created_at < PATIENCE:
                work.outbox.put_off(message, pause(message.attempts, self._chance), error)
                return Delivery(message, "put off", error)
        return self._give_up(message, error)

    def _give_up(self, message: Message, error: str) -> Delivery:
        with self._open_work() as work:
            work.outbox.give_up(message, error)
        return Delivery(message, "given up", error)
