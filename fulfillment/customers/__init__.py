"""Who buys, and what they usually buy: imports ``catalog``, pure ``search`` rules and below."""

from fulfillment.customers.customers import Customer, Customers
from fulfillment.customers.limits import Exceeded
from fulfillment.customers.shop_rules import ShopRules
from fulfillment.customers.usual import Usual
from fulfillment.customers.voice_code import Outcome, When

__all__ = ["Customer", "Customers", "Exceeded", "Outcome", "ShopRules", "Usual", "When"]
