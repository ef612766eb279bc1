"""``coster worker``: brings payments whose outcome was left open to their end."""

from __future__ import annotations

import argparse
import logging
from threading import Event

from fulfillment.errors import Conflict, StorageUnavailable
from fulfillment.orders import Order
from fulfillment.shop import Shop
from skill.settings import from_environment
from skill.wiring import build_shop

_EVERY_S = 30.0

logger = logging.getLogger(__name__)


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its options."""
    parser = commands.add_parser("worker", help="settle payments of unknown outcome")
    parser.add_argument("--once", action="store_true", help="go through them once, then stop")
    parser.add_argument(
        "--every", type=_seconds, default=_EVERY_S, metavar="SECONDS", help="between two rounds"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, stopped: Event | None = None) -> int:
    """Settle until ``stopped``, or once. 1 where one round was asked for and could not be made."""
    shop, stopped = build_shop(from_environment()), stopped or Event()
    while True:
        done = _round(shop)
        if arguments.once:
            return 0 if done else 1
        if stopped.wait(arguments.every):
            return 0


def _round(shop: Shop) -> bool:
    """Settle what can be settled now; whether the database let us."""
    try:
        with shop.open() as work:
            for order in work.orders.settle():
                print(_told(order), flush=True)
    except (Conflict, StorageUnavailable) as error:
        logger.warning("the next round will try again: %s", error)
        return False
    return True


def _told(order: Order) -> str:
    reason = f" ({order.reason})" if order.reason else ""
    return f"order {order.id}: {order.state.value}, payment {order.payment_state}{reason}"


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds < float("inf"):
        raise ValueError(text)
    return seconds
