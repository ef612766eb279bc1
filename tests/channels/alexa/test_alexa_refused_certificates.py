"""A chain of certificates that is not Alexa's, or cannot be had, means 400."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from skill.channels.alexa.errors import CertificateMissing
from skill.channels.alexa.signing import Authority
from skill.channels.alexa.verify import CHAIN_URL_HEADER

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://s3.amazonaws.com/echo.api/c.pem", "not https"),
        ("ftp://s3.amazonaws.com/echo.api/c.pem", "not https"),
        ("file:///echo.api/c.pem", "not https"),
        ("https://s3.amazonaws.com.evil.example/echo.api/c.pem", "another host"),
        ("https://evil.example/echo.api/c.pem", "another host"),
        ("https://s3.amazonaws.com@evil.example/echo.api/c.pem", "another host"),
        ("https:///echo.api/c.pem", "another host"),
        ("https://s3.amazonaws.com:563/echo.api/c.pem", "another port"),
        ("https://s3.amazonaws.com:99999/echo.api/c.pem", "another port"),
        ("https://s3.amazonaws.com:port/echo.api/c.pem", "another port"),
        ("https://s3.amazonaws.com/EcHo.aPi/c.pem", "another path"),
        ("https://s3.amazonaws.com/invalid.path/c.pem", "another path"),
        ("https://s3.amazonaws.com/echo.api/../evil/c.pem", "another path"),
        ("https://s3.amazonaws.com/echo.api/%2e%2e/evil/c.pem", "another path"),
        ("https://s3.amazonaws.com/echo.api/..\\evil\\c.pem", "another path"),
        ("https://s3.amazonaws.com//echo.api/c.pem", "another path"),
        ("https://s3.amazonaws.com/echo.api", "another path"),
        ("https://s3.amazonaws.com", "another path"),
        ("https://user@s3.amazonaws.com/echo.api/c.pem", "more than a path"),
        ("https://s3.amazonaws.com/echo.api/c.pem?x=1", "more than a path"),
        ("https://s3.amazonaws.com/echo.api/c.pem#x", "more than a path"),
        ("https://[s3.amazonaws.com/echo.api/c.pem", "no URL"),
        ("https://s3.amazonaws.com/echo.api/a\tb.pem", "no URL"),
        ("https://s3.amazonaws.com/echo.api/" + "a" * 1_000, "no URL"),
        ("garbage", "not https"),
    ],
)
def test_a_certificate_from_elsewhere_is_not_even_fetched(url, reason, refuse, authority, body):
    headers = authority.headers(body) | {CHAIN_URL_HEADER: url}

    refuse(body, headers, reason=reason, fetch=lambda _: pytest.fail("it was fetched"))


@pytest.mark.parametrize(
    "url",
    [
        "https://s3.amazonaws.com/echo.api/echo-api-cert.pem",
        "https://s3.amazonaws.com:443/echo.api/echo-api-cert.pem",
        "https://s3.amazonaws.com/echo.api/../echo.api/echo-api-cert.pem",
        "HTTPS://S3.AmazonAWS.com/echo.api/echo-api-cert.pem",
    ],
)
def test_amazons_own_examples_of_urls_are_fetched_from_one_address(url, endpoint, authority, body):
    fetched = []

    def fetch(address):
        fetched.append(address)
        return authority.chain_pem

    headers = authority.headers(body) | {CHAIN_URL_HEADER: url}
    answer = endpoint(fetch=fetch).post("/alexa", data=body, headers=headers)

    assert answer.status_code == 200
    assert fetched == ["https://s3.amazonaws.com/echo.api/echo-api-cert.pem"]


def other(authority, **changes):
    """The same authority with another certificate."""
    return Authority(root_key=authority.root_key, leaf_key=authority.leaf_key, **changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "echo-api.example.com"},
        {"starts": datetime.now(UTC) - 60 * DAY},
        {"starts": datetime.now(UTC) + DAY},
    ],
    ids=["another name", "expired", "not yet valid"],
)
def test_a_certificate_that_does_not_hold_is_refused(changes, refuse, authority, body):
    wrong = other(authority, **changes)

    refuse(body, fetch=wrong.fetch, roots=[wrong.root], reason="not trusted")


def test_a_wildcard_certificate_is_refused(refuse, authority, body):
    wildcard = other(authority, name="*.amazon.com")

    refuse(body, fetch=wildcard.fetch, roots=[wildcard.root], reason="not Alexa's")


def test_a_chain_to_an_unknown_root_is_refused(refuse, body):
    stranger = Authority()

    refuse(body, stranger.headers(body), fetch=stranger.fetch, reason="not trusted")


def test_a_self_signed_certificate_is_refused(refuse, authority, body):
    leaf = authority.leaf
    draft = (
        x509.CertificateBuilder()
        .subject_name(leaf.subject)
        .issuer_name(leaf.subject)
        .public_key(leaf.public_key())
        .serial_number(leaf.serial_number)
        .not_valid_before(leaf.not_valid_before_utc)
        .not_valid_after(leaf.not_valid_after_utc)
    )
    for extension in leaf.extensions:
        draft = draft.add_extension(extension.value, critical=extension.critical)
    pem = draft.sign(authority.leaf_key, SHA256()).public_bytes(Encoding.PEM)

    refuse(body, fetch=lambda _: pem, reason="not trusted")


@pytest.mark.parametrize(
    ("pem", "reason"),
    [
        (b"", "no PEM"),
        (b"<Error><Code>NoSuchKey</Code></Error>", "no PEM"),
        (b"\x00\xff" * 100, "no PEM"),
        (b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "no PEM"),
        (b"-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n", "no PEM"),
        (b"a" * 65_537, "too long"),
    ],
)
def test_a_garbage_certificate_is_refused(pem, reason, refuse, body):
    refuse(body, fetch=lambda _: pem, reason=reason)


def test_a_certificate_that_cannot_be_fetched_in_time_is_refused(refuse, body):
    def fetch(_):
        raise CertificateMissing("the certificate could not be fetched")

    refuse(body, fetch=fetch, reason="could not be fetched")
