"""When an order comes: the free times, and another one for the order that was just read back."""

from __future__ import annotations

from collections.abc import Sequence

from fulfillment.orders import DeliverySlot
from skill.conversation import labels
from skill.conversation.answer import Answer, Line, ask, say
from skill.conversation.dialogue import Dialogue
from skill.conversation.intents.cart import anything_else
from skill.conversation.intents.checkout import OPEN_ORDER, quote_answer
from skill.conversation.registry import answers_to, intent

_ORDERING = (*OPEN_ORDER, "which-slot")


@intent("DeliveryTimes")
def delivery_times(d: Dialogue) -> Answer:
    """When an order could come; while ordering, one of the times may be chosen."""
    slots = d.work.quotes.slots()
    if d.slot("date") is None:
        return _times(d, slots)
    on_day = _on(d, slots)
    return _times(d, on_day) if on_day else _times(d, slots).after(say("no-delivery-then"))


def _times(d: Dialogue, free: Sequence[DeliverySlot]) -> Answer:
    slots = free[: d.at_once]
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
    """Have the order come on another day or at another part of it: a new quote, read back."""
    wanted = d.value("daypart")
    if wanted is None and d.slot("date") is None:
        return delivery_times(d)
    free = d.work.quotes.slots()
    fitting = _on(d, _offered(d, free))
    chosen = [slot for slot in fitting if wanted in (None, slot.option)]
    if not chosen:
        return _times(d, fitting or free).after(say("no-such-slot"))
    return quote_answer(d, slot=chosen[0].code)


def _on(d: Dialogue, slots: Sequence[DeliverySlot]) -> list[DeliverySlot]:
    """Those on the days that were named; a day that was not understood has none."""
    if d.slot("date") is None:
        return list(slots)
    named = d.days("date")
    return [s for s in slots if named and s.starts.astimezone(d.zone).date() in named]


def _offered(d: Dialogue, free: Sequence[DeliverySlot]) -> Sequence[DeliverySlot]:
    """The times that were just said where a part of the day chooses among them, else all."""
    asked = d.question if d.question and d.question.kind == "which-slot" else None
    if asked is None or d.slot("date") is not None:
        return free
    said = [slot for slot in free if slot.code in asked.data["slots"]]
    there = {slot.option for slot in said}
    return said if d.value("daypart") in there else free


def slot_at(d: Dialogue, place: int) -> Answer:
    """The order at one of the times that were just said, by its place in the list."""
    codes = d.asked.data["slots"]
    index = place if place < 0 else place - 1
    if not place or not -len(codes) <= index < len(codes):
        return Answer((say("no-such-choice"),), d.asked)
    return quote_answer(d, slot=codes[index])


@answers_to("which-slot")
def which_slot(d: Dialogue, yes: bool) -> Answer:
    """A yes names no time; a no leaves the order as it was read out."""
    return Answer(question=d.asked) if yes else quote_answer(d)
