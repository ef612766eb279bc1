"""The platforms that may link accounts: where they lead, what they may ask for, their secrets."""

from __future__ import annotations

import pytest

from fulfillment.linking import ORDER, READ, Client, Linking
from fulfillment.shop import Work
from tests.fulfillment.linked import REDIRECT, a_client, link, opens


@pytest.fixture
def client(work: Work) -> Client:
    return a_client(work)


@pytest.mark.parametrize(
    ("wanted", "asked"),
    [
        ((), (READ, ORDER)),
        ((READ,), (READ,)),
        ((ORDER,), (READ, ORDER)),
        ((ORDER, "shop:admin"), None),
    ],
)
def test_a_client_asks_for_what_it_may_and_no_more(
    work: Work, client: Client, wanted: tuple[str, ...], asked: tuple[str, ...] | None
) -> None:
    assert client.scopes_for(wanted) == asked


def test_a_client_that_may_read_does_not_get_more(work: Work) -> None:
    assert a_client(work, scopes=(READ,)).scopes_for((ORDER,)) is None


def test_removing_a_client_ends_its_links(work: Work, client: Client) -> None:
    google = a_client(work, "google")
    pair, kept = link(work, client), link(work, google)

    assert work.linking.clients.remove(client.id)

    assert work.linking.clients.find(client.id) is None
    assert not work.linking.clients.remove(client.id)
    assert opens(work, pair) is None
    assert opens(work, kept) == "anna"
    assert work.linking.clients.all() == [google]


def test_a_client_has_one_secret_and_gets_another(work: Work) -> None:
    client, secret = work.linking.clients.add("alexa", "Alexa", [REDIRECT])
    assert client.has_secret(secret)
    assert not client.has_secret(client.secret_hash)

    renewed = work.linking.clients.renew_secret(client.id)

    assert renewed is not None
    client = Linking(work._unit).clients.all()[0]
    assert client.has_secret(renewed)
    assert not client.has_secret(secret)
    assert work.linking.clients.renew_secret("nobody") is None


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "http://pitangui.amazon.com/api/skill/link/M123",
        "//pitangui.amazon.com/",
        "https:///link",
        "https://a.example/#there",
        "https://a.example/#",
        "https://me@a.example/",
        "https://a.example:99999/",
        "https://a.example/a b",
        'https://a.example/"',
        "https://a.example\\@b.example/",
        "https://ä.example/",
        "javascript:alert(1)",
        "https://a.example/\n",
        "https://[half",
    ],
)
def test_a_redirect_uri_that_cannot_be_is_refused(work: Work, uri: str) -> None:
    with pytest.raises(ValueError, match="no redirect URI"):
        work.linking.clients.add("alexa", "Alexa", [uri])


def test_a_client_needs_a_redirect_uri_and_known_scopes(work: Work) -> None:
    with pytest.raises(ValueError, match="no redirect URI"):
        work.linking.clients.add("alexa", "Alexa", [])
    with pytest.raises(ValueError, match="no scope: shop:admin"):
        work.linking.clients.add("alexa", "Alexa", [REDIRECT], ["shop:admin"])
    assert work.linking.clients.add("cli", "Mine", ["http://127.0.0.1:8000/back"])
