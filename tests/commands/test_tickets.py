"""``coster tickets``: what was said in a conversation reaches the shop's people."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from skill.cli import main


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("COSTER_DATABASE_URL", "COSTER_LOCALE"):
        monkeypatch.delenv(name, raising=False)


def tickets(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    assert main(["tickets", *words]) == 0
    return capsys.readouterr().out


def test_a_complaint_is_listed_shown_and_closed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = tmp_path / "said.txt"
    script.write_text("the dish soap was leaking\nyes\n", encoding="utf-8")
    assert tickets(capsys, "list") == "No ticket is open.\n"
    assert main(["chat", "--as", "anna", "--script", str(script)]) == 0
    listed = tickets(capsys, "list").split()
    shown = json.loads(tickets(capsys, "show", listed[0]))
    assert (shown["kind"], shown["state"], shown["shopper"]) == ("return", "open", "anna")
    (report,) = shown["reports"]
    assert report["reason"] == "damaged"
    assert report["said"] == "the dish soap was leaking"
    assert report["order"]["state"] == "delivered"
    tickets(capsys, "close", listed[0])
    assert tickets(capsys, "list") == "No ticket is open.\n"
    assert json.loads(tickets(capsys, "show", listed[0]))["state"] == "closed"


def test_a_ticket_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tickets", "show", "nothing"]) == 2
    assert "no ticket nothing" in capsys.readouterr().err
