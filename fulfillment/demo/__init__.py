"""The demo shops, from data files: this may import all of ``fulfillment``; nothing imports it."""

from __future__ import annotations

from fulfillment.demo.files import DEFAULT_LOCALE, read_departments, read_shop, read_shoppers
from fulfillment.demo.history import past_order
from fulfillment.errors import Conflict
from fulfillment.founding import AnotherShop, found
from fulfillment.shop import Shop, Work


def load_demo(shop: Shop, locale: str = DEFAULT_LOCALE) -> bool:
    """Fill an empty database with the demo shop of ``locale``, else of its language, else en-US.

    False when the database holds a shop already, also one that sells nothing yet, and when another
    process fills it just now.
    """
    try:
        with shop.open() as work:
            found(work, read_shop(locale))
            _load_products(work, locale)
            _load_shoppers(work, locale)
    except (AnotherShop, Conflict):
        return False
    return True


def _load_products(work: Work, locale: str) -> None:
    listings = read_departments(locale)
    work.catalog.add_many([listing.product for listing in listings])
    work.catalog.relate("goes_with", {x.product.sku: x.goes_with for x in listings})
    work.catalog.relate("instead_of", {x.product.sku: x.instead_of for x in listings})


def _load_shoppers(work: Work, locale: str) -> None:
    shoppers = read_shoppers(locale)
    bought = {line.sku for shopper in shoppers for order in shopper.orders for line in order.lines}
    products = {product.sku: product for product in work.catalog.get_many(bought)}
    for shopper in shoppers:
        customer = work.customers.add(
            shopper.handle,
            shopper.name,
            shopper.address_label,
            shopper.address,
            region=shopper.region,
            email=shopper.email,
        )
        oldest_first = sorted(shopper.orders, key=lambda order: -order.days_ago)
        work.orders.remember(
            [past_order(o, customer, products, work.profile, work.now) for o in oldest_first]
        )
