"""Alexa's signing key, by the URL of its certificate chain.

Only keys whose chain was verified enter the cache, so nobody can crowd the true one out; they leave
it when the first certificate on the path to the root expires, and after 12 h at the most.
"""

from __future__ import annotations

import re
import warnings
from collections import OrderedDict, deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import TypeVar

import certifi
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from skill.channels.alexa.certificate_fetch import MAX_CHAIN_BYTES, Fetch
from skill.channels.alexa.certificate_url import normal_url
from skill.channels.alexa.errors import CertificateMissing, CertificateRefused, RequestRefused

SIGNER = "echo-api.amazon.com"

_KEPT_FOR = timedelta(hours=12)
_REFUSED_FOR = timedelta(seconds=30)
_MAX_KEPT = 8
_MAX_REFUSED = 256
# Strangers may make us fetch no more than this many unknown URLs a minute.
_MAX_STRANGE_FETCHES = 20
_STRANGE_FETCHES_PER = timedelta(minutes=1)

_UNREADABLE = (
    ValueError,
    UnsupportedAlgorithm,
    x509.DuplicateExtension,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
)
_V = TypeVar("_V")
_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)


def trusted_roots() -> list[x509.Certificate]:
    """Mozilla's roots, as certifi ships them."""
    roots = []
    with warnings.catch_warnings():
        # Some old roots have a serial number of zero, which cryptography will refuse some day.
        warnings.simplefilter("ignore", CryptographyDeprecationWarning)
        for pem in _PEM.findall(Path(certifi.where()).read_bytes()):
            try:
                roots.append(x509.load_pem_x509_certificate(pem))
            except ValueError:
                continue
    return roots


@dataclass(frozen=True, slots=True)
class Chain:
    """A leaf certificate and what came along to link it to a root."""

    leaf: x509.Certificate
    others: tuple[x509.Certificate, ...]


def read_chain(pem: bytes) -> Chain:
    """The certificates of a PEM text, leaf first. Raises :class:`CertificateRefused`."""
    if len(pem) > MAX_CHAIN_BYTES:
        raise CertificateRefused("the certificate is too long")
    try:
        leaf, *others = x509.load_pem_x509_certificates(pem)
    except _UNREADABLE as error:
        raise CertificateRefused("the certificate is no PEM") from error
    return Chain(leaf, tuple(others))


@dataclass(frozen=True, slots=True)
class Signer:
    """A verified key and how long the certificates that vouch for it are valid."""

    key: RSAPublicKey
    until: datetime


class Trust:
    """Decides which chains are Alexa's. Thread-safe."""

    def __init__(self, roots: Iterable[x509.Certificate]) -> None:
        self._store = Store(list(roots))

    def check(self, chain: Chain, now: datetime) -> Signer:
        """The leaf's key. Raises :class:`CertificateRefused`.

        A path to a root is looked for among all certificates, so roots and cross-signed
        certificates in the chain do no harm.
        """
        moment = now.astimezone(UTC).replace(tzinfo=None)
        policy = PolicyBuilder().store(self._store).time(moment)
        verifier = policy.build_server_verifier(x509.DNSName(SIGNER))
        try:
            path = verifier.verify(chain.leaf, list(chain.others))
            names, key = _names(chain.leaf), chain.leaf.public_key()
        except (VerificationError, *_UNREADABLE) as error:
            raise CertificateRefused("the certificate is not trusted") from error
        # The verifier would let *.amazon.com stand for the name; Amazon's rules do not.
        if SIGNER not in names or not isinstance(key, RSAPublicKey):
            raise CertificateRefused("the certificate is not Alexa's")
        return Signer(key, min(certificate.not_valid_after_utc for certificate in path))


def _names(leaf: x509.Certificate) -> set[str]:
    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return {name.lower() for name in names.get_values_for_type(x509.DNSName)}


class Certificates:
    """Signing keys by the URL of their chains: fetched, verified, and kept for a while."""

    def __init__(self, trust: Trust, fetch: Fetch) -> None:
        self._trust = trust
        self._fetch = fetch
        self._lock = Lock()
        self._kept: OrderedDict[str, Signer] = OrderedDict()
        self._refused: OrderedDict[str, datetime] = OrderedDict()
        self._strange: deque[datetime] = deque(maxlen=_MAX_STRANGE_FETCHES)

    def get_key(self, url: str, now: datetime) -> RSAPublicKey:
        """The key of the chain at ``url``, if it is Alexa's now. Raises :class:`RequestRefused`."""
        address = normal_url(url)
        signer = self._find_kept(address, now)
        if signer is None:
            self._admit(address, now)
            signer = self._get_signer(address, now)
        return signer.key

    def _get_signer(self, address: str, now: datetime) -> Signer:
        try:
            signer = self._trust.check(read_chain(self._fetch(address)), now)
        except RequestRefused:
            with self._lock:
                _put(self._refused, address, now + _REFUSED_FOR, _MAX_REFUSED)
            raise
        kept = Signer(signer.key, min(signer.until, now + _KEPT_FOR))
        with self._lock:
            _put(self._kept, address, kept, _MAX_KEPT)
        return signer

    def _find_kept(self, address: str, now: datetime) -> Signer | None:
        with self._lock:
            signer = self._kept.get(address)
            if signer is None or signer.until < now:
                return None
            self._kept.move_to_end(address)
            return signer

    def _admit(self, address: str, now: datetime) -> None:
        """Lets a fetch go ahead, unless it just failed or strangers ask for too many."""
        with self._lock:
            if now < self._refused.get(address, now):
                raise CertificateMissing("the certificate was refused a moment ago")
            if address in self._kept:
                return
            full = len(self._strange) == _MAX_STRANGE_FETCHES
            if full and now - self._strange[0] < _STRANGE_FETCHES_PER:
                raise CertificateMissing("too many unknown certificates were asked for")
            self._strange.append(now)


def _put(cache: OrderedDict[str, _V], key: str, value: _V, limit: int) -> None:
    cache[key] = value
    cache.move_to_end(key)
    if len(cache) > limit:
        cache.popitem(last=False)
