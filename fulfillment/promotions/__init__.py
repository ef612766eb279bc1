"""What takes something off the price: imports ``carts``, pure ``search`` rules and below.

``orders`` imports the pure rules from here; of orders, nothing is imported here.
"""

from fulfillment.promotions.promotion import Coupon, Kind, Offer, Promotion
from fulfillment.promotions.promotions import Promotions

__all__ = ["Coupon", "Kind", "Offer", "Promotion", "Promotions"]
