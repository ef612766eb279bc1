"""Passkeys, made and used by a real Chromium with an authenticator of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import CDPSession, Page, expect

from fulfillment.shop import Shop
from tests.browser.serving import Served, serving

_AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def served(shop: Shop) -> Iterator[Served]:
    """The demo shop under a name: an address of numbers has no passkeys."""
    with serving(shop, name="localhost") as found:
        yield found


@pytest.fixture
def device(tab: Page) -> CDPSession:
    """What the browser's authenticator is told by."""
    session = tab.context.new_cdp_session(tab)
    session.send("WebAuthn.enable")
    return session


@pytest.fixture
def authenticator(device: CDPSession) -> str:
    """The id of an authenticator that says yes."""
    return str(
        device.send("WebAuthn.addVirtualAuthenticator", {"options": _AUTHENTICATOR})[
            "authenticatorId"
        ]
    )


def sign_out(tab: Page) -> None:
    tab.get_by_role("button", name="Sign out", exact=True).click()


@pytest.fixture
def annas(served: Served, tab: Page, authenticator: str) -> Page:
    """The tab of Anna, who has added a passkey and signed out."""
    tab.goto(served.invite("anna"))
    tab.get_by_role("button", name="Sign in").click()
    tab.goto(f"{served.url}/account/security")
    tab.get_by_role("button", name="Add a passkey").click()
    expect(tab.get_by_text("Your passkey signs you in from now on.")).to_be_visible()
    sign_out(tab)
    return tab


def test_a_passkey_signs_in_without_a_password_or_a_letter(served: Served, annas: Page) -> None:
    annas.goto(f"{served.url}/account/sign-in?next=/account/security")
    annas.get_by_role("button", name="Use a passkey").click()
    expect(annas.get_by_text("You sign in as anna@example.com.")).to_be_visible()
    expect(annas.get_by_text("last used on")).to_be_visible()


def test_a_passkey_that_was_removed_signs_nobody_in(served: Served, annas: Page) -> None:
    annas.goto(f"{served.url}/account/sign-in?next=/account/security")
    annas.get_by_role("button", name="Use a passkey").click()
    annas.get_by_role("button", name="Remove").click()
    expect(annas.get_by_text("That passkey no longer signs you in.")).to_be_visible()
    sign_out(annas)
    annas.get_by_role("button", name="Use a passkey").click()
    expect(annas.get_by_role("alert")).to_contain_text("That passkey is not known here.")


def test_who_says_no_to_the_device_stays_where_they_are(
    served: Served, annas: Page, device: CDPSession, authenticator: str
) -> None:
    told = {"authenticatorId": authenticator, "isUserVerified": False}
    device.send("WebAuthn.setUserVerified", told)
    annas.goto(f"{served.url}/account/sign-in")
    annas.get_by_role("button", name="Use a passkey").click()
    expect(annas.get_by_text("Your device did not hand over a passkey.")).to_be_visible()
    assert annas.url == f"{served.url}/account/sign-in"


def test_an_answer_that_was_used_before_is_refused(served: Served, annas: Page) -> None:
    annas.goto(f"{served.url}/account/sign-in")
    sent: list[str] = []
    annas.on("request", lambda request: sent.append(request.post_data or ""))
    annas.get_by_role("button", name="Use a passkey").click()
    expect(annas.get_by_role("heading", level=1)).to_contain_text("Anna")
    (answer,) = [body for body in sent if "credential=" in body]
    sign_out(annas)
    token = annas.locator("form.passkey [name=csrf_token]").input_value()
    credential = answer.partition("credential=")[2]
    replayed = annas.request.post(
        f"{served.url}/account/sign-in/passkey",
        headers={"Content-Type": "application/x-www-form-urlencoded"},
        data=f"csrf_token={token}&credential={credential}",
    )
    assert replayed.status == 400


def test_late_after_signing_in_a_passkey_is_added_once_it_is_clear_who_is_there(
    served: Served, annas: Page
) -> None:
    annas.goto(f"{served.url}/account/sign-in?next=/account/security")
    annas.get_by_role("button", name="Use a passkey").click()
    expect(annas.get_by_text("You sign in as anna@example.com.")).to_be_visible()
    served.shop._clock.forward(minutes=20)  # type: ignore[attr-defined]
    annas.reload()
    annas.get_by_role("link", name="Add a passkey").click()
    expect(annas.get_by_role("heading", level=1)).to_have_text("Is it you?")
    annas.get_by_role("button", name="Use a passkey").click()
    expect(annas.get_by_role("button", name="Add a passkey")).to_be_visible()
