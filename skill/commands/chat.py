"""``coster chat``: the conversation in the terminal."""

from __future__ import annotations

import argparse
import json
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

from fulfillment.shop import Shop
from skill import wiring
from skill.channels.chat import Chat
from skill.commands.record import shopper_state, turn_record
from skill.conversation.engine import guest_key
from skill.conversation.plain import plain
from skill.conversation.reply import Reply
from skill.conversation.turn import Caller, Turn
from skill.conversation.unsaid import without_codes
from skill.settings import from_environment

GUEST = "guest"
NEWCOMER = "sam"


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its options."""
    parser = commands.add_parser("chat", help="talk to the shop in the terminal")
    parser.add_argument(
        "--as",
        dest="shopper",
        default=NEWCOMER,
        metavar="SHOPPER",
        help=f"who is talking: a shopper's handle, or {GUEST} (default: {NEWCOMER})",
    )
    parser.add_argument(
        "--script",
        type=Path,
        metavar="FILE",
        help="take what is said from a file, a line a turn; # starts a comment",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object per turn")
    parser.add_argument(
        "--session", default=None, metavar="NAME", help="go on with the conversation of this name"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Talk until the shopper leaves or the input ends."""
    settings = from_environment()
    shop = wiring.build_shop(settings)
    caller, customer_id = caller_of(shop, arguments.shopper)
    chat = Chat(
        wiring.build_conversation(shop, settings),
        wiring.build_understanding(shop, settings.locale),
        caller,
        arguments.session or uuid.uuid4().hex,
        settings.locale,
    )
    show = _JsonScreen(shop, customer_id, caller) if arguments.json else _Screen(settings.locale)
    show.turn(*chat.begin())
    for text in _lines(arguments.script, prompt=not arguments.json):
        turn, reply = chat.hear(text)
        show.heard(text, echo=arguments.script is not None)
        show.turn(turn, reply)
        if reply.ends:
            break
    return 0


def caller_of(shop: Shop, handle: str) -> tuple[Caller, int | None]:
    """The caller for a shopper's handle, signed in with a fresh token; raises ValueError."""
    if handle == GUEST:
        return Caller(user=GUEST), None
    with shop.open() as work:
        customer = work.customers.find_by_handle(handle)
        if customer is None:
            raise ValueError(f"there is no shopper {handle!r}; --as {GUEST} needs no account")
        return Caller(handle, work.customers.issue_token(customer.id)), customer.id


def _lines(script: Path | None, *, prompt: bool) -> Iterator[str]:
    if script is not None:
        for line in script.read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.lstrip().startswith("#"):
                yield line.strip()
        return
    while True:
        try:
            line = input("you: " if prompt and sys.stdin.isatty() else "")
        except EOFError:
            return
        if line.strip():
            yield line.strip()


class _Screen:
    """Readable turns, with what was understood and what could be said next."""

    def __init__(self, locale: str) -> None:
        self._locale = locale

    def heard(self, text: str, *, echo: bool) -> None:
        if echo:
            print(f"you: {without_codes(text, self._locale)}")

    def turn(self, turn: Turn, reply: Reply) -> None:
        if turn.utterance is not None:
            print(f"      [{understood(turn)}]")
        pace = "" if reply.rate == "normal" else f" ({reply.rate})"
        print(f"shop{pace}: {plain(reply.speech, turn.locale)}")
        if reply.card is not None:
            print(f"      | {reply.card.title}: {reply.card.text}")
        if reply.suggestions:
            print(f"      ({' / '.join(reply.suggestions)})")


class _JsonScreen:
    """One JSON object per turn."""

    def __init__(self, shop: Shop, customer_id: int | None, caller: Caller) -> None:
        self._shop, self._customer_id = shop, customer_id
        self._guest = guest_key("chat", caller)
        self._before = shopper_state(shop, customer_id, self._guest)[1]

    def heard(self, text: str, *, echo: bool) -> None:
        """The record of the turn holds what was heard."""

    def turn(self, turn: Turn, reply: Reply) -> None:
        cart, last = shopper_state(self._shop, self._customer_id, self._guest)
        order = last if last and (not self._before or last.id != self._before.id) else None
        print(json.dumps(turn_record(turn, reply, cart, order)), flush=True)


def understood(turn: Turn) -> str:
    """What the shop took a sentence for: the intent and its slots, apart from a code."""
    slots = [
        f"{name}={slot.text!r}" if slot.value in (None, slot.text) else f"{name}={slot.value!r}"
        for name, slot in turn.slots.items()
        if name != "digits"
    ]
    return " ".join([turn.intent, *slots])
