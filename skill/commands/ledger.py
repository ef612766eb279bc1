"""``coster ledger`` and ``coster credit``: whether the books are right, and credit given away."""

from __future__ import annotations

import argparse
import secrets
import sys

from fulfillment.ledger import Fault
from fulfillment.money import Money
from fulfillment.shop import Work
from skill.commands.shopper import shopper
from skill.settings import from_environment


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the commands and their options."""
    parser = commands.add_parser("ledger", help="prove that the books are right")
    acts = parser.add_subparsers(required=True, metavar="ACT")
    check = acts.add_parser("check", help="every account, what they add up to, and every fault")
    check.add_argument(
        "--ask", action="store_true", help="ask the payment provider for every charge, too"
    )
    check.set_defaults(run=run_check)
    credit = commands.add_parser("credit", help="give a shopper store credit, or look at it")
    acts = credit.add_subparsers(required=True, metavar="ACT")
    give = acts.add_parser("give", help="give credit away")
    give.add_argument("handle", metavar="HANDLE", help="the shopper's handle")
    give.add_argument("amount", type=int, metavar="MINOR", help="the amount, in minor units")
    give.add_argument("--note", default="", help="why, for the books")
    give.add_argument("--key", help="a name for it: the same again gives nothing more")
    give.set_defaults(run=run_give)
    show = acts.add_parser("show", help="what a shopper has")
    show.add_argument("handle", metavar="HANDLE", help="the shopper's handle")
    show.set_defaults(run=run_show)


def run_check(arguments: argparse.Namespace) -> int:
    """Print the accounts and the faults; 0 where there are none, 1 otherwise."""
    from skill.wiring import build_shop

    with build_shop(from_environment()).open() as work:
        faults = work.audit()
        balances = work.ledger.balances()
        currency = work.profile.currency
        asked = work.orders.check_charges() if arguments.ask else []
    for account, amount in balances.items():
        print(f"{account.value:<14}{amount.decimal():>14} {currency}")
    sum_ = Money(sum(amount.amount_minor for amount in balances.values()), currency)
    print(f"{'sum':<14}{sum_.decimal():>14} {currency}")
    if sum_:
        faults.append(Fault("the accounts do not add up to nothing"))
    for fault in (*faults, *asked):
        order = f"order {fault.order_id}: " if fault.order_id is not None else ""
        print(f"fault: {order}{fault.what}", file=sys.stderr)
    if not (faults or asked):
        print("The books are right.")
    return 1 if faults or asked else 0


def run_give(arguments: argparse.Namespace) -> int:
    """Give credit; 1 where the key was used before. Raises ValueError for an amount below one."""
    from skill.wiring import build_shop

    with build_shop(from_environment()).open() as work:
        customer = shopper(work, arguments.handle)
        amount = Money(arguments.amount, work.profile.currency)
        key = arguments.key or secrets.token_hex(8)
        if not work.credit.give(customer.id, amount, key, arguments.note):
            print(f"coster: credit {key!r} was given before", file=sys.stderr)
            return 1
        _tell(work, customer.id, arguments.handle)
    return 0


def run_show(arguments: argparse.Namespace) -> int:
    """Print what a shopper has."""
    from skill.wiring import build_shop

    with build_shop(from_environment()).open() as work:
        _tell(work, shopper(work, arguments.handle).id, arguments.handle)
    return 0


def _tell(work: Work, customer_id: int, handle: str) -> None:
    balance = work.credit.balance(customer_id)
    print(f"{handle} has {balance.decimal()} {balance.currency} of store credit.")
