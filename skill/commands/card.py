"""``coster card``: which of Stripe's stored cards pays for a shopper, where no page is served.

Card numbers never come near this: Stripe's ids of the customer and of the card do.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable

from skill.commands.shopper import shopper
from skill.settings import from_environment


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its options."""
    parser = commands.add_parser("card", help="charge a card that Stripe has stored")
    parser.add_argument("handle", metavar="HANDLE", help="the shopper's handle")
    parser.add_argument("account", type=_id("cus_"), metavar="CUSTOMER", help="Stripe's cus_… id")
    parser.add_argument(
        "card", type=_id("pm_"), metavar="PAYMENT_METHOD", help="Stripe's pm_… id of the card"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Store the ids. Raises ValueError where there is no such shopper."""
    from skill import wiring

    settings = from_environment()
    with wiring.build_shop(settings).open() as work:
        customer = shopper(work, arguments.handle)
    wiring.build_wallet(settings).store_card(customer.id, arguments.account, arguments.card)
    print(f"{arguments.handle} pays with {arguments.card}")
    return 0


def _id(prefix: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        rest = text.removeprefix(prefix)
        if rest == text or not rest.replace("_", "").isalnum():
            raise argparse.ArgumentTypeError(f"{text!r} is none of Stripe's {prefix}… ids")
        return text

    return check
