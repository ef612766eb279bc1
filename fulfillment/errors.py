"""Everything that selling can answer instead of a result.

::

    ShopError
    ├ NotFound
    │ ├ ProductNotFound       no product has this SKU
    │ ├ PromotionNotFound     no promotion has this code
    │ ├ OrderNotFound         not there, or another customer's
    │ ├ CustomerNotFound
    │ ├ QuoteNotFound         not there, or made for another customer or conversation
    │ ├ ReturnNotFound        not there, or another customer's
    │ └ TicketNotFound
    ├ CouponError
    │ ├ CouponUnknown         no coupon sounds like this, or it is somebody else's
    │ ├ CouponExpired
    │ └ CouponUsed            by the shopper before, or by as many as may
    ├ CartError
    │ ├ EmptyCart
    │ ├ NotInCart
    │ └ QuantityOutOfRange
    ├ OutOfStock              fewer are there than were asked for
    ├ QuoteError
    │ ├ QuoteExpired
    │ ├ QuoteChanged          what was read back is no longer what would be bought
    │ └ QuoteVoid             a newer quote took its place, or it was given up
    ├ OrderRefused
    │ ├ LimitPassed           the order would pass a limit of the shopper's or the merchant's
    │ └ CodeNeeded            the order needs the shopper's voice code
    ├ OrderNotCancellable
    ├ OrderNotChangeable      somebody has begun to pick the order
    ├ ReturnRefused           the goods do not go back that way, or not any more
    ├ OrderNotAdvanced        an order does not go from its state to the one asked for
    ├ PaymentError
    │ ├ PaymentDeclined
    │ ├ PaymentNeedsApproval  the shopper has to approve; no money was taken
    │ ├ PaymentUnknown        nobody knows yet whether the money was taken
    │ └ RefundRefused         more than what is left of a payment, or of none at all
    ├ AddressMissing          there is nowhere to deliver to yet
    ├ DeliveryUnavailable
    ├ MessageError
    │ ├ MessageRefused        it cannot be delivered, today or tomorrow
    │ └ MessageDelayed        it may be delivered later
    ├ Conflict                somebody else wrote first; the turn may be run again
    └ StorageError
      ├ StorageUnavailable    the database cannot be reached, or stayed locked
      │ └ StorageReadOnly     it can be read, and takes nothing
      ├ SchemaMismatch        its tables are those of another version
      └ NotSetUp              the database holds no shop yet
"""

from __future__ import annotations

# ruff: noqa: N818 - most of these are outcomes of selling rather than errors, and named as such


class ShopError(Exception):
    """Root of the tree above."""


class NotFound(ShopError):
    """Something named in a request is not there."""


class ProductNotFound(NotFound):
    """No product has this SKU."""

    def __init__(self, sku: str) -> None:
        super().__init__(f"no product {sku}")
        self.sku = sku


class OrderNotFound(NotFound):
    """There is no such order, or it belongs to another customer."""


class CustomerNotFound(NotFound):
    """There is no such customer."""


class QuoteNotFound(NotFound):
    """There is no such quote, or it was made for another customer or conversation."""


class ReturnNotFound(NotFound):
    """There is no such return, or it belongs to another customer."""


class TicketNotFound(NotFound):
    """There is no such ticket."""


class PromotionNotFound(NotFound):
    """No promotion has this code."""


class CouponError(ShopError):
    """A coupon opens nothing."""


class CouponUnknown(CouponError):
    """No coupon sounds like this, it is somebody else's, or its promotion has not begun."""


class CouponExpired(CouponError):
    """The coupon, or the promotion that it opens, is over."""


class CouponUsed(CouponError):
    """The coupon was used by the shopper before, or by as many as may use it."""


class CartError(ShopError):
    """The cart does not allow what was asked."""


class EmptyCart(CartError):
    """Nothing is in the cart."""


class NotInCart(CartError):
    """The cart has no line with this SKU."""

    def __init__(self, sku: str) -> None:
        super().__init__(f"{sku} is not in the cart")
        self.sku = sku


class QuantityOutOfRange(CartError):
    """A line holds from one piece to ``limit`` pieces."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"a line holds 1 to {limit} pieces")
        self.limit = limit


class OutOfStock(ShopError):
    """``available`` pieces of ``sku`` can be had, fewer than were asked for."""

    def __init__(self, sku: str, available: int) -> None:
        super().__init__(f"{available} of {sku} available")
        self.sku = sku
        self.available = available


class QuoteError(ShopError):
    """The quote can no longer be bought; make another."""


class QuoteExpired(QuoteError):
    """The quote was not accepted in time."""


class QuoteChanged(QuoteError):
    """What was read back is no longer what would be bought.

    ``changes`` names what differs, but for stock, in the words of ``orders.quoting.changes``.
    """

    def __init__(self, changes: tuple[str, ...]) -> None:
        super().__init__(", ".join(changes))
        self.changes = changes


class QuoteVoid(QuoteError):
    """A newer quote took the place of this one, or it was given up."""


class OrderRefused(ShopError):
    """What was agreed to may not be ordered as it is."""


class LimitPassed(OrderRefused):
    """The order would pass a limit for one ``order`` or one ``day``, in minor units."""

    def __init__(self, kind: str, limit_minor: int, left_minor: int) -> None:
        super().__init__(f"{left_minor} of {limit_minor} for one {kind} are left")
        self.kind = kind
        self.limit_minor = limit_minor
        self.left_minor = left_minor


class CodeNeeded(OrderRefused):
    """The order needs the shopper's voice code, and the consent is without it."""


class OrderNotCancellable(ShopError):
    """The order has gone too far: ``state`` says where it is."""

    def __init__(self, state: str) -> None:
        super().__init__(f"the order is {state}")
        self.state = state


class OrderNotChangeable(ShopError):
    """The order is picked already, or gone: ``state`` says where it is."""

    def __init__(self, state: str) -> None:
        super().__init__(f"the order is {state}")
        self.state = state


class ReturnRefused(ShopError):
    """Goods are not taken back by voice.

    ``reason`` is ``not_delivered``, ``too_late``, ``nothing_left`` (so many pieces are not there to
    go back) or ``needs_person`` (more money than may be given back without one).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class OrderNotAdvanced(ShopError):
    """An order in ``state`` does not go to ``wanted``."""

    def __init__(self, state: str, wanted: str) -> None:
        super().__init__(f"an order does not go from {state} to {wanted}")
        self.state = state
        self.wanted = wanted


class PaymentError(ShopError):
    """The payment did not go through, or may not have."""


class PaymentDeclined(PaymentError):
    """No money was taken; ``reason`` is the provider's word for why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class PaymentNeedsApproval(PaymentError):
    """The shopper's bank wants their approval first, on the page ``link``; no money was taken."""

    def __init__(self, link: str = "") -> None:
        super().__init__("the shopper has to approve the payment")
        self.link = link


class PaymentUnknown(PaymentError):
    """The provider did not answer; settling asks again under the same idempotency key."""


class RefundRefused(PaymentError):
    """A payment has only ``left_minor`` minor units left to return."""

    def __init__(self, left_minor: int) -> None:
        super().__init__(f"{left_minor} minor units are left to return")
        self.left_minor = left_minor


class AddressMissing(ShopError):
    """The customer has no address yet that could be delivered to."""


class DeliveryUnavailable(ShopError):
    """No delivery slot, or not the one asked for, is free."""


class MessageError(ShopError):
    """A message to the outside was not delivered; the words hold nothing about a person."""


class MessageRefused(MessageError):
    """It cannot be delivered, today or tomorrow."""


class MessageDelayed(MessageError):
    """It may be delivered later."""


class Conflict(ShopError):
    """Somebody else wrote first; the turn may be run again."""


class StorageError(ShopError):
    """The database did not do its part."""


class StorageUnavailable(StorageError):
    """The database cannot be reached, or stayed locked for longer than we wait."""


class StorageReadOnly(StorageUnavailable):
    """The database can be read, but takes nothing."""


class SchemaMismatch(StorageError):
    """The database's tables are those of another version than this."""


class NotSetUp(StorageError):
    """The database holds no shop yet."""
