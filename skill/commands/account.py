"""``coster account``: a shopper's account from the shop's side, an action a module beside this one.

A password is typed where nobody sees it: on a command line it would stay in the shell's history.
"""

from __future__ import annotations

import argparse

from skill.commands import account_access, account_records


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its actions."""
    parser = commands.add_parser("account", help="let a shopper in, hand out their data, erase it")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for module in (account_access, account_records):
        module.add_actions(actions)
