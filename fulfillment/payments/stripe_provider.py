"""Stored cards, charged through Stripe while the shopper is elsewhere (``off_session``).

Stripe answers the same key with the same answer for at least 24 hours, also when that was a 500:
what became of a charge is therefore looked up among the payment intents, by the key that each one
carries in its metadata. Once the key may be forgotten nothing is asked for again.
https://docs.stripe.com/api/idempotent_requests
"""

from __future__ import annotations

import logging
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from fulfillment.errors import PaymentDeclined, PaymentNeedsApproval, PaymentUnknown
from fulfillment.money import Money
from fulfillment.payments.provider import WHOLE, Charge
from fulfillment.payments.stripe_cards import StripeCards, describe
from fulfillment.payments.stripe_values import (
    amount_for_stripe,
    amount_from_stripe,
    decline_reason,
    needs_approval,
)
from fulfillment.payments.wallet import ChargeRequest, Wallet

if TYPE_CHECKING:
    from stripe import PaymentIntent, StripeClient, StripeError

METADATA_KEY = "costermonger_key"
_METADATA_PART = "costermonger_part"
_KEY_HOLDS = timedelta(hours=23)
# How many of a customer's latest payment intents are looked through for a lost one.
_LOOKED_THROUGH = 300
_CALLED_OFF = ("canceled",)
# A refund of these states has not gone back. https://docs.stripe.com/api/refunds/object
_FAILED = ("failed", "canceled")

logger = logging.getLogger(__name__)


class Stripe:
    """A :class:`PaymentProvider`. May be shared by threads; needs the extra ``stripe``.

    ``connect_s`` and ``read_s`` are the seconds that a connection and an answer may take.
    ``api_url`` takes the place of Stripe's own address. ``return_url`` is the page to which a
    shopper comes back who has approved a payment; without it there is no link to approve one.
    """

    method = "stripe"

    def __init__(
        self,
        secret_key: str,
        wallet: Wallet,
        *,
        api_url: str | None = None,
        return_url: str | None = None,
        connect_s: float = 2.0,
        read_s: float = 5.0,
    ) -> None:
        import stripe

        self._errors = stripe
        self._wallet = wallet
        self._return_url = return_url
        self._http = stripe.RequestsClient(timeout=(connect_s, read_s))
        # We ask again ourselves, when we know what became of the first time.
        self._client: StripeClient = stripe.StripeClient(
            secret_key,
            http_client=self._http,
            max_network_retries=0,
            base_addresses={"api": api_url} if api_url else {},
        )

    @property
    def cards(self) -> StripeCards:
        """Where the cards that are charged are stored."""
        return StripeCards(self._client, self._errors.StripeError, self._wallet)

    def close(self) -> None:
        """Close the connections of this thread."""
        self._http.close()  # type: ignore[no-untyped-call]  # the library leaves it untyped

    def charge(self, idempotency_key: str, amount: Money, customer_id: int) -> Charge:
        """Charge the customer's stored card. See :meth:`PaymentProvider.charge`.

        Without a stored card it is declined as ``no_card``.
        """
        request = self._wallet.request(idempotency_key, customer_id)
        if request is None:
            raise PaymentDeclined("no_card")
        if self._wallet.clock() - request.asked_at > _KEY_HOLDS:
            return self._charged_long_ago(request)
        try:
            intent = self._client.v1.payment_intents.create(
                self._order(request, amount), {"idempotency_key": request.key}
            )
        except self._errors.StripeError as error:
            return self._refused(request, error)
        return self._outcome(request, intent)

    def find(self, idempotency_key: str, amount: Money, customer_id: int) -> Charge | None:  # noqa: ARG002
        """What Stripe knows of this charge. See :meth:`PaymentProvider.find`."""
        request = self._wallet.find_request(idempotency_key)
        intent = self._find_intent(request) if request else None
        return self._outcome(request, intent) if request and intent else None

    def refund(self, idempotency_key: str, amount: Money, part: str = WHOLE) -> None:
        """Return a part of a charge, or call it off. See :meth:`PaymentProvider.refund`."""
        request = self._wallet.find_request(idempotency_key)
        intent = self._find_intent(request) if request else None
        if request is None or intent is None:
            return
        try:
            if intent.status == "succeeded":
                self._return(request, intent, amount, part)
            elif intent.status not in _CALLED_OFF:
                self._client.v1.payment_intents.cancel(intent.id)
        except self._errors.StripeError as error:
            raise PaymentUnknown(describe(error)) from error

    def returned(self, idempotency_key: str) -> Money | None:
        """What Stripe says went back. See :meth:`PaymentProvider.returned`."""
        request = self._wallet.find_request(idempotency_key)
        intent = self._find_intent(request) if request else None
        if intent is None:
            return None
        try:
            listed = self._client.v1.refunds.list({"payment_intent": intent.id, "limit": 100})
            went = [each.amount for each in listed.auto_paging_iter() if each.status not in _FAILED]
        except self._errors.StripeError as error:
            raise PaymentUnknown(describe(error)) from error
        return amount_from_stripe(sum(went), intent.currency.upper())

    def _order(self, request: ChargeRequest, amount: Money) -> Any:
        try:
            minor = amount_for_stripe(amount)
        except ValueError as error:
            raise PaymentDeclined("amount") from error
        return {
            "amount": minor,
            "currency": amount.currency.lower(),
            "customer": request.account,
            "payment_method": request.card,
            "payment_method_types": ["card"],
            "off_session": True,
            "confirm": True,
            "metadata": {METADATA_KEY: request.key},
        }

    def _charged_long_ago(self, request: ChargeRequest) -> Charge:
        intent = self._find_intent(request)
        if intent is None:
            raise PaymentDeclined("never_charged")
        return self._outcome(request, intent)

    def _find_intent(self, request: ChargeRequest) -> PaymentIntent | None:
        intents = self._client.v1.payment_intents
        try:
            if request.reference:
                return intents.retrieve(request.reference)
            listed = intents.list({"customer": request.account, "limit": 100})
            latest = islice(listed.auto_paging_iter(), _LOOKED_THROUGH)
            return next((each for each in latest if _key(each) == request.key), None)
        except self._errors.StripeError as error:
            raise PaymentUnknown(describe(error)) from error

    def _outcome(self, request: ChargeRequest, intent: PaymentIntent) -> Charge:
        self._wallet.note_reference(request, intent.id)
        if intent.status == "succeeded":
            return Charge("paid", intent.id)
        if intent.status == "requires_action":
            raise PaymentNeedsApproval(_link(intent))
        if intent.status == "canceled":
            raise PaymentDeclined("called_off")
        if intent.status != "requires_payment_method":
            raise PaymentUnknown(f"the payment intent is {intent.status}")
        error = intent.last_payment_error
        code = getattr(error, "code", None)
        decline_code = getattr(error, "decline_code", None)
        if needs_approval(code, decline_code):
            return self._ask_approval(request, intent)
        raise PaymentDeclined(decline_reason(code, decline_code))

    def _ask_approval(self, request: ChargeRequest, intent: PaymentIntent) -> Charge:
        """Confirm once more, with the shopper there: Stripe then names the bank's page for it.

        https://docs.stripe.com/payments/3d-secure/authentication-flow#manual-redirect
        """
        if self._return_url is None:
            raise PaymentNeedsApproval
        try:
            again = self._client.v1.payment_intents.confirm(
                intent.id,
                {"payment_method": request.card, "return_url": self._return_url},
                {"idempotency_key": f"{request.key}-approval"},
            )
        except self._errors.StripeError as error:
            logger.warning("Stripe names no page for an approval: %s", describe(error))
            raise PaymentNeedsApproval from error
        if again.status in ("succeeded", "requires_action"):
            return self._outcome(request, again)
        raise PaymentNeedsApproval

    def _refused(self, request: ChargeRequest, error: StripeError) -> Charge:
        """Say what an error means to the charge; whatever is not certain is unknown."""
        if isinstance(error, self._errors.CardError):
            decline_code = getattr(error.error, "decline_code", None)
            intent = getattr(error.error, "payment_intent", None)
            if intent is not None:
                self._wallet.note_reference(request, intent.id)
            if needs_approval(error.code, decline_code):
                if intent is None:
                    raise PaymentNeedsApproval from error
                return self._ask_approval(request, intent)
            raise PaymentDeclined(decline_reason(error.code, decline_code)) from error
        certain = (
            self._errors.InvalidRequestError,
            self._errors.AuthenticationError,
            self._errors.PermissionError,
        )
        # A first request that Stripe refuses to look at has charged nobody; but a repeated one may
        # have been accepted the first time. 409 says that the first one is still being worked on.
        if request.new and isinstance(error, certain) and error.http_status != 409:
            logger.error("Stripe refused a charge: %s", describe(error))
            raise PaymentDeclined("refused") from error
        raise PaymentUnknown(describe(error)) from error

    def _return(
        self, request: ChargeRequest, intent: PaymentIntent, amount: Money, part: str
    ) -> None:
        refunds = self._client.v1.refunds
        listed = refunds.list({"payment_intent": intent.id, "limit": 100})
        if any(_metadata(each).get(_METADATA_PART) == part for each in listed.auto_paging_iter()):
            return
        refunds.create(
            {
                "payment_intent": intent.id,
                "amount": amount_for_stripe(amount),
                "metadata": {_METADATA_PART: part},
            },
            {"idempotency_key": f"{request.key}-refund-{part}"},
        )


def _metadata(found: Any) -> dict[str, str]:
    metadata = found.metadata
    return metadata.to_dict() if metadata else {}


def _key(intent: PaymentIntent) -> str | None:
    return _metadata(intent).get(METADATA_KEY)


def _link(intent: PaymentIntent) -> str:
    """Where the shopper approves; empty where Stripe's own script asks on a page of ours."""
    action = getattr(intent, "next_action", None)
    redirect = getattr(action, "redirect_to_url", None)
    return getattr(redirect, "url", None) or ""
