"""Where an archive's bytes come from: its publisher's site, a mirror of it, or a folder."""

from __future__ import annotations

import http.client
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Protocol

import certifi

from voice_models.errors import FetchFailed, WrongArchive
from voice_models.listed import Model

_SILENCE_S = 30.0  # the longest wait for the next bytes
# Answers that another try may not get: too many requests, and what servers say of themselves.
_PASSING = {408, 425, 429, 500, 502, 503, 504}
_PAST_THE_END = 416


class Interrupted(Exception):  # noqa: N818 - nothing is wrong yet: another try may do
    """The bytes stopped coming."""


class Source(Protocol):
    """Bytes of one archive."""

    def open(self, start: int) -> Any:
        """A context of (where the bytes begin, a file of them): at ``start``, or at 0.

        Raises Interrupted, FetchFailed, WrongArchive.
        """
        ...


def source_of(model: Model, mirror: str) -> Source:
    """The archive at its publisher's, or where a mirror (a URL or a folder) has it."""
    if not mirror:
        return Site(model.url)
    if mirror.startswith(("http://", "https://")):
        return Site(f"{mirror.rstrip('/')}/{model.name}.zip")
    return Folder(Path(mirror).expanduser() / f"{model.name}.zip")


class Folder:
    """A file, such as on a memory stick."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __str__(self) -> str:
        return str(self._path)

    @contextmanager
    def open(self, start: int) -> Iterator[tuple[int, IO[bytes]]]:
        """See Source."""
        if not self._path.is_file():
            raise FetchFailed(f"{self._path} is not there: the mirror's folder must hold it")
        with self._path.open("rb") as file:
            file.seek(start)
            yield start, file


class Site:
    """A URL; servers that know no ranges begin again."""

    def __init__(self, url: str) -> None:
        self._url = url
        trusted = ssl.create_default_context()
        trusted.load_verify_locations(certifi.where())
        over_tls = urllib.request.HTTPSHandler(context=trusted)
        self._opener = urllib.request.build_opener(over_tls, _NoLessSafe())

    def __str__(self) -> str:
        return self._url

    @contextmanager
    def open(self, start: int) -> Iterator[tuple[int, IO[bytes]]]:
        """See Source."""
        headers = {"Accept-Encoding": "identity", "User-Agent": "costermonger"}
        if start:
            headers["Range"] = f"bytes={start}-"
        request = urllib.request.Request(self._url, headers=headers)  # noqa: S310 - http(s) alone
        try:
            with self._opener.open(request, timeout=_SILENCE_S) as answer:
                yield _begins(answer, start), answer
        except urllib.error.HTTPError as error:
            with error:
                self._refused(error.code)
        except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
            reason = getattr(error, "reason", "") or error
            raise Interrupted(f"{self._url}: {reason}") from error

    def _refused(self, status: int) -> None:
        told = f"{self._url} answers {status} {http.client.responses.get(status, '')}".strip()
        if status in _PASSING:
            raise Interrupted(told)
        if status == _PAST_THE_END:
            raise WrongArchive(f"{self._url} has fewer bytes than are listed")
        raise FetchFailed(told)


def _begins(answer: Any, start: int) -> int:
    """Where the bytes of an answer begin: a server may not know ranges, or send another."""
    if answer.status != http.HTTPStatus.PARTIAL_CONTENT:
        return 0
    said = answer.headers.get("Content-Range", "")
    if not said.startswith(f"bytes {start}-"):
        raise FetchFailed(f"{answer.url} sends {said or 'no range'} when asked for {start}-")
    return start


class _NoLessSafe(urllib.request.HTTPRedirectHandler):
    """Follows a redirect from https to https alone."""

    def redirect_request(
        self, req: urllib.request.Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        if req.full_url.startswith("https://") and not newurl.startswith("https://"):
            raise FetchFailed(f"{req.full_url} leads to {newurl}, which is not safe")
        return super().redirect_request(req, fp, code, msg, headers, newurl)
