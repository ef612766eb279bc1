"""``coster orders``: what became of orders, and the merchant's hands on them."""

from __future__ import annotations

import argparse
import json
import secrets
from collections.abc import Callable

from fulfillment.money import Money
from fulfillment.orders import OrderState
from fulfillment.shop import Work
from skill.commands.order_story import story, tell
from skill.settings import from_environment

_STATES = [state.value for state in OrderState]


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its options."""
    parser = commands.add_parser("orders", help="follow, move, cancel and refund orders")
    acts = parser.add_subparsers(required=True, metavar="ACT")
    list_ = acts.add_parser("list", help="the latest orders, the newest first")
    list_.add_argument("--state", choices=_STATES, help="only those in this state")
    list_.add_argument("--limit", type=int, default=20, metavar="N", help="at most so many (20)")
    _runs(list_, _list)
    show = _of_one(acts, "show", "one order from the words that were said to the money", _show)
    show.add_argument("--json", action="store_true", help="as one JSON document")
    advance = _of_one(acts, "advance", "move an order on: picking, sent, delivered", _advance)
    advance.add_argument("state", choices=("picking", "sent", "delivered"))
    _of_one(acts, "cancel", "give an order up: goods and money go back", _cancel)
    refund = _of_one(acts, "refund", "return a part of what an order took", _refund)
    refund.add_argument("amount", type=int, metavar="MINOR", help="the amount, in minor units")
    refund.add_argument("--credit", action="store_true", help="return it as store credit")
    refund.add_argument(
        "--part", help="a name for it: the same name again returns nothing more (default: random)"
    )


def _of_one(
    acts: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    text: str,
    act: Callable[[Work, argparse.Namespace], int],
) -> argparse.ArgumentParser:
    parser = acts.add_parser(name, help=text)
    parser.add_argument("order", type=int, metavar="ORDER", help="the number of the order")
    _runs(parser, act)
    return parser


def _runs(parser: argparse.ArgumentParser, act: Callable[[Work, argparse.Namespace], int]) -> None:
    def run(arguments: argparse.Namespace) -> int:
        from skill.wiring import build_shop

        with build_shop(from_environment()).open() as work:
            return act(work, arguments)

    parser.set_defaults(run=run)


def _list(work: Work, arguments: argparse.Namespace) -> int:
    state = OrderState(arguments.state) if arguments.state else None
    for order in work.orders.latest(arguments.limit, state):
        placed = f"{order.placed_at:%Y-%m-%d %H:%M}"
        total = f"{order.total.decimal()} {order.total.currency}"
        print(
            f"{order.id:>8}  {placed}  {order.state.value:<10} {total:>12}  {order.payment_state}"
        )
    return 0


def _show(work: Work, arguments: argparse.Namespace) -> int:
    document = story(work, arguments.order)
    if arguments.json:
        print(json.dumps(document, indent=2, ensure_ascii=False))
    else:
        print("\n".join(tell(document)))
    return 0


def _advance(work: Work, arguments: argparse.Namespace) -> int:
    order = work.orders.advance(arguments.order, OrderState(arguments.state))
    print(f"order {order.id}: {order.state.value}, payment {order.payment_state}")
    return 0


def _cancel(work: Work, arguments: argparse.Namespace) -> int:
    found = work.orders.look_up(arguments.order)
    order = work.orders.cancel(found.id, found.customer_id)
    print(f"order {order.id}: {order.state.value}, payment {order.payment_state}")
    return 0


def _refund(work: Work, arguments: argparse.Namespace) -> int:
    amount = Money(arguments.amount, work.profile.currency)
    part = arguments.part or f"hand-{secrets.token_hex(4)}"
    way = "credit" if arguments.credit else "payment"
    order = work.orders.refund(arguments.order, amount, part, way)  # type: ignore[arg-type]
    done = next(each for each in work.orders.refunds(order.id) if each.part == part)
    credit = f", {done.credit.decimal()} of it as store credit" if done.credit else ""
    print(f"order {order.id}: {done.amount.decimal()} {amount.currency} returned{credit}")
    return 0
