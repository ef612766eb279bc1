"""What an address and a password may be, and how often something may be tried."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from fulfillment.accounts.email import masked, normalised
from fulfillment.accounts.passwords import fault, fits, hash_of
from fulfillment.accounts.throttle import Rate, place
from fulfillment.shop import Shop
from tests.conftest import Clock

TWICE = Rate(2, timedelta(minutes=1))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("anna@example.com", "anna@example.com"),
        ("  Anna.B+shop@Sub.Example.COM \n", "anna.b+shop@sub.example.com"),
        ("o'neil@example.co.uk", "o'neil@example.co.uk"),
        ("zoe\u0308@müller.example", "zoë@müller.example"),
        ("a@xn--mller-kva.example", "a@xn--mller-kva.example"),
        ("anna@\uff45xample.\uff23OM", "anna@example.com"),
        ("\u212aate@example.com", "kate@example.com"),
        ("\U0001f600@example.com", "\U0001f600@example.com"),
    ],
)
def test_an_address_is_compared_in_one_form(text: str, address: str) -> None:
    assert normalised(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "anna",
        "@example.com",
        "anna@",
        "anna@example",
        "anna@@example.com",
        "anna@example..com",
        "anna@-example.com",
        "anna b@example.com",
        "anna@exam ple.com",
        "anna@example.com\nbcc: ben@example.com",
        "anna@example.com, ben@example.com",
        "Anna <anna@example.com>",
        '"anna"@example.com',
        "a" * 65 + "@example.com",
        "a@" + "b." * 130 + "com",
        "anna\uff20example.com",
        "anna@ben\uff20example.com",
        "an\u200bna@example.com",
        "a\u202enna@example.com",
        "anna@exam\u00adple.com",
        "\ud800@example.com",
    ],
)
def test_what_is_no_address_is_none(text: str) -> None:
    assert normalised(text) == ""


def test_a_masked_address_shows_its_first_letter_and_its_domain() -> None:
    assert masked("anna@example.com") == "a•••@example.com"


@pytest.mark.parametrize(
    ("password", "found"),
    [
        ("nine sign", "short"),
        ("ten  signs", None),
        ("x" * 257, "long"),
        ("aaaaaaaaaaaa", "simple"),
        ("9876543210", "simple"),
        ("qwertyuiop", "simple"),
        ("Anna.Miller", "about-you"),
        ("anna.miller1", "about-you"),
        ("anna.miller is tired", None),
        ("correct horse battery staple", None),
        ("пароль из слов", None),
    ],
)
def test_a_password_is_long_and_not_the_first_guess(password: str, found: str | None) -> None:
    assert fault(password, "anna.miller", "") == found


def test_a_stolen_hash_takes_long_to_guess(dear_hashes: Callable[[str], None]) -> None:
    kept = hash_of("seven brown teapots")
    dear_hashes(kept)
    assert fits(kept, "seven brown teapots")


def test_a_password_fits_its_own_hash_however_the_keyboard_spells_it() -> None:
    kept = hash_of("zoe\u0308s passwort")
    assert fits(kept, "zoës passwort")
    assert not fits(kept, "zoes passwort")
    assert not fits(None, "nobody has this password")
    assert not fits("not a hash", "zoës passwort")
    assert kept.startswith("$argon2id$")


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("unix", "unknown"),
        (None, "unknown"),
    ],
)
def test_a_place_is_an_address_or_one_houses_network(address: str | None, found: str) -> None:
    assert place(address) == found


def allowed(shop: Shop, who: str = "anna", what: str = "try") -> bool:
    with shop.open() as work:
        return work.accounts.throttle.allows(what, who, TWICE)


def test_only_so_many_tries_are_allowed_within_a_time(shop: Shop, clock: Clock) -> None:
    assert [allowed(shop) for _ in range(4)] == [True, True, False, False]
    assert allowed(shop, "ben")
    assert allowed(shop, what="another")
    clock.forward(minutes=1)
    assert allowed(shop)


def test_tries_that_were_refused_count_as_well(shop: Shop, clock: Clock) -> None:
    for _ in range(3):
        allowed(shop)
        clock.forward(seconds=25)
    assert not allowed(shop)


def test_the_table_of_tries_names_nobody_and_is_emptied(
    shop: Shop, clock: Clock, database: Path
) -> None:
    before = database.read_bytes()
    allowed(shop, "anna@example.com")
    files = [database, *database.parent.glob(f"{database.name}-wal")]
    kept = b"".join(path.read_bytes() for path in files)
    # The demo's own address stands there once for each place that keeps it, and not once more.
    assert kept.count(b"anna@example.com") == before.count(b"anna@example.com")
    clock.forward(days=1)
    with shop.open() as work:
        work.accounts.throttle.forget_old()
    with shop.open() as work:
        assert work.accounts.throttle.allows("try", "anna@example.com", Rate(1, timedelta(days=9)))
