"""The demo shop, as it is loaded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from fulfillment.catalog import Product
from fulfillment.demo import load_demo
from fulfillment.demo.bulk import grow
from fulfillment.demo.files import read_shoppers
from fulfillment.orders import OrderState
from fulfillment.orders.inputs import item_of
from fulfillment.promotions import Kind
from fulfillment.shop import Shop
from fulfillment.storage.engine import open_engine
from fulfillment.storage.schema import create_schema
from tests.conftest import NOW, Clock
from tests.fulfillment.conftest import OpenEngine
from tests.fulfillment.demo_files import LOCALES

HANDLES = ("anna", "ben")


def test_a_demo_is_loaded_once(shop: Shop) -> None:
    with shop.open() as work:
        before = work.catalog.count()
    assert before > 1000
    assert load_demo(shop) is False
    with shop.open() as work:
        assert work.catalog.count() == before


def test_a_shop_that_has_products_is_left_alone(corner: Shop) -> None:
    assert load_demo(corner) is False
    with corner.open() as work:
        assert work.profile.name == "Corner Shop"


def test_departments_are_named_as_they_are_said(shop: Shop) -> None:
    with shop.open() as work:
        assert "coffee and tea" in work.catalog.departments()
        assert all(name.replace(" ", "").isalpha() for name in work.catalog.departments())


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_off_is_for_things_that_are_sold(
    demo_databases: Callable[[str], Path], locale: str
) -> None:
    engine = open_engine(f"sqlite:///{demo_databases(locale)}")
    with Shop(engine, clock=Clock()).open() as work:
        promotions, products = work.promotions.all(), work.catalog.everything()
        assert {promotion.kind for promotion in promotions} == set(Kind)
        for promotion in promotions:
            assert any(promotion.covers(item_of(product, 1)) for product in products)
        by_coupon = {promotion.code for promotion in promotions if promotion.needs_coupon}
        assert {coupon.promotion for coupon in work.promotions.issued()} == by_coupon
        assert len(work.promotions.running()) == len(promotions) - len(by_coupon)
    engine.dispose()


@pytest.mark.parametrize("locale", LOCALES)
def test_shoppers_have_an_email_that_goes_nowhere(
    demo_databases: Callable[[str], Path], locale: str
) -> None:
    engine = open_engine(f"sqlite:///{demo_databases(locale)}")
    with Shop(engine, clock=Clock()).open() as work:
        for shopper in read_shoppers(locale):
            customer = work.customers.find_by_handle(shopper.handle)
            assert customer
            assert customer.email == f"{shopper.handle}@example.com"
            assert customer.region
    engine.dispose()


def test_products_are_related_to_products(shop: Shop) -> None:
    with shop.open() as work:
        assert work.catalog.related("HM-1001", "goes_with")
        assert work.catalog.related("HM-1001", "instead_of")


@pytest.mark.parametrize("handle", HANDLES)
def test_a_shopper_has_a_history_that_fits_the_calendar(shop: Shop, handle: str) -> None:
    with shop.open() as work:
        customer = work.customers.find_by_handle(handle)
        assert customer is not None
        orders = work.orders.recent(customer.id, limit=100)
        assert len(orders) > 10
        assert all(order.placed_at <= NOW for order in orders)
        for order in orders:
            late = order.state == OrderState.DELIVERED
            assert (order.delivery.ends <= NOW) == late, order
            assert order.delivery.starts <= NOW + timedelta(days=2)
        assert work.customers.usual(customer.id)[0].times >= 3


@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_the_demo_can_be_filled_and_bought_from_at_any_hour(
    engine_on: OpenEngine, tmp_path: Path, hour: int
) -> None:
    engine = engine_on(tmp_path / "demo.sqlite3")
    create_schema(engine)
    demo = Shop(engine, clock=Clock(NOW.replace(hour=hour)))
    assert load_demo(demo)
    with demo.open() as work:
        assert len(work.quotes.slots()) > 10
        assert {order.state for order in work.orders.open_orders(2)} <= {"sent", "placed"}


def test_growing_makes_the_same_products_every_time(
    engine_on: OpenEngine, tmp_path: Path, shop: Shop
) -> None:
    grow(shop, 2000)
    with shop.open() as work:
        first = {product.sku: product for product in work.catalog.everything()}
    engine = engine_on(tmp_path / "again.sqlite3")
    create_schema(engine)
    again = Shop(engine, clock=Clock())
    load_demo(again)
    grow(again, 2000)
    with again.open() as work:
        assert {product.sku: product for product in work.catalog.everything()} == first
    assert len(first) == 2000
    assert len({_face(product) for product in first.values()}) > 1900


def _face(product: Product) -> tuple[str, str, str]:
    return (product.name, product.brand, str(product.size))
