"""Hearing what is in the cart, and emptying it."""

from __future__ import annotations

from fulfillment.carts import Cart
from fulfillment.search import differences
from skill.conversation import labels
from skill.conversation.answer import Answer, Line, Series, ask, say
from skill.conversation.dialogue import Dialogue
from skill.conversation.intents.cart import anything_else, empty_cart_answer
from skill.conversation.registry import answers_to, intent
from skill.conversation.screen import cart_rows


@intent("ShowCart")
def show_cart(d: Dialogue) -> Answer:
    """What is in the cart, three lines at a time, and what it comes to; or whether a thing is."""
    words = d.heard("product")
    return _read_cart(d, 0) if words is None else _in_cart(d, words)


def _in_cart(d: Dialogue, words: str) -> Answer:
    products = [line.product for line in d.work.carts.get(d.owner).lines]
    found = differences.meant(products, words, d.work.search.language)
    d.state.focus = found[0].sku if len(found) == 1 else d.state.focus
    cart = d.work.carts.get(d.owner)
    items = [labels.cart_line(line) for line in cart.lines if line.product in found]
    if not items:
        return Answer((say("not-in-cart", thing=words),), anything_else())
    said = say("in-cart", items=labels.series(items))
    return Answer((said,), anything_else())


def _read_cart(d: Dialogue, offset: int) -> Answer:
    cart = d.work.carts.get(d.owner)
    if not cart.lines:
        return empty_cart_answer()
    d.state.list_products([line.product.sku for line in cart.lines], offset)
    items = labels.series(
        [labels.cart_line(line) for line in cart.lines[offset : offset + d.at_once]]
    )
    said = _cart_summary(d, cart, items) if offset == 0 else say("cart-goes-on", items=items)
    if len(cart.lines) > offset + d.at_once:
        question = ask("hear-cart", say("ask-go-on"), offset=offset + d.at_once)
    else:
        question = ask("confirm-checkout", say("ask-checkout"))
    return Answer((said,), question, shown=cart_rows(cart))


def _cart_summary(d: Dialogue, cart: Cart, items: Series) -> Line:
    short = len(cart.lines) <= d.at_once
    return say(
        "cart" if short else "cart-first",
        count=len(cart.lines),
        number=labels.number(len(cart.lines)),
        items=items,
        total=cart.subtotal,
    )


@answers_to("hear-cart")
def hear_cart(d: Dialogue, yes: bool) -> Answer:
    """Yes reads on; no is enough."""
    if yes:
        return _read_cart(d, int(d.asked.data["offset"]))
    return Answer(question=ask("confirm-checkout", say("ask-checkout")))


@intent("EmptyCart")
def empty_cart(d: Dialogue) -> Answer:
    """Ask before everything is thrown out."""
    cart = d.work.carts.get(d.owner)
    if not cart.lines:
        return empty_cart_answer()
    number = labels.number(cart.count)
    return Answer(question=ask("confirm-empty", say("ask-empty", count=cart.count, number=number)))


@answers_to("confirm-empty")
def confirm_empty(d: Dialogue, yes: bool) -> Answer:
    """Empty it, or leave it."""
    if not yes:
        return Answer((say("left-as-it-is"),), anything_else())
    d.work.carts.clear(d.owner)
    return Answer((say("emptied"),), ask("anything-else", say("ask-what-find")))
