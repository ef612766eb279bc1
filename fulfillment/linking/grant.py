"""What a shopper granted to a platform, and the secrets that stand for it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

# How long a code, an access token and a refresh token hold. A platform changes a code at once and a
# refresh token for another whenever an hour is over: a link that is used does not end by itself.
CODE = timedelta(minutes=5)
ACCESS = timedelta(hours=1)
REFRESH = timedelta(days=365)


def new_secret() -> str:
    """A code, token or secret of 256 random bits."""
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class Grant:
    """A linked platform: ``name`` is the client's; ``used_at`` is when it last got a token."""

    id: str
    client_id: str
    platform: str
    name: str
    scopes: tuple[str, ...]
    created_at: datetime
    used_at: datetime


@dataclass(frozen=True, slots=True)
class Code:
    """A code that may be changed for tokens; ``challenge`` is PKCE's S256, or ""."""

    hash: str = field(repr=False)
    grant_id: str
    client_id: str
    customer_id: int
    scopes: tuple[str, ...]
    redirect_uri: str
    challenge: str


@dataclass(frozen=True, slots=True)
class Refresh:
    """A refresh token that may be changed for new tokens; ``asks_again`` is the client's."""

    hash: str = field(repr=False)
    grant_id: str
    client_id: str
    customer_id: int
    scopes: tuple[str, ...]
    asks_again: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """New tokens, in clear: only their hashes are kept."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
