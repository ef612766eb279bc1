"""Changing the cart: how many of a thing, and taking it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fulfillment.carts import Cart, CartLine
from fulfillment.catalog import Product
from fulfillment.errors import OutOfStock, QuantityOutOfRange
from fulfillment.search import differences
from skill.conversation import labels, registry
from skill.conversation.answer import Answer, Series, ask, say
from skill.conversation.asking import choosing, continued, said_groups
from skill.conversation.choosing import meant, place_in, settle
from skill.conversation.dialogue import Dialogue
from skill.conversation.intents.cart import (
    add_sku,
    anything_else,
    empty_cart_answer,
    quantity_line,
    short_of,
    too_many,
)
from skill.conversation.registry import answers_to, intent, purpose
from skill.conversation.screen import cart_rows


@intent("ChangeQuantity")
def change_quantity(d: Dialogue) -> Answer:
    """ "Make it three": of what is offered, of what is in the cart, or of what is named.

    A bare number is also how the second of the things just listed is chosen.
    """
    quantity = d.number("quantity")
    if quantity is None:
        return Answer(question=ask("how-many", say("ask-how-many"), sku=d.state.focus))
    if d.question is not None and (takes := registry.numbers.get(d.question.kind)) is not None:
        return takes(d, quantity)
    if choosing(d) and d.slot("product") is None and 0 < quantity <= len(said_groups(d)):
        wanted, carry = continued(d)
        return settle(d, place_in(said_groups(d), quantity), wanted, carry)
    if (offered := _offered(d)) is not None:
        return add_sku(d, offered, quantity)
    lines = _lines_meant(d)
    if lines:
        products = [line.product for line in lines]
        return settle(d, products, "set-quantity", {"quantity": quantity})
    cart = d.work.carts.get(d.owner)
    if d.slot("product") is not None and cart.lines:
        return _which_line(d, cart, "set-quantity", {"quantity": quantity})
    return meant(d, "add", quantity=quantity)


def _offered(d: Dialogue) -> str | None:
    """The product whose number is open in the question that was just asked."""
    if d.question is None or d.slot("product") is not None:
        return None
    if d.question.kind in ("confirm-add", "how-many"):
        sku = d.question.data["sku"]
        in_cart = sku and d.work.carts.get(d.owner).find(sku)
        return None if in_cart else sku
    return None


def _lines_meant(d: Dialogue) -> Sequence[CartLine]:
    """The lines of the cart that the words fit, or the one in talk, or the only one."""
    cart = d.work.carts.get(d.owner)
    if (place := d.number("ordinal")) is not None:
        chosen = place_in(said_groups(d), place)
        return [line for product in chosen if (line := cart.find(product.sku))]
    if words := d.heard("product"):
        lines = [line.product for line in cart.lines]
        fitting = {p.sku for p in differences.meant(lines, words, d.work.search.language)}
        return [line for line in cart.lines if line.product.sku in fitting]
    if d.question is not None and d.question.kind == "confirm-more":
        line = cart.find(d.question.data["sku"])
        return [line] if line else []
    focused = cart.find(d.state.focus) if d.state.focus else None
    return [focused] if focused else cart.lines if len(cart.lines) == 1 else []


@purpose("set-quantity")
def set_quantity(d: Dialogue, product: Product, carry: Mapping[str, Any]) -> Answer:
    """Make the number of a line what was said; none takes it out."""
    quantity = int(carry["quantity"])
    if quantity == 0:
        return take_out(d, product, carry)
    try:
        cart = d.work.carts.set_quantity(d.owner, product.sku, quantity)
    except OutOfStock as error:
        return short_of(d, product, error.available, quantity)
    except QuantityOutOfRange as error:
        return too_many(product, error.limit)
    line = quantity_line("quantity-set", product, cart)
    return Answer((line,), anything_else(), shown=cart_rows(cart))


@answers_to("how-many")
def how_many(d: Dialogue, yes: bool) -> Answer:
    """Neither yes nor no is a number."""
    if not yes:
        return Answer((say("left-as-it-is"),), anything_else())
    return Answer(question=d.question)


@intent("RemoveFromCart")
def remove_from_cart(d: Dialogue) -> Answer:
    """Take a product out of the cart."""
    cart = d.work.carts.get(d.owner)
    if not cart.lines:
        return empty_cart_answer()
    lines = _lines_meant(d)
    if not lines:
        return _which_line(d, cart, "take-out", {"quantity": d.number("quantity")})
    products = [line.product for line in lines]
    return settle(d, products, "take-out", {"quantity": d.number("quantity")})


def _which_line(d: Dialogue, cart: Cart, purpose: str, carry: Mapping[str, Any]) -> Answer:
    """Say what the cart holds, and ask which of it is meant."""
    words = d.heard("product")
    said = say("not-in-cart", thing=words) if words else say("remove-which")
    question = ask(
        "which-product",
        say(f"which-product-{purpose}"),
        purpose=purpose,
        carry=dict(carry),
        skus=[line.product.sku for line in cart.lines],
    )
    return Answer((said, say("cart-holds", items=_first_items(cart))), question)


@purpose("take-out")
def take_out(d: Dialogue, product: Product, carry: Mapping[str, Any]) -> Answer:
    """Take a line, or some of it, out of the cart."""
    line = d.work.carts.get(d.owner).find(product.sku)
    if line is None:
        said = say("not-in-cart", thing=product.called)
        return Answer((said,), anything_else())
    quantity = int(carry.get("quantity") or 0)
    if 0 < quantity < line.quantity:
        return set_quantity(d, product, {"quantity": line.quantity - quantity})
    cart = d.work.carts.remove(d.owner, product.sku)
    said = say("removed", product=labels.short(product), count=cart.count, total=cart.subtotal)
    return Answer((said,), anything_else(), shown=cart_rows(cart))


def _first_items(cart: Cart) -> Series:
    return labels.series([labels.short(line.product) for line in cart.lines])
