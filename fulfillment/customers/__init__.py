"""Who buys, and what they usually buy: imports ``catalog``, pure ``search`` rules and below."""

from fulfillment.customers.customers import Customer, Customers
from fulfillment.customers.usual import Usual

__all__ = ["Customer", "Customers", "Usual"]
