"""``coster account export`` and ``erase``: what is kept of a shopper, and its end."""

from __future__ import annotations

import argparse
import json
import stat
from pathlib import Path

import pytest

from fulfillment.shop import Shop
from skill.cli import main
from skill.commands.account_records import erase_account


@pytest.fixture
def handle(monkeypatch: pytest.MonkeyPatch, database: Path, shop: Shop) -> str:
    """Dora, who has one old order in the demo shop that the commands work on."""
    monkeypatch.setenv("COSTER_DATABASE_URL", f"sqlite:///{database}")
    return "dora"


def test_the_records_are_printed(handle: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["account", "export", handle]) == 0
    records = json.loads(capsys.readouterr().out)
    assert records["account"]["handle"] == handle
    assert len(records["orders"]) == 1


def test_the_records_are_written_into_a_file_that_only_the_owner_reads(
    handle: str, tmp_path: Path
) -> None:
    path = tmp_path / "dora.json"
    assert main(["account", "export", handle, "--to", str(path)]) == 0
    assert json.loads(path.read_text(encoding="utf-8"))["account"]["handle"] == handle
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert main(["account", "export", "sam", "--to", str(path)]) != 0
    assert json.loads(path.read_text(encoding="utf-8"))["account"]["handle"] == handle


def test_an_account_is_erased(handle: str, shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["account", "erase", handle, "--yes"]) == 0
    assert "is deleted" in capsys.readouterr().out
    with shop.open() as work:
        assert work.customers.find_by_handle(handle) is None
    assert main(["account", "erase", handle, "--yes"]) != 0


@pytest.mark.parametrize("answer", ["", "yes", "sam"])
def test_an_account_is_not_erased_unless_its_handle_is_typed(
    handle: str, shop: Shop, answer: str
) -> None:
    asked = argparse.Namespace(handle=handle, yes=False)
    assert erase_account(asked, lambda _question: answer) == 1
    with shop.open() as work:
        assert work.customers.find_by_handle(handle) is not None


def test_an_account_with_an_order_on_its_way_is_kept(
    handle: str, shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["account", "erase", "ben", "--yes"]) == 1
    assert "nothing was deleted: order " in capsys.readouterr().err
    with shop.open() as work:
        assert work.customers.find_by_handle("ben") is not None
