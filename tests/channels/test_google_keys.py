"""Google's keys: fetched once, kept as long as Google says, and changed when it changes them."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from skill.channels.google_signing import GoogleSigner
from skill.channels.google_tokens import KEYS_URL, GoogleKeys, TokenRefused
from tests.channels.google_site import PROJECT, Site
from tests.conftest import NOW, Clock


@pytest.fixture(scope="module")
def first() -> GoogleSigner:
    return GoogleSigner("first")


@pytest.fixture(scope="module")
def second() -> GoogleSigner:
    return GoogleSigner("second")


@pytest.fixture(autouse=True)
def _at_the_same_time(first: GoogleSigner, second: GoogleSigner, clock: Clock) -> None:
    first.clock = second.clock = clock


def test_keys_are_fetched_once_while_they_may_be_kept(first: GoogleSigner, clock: Clock) -> None:
    site = Site(first)
    keys = GoogleKeys(site, clock)
    for _ in range(3):
        keys.verify(first.token(PROJECT), PROJECT)
        clock.forward(seconds=199)
    assert site.visits == [KEYS_URL]
    clock.forward(seconds=4)
    keys.verify(first.token(PROJECT), PROJECT)
    assert len(site.visits) == 2


@pytest.mark.parametrize(
    ("headers", "kept_s"),
    [
        ({}, 3_600),
        ({"cache-control": "public, max-age=900, must-revalidate"}, 900),
        ({"cache-control": "max-age=900", "age": "300"}, 600),
        ({"cache-control": "MAX-AGE=120"}, 120),
        ({"cache-control": "s-max-age=5"}, 3_600),
        ({"cache-control": "max-age=0"}, 60),
        ({"cache-control": "max-age=900", "age": "4000"}, 60),
        ({"cache-control": "max-age=999999999"}, 86_400),
        ({"cache-control": "max-age=soon"}, 3_600),
    ],
    ids=str,
)
def test_keys_are_kept_as_long_as_google_says_within_bounds(
    first: GoogleSigner, clock: Clock, headers: Mapping[str, str], kept_s: int
) -> None:
    site = Site(first, headers=headers)
    keys = GoogleKeys(site, clock)
    keys.verify(first.token(PROJECT), PROJECT)
    clock.forward(seconds=kept_s - 1)
    keys.verify(first.token(PROJECT), PROJECT)
    assert len(site.visits) == 1
    clock.forward(seconds=1)
    keys.verify(first.token(PROJECT), PROJECT)
    assert len(site.visits) == 2


def test_a_new_key_is_learned_when_it_is_first_used(
    first: GoogleSigner, second: GoogleSigner, clock: Clock
) -> None:
    site = Site(first)
    keys = GoogleKeys(site, clock)
    keys.verify(first.token(PROJECT), PROJECT)
    site.publish(first, second)
    clock.forward(seconds=31)
    keys.verify(second.token(PROJECT), PROJECT)
    keys.verify(first.token(PROJECT), PROJECT)
    assert len(site.visits) == 2


def test_a_key_that_google_has_taken_back_is_refused(
    first: GoogleSigner, second: GoogleSigner, clock: Clock
) -> None:
    site = Site(first)
    keys = GoogleKeys(site, clock)
    keys.verify(first.token(PROJECT), PROJECT)
    site.publish(second)
    clock.forward(seconds=601)
    with pytest.raises(TokenRefused, match="unknown"):
        keys.verify(first.token(PROJECT), PROJECT)


def test_unknown_keys_make_us_ask_google_twice_a_minute_at_most(
    first: GoogleSigner, second: GoogleSigner, clock: Clock
) -> None:
    site = Site(first)
    keys = GoogleKeys(site, clock)
    for _ in range(60):
        with pytest.raises(TokenRefused, match="unknown"):
            keys.verify(second.token(PROJECT), PROJECT)
        clock.forward(seconds=1)
    assert len(site.visits) == 2


def test_known_keys_serve_an_hour_longer_while_google_is_away(
    first: GoogleSigner, clock: Clock
) -> None:
    site = Site(first)
    keys = GoogleKeys(site, clock)
    keys.verify(first.token(PROJECT), PROJECT)
    site.up = False
    clock.forward(seconds=600 + 3_599)
    keys.verify(first.token(PROJECT), PROJECT)
    clock.forward(seconds=31)
    with pytest.raises(TokenRefused, match="unknown"):
        keys.verify(first.token(PROJECT), PROJECT)
    site.up = True
    clock.forward(seconds=5)
    keys.verify(first.token(PROJECT), PROJECT)


def test_while_google_is_away_it_is_asked_every_five_seconds_at_most(
    first: GoogleSigner, clock: Clock
) -> None:
    site = Site(first)
    site.up = False
    keys = GoogleKeys(site, clock)
    for _ in range(20):
        with pytest.raises(TokenRefused, match="unknown"):
            keys.verify(first.token(PROJECT), PROJECT)
        clock.forward(seconds=1)
    assert len(site.visits) == 4


def test_many_threads_at_once_make_one_fetch(first: GoogleSigner, clock: Clock) -> None:
    site = Site(first)
    keys = GoogleKeys(site, clock)
    token = first.token(PROJECT)
    with ThreadPoolExecutor(8) as pool:
        claims = list(pool.map(lambda _: keys.verify(token, PROJECT)["aud"], range(40)))
    assert claims == [PROJECT] * 40
    assert len(site.visits) == 1


def test_a_page_without_keys_leaves_those_that_are_known(first: GoogleSigner, clock: Clock) -> None:
    site = Site(first)
    keys = GoogleKeys(site, clock)
    keys.verify(first.token(PROJECT), PROJECT)
    clock.forward(seconds=601)
    pages: list[Any] = [[], {}, "keys", {"first": "no certificate"}, {"first": 7}, None]
    for nonsense in pages:
        site.keys = nonsense
        keys.verify(first.token(PROJECT), PROJECT)
        clock.forward(seconds=31)
    assert len(site.visits) == 7


def test_a_key_of_another_kind_is_left_out(first: GoogleSigner, clock: Clock) -> None:
    site = Site(first)
    site.keys |= {"curve": _curve_certificate()}
    keys = GoogleKeys(site, clock)
    keys.verify(first.token(PROJECT), PROJECT)
    clock.forward(seconds=31)
    other = GoogleSigner("curve", clock)
    with pytest.raises(TokenRefused, match="unknown"):
        keys.verify(other.token(PROJECT), PROJECT)


def _curve_certificate() -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name)
    builder = builder.public_key(key.public_key()).serial_number(1)
    signed = builder.not_valid_before(NOW).not_valid_after(NOW.replace(year=2027))
    return signed.sign(key, SHA256()).public_bytes(Encoding.PEM).decode()
