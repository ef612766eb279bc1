"""Where a feed comes from: a file, standard input or the web, packed or not; a stream of bytes."""

from __future__ import annotations

import gzip
import io
import shutil
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from ssl import SSLContext
from typing import IO, Protocol

from fulfillment.feeds.download import Download
from fulfillment.feeds.errors import FeedBroken, FeedUnreachable

# More than ten million products; a packed file that unfolds to more is a trap.
MOST_BYTES = 16 * 2**30
# The second mark of an archive is that of an empty one.
_GZIP, _ZIP = b"\x1f\x8b", (b"PK\x03\x04", b"PK\x05\x06")


class Readable(Protocol):
    """A stream of bytes that is read from its beginning to its end."""

    def read(self, size: int, /) -> bytes:
        """At most ``size`` bytes; none at the end. Raises :class:`FeedBroken`."""
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """An open feed: unpacked bytes; ``read`` of ``total`` (None: nobody knows) of the packed ones.

    ``etag`` is what its server calls this version of it. ``unchanged`` says that the server has
    nothing newer than the version that was asked about: there is nothing to read.
    """

    stream: Readable
    read: Callable[[], int]
    total: int | None
    etag: str = ""
    unchanged: bool = False


class Counted(io.RawIOBase):
    """Counts what is read of a stream, and stops at ``most`` bytes."""

    def __init__(self, stream: Readable, most: int) -> None:
        self._stream = stream
        self._most = most
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed is wider
        """Fill ``buffer``; 0 at the end. Raises :class:`FeedBroken`."""
        try:
            data = self._stream.read(len(buffer))
        except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile) as error:
            raise FeedBroken(0, f"the packed file is damaged or breaks off ({error})") from error
        self.count += len(data)
        if self.count > self._most:
            raise FeedBroken(0, f"it is longer than {self._most} bytes")
        buffer[: len(data)] = data
        return len(data)


@contextmanager
def open_source(
    where: str, *, etag: str = "", tls: SSLContext | None = None, most: int = MOST_BYTES
) -> Iterator[Source]:
    """The feed at a path, an https URL, or ``-`` for standard input; .gz and .zip are unpacked.

    ``etag`` asks a server whether it has anything newer. Raises :class:`FeedUnreachable`.
    """
    with ExitStack() as stack:
        if "://" in where:
            download = stack.enter_context(Download.open(where, etag=etag, tls=tls))
            raw: Readable = download
            total, tag, unchanged = download.total, download.etag, download.unchanged
        else:
            raw, total = stack.enter_context(_local(where))
            tag, unchanged = "", False
        packed = Counted(raw, most)
        stream = Counted(_unpacked(packed, raw, stack), most)
        yield Source(io.BufferedReader(stream, 2**16), lambda: packed.count, total, tag, unchanged)


@contextmanager
def _local(where: str) -> Iterator[tuple[IO[bytes], int | None]]:
    if where == "-":
        yield sys.stdin.buffer, None
        return
    path = Path(where)
    if not path.is_file():
        raise FeedUnreachable(f"there is no file {where}")
    try:
        with path.open("rb") as file:
            yield file, path.stat().st_size
    except PermissionError as error:
        raise FeedUnreachable(f"{where} may not be read") from error


def _unpacked(packed: Counted, raw: Readable, stack: ExitStack) -> Readable:
    buffered = io.BufferedReader(packed, 2**16)
    head = buffered.peek(4)[:4]
    if head.startswith(_GZIP):
        return gzip.GzipFile(fileobj=buffered)
    if head not in _ZIP:
        return buffered
    if not isinstance(raw, io.BufferedReader) or not raw.seekable():
        # An archive is read from its end.
        kept = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
        shutil.copyfileobj(buffered, kept)
        return _only_member(kept, stack)
    return _only_member(raw, stack)


def _only_member(file: IO[bytes], stack: ExitStack) -> Readable:
    file.seek(0)
    try:
        archive = stack.enter_context(zipfile.ZipFile(file))
        # macOS puts a twin beside each file.
        names = [
            info
            for info in archive.infolist()
            if not info.is_dir() and not info.filename.startswith("__MACOSX/")
        ]
        if len(names) != 1:
            raise FeedUnreachable(f"the archive holds {len(names)} files, not one")
        return stack.enter_context(archive.open(names[0]))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise FeedUnreachable(f"the archive cannot be opened: {error}") from error
