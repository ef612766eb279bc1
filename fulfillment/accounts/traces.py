"""Where a shopper leaves traces: every table that names one, and what becomes of it in the end.

What is handed out to a shopper and what is erased both go by this one list, so that neither can
forget a table. Its order is the order of erasing: what refers to something goes before it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, or_, select

from fulfillment.storage.accounts import (
    AddressRow,
    BrowserSessionRow,
    MailedLinkRow,
    PasskeyRow,
    SignInRow,
)
from fulfillment.storage.aftercare import OutboxRow, ReturnRow, TicketRow
from fulfillment.storage.base import Base
from fulfillment.storage.books import JournalRow, PostingRow
from fulfillment.storage.documents import AnswerRow, ConversationRow, UnheardRow
from fulfillment.storage.guards import SpendingLimitRow, VoiceCodeRow
from fulfillment.storage.linking import AuthorizationCodeRow, GrantRow, RefreshTokenRow
from fulfillment.storage.models import (
    AccessTokenRow,
    CartLineRow,
    CartRow,
    OrderLineRow,
    OrderRow,
    PaymentRow,
    QuoteRow,
)
from fulfillment.storage.payments import (
    ApprovalRow,
    ChargeRequestRow,
    PaymentSettingRow,
    RefundRow,
    StoredCardRow,
)
from fulfillment.storage.prices import (
    CartCouponRow,
    CouponRow,
    PromotionUseRow,
    StockHoldRow,
)
from fulfillment.storage.statements import table_of


@dataclass(frozen=True, slots=True)
class Whose:
    """By what a shopper is known in the tables.

    ``owner`` is the name of the cart, ``emails`` all addresses, ``learner`` the hash by which kept
    sentences are found.
    """

    customer_id: int
    owner: str
    emails: frozenset[str] = field(repr=False)
    learner: str


_Condition = Callable[[Whose], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Trace:
    """The rows of a table that name a shopper.

    ``secret`` columns are not handed out: they are hashes that open accounts. ``blank`` is what
    columns become where rows are kept; without it they are deleted.
    """

    name: str
    table: Table
    of: _Condition
    secret: tuple[str, ...] = ()
    blank: Mapping[str, Any] | None = None


def _ordered(who: Whose, column: Any) -> Select[Any]:
    return select(column).where(OrderRow.customer_id == who.customer_id)


def _own(model: type[Base]) -> _Condition:
    column = table_of(model).c.customer_id
    return lambda who: column == who.customer_id


def _owned(model: type[Base]) -> _Condition:
    column = table_of(model).c.owner
    return lambda who: column == who.owner


def _of_orders(model: type[Base]) -> _Condition:
    column = table_of(model).c.order_id
    return lambda who: column.in_(_ordered(who, OrderRow.id))


def _of_grants(model: type[Base]) -> _Condition:
    column = table_of(model).c.grant_id
    return lambda who: column.in_(
        select(GrantRow.id).where(GrantRow.customer_id == who.customer_id)
    )


def _of_quotes(who: Whose) -> ColumnElement[bool]:
    theirs = select(QuoteRow.id).where(QuoteRow.customer_id == who.customer_id)
    return StockHoldRow.quote_id.in_(theirs)


def _links(who: Whose) -> ColumnElement[bool]:
    own = MailedLinkRow.customer_id == who.customer_id
    return or_(own, MailedLinkRow.email.in_(who.emails))


def _charges(who: Whose) -> ColumnElement[bool]:
    """The requests whose key is that of an order's payment, after the shop's own part."""
    full_key = PaymentSettingRow.value + "-" + PaymentRow.idempotency_key
    keys = (
        _ordered(who, full_key)
        .select_from(PaymentRow)
        .join(OrderRow, OrderRow.id == PaymentRow.order_id)
        .join(PaymentSettingRow, PaymentSettingRow.name == "key_prefix")
    )
    return ChargeRequestRow.idempotency_key.in_(keys)


def _messages(who: Whose) -> ColumnElement[bool]:
    document = OutboxRow.document
    tickets = select(TicketRow.id).where(TicketRow.customer_id == who.customer_id)
    return or_(
        document["order_id"].as_integer().in_(_ordered(who, OrderRow.id)),
        document["ticket_id"].as_string().in_(tickets),
        document["customer_id"].as_integer() == who.customer_id,
        document["link"].as_string().in_(select(MailedLinkRow.token_hash).where(_links(who))),
    )


def _journals(who: Whose) -> ColumnElement[bool]:
    posted = select(PostingRow.journal_id).where(PostingRow.customer_id == who.customer_id)
    return or_(JournalRow.order_id.in_(_ordered(who, OrderRow.id)), JournalRow.id.in_(posted))


def _postings(who: Whose) -> ColumnElement[bool]:
    return PostingRow.journal_id.in_(select(JournalRow.id).where(_journals(who)))


def _trace(name: str, model: type[Base], of: _Condition, **more: Any) -> Trace:
    return Trace(name, table_of(model), of, **more)


_KEPT: Mapping[str, Any] = {}
_HASHED = ("token_hash", "replaces", "code_hash", "challenge")

TRACES = (
    _trace("messages", OutboxRow, _messages),
    _trace("tickets", TicketRow, _own(TicketRow)),
    _trace("held_pieces", StockHoldRow, _of_quotes),
    # What tax law wants of a sale is what was sold, when and for how much, not to whom.
    _trace(
        "orders",
        OrderRow,
        _own(OrderRow),
        blank={"owner": "", "quote_id": None, "address_label": "", "address": ""},
    ),
    _trace("order_lines", OrderLineRow, _of_orders(OrderLineRow), blank=_KEPT),
    _trace("payments", PaymentRow, _of_orders(PaymentRow), blank=_KEPT),
    _trace("refunds", RefundRow, _of_orders(RefundRow), blank=_KEPT),
    _trace("returns", ReturnRow, _own(ReturnRow), blank=_KEPT),
    _trace("approvals", ApprovalRow, _of_orders(ApprovalRow)),
    # A refund from the provider's own pages is still told by the charge's reference.
    _trace("charges", ChargeRequestRow, _charges, blank={"account": "", "card": ""}),
    _trace("journals", JournalRow, _journals, blank={"note": ""}),
    _trace("postings", PostingRow, _postings, blank=_KEPT),
    _trace("promotions_used", PromotionUseRow, _own(PromotionUseRow), blank=_KEPT),
    _trace("coupons", CouponRow, _own(CouponRow), blank=_KEPT),
    _trace("quotes", QuoteRow, _own(QuoteRow)),
    _trace("cart_coupons", CartCouponRow, _owned(CartCouponRow)),
    _trace("cart_lines", CartLineRow, _owned(CartLineRow)),
    _trace("carts", CartRow, _owned(CartRow)),
    _trace("conversations", ConversationRow, _owned(ConversationRow)),
    _trace("answers", AnswerRow, _owned(AnswerRow)),
    _trace("kept_sentences", UnheardRow, lambda who: UnheardRow.shopper == who.learner),
    _trace("linking_codes", AuthorizationCodeRow, _of_grants(AuthorizationCodeRow), secret=_HASHED),
    _trace("linking_tokens", RefreshTokenRow, _of_grants(RefreshTokenRow), secret=_HASHED),
    _trace("access_tokens", AccessTokenRow, _own(AccessTokenRow), secret=_HASHED),
    _trace("linked_platforms", GrantRow, _own(GrantRow)),
    _trace("stored_card", StoredCardRow, _own(StoredCardRow)),
    _trace("voice_code", VoiceCodeRow, _own(VoiceCodeRow), secret=("code_hash",)),
    _trace("spending_limits", SpendingLimitRow, _own(SpendingLimitRow)),
    _trace("addresses", AddressRow, _own(AddressRow)),
    _trace("browsers", BrowserSessionRow, _own(BrowserSessionRow), secret=_HASHED),
    _trace("passkeys", PasskeyRow, _own(PasskeyRow)),
    _trace("mailed_links", MailedLinkRow, _links, secret=_HASHED),
    _trace("sign_in", SignInRow, _own(SignInRow), secret=("password_hash",)),
)
