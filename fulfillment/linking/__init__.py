"""Account linking: the platforms as clients, what shoppers granted them, and their tokens.

Imports ``accounts.hashing``, ``storage`` and ``unit``. It speaks no protocol: OAuth's requests and
errors are those of ``skill.accounts``.
"""

from fulfillment.linking.client import ORDER, READ, SCOPES, Client, is_redirect_uri
from fulfillment.linking.clients import Clients
from fulfillment.linking.grant import ACCESS, Code, Grant, Pair, Refresh, new_secret
from fulfillment.linking.linking import Linking

__all__ = [
    "ACCESS",
    "ORDER",
    "READ",
    "SCOPES",
    "Client",
    "Clients",
    "Code",
    "Grant",
    "Linking",
    "Pair",
    "Refresh",
    "is_redirect_uri",
    "new_secret",
]
