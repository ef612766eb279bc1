"""Links, browsers, passkeys and throttles on every database, also when two come at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from fulfillment.accounts.browsers import FRESH, IDLE
from fulfillment.accounts.errors import LinkNotFound
from fulfillment.accounts.links import LIFETIME, Link, Purpose
from fulfillment.accounts.throttle import Rate
from fulfillment.errors import Conflict, StorageUnavailable
from fulfillment.shop import Shop
from tests.conftest import Clock

ANNA, BEN = 1, 2
EMAIL = "anna@example.com"
AT_ONCE = 4


def handed_out(shop: Shop) -> str:
    with shop.open() as work:
        return work.accounts.links.hand_out(EMAIL, ANNA)


def test_a_link_is_issued_for_whoever_owns_the_address_when_the_letter_is_written(
    corner: Shop,
) -> None:
    with corner.open() as work:
        work.accounts.links.ask(Purpose.SIGN_IN, EMAIL, locale="fr-FR", next="/account/orders")
        message = work.outbox.claim()
    assert message
    key = message.document["link"]
    with corner.open() as work:
        _, before = work.accounts.links.issue(key)
        work.customers.set_email(ANNA, "Anna@Example.com")
        secret, after = work.accounts.links.issue(key)
    assert (before.purpose, before.customer_id) == (Purpose.SIGN_UP, None)
    assert (after.purpose, after.customer_id) == (Purpose.SIGN_IN, ANNA)
    with corner.open() as work:
        used = work.accounts.links.use(secret)
    assert used
    assert used.document == {"locale": "fr-FR", "next": "/account/orders"}
    with corner.open() as work, pytest.raises(LinkNotFound):
        work.accounts.links.issue(key)


def test_a_link_pressed_by_several_at_once_is_used_once(corner: Shop) -> None:
    secret, together = handed_out(corner), Barrier(AT_ONCE)

    def press(_number: int) -> Link | None:
        together.wait()
        try:
            with corner.open() as work:
                return work.accounts.links.use(secret)
        except (Conflict, StorageUnavailable):
            return None

    with ThreadPoolExecutor(AT_ONCE) as presses:
        found = [link for link in presses.map(press, range(AT_ONCE)) if link]
    assert len(found) == 1


def test_links_are_forgotten_when_they_are_long_over(corner: Shop, clock: Clock) -> None:
    secret = handed_out(corner)
    clock.forward(seconds=2 * LIFETIME.total_seconds())
    with corner.open() as work:
        work.accounts.links.ask(Purpose.SIGN_UP, "new@example.com")
    clock.now -= 2 * LIFETIME
    with corner.open() as work:
        assert work.accounts.links.find(secret) is None


def test_a_browser_is_known_until_it_is_signed_out(corner: Shop, clock: Clock) -> None:
    with corner.open() as work:
        secrets = [work.accounts.browsers.begin(customer) for customer in (ANNA, ANNA, BEN)]
    clock.forward(seconds=FRESH.total_seconds())
    with corner.open() as work:
        browsers = work.accounts.browsers
        found = browsers.find(secrets[0])
        assert found
        assert found.customer_id == ANNA
        assert not browsers.is_fresh(found)
        assert len(browsers.of(ANNA)) == 2
    with corner.open() as work:
        assert work.accounts.browsers.of(ANNA)[0].seen_at == clock.now
        work.accounts.browsers.end(secrets[0])
        assert work.accounts.browsers.end_all(ANNA) == 1
        assert [bool(work.accounts.browsers.find(each)) for each in secrets] == [False, False, True]


def test_browsers_that_nobody_came_with_for_long_are_forgotten(corner: Shop, clock: Clock) -> None:
    with corner.open() as work:
        work.accounts.browsers.begin(ANNA)
    clock.forward(seconds=IDLE.total_seconds())
    with corner.open() as work:
        work.accounts.browsers.begin(BEN)
        assert work.accounts.browsers.end_all(ANNA) == 0


def test_one_address_signs_in_to_one_account(corner: Shop) -> None:
    with corner.open() as work:
        work.accounts.sign_ins.admit(ANNA, EMAIL)
    with pytest.raises(Conflict), corner.open() as work:
        work.accounts.sign_ins.admit(BEN, EMAIL)
    with corner.open() as work:
        work.accounts.sign_ins.admit(BEN, "ben@example.com")
    with pytest.raises(Conflict), corner.open() as work:
        work.accounts.sign_ins.move(BEN, EMAIL)


def test_tries_that_come_at_once_are_all_counted(corner: Shop) -> None:
    together, rate = Barrier(AT_ONCE), Rate(AT_ONCE, timedelta(minutes=1))

    def try_(_number: int) -> None:
        together.wait()
        with corner.open() as work:
            work.accounts.throttle.allows("try", "anna", rate)

    with ThreadPoolExecutor(AT_ONCE) as tries:
        list(tries.map(try_, range(AT_ONCE)))
    with corner.open() as work:
        assert not work.accounts.throttle.allows("try", "anna", rate)


def test_a_passkey_counts_its_uses_and_is_there_once(corner: Shop, clock: Clock) -> None:
    with corner.open() as work:
        work.accounts.passkeys.add(ANNA, "key", "public", 2**32 - 2)
    with pytest.raises(Conflict), corner.open() as work:
        work.accounts.passkeys.add(BEN, "key", "public", 0)
    with corner.open() as work:
        work.accounts.passkeys.note_use("key", 2**32 - 1)
        found = work.accounts.passkeys.find("key")
    assert found
    assert (found.sign_count, found.used_at) == (2**32 - 1, clock.now)
