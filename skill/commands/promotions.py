"""``coster promotions``: what the shop takes off its prices, from when, until when and for whom."""

from __future__ import annotations

import argparse
from datetime import datetime
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from fulfillment.catalog import Catalog
from fulfillment.errors import ProductNotFound
from fulfillment.profile import ShopProfile
from fulfillment.promotions import Kind, Promotion
from fulfillment.shop import Work
from skill.settings import from_environment


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its options."""
    parser = commands.add_parser("promotions", help="list, add or stop promotions")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("list", help="every promotion, in the order in which they come")
    _add_add(actions.add_parser("add", help="offer a promotion from now on"))
    stop = actions.add_parser("stop", help="end a promotion at once")
    stop.add_argument("code", metavar="CODE", help="the promotion's code")
    parser.set_defaults(run=run)


def _add_add(add: argparse.ArgumentParser) -> None:
    add.add_argument("code", metavar="CODE", help="a name of yours, never said to shoppers")
    add.add_argument("label", metavar="LABEL", help='said after "with": "ten percent off coffee"')
    kinds = add.add_mutually_exclusive_group(required=True)
    kinds.add_argument("--percent", type=_basis_points, metavar="PERCENT", help="such as 12.5")
    kinds.add_argument("--amount", type=int, metavar="MINOR", help="in minor units of the currency")
    kinds.add_argument(
        "--buy-pay", type=int, nargs=2, metavar=("N", "M"), help="of N pieces, M are paid"
    )
    kinds.add_argument("--free-delivery", action="store_true")
    scope = add.add_argument_group("for these products alone; each may be given several times")
    for name in ("sku", "category", "department"):
        scope.add_argument(f"--{name}", action="append", default=[], metavar=name.upper())
    when = add.add_argument_group("conditions")
    when.add_argument("--goods-from", type=int, metavar="MINOR", help="the cart's goods, before it")
    when.add_argument("--starts", metavar="MOMENT", help="ISO 8601, in the shop's time zone")
    when.add_argument("--ends", metavar="MOMENT")
    when.add_argument("--coupon", action="store_true", help="it takes a coupon: coster coupons add")
    when.add_argument("--once-per-shopper", action="store_true")
    when.add_argument("--most-uses", type=int, metavar="ORDERS")
    when.add_argument("--stacks", action="store_true", help="it may come with others that stack")
    when.add_argument("--position", type=int, default=0, help="lower comes first")


def run(arguments: argparse.Namespace) -> int:
    """List, add or stop. Raises ValueError for a wrong call."""
    from skill import wiring

    with wiring.build_shop(from_environment()).open() as work:
        match arguments.action:
            case "list":
                return _list(work)
            case "add":
                return _add(work, arguments)
            case _:
                return _stop(work, arguments.code)


def moment(text: str | None, profile: ShopProfile) -> datetime | None:
    """A moment in ISO 8601, in the shop's time zone where it names none. Raises ValueError."""
    if text is None:
        return None
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=ZoneInfo(profile.time_zone))


def shown(at: datetime | None, profile: ShopProfile) -> str:
    """A moment as it is typed."""
    if at is None:
        return "-"
    return at.astimezone(ZoneInfo(profile.time_zone)).isoformat(timespec="seconds")


def _list(work: Work) -> int:
    running = {promotion.code for promotion in work.promotions.running()}
    for each in work.promotions.all():
        state = _state(each, work, running)
        ends = shown(each.ends, work.profile)
        print(f"{each.code}\t{state}\tuntil {ends}\t{each.label}")
    return 0


def _state(promotion: Promotion, work: Work, running: set[str]) -> str:
    if not promotion.active:
        return "stopped"
    if promotion.ended(work.now):
        return "over"
    if not promotion.running(work.now):
        return "to come"
    if promotion.needs_coupon:
        return "by coupon"
    return "on" if promotion.code in running else "used up"


def _add(work: Work, arguments: argparse.Namespace) -> int:
    promotion = _promotion(arguments, work.profile)
    if any(each.code == promotion.code for each in work.promotions.all()):
        raise ValueError(f"there is a promotion {promotion.code} already")
    _check_scope(promotion, work.catalog)
    work.promotions.save(promotion)
    print(f"{promotion.code}: {promotion.label}")
    return 0


def _promotion(arguments: argparse.Namespace, profile: ShopProfile) -> Promotion:
    kind, value = _kind(arguments)
    buy, pay = arguments.buy_pay or (0, 0)
    return Promotion(
        code=arguments.code,
        label=arguments.label,
        kind=kind,
        value=value,
        buy=buy,
        pay=pay,
        skus=tuple(arguments.sku),
        categories=tuple(arguments.category),
        departments=tuple(arguments.department),
        goods_from_minor=arguments.goods_from,
        starts=moment(arguments.starts, profile),
        ends=moment(arguments.ends, profile),
        needs_coupon=arguments.coupon,
        once_per_shopper=arguments.once_per_shopper,
        most_uses=arguments.most_uses,
        stacks=arguments.stacks,
        position=arguments.position,
    )


def _kind(arguments: argparse.Namespace) -> tuple[Kind, int]:
    if arguments.percent is not None:
        return Kind.PERCENT, arguments.percent
    if arguments.amount is not None:
        return Kind.AMOUNT, arguments.amount
    return (Kind.BUY_N_PAY_M if arguments.buy_pay else Kind.FREE_DELIVERY), 0


def _check_scope(promotion: Promotion, catalog: Catalog) -> None:
    for sku in promotion.skus:
        if catalog.find(sku) is None:
            raise ProductNotFound(sku)
    for name, wanted, known in (
        ("category", promotion.categories, catalog.categories()),
        ("department", promotion.departments, catalog.departments()),
    ):
        for missing in set(wanted) - set(known):
            raise ValueError(f"there is no {name} {missing!r}")


def _stop(work: Work, code: str) -> int:
    work.promotions.stop(code)
    print(f"{code} is stopped.")
    return 0


def _basis_points(text: str) -> int:
    try:
        points = Decimal(text) * 100
        if points != int(points):
            raise InvalidOperation
    except (InvalidOperation, ValueError, OverflowError):
        message = f"{text!r} is no percentage of at most two decimals"
        raise argparse.ArgumentTypeError(message) from None
    return int(points)
