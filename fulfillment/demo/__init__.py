"""The demo shops, from data files: this may import all of ``fulfillment``; nothing imports it."""

from __future__ import annotations

from fulfillment.demo.files import (
    DEFAULT_LOCALE,
    read_coupons,
    read_departments,
    read_profile,
    read_promotions,
    read_rules,
    read_shoppers,
)
from fulfillment.demo.history import past_order
from fulfillment.errors import Conflict
from fulfillment.shop import Shop, Work


def load_demo(shop: Shop, locale: str = DEFAULT_LOCALE) -> bool:
    """Fill an empty database with the demo shop of ``locale``, else of its language, else en-US.

    False when the database holds products already, also when another process fills it just now.
    """
    try:
        with shop.open() as work:
            if work.catalog.count():
                return False
            profile = read_profile(locale)
            work.set_up(profile)
            work.customers.set_rules(read_rules(locale))
            _load_products(work, locale)
            _load_promotions(work, locale)
            _load_shoppers(work, locale)
    except Conflict:
        return False
    return True


def _load_products(work: Work, locale: str) -> None:
    listings = read_departments(locale)
    work.catalog.add_many([listing.product for listing in listings])
    work.catalog.relate("goes_with", {x.product.sku: x.goes_with for x in listings})
    work.catalog.relate("instead_of", {x.product.sku: x.instead_of for x in listings})


def _load_promotions(work: Work, locale: str) -> None:
    for promotion in read_promotions(locale):
        work.promotions.save(promotion)
    for coupon in read_coupons(locale):
        work.promotions.issue(coupon.code, coupon.promotion)


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
