"""Archives come whole or not at all, from a server that cuts connections and from a folder."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.voice_models.archives import FILES, NAME, listed, zipped
from tests.voice_models.publisher import Publisher, published
from voice_models.errors import FetchFailed, NoRoom, WrongArchive
from voice_models.fetching import fetch, kept_sum
from voice_models.listed import Model
from voice_models.places import is_model

_ZIP = zipped(FILES)


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    """A server with one archive."""
    with published({f"/models/{NAME}.zip": _ZIP}) as server:
        yield server


@pytest.fixture
def model(publisher: Publisher) -> Model:
    """The archive, as it is listed."""
    return listed(_ZIP, f"{publisher.url}/models/{NAME}.zip")


def brought(model: Model, folder: Path, mirror: str = "") -> Path:
    """Fetches without waiting between tries."""
    return fetch(model, folder, mirror, wait=lambda seconds: None)


def left(folder: Path) -> set[str]:
    """All files in a folder of models."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def part(folder: Path) -> Path:
    """What has come of the archive so far."""
    return folder / ".fetching" / f"{NAME}.zip.part"


def test_a_model_is_fetched_checked_and_unpacked(
    publisher: Publisher, model: Model, tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []
    found = fetch(model, tmp_path, progress=lambda done, total: told.append((done, total)))
    assert found == tmp_path / NAME
    assert left(tmp_path) == set(FILES)
    assert all((tmp_path / name).read_bytes() == content for name, content in FILES.items())
    assert told[0] == (0, len(_ZIP))
    assert told[-1] == (len(_ZIP), len(_ZIP))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert publisher.asked == [""]


def test_what_is_there_is_not_fetched_again(
    publisher: Publisher, model: Model, tmp_path: Path
) -> None:
    brought(model, tmp_path)
    assert brought(model, tmp_path) == tmp_path / NAME
    assert len(publisher.asked) == 1


def test_a_cut_connection_is_taken_up_where_it_ended(
    publisher: Publisher, model: Model, tmp_path: Path
) -> None:
    publisher.cut = [40_000, 0, 25_000]
    brought(model, tmp_path)
    assert publisher.asked == ["", "bytes=40000-", "bytes=40000-", "bytes=65000-"]
    assert left(tmp_path) == set(FILES)


def test_a_server_that_knows_no_ranges_begins_again(
    publisher: Publisher, model: Model, tmp_path: Path
) -> None:
    publisher.ranges, publisher.cut = False, [40_000, 70_000]
    brought(model, tmp_path)
    assert left(tmp_path) == set(FILES)


def test_what_has_come_is_kept_for_the_next_fetch(
    publisher: Publisher, model: Model, tmp_path: Path
) -> None:
    publisher.cut = [40_000, 0, 0, 0, 0, 0]
    with pytest.raises(FetchFailed, match="40,000 bytes are kept"):
        brought(model, tmp_path)
    assert not (tmp_path / NAME).exists()
    assert part(tmp_path).read_bytes() == _ZIP[:40_000]
    brought(model, tmp_path)
    assert publisher.asked[-1] == "bytes=40000-"
    assert left(tmp_path) == set(FILES)


def test_a_server_that_is_busy_is_asked_again_with_longer_waits(
    publisher: Publisher, model: Model, tmp_path: Path
) -> None:
    publisher.statuses = [503, 429, 500]
    waits: list[float] = []
    fetch(model, tmp_path, wait=waits.append)
    assert waits == [1.0, 2.0, 4.0]


def test_an_archive_that_is_not_there_is_told_at_once(
    publisher: Publisher, model: Model, tmp_path: Path
) -> None:
    with pytest.raises(FetchFailed, match="404"):
        brought(replace(model, url=f"{publisher.url}/gone.zip"), tmp_path)
    assert len(publisher.asked) == 1


def test_no_server_at_all_is_told_with_its_url(model: Model, tmp_path: Path) -> None:
    with published({}) as gone:
        url = gone.url
    with pytest.raises(FetchFailed, match=r"http://127\.0\.0\.1.*refused"):
        brought(replace(model, url=f"{url}/models/{NAME}.zip"), tmp_path)


def test_another_archive_than_the_listed_one_is_refused_and_thrown_away(
    publisher: Publisher, model: Model, tmp_path: Path
) -> None:
    publisher.files[f"/models/{NAME}.zip"] = _ZIP[:-1] + b"?"
    with pytest.raises(WrongArchive, match="SHA-256"):
        brought(model, tmp_path)
    assert not (tmp_path / NAME).exists()
    assert part(tmp_path).stat().st_size == 0


def test_more_or_fewer_bytes_than_listed_are_refused(
    publisher: Publisher, model: Model, tmp_path: Path
) -> None:
    with pytest.raises(WrongArchive, match="more than"):
        brought(replace(model, size_bytes=len(_ZIP) - 1), tmp_path)
    with pytest.raises(WrongArchive, match="fewer"):
        brought(replace(model, size_bytes=len(_ZIP) + 1), tmp_path)
    assert not (tmp_path / NAME).exists()


def test_a_rest_of_another_archive_is_begun_anew(
    publisher: Publisher, model: Model, tmp_path: Path
) -> None:
    part(tmp_path).parent.mkdir()
    part(tmp_path).write_bytes(b"of an older version" * 100)
    brought(model, tmp_path)
    assert publisher.asked == ["bytes=1900-", ""]
    assert left(tmp_path) == set(FILES)


def test_where_only_an_md5_is_known_the_first_sha_256_is_kept(
    publisher: Publisher, tmp_path: Path
) -> None:
    model = listed(_ZIP, f"{publisher.url}/models/{NAME}.zip", sha256=False)
    with pytest.raises(WrongArchive, match="MD5"):
        brought(replace(model, md5="0" * 32), tmp_path)
    assert kept_sum(model, tmp_path) == ""
    brought(model, tmp_path)
    assert kept_sum(model, tmp_path) == listed(_ZIP, "").sha256
    (tmp_path / NAME / "am" / "final.mdl").unlink()
    other = zipped({**FILES, f"{NAME}/README": b"Hears anything\n"})
    publisher.files[f"/models/{NAME}.zip"] = other
    with pytest.raises(WrongArchive, match="of the archive fetched first"):
        brought(replace(listed(other, model.url, sha256=False)), tmp_path)


def test_a_mirror_takes_the_publishers_place(
    publisher: Publisher, model: Model, tmp_path: Path
) -> None:
    lost = replace(model, url="https://model.invalid/lost.zip")
    brought(lost, tmp_path / "one", f"{publisher.url}/models/")
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / f"{NAME}.zip").write_bytes(_ZIP)
    brought(lost, tmp_path / "two", str(stick))
    assert is_model(tmp_path / "one" / NAME)
    assert is_model(tmp_path / "two" / NAME)
    with pytest.raises(FetchFailed, match="is not there"):
        brought(lost, tmp_path / "three", str(tmp_path / "elsewhere"))


def test_no_redirect_leads_from_https_to_http() -> None:
    from urllib.request import Request

    from voice_models.source import _NoLessSafe

    with pytest.raises(FetchFailed, match="not safe"):
        _NoLessSafe().redirect_request(
            Request("https://a.example/x"), None, 302, "", {}, "http://a.example/x"
        )


def test_a_redirect_is_followed(publisher: Publisher, model: Model, tmp_path: Path) -> None:
    with published({}) as first:
        first.redirect = model.url
        brought(replace(model, url=f"{first.url}/old.zip"), tmp_path)
    assert is_model(tmp_path / NAME)


def test_two_fetches_of_one_model_do_not_write_into_each_other(
    model: Model, tmp_path: Path
) -> None:
    told: list[str] = []

    def second(done: int, total: int) -> None:
        if not told:
            with pytest.raises(FetchFailed, match="another process") as refused:
                brought(model, tmp_path)
            told.append(str(refused.value))

    fetch(model, tmp_path, progress=second)
    assert told
    assert left(tmp_path) == set(FILES)


_WITH_LITTLE_ROOM = """
import resource, sys
from pathlib import Path
from tests.voice_models.archives import FILES, listed, zipped
from voice_models.errors import NoRoom
from voice_models.fetching import fetch
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
model = listed(zipped(FILES), "https://model.invalid/lost.zip")
try:
    fetch(model, Path(sys.argv[1]) / "models", sys.argv[1])
except NoRoom as error:
    print(f"no room: {error}")
"""


def test_a_full_disk_is_told_and_what_has_come_is_kept(tmp_path: Path) -> None:
    # A limit on what a process may write fails as a full disk does, halfway through a file.
    (tmp_path / f"{NAME}.zip").write_bytes(_ZIP)
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[1] == resource.RLIM_INFINITY
    command = [sys.executable, "-c", _WITH_LITTLE_ROOM, str(tmp_path), "50000"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("no room: ")
    folder = tmp_path / "models"
    assert part(folder).read_bytes() == _ZIP[:50_000]
    brought(listed(_ZIP, ""), folder, str(tmp_path))
    assert is_model(folder / NAME)


def test_a_folder_that_cannot_be_written_to_is_told(model: Model, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NoRoom, match="file"):
        brought(model, tmp_path / "file" / "models")
