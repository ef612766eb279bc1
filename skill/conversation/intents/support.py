"""Help, a person, and what was not understood."""

from __future__ import annotations

from skill.conversation import questions
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
    """How to reach the shop's people, in words and on a card."""
    profile = d.work.profile
    line = say("person", phone=profile.phone, hours=profile.support_hours)
    card = (
        say("card-person-title", shop=profile.name),
        say("card-person-text", phone=profile.phone, hours=profile.support_hours),
    )
    return Answer((line,), ask("farewell", say("ask-anything-else")), card=card)


@answers_to("offer-person")
def offer_person(d: Dialogue, yes: bool) -> Answer:
    """Yes is a person; a no after words that were not understood is help."""
    if yes:
        return talk_to_person(d)
    if d.asked.data.get("instead") != "help":
        return Answer(question=ask("anything-else", say("ask-anything-else")))
    return Answer((say("help-start"),), _open())
