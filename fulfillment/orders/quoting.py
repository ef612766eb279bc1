"""What a cart costs, and how two offers differ. Pure rules, standard library only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from fulfillment.money import Money, share, share_included, total, zero
from fulfillment.orders.quote import DeliverySlot, Discount, QuoteLine, Terms
from fulfillment.promotions.promotion import Offer
from fulfillment.promotions.rules import Plan, Step, plans


@dataclass(frozen=True, slots=True)
class Item:
    """So many pieces of a product that somebody wants to buy."""

    sku: str
    name: str
    brand: str
    size: str
    quantity: int
    unit_price: Money
    tax_category: str
    category: str = ""
    department: str = ""


@dataclass(frozen=True, slots=True)
class Tariff:
    """How a seller counts. ``tax_rates`` are basis points by tax category."""

    seller: str
    currency: str
    prices_include_tax: bool
    tax_rates: Mapping[str, int]
    free_delivery_over: Money | None


def draw_up(
    items: Sequence[Item],
    slot: DeliverySlot,
    address_label: str,
    address: str,
    tariff: Tariff,
    credit: Money | None = None,
    offers: Sequence[Offer] = (),
) -> Terms:
    """The terms on which ``items`` are sold to somebody with so much store credit.

    Of the promotions open to them, the plan that costs least is taken: see
    :mod:`fulfillment.promotions.rules`. Tax is rounded half up on each line, on what is left after
    promotions, and on delivery, whose tax category is ``delivery``. Delivery is free from the
    tariff's threshold on, which is compared with the goods as priced.
    """
    drawn = [
        _draw_up(items, slot, (address_label, address), tariff, plan)
        for plan in plans(items, offers)
    ]
    best = min(drawn, key=lambda terms: (terms.total.amount_minor, len(terms.discounts)))
    return replace(best, credit=min(credit or best.credit, best.total))


def _draw_up(
    items: Sequence[Item],
    slot: DeliverySlot,
    to: tuple[str, str],
    tariff: Tariff,
    plan: Plan,
) -> Terms:
    nothing, (address_label, address) = zero(tariff.currency), to
    lines = tuple(_line(item, plan.taken(at), tariff) for at, item in enumerate(items))
    goods = total([line.total for line in lines], tariff.currency)
    over = tariff.free_delivery_over
    free = plan.free_delivery or (over is not None and over <= goods)
    cost = nothing if free else slot.cost
    tax = total([line.tax for line in lines], tariff.currency) + _tax(cost, "delivery", tariff)
    net = total([line.net for line in lines], tariff.currency)
    return Terms(
        seller=tariff.seller,
        lines=lines,
        goods=goods,
        discounts=tuple(_discount(step, tariff) for step in plan.steps),
        delivery=replace(slot, cost=cost),
        address_label=address_label,
        address=address,
        tax=tax,
        tax_included=tariff.prices_include_tax,
        total=net + cost + (nothing if tariff.prices_include_tax else tax),
        credit=nothing,
    )


def _discount(step: Step, tariff: Tariff) -> Discount:
    promotion = step.offer.promotion
    amount = Money(step.amount_minor, tariff.currency)
    return Discount(promotion.code, promotion.label, amount, step.offer.coupon)


def _line(item: Item, taken: int, tariff: Tariff) -> QuoteLine:
    amount, discount = item.unit_price * item.quantity, Money(taken, tariff.currency)
    return QuoteLine(
        sku=item.sku,
        name=item.name,
        brand=item.brand,
        size=item.size,
        quantity=item.quantity,
        unit_price=item.unit_price,
        total=amount,
        tax=_tax(amount - discount, item.tax_category, tariff),
        discount=discount,
    )


def _tax(amount: Money, category: str, tariff: Tariff) -> Money:
    part = share_included if tariff.prices_include_tax else share
    rate = tariff.tax_rates.get(category, 0)
    return Money(part(amount.amount_minor, rate), tariff.currency)


def changes(before: Terms, after: Terms) -> tuple[str, ...]:
    """What differs, in this order: ``cart``, ``price``, ``promotion``, ``address``, ``delivery``,
    ``credit`` and ``tax``.

    Tax that only follows from another change is not named, and neither is credit.
    """
    compared = {
        "cart": _pieces(before) != _pieces(after),
        "price": _repriced(before, after),
        "promotion": before.discounts != after.discounts,
        "address": _address(before) != _address(after),
        "delivery": before.delivery != after.delivery,
    }
    named = tuple(name for name, differs in compared.items() if differs)
    if named or before == after:
        return named
    return ("credit",) if replace(before, credit=after.credit) == after else ("tax",)


def _pieces(terms: Terms) -> set[tuple[str, str, str, str, int]]:
    return {(x.sku, x.name, x.brand, x.size, x.quantity) for x in terms.lines}


def _repriced(before: Terms, after: Terms) -> bool:
    prices = {line.sku: line.unit_price for line in before.lines}
    return any(prices.get(line.sku, line.unit_price) != line.unit_price for line in after.lines)


def _address(terms: Terms) -> tuple[str, str]:
    return (terms.address_label, terms.address)
