"""Everything that can be set, read from the environment once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from skill.secrets import SecretsError, with_secrets

PAYMENTS = ("delivery", "stripe")
TALK = ("auto", "on", "off")
LOGS = ("plain", "json")
# Stripe wants its script to come from there, always. https://docs.stripe.com/js/including
STRIPE_JS = "https://js.stripe.com/v3/"
APPROVED = "/account/approved"


class SettingError(Exception):
    """A setting cannot be used; the message says which and why."""


@dataclass(frozen=True, slots=True)
class DialogflowSettings:
    """What lets Dialogflow's requests in: any of the three that are set, and nothing else.

    ``basic`` is ``user:password``, ``header`` a header's name and value. ``agent`` is the e-mail
    address of the agent's service account; its tokens must be made out to ``audience``, else to the
    address of the webhook below ``public_url``.
    """

    basic: str | None = field(default=None, repr=False)
    header: tuple[str, str] | None = field(default=None, repr=False)
    agent: str | None = None
    audience: str | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a minute is too much: turns of a shopper and of a device, requests of an address.

    0 is any number. ``store`` is where they are counted, as PyPI's ``limits`` names places: in each
    process, or in one that several share.
    """

    shopper: int = 0
    device: int = 0
    address: int = 0
    store: str = field(default="memory://", repr=False)


# What a server has where nothing else is set: far more than people say or click.
SERVED = Limits(shopper=60, device=60, address=600)
# Less than a shopper waits for; the platforms themselves give up after 8 seconds, or 5.
SERVED_TURN_MS = 2600


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one process.

    ``database_url`` is an SQLAlchemy URL; to PostgreSQL, ``database_connections`` are kept.
    ``alexa_skill_id`` is the id that requests to ``/alexa`` must carry; without it every such
    request is refused. ``google_project`` is the id of the project that tokens sent to
    ``/google/actions`` must be made out to; without it every such request is refused. ``port`` is
    a TCP port. ``learn`` lets sentences that were not understood be kept, of shoppers who allow
    it. ``payments`` is one of :data:`PAYMENTS`; ``stripe_url``
    takes the place of Stripe's own address, ``stripe_return_url`` is where a
    shopper comes back to who has approved a payment at the bank, else a page of ours below
    ``public_url``. ``stripe_publishable_key`` lets browsers store cards, with the script at
    ``stripe_js``. ``mail`` is where letters go, as
    ``skill.mail.post`` reads it; ``mail_from`` is who writes them. ``feed_secret`` signs what
    is sent to ``/catalog/feed``, which there is not without it.
    ``public_url`` is the address, of origin alone, under which shoppers reach the pages; links in
    letters begin with it. ``proxies`` is how many reverse proxies of ours stand before the server.
    ``talk`` is one of :data:`TALK`: whether there is the page ``/talk``, with ``auto`` where the
    packages for it are installed; ``talk_at_once`` utterances are heard there at the same moment,
    each by a recogniser of its own, while others wait. ``wake_phrase`` is what ``coster talk``
    waits for before it listens.
    What is logged is written as ``log_format``, one of :data:`LOGS`, says. ``/metrics`` is there
    with ``metrics``; with ``metrics_token`` only for who sends that. ``turn_ms`` is the time that a
    turn is answered in, and ``limits`` says how much is too much.
    ``patience_s`` is how long a connection may be silent, ``most_bytes`` how long a body may be.
    Snapshots of the search index are kept below the folder ``index``, else beside the database.
    """

    database_url: str = "sqlite:///costermonger.sqlite3"
    database_connections: int = 5
    locale: str = "en-US"
    alexa_skill_id: str | None = None
    google_project: str | None = None
    dialogflow: DialogflowSettings = DialogflowSettings()
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
    stripe_publishable_key: str | None = None
    stripe_js: str = STRIPE_JS
    mail: str | None = field(default=None, repr=False)
    mail_from: str | None = None
    feed_secret: str | None = field(default=None, repr=False)
    index: str | None = None
    public_url: str | None = None
    proxies: int = 0
    talk: str = "auto"
    talk_at_once: int = 1
    wake_phrase: str | None = None
    log_format: str = "plain"
    metrics: bool = False
    metrics_token: str | None = field(default=None, repr=False)
    turn_ms: int = 8000
    limits: Limits = Limits()
    patience_s: int = 30
    most_bytes: int = 3 * 1024 * 1024

    @property
    def return_url(self) -> str | None:
        """The page to come back to from the bank, if there is one."""
        ours = f"{self.public_url}{APPROVED}" if self.public_url else None
        return self.stripe_return_url or ours


def from_environment(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings in ``COSTER_*`` variables, and where ``COSTER_SECRETS`` points.

    Raises :class:`SettingError`.
    """
    env = _with_secrets(os.environ if environ is None else environ)
    default = Settings()
    return Settings(
        database_url=env.get("COSTER_DATABASE_URL") or default.database_url,
        database_connections=_number(
            env, "COSTER_DATABASE_CONNECTIONS", default.database_connections, 1000
        ),
        locale=env.get("COSTER_LOCALE") or default.locale,
        alexa_skill_id=env.get("COSTER_ALEXA_SKILL_ID") or None,
        google_project=env.get("COSTER_GOOGLE_PROJECT") or None,
        dialogflow=_dialogflow(env),
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
        stripe_publishable_key=env.get("STRIPE_PUBLISHABLE_KEY") or None,
        stripe_js=env.get("COSTER_STRIPE_JS") or default.stripe_js,
        mail=_mail(env),
        mail_from=env.get("COSTER_MAIL_FROM") or None,
        feed_secret=env.get("COSTER_FEED_SECRET") or None,
        index=env.get("COSTER_INDEX") or None,
        public_url=_public_url(env),
        proxies=_number(env, "COSTER_PROXIES", default.proxies, 9, least=0),
        talk=_one_of(env, "COSTER_TALK", TALK, default.talk),
        wake_phrase=env.get("COSTER_WAKE_PHRASE") or None,
        talk_at_once=_number(env, "COSTER_TALK_AT_ONCE", default.talk_at_once, 64),
        **_operation(env, default),
    )


def _operation(env: Mapping[str, str], default: Settings) -> dict[str, Any]:
    return {
        "log_format": _one_of(env, "COSTER_LOG_FORMAT", LOGS, default.log_format),
        "metrics": _switch(env, "COSTER_METRICS", bool(env.get("COSTER_METRICS_TOKEN"))),
        "metrics_token": env.get("COSTER_METRICS_TOKEN") or None,
        "turn_ms": _number(env, "COSTER_TURN_MS", SERVED_TURN_MS, 60_000, least=100),
        "limits": _limits(env),
        "patience_s": _number(env, "COSTER_PATIENCE", default.patience_s, 3600),
        "most_bytes": _number(env, "COSTER_MOST_BYTES", default.most_bytes, 1 << 30, least=1024),
    }


def _with_secrets(environ: Mapping[str, str]) -> Mapping[str, str]:
    try:
        return with_secrets(environ)
    except SecretsError as error:
        raise SettingError(str(error)) from error


def _dialogflow(env: Mapping[str, str]) -> DialogflowSettings:
    basic = env.get("COSTER_DIALOGFLOW_BASIC") or None
    name, _, value = (env.get("COSTER_DIALOGFLOW_HEADER") or "").partition(":")
    agent = env.get("COSTER_DIALOGFLOW_AGENT") or None
    audience = env.get("COSTER_DIALOGFLOW_AUDIENCE") or None
    if basic and not all(basic.partition(":")):
        raise SettingError("COSTER_DIALOGFLOW_BASIC must be like user:password")
    if bool(name.strip()) != bool(value.strip()):
        raise SettingError("COSTER_DIALOGFLOW_HEADER must be like Name: value")
    if agent and not (audience or env.get("COSTER_PUBLIC_URL")):
        raise SettingError("COSTER_DIALOGFLOW_AGENT needs COSTER_PUBLIC_URL")
    header = (name.strip(), value.strip()) if name.strip() else None
    return DialogflowSettings(basic, header, agent, audience)


def _limits(env: Mapping[str, str]) -> Limits:
    def most(name: str, default: int) -> int:
        return _number(env, f"COSTER_LIMIT_{name}", default, 1_000_000, least=0)

    return Limits(
        shopper=most("SHOPPER", SERVED.shopper),
        device=most("DEVICE", SERVED.device),
        address=most("ADDRESS", SERVED.address),
        store=env.get("COSTER_LIMIT_STORE") or SERVED.store,
    )


def _payments(env: Mapping[str, str], default: str) -> str:
    way = _one_of(env, "COSTER_PAYMENTS", PAYMENTS, default)
    if way == "stripe" and not env.get("STRIPE_SECRET_KEY"):
        raise SettingError("COSTER_PAYMENTS=stripe needs STRIPE_SECRET_KEY")
    return way


def _mail(env: Mapping[str, str]) -> str | None:
    where = env.get("COSTER_MAIL") or None
    if where and not env.get("COSTER_MAIL_FROM"):
        raise SettingError("COSTER_MAIL needs COSTER_MAIL_FROM, the address that letters are from")
    return where


def _public_url(env: Mapping[str, str]) -> str | None:
    text = (env.get("COSTER_PUBLIC_URL") or "").rstrip("/")
    parts = urlsplit(text)
    local = parts.hostname in ("localhost", "127.0.0.1", "::1")
    rest = parts.path or parts.query or parts.fragment or parts.username
    if text and (parts.scheme not in ("https", *["http"] * local) or not parts.hostname or rest):
        raise SettingError(f"COSTER_PUBLIC_URL must be like https://your.shop, not {text!r}")
    return text or None


def _one_of(env: Mapping[str, str], name: str, known: tuple[str, ...], default: str) -> str:
    text = (env.get(name) or default).lower()
    if text not in known:
        raise SettingError(f"{name} must be one of {', '.join(known)}, not {text!r}")
    return text


def _switch(env: Mapping[str, str], name: str, default: bool) -> bool:
    text = (env.get(name) or "").lower()
    if text not in ("", "on", "off"):
        raise SettingError(f"{name} must be on or off, not {text!r}")
    return text == "on" if text else default


def _number(env: Mapping[str, str], name: str, default: int, most: int, *, least: int = 1) -> int:
    text = env.get(name)
    if not text:
        return default
    if not text.isascii() or not text.isdecimal() or not least <= int(text) <= most:
        raise SettingError(f"{name} must be a whole number from {least} to {most}, not {text!r}")
    return int(text)
