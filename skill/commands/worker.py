"""``coster worker``: brings to their end what was left open: payments, and what is to be told."""

from __future__ import annotations

import argparse
import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, current_thread, main_thread
from types import FrameType

from fulfillment.errors import Conflict, StorageUnavailable
from fulfillment.orders import Order
from fulfillment.outbox import Delivery, Drain
from fulfillment.shop import Shop
from skill.settings import from_environment
from skill.wiring import build_drain, build_shop

_EVERY_S = 30.0

logger = logging.getLogger(__name__)


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its options."""
    about = "settle payments of unknown outcome, and deliver what is to be told"
    parser = commands.add_parser("worker", help=about)
    parser.add_argument("--once", action="store_true", help="go through them once, then stop")
    parser.add_argument(
        "--every", type=_seconds, default=_EVERY_S, metavar="SECONDS", help="between two rounds"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, stopped: Event | None = None) -> int:
    """Work until ``stopped``, or once. 1 where one round was asked for and could not be made.

    SIGTERM stops it, too, once what it has begun is done.
    """
    settings, stopped = from_environment(), stopped or Event()
    shop = build_shop(settings, hurries=False)
    drain = build_drain(shop, settings)
    with _stopped_by_sigterm(stopped):
        while True:
            done = _round(shop, drain, stopped)
            if arguments.once:
                return 0 if done else 1
            if stopped.wait(arguments.every):
                return 0


def _round(shop: Shop, drain: Drain | None, stopped: Event) -> bool:
    """Settle and deliver what can be now; whether the database let us."""
    try:
        with shop.open() as work:
            for order in work.orders.settle():
                print(_told(order), flush=True)
        if drain is None:
            _remind(shop)
            return True
        for delivery in drain.run(stopped.is_set):
            print(_delivered(delivery), flush=True)
    except (Conflict, StorageUnavailable) as error:
        logger.warning("the next round will try again: %s", error)
        return False
    return True


def _remind(shop: Shop) -> None:
    with shop.open() as work:
        waiting = work.outbox.open()
    if waiting:
        wait = "message waits" if waiting == 1 else "messages wait"
        print(f"{waiting} {wait}: set COSTER_MAIL", flush=True)


def _told(order: Order) -> str:
    reason = f" ({order.reason})" if order.reason else ""
    return f"order {order.id}: {order.state.value}, payment {order.payment_state}{reason}"


def _delivered(delivery: Delivery) -> str:
    """One line, without anything about a person: "receipt of order 12: sent"."""
    kind, document = delivery.message.kind.replace("_", " "), delivery.message.document
    about = f"{kind} of order {document['order_id']}" if "order_id" in document else kind
    error = f" ({delivery.error})" if delivery.error else ""
    return f"{about}: {delivery.state}{error}"


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds < float("inf"):
        raise ValueError(text)
    return seconds


@contextmanager
def _stopped_by_sigterm(stopped: Event) -> Iterator[None]:
    if current_thread() is not main_thread():
        yield  # only there can signals be taken
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopped.set()

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
