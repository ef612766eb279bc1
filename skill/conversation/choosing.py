"""Finds out which product is meant: from the words, from what was just said, or by one question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Literal, cast, get_args

from fulfillment.catalog import Product
from fulfillment.search import Certainty, differences
from fulfillment.search.differences import Choice, Difference, difference, pick
from fulfillment.search.text import analyse, tokens
from skill.conversation import labels, registry
from skill.conversation.answer import Answer, Line, Question, ask, say
from skill.conversation.dialogue import Dialogue
from skill.conversation.state import SAID_AT_ONCE

Pick = Literal["cheapest", "dearest", "largest", "smallest"]

_BUYING = ("offer", "add", "reorder")
# Purposes whose question between products has a wording of its own.
_OWN_WORDING = ("take-out", "set-quantity")


def meant(d: Dialogue, purpose: str, **carry: Any) -> Answer:
    """Go on with ``purpose`` for the product of this turn, or ask which one is meant.

    The product is one of those just spoken of that the words fit, or what the search finds, or else
    what the platform resolved the words to; without words it is the one that "it" means.
    """
    slot = d.slot("product")
    if slot is None:
        return _unnamed(d, purpose, carry)
    if fitting := asked_about(d, slot.text):
        return settle(d, fitting, purpose, carry, thing=open_thing(d))
    return _searched(d, slot.text, purpose, carry)


def asked_about(d: Dialogue, words: str) -> Sequence[Product]:
    """Those of the products that were just asked about that the words fit."""
    if d.question is None or "skus" not in d.question.data:
        return []
    return called_so(differences.meant(under_discussion(d), words), words)


def called_so(products: Sequence[Product], words: str) -> Sequence[Product]:
    """The products whose whole name was said, before those whose names merely contain it.

    The brand and the size may have been said along with it.
    """
    wanted = [word.text for word in analyse(words) if word.required and not word.is_size]

    def whole(product: Product) -> bool:
        brand = tokens(product.brand)
        return [word for word in wanted if word not in brand] == list(tokens(product.name))

    return [product for product in products if whole(product)] or products


def settle(
    d: Dialogue,
    products: Sequence[Product],
    purpose: str,
    carry: Mapping[str, Any],
    thing: str | None = None,
) -> Answer:
    """Go on with the one product that is left, or ask about what tells the rest apart.

    To buy, only what can be had is asked about.
    """
    if purpose in _BUYING:
        products = [product for product in products if product.available] or products
    if len(products) > 1:
        return which(d, products, purpose, carry, thing=thing)
    d.state.focus = products[0].sku
    if d.state.focus not in d.state.listed:
        d.state.list_products([d.state.focus])
    return registry.purposes[purpose](d, products[0], carry)


def which(
    d: Dialogue,
    products: Sequence[Product],
    purpose: str,
    carry: Mapping[str, Any],
    *,
    offset: int = 0,
    thing: str | None = None,
) -> Answer:
    """Ask one short question that uses what truly differs between ``products``."""
    found = difference(products)
    said = found.choices[offset : offset + SAID_AT_ONCE]
    rest = len(found.choices) > offset + SAID_AT_ONCE
    d.state.list_products([choice.products[0].sku for choice in found.choices], offset)
    choices = labels.series(_choices(found, said), "none" if rest else "or")
    line = say(
        _wording(found, purpose, rest=rest),
        thing=_thing(d, products, found, thing),
        choices=choices,
    )
    skus = [product.sku for product in products]
    question = ask(
        "choose", line, purpose=purpose, carry=dict(carry), skus=skus, offset=offset, thing=thing
    )
    suggestions = tuple(_label(found, choice) for choice in said)
    return Answer(question=question, suggestions=suggestions)


def again(d: Dialogue, offset: int | None = None) -> Answer:
    """Put the open choice once more, or go on to the choices from ``offset`` on."""
    data = _open_choice(d)
    if data.get("each"):
        return Answer(question=d.asked)
    return which(
        d,
        d.products(data["skus"]),
        data["purpose"],
        data["carry"],
        offset=data["offset"] if offset is None else offset,
        thing=data["thing"],
    )


def each_of(products: Sequence[Product], purpose: str, line: Line) -> Question:
    """Ask to choose among at most three products that were just named one by one."""
    skus = [product.sku for product in products]
    return ask(
        "choose", line, purpose=purpose, carry={}, skus=skus, offset=0, thing=None, each=True
    )


def choosing(d: Dialogue) -> bool:
    """Whether the turn before this one asked to choose between products."""
    return d.question is not None and d.question.kind == "choose"


def under_discussion(d: Dialogue) -> list[Product]:
    """The products a word like "the decaf one" may mean: those asked about, else those listed."""
    asked = d.question.data.get("skus") if d.question else None
    return d.products(d.state.listed if asked is None else asked)


def said_groups(d: Dialogue) -> list[list[Product]]:
    """What "the first", "the second" and "the third" stand for, in the order they were said."""
    if choosing(d) and not _open_choice(d).get("each"):
        choices = difference(under_discussion(d)).choices
        offset = _open_choice(d)["offset"]
        return [list(c.products) for c in choices[offset : offset + SAID_AT_ONCE]]
    said = _open_choice(d)["skus"] if choosing(d) else d.state.said
    return [[product] for product in d.products(said)]


def family(d: Dialogue, product: Product) -> list[Product]:
    """The same kind of thing in every brand and size."""
    kin = d.work.catalog.in_category(product.category)
    return [other for other in kin if other.name == product.name]


def picked(products: Sequence[Product], how: str, focus: Product | None) -> list[Product]:
    """Those that "the cheaper one", "the big one" or "the other one" may mean."""
    if how == "other":
        return [product for product in products if focus is None or product.sku != focus.sku]
    if how == "best":
        return [min(products, key=_price_of_measure)] if products else []
    if how not in get_args(Pick):
        return []
    best = pick(products, cast(Pick, how))
    if best is None:
        return []
    if how in ("largest", "smallest"):
        return [p for p in products if p.size == best.size]
    return [best]


def _price_of_measure(product: Product) -> Fraction:
    return product.price.amount_minor / product.size.magnitude


def beyond(products: Sequence[Product], how: str, focus: Product) -> list[Product]:
    """Those of ``products`` that are cheaper, larger or the like than the one in hand."""
    better = [p for p in products if p.sku != focus.sku and pick([focus, p], cast(Pick, how)) == p]
    return picked(better, how, focus) if how in ("cheapest", "dearest") else better


def continued(d: Dialogue) -> tuple[str, Mapping[str, Any]]:
    """What to go on with once the open choice is made: its purpose, or else an offer."""
    if choosing(d):
        data = _open_choice(d)
        return data["purpose"], data["carry"]
    return "offer", {}


def open_thing(d: Dialogue) -> str | None:
    """What the open choice is about, in the shopper's words: it stays so while it narrows down."""
    return _open_choice(d)["thing"] if choosing(d) else None


def _open_choice(d: Dialogue) -> Mapping[str, Any]:
    return d.asked.data


def _unnamed(d: Dialogue, purpose: str, carry: Mapping[str, Any]) -> Answer:
    if choosing(d):
        data = {**_open_choice(d)["carry"], **carry}
        return which(d, under_discussion(d), purpose, data, thing=_open_choice(d)["thing"])
    if d.focus is not None:
        return settle(d, [d.focus], purpose, carry)
    if listed := d.products(d.state.listed):
        return settle(d, listed, purpose, carry)
    line = say(f"which-product-{purpose}")
    return Answer(question=ask("which-product", line, purpose=purpose, carry=dict(carry)))


def _searched(d: Dialogue, words: str, purpose: str, carry: Mapping[str, Any]) -> Answer:
    found = d.work.search.search(words)
    if found.certainty in (Certainty.NOTHING, Certainty.NEAREST) and (resolved := _resolved(d)):
        return settle(d, [resolved], purpose, carry)
    if found.certainty is Certainty.NOTHING:
        line = say("ask-something-else")
        return Answer((say("nothing-found", thing=words),), ask("anything-else", line))
    if found.certainty is Certainty.NEAREST:
        nearest = found.products[0]
        d.state.list_products([product.sku for product in found.products])
        d.state.focus = nearest.sku
        question = ask(
            "confirm-product",
            say("ask-nearest"),
            sku=nearest.sku,
            purpose=purpose,
            carry=dict(carry),
        )
        line = say("nearest-found", thing=words, product=labels.full(nearest), price=nearest.price)
        return Answer((line,), question)
    return settle(d, called_so(found.products, words), purpose, carry, thing=words)


def _resolved(d: Dialogue) -> Product | None:
    """What the platform's own recogniser took the words for: a hint, for when they lead nowhere."""
    slot = d.slot("product")
    return d.product(str(slot.value)) if slot and slot.value is not None else None


def _wording(found: Difference, purpose: str, *, rest: bool) -> str:
    by = purpose if purpose in _OWN_WORDING else found.by
    return f"choose-{by}-more" if rest else f"choose-{by}"


def _thing(
    d: Dialogue, products: Sequence[Product], found: Difference, words: str | None
) -> str | Line:
    """What a question between products calls them: as exactly as they are settled."""
    names = {product.name for product in products}
    brands = {product.brand for product in products}
    if len(names) == 1:
        name = names.pop()
        return f"{brands.pop()} {name}" if len(brands) == 1 else name
    category = products[0].category
    known = words and any(differences.meant([product], words) for product in products)
    thing = words if words and known else category
    sizes = {product.size for product in products}
    if choosing(d) and found.by == "name" and len(sizes) == 1:
        return say("thing-in-size", thing=thing, size=labels.size(sizes.pop()))
    return thing


def _choices(found: Difference, said: Sequence[Choice]) -> list[Line]:
    """The choices as they are said: with prices where each is a single product."""
    names = [_label(found, choice) for choice in said]
    if found.by == "price" or any(len(choice.products) > 1 for choice in said):
        return names
    prices = [choice.products[0].price for choice in said]
    return [
        say("priced", what=name, price=price) for name, price in zip(names, prices, strict=True)
    ]


def _label(found: Difference, choice: Choice) -> Line:
    first = choice.products[0]
    match found.by:
        case "size":
            return labels.size(first.size)
        case "price":
            return say("at-price", price=first.price)
        case _:
            return say("plain", text=choice.label)
