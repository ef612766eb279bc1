"""Verifies the ID tokens that Google signs, with Google's published keys, cached and rotated.

Google publishes its keys as certificates by key id, says in ``Cache-Control`` how long they may be
kept, and announces a new key before it signs with it:
https://developers.google.com/identity/openid-connect/openid-connect#validatinganidtoken
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.x509 import load_pem_x509_certificate
from google.auth import jwt
from google.auth.crypt import RSAVerifier

from skill.channels.https_get import HttpsGet, NotGot, Page

KEYS_URL = "https://www.googleapis.com/oauth2/v1/certs"
ISSUERS = ("https://accounts.google.com", "accounts.google.com")

_MAX_KEYS_BYTES = 64 * 1024
_MAX_TOKEN_CHARACTERS = 8 * 1024
# How long keys serve where Google names no time, and the bounds of what it names.
_USUALLY_KEPT = timedelta(hours=1)
_SHORTEST_KEPT, _LONGEST_KEPT = timedelta(minutes=1), timedelta(days=1)
# How much longer they serve while Google cannot be reached.
_GRACE = timedelta(hours=1)
# Strangers who send unknown key ids may make us fetch no more often than this, in vain or not.
_BETWEEN_FETCHES, _AFTER_FAILURE = timedelta(seconds=30), timedelta(seconds=5)
# How far Google's clock and ours may be apart.
_SKEW = timedelta(seconds=60)
# Google's own libraries take no token that is good for longer.
_LONGEST_LIFE = timedelta(days=1)
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age=(\d{1,9})")

Fetch = Callable[[str], Page]


class TokenRefused(Exception):  # noqa: N818 - a refusal, where an error would be ours
    """A token is not Google's, not for us, or not good now."""


def google_fetch() -> Fetch:
    """Gets Google's keys from Google."""
    return HttpsGet(_MAX_KEYS_BYTES)


def utc_now() -> datetime:
    """The present."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class _Keys:
    """Google's keys by their ids, fresh until a moment."""

    by_id: Mapping[str, RSAVerifier]
    until: datetime


class GoogleKeys:
    """Google's keys, by which tokens are verified. Thread-safe.

    ``fetch`` gets a page or raises :class:`~skill.channels.https_get.NotGot`; ``clock`` tells the
    time with its zone.
    """

    def __init__(
        self, fetch: Fetch, clock: Callable[[], datetime] = utc_now, url: str = KEYS_URL
    ) -> None:
        self._fetch = fetch
        self._clock = clock
        self._url = url
        self._lock = Lock()
        self._keys = _Keys({}, datetime.min.replace(tzinfo=UTC))
        self._tried: datetime | None = None
        self._wait = _BETWEEN_FETCHES

    def verify(
        self, token: str, audience: str, *, issuers: Collection[str] = ISSUERS
    ) -> Mapping[str, Any]:
        """The claims of a token that Google has signed for ``audience``.

        Raises :class:`TokenRefused`.
        """
        now = self._clock()
        header, claims = _unverified(token)
        if header.get("alg") != "RS256":
            raise TokenRefused("the token is not signed with RS256")
        if not _is_signed(token, self._get_key(header.get("kid"), now)):
            raise TokenRefused("the signature is not Google's")
        _check_times(claims, now)
        if claims.get("iss") not in issuers:
            raise TokenRefused("the token's issuer is another")
        if not audience or audience not in _audiences(claims):
            raise TokenRefused("the token is for somebody else")
        return claims

    def _get_key(self, key_id: Any, now: datetime) -> RSAVerifier:
        if not isinstance(key_id, str):
            raise TokenRefused("the token names no key")
        if now >= self._keys.until or key_id not in self._keys.by_id:
            self._refresh(key_id, now)
        keys = self._keys
        if key_id not in keys.by_id or now >= keys.until + _GRACE:
            raise TokenRefused("the token's key is unknown")
        return keys.by_id[key_id]

    def _refresh(self, key_id: str, now: datetime) -> None:
        """Fetches the keys, one thread for all, unless that was tried a moment ago."""
        with self._lock:
            if now < self._keys.until and key_id in self._keys.by_id:
                return
            if self._tried is not None and timedelta() <= now - self._tried < self._wait:
                return
            self._tried, self._wait = now, _AFTER_FAILURE
            try:
                page = self._fetch(self._url)
                by_id = dict(_read_keys(page.content))
            except (NotGot, ValueError):
                return
            if by_id:
                self._keys = _Keys(by_id, now + _kept_for(page.headers))
                self._wait = _BETWEEN_FETCHES


def _unverified(token: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Header and claims, of which nothing is to be believed yet. Raises :class:`TokenRefused`."""
    if not token.isascii() or len(token) > _MAX_TOKEN_CHARACTERS:
        raise TokenRefused("the token is no token")
    try:
        return jwt.decode_header(token), jwt.decode(token, verify=False)  # type: ignore[no-untyped-call]
    except (ValueError, RecursionError) as error:
        raise TokenRefused("the token is no token") from error


def _is_signed(token: str, key: RSAVerifier) -> bool:
    signed, _, signature = token.rpartition(".")
    padded = signature + "=" * (-len(signature) % 4)
    return bool(key.verify(signed.encode(), base64.urlsafe_b64decode(padded)))


def _audiences(claims: Mapping[str, Any]) -> list[Any]:
    """Whom the token is for: one text, or a list of them, as Google's own pages show it."""
    named = claims.get("aud")
    return named if isinstance(named, list) else [named]


def _check_times(claims: Mapping[str, Any], now: datetime) -> None:
    """Raises :class:`TokenRefused` unless the token is good now."""
    issued, ends = claims.get("iat"), claims.get("exp")
    begins = claims.get("nbf", issued)
    if type(issued) is not int or type(ends) is not int or type(begins) is not int:
        raise TokenRefused("the token does not say when it is good")
    # Whole numbers, for a claim may be too large for any other.
    moment, skew = int(now.timestamp()), int(_SKEW.total_seconds())
    if moment < max(issued, begins) - skew:
        raise TokenRefused("the token is from the future")
    if moment >= ends + skew:
        raise TokenRefused("the token is too old")
    if ends > moment + int(_LONGEST_LIFE.total_seconds()) + skew:
        raise TokenRefused("the token is good for too long")


def _read_keys(content: bytes) -> Iterator[tuple[str, RSAVerifier]]:
    """The keys of a page; one that cannot be read is left out. Raises ValueError."""
    found = json.loads(content)
    if not isinstance(found, dict):
        raise ValueError("the keys are no JSON object")
    for key_id, pem in found.items():
        try:
            key = load_pem_x509_certificate(pem.encode()).public_key()
            yield key_id, RSAVerifier(key)  # type: ignore[no-untyped-call]
        except (AttributeError, ValueError, UnsupportedAlgorithm):
            continue


def _kept_for(headers: Mapping[str, str]) -> timedelta:
    """How long a page may be kept, by its headers: what is left of its ``max-age``."""
    named = _MAX_AGE.search(headers.get("cache-control", "").lower())
    if named is None:
        return _USUALLY_KEPT
    age = headers.get("age", "")
    spent = int(age) if age.isascii() and age.isdecimal() and len(age) < 10 else 0
    return min(max(timedelta(seconds=int(named[1]) - spent), _SHORTEST_KEPT), _LONGEST_KEPT)
