"""The cart: add, change, remove, read out, empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from fulfillment.carts import Cart
from fulfillment.catalog import Product, Size
from fulfillment.errors import OutOfStock, QuantityOutOfRange
from fulfillment.search import Certainty, differences
from skill.conversation import labels, registry
from skill.conversation.answer import Answer, Line, Question, ask, say
from skill.conversation.asking import choosing, continued, open_thing, under_discussion
from skill.conversation.choosing import meant, settle
from skill.conversation.dialogue import Dialogue
from skill.conversation.intents.browse import sold_out
from skill.conversation.registry import answers_to, intent, purpose
from skill.conversation.screen import cart_rows

# Units of the slot list that measure: how many of which unit of sizes. The others count pieces.
MEASURES = {
    "pound": (1, "lb"),
    "gallon": (1, "gal"),
    "roll": (1, "rolls"),
    "bag": (1, "bags"),
    "dozen": (12, "ct"),
    "gram": (1, "g"),
    "kilogram": (1, "kg"),
    "half_kilogram": (500, "g"),
    "liter": (1, "l"),
    "half_liter": (50, "cl"),
    "centiliter": (1, "cl"),
    "slice": (1, "slices"),
    "pod": (1, "pods"),
}


@intent("AddToCart")
def add_to_cart(d: Dialogue) -> Answer:
    """Put a product into the cart; without a name, the one in talk."""
    quantity = d.number("quantity")
    if d.slot("product") is None and d.question is not None:
        if d.question.kind == "confirm-add":
            return add_sku(d, d.asked.data["sku"], quantity or int(d.asked.data["quantity"]))
        if d.question.kind in ("confirm-product", "confirm-more"):
            return registry.answers[d.question.kind](d, True)
    if quantity is None:
        return meant(d, "add")
    unit = d.value("unit")
    if unit is None or unit in MEASURES:
        answer = _by_size(d, quantity, None if unit is None else str(unit))
        if answer is not None:
            return answer
    return meant(d, "add", quantity=quantity * 12 if unit == "dozen" else quantity)


def _by_size(d: Dialogue, quantity: int, unit: str | None) -> Answer | None:
    """Take a number and its unit for a size: one piece of so much, or so many pieces of one unit.

    None where nothing comes in that size.
    """
    each, measure = MEASURES[unit] if unit else (1, "ct")
    for pieces, amount in ((1, quantity * each), (quantity, each)):
        sized = _of_that_size(d, Size(1, Decimal(amount), measure), plain=unit is None)
        if sized and d.slot("product") is not None:
            return settle(d, sized, "add", {"quantity": pieces}, thing=d.heard("product"))
        if sized:
            purpose, carry = continued(d)
            return settle(d, sized, purpose, carry, thing=open_thing(d))
    return None


def _of_that_size(d: Dialogue, wanted: Size, *, plain: bool) -> Sequence[Product]:
    """The products that come in just that size: "three pounds of bananas" is one such bag.

    A ``plain`` number is a size only where a pack holds as many: "twelve eggs". Without a product's
    name the size may answer the question that is open.
    """
    words = d.heard("product")
    if wanted.total < 2 and (plain or wanted.unit == "ct"):
        return []
    if words is None:
        return _sized(under_discussion(d), wanted) if choosing(d) and not plain else []
    found = d.work.search.search(words)
    if found.certainty not in (Certainty.ONE, Certainty.SEVERAL):
        return []
    return differences.called(_sized(found.products, wanted), words, d.work.search.language)


def _sized(products: Sequence[Product], wanted: Size) -> list[Product]:
    return [
        product
        for product in products
        if product.size.comparable(wanted) and product.size.magnitude == wanted.magnitude
    ]


@intent("AddMore")
def add_more(d: Dialogue) -> Answer:
    """ "One more": more of what is named or in talk, without asking whether that is meant."""
    return meant(d, "add-more", quantity=d.number("quantity"))


@purpose("add-more")
def add_some_more(d: Dialogue, product: Product, carry: Mapping[str, Any]) -> Answer:
    """Put more of a product into the cart."""
    return put(d, product, int(carry.get("quantity") or 1))


@purpose("add")
def add(d: Dialogue, product: Product, carry: Mapping[str, Any]) -> Answer:
    """Add to the cart, unless some is there already: then ask first."""
    quantity = int(carry.get("quantity") or 1)
    line = d.work.carts.get(d.owner).find(product.sku)
    if line is None:
        return put(d, product, quantity)
    if line.quantity >= product.stock:
        return Answer((say("all-in-cart", product=labels.short(product)),), anything_else())
    said = say(
        "already-in-cart",
        product=labels.short(product),
        count=line.quantity,
        number=labels.number(line.quantity),
    )
    total = labels.number(line.quantity + quantity)
    question = ask(
        "confirm-more", say("ask-make-it", number=total), sku=product.sku, quantity=quantity
    )
    return Answer((said,), question)


def put(d: Dialogue, product: Product, quantity: int) -> Answer:
    """Add to the cart and say so; what the stock does not allow is offered as far as it goes."""
    try:
        cart = d.work.carts.add(d.owner, product.sku, quantity)
    except OutOfStock as error:
        return short_of(d, product, error.available, quantity)
    except QuantityOutOfRange as error:
        return too_many(product, error.limit)
    line = cart.find(product.sku)
    had = line is not None and line.quantity > quantity
    said = quantity_line("quantity-set" if had else "added", product, cart)
    return Answer((said,), anything_else(), shown=cart_rows(cart))


def quantity_line(id_: str, product: Product, cart: Cart) -> Line:
    """How many of a product are in the cart now, and what the cart comes to."""
    line = cart.find(product.sku)
    count = line.quantity if line else 0
    return say(
        id_,
        product=labels.full(product) if id_ == "added" else labels.short(product),
        count=count,
        number=labels.number(count),
        total=cart.subtotal,
    )


def short_of(d: Dialogue, product: Product, available: int, quantity: int) -> Answer:
    """There are not that many: what is left is offered."""
    if not product.available:
        return sold_out(d, product, {"quantity": quantity})
    line = d.work.carts.get(d.owner).find(product.sku)
    had = line.quantity if line else 0
    if available <= had:
        return Answer((say("all-in-cart", product=labels.short(product)),), anything_else())
    number = labels.number(available)
    said = say("only-left", product=labels.short(product), count=available, number=number)
    asked = (
        say("ask-make-it", number=number) if had else say("ask-add", count=available, number=number)
    )
    question = ask("confirm-more", asked, sku=product.sku, quantity=available - had)
    return Answer((said,), question)


def too_many(product: Product, limit: int) -> Answer:
    """An order holds at most ``limit`` of one product."""
    said = say("too-many", product=labels.short(product), limit=limit)
    question = ask("how-many", say("ask-how-many"), sku=product.sku)
    return Answer((said,), question)


def anything_else() -> Question:
    """The question after something was done."""
    return ask("anything-else", say("ask-anything-else"))


def add_sku(d: Dialogue, sku: str, quantity: int) -> Answer:
    """Add the product of ``sku``, which has become the one in talk."""
    product = d.product(sku)
    if product is None:
        return Answer((say("no-longer-sold"),), anything_else())
    d.state.focus = sku
    return add(d, product, {"quantity": quantity})


@answers_to("confirm-add")
def confirm_add(d: Dialogue, yes: bool) -> Answer:
    """The answer to "Shall I add it?"; a price that has changed since is said."""
    if not yes:
        return Answer(question=ask("anything-else", say("ask-instead")))
    data = d.asked.data
    answer = add_sku(d, data["sku"], int(data["quantity"]))
    product = d.product(data["sku"])
    if product is None or data["price"] == product.price.amount_minor:
        return answer
    return answer.after(say("price-now", price=product.price))


@answers_to("confirm-more")
def confirm_more(d: Dialogue, yes: bool) -> Answer:
    """The answer to "You already have one; make it two?"."""
    product = d.product(d.asked.data["sku"])
    if not yes or product is None:
        return Answer((say("left-as-it-is"),), anything_else())
    return put(d, product, int(d.asked.data["quantity"]))


@answers_to("confirm-product")
def confirm_product(d: Dialogue, yes: bool) -> Answer:
    """The answer to "Would you like that instead?"."""
    data = d.asked.data
    product = d.product(data["sku"])
    if not yes or product is None:
        return Answer(question=ask("anything-else", say("ask-instead")))
    d.state.focus = product.sku
    wanted = "add" if data["purpose"] == "offer" else data["purpose"]
    return registry.purposes[wanted](d, product, data["carry"])


def empty_cart_answer() -> Answer:
    """The cart is empty; what would you like?"""
    return Answer((say("cart-empty"),), ask("anything-else", say("ask-what-find")))
