"""Everything that can be set, read from the environment once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

PAYMENTS = ("delivery", "stripe")


class SettingError(Exception):
    """A setting cannot be used; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one process.

    ``database_url`` is an SQLAlchemy URL; to PostgreSQL, ``database_connections`` are kept.
    ``alexa_skill_id`` is the id that requests to ``/alexa`` must carry; without it every such
    request is refused. ``port`` is a TCP port. ``learn`` lets sentences that were not understood
    be kept, of shoppers who allow it. ``payments`` is one of :data:`PAYMENTS`; ``stripe_url``
    takes the place of Stripe's own address, ``stripe_return_url`` is where a
    shopper comes back to who has approved a payment at the bank. ``mail`` is where letters go, as
    ``skill.mail.post`` reads it; ``mail_from`` is who writes them. ``feed_secret`` signs what
    is sent to ``/catalog/feed``, which there is not without it.
    Snapshots of the search index are kept below the folder ``index``, else beside the database.
    """

    database_url: str = "sqlite:///costermonger.sqlite3"
    database_connections: int = 5
    locale: str = "en-US"
    alexa_skill_id: str | None = None
    host: str = "127.0.0.1"
    port: int = 8080
    threads: int = 4
    log_level: str = "WARNING"
    learn: bool = True
    payments: str = "delivery"
    stripe_secret_key: str | None = field(default=None, repr=False)
    stripe_webhook_secret: str | None = field(default=None, repr=False)
    stripe_url: str | None = None
    stripe_return_url: str | None = None
    mail: str | None = field(default=None, repr=False)
    mail_from: str | None = None
    feed_secret: str | None = field(default=None, repr=False)
    index: str | None = None


def from_environment(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings in ``COSTER_*`` variables. Raises :class:`SettingError`."""
    env = os.environ if environ is None else environ
    default = Settings()
    return Settings(
        database_url=env.get("COSTER_DATABASE_URL") or default.database_url,
        database_connections=_number(
            env, "COSTER_DATABASE_CONNECTIONS", default.database_connections, 1000
        ),
        locale=env.get("COSTER_LOCALE") or default.locale,
        alexa_skill_id=env.get("COSTER_ALEXA_SKILL_ID") or None,
        host=env.get("COSTER_HOST") or default.host,
        port=_number(env, "COSTER_PORT", default.port, 65535),
        threads=_number(env, "COSTER_THREADS", default.threads, 256),
        log_level=(env.get("COSTER_LOG_LEVEL") or default.log_level).upper(),
        learn=_switch(env, "COSTER_LEARN", default.learn),
        payments=_payments(env, default.payments),
        stripe_secret_key=env.get("STRIPE_SECRET_KEY") or None,
        stripe_webhook_secret=env.get("STRIPE_WEBHOOK_SECRET") or None,
        stripe_url=env.get("COSTER_STRIPE_URL") or None,
        stripe_return_url=env.get("COSTER_STRIPE_RETURN_URL") or None,
        mail=_mail(env),
        mail_from=env.get("COSTER_MAIL_FROM") or None,
        feed_secret=env.get("COSTER_FEED_SECRET") or None,
        index=env.get("COSTER_INDEX") or None,
    )


def _payments(env: Mapping[str, str], default: str) -> str:
    way = (env.get("COSTER_PAYMENTS") or default).lower()
    if way not in PAYMENTS:
        raise SettingError(f"COSTER_PAYMENTS must be one of {', '.join(PAYMENTS)}, not {way!r}")
    if way == "stripe" and not env.get("STRIPE_SECRET_KEY"):
        raise SettingError("COSTER_PAYMENTS=stripe needs STRIPE_SECRET_KEY")
    return way


def _mail(env: Mapping[str, str]) -> str | None:
    where = env.get("COSTER_MAIL") or None
    if where and not env.get("COSTER_MAIL_FROM"):
        raise SettingError("COSTER_MAIL needs COSTER_MAIL_FROM, the address that letters are from")
    return where


def _switch(env: Mapping[str, str], name: str, default: bool) -> bool:
    text = (env.get(name) or "").lower()
    if text not in ("", "on", "off"):
        raise SettingError(f"{name} must be on or off, not {text!r}")
    return text == "on" if text else default


def _number(env: Mapping[str, str], name: str, default: int, most: int) -> int:
    text = env.get(name)
    if not text:
        return default
    if not text.isascii() or not text.isdecimal() or not 0 < int(text) <= most:
        raise SettingError(f"{name} must be a whole number from 1 to {most}, not {text!r}")
    return int(text)
