"""Where feeds come from: files, packed ones, standard input, and servers."""

from __future__ import annotations

import gzip
import io
import sys
import zipfile
from pathlib import Path

import pytest

from fulfillment.feeds import FeedBroken, FeedUnreachable
from fulfillment.feeds.source import open_source
from tests.fulfillment.feeds.server import Server, running_server

FEED = b"id,title,price\n" + b"1,Tea,2.00\n" * 1000


def _read(where: str, **options: object) -> bytes:
    with open_source(where, **options) as source:  # type: ignore[arg-type]
        parts = iter(lambda: source.stream.read(1000), b"")
        return b"".join(parts)


def _zipped(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


def test_a_file_is_read_packed_or_not(tmp_path: Path) -> None:
    path = tmp_path / "feed"
    for data in (FEED, gzip.compress(FEED), _zipped(feed=FEED)):
        path.write_bytes(data)
        assert _read(str(path)) == FEED


def test_standard_input_is_read_packed_or_not(monkeypatch: pytest.MonkeyPatch) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    for data in (FEED, gzip.compress(FEED), _zipped(feed=FEED)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Pipe(data)))
        assert _read("-") == FEED


def test_an_archive_holds_one_file(tmp_path: Path) -> None:
    path = tmp_path / "feed.zip"
    for data in (_zipped(), _zipped(a=b"", b=b""), b"PK\x03\x04 and no more"):
        path.write_bytes(data)
        with pytest.raises(FeedUnreachable, match="archive"):
            _read(str(path))


def test_a_packed_file_that_breaks_off_is_broken(tmp_path: Path) -> None:
    path = tmp_path / "feed.gz"
    path.write_bytes(gzip.compress(FEED)[:-20])
    with pytest.raises(FeedBroken, match="damaged or breaks off"):
        _read(str(path))


def test_a_packed_file_does_not_unfold_without_bounds(tmp_path: Path) -> None:
    path = tmp_path / "feed.gz"
    path.write_bytes(gzip.compress(b"\0" * 10_000_000))
    with pytest.raises(FeedBroken, match="longer than"):
        _read(str(path), most=1_000_000)


@pytest.mark.parametrize(
    "where", ["nowhere.csv", "http://x.test/f", "file:///etc/passwd", "ftp://x"]
)
def test_what_cannot_be_read_is_said_so(where: str) -> None:
    with pytest.raises(FeedUnreachable):
        _read(where)


def test_a_server_is_asked_over_tls_alone(tmp_path: Path) -> None:
    with running_server(Server(FEED), tmp_path) as (url, tls):
        assert _read(f"{url}/feed", tls=tls) == FEED
        with pytest.raises(FeedUnreachable, match="certificate"):
            _read(f"{url}/feed")


def test_a_server_says_when_it_has_nothing_newer(tmp_path: Path) -> None:
    with running_server(Server(FEED), tmp_path) as (url, tls):
        with open_source(f"{url}/feed", tls=tls) as source:
            assert (source.etag, source.total, source.unchanged) == ('"one"', len(FEED), False)
        with open_source(f"{url}/feed", etag='"one"', tls=tls) as source:
            assert source.unchanged
        with open_source(f"{url}/feed", etag='"other"', tls=tls) as source:
            assert not source.unchanged


def test_redirects_are_few_and_stay_with_tls(tmp_path: Path) -> None:
    with running_server(Server(FEED), tmp_path) as (url, tls):
        assert _read(f"{url}/moved", tls=tls) == FEED
        for path in ("loop", "plain", "local"):
            with pytest.raises(FeedUnreachable):
                _read(f"{url}/{path}", tls=tls)


def test_an_error_and_a_download_that_breaks_off_are_told(tmp_path: Path) -> None:
    with running_server(Server(FEED), tmp_path) as (url, tls):
        with pytest.raises(FeedUnreachable, match="404"):
            _read(f"{url}/nothing", tls=tls)
        with pytest.raises(FeedBroken, match="breaks off"):
            _read(f"{url}/short", tls=tls)
