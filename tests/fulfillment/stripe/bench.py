"""A shop whose money goes through Stripe, and both sides' books beside each other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, text

from fulfillment.ledger import Account
from fulfillment.orders import Order, Quote
from fulfillment.payments.cards import CardSetup
from fulfillment.payments.stripe_provider import METADATA_KEY, Stripe
from fulfillment.payments.wallet import Wallet
from fulfillment.shop import Shop
from tests.conftest import Clock
from tests.fulfillment.books import check_books
from tests.fulfillment.shopfloor import buy, offer
from tests.fulfillment.stripe.server import (
    GOOD,
    KEY,
    Line,
    call,
    served,
)

INTENTS, REFUNDS = "/v1/payment_intents", "/v1/refunds"
RETURN_URL = "https://shop.example/thanks"


@dataclass
class Bench:
    """A shop, its provider and the Stripe behind it."""

    shop: Shop
    stripe: Stripe
    wallet: Wallet
    line: Line
    engine: Engine

    def give_card(self, number: str = GOOD, customer: int = 1) -> None:
        """Store a card for a customer, as a page would."""
        account = self.api("POST", "/v1/customers", {"name": "Anna"})["id"]
        card = {"number": number, "exp_month": 12, "exp_year": 2030, "cvc": "123"}
        form = {"type": "card"} | {f"card[{name}]": value for name, value in card.items()}
        method = self.api("POST", "/v1/payment_methods", form)["id"]
        self.wallet.store_card(customer, account, method)

    def type_card(self, setup: CardSetup, number: str = GOOD) -> None:
        """Tell Stripe a card, as Stripe's script does in the shopper's browser."""
        card = {"number": number, "exp_month": 12, "exp_year": 2030, "cvc": "123"}
        form = {"client_secret": setup.secret, "payment_method_data[type]": "card"}
        form |= {f"payment_method_data[card][{name}]": value for name, value in card.items()}
        call(self.line.port, "POST", f"/v1/setup_intents/{setup.id}/confirm", form)

    def api(self, method: str, path: str, form: dict[str, Any] | None = None) -> Any:
        """Stripe itself, past the line."""
        status, document = call(self.line.port, method, path, form)
        assert status == 200, document
        return document

    def quote(self, customer: int = 1, quantity: int = 2) -> Quote:
        with self.shop.open() as work:
            return offer(work, customer=customer, quantity=quantity)

    def buy(self, quote: Quote) -> Order:
        with self.shop.open() as work:
            return buy(work, quote)

    def settle(self) -> list[str]:
        with self.shop.open() as work:
            return [order.state.value for order in work.orders.settle()]

    def last(self) -> tuple[str, str]:
        """The state of the only order, and of its payment."""
        ((state, payment),) = self.rows(
            "SELECT o.state, p.state FROM orders o JOIN payments p ON p.order_id = o.id"
        )
        return state, payment

    def stock(self) -> int:
        with self.shop.open() as work:
            return work.catalog.get("bread").stock

    def rows(self, query: str) -> list[Any]:
        """What is on the disk, seen without any code of ours."""
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query))]

    def intents(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.api("GET", f"{INTENTS}?limit=100")["data"]
        return found

    def authenticate(self, *, success: bool) -> None:
        """The shopper approves the only payment, or fails to."""
        (intent,) = self.intents()
        form = {"client_secret": intent["client_secret"], "success": str(success).lower()}
        self.api("POST", f"{INTENTS}/{intent['id']}/_authenticate", form)

    def check_books(self) -> None:
        """Orders and charges agree one to one, and so does what went back."""
        taken: dict[str, int] = {}
        for intent in self.intents():
            if intent["status"] == "succeeded":
                key = intent["metadata"][METADATA_KEY].partition("-")[2]
                assert key not in taken, "charged twice"
                taken[key] = intent["amount"] - self.went_back(intent["id"])
        assert _not_zero(taken) == _not_zero(dict(self._owed()))
        on_the_accounts = check_books(self.shop)
        assert on_the_accounts.get(Account.PROVIDER, 0) == sum(taken.values())

    def went_back(self, intent: str) -> int:
        """The cents that Stripe has returned of a payment intent."""
        back = self.api("GET", f"{REFUNDS}?payment_intent={intent}&limit=100")
        return sum(refund["amount"] for refund in back["data"])

    def _owed(self) -> Iterator[tuple[str, int]]:
        """What our books say that each charge has brought."""
        query = """
            SELECT p.idempotency_key, o.total_minor, p.state,
                (SELECT coalesce(sum(amount_minor), 0) FROM refunds r
                 WHERE r.order_id = o.id AND r.state = 'done')
            FROM orders o JOIN payments p ON p.order_id = o.id
        """
        for key, total, payment, back in self.rows(query):
            yield key, total - back if payment in ("paid", "refunded_part") else 0


def _not_zero(amounts: dict[str, int]) -> dict[str, int]:
    return {key: amount for key, amount in amounts.items() if amount}


@contextmanager
def open_bench(engine: Engine, clock: Clock, port: int, patience_s: float) -> Iterator[Bench]:
    """A shop with a Stripe that has no past; nobody has a card yet."""
    call(port, "DELETE", "/_config/data")
    line, wallet = Line(port), Wallet(engine, clock)
    with served(line) as url:
        stripe = Stripe(
            KEY, wallet, api_url=url, connect_s=1, read_s=patience_s, return_url=RETURN_URL
        )
        shop = Shop(engine, payments=stripe, cards=stripe.cards, clock=clock)
        yield Bench(shop, stripe, wallet, line, engine)
        stripe.close()
