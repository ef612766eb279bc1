"""An archive writes into its own folder alone, and whatever is wrong with it is told."""

from __future__ import annotations

import io
import random
import stat
import zipfile
from pathlib import Path

import pytest

from tests.voice_models.archives import FILES, NAME, zipped
from voice_models.errors import BrokenArchive
from voice_models.unpacking import unpack


def unpacked(content: bytes, tmp_path: Path) -> Path:
    """Unpacks into a folder beside which nothing may be written."""
    archive = tmp_path / "in" / "model.zip"
    archive.parent.mkdir()
    archive.write_bytes(content)
    (tmp_path / "out").mkdir()
    try:
        return unpack(archive, tmp_path / "out" / "fresh")
    finally:
        outside = {path.name for path in tmp_path.iterdir()} - {"in", "out"}
        assert not outside
        assert {path.name for path in (tmp_path / "out").iterdir()} <= {"fresh"}


def test_a_models_folder_comes_out_of_its_archive(tmp_path: Path) -> None:
    found = unpacked(zipped(FILES), tmp_path)
    assert found == tmp_path / "out" / "fresh" / NAME
    assert (found / "README").read_bytes() == FILES[f"{NAME}/README"]


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        f"{NAME}/../../evil",
        "/tmp/d-evil",
        "..\\evil",
        "C:\\evil",
        "C:/evil",
        f"{NAME}/am\\final.mdl",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(BrokenArchive, match="not safe"):
        unpacked(zipped({**FILES, name: b"!"}), tmp_path)
    assert not (tmp_path / "out" / "fresh").exists()


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO])
def test_links_and_devices_are_refused(kind: int, tmp_path: Path) -> None:
    made = io.BytesIO(zipped(FILES))
    with zipfile.ZipFile(made, "a") as archive:
        link = zipfile.ZipInfo(f"{NAME}/link")
        link.external_attr = (kind | 0o777) << 16
        archive.writestr(link, "/etc")
    with pytest.raises(BrokenArchive, match="not safe"):
        unpacked(made.getvalue(), tmp_path)


def test_a_truncated_archive_is_told_wherever_it_ends(tmp_path: Path) -> None:
    whole = zipped(FILES)
    for number, length in enumerate((0, 4, len(whole) // 2, len(whole) - 1)):
        folder = tmp_path / str(number)
        folder.mkdir()
        with pytest.raises(BrokenArchive):
            unpacked(whole[:length], folder)


def test_a_changed_byte_is_told_and_nothing_stays(tmp_path: Path) -> None:
    chance = random.Random(4)
    whole = zipped(FILES)
    for number in range(20):
        spoiled = bytearray(whole)
        at = chance.randrange(100, 80_000)  # within the first file's content
        spoiled[at] ^= 0xFF
        folder = tmp_path / str(number)
        folder.mkdir()
        with pytest.raises(BrokenArchive, match="CRC"):
            unpacked(bytes(spoiled), folder)
        assert not (folder / "out" / "fresh").exists()


def test_an_archive_that_would_fill_the_disk_is_refused_unopened(tmp_path: Path) -> None:
    bomb = zipped({**FILES, f"{NAME}/zeros": bytes(50_000_000)}, packed=True)
    assert len(bomb) < 100_000
    with pytest.raises(BrokenArchive, match="would become 50,"):
        unpacked(bomb, tmp_path)


def test_too_many_files_and_more_folders_than_one_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    with pytest.raises(BrokenArchive, match="1,003 files"):
        unpacked(zipped({**FILES, **{f"{NAME}/{n}": b"" for n in range(1_000)}}), tmp_path / "a")
    with pytest.raises(BrokenArchive, match="2 folders"):
        unpacked(zipped({**FILES, "other/README": b""}), tmp_path / "b")


def test_a_file_that_comes_twice_is_refused(tmp_path: Path) -> None:
    made = io.BytesIO(zipped(FILES))
    with zipfile.ZipFile(made, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(f"{NAME}/README", "again")
    with pytest.raises(BrokenArchive, match="exists"):
        unpacked(made.getvalue(), tmp_path)


def test_an_archive_of_something_else_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(BrokenArchive, match=r"no model.*final\.mdl"):
        unpacked(zipped({"photos/cat.jpg": b"a cat"}), tmp_path)
    assert not (tmp_path / "out" / "fresh").exists()
