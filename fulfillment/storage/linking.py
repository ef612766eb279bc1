"""The tables of account linking: platforms as OAuth 2.0 clients, and what shoppers granted them.

Of codes, tokens and secrets only SHA-256 hashes are kept, as 64 hexadecimal digits.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from fulfillment.storage.base import Base


class ClientRow(Base):
    """A platform that may ask shoppers to link their accounts; ``redirect_uris`` hold exactly."""

    __tablename__ = "oauth_clients"

    id: Mapped[str] = mapped_column(primary_key=True)
    platform: Mapped[str]
    name: Mapped[str]
    secret_hash: Mapped[str] = mapped_column(String(64))
    redirect_uris: Mapped[list[str]]
    scopes: Mapped[list[str]]
    created_at: Mapped[datetime]


class GrantRow(Base):
    """A linked platform: one consent of a shopper, and the family of all tokens that came of it.

    ``platform_user`` is the hash of the platform's own name for the user, "" until it is known.
    """

    __tablename__ = "oauth_grants"

    id: Mapped[str] = mapped_column(primary_key=True)
    client_id: Mapped[str] = mapped_column(ForeignKey("oauth_clients.id"), index=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    scopes: Mapped[list[str]]
    platform_user: Mapped[str] = mapped_column(String(64), index=True)
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class AuthorizationCodeRow(Base):
    """A code that a platform may change for tokens, once; ``challenge`` is PKCE's S256, or ""."""

    __tablename__ = "oauth_codes"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    grant_id: Mapped[str] = mapped_column(ForeignKey("oauth_grants.id"), index=True)
    client_id: Mapped[str] = mapped_column(ForeignKey("oauth_clients.id"))
    redirect_uri: Mapped[str]
    challenge: Mapped[str]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class RefreshTokenRow(Base):
    """A refresh token; one that is used again when it may not be ends its whole grant.

    ``replaces`` is the hash of the token that was changed for it, "" where a code was.
    """

    __tablename__ = "oauth_refresh_tokens"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    replaces: Mapped[str] = mapped_column(String(64), server_default="")
    grant_id: Mapped[str] = mapped_column(ForeignKey("oauth_grants.id"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
