"""What is on offer: the promotions that are open to everybody, and the goods they are for."""

from __future__ import annotations

from collections.abc import Sequence

from fulfillment.promotions import Promotion
from fulfillment.search import Certainty, differences
from skill.conversation import labels
from skill.conversation.answer import Answer, Line, ask, say
from skill.conversation.choosing import settle
from skill.conversation.dialogue import Dialogue
from skill.conversation.intents.account import aside
from skill.conversation.intents.checkout import OPEN_ORDER
from skill.conversation.promoted import is_for_everything, products_of, running_on
from skill.conversation.registry import answers_to, intent

# Questions that are put again after the offers; any other gives way to "which of these?".
_KEPT = (*OPEN_ORDER, "which-slot", "which-coupon")


@intent("Offers")
def offers(d: Dialogue) -> Answer:
    """The promotions that are on, or those on what is named."""
    words = d.heard("product")
    if words is None:
        return _told(d, d.work.promotions.running(), 0)
    found = d.work.search.search(words)
    if found.certainty not in (Certainty.ONE, Certainty.SEVERAL):
        return aside(d, say("offers-none-on", thing=words))
    meant = differences.called(found.products, words, d.work.search.language)
    running = running_on(d, meant)
    return _told(d, running, 0) if running else aside(d, say("offers-none-on", thing=words))


def _told(d: Dialogue, running: Sequence[Promotion], offset: int) -> Answer:
    said = running[offset : offset + d.at_once]
    if not said:
        return aside(d, say("offers-none"))
    line = _named(said, running, offset)
    if d.question is not None and d.question.kind in _KEPT:
        return aside(d, line)
    about = {"codes": [each.code for each in running], "offset": offset}
    if len(said) == 1:
        question = ask("confirm-offer", say("ask-offer"), **about)
    else:
        question = ask("which-offer", say("ask-which-offer"), **about)
    return Answer((line,), question)


def _named(said: Sequence[Promotion], running: Sequence[Promotion], offset: int) -> Line:
    names = [say("plain", text=each.label) for each in said]
    if not offset and len(said) < len(running):
        number = labels.number(len(running))
        return say("offers-first", number=number, offers=labels.series(names, "none"))
    return say("offers", offers=labels.series(names))


def more_offers(d: Dialogue) -> Answer:
    """The next three of the offers; after the last come the first again."""
    following = int(d.asked.data["offset"]) + d.at_once
    codes = d.asked.data["codes"]
    running = [each for each in d.work.promotions.running() if each.code in codes]
    if following < len(running):
        return _told(d, running, following)
    return _told(d, running, 0).after(say("offers-no-more"))


def offer_at(d: Dialogue, place: int) -> Answer:
    """What the offer at a place of those just said is for; -1 is the last of them."""
    offset = int(d.asked.data["offset"])
    said = d.asked.data["codes"][offset : offset + d.at_once]
    index = place if place < 0 else place - 1
    if not place or not -len(said) <= index < len(said):
        return Answer((say("no-such-choice"),), d.asked)
    running = (each for each in d.work.promotions.running() if each.code == said[index])
    promotion = next(running, None)
    if promotion is None:
        return Answer((say("offer-over"),), ask("anything-else", say("ask-what-find")))
    return _goods(d, promotion)


def _goods(d: Dialogue, promotion: Promotion) -> Answer:
    """Lead to the goods of a promotion."""
    label = say("plain", text=promotion.label)
    if is_for_everything(promotion):
        line = say("offer-everything", label=label)
        return Answer((line,), ask("anything-else", say("ask-what-find")))
    products = products_of(d, promotion)
    if not products:
        return Answer(
            (say("offer-sold-out", label=label),), ask("anything-else", say("ask-what-find"))
        )
    return settle(d, products, "offer", {}).after(say("offer-goods", label=label))


@answers_to("which-offer", "confirm-offer")
def which_offer(d: Dialogue, yes: bool) -> Answer:
    """Yes leads to the goods of the only offer; of several it names none."""
    if not yes:
        return Answer(question=ask("anything-else", say("ask-what-find")))
    return offer_at(d, 1) if d.asked.kind == "confirm-offer" else Answer(question=d.asked)
