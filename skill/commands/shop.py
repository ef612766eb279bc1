"""``coster shop``: a merchant's own shop, from an empty database.

``new`` sets it up with nothing to sell, for ``coster catalog import`` to fill; ``show`` prints its
description, which ``change --from`` takes back; ``shopper`` opens an account.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from skill.commands.shop_description import described, document_from
from skill.settings import from_environment


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its options."""
    parser = commands.add_parser("shop", help="set up a shop of your own, or change it")
    acts = parser.add_subparsers(required=True, metavar="ACT")
    new = acts.add_parser("new", help="set a shop up in an empty database, with nothing to sell")
    _add_description(new)
    new.set_defaults(run=run_new)
    change = acts.add_parser("change", help="what is given here takes the place of what was")
    _add_description(change)
    change.set_defaults(run=run_change)
    show = acts.add_parser("show", help="the shop's description, as TOML")
    show.set_defaults(run=run_show)
    shopper = acts.add_parser("shopper", help="open an account for a shopper")
    shopper.add_argument("handle", metavar="HANDLE", help="a short name to sign in with")
    shopper.add_argument("--name", required=True, help="what they are called when spoken to")
    shopper.add_argument("--address", required=True, help="where orders go; it is never said")
    shopper.add_argument("--label", default="home", help="what is said for it (default: home)")
    shopper.add_argument("--region", default="", help="a region with taxes of its own")
    shopper.add_argument("--email", default="", help="where receipts go")
    shopper.set_defaults(run=run_shopper)


def _add_description(act: argparse.ArgumentParser) -> None:
    act.add_argument(
        "--from",
        dest="file",
        type=Path,
        metavar="FILE",
        help="a shop.toml as the demo shops have; options given beside it come first",
    )
    act.add_argument("--name", help="what the shop is called")
    act.add_argument("--currency", help="such as USD")
    act.add_argument("--country", help="such as US")
    act.add_argument("--locale", help="the language of the catalogue, such as en-US")
    act.add_argument("--time-zone", metavar="ZONE", help="default: the country's, if it has one")
    act.add_argument("--phone", help="where a person is reached")
    act.add_argument("--support-hours", metavar="WORDS", help='"every day from eight to eight"')
    act.add_argument("--support-email", metavar="ADDRESS")
    act.add_argument(
        "--tax",
        action="append",
        default=[],
        metavar="CATEGORY=PERCENT",
        help="such as general=8.25; may be given several times",
    )
    act.add_argument(
        "--prices",
        choices=("with-tax", "without-tax"),
        help="default: without in the US and Canada, else with",
    )
    act.add_argument("--delivery-cost", metavar="AMOUNT", help="of each delivery; default: none")
    act.add_argument("--free-over", metavar="AMOUNT", help="of goods, from which delivery is free")


def run_new(arguments: argparse.Namespace) -> int:
    """Set a shop up. Raises :class:`Wrong`, and ValueError where the database holds one."""
    from fulfillment.founding import AnotherShop, found
    from skill import wiring

    document = document_from(arguments.file) if arguments.file else {}
    shop = described(document, arguments)
    try:
        with wiring.open_shop(from_environment()).open() as work:
            found(work, shop)
    except AnotherShop as error:
        raise ValueError(
            f"{error}. Set COSTER_DATABASE_URL to another database, or see coster shop change"
        ) from error
    profile = shop.profile
    print(f"{profile.name} is open, and sells nothing yet. Times are those of {profile.time_zone}.")
    print("Next: coster catalog import FEED, and coster shop shopper HANDLE --name … --address …")
    if profile.locale != from_environment().locale:
        print(f"In the terminal it speaks its own language with COSTER_LOCALE={profile.locale}.")
    return 0


def run_change(arguments: argparse.Namespace) -> int:
    """Change the shop. Raises :class:`NotSetUp`, :class:`AnotherShop` and :class:`Wrong`."""
    from fulfillment.founding import change, document_of
    from skill import wiring

    with wiring.open_shop(from_environment()).open() as work:
        before = document_of(work.profile, work.customers.rules)
        shop = described(document_from(arguments.file) if arguments.file else before, arguments)
        if shop.promotions or shop.coupons:
            raise ValueError("promotions and coupons have commands of their own: leave them out")
        change(work, shop)
    print(f"{shop.profile.name} is changed.")
    return 0


def run_show(_arguments: argparse.Namespace) -> int:
    """Print the description. Raises :class:`NotSetUp`."""
    from fulfillment.founding import document_of, to_toml
    from skill import wiring

    with wiring.open_shop(from_environment()).open() as work:
        print(to_toml(document_of(work.profile, work.customers.rules)), end="")
    return 0


def run_shopper(arguments: argparse.Namespace) -> int:
    """Open an account. Raises :class:`NotSetUp`, and ValueError where the handle will not do."""
    from skill import wiring

    handle = arguments.handle.strip()
    if not handle or handle == "guest":
        raise ValueError(f"{arguments.handle!r} is no handle")
    with wiring.open_shop(from_environment()).open() as work:
        at = work.profile.name
        if work.customers.find_by_handle(handle):
            raise ValueError(f"there is a shopper {handle!r} already")
        work.customers.add(
            handle,
            arguments.name,
            arguments.label,
            arguments.address,
            region=arguments.region,
            email=arguments.email,
        )
    print(f"{handle} can shop at {at}: coster chat --as {handle}")
    return 0
