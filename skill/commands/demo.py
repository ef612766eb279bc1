"""``coster demo``: one purchase, in the terminal and through Alexa's and Google's endpoints."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from typing import Any

from fulfillment.orders import Order
from fulfillment.shop import Shop
from skill import wiring
from skill.commands.demo_devices import Device, devices
from skill.conversation.plain import money
from skill.settings import from_environment

SAID = (
    "I need some coffee",
    "ground coffee",
    "the first one",
    "the big one",
    "yes",
    "add two bags of tortilla chips",
    "the cheaper one",
    "what's in my cart",
    "yes please",
    "yes",
    "when does it arrive",
    "no thanks, goodbye",
)


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "demo", help="a whole purchase, in the terminal, on Alexa and through Google's webhooks"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001 - the command has no options
    """Buy the same things on every device; 0 when all orders are placed and alike, 1 otherwise."""
    settings = from_environment()
    shop = wiring.build_shop(settings)
    with devices(shop, settings) as there:
        names = ", ".join(device.where for device in there)
        print(f"Each sentence is said {names}. Where all answer alike, the answer is shown once.\n")
        alike = _talk(there)
        orders = {device.where: _last_order(shop, device.customer) for device in there}
    print()
    for where, order in orders.items():
        print(f"Ordered {where}: {_summary(order, settings.locale)}")
    same = alike and None not in orders.values() and _all_same(orders)
    print("Same words, same order." if same else "The conversations differ.")
    return 0 if same else 1


def _talk(there: Sequence[Device]) -> bool:
    """Say the same on every device; whether every answer was the same too."""
    alike = _show({device.name: device.launch() for device in there})
    for text in SAID:
        print(f"\nyou:  {text}")
        alike &= _show({device.name: device.hear(text) for device in there})
    return alike


def _show(answers: Mapping[str, str]) -> bool:
    if len(set(answers.values())) == 1:
        print(f"shop: {next(iter(answers.values()))}")
        return True
    for name, words in answers.items():
        print(f"{name}: {words}")
    return False


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
