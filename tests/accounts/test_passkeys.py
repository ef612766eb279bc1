"""Passkeys without a device: what is no answer is refused, and nobody touches another's keys."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from webauthn.helpers import bytes_to_base64url

from skill import wiring
from tests.accounts.conftest import SETTINGS, Pages, is_in

KEY = bytes_to_base64url(b"a credential of anna's")
RESPONSE = {"clientDataJSON": "e30", "authenticatorData": "AAAA", "signature": "AAAA"}
WELL_FORMED = {
    "id": KEY,
    "rawId": KEY,
    "type": "public-key",
    "clientExtensionResults": {},
    "response": {**RESPONSE, "attestationObject": "oA"},
}
ANSWERS = [
    "",
    "null",
    "[]",
    "1",
    "{}",
    '"text"',
    "{" * 3000,
    json.dumps({"id": KEY}),
    json.dumps({**WELL_FORMED, "id": 7}),
    json.dumps({**WELL_FORMED, "rawId": "é"}),
    json.dumps({**WELL_FORMED, "response": None}),
    json.dumps({**WELL_FORMED, "response": {**RESPONSE, "clientDataJSON": "!!"}}),
    json.dumps(WELL_FORMED),
]


@pytest.fixture
def annas_key(pages: Pages, anna: int) -> str:
    """A passkey of Anna's, whose public key is none."""
    with pages.shop.open() as work:
        work.accounts.passkeys.add(anna, KEY, "AAAA", 0)
    return KEY


@pytest.mark.usefixtures("annas_key")
@pytest.mark.parametrize("answer", ANSWERS, ids=range(len(ANSWERS)))
def test_what_is_no_answer_signs_nobody_in(pages: Pages, answer: str) -> None:
    refused = pages.fill("/account/sign-in", "/account/sign-in/passkey", credential=answer)
    assert refused.status_code == 400
    assert "That passkey is not known here." in refused.text
    assert not is_in(pages)


@pytest.mark.parametrize("answer", ANSWERS, ids=range(len(ANSWERS)))
def test_what_is_no_answer_adds_no_passkey(pages: Pages, anna: int, answer: str) -> None:
    pages.sign_in("anna")
    refused = pages.fill("/account/security", "/account/security/passkeys", credential=answer)
    assert refused.status_code == 400
    assert "did not hand over a passkey" in refused.text
    with pages.shop.open() as work:
        assert work.accounts.passkeys.of(anna) == []


def test_a_passkey_is_removed_by_its_owner_alone(pages: Pages, anna: int, annas_key: str) -> None:
    path = f"/account/security/passkeys/{annas_key}/remove"
    ben = pages.another()
    ben.sign_in("ben")
    assert ben.fill("/account/security", path).location == "/account/security"
    with pages.shop.open() as work:
        assert len(work.accounts.passkeys.of(anna)) == 1
    pages.sign_in("anna")
    assert pages.fill("/account/security", path).location.endswith("?done=passkey-removed")
    with pages.shop.open() as work:
        assert work.accounts.passkeys.of(anna) == []


def test_a_passkey_of_an_erased_account_is_found_no_more(
    pages: Pages, anna: int, annas_key: str
) -> None:
    with pages.shop.open() as work:
        assert work.accounts.passkeys.find(annas_key)
    with pages.shop.open() as work:
        work.accounts.records.erase(anna)
    with pages.shop.open() as work:
        assert work.accounts.passkeys.find(annas_key) is None


@pytest.mark.parametrize(
    ("url", "offered"),
    [
        ("https://shop.example", True),
        ("http://localhost:8080", True),
        ("http://127.0.0.1:8080", False),
        ("https://192.0.2.1", False),
        ("http://[::1]:8080", False),
    ],
)
def test_passkeys_are_offered_where_browsers_have_them(
    pages: Pages, url: str, offered: bool
) -> None:
    app = wiring.build_app(replace(SETTINGS, public_url=url), shop=pages.shop)
    page = app.test_client().get("/account/sign-in", base_url=url)
    assert ("data-passkey" in page.text) is offered
    policy = page.headers["Content-Security-Policy"]
    assert ("script-src 'self'" in policy) is offered
    assert "unsafe" not in policy
