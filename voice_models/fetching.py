"""A model's archive is fetched, checked and unpacked; a folder of models holds whole ones only.

What has come of an archive stays when the bytes stop coming, and the next try goes on from there.
An archive is unpacked once its sums are right, beside where it will be, and then moved there.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import IO

from voice_models.errors import FetchFailed, NoRoom, WrongArchive
from voice_models.listed import Model
from voice_models.places import is_model
from voice_models.source import Interrupted, Source, source_of
from voice_models.unpacking import unpack

_PIECE = 1 << 16
_TRIES = 5  # in a row that bring nothing
_WORK = ".fetching"
_PINS = ".sums.json"

Progress = Callable[[int, int], None]


def _unheard(done: int, total: int) -> None:
    """Tells nobody how far it is."""


def fetch(
    model: Model,
    folder: Path,
    mirror: str = "",
    progress: Progress = _unheard,
    wait: Callable[[float], None] = time.sleep,
) -> Path:
    """The folder of a model, which is fetched where it is not there yet.

    ``mirror`` is a URL or a folder with the archives; "" for their publisher. ``progress`` hears
    how many bytes of how many have come. Raises FetchFailed, WrongArchive, BrokenArchive, NoRoom.
    """
    target = folder / model.name
    if is_model(target):
        return target
    work = folder / _WORK
    try:
        work.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NoRoom(f"{folder}: {error.strerror}") from error
    part = work / f"{model.name}.zip.part"
    with _alone(part):
        if is_model(target):
            return target
        _download_checked(model, source_of(model, mirror), part, folder, progress, wait)
        fresh = work / model.name
        shutil.rmtree(fresh, ignore_errors=True)
        unpacked = unpack(part, fresh)
        # What is there is no model, else it would have been taken.
        shutil.rmtree(target, ignore_errors=True)
        unpacked.rename(target)
        shutil.rmtree(fresh, ignore_errors=True)
        part.unlink()
    return target


def kept_sum(model: Model, folder: Path) -> str:
    """The SHA-256 that an archive must have: the listed one, else that of the first fetched."""
    return model.sha256 or _kept(folder).get(model.name, "")


def _download_checked(
    model: Model,
    source: Source,
    part: Path,
    folder: Path,
    progress: Progress,
    wait: Callable[[float], None],
) -> None:
    # What an earlier fetch left may be of another archive: then once more, from the start.
    begun = part.stat().st_size > 0
    for last in (False, True) if begun else (True,):
        try:
            _download(model, source, part, progress, wait)
            _check(model, part, folder)
        except WrongArchive:
            _empty(part)
            if last:
                raise
        else:
            return


def _download(
    model: Model, source: Source, part: Path, progress: Progress, wait: Callable[[float], None]
) -> None:
    """Brings the file to its full length. Raises FetchFailed, WrongArchive, NoRoom."""
    in_vain, most = 0, part.stat().st_size
    while (have := part.stat().st_size) != model.size_bytes:
        if have > model.size_bytes:
            _empty(part)
            have = 0
        try:
            _take_more(source, part, have, model.size_bytes, progress)
            told = f"{source}: the connection was cut"
        except Interrupted as interrupted:
            told = str(interrupted)
        if (now := part.stat().st_size) == model.size_bytes:
            return
        # A server that knows no ranges begins again: what counts is to come further than before.
        in_vain, most = (0, now) if now > most else (in_vain + 1, most)
        if in_vain == _TRIES:
            raise FetchFailed(f"{told}; {now:,} bytes are kept, and the next fetch goes on there")
        wait(2.0**in_vain / 2)


def _take_more(source: Source, part: Path, have: int, size_bytes: int, progress: Progress) -> None:
    with source.open(have) as (begins, bytes_of), part.open("r+b") as file:
        file.seek(begins)
        file.truncate()
        done = begins
        progress(done, size_bytes)
        while block := bytes_of.read(_PIECE):
            done += len(block)
            if done > size_bytes:
                raise WrongArchive(f"{source} has more than the {size_bytes:,} bytes listed")
            _write(file, block)
            progress(done, size_bytes)


def _write(file: IO[bytes], block: bytes) -> None:
    try:
        file.write(block)
        file.flush()
    except OSError as error:
        raise NoRoom(f"{file.name}: {error.strerror}") from error


def _check(model: Model, part: Path, folder: Path) -> None:
    """Compares the sums that are known, and keeps that of an archive whose SHA-256 is not."""
    found = _sum(part, "sha256")
    wanted = kept_sum(model, folder)
    if wanted and found != wanted:
        whose = "listed" if model.sha256 else "of the archive fetched first"
        raise WrongArchive(f"{model.name}: its SHA-256 is {found}, that {whose} {wanted}")
    if not model.sha256 and model.md5 and (other := _sum(part, "md5")) != model.md5:
        raise WrongArchive(f"{model.name}: its MD5 is {other}, that listed {model.md5}")
    if not wanted:
        kept = {**_kept(folder), model.name: found}
        text = json.dumps(kept, indent=1, sort_keys=True) + "\n"
        _replace(folder / _PINS, text)


def _sum(path: Path, kind: str) -> str:
    with path.open("rb") as file:
        # The MD5 tells a damaged archive from a whole one; it is no protection.
        made = hashlib.file_digest(file, lambda: hashlib.new(kind, usedforsecurity=False))
    return made.hexdigest()


def _kept(folder: Path) -> dict[str, str]:
    path = folder / _PINS
    if not path.is_file():
        return {}
    try:
        kept: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise FetchFailed(f"{path} cannot be read ({error}): mend or delete it") from error
    return kept


def _replace(path: Path, text: str) -> None:
    beside = path.with_suffix(".new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def _empty(part: Path) -> None:
    os.truncate(part, 0)


@contextmanager
def _alone(part: Path) -> Iterator[None]:
    """Makes the file, and holds off who else would fetch into it. Raises FetchFailed."""
    with part.open("ab") as file:
        try:
            fcntl = import_module("fcntl")
        except ImportError:  # there is none on Windows: two at once would end in a wrong sum
            yield
            return
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise FetchFailed(f"{part.stem} is being fetched by another process") from error
        yield
