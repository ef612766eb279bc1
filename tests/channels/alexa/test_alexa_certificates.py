from datetime import UTC, datetime, timedelta

import pytest

from skill.channels.alexa.certificates import Certificates, Trust, read_chain, trusted_roots
from skill.channels.alexa.errors import CertificateMissing, CertificateRefused
from skill.channels.alexa.signing import Authority
from tests.channels.alexa.alexa_requests import PROTOCOL

AMAZONS = PROTOCOL / "samples" / "alexa" / "echo-api-cert-7.pem"
FOLDER = "https://s3.amazonaws.com/echo.api/"
NOW = datetime.now(UTC)


class Counted:
    """A fetch that counts, and knows the chain of one address."""

    def __init__(self, authority, good=FOLDER + "good.pem"):
        self.authority, self.good, self.urls = authority, good, []

    def __call__(self, url):
        self.urls.append(url)
        return self.authority.chain_pem if url == self.good else b"garbage"


@pytest.fixture
def fetch(authority):
    return Counted(authority)


@pytest.fixture
def certificates(authority, fetch):
    return Certificates(Trust([authority.root]), fetch)


@pytest.mark.skipif(not AMAZONS.exists(), reason="Amazon's old chain is not at hand")
class TestAmazonsOwnChain:
    """It holds four certificates: the leaf, its issuer, and two cross-signed roots."""

    chain = read_chain(AMAZONS.read_bytes()) if AMAZONS.exists() else None

    def test_it_was_trusted_in_its_time(self):
        moment = datetime(2019, 12, 1, tzinfo=UTC)
        signer = Trust(trusted_roots()).check(self.chain, moment)

        assert signer.key == self.chain.leaf.public_key()
        assert signer.until == self.chain.leaf.not_valid_after_utc

    def test_the_time_counts_in_any_time_zone(self):
        trust, last = Trust(trusted_roots()), self.chain.leaf.not_valid_after_utc
        east = (last - timedelta(hours=1)).astimezone(datetime.now().astimezone().tzinfo)

        assert trust.check(self.chain, east)
        with pytest.raises(CertificateRefused):
            trust.check(self.chain, last + timedelta(seconds=1))

    def test_it_is_refused_today(self):
        with pytest.raises(CertificateRefused, match="not trusted"):
            Trust(trusted_roots()).check(self.chain, NOW)

    def test_it_is_refused_without_its_root(self, authority):
        with pytest.raises(CertificateRefused, match="not trusted"):
            Trust([authority.root]).check(self.chain, datetime(2019, 12, 1, tzinfo=UTC))


def test_a_chain_is_fetched_once(certificates, fetch):
    for _ in range(3):
        certificates.get_key(fetch.good, NOW)

    assert fetch.urls == [fetch.good]


def test_a_chain_is_fetched_again_after_some_hours(certificates, fetch):
    certificates.get_key(fetch.good, NOW)
    certificates.get_key(fetch.good, NOW + timedelta(hours=13))

    assert len(fetch.urls) == 2


def test_a_chain_is_not_kept_beyond_its_expiry(authority):
    brief = Authority(
        starts=NOW - timedelta(hours=1),
        lasts=timedelta(hours=2),
        leaf_key=authority.leaf_key,
    )
    fetch = Counted(brief)
    certificates = Certificates(Trust([brief.root]), fetch)
    certificates.get_key(fetch.good, NOW)

    with pytest.raises(CertificateRefused, match="not trusted"):
        certificates.get_key(fetch.good, NOW + timedelta(hours=2))
    assert len(fetch.urls) == 2


def test_a_refused_chain_is_not_fetched_again_at_once(certificates, fetch):
    bad = FOLDER + "bad.pem"
    for _ in range(3):
        with pytest.raises(CertificateRefused):
            certificates.get_key(bad, NOW)
    assert fetch.urls == [bad]

    with pytest.raises(CertificateRefused):
        certificates.get_key(bad, NOW + timedelta(seconds=31))
    assert fetch.urls == [bad, bad]


def test_strangers_can_make_us_fetch_only_so_often(certificates, fetch):
    for number in range(100):
        with pytest.raises(CertificateRefused):
            certificates.get_key(f"{FOLDER}{number}.pem", NOW)
    assert len(fetch.urls) == 20

    with pytest.raises(CertificateMissing, match="too many"):
        certificates.get_key(fetch.good, NOW)
    assert certificates.get_key(fetch.good, NOW + timedelta(seconds=61))


def test_a_known_chain_is_fetched_again_whatever_strangers_do(certificates, fetch):
    certificates.get_key(fetch.good, NOW)
    later = NOW + timedelta(hours=13)
    for number in range(30):
        with pytest.raises(CertificateRefused):
            certificates.get_key(f"{FOLDER}{number}.pem", later)

    assert certificates.get_key(fetch.good, later)


def test_what_is_remembered_is_bounded(authority):
    certificates = Certificates(Trust([authority.root]), authority.fetch)
    for number in range(600):
        moment = NOW + timedelta(minutes=number)
        certificates.get_key(f"{FOLDER}good-{number}.pem", moment)
        certificates._fetch = lambda _: b"garbage"
        with pytest.raises(CertificateRefused):
            certificates.get_key(f"{FOLDER}bad-{number}.pem", moment)
        certificates._fetch = authority.fetch

    assert len(certificates._kept) == 8
    assert len(certificates._refused) == 256
    assert len(certificates._strange) == 20
