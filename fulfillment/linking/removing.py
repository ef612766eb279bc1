"""Deletes grants with everything that came of them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from fulfillment.storage.linking import AuthorizationCodeRow, GrantRow, RefreshTokenRow
from fulfillment.storage.models import AccessTokenRow
from fulfillment.storage.statements import changed_rows, table_of

_grants, _codes = table_of(GrantRow), table_of(AuthorizationCodeRow)
_access, _refresh = table_of(AccessTokenRow), table_of(RefreshTokenRow)


def remove_tokens(session: Session, grant_id: str) -> None:
    """Delete the tokens of a grant; whoever writes any more has locked the grant first."""
    for table in (_access, _refresh):
        changed_rows(session, delete(table).where(table.c.grant_id == grant_id))


def remove_grants(session: Session, condition: ColumnElement[bool]) -> int:
    """Delete the grants that meet ``condition``, with their codes and tokens; how many they were.

    The grants are locked first, as by everybody who writes tokens: so nobody waits for another in
    a circle.
    """
    locked = select(_grants.c.id).where(condition).order_by(_grants.c.id).with_for_update()
    ids = list(session.scalars(locked))
    for table in (_access, _refresh, _codes):
        changed_rows(session, delete(table).where(table.c.grant_id.in_(ids)))
    return changed_rows(session, delete(_grants).where(_grants.c.id.in_(ids)))
