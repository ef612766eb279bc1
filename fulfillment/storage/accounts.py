"""The tables of the shopper's pages: how they sign in, from which browsers, and their addresses.

Of links and cookies only SHA-256 hashes are kept, as 64 hexadecimal digits.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from fulfillment.storage.base import Base, Document


class SignInRow(Base):
    """With which address and password somebody signs in; without a password, by e-mail only.

    ``password_hash`` is Argon2's.
    """

    __tablename__ = "sign_ins"

    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str | None]
    changed_at: Mapped[datetime]


class PasskeyRow(Base):
    """A key in somebody's device or keychain that signs them in (WebAuthn).

    ``id`` is the credential's, ``public_key`` its COSE key, both base64url; ``sign_count`` is what
    its authenticator has counted, 0 where it does not count.
    """

    __tablename__ = "passkeys"

    id: Mapped[str] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    public_key: Mapped[str]
    sign_count: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class MailedLinkRow(Base):
    """A link that was sent to ``email``, good once: ``purpose`` says for what.

    ``document`` is what is kept until it is followed, such as a newcomer's name.
    """

    __tablename__ = "mailed_links"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    email: Mapped[str] = mapped_column(index=True)
    purpose: Mapped[str]
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    document: Mapped[Document]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class BrowserSessionRow(Base):
    """A browser in which somebody has signed in."""

    __tablename__ = "browser_sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class AttemptRow(Base):
    """Something that may be tried so often and no more; ``key`` is a hash of who tries what."""

    __tablename__ = "attempts"
    __table_args__ = (Index("attempts_key_at", "key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class AddressRow(Base):
    """A place that a shopper may have things delivered to; ``label`` is what it is called aloud."""

    __tablename__ = "addresses"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    label: Mapped[str]
    address: Mapped[str]
    region: Mapped[str] = mapped_column(server_default="")
