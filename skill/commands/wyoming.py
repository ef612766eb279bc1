"""``coster wyoming``: ears, mouth and conversation for Home Assistant and its satellites."""

from __future__ import annotations

import argparse
import asyncio
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from skill import wiring
from skill.commands.chat import GUEST, NEWCOMER, caller_of
from skill.settings import Settings, from_environment
from skill.speech.errors import EngineMissing

if TYPE_CHECKING:
    from skill.channels.voice.wyoming_server import Household

PORT = 10_301


def add_parser(commands: Any) -> None:
    """Declare the command and its options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "wyoming",
        help="speech and conversation for Home Assistant (Wyoming protocol)",
        epilog="The protocol knows no passwords: serve it on a network that you trust alone.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="default: %(default)s")
    parser.add_argument("--port", type=int, default=PORT, help="default: %(default)s")
    parser.add_argument(
        "--as",
        dest="shopper",
        default=NEWCOMER,
        metavar="SHOPPER",
        help=f"whose home it is: a shopper's handle, or {GUEST} (default: {NEWCOMER})",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve until stopped."""
    household = build_household(from_environment(), arguments.shopper)
    from skill.channels.voice.wyoming_server import Server

    print(f"Listening on tcp://{arguments.host}:{arguments.port}", flush=True)
    asyncio.run(Server(household, arguments.host, arguments.port).run())
    return 0


def build_household(settings: Settings, shopper: str) -> Household:
    """The home of a shopper, with what hears and speaks opened. Raises EngineMissing."""
    if find_spec("wyoming") is None:
        raise EngineMissing("wyoming")
    from skill.channels.voice.wyoming_server import Household
    from skill.speech.speaker import open_speaker

    shop = wiring.build_shop(settings)
    caller, _ = caller_of(shop, shopper)
    begin = partial(
        wiring.build_dialogue,
        shop,
        settings,
        caller,
        recognizer=wiring.build_recognizer(shop, settings),
        speaker=open_speaker(settings.locale),
        conversation=wiring.build_conversation(shop, settings),
        understanding=wiring.build_understanding(shop, settings.locale),
    )
    return Household(begin, settings.locale)
