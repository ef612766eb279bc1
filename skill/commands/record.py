"""One turn as a JSON object: what was heard and understood, the answer, the cart, the order."""

from __future__ import annotations

from typing import Any

from fulfillment.carts import Cart
from fulfillment.customers.owner import customer_owner
from fulfillment.money import Money
from fulfillment.orders import Order
from fulfillment.shop import Shop
from skill.conversation.plain import plain
from skill.conversation.reply import Reply
from skill.conversation.turn import Turn
from skill.conversation.unsaid import GAP, without_codes


def turn_record(turn: Turn, reply: Reply, cart: Cart, order: Order | None) -> dict[str, Any]:
    """The turn with its reply in plain words; money is minor units and a currency.

    No code is in it: digits are left out of what was heard.
    """
    return {
        "heard": turn.utterance and without_codes(turn.utterance, turn.locale),
        "intent": turn.intent,
        "slots": {name: _slot(turn, name) for name in turn.slots},
        "confidence": turn.confidence,
        "reply": plain(reply.speech, turn.locale),
        "reprompt": plain(reply.reprompt, turn.locale),
        "rate": reply.rate,
        "card": [reply.card.title, reply.card.text] if reply.card else None,
        "suggestions": list(reply.suggestions),
        "expects": reply.expects,
        "ends": reply.ends,
        "cart": cart_record(cart),
        "order": order_record(order) if order else None,
    }


def _slot(turn: Turn, name: str) -> list[Any]:
    if name == "digits":
        return [GAP, None]
    slot = turn.slots[name]
    said = without_codes(slot.text, turn.locale)
    return [said, said if slot.value == slot.text else slot.value]


def cart_record(cart: Cart) -> dict[str, Any]:
    """A cart's lines and what they come to."""
    lines = [
        {
            "sku": line.product.sku,
            "brand": line.product.brand,
            "name": line.product.name,
            "size": str(line.product.size),
            "quantity": line.quantity,
        }
        for line in cart.lines
    ]
    return {"lines": lines, "subtotal": _money(cart.subtotal)}


def order_record(order: Order) -> dict[str, Any]:
    """An order's lines, delivery and total."""
    return {
        "state": order.state.value,
        "lines": [
            {"sku": ln.sku, "brand": ln.brand, "name": ln.name, "quantity": ln.quantity}
            for ln in order.lines
        ],
        "delivery": _money(order.delivery_cost),
        "tax": _money(order.tax),
        "total": _money(order.total),
    }


def _money(money: Money) -> dict[str, Any]:
    return {"amount_minor": money.amount_minor, "currency": money.currency}


def shopper_state(shop: Shop, customer_id: int | None, guest: str) -> tuple[Cart, Order | None]:
    """The cart and the last order of a customer, or the cart of a guest."""
    with shop.open() as work:
        if customer_id is None:
            return work.carts.get(guest), None
        cart = work.carts.get(customer_owner(customer_id))
        return cart, work.orders.find_last(customer_id)
