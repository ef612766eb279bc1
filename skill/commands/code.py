"""``coster code``: the voice code of a shopper, beside the page on which they set it.

The code is typed where nobody sees it: on a command line it would stay in the shell's history.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from getpass import getpass

from fulfillment.customers import Customer, When
from fulfillment.money import Money
from fulfillment.shop import Work
from skill.commands.shopper import shopper
from skill.settings import from_environment


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its options."""
    parser = commands.add_parser("code", help="set or unlock a shopper's voice code")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    set_ = actions.add_parser("set", help="type a code of four digits, which also unlocks it")
    set_.add_argument(
        "--ask",
        choices=[when.value for when in When],
        help="when the shopper wants to be asked, beside the shop's own rule",
    )
    set_.add_argument(
        "--over", type=int, metavar="MINOR", help="the amount for --ask above, in minor units"
    )
    reset = actions.add_parser("reset", help="unlock the code after three wrong ones")
    for action in (set_, reset):
        action.add_argument("handle", metavar="HANDLE", help="the shopper's handle")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, ask: Callable[[str], str] = getpass) -> int:
    """Set or unlock; 1 where nothing was changed. Raises ValueError for a wrong call."""
    from skill import wiring

    shop = wiring.build_shop(from_environment())
    with shop.open() as work:
        customer = shopper(work, arguments.handle)
        if arguments.action == "reset":
            return _reset(work, customer)
    code = ask("Voice code, four digits: ")
    if code != ask("Once more: "):
        print("coster: the two codes differ; nothing was changed", file=sys.stderr)
        return 1
    with shop.open() as work:
        return _set(work, customer, code, arguments)


def _set(work: Work, customer: Customer, code: str, arguments: argparse.Namespace) -> int:
    work.customers.set_code(customer.id, code)
    if arguments.ask is not None:
        over = arguments.over
        amount = None if over is None else Money(over, work.profile.currency)
        work.customers.codes.ask_when(customer.id, When(arguments.ask), amount)
    print(f"{customer.handle} has a voice code now.")
    return 0


def _reset(work: Work, customer: Customer) -> int:
    if work.customers.codes.reset(customer.id):
        print(f"The voice code of {customer.handle} is unlocked.")
        return 0
    print(f"coster: {customer.handle} has set no voice code", file=sys.stderr)
    return 1
