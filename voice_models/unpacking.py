"""An archive becomes a model's folder, and writes nowhere else."""

from __future__ import annotations

import os
import shutil
import stat
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from voice_models.errors import BrokenArchive, NoRoom
from voice_models.places import NEEDED, is_model

_PIECE = 1 << 20
_MOST_FILES = 1_000  # a model has about twenty
# How much more the files may be than their archive; those of models are up to three times it.
_MOST_TIMES = 20
_PLAIN = {0, stat.S_IFREG, stat.S_IFDIR}
_ENCRYPTED = 0x1
# What zipfile raises where an archive is damaged, and the disk where two members have one name.
_BROKEN: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
)
_BROKEN += (FileExistsError, IsADirectoryError, NotADirectoryError)


def unpack(archive: Path, folder: Path) -> Path:
    """Unpacks a model's archive below a new folder; returns the one folder that is in it.

    Nothing stays of what fails. Raises BrokenArchive, NoRoom.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            top = _checked(opened.infolist(), archive)
            _check_room(folder.parent, sum(each.file_size for each in opened.infolist()))
            _extract(opened, folder)
    except _BROKEN as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise BrokenArchive(f"{archive.name}: {error}") from error
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise NoRoom(f"{folder.parent}: {error.strerror or error}") from error
    if not is_model(folder / top):
        shutil.rmtree(folder)
        raise BrokenArchive(f"{archive.name} is no model: it lacks {NEEDED[0][0]} and the like")
    return folder / top


def _checked(members: Sequence[zipfile.ZipInfo], archive: Path) -> str:
    """The one folder that all members lie in."""
    if not members or len(members) > _MOST_FILES:
        raise BrokenArchive(f"{archive.name} holds {len(members):,} files")
    unpacked = sum(member.file_size for member in members)
    if unpacked > _MOST_TIMES * archive.stat().st_size:
        raise BrokenArchive(f"{archive.name} would become {unpacked:,} bytes")
    for member in members:
        if not _is_safe(member):
            raise BrokenArchive(f"{archive.name} holds {member.filename!r}, which is not safe")
    tops = {PurePosixPath(member.filename).parts[0] for member in members}
    if len(tops) > 1:
        raise BrokenArchive(f"{archive.name} holds {len(tops)} folders where a model is one")
    return tops.pop()


def _is_safe(member: zipfile.ZipInfo) -> bool:
    """Whether a member is a plain file or folder below the archive's own."""
    # zipfile would mend such names instead: whoever wrote them meant something else.
    path = PurePosixPath(member.orig_filename)
    odd = any(mark in member.orig_filename for mark in ("\\", ":", "\0"))
    inside = bool(path.parts) and not path.is_absolute() and ".." not in path.parts
    plain = stat.S_IFMT(member.external_attr >> 16) in _PLAIN
    return inside and plain and not odd and not member.flag_bits & _ENCRYPTED


def _check_room(folder: Path, wanted: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < wanted:
        raise NoRoom(f"{folder}: {wanted:,} bytes are needed and {free:,} are free")


def _extract(opened: zipfile.ZipFile, folder: Path) -> None:
    for member in opened.infolist():
        path = folder / member.filename
        if member.is_dir():
            path.mkdir(parents=True, exist_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        # A second member of the same name is refused: "x".
        with opened.open(member) as packed, path.open("xb") as file:
            shutil.copyfileobj(packed, file, _PIECE)
            file.flush()
            os.fsync(file.fileno())
