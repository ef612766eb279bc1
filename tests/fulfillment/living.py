"""A shopper who leaves a trace in every table there is, each text of it marked."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import insert
from sqlalchemy.orm import Session

from fulfillment.accounts.addresses import Wanted
from fulfillment.accounts.links import Purpose
from fulfillment.customers.owner import customer_owner
from fulfillment.linking import SCOPES, Pair
from fulfillment.orders import Consent, OrderState
from fulfillment.payments.wallet import shop_prefix
from fulfillment.promotions import Kind, Promotion
from fulfillment.shop import Shop, Work
from fulfillment.storage.payments import ApprovalRow, ChargeRequestRow, StoredCardRow
from tests.fulfillment.shopfloor import CONVERSATION, usd

# Stands in everything that says who somebody is.
MARK = "Zyxwvut"
EMAIL = f"{MARK.lower()}@example.com"
BACK = "https://platform.example/back"


def live(shop: Shop, session: Session) -> int:
    """Everything that a shopper can do here, done by a new one; their id."""
    with shop.open() as work:
        customer = work.customers.add(
            f"handle-{MARK}", f"{MARK} Doe", f"{MARK} house", f"1 {MARK} Road", email=EMAIL
        )
        _settle_in(work, customer.id)
    with shop.open() as work:
        order = _order(work, customer.id)
    with shop.open() as work:
        _send_back(work, customer.id, order)
        _talk(work, customer.id)
    _by_hand(session, customer.id, order, shop)
    return customer.id


def _settle_in(work: Work, customer_id: int) -> None:
    accounts = work.accounts
    accounts.addresses.add(customer_id, Wanted(f"{MARK} hut", f"2 {MARK} Road"))
    accounts.sign_ins.admit(customer_id, EMAIL)
    accounts.sign_ins.set_password(customer_id, f"argon2-{MARK}")
    accounts.browsers.begin(customer_id)
    accounts.passkeys.add(customer_id, f"key-{MARK}", "cose", 0)
    accounts.links.ask(Purpose.SIGN_IN, EMAIL, locale="en-US", next=f"/{MARK}")
    work.customers.issue_token(customer_id)
    work.customers.set_code(customer_id, "4711")
    work.customers.limits.set(customer_id, order=usd(90_00), day=None)
    work.customers.set_preference(customer_id, "learn", f"key-{MARK}")
    work.unheard.keep("en-US", "some … please", "", f"key-{MARK}")
    work.credit.give(customer_id, usd(100), f"gift-{customer_id}", note=f"sorry, {MARK}")
    client, _secret = work.linking.clients.add("alexa", "Alexa", [BACK])
    work.linking.consent(client, customer_id, SCOPES, BACK, "code")
    held = work.linking.check_code("code", client.id)
    assert held is not None
    assert work.linking.redeem(held, Pair("access", "refresh"))


def _order(work: Work, customer_id: int) -> int:
    owner = customer_owner(customer_id)
    for code in ("sorry", "again"):
        off = Promotion(
            code=code, label="one dollar off", kind=Kind.AMOUNT, value=100, needs_coupon=True
        )
        work.promotions.save(off)
        work.promotions.issue(f"{code}5", code, customer_id=customer_id)
    work.promotions.use(owner, customer_id, "sorry5")
    work.carts.add(owner, "bread", 2)
    quote = work.quotes.make(customer_id, owner, CONVERSATION)
    said, heard = f"To your {MARK} house. Shall I?", f"yes, {MARK} says"
    consent = Consent(said, heard, "web", work.now, quote.fingerprint)
    order = work.orders.place(
        quote.id, customer_id=customer_id, conversation=CONVERSATION, consent=consent
    )
    for state in (OrderState.PICKING, OrderState.SENT, OrderState.DELIVERED):
        work.orders.advance(order.id, state)
    return order.id


def _send_back(work: Work, customer_id: int, order: int) -> None:
    offered = work.aftercare.returns.offer(order, customer_id, {0: 1}, "changed_mind")
    work.aftercare.returns.agree(offered.id, customer_id)
    said = {"said": f"{MARK} wants a person"}
    work.aftercare.tickets.open("person", customer_id, order, said)


def _talk(work: Work, customer_id: int) -> None:
    """A conversation that is under way: a cart, and a quote for it."""
    owner = customer_owner(customer_id)
    work.carts.add(owner, "last", 1)
    work.promotions.use(owner, customer_id, "again5")
    work.quotes.make(customer_id, owner, f"talk-{MARK}")
    work.sessions.save(f"web:{MARK}", owner, {"said": f"Hello {MARK}"}, 0)
    work.sessions.keep_answer("answer-1", {"said": f"Thank you, {MARK}"}, owner)


def _by_hand(session: Session, customer_id: int, order: int, shop: Shop) -> None:
    """What only a payment provider brings about, which is tested with one elsewhere."""
    with shop.open() as work:
        now = work.now
    key = f"{shop_prefix(session)}-order-{order}"
    card = {"account": f"cus_{MARK}", "card": f"pm_{MARK}"}
    session.execute(insert(StoredCardRow).values(customer_id=customer_id, **card))
    charge = {"idempotency_key": key, "asked_at": now, "reference": "pi_1", **card}
    session.execute(insert(ChargeRequestRow).values(**charge))
    link = f"https://bank.example/{MARK}"
    until = now + timedelta(hours=1)
    session.execute(insert(ApprovalRow).values(order_id=order, link=link, expires_at=until))
    session.commit()
