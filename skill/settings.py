"""Everything that can be set, read from the environment once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass


class SettingError(Exception):
    """A setting cannot be used; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one process.

    ``database_url`` is an SQLAlchemy URL. ``alexa_skill_id`` is the id that requests to ``/alexa``
    must carry; without it every such request is refused. ``port`` is a TCP port. ``learn`` lets
    sentences that were not understood be kept, of shoppers who allow it.
    """

    database_url: str = "sqlite:///costermonger.sqlite3"
    locale: str = "en-US"
    alexa_skill_id: str | None = None
    host: str = "127.0.0.1"
    port: int = 8080
    threads: int = 4
    log_level: str = "WARNING"
    learn: bool = True


def from_environment(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings in ``COSTER_*`` variables. Raises :class:`SettingError`."""
    env = os.environ if environ is None else environ
    default = Settings()
    return Settings(
        database_url=env.get("COSTER_DATABASE_URL") or default.database_url,
        locale=env.get("COSTER_LOCALE") or default.locale,
        alexa_skill_id=env.get("COSTER_ALEXA_SKILL_ID") or None,
        host=env.get("COSTER_HOST") or default.host,
        port=_number(env, "COSTER_PORT", default.port, 65535),
        threads=_number(env, "COSTER_THREADS", default.threads, 256),
        log_level=(env.get("COSTER_LOG_LEVEL") or default.log_level).upper(),
        learn=_switch(env, "COSTER_LEARN", default.learn),
    )


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
