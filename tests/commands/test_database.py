"""Tables brought to other versions, and copies of SQLite databases, by command."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from fulfillment.errors import StorageUnavailable
from fulfillment.shop import Shop
from fulfillment.storage import backup as copies
from fulfillment.storage.engine import engine_for
from fulfillment.storage.migrations import FIRST, revisions
from skill.cli import main
from skill.settings import SettingError, from_environment

LAST = revisions()[-1]


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COSTER_DATABASE_URL", f"sqlite:///{database}")


@pytest.fixture
def opened(database: Path) -> Iterator[Shop]:
    """The demo shop, on sale while the commands run."""
    with engine_for(f"sqlite:///{database}") as engine:
        yield Shop(engine)


def put_in_cart(shop: Shop, sku: str) -> None:
    with shop.open() as work:
        work.carts.add("me", sku, 1)


def in_cart(shop: Shop) -> list[str]:
    with shop.open() as work:
        return [line.product.sku for line in work.carts.get("me").lines]


def test_the_tables_go_back_and_on(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COSTER_DATABASE_URL", "sqlite:///new.sqlite3")
    assert main(["database", "status"]) == 1
    assert capsys.readouterr().out.startswith(f"revision none of {LAST}\nmissing: {FIRST} ")
    assert main(["database", "upgrade", FIRST]) == 0
    assert main(["chat", "--script", "/dev/null"]) == 2
    assert "coster database upgrade" in capsys.readouterr().err
    assert main(["database", "upgrade"]) == 0
    assert capsys.readouterr().out == f"revision {LAST} of {LAST}\n"
    assert main(["database", "status"]) == 0
    assert main(["chat", "--script", "/dev/null"]) == 0


def test_going_back_needs_a_word_that_data_may_be_lost(
    capsys: pytest.CaptureFixture[str], opened: Shop
) -> None:
    assert main(["database", "downgrade", "base"]) == 2
    assert "--lose-data" in capsys.readouterr().err
    with opened.open() as work:
        assert work.catalog.count()
    assert main(["database", "downgrade", "base", "--lose-data"]) == 0
    assert main(["database", "status"]) == 1
    assert f"revision none of {LAST}" in capsys.readouterr().out


def test_what_was_backed_up_comes_back_while_the_shop_is_open(opened: Shop) -> None:
    put_in_cart(opened, "HM-1001")
    assert main(["backup", "copy.sqlite3"]) == 0
    put_in_cart(opened, "HM-1002")
    assert main(["restore", "copy.sqlite3", "--replace"]) == 0
    assert in_cart(opened) == ["HM-1001"]
    put_in_cart(opened, "HM-1003")
    assert in_cart(opened) == ["HM-1001", "HM-1003"]


def test_a_backup_is_one_file_that_only_its_owner_reads(opened: Shop, tmp_path: Path) -> None:
    put_in_cart(opened, "HM-1001")
    assert main(["backup", "copy.sqlite3"]) == 0
    with closing(sqlite3.connect("copy.sqlite3")) as copy:
        assert copy.execute("SELECT sku FROM cart_lines").fetchall() == [("HM-1001",)]
    assert [path.name for path in tmp_path.iterdir() if "copy" in path.name] == ["copy.sqlite3"]
    assert Path("copy.sqlite3").stat().st_mode & 0o077 == 0


def test_a_backup_can_be_restored_where_there_is_nothing(
    monkeypatch: pytest.MonkeyPatch, opened: Shop
) -> None:
    put_in_cart(opened, "HM-1001")
    assert main(["backup", "copy.sqlite3"]) == 0
    monkeypatch.setenv("COSTER_DATABASE_URL", "sqlite:///elsewhere.sqlite3")
    assert main(["restore", "copy.sqlite3"]) == 0
    with engine_for("sqlite:///elsewhere.sqlite3") as engine:
        assert in_cart(Shop(engine)) == ["HM-1001"]


def test_an_older_backup_says_what_it_lacks(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["database", "downgrade", FIRST, "--lose-data"]) == 0
    assert main(["backup", "old.sqlite3"]) == 0
    assert main(["restore", "old.sqlite3", "--replace"]) == 0
    assert "coster database upgrade" in capsys.readouterr().out
    assert main(["database", "upgrade"]) == 0


def test_nothing_is_overwritten_unasked(
    database: Path, opened: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    put_in_cart(opened, "HM-1001")
    assert main(["backup", "copy.sqlite3"]) == 0
    for again in (
        ["backup", "copy.sqlite3"],
        ["restore", "copy.sqlite3"],
        ["backup", str(database), "--replace"],
        ["restore", str(database), "--replace"],
    ):
        assert main(again) == 2
        assert "is there already" in capsys.readouterr().err
    assert main(["backup", "copy.sqlite3", "--replace"]) == 0
    assert in_cart(opened) == ["HM-1001"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Dear shop, " * 1000, "not a database"),
        (b"", "holds no shop"),
        (None, "No such file"),
    ],
)
def test_what_is_no_backup_is_not_restored(
    content: bytes | None, said: str, opened: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    put_in_cart(opened, "HM-1001")
    if content is not None:
        Path("letter.txt").write_bytes(content)
    assert main(["restore", "letter.txt", "--replace"]) == 2
    assert said in capsys.readouterr().err
    assert in_cart(opened) == ["HM-1001"]


def test_a_damaged_copy_is_neither_restored_nor_taken(
    database: Path, opened: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    put_in_cart(opened, "HM-1001")
    assert main(["backup", "copy.sqlite3"]) == 0
    whole = Path("copy.sqlite3").read_bytes()
    page = int.from_bytes(whole[16:18], "big")
    torn = whole[: 20 * page] + b"\xff" * page + whole[21 * page :]
    Path("torn.sqlite3").write_bytes(torn)
    assert main(["restore", "torn.sqlite3", "--replace"]) == 2
    assert "torn.sqlite3" in capsys.readouterr().err
    assert in_cart(opened) == ["HM-1001"]
    with pytest.raises(StorageUnavailable):
        copies.backup(Path("torn.sqlite3"), Path("copy.sqlite3"), replace=True)
    assert Path("copy.sqlite3").read_bytes() == whole


def test_a_backup_of_a_newer_version_is_not_restored(
    opened: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", "new.sqlite3"]) == 0
    with closing(sqlite3.connect("new.sqlite3")) as copy:
        copy.execute("UPDATE alembic_version SET version_num = '9999'")
        copy.commit()
    assert main(["restore", "new.sqlite3", "--replace"]) == 2
    assert "newer version" in capsys.readouterr().err


def test_restoring_gives_up_on_a_database_that_stays_locked(
    database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", "copy.sqlite3"]) == 0
    monkeypatch.setattr(copies, "_PATIENCE_S", 0.3)
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert main(["restore", "copy.sqlite3", "--replace"]) == 2
        assert "locked" in capsys.readouterr().err
        other.execute("ROLLBACK")
    assert main(["restore", "copy.sqlite3", "--replace"]) == 0


def test_a_backup_taken_while_many_buy_is_of_one_moment(opened: Shop, database: Path) -> None:
    moved, stop = threading.Event(), threading.Event()

    def move_things() -> None:
        while not stop.is_set():
            with opened.open() as work:
                work.carts.clear("me")
                work.carts.add("me", "HM-1001", 2)
                work.carts.clear("you")
                work.carts.add("you", "HM-1001", 2)
            moved.set()

    put_in_cart(opened, "HM-1001")
    writer = threading.Thread(target=move_things)
    writer.start()
    try:
        assert moved.wait(10)
        for number in range(5):
            path = Path(f"copy-{number}.sqlite3")
            copies.backup(database, path)
            with closing(sqlite3.connect(path)) as copy:
                versions = copy.execute("SELECT version FROM carts ORDER BY owner").fetchall()
            # Each transaction raises both versions by two; one cart was raised once before.
            mine, yours = versions[0][0], versions[1][0]
            assert mine == yours + 1
    finally:
        stop.set()
        writer.join()


def test_how_many_connections_are_kept_is_a_setting() -> None:
    assert from_environment({"COSTER_DATABASE_CONNECTIONS": "12"}).database_connections == 12
    with pytest.raises(SettingError, match="COSTER_DATABASE_CONNECTIONS"):
        from_environment({"COSTER_DATABASE_CONNECTIONS": "0"})


def test_another_database_is_not_for_these_commands(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for url, said in (("postgresql://here/shop", "pg_dump"), ("sqlite://", "no file")):
        monkeypatch.setenv("COSTER_DATABASE_URL", url)
        assert main(["backup", "copy.sqlite3"]) == 2
        assert said in capsys.readouterr().err
    assert not Path("copy.sqlite3").exists()
