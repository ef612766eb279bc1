"""``coster code``: typed unseen, twice, and never shown."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from skill.cli import main
from skill.commands import code


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("COSTER_DATABASE_URL", "COSTER_LOCALE"):
        monkeypatch.delenv(name, raising=False)


def command(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    code.add_parser(parser.add_subparsers())
    return parser.parse_args(["code", *words])


def typing(*answers: str) -> Callable[[str], str]:
    left = iter(answers)
    return lambda _prompt: next(left)


def talk(tmp_path: Path, capsys: pytest.CaptureFixture[str], *said: str) -> list[str]:
    path = tmp_path / "said.txt"
    path.write_text("\n".join(said), encoding="utf-8")
    capsys.readouterr()
    assert main(["chat", "--script", str(path), "--json"]) == 0
    return capsys.readouterr().out.splitlines()


def test_a_code_is_set_asked_for_locked_and_reset(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    set_ = command("set", "--ask", "always", "sam")
    assert code.run(set_, typing("0471", "0471")) == 0
    assert "0471" not in capsys.readouterr().out
    buying = ("add a mango", "check out", "yes")
    last = talk(tmp_path, capsys, *buying, "1111", "2222", "3333")[-1]
    assert "the code is locked" in last
    assert "the code is locked" in talk(tmp_path, capsys, "check out", "yes")[-1]
    assert main(["code", "reset", "sam"]) == 0
    placed = json.loads(talk(tmp_path, capsys, "check out", "yes", "oh four seven one")[-1])
    assert placed["order"]["state"] == "placed"


def test_the_json_of_a_conversation_holds_no_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code.run(command("set", "--ask", "always", "sam"), typing("0471", "0471"))
    shown = talk(tmp_path, capsys, "add a mango", "check out", "yes", "my code is 0471")
    assert json.loads(shown[-1])["heard"] == "my code is …"
    assert json.loads(shown[-1])["slots"] == {"digits": ["…", None]}
    assert not any("0471" in line for line in shown)


def test_two_different_codes_change_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert code.run(command("set", "sam"), typing("0471", "0417")) == 1
    assert "differ" in capsys.readouterr().err
    assert main(["code", "reset", "sam"]) == 1


@pytest.mark.parametrize("typed", ["", "471", "abcd"])
def test_what_is_no_code_is_refused_without_being_shown(typed: str) -> None:
    with pytest.raises(ValueError, match="digits") as refused:
        code.run(command("set", "sam"), typing(typed, typed))
    assert not typed or typed not in str(refused.value)


def test_an_unknown_shopper_and_a_code_on_the_command_line_are_refused(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["code", "reset", "nobody"]) == 2
    with pytest.raises(SystemExit):
        main(["code", "set", "sam", "0471"])
    capsys.readouterr()
