"""A platform that may ask shoppers to link their accounts, and what it may ask for."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from fulfillment.accounts.hashing import hashed

# To know who somebody is, what they usually buy, and their orders: every link has it.
READ = "shop:read"
# To order in their name, to change and cancel orders, to send things back.
ORDER = "shop:order"
SCOPES = (READ, ORDER)

# Here a refresh token holds until one that replaced it has been used: Google's servers may ask at
# the same time, or not get an answer, and Google's validator refuses a server that is stricter.
# https://developers.google.com/identity/account-linking/gal-validation-tool
_ASK_AGAIN = ("google",)
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Client:
    """A platform with a secret of its own. ``redirect_uris`` hold letter by letter."""

    id: str
    platform: str
    name: str
    redirect_uris: tuple[str, ...]
    scopes: tuple[str, ...]
    secret_hash: str = field(repr=False)

    def has_secret(self, secret: str) -> bool:
        """Whether this is the client's secret; it takes as long whatever is wrong."""
        return hmac.compare_digest(hashed(secret), self.secret_hash)

    @property
    def asks_again(self) -> bool:
        """Whether the platform may use a refresh token again until it has used the next one."""
        return self.platform in _ASK_AGAIN

    def scopes_for(self, wanted: Iterable[str]) -> tuple[str, ...] | None:
        """What is asked of the shopper when ``wanted`` is asked of us: for nothing, all there is.

        None where the client may not ask for so much.
        """
        named = set(wanted) or set(self.scopes)
        if not named <= set(self.scopes):
            return None
        return tuple(scope for scope in SCOPES if scope == READ or scope in named)


def is_redirect_uri(uri: str) -> bool:
    """Whether a client may be sent back to ``uri``: https, or http on this computer.

    No fragment, no credentials and nothing but printable ASCII, RFC 6749 section 3.1.2.
    """
    if not uri.isascii() or not uri.isprintable() or set(uri) & set(' "\\<>'):
        return False
    try:
        parts = urlsplit(uri)
        local = parts.hostname in _LOOPBACK
        has_port = parts.port is None or parts.port > 0
    except ValueError:
        return False
    plain = "#" not in uri and parts.username is None and has_port
    return bool(parts.hostname) and plain and parts.scheme in ("https", *["http"] * local)
