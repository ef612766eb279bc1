"""Lets Dialogflow's requests in by what the merchant has configured, and refuses all others.

https://cloud.google.com/dialogflow/cx/docs/concept/webhook#auth
"""

from __future__ import annotations

import binascii
import hmac
from base64 import b64decode
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from skill.channels.google_tokens import TokenRefused


class Headers(Protocol):
    """The headers of a request, whose names are known in any case."""

    def get(self, name: str, default: str, /) -> str:
        """The value of a header, or ``default``."""
        ...


# Whether the headers of a request let it in.
Pass = Callable[[Headers], bool]
# The claims of a token for an audience, or TokenRefused.
Verify = Callable[[str, str], Mapping[str, Any]]


class CredentialsRefused(Exception):  # noqa: N818 - a refusal, where an error would be ours
    """Nothing in a request's headers shows that the merchant's agent has sent it."""


class Door:
    """Lets in what any of ``passes`` lets in; without one, nothing."""

    def __init__(self, *passes: Pass) -> None:
        self._passes = passes

    def check(self, headers: Headers) -> None:
        """Raises :class:`CredentialsRefused`."""
        if not self._passes:
            raise CredentialsRefused("no credentials are configured")
        if not any(each(headers) for each in self._passes):
            raise CredentialsRefused("the credentials do not fit")


def basic(user_and_password: str) -> Pass:
    """HTTP's own credentials, configured as ``user:password``."""
    wanted = user_and_password.encode()

    def fits(headers: Headers) -> bool:
        try:
            given = b64decode(_authorization(headers, "basic").encode("latin-1"), validate=True)
        except (binascii.Error, UnicodeError):
            return False
        return hmac.compare_digest(given, wanted)

    return fits


def header(name: str, value: str) -> Pass:
    """A header of the merchant's own."""
    wanted = value.encode()

    def fits(headers: Headers) -> bool:
        # A server hands over the bytes of a header as if they were Latin-1.
        given = headers.get(name, "").encode("latin-1", errors="replace")
        return hmac.compare_digest(given, wanted)

    return fits


def service_agent(email: str, audience: str, verify: Verify) -> Pass:
    """An ID token that Google signs for the agent's own service account, for our address."""

    def fits(headers: Headers) -> bool:
        token = _authorization(headers, "bearer")
        if not token:
            return False
        try:
            claims = verify(token, audience)
        except TokenRefused:
            return False
        return claims.get("email") == email and claims.get("email_verified") is True

    return fits


def _authorization(headers: Headers, scheme: str) -> str:
    given, _, rest = headers.get("Authorization", "").partition(" ")
    return rest.strip() if given.casefold() == scheme else ""
