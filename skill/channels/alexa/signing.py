"""Signs requests as Alexa does, with certificates made on the spot, for demonstrations and tests.

Verification stays on: a verifier takes them only if it is given this authority's root to trust and
its :meth:`Authority.fetch` to fetch with.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from skill.channels.alexa.certificates import SIGNER
from skill.channels.alexa.verify import CHAIN_URL_HEADER, SIGNATURE_HEADER

_DAY = timedelta(days=1)


def _new_root_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def _new_leaf_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _yesterday() -> datetime:
    return datetime.now(UTC) - _DAY


@dataclass
class Authority:
    """A root and a leaf certificate for ``name``, valid from ``starts`` for ``lasts``."""

    name: str = SIGNER
    url: str = "https://s3.amazonaws.com/echo.api/echo-api-cert-demo.pem"
    starts: datetime = field(default_factory=_yesterday)
    lasts: timedelta = 30 * _DAY
    root_key: ec.EllipticCurvePrivateKey = field(default_factory=_new_root_key, repr=False)
    leaf_key: rsa.RSAPrivateKey = field(default_factory=_new_leaf_key, repr=False)

    def __post_init__(self) -> None:
        self.root = self._root()
        self.leaf = self._leaf()

    @property
    def chain_pem(self) -> bytes:
        """The leaf and the root, as Amazon publishes its chain."""
        return self.leaf.public_bytes(Encoding.PEM) + self.root.public_bytes(Encoding.PEM)

    def fetch(self, _url: str) -> bytes:
        """Stands in for the download of the chain, from whatever address."""
        return self.chain_pem

    def headers(self, body: bytes) -> dict[str, str]:
        """The headers that Alexa sends along with ``body``."""
        signature = self.leaf_key.sign(body, PKCS1v15(), SHA256())
        return {
            "Content-Type": "application/json; charset=utf-8",
            CHAIN_URL_HEADER: self.url,
            SIGNATURE_HEADER: base64.b64encode(signature).decode(),
        }

    def _root(self) -> x509.Certificate:
        name = _name("Costermonger demonstration root")
        usage = _usage(key_cert_sign=True, crl_sign=True)
        return (
            self._draft(name, name, self.root_key.public_key())
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(usage, critical=True)
            .sign(self.root_key, SHA256())
        )

    def _leaf(self) -> x509.Certificate:
        usage = _usage(digital_signature=True, key_encipherment=True)
        purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
        names = x509.SubjectAlternativeName([x509.DNSName(self.name)])
        return (
            self._draft(_name(self.name), self.root.subject, self.leaf_key.public_key())
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(usage, critical=True)
            .add_extension(purpose, critical=False)
            .add_extension(names, critical=False)
            .sign(self.root_key, SHA256())
        )

    def _draft(
        self,
        subject: x509.Name,
        issuer: x509.Name,
        key: ec.EllipticCurvePublicKey | rsa.RSAPublicKey,
    ) -> x509.CertificateBuilder:
        by = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.root_key.public_key())
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(self.starts)
            .not_valid_after(self.starts + self.lasts)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
            .add_extension(by, critical=False)
        )


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _usage(**purposes: bool) -> x509.KeyUsage:
    every = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**dict.fromkeys(every, False) | purposes)
