"""From cart to quote to order: imports ``carts``, ``catalog``, ``payments`` and what lies below."""

from fulfillment.orders.order import Order, OrderState
from fulfillment.orders.orders import Orders
from fulfillment.orders.quote import Consent, DeliverySlot, Quote, QuoteLine
from fulfillment.orders.quotes import Quotes

__all__ = [
    "Consent",
    "DeliverySlot",
    "Order",
    "OrderState",
    "Orders",
    "Quote",
    "QuoteLine",
    "Quotes",
]
