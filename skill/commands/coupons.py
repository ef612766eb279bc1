"""``coster coupons``: the codes that open a promotion to those who say them."""

from __future__ import annotations

import argparse
from datetime import datetime, timedelta

from fulfillment.promotions import Coupon
from fulfillment.shop import Work
from skill.commands.promotions import moment, shown
from skill.commands.shopper import shopper
from skill.settings import from_environment


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its options."""
    parser = commands.add_parser("coupons", help="list or add coupons")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("list", help="every coupon, what it opens, until when and for whom")
    add = actions.add_parser("add", help="a code that shoppers can say")
    add.add_argument("code", metavar="CODE", help="letters and digits, such as SAVE10")
    add.add_argument("promotion", metavar="PROMOTION", help="the promotion that it opens")
    add.add_argument("--handle", metavar="HANDLE", help="for this shopper alone")
    ends = add.add_mutually_exclusive_group()
    ends.add_argument("--expires", metavar="MOMENT", help="ISO 8601, in the shop's time zone")
    ends.add_argument("--minutes", type=int, metavar="MINUTES", help="it holds, from now on")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """List or add. Raises ValueError for a wrong call."""
    from skill import wiring

    with wiring.build_shop(from_environment()).open() as work:
        if arguments.action == "list":
            for coupon in work.promotions.issued():
                print(_line(work, coupon))
            return 0
        return _add(work, arguments)


def _line(work: Work, coupon: Coupon) -> str:
    to = coupon.customer_id
    whom = "everybody" if to is None else work.customers.get(to).handle
    until = shown(coupon.expires_at, work.profile)
    return f"{coupon.code}\t{coupon.promotion}\tuntil {until}\tfor {whom}\t{coupon.label}"


def _add(work: Work, arguments: argparse.Namespace) -> int:
    to = None if arguments.handle is None else shopper(work, arguments.handle).id
    promotion = work.promotions.get(arguments.promotion)
    if not promotion.needs_coupon:
        raise ValueError(f"{promotion.code} is open to everybody and takes no coupon")
    coupon = work.promotions.issue(arguments.code, promotion.code, _expiry(work, arguments), to)
    print(_line(work, coupon))
    return 0


def _expiry(work: Work, arguments: argparse.Namespace) -> datetime | None:
    if arguments.minutes is not None:
        return work.now + timedelta(minutes=arguments.minutes)
    return moment(arguments.expires, work.profile)
