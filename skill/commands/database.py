"""``coster database``, ``coster backup`` and ``coster restore``: the tables, and copies of them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from fulfillment.storage.engine import engine_for
from fulfillment.storage.migrations import revisions
from skill.settings import from_environment


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the commands and their options."""
    database = commands.add_parser("database", help="bring the tables to another version")
    acts = database.add_subparsers(required=True, metavar="ACT")
    act = acts.add_parser("status", help="where the tables are, and which steps they lack")
    act.set_defaults(run=run_status)
    act = acts.add_parser("upgrade", help="bring the tables to this version, or to a revision")
    act.add_argument("revision", nargs="?", default="head")
    act.set_defaults(run=run_upgrade)
    act = acts.add_parser("downgrade", help="go back to a revision, or to base: no tables at all")
    act.add_argument("revision")
    act.add_argument("--lose-data", action="store_true", help="what later tables hold is deleted")
    act.set_defaults(run=run_downgrade)
    for name, run, text in (
        ("backup", run_backup, "copy the SQLite database into a file, while shops are open"),
        ("restore", run_restore, "put such a copy in the place of the SQLite database"),
    ):
        _add_copying(commands.add_parser(name, help=text), run)


def _add_copying(parser: argparse.ArgumentParser, run: Callable[[argparse.Namespace], int]) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--replace", action="store_true", help="overwrite what is there")
    parser.set_defaults(run=run)


def run_status(arguments: argparse.Namespace) -> int:  # noqa: ARG001 - it has no options
    """Print the revision and what is missing; 0 when nothing is, 1 otherwise."""
    from fulfillment.storage.migrating import status

    with engine_for(from_environment().database_url) as engine:
        found = status(engine)
    print(f"revision {found.revision or 'none'} of {revisions()[-1]}")
    for revision, what in found.pending:
        print(f"missing: {revision} {what}")
    return 1 if found.pending else 0


def run_upgrade(arguments: argparse.Namespace) -> int:
    """Go on to a revision, all steps or none."""
    from fulfillment.storage.migrating import upgrade

    with engine_for(from_environment().database_url) as engine:
        upgrade(engine, arguments.revision)
    return run_status(arguments) if arguments.revision == "head" else 0


def run_downgrade(arguments: argparse.Namespace) -> int:
    """Go back to a revision, when it is said that data may be lost."""
    from fulfillment.storage.migrating import downgrade

    if not arguments.lose_data:
        raise ValueError("this deletes what later tables hold: make a backup, add --lose-data")
    with engine_for(from_environment().database_url) as engine:
        downgrade(engine, arguments.revision)
    return 0


def run_backup(arguments: argparse.Namespace) -> int:
    """Copy the database into a file."""
    from fulfillment.storage.backup import backup, file_of

    backup(file_of(from_environment().database_url), arguments.file, replace=arguments.replace)
    print(f"{arguments.file}: whole, and checked")
    return 0


def run_restore(arguments: argparse.Namespace) -> int:
    """Put a copy in the place of the database."""
    from fulfillment.storage.backup import file_of, restore

    database = file_of(from_environment().database_url)
    revision = restore(arguments.file, database, replace=arguments.replace)
    print(f"{database}: as in {arguments.file}")
    if revision != revisions()[-1]:
        print("Its tables are of an older version: run coster database upgrade")
    return 0
