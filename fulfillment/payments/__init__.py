"""How money is taken: imports ``money`` and ``errors``; no other subject and no storage."""

from fulfillment.payments.provider import Charge, PaymentProvider, PayOnDelivery

__all__ = ["Charge", "PayOnDelivery", "PaymentProvider"]
