"""The platforms that may ask shoppers to link their accounts."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Result, Row, delete, insert, select, update

from fulfillment.accounts.hashing import hashed
from fulfillment.linking.client import READ, SCOPES, Client, is_redirect_uri
from fulfillment.linking.grant import new_secret
from fulfillment.linking.removing import remove_grants
from fulfillment.storage.linking import ClientRow, GrantRow
from fulfillment.storage.statements import changed_rows, table_of
from fulfillment.unit import Unit

_clients, _grants = table_of(ClientRow), table_of(GrantRow)


class Clients:
    """The clients of all platforms."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._session = unit.session

    def add(
        self,
        platform: str,
        name: str,
        redirect_uris: Sequence[str],
        scopes: Sequence[str] = SCOPES,
    ) -> tuple[Client, str]:
        """A new client and its secret, of which only the hash is kept.

        Raises ValueError for a redirect URI or a scope that cannot be.
        """
        wrong = [uri for uri in redirect_uris if not is_redirect_uri(uri)]
        if wrong or not redirect_uris:
            raise ValueError(f"no redirect URI: {wrong[0] if wrong else 'none is given'}")
        if unknown := set(scopes) - set(SCOPES):
            raise ValueError(f"no scope: {sorted(unknown)[0]}; there are {', '.join(SCOPES)}")
        client_id, secret = f"{platform}-{secrets.token_hex(4)}", new_secret()
        row = {
            "id": client_id,
            "platform": platform,
            "name": name,
            "secret_hash": hashed(secret),
            "redirect_uris": list(dict.fromkeys(redirect_uris)),
            "scopes": [scope for scope in SCOPES if scope == READ or scope in scopes],
            "created_at": self._unit.now,
        }
        self._session.execute(insert(_clients), row)
        return _to_client(self._rows(client_id).one()), secret

    def find(self, client_id: str) -> Client | None:
        """The client with this id."""
        row = self._rows(client_id).first()
        return _to_client(row) if row else None

    def all(self) -> list[Client]:
        """Every client, the oldest first."""
        query = select(_clients).order_by(_clients.c.created_at, _clients.c.id)
        return [_to_client(row) for row in self._session.execute(query)]

    def renew_secret(self, client_id: str) -> str | None:
        """A new secret in place of the old one, whose links stay; None where there is no client."""
        secret = new_secret()
        renewed = update(_clients).where(_clients.c.id == client_id)
        renewed = renewed.values(secret_hash=hashed(secret))
        return secret if changed_rows(self._session, renewed) else None

    def remove(self, client_id: str) -> bool:
        """Delete a client with all that shoppers granted it; whether there was one."""
        remove_grants(self._session, _grants.c.client_id == client_id)
        removed = delete(_clients).where(_clients.c.id == client_id)
        return changed_rows(self._session, removed) > 0

    def _rows(self, client_id: str) -> Result[Any]:
        return self._session.execute(select(_clients).where(_clients.c.id == client_id))


def _to_client(row: Row[Any]) -> Client:
    return Client(
        id=row.id,
        platform=row.platform,
        name=row.name,
        redirect_uris=tuple(row.redirect_uris),
        scopes=tuple(row.scopes),
        secret_hash=row.secret_hash,
    )
