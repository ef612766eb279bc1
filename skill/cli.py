"""``coster``: the command line. Each command is a module of ``skill.commands``."""

from __future__ import annotations

import argparse
import importlib
import os
import signal
import sys
from collections.abc import Sequence

from fulfillment.errors import ShopError
from skill.operation.logs import configure
from skill.settings import SettingError, from_environment

_COMMANDS = (
    "demo",
    "chat",
    "serve",
    "worker",
    "models",
    "database",
    "bench",
    "bundle",
    "skill",
    "code",
    "card",
    "orders",
    "ledger",
    "promotions",
    "coupons",
    "tickets",
    "account",
    "catalog",
    "clients",
    "shop",
    "listen",
    "talk",
    "voice",
    "wyoming",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="coster", description="A shop you can talk to.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in _COMMANDS:
        importlib.import_module(f"skill.commands.{name}").add_parser(commands)
    parsed = parser.parse_args(arguments)
    try:
        settings = from_environment()
        configure(settings.log_level, settings.log_format)
        code: int = parsed.run(parsed)
        sys.stdout.flush()
    except BrokenPipeError:
        return _cut_short()
    except (SettingError, ShopError, ValueError, OSError) as error:
        print(f"coster: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return code


def _cut_short() -> int:
    """The exit code where nobody reads what is printed any more, as in ``coster … | head``.

    128 and the number of SIGPIPE, as a shell has it for any other command.
    """
    # Python flushes once more at its end, and would complain.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 128 + signal.SIGPIPE


if __name__ == "__main__":
    sys.exit(main())
