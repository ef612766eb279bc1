"""Choosing among what was just said: ordinals, the cheaper one, the same but decaf, more."""

from __future__ import annotations

from collections.abc import Sequence

from fulfillment.catalog import Product
from fulfillment.search import differences
from skill.conversation import labels, registry
from skill.conversation.answer import Answer, ask, say
from skill.conversation.asking import (
    again,
    choosing,
    continued,
    open_thing,
    said_groups,
    under_discussion,
)
from skill.conversation.budget import among_within, limit
from skill.conversation.choosing import (
    asked_about,
    beyond,
    family,
    like_it,
    meant,
    picked,
    place_in,
    settle,
)
from skill.conversation.dialogue import Dialogue
from skill.conversation.intents.browse import adding
from skill.conversation.intents.checkout import read_again
from skill.conversation.intents.delivery import slot_at
from skill.conversation.intents.offers import more_offers, offer_at
from skill.conversation.intents.reorder import usual_from
from skill.conversation.registry import answers_to, intent

_KINDS = ("brand", "attribute", "size")


@intent("Choose")
def choose(d: Dialogue) -> Answer:
    """ "The second one", "the cheaper one", "the Juniper Row one", or a touch on the screen."""
    if d.question is not None and d.question.kind == "which-slot":
        return slot_at(d, d.number("ordinal") or 0)
    if d.question is not None and d.question.kind in ("which-offer", "confirm-offer"):
        return offer_at(d, d.number("ordinal") or 0)
    purpose, carry = continued(d)
    chosen = _chosen(d)
    if chosen:
        return settle(d, chosen, purpose, carry, thing=open_thing(d))
    if not under_discussion(d) and d.focus is None:
        return Answer((say("nothing-to-choose"),), ask("anything-else", say("ask-what-find")))
    if choosing(d):
        return again(d).after(say("no-such-choice"))
    return Answer((say("no-such-choice"),), ask("anything-else", say("ask-what-else-find")))


def _chosen(d: Dialogue) -> Sequence[Product]:
    if (slot := d.slot("product")) is not None:
        touched = d.product(str(slot.value))
        if touched:
            return [touched]
        return differences.meant(under_discussion(d), slot.text, d.work.search.language)
    if (place := d.number("ordinal")) is not None:
        return place_in(said_groups(d), place)
    if (how := d.value("pick")) is not None:
        return _picked(d, str(how))
    return _named(d)


def _picked(d: Dialogue, how: str) -> Sequence[Product]:
    candidates = under_discussion(d)
    if len(candidates) < 2 and d.focus is not None:
        candidates = family(d, d.focus)
    if how == "other" and not choosing(d):
        candidates = d.products(d.state.said)
    return picked(candidates, how, d.focus)


def _named(d: Dialogue) -> Sequence[Product]:
    words = next((text for kind in _KINDS if (text := d.heard(kind))), "")
    if not words:
        return []
    if fitting := asked_about(d, words):
        return fitting
    listed = differences.meant(under_discussion(d), words, d.work.search.language)
    return listed or (like_it(d, d.focus, words) if d.focus else [])


@intent("Vary")
def vary(d: Dialogue) -> Answer:
    """ "The same but decaf": another product that differs from "it" in just that.

    "Something under five dollars" is one of those just said.
    """
    if (bound := limit(d)) is not None:
        return among_within(d, bound)
    if d.focus is None:
        return choose(d)
    found = _variants(d, d.focus)
    if found:
        purpose, carry = continued(d)
        return settle(d, found, purpose, carry)
    how = d.value("pick")
    if how is not None and d.focus.available:
        return Answer((say(f"already-{how}"),), adding(d.focus))
    line = say("no-variant", product=labels.short(d.focus))
    if not d.focus.available:
        return Answer((line,), ask("anything-else", say("ask-something-else")))
    return Answer((line,), adding(d.focus, line=say("ask-add-anyway")))


def _variants(d: Dialogue, focus: Product) -> Sequence[Product]:
    if (how := d.value("pick")) is not None:
        kin = family(d, focus)
        own = [product for product in kin if product.brand == focus.brand]
        return beyond(own, str(how), focus) or beyond(kin, str(how), focus)
    words = next((text for kind in _KINDS if (text := d.heard(kind))), "")
    return like_it(d, focus, words) if words else []


@intent("More")
def more(d: Dialogue) -> Answer:
    """The next three of what was being listed; after the last come the first again."""
    if d.question is not None and d.question.kind in ("which-offer", "confirm-offer"):
        return more_offers(d)
    if choosing(d) and _of_usuals(d):
        return usual_from(d, int(d.asked.data["offset"]) + d.at_once)
    if choosing(d):
        following = int(d.asked.data["offset"]) + d.at_once
        if following < len(d.state.listed):
            return again(d, following)
        return again(d, 0).after(say("no-more"))
    if d.question is not None and d.question.kind in ("browse", "hear-cart", "hear-quote"):
        return registry.answers[d.question.kind](d, True)
    if d.focus is not None:
        return meant(d, "details")
    return Answer((say("no-more"),), ask("anything-else", say("ask-what-find")))


def _of_usuals(d: Dialogue) -> bool:
    """Whether the open choice is among things to buy again that were named one by one."""
    return bool(d.asked.data.get("each")) and d.asked.data["purpose"] == "reorder"


@intent("Previous")
def previous(d: Dialogue) -> Answer:
    """The three before; before the first there is nothing."""
    if not choosing(d):
        return Answer((say("no-previous"),), ask("anything-else", say("ask-what-find")))
    offset = int(d.asked.data["offset"])
    if _of_usuals(d):
        answer = usual_from(d, max(0, offset - d.at_once))
        return answer if offset else answer.after(say("no-previous"))
    if offset == 0:
        return again(d).after(say("no-previous"))
    return again(d, max(0, offset - d.at_once))


@intent("DontMind")
def dont_mind(d: Dialogue) -> Answer:
    """ "Whichever": what the shopper usually takes, or what most people take."""
    if d.question is not None and d.question.kind == "which-slot":
        return slot_at(d, 1)
    if d.question is not None and d.question.kind == "confirm-order":
        return read_again(d, say("miss-order"))
    if not choosing(d):
        return Answer((say("no-matter"),), ask("anything-else", say("ask-what-find")))
    purpose, carry = continued(d)
    candidates = [p for p in under_discussion(d) if p.available] or under_discussion(d)
    habits = {usual.product.sku for usual in d.usuals}
    best = max(candidates, key=lambda p: (p.sku in habits, p.popularity))
    return settle(d, [best], purpose, carry).after(say("my-choice"))


@answers_to("choose")
def choose_yes_no(d: Dialogue, yes: bool) -> Answer:
    """A yes to a choice between things says nothing; a no leaves it."""
    if yes:
        return again(d)
    return Answer(question=ask("anything-else", say("ask-instead")))


@answers_to("which-product")
def which_yes_no(d: Dialogue, yes: bool) -> Answer:
    """A yes names no product either; a no leaves the question."""
    if not yes and d.asked.data["purpose"] in ("take-out", "set-quantity"):
        return Answer((say("left-as-it-is"),), ask("anything-else", say("ask-anything-else")))
    if yes:
        return Answer(question=d.asked)
    return Answer(question=ask("anything-else", say("ask-instead")))
