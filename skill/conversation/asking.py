"""Asks which of several products is meant, and knows what was asked: one short question each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fulfillment.catalog import Product
from fulfillment.search.differences import Choice, Difference, difference
from fulfillment.search.language import Language
from fulfillment.search.text import analyse, tokens
from skill.conversation import labels
from skill.conversation.answer import Answer, Line, Question, ask, say
from skill.conversation.dialogue import Dialogue

# Purposes whose question between products has a wording of its own.
_OWN_WORDING = ("take-out", "set-quantity", "give-back", "leave-out")


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
    found = differing(products)
    said = found.choices[offset : offset + d.at_once]
    rest = len(found.choices) > offset + d.at_once
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


def differing(products: Sequence[Product]) -> Difference:
    """What tells products apart; sizes from the smallest on, the rest the best selling first."""
    found = difference(products)
    first = products[0].size
    if found.by != "size" or not all(first.comparable(p.size) for p in products):
        return found
    by_size = sorted(found.choices, key=lambda choice: choice.products[0].size.magnitude)
    return Difference(found.by, tuple(by_size))


def again(d: Dialogue, offset: int | None = None) -> Answer:
    """Put the open choice once more, or go on to the choices from ``offset`` on."""
    data = open_choice(d)
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


def each_of(products: Sequence[Product], purpose: str, line: Line, offset: int = 0) -> Question:
    """Ask to choose among at most three products that were just named one by one.

    ``offset`` says how many had been named before them.
    """
    skus = [product.sku for product in products]
    return ask(
        "choose", line, purpose=purpose, carry={}, skus=skus, offset=offset, thing=None, each=True
    )


def choosing(d: Dialogue) -> bool:
    """Whether the turn before this one asked to choose between products."""
    return d.question is not None and d.question.kind == "choose"


def open_thing(d: Dialogue) -> str | None:
    """What the open choice is about, in the shopper's words: it stays so while it narrows down."""
    return open_choice(d)["thing"] if choosing(d) else None


def under_discussion(d: Dialogue) -> list[Product]:
    """The products a word like "the decaf one" may mean: those asked about, else those listed."""
    asked = d.question.data.get("skus") if d.question else None
    return d.products(d.state.listed if asked is None else asked)


def said_groups(d: Dialogue) -> list[list[Product]]:
    """What "the first", "the second" and "the third" stand for, in the order they were said."""
    if choosing(d) and not open_choice(d).get("each"):
        choices = differing(under_discussion(d)).choices
        offset = open_choice(d)["offset"]
        return [list(c.products) for c in choices[offset : offset + d.at_once]]
    said = open_choice(d)["skus"] if choosing(d) else d.state.said
    return [[product] for product in d.products(said)]


def continued(d: Dialogue) -> tuple[str, Mapping[str, Any]]:
    """What to go on with once the open choice is made: its purpose, or else an offer."""
    if choosing(d):
        data = open_choice(d)
        return data["purpose"], data["carry"]
    return "offer", {}


def open_choice(d: Dialogue) -> Mapping[str, Any]:
    """What is kept of the choice that was asked for."""
    return d.asked.data


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
        return say("product-short", brand=brands.pop(), name=name) if len(brands) == 1 else name
    category = products[0].category
    thing = words if words and _known(words, products, d.work.search.language) else category
    sizes = {product.size for product in products}
    if choosing(d) and found.by == "name" and len(sizes) == 1:
        return say("thing-in-size", thing=thing, size=labels.size(sizes.pop()))
    return thing


def _known(words: str, products: Sequence[Product], language: Language) -> bool:
    """Whether the words can be said back: as they stand, they are words of these products."""
    known: set[str] = set()
    for product in products:
        names = (product.brand, product.name, product.category)
        for text in (*names, *product.synonyms, *product.attributes):
            known.update(tokens(text, language))
    heard = [word for word in analyse(words, language) if word.required and not word.is_size]
    return all(word.text in known for word in heard)


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
