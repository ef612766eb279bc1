"""Hands a matter to the shop's people, with what they need to take it up and nothing more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fulfillment.orders import Order
from skill.conversation.answer import Answer, Line, Question, ask, say
from skill.conversation.dialogue import Dialogue
from skill.conversation.scrubbing import kept_words

# What of a question's data says what a matter is about.
_MATTER = ("reason", "wanted", "said")


def said(d: Dialogue) -> str:
    """Of the words of this turn those that are the shop's own, or else what they were taken for."""
    words = d.turn.utterance
    kept = kept_words(words, d.turn.locale, d.work.search.knows) if words else None
    return kept or d.turn.intent


def offer(d: Dialogue, kind: str, order: Order | None, **about: Any) -> Question:
    """Ask whether a person shall take it up; what was said just now goes along."""
    data = {"said": said(d), **about}
    order_id = order.id if order else None
    return ask("hand-over", say("ask-hand-over"), matter=kind, order=order_id, **data)


def hand_over(d: Dialogue, kind: str, order_id: int | None, about: Mapping[str, Any]) -> None:
    """Open a ticket of this kind for the shopper."""
    context = {name: about[name] for name in _MATTER if about.get(name) is not None}
    context["channel"] = d.turn.channel
    d.work.aftercare.tickets.open(kind, d.buyer.id, order_id, context)


def in_talk(d: Dialogue) -> int | None:
    """The order that the question before this turn was about, where there was one."""
    if d.customer is None or d.question is None:
        return None
    found = d.question.data.get("order") or d.question.data.get("placed")
    return int(found) if found is not None else None


def with_a_person(d: Dialogue, *lines: Line) -> Answer:
    """How to reach the shop's people, in words and on a card."""
    profile = d.work.profile
    card = (
        say("card-person-title", shop=profile.name),
        say("card-person-text", phone=profile.phone, hours=profile.support_hours),
    )
    question = ask("farewell", say("ask-anything-else"))
    return Answer(lines, question, card=card, hands_over=True)
