"""Looking around: search, departments, price, availability, details."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf
from typing import Any

from fulfillment.catalog import Product, UnitPrice, unit_price
from fulfillment.search import differences
from skill.conversation import labels
from skill.conversation.answer import Answer, Line, Question, ask, say
from skill.conversation.asking import again, choosing, continued, open_thing
from skill.conversation.budget import limit, search_within
from skill.conversation.choosing import asked_about, like_it, meant, names_no_thing, settle
from skill.conversation.dialogue import Dialogue
from skill.conversation.promoted import running_on
from skill.conversation.registry import answers_to, intent, intents, purpose
from skill.conversation.screen import rows


@intent("SearchProduct")
def search_product(d: Dialogue) -> Answer:
    """Find a product; the words may also answer what was just asked."""
    words = d.heard("product")
    if words and d.question is not None and d.question.kind == "which-coupon":
        return intents["UseCoupon"](d.heard_as("coupon", words))
    if words and (bound := limit(d)) is not None:
        return search_within(d, words, bound)
    if words and choosing(d) and (fitting := asked_about(d, words)):
        wanted, carry = continued(d)
        return settle(d, fitting, wanted, carry, thing=open_thing(d))
    if d.question is not None and d.question.kind == "which-product":
        return meant(d, d.question.data["purpose"], **d.question.data["carry"])
    if words and (department := _department(d, words)):
        return _department_answer(d, department, 0)
    in_talk = choosing(d) or d.focus is not None
    if words and in_talk and names_no_thing(d, words):
        if choosing(d):
            return again(d).after(say("no-such-choice"))
        if d.focus is not None and (kin := _with_quality(d, d.focus, words)):
            return settle(d, kin, "offer", {})
    return meant(d, "offer")


def _with_quality(d: Dialogue, product: Product, words: str) -> Sequence[Product]:
    """The product in talk where it has that brand or quality, else its kin that have."""
    fitting = differences.meant([product], words, d.work.search.language)
    return fitting or like_it(d, product, words)


@purpose("offer")
def offer(d: Dialogue, product: Product, carry: Mapping[str, Any]) -> Answer:
    """Name the product and its price, and offer to put it in the cart."""
    if not product.available:
        return sold_out(d, product, carry)
    line = say("product-found", product=labels.subject(product), price=product.price)
    return Answer((line,), add_question(d, product, carry), shown=rows([product]))


def add_question(d: Dialogue, product: Product, carry: Mapping[str, Any]) -> Question:
    """ "Shall I add it?", with the number that was wanted; what is in the cart is not offered."""
    if d.work.carts.get(d.owner).find(product.sku) is not None:
        return ask("anything-else", say("ask-in-cart"))
    return adding(product, int(carry.get("quantity") or 1))


def adding(product: Product, quantity: int = 1, line: Line | None = None) -> Question:
    """Offer to add so many of a product, at the price it has now."""
    number = labels.number(quantity)
    return ask(
        "confirm-add",
        line or say("ask-add", count=quantity, number=number),
        sku=product.sku,
        quantity=quantity,
        price=product.price.amount_minor,
    )


def sold_out(
    d: Dialogue, product: Product, carry: Mapping[str, Any], *, named: bool = False
) -> Answer:
    """Say that the product is gone, and offer what the shop has instead of it."""
    if named:
        said = say("sold-out-too" if product.listed else "not-sold-any-more-too")
    else:
        gone = "sold-out" if product.listed else "not-sold-any-more"
        said = say(gone, product=labels.subject(product))
    instead = substitute(d, product)
    if instead is None:
        return Answer((said,), ask("anything-else", say("ask-something-else")))
    d.state.list_products([instead.sku])
    line = say("instead", product=labels.subject(instead), price=instead.price)
    question = ask(
        "confirm-product", say("ask-nearest"), sku=instead.sku, purpose="add", carry=dict(carry)
    )
    return Answer((said, line), question)


def substitute(d: Dialogue, product: Product) -> Product | None:
    """What can be had instead: what the merchant names, else the same thing as near as can be.

    The same thing has the same name and category; the nearest is the one of the same brand, then
    the one of the nearest size.
    """
    named = d.work.catalog.related(product.sku, "instead_of")
    if found := next((other for other in named if other.available), None):
        return found
    kin = [p for p in d.work.catalog.in_category(product.category) if p.name == product.name]
    others = [p for p in kin if p.available and p.sku != product.sku]
    return min(others, key=lambda other: _distance(product, other), default=None)


def _distance(product: Product, other: Product) -> tuple[bool, float]:
    """How far another product of the same name is from a product."""
    off = inf
    if product.size.comparable(other.size):
        ratio = other.size.magnitude / product.size.magnitude
        off = float(max(ratio, 1 / ratio))
    return other.brand != product.brand, off


@intent("CheckPrice")
def check_price(d: Dialogue) -> Answer:
    """Say what a product costs."""
    return meant(d, "price")


@purpose("price")
def price(d: Dialogue, product: Product, carry: Mapping[str, Any]) -> Answer:
    """The price, the price per unit where it says more, and what is off just now."""
    line = say("price-is", product=labels.subject(product), price=product.price)
    lines: tuple[Line, ...] = (line,)
    if product.size.total != 1:
        lines = (line, _per_unit(unit_price(product.price, product.size)))
    if not product.available:
        return sold_out(d, product, carry, named=True).after(line)
    offers = [say("price-offer", label=each.label) for each in running_on(d, [product])[:1]]
    return Answer((*lines, *offers), add_question(d, product, carry), shown=rows([product]))


def _per_unit(per: UnitPrice) -> Line:
    return say("price-per-unit", price=per.money, unit=labels.per(per.unit))


@intent("CheckAvailability")
def check_availability(d: Dialogue) -> Answer:
    """Say whether a product can be had."""
    return meant(d, "availability")


@purpose("availability")
def availability(d: Dialogue, product: Product, carry: Mapping[str, Any]) -> Answer:
    """Yes with an offer to add it, or no with what there is instead."""
    if not product.available:
        return sold_out(d, product, carry)
    line = say("in-stock", product=labels.subject(product), price=product.price)
    return Answer((line,), add_question(d, product, carry), shown=rows([product]))


@intent("HowManyLeft")
def how_many_left(d: Dialogue) -> Answer:
    """Say how many of a product are left."""
    return meant(d, "left")


@purpose("left")
def left(d: Dialogue, product: Product, carry: Mapping[str, Any]) -> Answer:
    """The number in stock."""
    if not product.available:
        return sold_out(d, product, carry)
    count = labels.number(product.stock)
    line = say("left", product=labels.full(product), count=product.stock, number=count)
    return Answer((line,), add_question(d, product, carry))


@intent("ProductDetails")
def product_details(d: Dialogue) -> Answer:
    """Describe a product; with none in talk, what is in the cart that was just mentioned."""
    nothing = d.slot("product") is None and d.state.focus is None and not d.state.listed
    if nothing and d.question is not None and d.question.kind == "confirm-checkout":
        return intents["ShowCart"](d)
    return meant(d, "details")


@purpose("details")
def details(d: Dialogue, product: Product, carry: Mapping[str, Any]) -> Answer:
    """Its own sentence of description, and the price."""
    line = say(
        "details",
        product=labels.full(product),
        description=product.description,
        price=product.price,
    )
    if not product.available:
        return sold_out(d, product, carry, named=True).after(line)
    return Answer((line,), add_question(d, product, carry), shown=rows([product]))


def rivals(d: Dialogue, product: Product) -> list[Product]:
    """The others of its category: those of the same name first, then what sells best."""
    others = [p for p in d.work.catalog.in_category(product.category) if p.sku != product.sku]
    return sorted(others, key=lambda p: (p.name != product.name, -p.popularity))


@intent("BrowseDepartment")
def browse_department(d: Dialogue) -> Answer:
    """Name what a department has."""
    words = str(d.value("department") or d.heard("department") or d.heard("product") or "")
    department = _department(d, words) or _department(d, d.heard("department") or "")
    if department is None:
        departments = d.work.search.departments()
        names = labels.series([say("plain", text=name) for name in departments], "none")
        line = say("departments", names=names)
        return Answer((line,), ask("anything-else", say("ask-what-else-find")))
    return _department_answer(d, department, 0)


def _department(d: Dialogue, words: str) -> str | None:
    wanted = words.casefold().strip()
    return next((n for n in d.work.search.departments() if n.casefold() == wanted), None)


def _department_answer(d: Dialogue, department: str, offset: int) -> Answer:
    """The best selling product of each category, three categories at a time."""
    best: dict[str, Product] = {}
    for product in d.work.catalog.in_department(department):
        best.setdefault(product.category, product)
    names = [say("plain", text=product.called) for product in best.values()]
    said = names[offset : offset + d.at_once]
    if not said:
        return _department_answer(d, department, 0)
    more = len(names) > offset + d.at_once
    line = say(
        "department-has-more" if more else "department-has",
        department=department,
        names=labels.series(said, "none" if more else "and"),
    )
    question = ask("browse", say("ask-which-of-these"), department=department, offset=offset)
    return Answer((line,), question, suggestions=tuple(said))


@answers_to("browse")
def browse_on(d: Dialogue, yes: bool) -> Answer:
    """Yes goes on to the next categories of a department; no leaves it."""
    if not yes:
        return Answer(question=ask("anything-else", say("ask-something-else")))
    data = d.asked.data
    return _department_answer(d, data["department"], data["offset"] + d.at_once)
