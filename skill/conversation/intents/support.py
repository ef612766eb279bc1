"""Help, a person, and what was not understood."""

from __future__ import annotations

from skill.conversation import handing_over, questions
from skill.conversation.answer import Answer, Question, ask, say
from skill.conversation.dialogue import Dialogue
from skill.conversation.intents.checkout import OPEN_ORDER, read_again
from skill.conversation.intents.learning import heard_nothing, may_ask
from skill.conversation.registry import answers_to, intent

_PATIENCE = 2


@intent("Help")
def help_here(d: Dialogue) -> Answer:
    """What can be said where the shopper is just now, then the open question again."""
    if d.question is not None and d.question.kind == "confirm-order":
        return read_again(d, say("help-order"))
    question = d.question or _open()
    place = questions.place(d.question) if d.question else "start"
    if place == "start" and d.work.carts.get(d.owner).lines:
        place = "cart"
    return Answer((say(f"help-{place}"),), question)


@intent("Fallback")
def not_understood(d: Dialogue) -> Answer:
    """Two tries, each different and more concrete, then an offer of a person."""
    d.state.misses += 1
    d.work.note("not_understood")
    heard_nothing(d)
    if d.state.misses > _PATIENCE:
        question = ask("offer-person", say("ask-person"), instead="help")
        ordering = d.question is not None and d.question.kind in OPEN_ORDER
        lines = (say("nothing-ordered"), say("miss-again")) if ordering else (say("miss-again"),)
        return Answer(lines, question)
    if d.question is not None and d.question.kind == "confirm-order":
        return read_again(d, say("miss-order"))
    place = questions.place(d.question) if d.question else "start"
    said = say("miss-first") if d.state.misses == 1 else say(f"miss-{place}")
    return Answer((said,), may_ask(d) or d.question or _open())


def _open() -> Question:
    return ask("anything-else", say("ask-what-find"))


@intent("TalkToPerson")
def talk_to_person(d: Dialogue) -> Answer:
    """How to reach the shop's people, in words and on a card.

    An order that was in talk is passed on to them.
    """
    profile = d.work.profile
    line = say("person", phone=profile.phone, hours=profile.support_hours)
    order_id = handing_over.in_talk(d)
    if order_id is None or d.question is None:
        return handing_over.with_a_person(d, line)
    about = {"said": handing_over.said(d), **d.question.data}
    handing_over.hand_over(d, "talk", order_id, about)
    return handing_over.with_a_person(d, say("person-noted"), line)


@answers_to("offer-person")
def offer_person(d: Dialogue, yes: bool) -> Answer:
    """Yes is a person; a no after words that were not understood is help."""
    if yes:
        return talk_to_person(d)
    if d.asked.data.get("instead") != "help":
        return Answer(question=ask("anything-else", say("ask-anything-else")))
    return Answer((say("help-start"),), _open())
