"""Links: what tokens hold, for whom, for how long, and what ends them. On both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, select, update

from fulfillment.linking import ORDER, READ, Client, Pair
from fulfillment.shop import Shop, Work
from fulfillment.storage.linking import AuthorizationCodeRow, GrantRow, RefreshTokenRow
from fulfillment.storage.models import AccessTokenRow, CustomerRow
from tests.conftest import Clock
from tests.fulfillment.linked import a_client, a_pair, agree, link, opens, rotated

ALL_TABLES = (GrantRow, AuthorizationCodeRow, RefreshTokenRow, AccessTokenRow)


@pytest.fixture
def client(work: Work) -> Client:
    return a_client(work)


def test_a_code_is_changed_for_tokens_that_open_the_account(work: Work, client: Client) -> None:
    assert opens(work, link(work, client, customer_id=2)) == "ben"


def test_nothing_that_is_kept_is_a_secret(work: Work, engine: Engine, client: Client) -> None:
    code = agree(work, client)
    pair = link(work, client)
    work.checkpoint()

    with engine.connect() as connection:
        kept = [connection.execute(select(table)).all() for table in ALL_TABLES]
    assert all(secret not in repr(kept) for secret in (code, pair.access, pair.refresh))


def test_no_secret_shows_in_what_is_printed(work: Work, client: Client) -> None:
    pair = link(work, client)
    held = work.linking.check_refresh(pair.refresh, client)

    printed = repr((pair, held, client))
    assert pair.access not in printed
    assert pair.refresh not in printed
    assert client.secret_hash not in printed


def test_a_code_holds_for_five_minutes(corner: Shop, clock: Clock) -> None:
    with corner.open() as work:
        client = a_client(work)
        code = agree(work, client)
    clock.forward(minutes=4, seconds=59)
    with corner.open() as work:
        assert work.linking.check_code(code, client.id) is not None
    clock.forward(seconds=1)
    with corner.open() as work:
        assert work.linking.check_code(code, client.id) is None


def test_a_code_used_twice_ends_all_that_came_of_it(work: Work, client: Client) -> None:
    code = agree(work, client)
    held = work.linking.check_code(code, client.id)
    assert held is not None
    first = a_pair()
    assert work.linking.redeem(held, first)
    second = rotated(work, client, first)
    assert second is not None

    assert work.linking.check_code(code, client.id) is None
    assert opens(work, first) is opens(work, second) is None
    assert rotated(work, client, second) is None
    assert work.linking.grants(1) == []


def test_a_code_used_twice_ends_no_other_link(work: Work, client: Client) -> None:
    other = link(work, client)
    code = agree(work, client)
    held = work.linking.check_code(code, client.id)
    assert held is not None
    work.linking.redeem(held, a_pair())

    work.linking.check_code(code, client.id)

    assert opens(work, other) == "anna"


def test_a_code_or_a_token_of_another_client_is_worth_nothing(work: Work, client: Client) -> None:
    other = a_client(work, "google")
    code, pair = agree(work, client), link(work, client)

    assert work.linking.check_code(code, other.id) is None
    assert work.linking.check_refresh(pair.refresh, other) is None
    assert work.linking.client_of(pair.access) == client.id
    assert work.linking.client_of("made up") is None
    # The client itself is none the worse for it.
    assert work.linking.check_code(code, client.id) is not None
    assert opens(work, pair) == "anna"


def test_an_access_token_holds_for_an_hour(corner: Shop, clock: Clock) -> None:
    with corner.open() as work:
        pair = link(work, a_client(work))
    clock.forward(minutes=59)
    with corner.open() as work:
        assert opens(work, pair) == "anna"
    clock.forward(minutes=1)
    with corner.open() as work:
        assert opens(work, pair) is None


def test_a_token_of_our_own_holds_until_it_is_ended(corner: Shop, clock: Clock) -> None:
    with corner.open() as work:
        token = work.customers.issue_token(1)
    clock.forward(days=1000)
    with corner.open() as work:
        assert opens(work, Pair(token, "")) == "anna"
        assert work.linking.allows_orders(token)


def test_refreshing_hour_by_hour_keeps_a_link_for_years(corner: Shop, clock: Clock) -> None:
    with corner.open() as work:
        client = a_client(work)
        pair: Pair | None = link(work, client)
    for _ in range(8):
        clock.forward(days=364)
        with corner.open() as work:
            assert pair is not None
            pair = rotated(work, client, pair)
            assert pair is not None
            assert opens(work, pair) == "anna"
    clock.forward(days=365)
    with corner.open() as work:
        assert pair is not None
        assert rotated(work, client, pair) is None


def test_a_refresh_token_used_twice_ends_the_whole_link(work: Work, client: Client) -> None:
    stolen = link(work, client)
    thiefs = rotated(work, client, stolen)
    assert thiefs is not None

    assert rotated(work, client, stolen) is None
    assert opens(work, thiefs) is opens(work, stolen) is None
    assert rotated(work, client, thiefs) is None


def test_what_is_over_is_not_kept(corner: Shop, clock: Clock, engine: Engine) -> None:
    with corner.open() as work:
        client = a_client(work)
        agree(work, client)  # never taken up
        ended = link(work, client)
        work.linking.revoke_token(ended.refresh)
        pair: Pair | None = link(work, client)
    for _ in range(3):
        clock.forward(days=100)
        with corner.open() as work:
            assert pair is not None
            pair = rotated(work, client, pair)
    with corner.open() as work:
        agree(work, client)

    with engine.connect() as connection:
        counts = [connection.scalar(select(func.count()).select_from(t)) for t in ALL_TABLES]
    # The link and the last consent; their codes; the token in use and the one before; one access.
    assert counts == [2, 2, 2, 1]


def test_linked_platforms_are_listed_newest_first(corner: Shop, clock: Clock) -> None:
    with corner.open() as work:
        alexa, google = a_client(work), a_client(work, "google", scopes=(READ,))
        link(work, alexa)
        agree(work, google)  # not linked as long as no token is fetched
    clock.forward(minutes=1)
    with corner.open() as work:
        link(work, google)
        link(work, google, customer_id=2)
        listed = work.linking.grants(1)

    assert [(grant.platform, grant.name) for grant in listed] == [
        ("google", "Google"),
        ("alexa", "Alexa"),
    ]
    assert [grant.scopes for grant in listed] == [(READ,), (READ, ORDER)]
    assert listed[0].used_at - listed[1].used_at == timedelta(minutes=1)


def test_unlinking_one_platform_leaves_the_other(work: Work, client: Client) -> None:
    google = a_client(work, "google")
    first, second = link(work, client), link(work, google)
    (grant,) = [grant for grant in work.linking.grants(1) if grant.platform == "alexa"]

    assert work.linking.revoke(grant.id, 1)

    assert opens(work, first) is None
    assert rotated(work, client, first) is None
    assert opens(work, second) == "anna"
    assert [grant.platform for grant in work.linking.grants(1)] == ["google"]
    assert not work.linking.revoke(grant.id, 1)


def test_nobody_unlinks_anothers_platform(work: Work, client: Client) -> None:
    pair = link(work, client)
    (grant,) = work.linking.grants(1)

    assert not work.linking.revoke(grant.id, 2)
    assert opens(work, pair) == "anna"


@pytest.mark.parametrize("which", ["access", "refresh"])
def test_a_platform_ends_a_link_by_either_token(work: Work, client: Client, which: str) -> None:
    pair = link(work, client)

    work.linking.revoke_token(getattr(pair, which))

    assert opens(work, pair) is None
    assert rotated(work, client, pair) is None


def test_a_link_to_read_does_not_allow_orders(work: Work) -> None:
    reading = link(work, a_client(work, scopes=(READ,)))
    ordering = link(work, a_client(work))

    assert opens(work, reading) == "anna"
    assert not work.linking.allows_orders(reading.access)
    assert work.linking.allows_orders(ordering.access)
    assert not work.linking.allows_orders("made up")


def test_an_erased_account_is_opened_by_no_token(work: Work, client: Client) -> None:
    pair, code = link(work, client), agree(work, client)
    work._unit.session.execute(update(CustomerRow).values(erased_at=work.now))

    assert opens(work, pair) is None
    assert work.linking.check_code(code, client.id) is None
    assert rotated(work, client, pair) is None


def test_a_token_that_was_written_while_its_link_ended_opens_nothing(
    work: Work, client: Client
) -> None:
    pair = link(work, client)
    work._unit.session.execute(update(GrantRow).values(revoked_at=work.now))

    assert opens(work, pair) is None


def test_a_token_whose_grant_is_gone_opens_nothing(work: Work, client: Client) -> None:
    pair = link(work, client)
    work._unit.session.execute(update(AccessTokenRow).values(grant_id="of old"))

    assert opens(work, pair) is None


def test_the_platforms_user_ends_the_links_made_for_them_until_then(
    corner: Shop, clock: Clock
) -> None:
    with corner.open() as work:
        client = a_client(work)
        first, others = link(work, client), link(work, client, customer_id=2)
        work.linking.linked(first.access, "alexa\0sam")
        work.linking.linked(others.access, "alexa\0tom")
    disabled = clock.now
    clock.forward(minutes=1)
    with corner.open() as work:
        again = link(work, client)
        work.linking.linked(again.access, "alexa\0sam")
        assert work.linking.unlinked("alexa\0sam", disabled) == 1
        assert opens(work, first) is None
        assert opens(work, again) == "anna"
        assert opens(work, others) == "ben"
        assert work.linking.unlinked("alexa\0nobody", clock.now) == 0


def test_a_link_is_the_user_s_who_used_it_first(work: Work, client: Client) -> None:
    pair = link(work, client)
    work.linking.linked(pair.access, "alexa\0sam")
    work.linking.linked(pair.access, "alexa\0tom")

    assert work.linking.unlinked("alexa\0tom", work.now) == 0
    assert work.linking.unlinked("alexa\0sam", work.now) == 1
