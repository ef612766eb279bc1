"""Several commands in one breath: one after the other, and on after a question in between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from skill.conversation.answer import Answer, Line
from skill.conversation.dialogue import Dialogue
from skill.conversation.turn import Reading, Slot

# Questions that nothing hangs on: the next command may come instead of an answer.
_OPEN = ("anything-else", "farewell")
# What is only asked after: their offer to go on is left out where the shopper goes on anyway.
_ASKING = (
    "CheckPrice", "CheckAvailability", "HowManyLeft", "ProductDetails", "ShowCart", "OrderStatus",
    "DeliveryTimes", "Compare", "UsualProducts", "Offers", "ShowCoupons", "StoreCredit",
)  # fmt: skip
# After these, what was still to be done is forgotten.
_BREAKS = ("Stop", "Cancel", "StartOver", "Launch", "Fallback")

_SECRET = ("digits",)  # slots that are never kept

Respond = Callable[[Dialogue], Answer]


def answer_all(d: Dialogue, respond: Respond, has: Callable[[str], bool]) -> Answer:
    """The answer to a turn and to the commands after it, as far as no question stops them.

    What a question stops is kept in the state and goes on once the question is settled. ``has``
    tells whether the locale has a reply: a line in a row is said in its form "-on", if it has one.
    """
    if d.turn.then or d.turn.intent in _BREAKS:
        d.state.todo = [reading_to_json(reading) for reading in d.turn.then]
    answer = respond(d)
    intent = d.turn.intent
    while d.state.todo and _settled(answer, intent):
        reading = reading_from_json(d.state.todo.pop(0))
        intent = reading.intent
        answer = _joined(answer, respond(_next(d, reading)), has)
    return answer


def _settled(answer: Answer, intent: str) -> bool:
    if answer.question is None or answer.verbatim is not None:
        return False
    return answer.question.kind in _OPEN or intent in _ASKING


def _next(d: Dialogue, reading: Reading) -> Dialogue:
    turn = replace(
        d.turn,
        intent=reading.intent,
        slots=reading.slots,
        confidence=reading.confidence,
        alternatives=(),
        then=(),
    )
    return Dialogue(turn, d.work, d.state, d.customer, None, d.resolve)


def _joined(first: Answer, second: Answer, has: Callable[[str], bool]) -> Answer:
    """Both answers as one, which asks what the second asks."""
    return replace(
        second,
        lines=(*(_in_a_row(line, has) for line in first.lines), *second.lines),
        card=second.card or first.card,
        shown=second.shown or first.shown,
        links_account=first.links_account or second.links_account,
        hands_over=first.hands_over or second.hands_over,
        vocabulary=(*first.vocabulary, *second.vocabulary),
    )


def _in_a_row(line: Line, has: Callable[[str], bool]) -> Line:
    return replace(line, id=f"{line.id}-on") if has(f"{line.id}-on") else line


def reading_to_json(reading: Reading) -> list[Any]:
    """A reading as JSON values, without what comes after it."""
    slots = {
        name: [s.text, s.value, s.confidence]
        for name, s in reading.slots.items()
        if name not in _SECRET
    }
    return [reading.intent, slots, reading.confidence]


def reading_from_json(value: list[Any]) -> Reading:
    """The reading that :func:`reading_to_json` wrote."""
    intent, slots, confidence = value
    return Reading(intent, {name: Slot(*slot) for name, slot in slots.items()}, confidence)
