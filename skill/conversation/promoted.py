"""Promotions as a conversation needs them: what they are for, and how a coupon is called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from fulfillment.carts import Cart
from fulfillment.catalog import Product
from fulfillment.money import Money
from fulfillment.orders.inputs import item_of
from fulfillment.promotions import Coupon, Promotion
from skill.conversation.answer import Line, say
from skill.conversation.dialogue import Dialogue

_CODE = re.compile(r"[^\W\d_]+|\d+")
_VOWEL = re.compile(r"[aeiouyàâéèêëîïôùûü]", re.I)
_LONGEST_NUMBER = 3  # digits that a voice says as one number within a name
_LONGEST_CODE = 24  # letters and digits


def covers(promotion: Promotion, product: Product) -> bool:
    """Whether a product is one of those that a promotion is for."""
    return promotion.covers(item_of(product, 1))


def is_for_everything(promotion: Promotion) -> bool:
    """Whether a promotion names no goods."""
    return not (promotion.skus or promotion.categories or promotion.departments)


def products_of(d: Dialogue, promotion: Promotion) -> list[Product]:
    """What a promotion is for and can be had, the best selling first within each list."""
    catalog = d.work.catalog
    found: Iterable[Product]
    if promotion.skus:
        found = d.products(promotion.skus)
    elif promotion.categories:
        found = [p for name in promotion.categories for p in catalog.in_category(name)]
    else:
        found = [p for name in promotion.departments for p in catalog.in_department(name)]
    return [product for product in found if product.available and covers(promotion, product)]


def running_on(d: Dialogue, products: Sequence[Product]) -> list[Promotion]:
    """The promotions that are on now for one of the products, but not for everything."""
    return [
        promotion
        for promotion in d.work.promotions.running()
        if not is_for_everything(promotion) and any(covers(promotion, p) for p in products)
    ]


def coupon_line(d: Dialogue, coupon: Coupon, cart: Cart) -> Line:
    """That a coupon is named, what it gives, and what the cart still lacks for it."""
    called, promotion = name_of(coupon), d.work.promotions.get(coupon.promotion)
    least = promotion.goods_from_minor
    if cart.lines and least is not None and cart.subtotal.amount_minor < least:
        whole = Money(least, cart.currency)
        return say(
            "coupon-in-from", coupon=called, label=coupon.label, sum=whole, goods=cart.subtotal
        )
    fits = any(covers(promotion, line.product) for line in cart.lines)
    id_ = "coupon-in" if fits or not cart.lines else "coupon-in-other"
    return say(id_, coupon=called, label=coupon.label)


def name_of(coupon: Coupon) -> Line:
    """What a coupon is called: its code as a word and a number where a voice can say it so."""
    pieces = _CODE.findall(coupon.code)
    sayable = sum(map(len, pieces)) <= _LONGEST_CODE and all(map(_is_sayable, pieces))
    if not pieces or not sayable:
        return say("your-coupon")
    return say("plain", text=" ".join(pieces).capitalize())


def _is_sayable(piece: str) -> bool:
    return len(piece) <= _LONGEST_NUMBER if piece.isdigit() else bool(_VOWEL.search(piece))
