"""Brings one message of the outbox from its ids to a letter in somebody's hands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage

from fulfillment.accounts.links import LETTER, Purpose
from fulfillment.accounts.preferences import read_preferences
from fulfillment.customers import Customer
from fulfillment.errors import MessageDelayed, MessageRefused, NotFound
from fulfillment.notices import OrderNotice
from fulfillment.outbox import Message
from fulfillment.shop import Shop, Work
from skill.conversation.phrases import Phrases
from skill.mail import letters, links, matters
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
# What a shopper may do without; what needs them is sent in any case.
_NEWS = ("receipt", "cancelled", "refunded")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A letter with whom it is for and to whom an answer goes."""

    letter: Letter
    to: Party
    reply_to: str


class Office:
    """Writes letters for a shop, in its language, and hands them to the post.

    ``phrases`` gives the words for the shop's locale. ``sender`` is an address, with a name before
    it or the shop's own name in its place. Links begin with ``public_url``; without it, letters
    with links wait.
    """

    def __init__(
        self,
        shop: Shop,
        phrases: Callable[[str], Phrases],
        post: Post,
        sender: str,
        public_url: str | None = None,
    ) -> None:
        self._shop = shop
        self._phrases = phrases
        self._post = post
        self._sender = sender
        self._public_url = public_url

    def carry(self, message: Message) -> None:
        """Deliver a message. Raises :class:`MessageRefused` or :class:`MessageDelayed`."""
        self._post.send(self._written(message))

    def _written(self, message: Message) -> EmailMessage:
        """The letter, read from the shop in a transaction that ends before it is sent."""
        with self._shop.open() as work:
            sender = sender_from(self._sender, work.profile.name)
            try:
                reader = _reader(message, work)
                words = self._words(work, reader.preferences.get("locale") if reader else None)
                if message.kind == LETTER:
                    sheet = self._link(message, work)
                else:
                    sheet = _sheet(message, work, words)
            except NotFound:
                raise MessageRefused("what it tells of is not there") from None
        return enclose(sheet.letter, message, sender, sheet.to, sheet.reply_to)

    def _words(self, work: Work, locale: object) -> Wording:
        """The words of a locale, or else of the shop's."""
        return Wording(self._phrases(str(locale or work.profile.locale)), work.profile)

    def _link(self, message: Message, work: Work) -> _Sheet:
        """A letter with a link, in the language of the page on which it was asked for."""
        if self._public_url is None:
            raise MessageDelayed("the address of the shop's pages is not set")
        secret, link = work.accounts.links.issue(message.document["link"])
        customer = None if link.customer_id is None else work.customers.get(link.customer_id)
        name = customer.name if customer else ""
        words = self._words(work, link.document.get("locale"))
        letter = links.letter(link, f"{self._public_url}/account/link/{secret}", name, words)
        to = link.email
        if customer and link.purpose in (Purpose.SIGN_IN, Purpose.RESET):
            to = _address_of(work, customer)
        return _Sheet(letter, Party(name, to), work.profile.support_email)


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


def _reader(message: Message, work: Work) -> Customer | None:
    """The shopper whom a letter is for; None where it is for the shop."""
    if message.kind in _OF_ORDERS or message.kind == "refunded":
        order = work.orders.look_up(message.document["order_id"])
        return work.customers.get(order.customer_id)
    if message.kind == "ticket_received":
        matter = work.aftercare.tickets.get(message.document["ticket_id"])
        return None if matter.customer_id is None else work.customers.get(matter.customer_id)
    return None


def _of_order(message: Message, work: Work, words: Wording) -> _Sheet:
    notice = work.notices.of_order(message.document["order_id"])
    customer = work.customers.get(notice.order.customer_id)
    if message.kind in _NEWS and not read_preferences(customer).order_news:
        raise MessageRefused("the shopper wants no news of orders by e-mail")
    to = Party(customer.name, customer.email)
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


def _address_of(work: Work, customer: Customer) -> str:
    """The address that the account has, not the one that was typed: they may look alike."""
    known = work.accounts.sign_ins.of(customer.id)
    return known.email if known else customer.email


def _shopper(work: Work, customer_id: int) -> Party:
    customer = work.customers.get(customer_id)
    return Party(customer.name, customer.email)
