"""Finds out which product is meant: from the words, from what was just said, or by one question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Literal, cast, get_args

from fulfillment.catalog import Product
from fulfillment.search import Certainty, differences
from fulfillment.search.differences import pick
from fulfillment.search.language import Language
from fulfillment.search.text import analyse, tokens
from skill.conversation import labels, registry
from skill.conversation.answer import Answer, ask, say
from skill.conversation.asking import choosing, open_choice, open_thing, under_discussion, which
from skill.conversation.dialogue import Dialogue

Pick = Literal["cheapest", "dearest", "largest", "smallest"]

_BUYING = ("offer", "add", "reorder")


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
    """What the words mean among the products that were just asked about, or else among their kin.

    Asked for a brand of laundry detergent, "unscented" means a detergent too. What names another
    kind of thing is an answer only where it tells the products apart: "milk", of chocolates.
    """
    if d.question is None or "skus" not in d.question.data:
        return []
    candidates = under_discussion(d)
    language = d.work.search.language
    fitting = differences.called(differences.meant(candidates, words, language), words, language)
    told = len(fitting) < len(candidates) and any(_says(p, words, language) for p in fitting)
    if not told and _another_thing(d, words, candidates):
        return []
    if all(word.is_size for word in analyse(words, language)):
        # "4 ounces" is the single piece before it is the pack of twelve such pieces.
        fitting = [product for product in fitting if product.size.count == 1] or fitting
    if fitting or not choosing(d) or not candidates:
        return fitting
    sizes = {product.size for product in candidates}
    brands = {product.brand for product in candidates}
    open_ = {"sized": len(sizes) == 1, "branded": len(brands) == 1}
    return like_it(d, candidates[0], words, **open_)


def _says(product: Product, words: str, language: Language) -> bool:
    """Whether the name has the words, or they are the whole of what else tells the product."""
    wanted = tokens(words, language)
    others = (product.brand, *product.synonyms, *product.attributes)
    return set(wanted) <= set(tokens(product.name, language)) or any(
        tokens(text, language) == wanted for text in others
    )


def _another_thing(d: Dialogue, words: str, candidates: Sequence[Product]) -> bool:
    """Whether the words name something of none of the candidates' categories: "organic milk"."""
    found = d.work.search.search(words)
    if found.certainty not in (Certainty.ONE, Certainty.SEVERAL):
        return False
    kinds = {product.category for product in candidates}
    if any(product.category in kinds for product in found.products):
        return False
    language, best = d.work.search.language, found.products[0]
    wanted = tokens(words, language)
    for name in (tokens(text, language) for text in (best.name, best.category, *best.synonyms)):
        head = wanted[: len(name)] if language.head_first else wanted[-len(name) :]
        if name and head == name:
            return True
    return False


def names_no_thing(d: Dialogue, words: str) -> bool:
    """Whether the words are a brand or a quality alone, which says nothing without a thing."""
    language = d.work.search.language
    wanted = tokens(words, language)
    found = d.work.search.search(words).products
    return bool(wanted and found) and all(
        wanted in (tokens(text, language) for text in (p.brand, *p.attributes))
        and wanted not in (tokens(text, language) for text in (p.name, p.category, *p.synonyms))
        for p in found
    )


def like_it(
    d: Dialogue, product: Product, words: str, *, sized: bool = True, branded: bool = True
) -> Sequence[Product]:
    """The products of the same category that the words fit, as close to this one as can be.

    Size and brand count only where they have been chosen.
    """
    wish = (
        (product.category, words)
        if d.work.search.language.head_first
        else (words, product.category)
    )
    found = d.work.search.search(" ".join(wish))
    if found.certainty not in (Certainty.ONE, Certainty.SEVERAL):
        return []
    others = [p for p in found.products if p.sku != product.sku]
    kin = [other for other in others if other.category == product.category]
    return _closest(product, kin, sized=sized, branded=branded)


def _closest(
    focus: Product, products: Sequence[Product], *, sized: bool, branded: bool
) -> Sequence[Product]:
    """Those that share most with the product in hand, so that only the wish differs."""

    def shared(product: Product) -> int:
        words = set(product.name.split()) & set(focus.name.split())
        traits = set(product.attributes) & set(focus.attributes)
        same_brand = branded and product.brand == focus.brand
        same_size = sized and product.size == focus.size
        return 3 * len(words) + 3 * len(traits) + 4 * same_brand + 2 * same_size

    best = max((shared(product) for product in products), default=0)
    return [product for product in products if shared(product) == best]


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


def place_in(groups: Sequence[Sequence[Product]], place: int) -> Sequence[Product]:
    """What stands at a place of a list that was said: 1 is the first, -1 the last."""
    index = place if place < 0 else place - 1
    return groups[index] if -len(groups) <= index < len(groups) else []


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


def _unnamed(d: Dialogue, purpose: str, carry: Mapping[str, Any]) -> Answer:
    if choosing(d):
        data = {**open_choice(d)["carry"], **carry}
        return which(d, under_discussion(d), purpose, data, thing=open_choice(d)["thing"])
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
        line = say(
            "nearest-found", thing=words, product=labels.subject(nearest), price=nearest.price
        )
        return Answer((line,), question)
    products = differences.called(found.products, words, d.work.search.language)
    if (how := d.value("pick")) is not None:
        products = picked(products, str(how), None) or products
    return settle(d, products, purpose, carry, thing=words)


def _resolved(d: Dialogue) -> Product | None:
    """What the platform's own recogniser took the words for: a hint, for when they lead nowhere."""
    slot = d.slot("product")
    return d.product(str(slot.value)) if slot and slot.value is not None else None
