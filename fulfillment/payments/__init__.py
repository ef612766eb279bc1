"""How money is taken: imports ``money``, ``errors`` and ``storage``; of the subjects none.

``stripe`` is imported where it is used, for it is an extra.
"""

from fulfillment.payments.provider import Charge, PaymentProvider, PayOnDelivery

__all__ = ["Charge", "PayOnDelivery", "PaymentProvider"]
