"""When an order comes: the free times, and another one for the order that was just read back."""

from __future__ import annotations

from fulfillment.errors import DeliveryUnavailable
from fulfillment.orders import DeliverySlot
from skill.conversation import labels
from skill.conversation.answer import Answer, Line, ask, say
from skill.conversation.dialogue import Dialogue
from skill.conversation.intents.cart import anything_else
from skill.conversation.intents.checkout import OPEN_ORDER, quote_answer
from skill.conversation.registry import answers_to, intent
from skill.conversation.state import SAID_AT_ONCE

_ORDERING = (*OPEN_ORDER, "which-slot")


@intent("DeliveryTimes")
def delivery_times(d: Dialogue) -> Answer:
    """When an order could come; while ordering, one of the times may be chosen."""
    slots = d.work.quotes.slots()[:SAID_AT_ONCE]
    if not slots:
        return Answer((say("no-delivery"),), anything_else())
    said = labels.series([_offer(d, slot) for slot in slots], "or")
    line = say("delivery-times", slots=said)
    if d.question is None or d.question.kind not in _ORDERING:
        return Answer((line,), anything_else())
    codes = [slot.code for slot in slots]
    return Answer((line,), ask("which-slot", say("ask-which-slot"), slots=codes))


def _offer(d: Dialogue, slot: DeliverySlot) -> Line:
    return say("slot-offer", slot=labels.slot_day(slot, d.work.now, d.zone), cost=slot.cost)


@intent("ChangeDelivery")
def change_delivery(d: Dialogue) -> Answer:
    """Have the order come at another part of the day: a new quote, read back."""
    wanted = d.value("daypart")
    if wanted is None:
        return delivery_times(d)
    try:
        return quote_answer(d, slot=str(wanted))
    except DeliveryUnavailable:
        return delivery_times(d).after(say("no-such-slot"))


def slot_at(d: Dialogue, place: int) -> Answer:
    """The order at one of the times that were just said, by its place in the list."""
    codes = d.asked.data["slots"]
    index = place if place < 0 else place - 1
    if not -len(codes) <= index < len(codes):
        return Answer((say("no-such-choice"),), d.asked)
    return quote_answer(d, slot=codes[index])


@answers_to("which-slot")
def which_slot(d: Dialogue, yes: bool) -> Answer:
    """A yes names no time; a no leaves the order as it was read out."""
    return Answer(question=d.asked) if yes else quote_answer(d)
