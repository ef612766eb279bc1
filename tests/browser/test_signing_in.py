"""A newcomer and a regular in a real browser, without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.serving import Served, press

PASSWORD = "seven brown teapots"


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    """A tab in which scripts are off."""
    context = chromium.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_a_newcomer_opens_an_account_and_comes_back_with_the_password(
    served: Served, tab: Page
) -> None:
    tab.goto(f"{served.url}/account/sign-in")
    press(tab, tab.get_by_role("link", name="I am new here"))
    tab.get_by_label("E-mail address").fill("nora@example.com")
    press(tab, tab.get_by_role("button", name="E-mail me a link"))
    expect(tab.get_by_role("heading", level=1)).to_have_text("Look in your mail")
    tab.goto(served.mailed())
    tab.get_by_label("Your name").fill("Nora")
    tab.get_by_label("New password").fill("short")
    press(tab, tab.get_by_role("button", name="Open my account"))
    expect(tab.get_by_role("alert")).to_contain_text("Choose a longer password")
    assert tab.get_by_label("Your name").input_value() == "Nora"
    tab.get_by_label("New password").fill(PASSWORD)
    press(tab, tab.get_by_role("button", name="Open my account"))
    expect(tab.get_by_role("status")).to_have_text("Your account is open.")
    press(tab, tab.get_by_role("button", name="Sign out"))
    expect(tab.get_by_role("status")).to_have_text("You are signed out.")
    tab.get_by_label("E-mail address").fill("Nora@Example.com")
    tab.get_by_label("Password").fill(PASSWORD)
    press(tab, tab.get_by_role("button", name="Sign in"))
    tab.goto(f"{served.url}/account/security")
    expect(tab.get_by_text("You sign in as nora@example.com.")).to_be_visible()


def test_a_regular_sets_a_password_by_a_link_and_is_asked_again_when_it_is_late(
    served: Served, tab: Page
) -> None:
    tab.goto(served.invite("anna"))
    press(tab, tab.get_by_role("button", name="Sign in"))
    tab.goto(f"{served.url}/account/security")
    press(tab, tab.get_by_role("link", name="Set a password"))
    tab.get_by_label("New password").fill(PASSWORD)
    press(tab, tab.get_by_role("button", name="Keep this password"))
    expect(tab.get_by_role("status")).to_have_text("Your new password holds from now on.")
    served.shop._clock.forward(minutes=20)  # type: ignore[attr-defined]
    press(tab, tab.get_by_role("link", name="Change the password"))
    expect(tab.get_by_role("heading", level=1)).to_have_text("Is it you?")
    assert tab.get_by_label("E-mail address").input_value() == "anna@example.com"
    tab.get_by_label("Password").fill(PASSWORD)
    press(tab, tab.get_by_role("button", name="Sign in"))
    expect(tab.get_by_role("heading", level=1)).to_have_text("Choose a new password")


def test_the_language_is_chosen_at_the_foot_of_the_page_and_stays(
    served: Served, tab: Page
) -> None:
    tab.goto(f"{served.url}/account/sign-in?next=/account/security")
    press(tab, tab.get_by_role("link", name="Français (France)"))
    expect(tab.get_by_role("heading", level=1)).to_have_text("Se connecter")
    assert "next=/account/security" in tab.url
    tab.goto(f"{served.url}/account/sign-up")
    assert tab.locator("html").get_attribute("lang") == "fr-FR"
