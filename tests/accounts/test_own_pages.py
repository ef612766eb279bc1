"""What a shopper changes on the pages of an account holds, and nothing else changes."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

from fulfillment.accounts.preferences import Preferences, read_preferences
from fulfillment.customers import Customer, Outcome, When
from fulfillment.linking import SCOPES, Pair
from fulfillment.shop import Shop
from tests.accounts.conftest import Pages
from tests.conftest import Clock
from tests.fulfillment.shopfloor import usd

HOME = {"label": "home", "address": "1 Long Lane\nSpringfield"}


@pytest.fixture
def sam(pages: Pages) -> Pages:
    """The pages, with Sam signed in."""
    pages.sign_in("sam")
    return pages


def customer(shop: Shop, handle: str = "sam") -> Customer:
    with shop.open() as work:
        found = work.customers.find_by_handle(handle)
    assert found
    return found


def text(answer: Any) -> str:
    """What a page says, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def addresses(shop: Shop) -> list[tuple[str, str, bool]]:
    with shop.open() as work:
        found = work.accounts.addresses.of(customer(shop).id)
    return [(each.label, each.address, each.chosen) for each in found]


def ids(shop: Shop) -> list[int]:
    with shop.open() as work:
        return [each.id for each in work.accounts.addresses.of(customer(shop).id)]


def test_an_address_is_added_chosen_changed_and_removed(sam: Pages, shop: Shop) -> None:
    before = addresses(shop)
    form = {"label": "work", "address": "208 Quarry Road\r\n\r\n  Springfield  "}
    assert sam.fill("/account/addresses/add", **form).status_code == 303
    assert addresses(shop) == [*before, ("work", "208 Quarry Road\nSpringfield", False)]
    added = ids(shop)[-1]
    sam.fill("/account/addresses", f"/account/addresses/{added}/choose")
    assert addresses(shop)[0][0] == "work"
    assert customer(shop).address_label == "work"
    sam.fill(f"/account/addresses/{added}", label="office", address="208 Quarry Road")
    assert addresses(shop)[0] == ("office", "208 Quarry Road", True)
    sam.fill("/account/addresses", f"/account/addresses/{ids(shop)[1]}/remove")
    assert [each[0] for each in addresses(shop)] == ["office"]


def test_what_was_typed_is_kept_when_it_is_refused(sam: Pages, shop: Shop) -> None:
    before = addresses(shop)
    typed = {"label": "<b>work</b> & more", "address": " ", "region": "Atlantis"}
    answer = sam.fill("/account/addresses/add", **typed)
    assert answer.status_code == 400
    assert 'value="&lt;b&gt;work&lt;/b&gt; &amp; more"' in answer.text
    assert '<a href="#address">Enter the address.</a>' in answer.text
    assert '<a href="#region">Choose one of the regions.</a>' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert "<title>Please check:" in answer.text
    assert addresses(shop) == before


def test_another_shoppers_address_is_not_there(sam: Pages, shop: Shop) -> None:
    with shop.open() as work:
        anna = customer(shop, "anna").id
        (other,) = work.accounts.addresses.of(anna)
    path = f"/account/addresses/{other.id}"
    assert sam.get(path).headers["Location"] == "/account/addresses"
    for act in ("", "/choose", "/remove"):
        answer = sam.fill("/account/addresses/add", f"{path}{act}", **HOME)
        assert answer.headers["Location"] == "/account/addresses"
    with shop.open() as work:
        assert work.accounts.addresses.of(anna) == [other]


def test_limits_are_typed_as_people_write_sums(sam: Pages, shop: Shop) -> None:
    sam.fill("/account/limits", order="$1,250.50", day="")
    with shop.open() as work:
        own = work.customers.limits.own(customer(shop).id)
    assert (own.order, own.day) == (usd(125_050), None)
    assert 'value="1250.50"' in sam.get("/account/limits").text


def test_french_sums_are_typed_with_a_comma(sam: Pages, shop: Shop) -> None:
    sam.get("/account/language/fr-FR")
    sam.fill("/account/limits", order="12,5", day="1 000")
    with shop.open() as work:
        own = work.customers.limits.own(customer(shop).id)
    assert (own.order, own.day) == (usd(1250), usd(100_000))
    assert 'value="12,50"' in sam.get("/account/limits").text


@pytest.mark.parametrize("wrong", ["0", "-5", "12.345", "abc", "1e9", "99999999999", "1.2.3"])
def test_what_is_no_sum_sets_no_limit(sam: Pages, shop: Shop, wrong: str) -> None:
    answer = sam.fill("/account/limits", order="10", day=wrong)
    assert answer.status_code == 400
    assert f'value="{wrong}"' in answer.text
    assert "Enter an amount such as 50.00." in answer.text
    with shop.open() as work:
        assert work.customers.limits.own(customer(shop).id).order is None


def test_a_code_is_set_asked_for_and_never_shown(sam: Pages, shop: Shop) -> None:
    sam.fill("/account/code/set", code="4711", again="4711")
    sam.fill("/account/code/when", asked="above", over="20")
    me = customer(shop).id
    with shop.open() as work:
        codes = work.customers.codes
        assert codes.is_due(me, usd(2001), "")
        assert not codes.is_due(me, usd(2000), "")
        assert codes.check(me, "4711") is Outcome.RIGHT
    page = sam.get("/account/code")
    assert "Before orders above $20.00" in text(page)
    for path in ("/account/code", "/account/code/set", "/account/code/when"):
        assert "4711" not in sam.get(path).text


@pytest.mark.parametrize(
    ("code", "again", "told"),
    [
        ("471", "471", "Enter four digits."),
        ("47a1", "47a1", "Enter four digits."),
        ("1111", "1111", "harder to guess"),
        ("1234", "1234", "harder to guess"),
        ("9876", "9876", "harder to guess"),
        ("4711", "4712", "Enter the same four digits twice."),
    ],
)
def test_a_code_that_is_none_is_refused(
    sam: Pages, shop: Shop, code: str, again: str, told: str
) -> None:
    answer = sam.fill("/account/code/set", code=code, again=again)
    assert answer.status_code == 400
    assert told in text(answer)
    assert code not in answer.text
    with shop.open() as work:
        assert not work.customers.codes.rule(customer(shop).id).is_set


def test_an_amount_goes_with_above_and_is_asked_for(sam: Pages, shop: Shop) -> None:
    answer = sam.fill("/account/code/when", asked="above", over="")
    assert answer.status_code == 400
    assert "Enter an amount such as 50.00." in text(answer)
    assert sam.fill("/account/code/when", asked="sometimes", over="").status_code == 400
    sam.fill("/account/code/when", asked="always", over="5")
    with shop.open() as work:
        rule = work.customers.codes.rule(customer(shop).id)
    assert (rule.asked, rule.over) == (When.ALWAYS, None)


def test_a_locked_code_is_unlocked_and_a_code_is_removed(sam: Pages, shop: Shop) -> None:
    sam.fill("/account/code/set", code="4711", again="4711")
    me = customer(shop).id
    for _ in range(3):
        with shop.open() as work:
            work.customers.codes.check(me, "0000")
    assert "The code is locked" in text(sam.get("/account/code"))
    sam.fill("/account/code/unlock")
    assert "A code is set" in text(sam.get("/account/code"))
    sam.fill("/account/code/remove")
    with shop.open() as work:
        assert not work.customers.codes.rule(me).is_set


@pytest.mark.parametrize(
    "path", ["/code/set", "/code/when", "/code/remove", "/privacy/download", "/privacy/erase"]
)
def test_what_protects_an_account_needs_a_fresh_sign_in(
    sam: Pages, shop: Shop, clock: Clock, path: str
) -> None:
    token = sam.token(f"/account{path}")
    clock.forward(minutes=20)
    form = {"code": "4711", "again": "4711", "asked": "never", "sure": "on", "csrf_token": token}
    for answer in (sam.get(f"/account{path}"), sam.post(f"/account{path}", form)):
        assert answer.status_code == 303
        assert "again=1" in answer.headers["Location"]
    with shop.open() as work:
        assert not work.customers.codes.rule(customer(shop).id).is_set
    assert sam.get("/account/code").status_code == 200


def test_a_form_without_its_token_changes_nothing(sam: Pages, shop: Shop) -> None:
    before = customer(shop)
    forms = {
        "/addresses/add": HOME,
        "/limits": {"order": "10", "day": ""},
        "/code/set": {"code": "4711", "again": "4711"},
        "/preferences": {"rate": "slow", "form": "short", "at_once": "1"},
        "/privacy/erase": {"sure": "on"},
        "/card/finish": {"setup": "seti_1"},
        "/card/remove": {},
    }
    for path, form in forms.items():
        assert sam.post(f"/account{path}", form).status_code == 403, path
    assert customer(shop) == before
    with shop.open() as work:
        assert not work.customers.codes.rule(before.id).is_set


def test_a_linked_platform_is_listed_and_unlinked(sam: Pages, shop: Shop) -> None:
    with shop.open() as work:
        me = customer(shop).id
        linking = work.linking
        for name in ("Alexa", "Google"):
            client, _ = linking.clients.add(name.lower(), name, ["https://platform.example/back"])
            back = client.redirect_uris[0]
            linking.consent(client, me, SCOPES, back, f"code-{name}")
            code = linking.check_code(f"code-{name}", client.id)
            assert code
            linking.redeem(code, Pair(f"access-{name}", f"refresh-{name}"))
    page = sam.get("/account/devices")
    assert "Alexa may order for you" in text(page)
    actions = re.findall(r'action="(/account/devices/[^"]+)"', page.text)
    assert len(actions) == 2
    with shop.open() as work:
        alexa = next(each for each in work.linking.grants(me) if each.platform == "alexa")
    sam.fill("/account/devices", f"/account/devices/{alexa.id}/unlink")
    with shop.open() as work:
        assert work.customers.find_by_token("access-Alexa") is None
        assert work.customers.find_by_token("access-Google") is not None
    assert "Alexa" not in text(sam.get("/account/devices"))


def test_nobody_unlinks_what_is_somebody_elses(pages: Pages, shop: Shop) -> None:
    with shop.open() as work:
        anna = customer(shop, "anna").id
        client, _ = work.linking.clients.add("alexa", "Alexa", ["https://platform.example/back"])
        work.linking.consent(client, anna, SCOPES, client.redirect_uris[0], "code")
        code = work.linking.check_code("code", client.id)
        assert code
        work.linking.redeem(code, Pair("access", "refresh"))
        (grant,) = work.linking.grants(anna)
    pages.sign_in("sam")
    pages.fill("/account/limits", f"/account/devices/{grant.id}/unlink")
    with shop.open() as work:
        assert work.customers.find_by_token("access") is not None


def test_preferences_are_kept_and_shown(sam: Pages, shop: Shop) -> None:
    form = {"rate": "slow", "form": "short", "at_once": "2", "locale": "fr-FR", "learn": "on"}
    sam.fill("/account/preferences", **form)
    assert read_preferences(customer(shop)) == Preferences(
        "slow", "short", 2, "fr-FR", order_news=False, offers=False, learn=True
    )
    page = sam.get("/account/preferences").text
    assert '<html lang="fr-FR">' in page
    assert re.search(r'value="slow"[^>]*checked', page)


@pytest.mark.parametrize("wrong", [{"rate": ""}, {"at_once": "9"}, {"locale": "xx-XX"}])
def test_what_no_form_of_ours_holds_changes_no_preference(
    sam: Pages, shop: Shop, wrong: dict[str, str]
) -> None:
    form = {"rate": "slow", "form": "short", "at_once": "2", "locale": ""} | wrong
    assert sam.fill("/account/preferences", **form).status_code == 400
    assert read_preferences(customer(shop)) == Preferences()


def test_a_newcomer_is_asked_for_an_address(pages: Pages, shop: Shop) -> None:
    with shop.open() as work:
        work.customers.add("new", "Nora", "", "", email="nora@example.com")
    pages.sign_in("new")
    assert "There is no address to deliver to yet." in text(pages.get("/account"))
    assert "There is no address yet." in text(pages.get("/account/addresses"))
    pages.fill("/account/addresses/add", **HOME)
    assert "no address" not in text(pages.get("/account"))
