"""``coster demo``: one purchase, spoken, then in the terminal and through Alexa's and Google's
endpoints."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fulfillment.orders import Order
from fulfillment.shop import Shop
from skill import wiring
from skill.commands.demo_devices import Device, clear_away, devices
from skill.commands.demo_wishes import WISHES
from skill.conversation.plain import money
from skill.settings import Settings, from_environment
from skill.speech.errors import SpeechError
from skill.understanding import Understanding

if TYPE_CHECKING:
    from skill.commands.demo_spoken import Purchase


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its options."""
    parser = commands.add_parser(
        "demo", help="a whole purchase by voice, then on Alexa and through Google's webhooks"
    )
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="where the recordings go (default: a new folder)"
    )
    parser.add_argument(
        "--typed", action="store_true", help="without voices, where their packages are missing"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Buy the same things in every way; 0 when all orders are placed and alike, 1 otherwise."""
    settings = from_environment()
    shop = wiring.build_shop(settings)
    clear_away(shop)
    understanding = wiring.build_understanding(shop, settings.locale)
    orders: dict[str, Order | None] = {}
    spoken = None
    if not arguments.typed:
        folder = arguments.keep or Path(tempfile.mkdtemp(prefix="coster-demo-"))
        spoken = _spoken(shop, settings, understanding, folder)
        orders["by voice"] = _last_order(shop, spoken.customer)
    with devices(shop, settings, understanding) as there:
        alike = _talk(there, spoken)
        orders |= {device.where: _last_order(shop, device.customer) for device in there}
    print()
    for where, order in orders.items():
        print(f"Ordered {where}: {_summary(order, settings.locale)}")
    same = alike and None not in orders.values() and _all_same(orders)
    print("Same words, same order." if same else "The conversations differ.")
    return 0 if same else 1


def _spoken(shop: Shop, settings: Settings, understanding: Understanding, folder: Path) -> Purchase:
    """The purchase by voice. Raises SpeechError and OSError."""
    from skill.commands.demo_spoken import speak

    try:
        found = speak(shop, settings, understanding, WISHES, folder)
    except SpeechError as error:
        raise SpeechError(f"{error}; coster demo --typed does without voices") from error
    print(f"\nThe recordings are in {folder}; conversation.wav holds them all.")
    if not found.is_whole:
        print("The shopper was not understood and gave up.")
    elif found.misheard:
        print(f"What was not understood was said again, {found.misheard} times in all.")
    return found


def _talk(there: Sequence[Device], spoken: Purchase | None) -> bool:
    """Say the same on every device; whether every answer was the same, too.

    What was answered by voice may differ where something was misheard on the way.
    """
    names = ", ".join(device.where for device in there)
    shown = "is shown only if it is another" if spoken else "is shown once if all are alike"
    print(f"\nNow the same sentences are typed {names}. The answer {shown}.\n")
    alike = True
    for text, by_voice in _said(spoken):
        answers = {each.name: each.hear(text) if text else each.launch() for each in there}
        typed = set(answers.values())
        if typed == {by_voice}:
            continue
        _show(text, answers if by_voice is None else {"voice": by_voice, **answers})
        alike &= len(typed) == 1 and (by_voice is None or spoken is None or spoken.misheard > 0)
    return alike and (spoken is None or spoken.is_whole)


def _said(spoken: Purchase | None) -> Iterator[tuple[str, str | None]]:
    """Every sentence, "" for the greeting, and its answer by voice, where there was one."""
    had = [(each.said, each.answer) for each in spoken.exchanges] if spoken else [("", None)]
    yield from had
    yield from ((wish.said, None) for wish in WISHES[len(had) - 1 :])


def _show(text: str, answers: Mapping[str, str]) -> None:
    if text:
        print(f"\nyou:  {text}")
    if len(set(answers.values())) == 1:
        print(f"shop: {next(iter(answers.values()))}")
        return
    for name, words in answers.items():
        print(f"{name}: {words}")


def _last_order(shop: Shop, customer: int) -> Order | None:
    with shop.open() as work:
        return work.orders.find_last(customer)


def _all_same(orders: Mapping[str, Order | None]) -> bool:
    first, *others = (_content(order) for order in orders.values())
    return all(other == first for other in others)


def _content(order: Order | None) -> Any:
    if order is None:
        return None
    lines = [(line.sku, line.quantity, line.total) for line in order.lines]
    return lines, order.delivery_cost, order.tax, order.total, order.state


def _summary(order: Order | None, locale: str) -> str:
    if order is None:
        return "nothing"
    things = ", ".join(f"{ln.quantity} x {ln.brand} {ln.name}" for ln in order.lines)
    return f"{things}; {money(order.total, locale)} in all, {order.state.value}"
