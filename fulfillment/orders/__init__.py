"""From cart to quote to order: imports ``carts``, ``promotions``, ``payments`` and below."""

from fulfillment.orders.order import Order, OrderLine, OrderState
from fulfillment.orders.orders import Orders
from fulfillment.orders.quote import Consent, DeliverySlot, Quote, QuoteLine
from fulfillment.orders.quotes import Quotes

__all__ = [
    "Consent",
    "DeliverySlot",
    "Order",
    "OrderLine",
    "OrderState",
    "Orders",
    "Quote",
    "QuoteLine",
    "Quotes",
]
