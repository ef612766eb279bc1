"""Links between shoppers' accounts and platforms: begun by a consent, used by tokens, ended.

Every way to write a token locks its grant first, so that an end that comes at the same moment
either prevents the token or deletes it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, and_, delete, func, insert, or_, select, update

from fulfillment.accounts.hashing import hashed
from fulfillment.linking.client import ORDER, Client
from fulfillment.linking.clients import Clients
from fulfillment.linking.grant import ACCESS, CODE, REFRESH, Code, Grant, Pair, Refresh
from fulfillment.linking.removing import remove_grants, remove_tokens
from fulfillment.storage.linking import AuthorizationCodeRow, ClientRow, GrantRow, RefreshTokenRow
from fulfillment.storage.models import AccessTokenRow, CustomerRow
from fulfillment.storage.statements import changed_rows, table_of
from fulfillment.unit import Unit

# A consent that no platform took up is forgotten after a day, an ended link after three months.
_UNTAKEN = timedelta(days=1)
_ENDED = timedelta(days=90)
# For how long a refresh token that was used is known again; the link itself lasts.
_WATCHED = timedelta(days=90)

_grants, _codes = table_of(GrantRow), table_of(AuthorizationCodeRow)
_access, _refresh = table_of(AccessTokenRow), table_of(RefreshTokenRow)
_clients, _customers = table_of(ClientRow), table_of(CustomerRow)


class Linking:
    """The links of all shoppers."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._session = unit.session
        self.clients = Clients(unit)

    def consent(
        self,
        client: Client,
        customer_id: int,
        scopes: Iterable[str],
        redirect_uri: str,
        code: str,
        challenge: str = "",
    ) -> None:
        """Note that a shopper agreed, and let ``code`` hold for :data:`CODE`."""
        self._forget_old()
        grant_id, now = uuid.uuid4().hex, self._unit.now
        grant = {
            "id": grant_id,
            "client_id": client.id,
            "customer_id": customer_id,
            "scopes": list(scopes),
            "platform_user": "",
            "created_at": now,
        }
        self._session.execute(insert(_grants), grant)
        issued = {
            "code_hash": hashed(code),
            "grant_id": grant_id,
            "client_id": client.id,
            "redirect_uri": redirect_uri,
            "challenge": challenge,
            "expires_at": now + CODE,
        }
        self._session.execute(insert(_codes), issued)

    def check_code(self, code: str, client_id: str) -> Code | None:
        """What a code stands for, if the client may still change it for tokens.

        One that was changed before has been stolen, or is sent by a thief: it ends its grant.
        """
        row = self._held(_codes, _codes.c.code_hash == hashed(code), client_id)
        if row is None:
            return None
        if row.used_at is not None:
            self._end(_grants.c.id == row.grant_id)
        if row.used_at is not None or row.expires_at <= self._unit.now:
            return None
        return Code(
            hash=row.code_hash,
            grant_id=row.grant_id,
            client_id=client_id,
            customer_id=row.customer_id,
            scopes=tuple(row.scopes),
            redirect_uri=row.redirect_uri,
            challenge=row.challenge,
        )

    def check_refresh(self, token: str, client: Client) -> Refresh | None:
        """What a refresh token stands for, if the client may still use it.

        One that is spent has been stolen, or is sent by a thief: it ends its grant. It is spent
        once it was used; where the client asks again, once what replaced it was used.
        """
        row = self._held(_refresh, _refresh.c.token_hash == hashed(token), client.id)
        if row is None:
            return None
        held = Refresh(
            hash=row.token_hash,
            grant_id=row.grant_id,
            client_id=client.id,
            customer_id=row.customer_id,
            scopes=tuple(row.scopes),
            asks_again=client.asks_again,
        )
        spent = self._ended_by(held)
        return None if spent or row.expires_at <= self._unit.now else held

    def redeem(self, code: Code, pair: Pair) -> bool:
        """Let ``pair`` hold in place of the code; False where somebody else was first.

        Then the code has been changed twice, which ends the grant.
        """
        if not self._lock(code.grant_id):
            return False
        claim = update(_codes).where(_codes.c.code_hash == code.hash, _codes.c.used_at.is_(None))
        if not changed_rows(self._session, claim.values(used_at=self._unit.now)):
            self._end(_grants.c.id == code.grant_id)
            return False
        self._issue(code, pair)
        return True

    def rotate(self, used: Refresh, pair: Pair) -> bool:
        """Let ``pair`` hold in place of the refresh token; False where somebody else was first.

        Then the token is spent, and its use ends the grant.
        """
        if not self._lock(used.grant_id) or self._ended_by(used):
            return False
        claim = update(_refresh).where(_refresh.c.token_hash == used.hash)
        changed_rows(self._session, claim.values(used_at=self._unit.now))
        self._issue(used, pair, replaces=used.hash)
        return True

    def grants(self, customer_id: int) -> list[Grant]:
        """The platforms that are linked to a shopper now, the newest link first."""
        query = (
            select(_grants, _clients.c.platform, _clients.c.name)
            .join(_clients, _clients.c.id == _grants.c.client_id)
            .where(_grants.c.customer_id == customer_id, _grants.c.revoked_at.is_(None))
            .where(_grants.c.used_at.is_not(None))
            .order_by(_grants.c.created_at.desc(), _grants.c.id)
        )
        return [_to_grant(row) for row in self._session.execute(query)]

    def count(self, client_id: str) -> int:
        """How many accounts are linked to a client now."""
        links = select(func.count()).select_from(_grants).where(_grants.c.client_id == client_id)
        held = links.where(_grants.c.revoked_at.is_(None), _grants.c.used_at.is_not(None))
        return self._session.scalar(held) or 0

    def revoke(self, grant_id: str, customer_id: int) -> bool:
        """End a link of this shopper, with all its tokens; False where there is none."""
        return self._end(and_(_grants.c.id == grant_id, _grants.c.customer_id == customer_id)) > 0

    def client_of(self, token: str) -> str | None:
        """The id of the client that an access or refresh token was given to."""
        query = select(_grants.c.client_id).where(_has_token(token))
        found: str | None = self._session.scalar(query)
        return found

    def revoke_token(self, token: str) -> None:
        """End the link that an access or refresh token is of."""
        self._end(_has_token(token))

    def allows_orders(self, token: str) -> bool:
        """Whether an access token is for more than reading; our own tokens are for everything."""
        query = (
            select(_access.c.grant_id, _grants.c.scopes)
            .outerjoin(_grants, _grants.c.id == _access.c.grant_id)
            .where(_access.c.token_hash == hashed(token))
        )
        row = self._session.execute(query).first()
        return row is not None and (row.grant_id == "" or ORDER in (row.scopes or ()))

    def linked(self, token: str, user: str) -> None:
        """Note for whom, of the platform's users, a token was used; the first one counts."""
        its = select(_access.c.grant_id).where(_access.c.token_hash == hashed(token))
        noted = update(_grants).where(_grants.c.id.in_(its), _grants.c.platform_user == "")
        changed_rows(self._session, noted.values(platform_user=hashed(user)))

    def unlinked(self, user: str, at: datetime) -> int:
        """End the links that a platform's user had at that moment; how many they were."""
        theirs = _grants.c.platform_user == hashed(user)
        return self._end(and_(theirs, _grants.c.created_at <= at))

    def _held(
        self, table: Table, condition: ColumnElement[bool], client_id: str
    ) -> Row[Any] | None:
        """The row of what a client presents, with its grant, where that still holds."""
        query = (
            select(table, _grants.c.customer_id, _grants.c.scopes)
            .join(_grants, _grants.c.id == table.c.grant_id)
            .join(_customers, _customers.c.id == _grants.c.customer_id)
            .where(condition, _grants.c.client_id == client_id)
            .where(_grants.c.revoked_at.is_(None), _customers.c.erased_at.is_(None))
        )
        return self._session.execute(query).first()

    def _lock(self, grant_id: str) -> bool:
        """Keep others from changing a grant that gets tokens now; False where it has ended."""
        held = and_(_grants.c.id == grant_id, _grants.c.revoked_at.is_(None))
        used = update(_grants).where(held).values(used_at=self._unit.now)
        return changed_rows(self._session, used) > 0

    def _ended_by(self, held: Refresh) -> bool:
        """Whether a refresh token is spent, which ends its grant."""
        query = select(_refresh.c.used_at, _refresh.c.replaces)
        row = self._session.execute(query.where(_refresh.c.token_hash == held.hash)).one()
        if row.used_at is not None:
            spent = not held.asks_again or self._replaced(held.grant_id, held.hash)
        else:
            # Another token that replaced the same one may have been used instead.
            spent = bool(row.replaces) and self._replaced(held.grant_id, row.replaces)
        if spent:
            self._end(_grants.c.id == held.grant_id)
        return spent

    def _replaced(self, grant_id: str, token_hash: str) -> bool:
        """Whether a token that replaced this one has been used."""
        heirs = and_(_refresh.c.grant_id == grant_id, _refresh.c.replaces == token_hash)
        used = select(func.count()).select_from(_refresh).where(heirs)
        return bool(self._session.scalar(used.where(_refresh.c.used_at.is_not(None))))

    def _issue(self, held: Code | Refresh, pair: Pair, replaces: str = "") -> None:
        now, grant_id = self._unit.now, held.grant_id
        over = and_(_access.c.grant_id == grant_id, _access.c.expires_at <= now)
        changed_rows(self._session, delete(_access).where(over))
        unwatched = and_(_refresh.c.grant_id == grant_id, _refresh.c.used_at <= now - _WATCHED)
        changed_rows(self._session, delete(_refresh).where(unwatched))
        both = {"grant_id": grant_id, "created_at": now}
        access = {"token_hash": hashed(pair.access), "customer_id": held.customer_id}
        self._session.execute(insert(_access), {**both, **access, "expires_at": now + ACCESS})
        refresh = {"token_hash": hashed(pair.refresh), "replaces": replaces}
        self._session.execute(insert(_refresh), {**both, **refresh, "expires_at": now + REFRESH})

    def _end(self, condition: ColumnElement[bool]) -> int:
        held = select(_grants.c.id).where(condition, _grants.c.revoked_at.is_(None))
        ids = list(self._session.scalars(held.order_by(_grants.c.id).with_for_update()))
        ended = update(_grants).where(_grants.c.id.in_(ids)).values(revoked_at=self._unit.now)
        changed_rows(self._session, ended)
        for grant_id in ids:
            remove_tokens(self._session, grant_id)
        return len(ids)

    def _forget_old(self) -> None:
        now = self._unit.now
        untaken = and_(_grants.c.used_at.is_(None), _grants.c.created_at <= now - _UNTAKEN)
        remove_grants(self._session, or_(untaken, _grants.c.revoked_at <= now - _ENDED))


def _has_token(token: str) -> ColumnElement[bool]:
    its = [
        select(table.c.grant_id).where(table.c.token_hash == hashed(token))
        for table in (_access, _refresh)
    ]
    return or_(*(_grants.c.id.in_(grant) for grant in its))


def _to_grant(row: Row[Any]) -> Grant:
    return Grant(
        id=row.id,
        client_id=row.client_id,
        platform=row.platform,
        name=row.name,
        scopes=tuple(row.scopes),
        created_at=row.created_at,
        used_at=row.used_at,
    )
