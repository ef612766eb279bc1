"""Signs ID tokens as Google does, with keys made on the spot, for demonstrations and tests.

Verification stays on: :class:`~skill.channels.google_tokens.GoogleKeys` takes these tokens only if
it is given this signer's :meth:`GoogleSigner.fetch` to fetch with.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from google.auth import jwt
from google.auth.crypt import RSASigner

from skill.channels.google_tokens import ISSUERS, utc_now
from skill.channels.https_get import Page

_LIFE = timedelta(hours=1)


def _new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class GoogleSigner:
    """One signing key with its id; ``clock`` tells the time with its zone."""

    key_id: str = "demonstration"
    clock: Callable[[], datetime] = utc_now
    key: rsa.RSAPrivateKey = field(default_factory=_new_key, repr=False)

    def token(self, audience: str, **claims: Any) -> str:
        """A token for ``audience``, good for an hour; ``claims`` are added or replaced."""
        begins = int(self.clock().timestamp())
        ends = begins + int(_LIFE.total_seconds())
        usual = {"iss": ISSUERS[0], "aud": audience, "iat": begins, "exp": ends}
        signer = RSASigner(self.key, self.key_id)  # type: ignore[no-untyped-call]
        token: bytes = jwt.encode(signer, usual | claims)  # type: ignore[no-untyped-call]
        return token.decode()

    def fetch(self, _url: str) -> Page:
        """Stands in for the download of Google's keys, from whatever address."""
        content = json.dumps({self.key_id: self.certificate_pem}).encode()
        return Page(content, {"cache-control": "public, max-age=3600"})

    @property
    def certificate_pem(self) -> str:
        """The key's certificate, as Google publishes it."""
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Costermonger demonstration")])
        now = datetime.now(UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(self.key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now)
            .not_valid_after(now + timedelta(days=16))
            .sign(self.key, SHA256())
        )
        return certificate.public_bytes(Encoding.PEM).decode()
