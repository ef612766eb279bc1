"""The commands, as a person runs them."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from subprocess import PIPE
from typing import Any

import pytest

from fulfillment.shop import Shop
from fulfillment.storage.engine import open_engine
from skill.cli import main
from skill.commands import bench
from skill.settings import SERVED, SERVED_TURN_MS, SettingError, Settings, from_environment


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("COSTER_DATABASE_URL", "COSTER_LOCALE", "COSTER_ALEXA_SKILL_ID"):
        monkeypatch.delenv(name, raising=False)


def script(tmp_path: Path, *lines: str) -> str:
    path = tmp_path / "said.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def turns(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_purchase_in_the_terminal_as_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = script(tmp_path, "# a regular", "reorder my coffee", "yes", "", "goodbye")
    assert main(["chat", "--as", "anna", "--script", said, "--json"]) == 0
    welcome, read_back, placed, bye = turns(capsys.readouterr().out)
    assert welcome["intent"] == "Launch"
    assert read_back["intent"] == "ReorderProduct"
    assert read_back["slots"] == {"product": ["coffee", None]}
    assert [line["sku"] for line in read_back["cart"]["lines"]] == ["HM-1001"]
    assert read_back["order"] is None
    assert placed["heard"] == "yes"
    assert placed["cart"]["lines"] == []
    assert placed["order"]["lines"][0]["sku"] == "HM-1001"
    assert placed["order"]["total"]["currency"] == "USD"
    assert bye["ends"]
    engine = open_engine(f"sqlite:///{tmp_path}/costermonger.sqlite3")
    with Shop(engine).open() as work:
        anna = work.customers.find_by_handle("anna")
        assert anna is not None
        last = work.orders.find_last(anna.id)
        assert last is not None
        assert last.total.amount_minor == placed["order"]["total"]["amount_minor"]
    engine.dispose()


def test_the_terminal_shows_what_was_understood_and_what_could_be_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["chat", "--script", script(tmp_path, "I need some coffee", "stop")]) == 0
    shown = capsys.readouterr().out
    assert "you: I need some coffee" in shown
    assert "[SearchProduct product='coffee']" in shown
    assert "(Ground coffee / " in shown


def test_a_conversation_can_be_typed_and_ends_with_the_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("find cinnamon\n\n"))
    assert main(["chat", "--as", "guest"]) == 0
    assert "Spice Thimble cinnamon" in capsys.readouterr().out


def test_an_unknown_shopper_is_a_clear_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chat", "--as", "nobody"]) == 2
    assert "there is no shopper 'nobody'" in capsys.readouterr().err


def test_a_missing_script_is_a_clear_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chat", "--script", "nowhere.txt"]) == 2
    assert "nowhere.txt" in capsys.readouterr().err


@pytest.mark.parametrize("url", ["sqlite:////nowhere/at/all.sqlite3", "nonsense", "no+such://x"])
def test_a_database_that_cannot_be_opened_is_a_clear_error(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COSTER_DATABASE_URL", url)
    assert main(["chat"]) == 2
    error = capsys.readouterr().err
    assert error.startswith("coster: ")
    assert "Traceback" not in error


def test_the_demo_buys_the_same_everywhere(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--typed"]) == 0
    shown = capsys.readouterr().out
    assert "Same words, same order." in shown
    ordered = [line for line in shown.splitlines() if line.startswith("Ordered ")]
    assert [line.split(":")[0].split(" ", 1)[1] for line in ordered] == [
        "in the terminal",
        "on Alexa",
        "in Dialogflow CX",
        "through Actions",
    ]
    assert {line.split(": ")[1] for line in ordered} == {
        "1 x Hazel Basics ground coffee, 2 x Copper Ladle tortilla chips; $24.80 in all, placed"
    }
    assert main(["demo", "--typed"]) == 0  # again on the same database


def test_settings_come_from_the_environment() -> None:
    given = {"COSTER_PORT": "9000", "COSTER_ALEXA_SKILL_ID": "", "COSTER_HOST": "::1"}
    served = Settings(limits=SERVED, turn_ms=SERVED_TURN_MS)
    assert from_environment(given) == replace(served, port=9000, host="::1")
    google = from_environment({"COSTER_GOOGLE_PROJECT": "hazel-market"})
    assert google == replace(served, google_project="hazel-market")


@pytest.mark.parametrize("port", ["0", "70000", "-1", "x", "8_0"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(SettingError, match="COSTER_PORT"):
        from_environment({"COSTER_PORT": port})


def test_the_benchmark_measures_both_skills_and_loads_nothing_heavy(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["bench", "--products", "200", "--turns", "20", "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["turn"]["ours"]["p50_ms"] > 0
    assert figures["turn"]["hello"]["p99_ms"] > 0
    assert figures["cold"]["loaded"] == []
    assert "ratio of the medians" in bench._table(figures)


def test_a_reader_who_has_read_enough_ends_a_command_quietly(tmp_path: Path) -> None:
    said = script(tmp_path, *["show me milk"] * 3)
    command = [sys.executable, "-m", "skill.cli", "chat", "--script", said, "--json"]
    with subprocess.Popen(command, stdout=PIPE, stderr=PIPE, text=True) as chat:
        assert chat.stdout is not None
        assert chat.stderr is not None
        assert json.loads(chat.stdout.readline())["intent"] == "Launch"
        chat.stdout.close()
        assert chat.stderr.read() == ""
    assert chat.returncode == 141
