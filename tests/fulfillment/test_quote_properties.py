"""Whatever is bought with whatever promotions, in every kind of currency, the terms add up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from fulfillment.money import Money, share, share_included, total
from fulfillment.orders.documents import fingerprint, from_document, to_document
from fulfillment.orders.quote import DeliverySlot, Terms
from fulfillment.orders.quoting import Item, Tariff, draw_up
from fulfillment.promotions import Kind, Offer, Promotion
from fulfillment.promotions.rules import MOST_TOGETHER, spread

CURRENCIES = ("JPY", "USD", "KWD")  # no decimals, two, three
NAMES, TAXED = ("apple", "bread", "comb"), ("food", "general")
AT = datetime(2026, 11, 20, 18, tzinfo=UTC)
RATES = st.integers(0, 2500)
SCOPES = st.lists(st.sampled_from(NAMES), max_size=2, unique=True).map(tuple)


@dataclass(frozen=True)
class Case:
    """Somebody's cart, how the seller counts, and what is open to the shopper."""

    items: tuple[Item, ...]
    slot: DeliverySlot
    tariff: Tariff
    credit: Money
    promotions: tuple[Promotion, ...]

    def draw(self) -> Terms:
        offers = [Offer(promotion) for promotion in self.promotions]
        return draw_up(self.items, self.slot, "home", "", self.tariff, self.credit, offers)


@st.composite
def promotions(draw: st.DrawFn, code: str) -> Promotion:
    kind = draw(st.sampled_from(list(Kind)))
    pay = draw(st.integers(1, 3))
    return Promotion(
        code=code,
        label=code,
        kind=kind,
        value=draw(st.integers(1, 10000 if kind == Kind.PERCENT else 10**6)),
        buy=pay + draw(st.integers(1, 3)),
        pay=pay,
        categories=draw(SCOPES),
        departments=draw(SCOPES),
        goods_from_minor=draw(st.none() | st.integers(1, 10**6)),
        stacks=draw(st.booleans()),
        position=draw(st.integers(0, 2)),
    )


@st.composite
def items(draw: st.DrawFn, currency: str, sku: str) -> Item:
    prices = st.integers(0, 20) | st.integers(0, 10**6)
    return Item(
        sku=sku,
        name=sku,
        brand="Hazel",
        size="1 ct",
        quantity=draw(st.integers(1, 4) | st.integers(1, 99)),
        unit_price=Money(draw(prices), currency),
        tax_category=draw(st.sampled_from(TAXED)),
        category=draw(st.sampled_from(NAMES)),
        department=draw(st.sampled_from(NAMES)),
    )


@st.composite
def cases(draw: st.DrawFn, most: int = MOST_TOGETHER + 2) -> Case:
    currency = draw(st.sampled_from(CURRENCIES))
    costs = st.integers(0, 2000).map(lambda minor: Money(minor, currency))
    return Case(
        items=tuple(draw(items(currency, f"sku-{n}")) for n in range(draw(st.integers(1, 6)))),
        slot=DeliverySlot("evening@2026-11-20", "in the evening", AT, AT, draw(costs)),
        tariff=Tariff(
            seller="Corner Shop",
            currency=currency,
            prices_include_tax=draw(st.booleans()),
            tax_rates={name: draw(RATES) for name in (*TAXED, "delivery")},
            free_delivery_over=draw(st.none() | costs),
        ),
        credit=Money(draw(st.integers(0, 10**5)), currency),
        promotions=tuple(draw(promotions(f"p{n}")) for n in range(draw(st.integers(0, most)))),
    )


@settings(max_examples=150)
@given(cases())
def test_everything_that_is_read_out_adds_up(case: Case) -> None:
    terms, currency = case.draw(), case.tariff.currency
    zero = Money(0, currency)
    assert terms.goods == total([line.total for line in terms.lines], currency)
    assert terms.discount == total([line.discount for line in terms.lines], currency)
    assert all(zero <= line.discount <= line.total for line in terms.lines)
    added = zero if terms.tax_included else terms.tax
    assert terms.total == terms.goods - terms.discount + terms.delivery.cost + added
    assert zero <= terms.credit <= terms.total
    assert terms.to_pay + terms.credit == terms.total
    assert terms.credit == min(case.credit, terms.total)


@settings(max_examples=100)
@given(cases())
def test_tax_is_that_of_what_is_left_of_each_line_and_of_the_delivery(case: Case) -> None:
    terms, rates = case.draw(), case.tariff.tax_rates
    part = share_included if terms.tax_included else share
    for line, item in zip(terms.lines, case.items, strict=True):
        assert line.tax.amount_minor == part(line.net.amount_minor, rates[item.tax_category])
        assert line.net == line.total - line.discount
    lines = sum(line.tax.amount_minor for line in terms.lines)
    delivery = part(terms.delivery.cost.amount_minor, rates["delivery"])
    assert terms.tax.amount_minor == lines + delivery


@settings(max_examples=150)
@given(cases(most=MOST_TOGETHER))
def test_one_promotion_more_never_makes_anything_dearer(case: Case) -> None:
    steps = [
        replace(case, promotions=case.promotions[:n]).draw().total
        for n in range(len(case.promotions) + 1)
    ]
    assert all(after <= before for before, after in pairwise(steps))


@settings(max_examples=100)
@given(cases())
def test_nobody_pays_more_with_promotions_than_without(case: Case) -> None:
    terms, plain = case.draw(), replace(case, promotions=()).draw()
    assert terms.total <= plain.total
    assert bool(terms.discounts) == (terms.total < plain.total)


@settings(max_examples=100)
@given(cases(), st.data())
def test_the_order_of_the_goods_and_of_the_promotions_changes_nothing(
    case: Case, data: st.DataObject
) -> None:
    other = replace(
        case,
        items=tuple(data.draw(st.permutations(case.items))),
        promotions=tuple(data.draw(st.permutations(case.promotions))),
    )
    terms, again = case.draw(), other.draw()
    assert again.total == terms.total
    assert sorted(again.lines, key=lambda x: x.sku) == sorted(terms.lines, key=lambda x: x.sku)
    assert again.discounts == terms.discounts


@settings(max_examples=60)
@given(cases())
def test_terms_with_promotions_survive_their_document(case: Case) -> None:
    terms = case.draw()
    read = from_document(to_document(terms))
    assert read == terms
    assert fingerprint(read) == fingerprint(terms)


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=8), st.integers(0, 10**7))
def test_spreading_loses_nothing_and_takes_no_more_than_there_is(
    costs: list[int], amount: int
) -> None:
    names = [str(n) for n in range(len(costs))]
    parts = spread(amount, costs, names)
    assert sum(parts) == min(amount, sum(costs))
    assert all(0 <= part <= cost for part, cost in zip(parts, costs, strict=True))
    whole = sum(costs) or 1
    exact = [min(amount, sum(costs)) * cost / whole for cost in costs]
    assert all(abs(part - ideal) < 1 for part, ideal in zip(parts, exact, strict=True))
