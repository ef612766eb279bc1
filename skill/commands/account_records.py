"""``coster account export`` and ``coster account erase``: a shopper's data, and their end."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from fulfillment.accounts.errors import AccountBusy
from fulfillment.errors import PaymentUnknown
from fulfillment.shop import Shop
from skill.commands.shopper import shopper
from skill.settings import from_environment


def add_actions(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the two actions."""
    export = actions.add_parser("export", help="write everything that is kept of a shopper as JSON")
    export.add_argument("--to", type=Path, metavar="FILE", help="into a new file (default: print)")
    export.set_defaults(run=write_records)
    erase = actions.add_parser("erase", help="delete a shopper's account for good")
    erase.add_argument("--yes", action="store_true", help="without asking whether it is meant")
    erase.set_defaults(run=erase_account)
    for action in (export, erase):
        action.add_argument("handle", metavar="HANDLE", help="the shopper's handle")


def write_records(arguments: argparse.Namespace) -> int:
    """Print or write the records. Raises ValueError for no such shopper, OSError for the file."""
    with _shop().open() as work:
        records = work.accounts.records.export(shopper(work, arguments.handle).id)
    text = json.dumps(records, ensure_ascii=False, indent=2) + "\n"
    if arguments.to is None:
        print(text, end="")
        return 0
    # Nobody's data takes the place of somebody else's, and only the owner may read it.
    file = os.open(arguments.to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(file, "w", encoding="utf-8") as opened:
        opened.write(text)
    print(f"{arguments.to} holds what is kept of {arguments.handle}.")
    return 0


def erase_account(arguments: argparse.Namespace, ask: Callable[[str], str] = input) -> int:
    """Erase an account; 1 where nothing was erased. Raises ValueError for no such shopper."""
    shop = _shop()
    with shop.open() as work:
        customer = shopper(work, arguments.handle)
    question = f"Delete the account of {arguments.handle} for good? Type the handle: "
    if not arguments.yes and ask(question).strip() != arguments.handle:
        print("coster: nothing was deleted", file=sys.stderr)
        return 1
    try:
        written_over = shop.erase(customer.id)
    except (AccountBusy, PaymentUnknown) as error:
        print(f"coster: nothing was deleted: {error}", file=sys.stderr)
        return 1
    print(f"The account of {arguments.handle} is deleted. Backups still hold what they held.")
    if not written_over:
        print("Another process reads the database: what was deleted leaves its log later.")
    return 0


def _shop() -> Shop:
    from skill import wiring

    return wiring.build_shop(from_environment())
