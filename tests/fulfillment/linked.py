"""Links a shopper to a platform, for tests of what comes of it."""

from __future__ import annotations

from fulfillment.linking import SCOPES, Client, Pair, new_secret
from fulfillment.shop import Work

REDIRECT = "https://pitangui.amazon.com/api/skill/link/M123"


def a_client(work: Work, platform: str = "alexa", scopes: tuple[str, ...] = SCOPES) -> Client:
    """A platform that may send shoppers back to :data:`REDIRECT`."""
    return work.linking.clients.add(platform, platform.title(), [REDIRECT], scopes)[0]


def agree(work: Work, client: Client, customer_id: int = 1) -> str:
    """The code that comes of a shopper's consent to all that the client may ask for."""
    code = new_secret()
    work.linking.consent(client, customer_id, client.scopes, REDIRECT, code)
    return code


def a_pair() -> Pair:
    """New tokens."""
    return Pair(new_secret(), new_secret())


def link(work: Work, client: Client, customer_id: int = 1) -> Pair:
    """Link a shopper; the platform's tokens."""
    code = work.linking.check_code(agree(work, client, customer_id), client.id)
    assert code is not None
    pair = a_pair()
    assert work.linking.redeem(code, pair)
    return pair


def rotated(work: Work, client: Client, pair: Pair) -> Pair | None:
    """What a refresh token is changed for, or None."""
    held = work.linking.check_refresh(pair.refresh, client)
    new = a_pair()
    return new if held is not None and work.linking.rotate(held, new) else None


def opens(work: Work, pair: Pair) -> str | None:
    """Whose account an access token opens."""
    customer = work.customers.find_by_token(pair.access)
    return customer.handle if customer else None
