"""How money is taken: imports ``ledger`` and what lies below; of the other subjects none.

``stripe`` is imported where it is used, for it is an extra.
"""

from fulfillment.payments.provider import Charge, PaymentProvider, PayOnDelivery
from fulfillment.payments.store_credit import StoreCredit

__all__ = ["Charge", "PayOnDelivery", "PaymentProvider", "StoreCredit"]
