"""Brings one message of the outbox from its ids to a letter in somebody's hands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage

from fulfillment.errors import MessageDelayed, MessageRefused, NotFound
from fulfillment.notices import OrderNotice
from fulfillment.outbox import Message
from fulfillment.shop import Shop, Work
from skill.conversation.phrases import Phrases
from skill.mail import letters, matters
from skill.mail.envelope import Party, enclose, sender_from
from skill.mail.letter import Letter
from skill.mail.post import Post
from skill.mail.wording import Wording

_OF_ORDERS: dict[str, Callable[[OrderNotice, str, Wording], Letter]] = {
    "receipt": letters.receipt,
    "approval": letters.approval,
    "payment_failed": letters.payment_failed,
    "cancelled": letters.cancelled,
}


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A letter with whom it is for and to whom an answer goes."""

    letter: Letter
    to: Party
    reply_to: str


class Office:
    """Writes letters for a shop, in its language, and hands them to the post.

    ``phrases`` gives the words for the shop's locale. ``sender`` is an address, with a name before
    it or the shop's own name in its place.
    """

    def __init__(
        self, shop: Shop, phrases: Callable[[str], Phrases], post: Post, sender: str
    ) -> None:
        self._shop = shop
        self._phrases = phrases
        self._post = post
        self._sender = sender

    def carry(self, message: Message) -> None:
        """Deliver a message. Raises :class:`MessageRefused` or :class:`MessageDelayed`."""
        self._post.send(self._written(message))

    def _written(self, message: Message) -> EmailMessage:
        """The letter, read from the shop in a transaction that ends before it is sent."""
        with self._shop.open() as work:
            sender = sender_from(self._sender, work.profile.name)
            words = Wording(self._phrases(work.profile.locale), work.profile)
            try:
                sheet = _sheet(message, work, words)
            except NotFound:
                raise MessageRefused("what it tells of is not there") from None
        return enclose(sheet.letter, message, sender, sheet.to, sheet.reply_to)


def _sheet(message: Message, work: Work, words: Wording) -> _Sheet:
    match message.kind:
        case "ticket":
            return _ticket(message, work, words)
        case "ticket_received":
            return _ticket_received(message, work, words)
        case kind if kind in _OF_ORDERS or kind == "refunded":
            return _of_order(message, work, words)
    # Somebody newer may know it: the worker of the next version.
    raise MessageDelayed("a kind of message that nobody here knows")


def _of_order(message: Message, work: Work, words: Wording) -> _Sheet:
    notice = work.notices.of_order(message.document["order_id"])
    to = _shopper(work, notice.order.customer_id)
    if message.kind == "refunded":
        letter = letters.refunded(notice, message.document["part"], to.name, words)
    else:
        letter = _OF_ORDERS[message.kind](notice, to.name, words)
    return _Sheet(letter, to, work.profile.support_email)


def _ticket(message: Message, work: Work, words: Wording) -> _Sheet:
    matter = work.aftercare.tickets.get(message.document["ticket_id"])
    shop = work.profile
    if not shop.support_email:
        raise MessageDelayed("the shop has no e-mail address for this")
    shopper = None if matter.customer_id is None else work.customers.get(matter.customer_id)
    letter = matters.ticket(matter, shopper, words)
    return _Sheet(letter, Party(shop.name, shop.support_email), shopper.email if shopper else "")


def _ticket_received(message: Message, work: Work, words: Wording) -> _Sheet:
    matter = work.aftercare.tickets.get(message.document["ticket_id"])
    if matter.customer_id is None:
        raise MessageRefused("nobody is known to whom it could be told")
    to = _shopper(work, matter.customer_id)
    return _Sheet(matters.ticket_received(to.name, words), to, work.profile.support_email)


def _shopper(work: Work, customer_id: int) -> Party:
    customer = work.customers.get(customer_id)
    return Party(customer.name, customer.email)
