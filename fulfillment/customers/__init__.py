"""Who buys, and what they usually buy: imports ``catalog``, pure ``search`` rules and below."""

from fulfillment.customers.customers import Customer, Customers
from fulfillment.customers.household import Usual, next_due, running_out, usual_basket
from fulfillment.customers.limits import Exceeded
from fulfillment.customers.purchases import Bought
from fulfillment.customers.shop_rules import ShopRules
from fulfillment.customers.voice_code import Outcome, When

__all__ = [
    "Bought",
    "Customer",
    "Customers",
    "Exceeded",
    "Outcome",
    "ShopRules",
    "Usual",
    "When",
    "next_due",
    "running_out",
    "usual_basket",
]
