"""From products and the shop's profile to the plain values that the rules of quoting count with."""

from __future__ import annotations

from fulfillment.catalog.product import Product
from fulfillment.orders.quoting import Item, Tariff
from fulfillment.profile import ShopProfile


def tariff_of(profile: ShopProfile, region: str = "") -> Tariff:
    """How this shop counts for somebody in a region; what it does not tax otherwise is as usual."""
    rates = {**profile.tax_rates, **profile.tax_regions.get(region, {})}
    return Tariff(
        seller=profile.name,
        currency=profile.currency,
        prices_include_tax=profile.prices_include_tax,
        tax_rates=rates,
        free_delivery_over=profile.free_delivery_over,
    )


def item_of(product: Product, quantity: int) -> Item:
    """So many pieces of a product at its price of now."""
    return Item(
        sku=product.sku,
        name=product.called,
        brand=product.brand,
        size=str(product.size),
        quantity=quantity,
        unit_price=product.price,
        tax_category=product.tax_category,
        category=product.category,
        department=product.department,
    )
