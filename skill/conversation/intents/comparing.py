"""Two things against each other: how they differ, and which of them costs less."""

from __future__ import annotations

from collections.abc import Callable
from math import inf

from fulfillment.catalog import Product
from fulfillment.search import Certainty, differences
from skill.conversation import labels
from skill.conversation.answer import Answer, Line, ask, say
from skill.conversation.asking import each_of
from skill.conversation.choosing import family, meant
from skill.conversation.dialogue import Dialogue
from skill.conversation.intents.browse import rivals
from skill.conversation.registry import intent
from skill.conversation.screen import rows


@intent("Compare")
def compare(d: Dialogue) -> Answer:
    """Tell two things apart: those that are named, or two of those that were just said."""
    pair = _two(d, _of_said)
    if isinstance(pair, Answer):
        return pair
    d.state.list_products([product.sku for product in pair])
    return _compared(*pair)


def _compare_what() -> Answer:
    return Answer(question=ask("which-product", say("ask-compare-what"), purpose="offer", carry={}))


def _two(
    d: Dialogue, by_place: Callable[[Dialogue], tuple[Product, Product] | None]
) -> tuple[Product, Product] | Answer:
    """The two that were named, or those by their places; else the answer that asks for them."""
    one, other = d.heard("product"), d.heard("product_two")
    pair = _named(d, one, other) if one and other else by_place(d)
    if pair is None or (not isinstance(pair, Answer) and pair[0] == pair[1]):
        return _compare_what()
    return pair


def _of_said(d: Dialogue) -> tuple[Product, Product] | None:
    """The two that stand at the places named, else the first two, else "it" and a rival."""
    said = d.products(d.state.said)
    places = [d.number("ordinal") or 1, d.number("ordinal_two") or 2]
    chosen = [said[place - 1] for place in places if 0 < place <= len(said)]
    if d.slot("ordinal_two") is None and len(said) < 2 and d.focus is not None:
        chosen = [d.focus, *rivals(d, d.focus)][:2]
    return (chosen[0], chosen[1]) if len(chosen) == 2 else None


def _compared(first: Product, second: Product) -> Answer:
    lines = tuple(
        say(id_, product=labels.subject(product), price=product.price)
        for id_, product in (("compare-first", first), ("compare-second", second))
    )
    question = each_of((first, second), "add", say("ask-which-of-two"))
    verdict = _better_value(first, second)
    said = lines if verdict is None else (*lines, verdict)
    return Answer(said, question, shown=rows([first, second]))


def _better_value(first: Product, second: Product) -> Line | None:
    if not first.size.comparable(second.size):
        return None
    ours = first.price.amount_minor * second.size.magnitude
    theirs = second.price.amount_minor * first.size.magnitude
    if ours == theirs:
        return say("compare-same-value")
    return say("compare-value", which=say("the-first" if ours < theirs else "the-second"))


@intent("WhichIsCheaper")
def which_is_cheaper(d: Dialogue) -> Answer:
    """ "Is that cheaper than the other?": which one is, by how much, and what counts by measure."""
    pair = _two(d, _pair)
    if isinstance(pair, Answer):
        return pair
    # In the order in which the answer names them: "the first one" is then the cheaper.
    cheap, dear = sorted(pair, key=lambda product: product.price.amount_minor)
    d.state.list_products([cheap.sku, dear.sku])
    question = each_of((cheap, dear), "add", say("ask-which-of-two"))
    return Answer(_cheaper(cheap, dear), question, shown=rows((cheap, dear)))


def _named(d: Dialogue, one: str, other: str) -> tuple[Product, Product] | Answer:
    """The two whose names were said, or the answer that one of them is not sold.

    Each is one of those just said, or that the shopper usually buys, or that sells best; the
    other in the size nearest to that of the first.
    """
    first, second = _called(d, one), _called(d, other)
    if first is None or second is None:
        return meant(d.heard_as("product", one if first is None else other), "offer")
    if first.size.comparable(second.size):
        kin = [product for product in family(d, second) if product.available] or [second]
        second = min(kin, key=lambda product: _apart(first, product))
    return first, second


def _called(d: Dialogue, words: str) -> Product | None:
    for near in (d.products(d.state.said), [usual.product for usual in d.usuals]):
        if fitting := differences.meant(near, words, d.work.search.language):
            return fitting[0]
    found = d.work.search.search(words)
    sure = found.certainty in (Certainty.ONE, Certainty.SEVERAL)
    return found.products[0] if sure and found.products else None


def _apart(one: Product, other: Product) -> tuple[float, bool]:
    """How far a size is from another, and whether the brand is another."""
    off = inf
    if one.size.comparable(other.size):
        ratio = other.size.magnitude / one.size.magnitude
        off = float(max(ratio, 1 / ratio))
    return off, one.brand != other.brand


def _pair(d: Dialogue) -> tuple[Product, Product] | None:
    """The two that are compared: those named by their places, else "it" and the other one."""
    said = d.products(d.state.said)
    places = (d.number("ordinal"), d.number("ordinal_two"))
    if any(places):
        named = [said[n - 1] for n in places if n and 0 < n <= len(said)]
        others = [product for product in said if product not in named]
        chosen = [*named, *others][:2]
    elif len(said) > 1:
        first = d.focus if d.focus in said else said[0]
        chosen = [first, *(product for product in said if product != first)][:2]
    else:
        chosen = [d.focus, *rivals(d, d.focus)][:2] if d.focus is not None else []
    return (chosen[0], chosen[1]) if len(chosen) == 2 and chosen[0] != chosen[1] else None


def _cheaper(cheap: Product, dear: Product) -> tuple[Line, ...]:
    """Which of two costs less, and which is the better value where that is not the same."""
    apart = (cheap.brand, cheap.name) != (dear.brand, dear.name)
    name = labels.short if apart else _by_size
    by = dear.price - cheap.price
    line = say("cheaper-is", product=name(cheap), price=cheap.price, other=name(dear), by=by)
    if not by:
        line = say("cheaper-same", price=cheap.price)
    if not cheap.size.comparable(dear.size) or cheap.size.magnitude == dear.size.magnitude:
        return (line,)
    costs = cheap.price.amount_minor * dear.size.magnitude
    against = dear.price.amount_minor * cheap.size.magnitude
    if costs == against:
        return (line, say("compare-same-value"))
    better = cheap if costs < against else dear
    return (line, say("better-value", product=name(better)))


def _by_size(product: Product) -> Line:
    return labels.size(product.size)
