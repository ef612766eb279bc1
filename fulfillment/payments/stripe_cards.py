"""Cards stored with Stripe: told to it by the shopper's browser, charged later by us.

https://docs.stripe.com/payments/save-and-reuse and https://docs.stripe.com/api/setup_intents
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from fulfillment.errors import PaymentUnknown
from fulfillment.payments.cards import Card, CardSetup
from fulfillment.payments.wallet import Wallet

if TYPE_CHECKING:
    from stripe import PaymentMethod, SetupIntent, StripeClient, StripeError

METADATA_CUSTOMER = "costermonger_customer"
_SETUP = re.compile(r"seti_[A-Za-z0-9_]+", re.ASCII)


class StripeCards:
    """The :class:`Cards` of Stripe. May be shared by threads."""

    def __init__(self, client: StripeClient, error: type[StripeError], wallet: Wallet) -> None:
        self._client = client
        self._error = error
        self._wallet = wallet

    def begin(self, customer_id: int) -> CardSetup:
        """A setup intent for later payments without the shopper. See :meth:`Cards.begin`."""
        account = self._wallet.find_account(customer_id) or self._open_account(customer_id)
        order: Any = {
            "customer": account,
            "usage": "off_session",
            "payment_method_types": ["card"],
            "metadata": {METADATA_CUSTOMER: self._wallet.tag(customer_id)},
        }
        with self._asked():
            setup = self._client.v1.setup_intents.create(order)
        return CardSetup(setup.id, setup.client_secret or "")

    def finish(self, customer_id: int, setup_id: str) -> bool:
        """Store the card of a setup intent that has succeeded. See :meth:`Cards.finish`."""
        setup = self._find_setup(setup_id)
        if setup is None or self._customer_of(setup) != customer_id or not _card_of(setup):
            return False
        self._take(customer_id, setup)
        return True

    def hear(self, event_setup_id: str) -> None:
        """Do what the browser did not come to. See :meth:`Cards.hear`.

        An event may come late: a card that was stored since, or taken away, stays so.
        """
        setup = self._find_setup(event_setup_id)
        customer_id = self._customer_of(setup) if setup else None
        if setup is None or customer_id is None or not (card := _card_of(setup)):
            return
        stored = self._wallet.find_card(customer_id)
        if stored and stored.card != card and self._made(stored.card) > self._made(card):
            return
        if self._wallet.note_setup(setup.id):
            self._take(customer_id, setup)

    def find(self, customer_id: int) -> Card | None:
        """What Stripe shows of the stored card; None also where Stripe has lost it."""
        stored = self._wallet.find_card(customer_id)
        method = self._find_method(stored.card) if stored else None
        if method is None or method.card is None:
            return None
        card = method.card
        return Card(card.brand, card.last4 or "", card.exp_month, card.exp_year)

    def remove(self, customer_id: int) -> None:
        """Detach the stored card, then forget it. See :meth:`Cards.remove`."""
        stored = self._wallet.find_card(customer_id)
        if stored is not None:
            self._detach(stored.card)
            self._wallet.store_card(customer_id, stored.account, "")

    def forget(self, customer_id: int) -> None:
        """Delete the Stripe customer, which ends its cards. See :meth:`Cards.forget`."""
        account = self._wallet.find_account(customer_id)
        if account is None:
            return
        self.remove(customer_id)
        with self._asked(missing=True):
            self._client.v1.customers.delete(account)
        self._wallet.forget_account(customer_id)

    def find_charge(self, reference: str) -> str | None:
        """The key of a payment intent's charge. See :meth:`Cards.find_charge`."""
        return self._wallet.find_key(reference)

    def _open_account(self, customer_id: int) -> str:
        tag = self._wallet.tag(customer_id)
        with self._asked():
            made = self._client.v1.customers.create(
                {"metadata": {METADATA_CUSTOMER: tag}}, {"idempotency_key": tag}
            )
        self._wallet.store_card(customer_id, made.id, "")
        return made.id

    def _take(self, customer_id: int, setup: SetupIntent) -> None:
        before = self._wallet.find_card(customer_id)
        card = _card_of(setup)
        self._wallet.store_card(customer_id, _id(setup.customer), card)
        self._wallet.note_setup(setup.id)
        if before is not None and before.card != card:
            self._detach(before.card)

    def _customer_of(self, setup: SetupIntent) -> int | None:
        """The customer whom a setup was made for by us, if its Stripe customer is theirs, too."""
        metadata = setup.metadata.to_dict() if setup.metadata else {}
        customer_id = self._wallet.tagged(str(metadata.get(METADATA_CUSTOMER, "")))
        if customer_id is None or self._wallet.find_account(customer_id) != _id(setup.customer):
            return None
        return customer_id

    def _find_setup(self, setup_id: str) -> SetupIntent | None:
        if not _SETUP.fullmatch(setup_id):
            return None
        with self._asked(missing=True):
            return self._client.v1.setup_intents.retrieve(setup_id)
        return None

    def _find_method(self, card: str) -> PaymentMethod | None:
        with self._asked(missing=True):
            return self._client.v1.payment_methods.retrieve(card)
        return None

    def _made(self, card: str) -> int:
        method = self._find_method(card)
        return method.created if method else 0

    def _detach(self, card: str) -> None:
        """Have Stripe take a card from its customer; nothing where it is nobody's any more."""
        method = self._find_method(card)
        if method is not None and method.customer:
            with self._asked(missing=True):
                self._client.v1.payment_methods.detach(card)

    @contextmanager
    def _asked(self, *, missing: bool = False) -> Iterator[None]:
        """Raise :class:`PaymentUnknown` for Stripe's errors, but for what may be ``missing``."""
        try:
            yield
        except self._error as error:
            if not (missing and error.http_status == 404):
                raise PaymentUnknown(describe(error)) from error


def describe(error: StripeError) -> str:
    """An error without what its request held."""
    return f"{type(error).__name__} {error.http_status or ''} {error.code or ''}".strip()


def _card_of(setup: SetupIntent) -> str:
    """The card that a setup has stored, "" while it has none."""
    return _id(setup.payment_method) if setup.status == "succeeded" else ""


def _id(named: object) -> str:
    """An id, or that of what it stands for where Stripe sends the whole."""
    return named if isinstance(named, str) else str(getattr(named, "id", None) or "")
