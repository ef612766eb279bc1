"""Every page of an account opens in every language, and says nothing that is missing."""

from __future__ import annotations

import re
from dataclasses import replace

import html5lib
import pytest

import interaction_models
from skill.conversation.phrases import Phrases
from tests.accounts.conftest import Pages

PAGES = (
    "",
    "/orders",
    "/addresses",
    "/addresses/add",
    "/card",
    "/code",
    "/code/set",
    "/code/when",
    "/code/unlock",
    "/code/remove",
    "/limits",
    "/devices",
    "/preferences",
    "/privacy",
    "/privacy/download",
    "/privacy/erase",
    "/approved",
    "/erased",
)
LOCALES = ("en-US", "fr-FR")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("handle", ["anna", "ben", "sam"])
def test_every_page_opens(pages: Pages, handle: str, locale: str) -> None:
    pages.sign_in(handle)
    pages.get(f"/account/language/{locale}")
    for page in PAGES:
        answer = pages.get(f"/account{page}")
        assert answer.status_code in (200, 409), page
        assert f'<html lang="{locale}">' in answer.text
        html5lib.HTMLParser(strict=True).parse(answer.text)
        ids = re.findall(r' id="([^"]*)"', answer.text)
        assert len(ids) == len(set(ids)), page
        assert answer.headers["Cache-Control"] == "no-store"


def test_every_order_that_a_shopper_has_opens(pages: Pages) -> None:
    for handle in ("anna", "ben", "chloe", "dora"):
        pages.sign_in(handle)
        listed = re.findall(r'href="(/account/orders/\d+)"', pages.get("/account/orders").text)
        assert listed
        for path in listed:
            assert pages.get(path).status_code == 200


@pytest.mark.parametrize("page", PAGES[:-2])
def test_no_page_opens_to_whoever_is_not_signed_in(pages: Pages, page: str) -> None:
    answer = pages.get(f"/account{page}")
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/account/sign-in?next=")


def test_every_language_says_the_same_things() -> None:
    names = {}
    for locale in LOCALES:
        words = "\n".join(interaction_models.load_locale(locale).pages)
        names[locale] = set(re.findall(r"^([a-z][\w-]*) =", words, re.MULTILINE))
    assert names["en-US"] == names["fr-FR"]
    assert Phrases("en-US", interaction_models.load_locale("en-US").pages)


def test_a_shop_that_takes_cards_offers_to_store_one(pages: Pages) -> None:
    pages.sign_in("sam")
    assert "You pay on delivery" in pages.get("/account/card").text
    assert replace(pages).get("/account/card").status_code == 303
