"""Cards on the pages, with localstripe: stored, changed, removed; and coming back from the bank."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from fulfillment.errors import PaymentNeedsApproval
from fulfillment.shop import Shop
from fulfillment.storage.engine import open_engine
from fulfillment.storage.schema import create_schema
from skill import wiring
from skill.settings import STRIPE_JS, Settings, from_environment
from tests.accounts.conftest import SETTINGS, Pages
from tests.accounts.test_own_pages import text
from tests.channels.test_stripe_webhook import app_of, post, sign
from tests.conftest import Clock
from tests.fulfillment.shopfloor import furnish
from tests.fulfillment.stripe.bench import Bench, open_bench
from tests.fulfillment.stripe.server import GOOD, WANTS_APPROVAL, dead_before, running_localstripe

CARD, ADD, FINISH = "/account/card", "/account/card/add", "/account/card/finish"


@pytest.fixture(scope="module")
def localstripe_port() -> Iterator[int]:
    """The port of a localstripe."""
    with running_localstripe() as port:
        yield port


@pytest.fixture
def bench(tmp_path: Path, clock: Clock, localstripe_port: int) -> Iterator[Bench]:
    """The small shop with Stripe, of which Anna has an e-mail address."""
    engine = open_engine(f"sqlite:///{tmp_path / 'shop.sqlite3'}")
    create_schema(engine)
    furnish(Shop(engine, clock=clock))
    with open_bench(engine, clock, localstripe_port, patience_s=20) as opened:
        with opened.shop.open() as work:
            work.customers.set_email(1, "anna@example.com")
            work.customers.set_email(2, "ben@example.com")
        yield opened
    engine.dispose()


def pages_of(bench: Bench, **changes: str | None) -> Pages:
    values = {"stripe_publishable_key": "pk_test_1", "stripe_js": STRIPE_JS} | changes
    settings = Settings(
        public_url=SETTINGS.public_url,
        payments="stripe",
        stripe_publishable_key=values["stripe_publishable_key"],
        stripe_js=values["stripe_js"] or "",
    )
    return Pages(wiring.build_app(settings, shop=bench.shop), bench.shop)


@pytest.fixture
def anna(bench: Bench) -> Pages:
    """The pages of that shop, with Anna signed in."""
    pages = pages_of(bench)
    pages.sign_in("anna")
    return pages


def store(bench: Bench, pages: Pages, number: str = GOOD) -> str:
    """Store a card as a browser does, whose part between us and Stripe is played here."""
    page = pages.get(ADD).text
    found = re.search(r'data-secret="((seti_\w+)_secret_\w+)"', page)
    assert found, page
    setup = found[2]
    card = {"number": number, "exp_month": 12, "exp_year": 2030, "cvc": "123"}
    form = {"client_secret": found[1], "payment_method_data[type]": "card"}
    form |= {f"payment_method_data[card][{name}]": str(value) for name, value in card.items()}
    bench.api("POST", f"/v1/setup_intents/{setup}/confirm", form)
    answer = pages.fill(ADD, FINISH, setup=setup)
    return answer.headers["Location"]


def test_a_card_is_stored_shown_by_its_last_digits_and_removed(bench: Bench, anna: Pages) -> None:
    assert "No card is stored." in text(anna.get(CARD))
    assert store(bench, anna) == f"{CARD}?done=card-stored"
    shown = text(anna.get(f"{CARD}?done=card-stored"))
    assert "Visa ending in 4242" in shown
    assert "The card is stored." in shown
    assert bench.buy(bench.quote()).payment_state == "paid"
    anna.fill(CARD, f"{CARD}/remove")
    assert "No card is stored." in text(anna.get(CARD))


def test_no_number_has_anywhere_to_go_but_stripe(anna: Pages) -> None:
    answer = anna.get(ADD)
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self' https://js.stripe.com" in policy
    assert "connect-src https://api.stripe.com" in policy
    assert "unsafe" not in policy
    form = answer.text.partition('id="card-form"')[2].partition("</form>")[0]
    assert set(re.findall(r'name="(\w+)"', form)) == {"csrf_token", "setup"}
    assert f'src="{STRIPE_JS}"' in answer.text
    assert re.search(r"<script(?![^>]* src=)", answer.text) is None
    assert "js.stripe.com" not in anna.get(CARD).headers["Content-Security-Policy"]


def test_a_setup_that_came_to_nothing_stores_nothing(bench: Bench, anna: Pages) -> None:
    for setup in ("", "seti_none", "x"):
        answer = anna.fill(ADD, FINISH, setup=setup)
        assert answer.headers["Location"] == f"{CARD}?done=card-not-stored"
    assert store(bench, anna, WANTS_APPROVAL) == f"{CARD}?done=card-not-stored"
    assert "No card is stored." in text(anna.get(CARD))


def test_nobody_stores_anothers_card(bench: Bench, anna: Pages) -> None:
    setup = bench.stripe.cards.begin(2)
    bench.type_card(setup)
    answer = anna.fill(ADD, FINISH, setup=setup.id)
    assert answer.headers["Location"] == f"{CARD}?done=card-not-stored"


def test_without_stripes_answer_nothing_changes(bench: Bench, anna: Pages) -> None:
    store(bench, anna)
    stored = bench.wallet.find_card(1)
    assert stored is not None
    method = f"/v1/payment_methods/{stored.card}"
    bench.line.fail("GET", method, dead_before)
    assert "we cannot show your card" in text(anna.get(CARD))
    token = anna.token(CARD)
    bench.line.fail("POST", f"{method}/detach", dead_before)
    answer = anna.post(f"{CARD}/remove", {"csrf_token": token})
    assert answer.status_code == 503
    assert "Nothing was changed." in text(answer)
    bench.line.fail("POST", "/v1/setup_intents", dead_before)
    assert anna.get(ADD).status_code == 503
    assert "Visa ending in 4242" in text(anna.get(CARD))


def test_a_card_is_not_changed_while_a_payment_is_open(bench: Bench, anna: Pages) -> None:
    store(bench, anna)
    bench.give_card(WANTS_APPROVAL)
    with pytest.raises(PaymentNeedsApproval):
        bench.buy(bench.quote())
    assert "A payment is still open." in text(anna.get(CARD))
    assert anna.get(ADD).headers["Location"] == CARD
    answer = anna.fill("/account/limits", f"{CARD}/remove")
    assert answer.headers["Location"] == CARD
    assert bench.stripe.cards.find(1) is not None


def test_cards_are_not_tried_one_after_the_other(bench: Bench, anna: Pages, clock: Clock) -> None:
    for _ in range(10):
        assert anna.get(ADD).status_code == 200
    answer = anna.get(ADD)
    assert answer.status_code == 429
    assert "That was tried too often." in text(answer)
    clock.forward(hours=1)
    assert anna.get(ADD).status_code == 200


def test_without_a_publishable_key_no_card_is_asked_for(bench: Bench) -> None:
    pages = pages_of(bench, stripe_publishable_key=None)
    pages.sign_in("anna")
    assert "takes no new cards on this page" in text(pages.get(CARD))
    assert pages.get(ADD).headers["Location"] == CARD


def test_what_stands_in_for_stripe_is_named_in_the_policy(bench: Bench) -> None:
    pages = pages_of(bench, stripe_js="http://127.0.0.1:8420/js.stripe.com/v3/")
    pages.sign_in("anna")
    policy = pages.get(ADD).headers["Content-Security-Policy"]
    assert "script-src 'self' http://127.0.0.1:8420;" in policy
    assert "connect-src http://127.0.0.1:8420;" in policy


@pytest.mark.parametrize("success", [True, False])
def test_who_comes_back_from_the_bank_hears_what_became_of_it(
    bench: Bench, anna: Pages, success: bool
) -> None:
    bench.give_card(WANTS_APPROVAL)
    with pytest.raises(PaymentNeedsApproval):
        bench.buy(bench.quote())
    (intent,) = bench.intents()
    back = f"/account/approved?payment_intent={intent['id']}&redirect_status=succeeded"
    assert "The payment is not approved yet" in text(anna.get(back))
    bench.authenticate(success=success)
    stranger = anna.another()
    told = "your order is placed" if success else "Your order was not placed"
    assert told in text(stranger.get(back))
    assert "/account/orders/" not in stranger.get(back).text
    assert ("/account/orders/" in anna.get(back).text) is True
    assert bench.last()[0] == ("placed" if success else "failed")


def stored_card(bench: Bench) -> tuple[str, bytes]:
    """A setup that has succeeded and its event, as Stripe documents it: localstripe sends none."""
    setup = bench.stripe.cards.begin(1)
    bench.type_card(setup)
    about = bench.api("GET", f"/v1/setup_intents/{setup.id}")
    event = {"id": "evt_1", "type": "setup_intent.succeeded", "data": {"object": about}}
    return setup.id, json.dumps(event).encode()


def test_a_card_is_stored_by_its_event_where_the_browser_never_came_back(bench: Bench) -> None:
    _, body = stored_card(bench)
    app = app_of(bench)
    assert post(app, body, sign(body, secret="wrong")).status_code == 400
    assert bench.stripe.cards.find(1) is None
    for _ in range(2):
        assert post(app, body, sign(body)).status_code == 200
    assert bench.stripe.cards.find(1) is not None


def test_an_event_of_a_card_comes_again_while_stripe_does_not_answer(bench: Bench) -> None:
    setup, body = stored_card(bench)
    bench.line.fail("GET", f"/v1/setup_intents/{setup}", dead_before)
    app = app_of(bench)
    assert post(app, body, sign(body)).status_code == 503
    assert post(app, body, sign(body)).status_code == 200
    assert bench.stripe.cards.find(1) is not None


def test_what_an_event_says_of_a_card_is_not_believed(bench: Bench) -> None:
    setup = bench.stripe.cards.begin(1)
    about = {"id": setup.id, "status": "succeeded", "payment_method": "pm_1"}
    event = {"id": "evt_1", "type": "setup_intent.succeeded", "data": {"object": about}}
    body = json.dumps(event).encode()
    assert post(app_of(bench), body, sign(body)).status_code == 200
    assert bench.stripe.cards.find(1) is None


def test_the_way_back_from_the_bank_is_a_page_of_ours_unless_another_is_set() -> None:
    env = {"COSTER_PUBLIC_URL": "https://your.shop/", "STRIPE_PUBLISHABLE_KEY": "pk_1"}
    settings = from_environment(env)
    assert settings.return_url == "https://your.shop/account/approved"
    assert (settings.stripe_publishable_key, settings.stripe_js) == ("pk_1", STRIPE_JS)
    other = from_environment({**env, "COSTER_STRIPE_RETURN_URL": "https://other.shop/back"})
    assert other.return_url == "https://other.shop/back"
    assert from_environment({}).return_url is None
