"""``coster models``: makes the platforms' interaction models, or tells which of them are stale."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from fulfillment.demo.files import read_departments, read_profile
from interaction_models import CatalogNames, ModelError, compiler
from interaction_models.locale import ROOT
from skill.understanding.names import names_from_products


def add_parser(commands: Any) -> None:
    """The command's arguments."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "models", help="make the platforms' interaction models"
    )
    parser.add_argument("action", choices=("build", "check"))
    parser.add_argument(
        "--database",
        action="store_true",
        help="take the product names from the shop's database, not from the demo shop's files",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Build writes what has changed; check exits with 1 when something is stale."""
    names = _shop_names() if args.database else demo_names()
    try:
        changed = _ACTIONS[args.action](ROOT, names)
    except ModelError as error:
        print(error, file=sys.stderr)
        return 1
    for name in changed:
        print(f"{'stale' if args.action == 'check' else 'written'}: {name}")
    print(_DONE[args.action] if changed else "The built models are up to date.")
    return 1 if changed and args.action == "check" else 0


def demo_names() -> CatalogNames:
    """The names in the demo shop's data files, from which the models in the project are built."""
    listings = read_departments(read_profile().currency)
    return names_from_products(listing.product for listing in listings)


def _shop_names() -> CatalogNames:
    from skill import wiring
    from skill.settings import from_environment

    with wiring.build_shop(from_environment()).open() as work:
        return names_from_products(work.catalog.everything())


_ACTIONS = {"build": compiler.write, "check": compiler.check}
_DONE = {"build": "The others were up to date.", "check": "Stale: run coster models build."}
