"""What shoppers are told of their orders by letter."""

from __future__ import annotations

from collections.abc import Iterator

from fulfillment.errors import MessageRefused
from fulfillment.notices import OrderNotice, Returned
from fulfillment.orders import Order, OrderState
from skill.conversation.answer import Line, say
from skill.conversation.outcomes import declined_reply
from skill.mail.letter import Block, Heading, Letter, Link, Paragraph, Table
from skill.mail.sums import summed
from skill.mail.wording import Wording


def receipt(notice: OrderNotice, name: str, words: Wording) -> Letter:
    """What was ordered, what it costs, when it comes, how it is paid, how it is taken back."""
    order, shop = notice.order, words.shop.name
    subject = say("mail-receipt", order=str(order.id), shop=shop)
    thanks = say("mail-thanks", name=name, shop=shop, day=words.day(order.placed_at))
    blocks = (
        _said(words, thanks),
        _goods(order, words),
        _sums(notice, words),
        _said(words, *_payment(order)),
        Heading(words.write(say("mail-heading-delivery"))),
        _said(words, _delivery(order, words)),
        Heading(words.write(say("mail-heading-take-back"))),
        _said(words, say("mail-take-back", shop=shop)),
        *contact(words),
    )
    return Letter(words.locale, words.write(subject), blocks)


def approval(notice: OrderNotice, name: str, words: Wording) -> Letter:
    """That the bank wants the shopper's approval, with the page where it is given.

    Raises :class:`MessageRefused` where the order waits no longer.
    """
    order, asked = notice.order, notice.approval
    if asked is None or order.state != OrderState.WAITING:
        raise MessageRefused("the order waits no longer")
    day, hour = words.day(asked.expires_at), words.hour(asked.expires_at)
    line = say("mail-approval-needed", name=name, amount=order.to_pay, day=day, hour=hour)
    subject = say("mail-approval", order=str(order.id), shop=words.shop.name)
    way: Block
    if asked.link.startswith(("https://", "http://")):
        way = Link(words.write(say("mail-approve")), asked.link)
    else:
        way = _said(words, say("mail-approve-at-bank"))
    blocks = (_said(words, line), way, _goods(order, words), *contact(words))
    return Letter(words.locale, words.write(subject), blocks)


def payment_failed(notice: OrderNotice, name: str, words: Wording) -> Letter:
    """That an order did not come about, and why."""
    order = notice.order
    subject = say("mail-failed", order=str(order.id), shop=words.shop.name)
    lines = say("mail-hello", name=name), say(declined_reply(order.reason))
    blocks = (_said(words, *lines), _goods(order, words), *contact(words))
    return Letter(words.locale, words.write(subject), blocks)


def cancelled(notice: OrderNotice, name: str, words: Wording) -> Letter:
    """That an order was cancelled, and what becomes of its money."""
    order = notice.order
    subject = say("mail-cancelled", order=str(order.id), shop=words.shop.name)
    money = list(_going_back(order, notice.left)) if notice.stood else [say("mail-uncharged")]
    lines = say("mail-hello", name=name), say("mail-is-cancelled"), *money
    blocks = (_said(words, *lines), _goods(order, words), *contact(words))
    return Letter(words.locale, words.write(subject), blocks)


def refunded(notice: OrderNotice, part: str, name: str, words: Wording) -> Letter:
    """How much went back, and where it went."""
    order = notice.order
    subject = say("mail-refunded", order=str(order.id), shop=words.shop.name)
    lines = say("mail-hello", name=name), *_gone_back(order, notice.returned(part))
    blocks = (_said(words, *lines), *contact(words))
    return Letter(words.locale, words.write(subject), blocks)


def contact(words: Wording) -> Iterator[Block]:
    """How the shop is reached by telephone, where it has one."""
    if words.shop.phone:
        yield Heading(words.write(say("mail-heading-contact")))
        hours = words.shop.support_hours
        line = say("mail-phone", phone=words.shop.phone)
        timed = say("mail-phone-hours", phone=words.shop.phone, hours=hours)
        yield _said(words, timed if hours else line)


def _said(words: Wording, *lines: Line) -> Paragraph:
    return Paragraph(" ".join(words.write(line) for line in lines))


def _goods(order: Order, words: Wording) -> Table:
    names = ("item", "quantity", "price", "amount")
    columns = tuple(words.write(say(f"mail-column-{name}")) for name in names)
    rows = tuple(
        (
            words.product(line),
            str(line.quantity),
            words.sum(line.unit_price),
            words.sum(line.total),
        )
        for line in order.lines
    )
    return Table(words.write(say("mail-goods")), columns, rows)


def _sums(notice: OrderNotice, words: Wording) -> Table:
    rows = tuple((words.write(name), words.sum(amount)) for name, amount in summed(notice.order))
    return Table(words.write(say("mail-sums")), (), rows)


def _payment(order: Order) -> Iterator[Line]:
    if order.credit:
        yield say("mail-paid-credit", amount=order.credit)
    if order.to_pay:
        yield say("mail-paid", amount=order.to_pay, payment=order.payment_method)


def _delivery(order: Order, words: Wording) -> Line:
    slot = order.delivery
    return say(
        "mail-delivery",
        address=order.address_label,
        day=words.day(slot.starts),
        daypart=slot.label,
        starts=words.hour(slot.starts),
        ends=words.hour(slot.ends),
    )


def _going_back(order: Order, returned: Returned) -> Iterator[Line]:
    if returned.money:
        yield say("mail-going-back", amount=returned.money, payment=order.payment_method)
    if returned.credit:
        yield say("mail-credit-going-back", amount=returned.credit)


def _gone_back(order: Order, returned: Returned) -> Iterator[Line]:
    if returned.money:
        yield say("mail-gone-back", amount=returned.money, payment=order.payment_method)
    if returned.credit:
        yield say("mail-credit-gone-back", amount=returned.credit)
