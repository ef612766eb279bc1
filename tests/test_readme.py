"""The README keeps its word: its commands are those that are tested, its transcript is played."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def plain(text: str) -> str:
    return " ".join(text.split())


def test_the_transcript_is_one_that_is_played() -> None:
    file = ROOT / "interaction_models/en-US/conversations/reorder/as-in-the-readme.yaml"
    for turn in yaml.safe_load(file.read_text(encoding="utf-8"))["turns"]:
        assert plain(turn["shop"]) in plain(README)
        assert turn.get("you", "") in README


def test_the_two_commands_are_those_of_continuous_integration() -> None:
    blocks = README.split("```sh\n")[1:3]
    commands = [block.split("\n```")[0] for block in blocks]
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert all(command in script for command in commands)


def test_the_first_command_installs_all_that_speaks_and_listens() -> None:
    assert "'.[voice]'" in README.split("```sh\n")[1].split("\n```")[0]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extra = {
        line.split(">=")[0].replace("-", "_") for line in project["optional-dependencies"]["voice"]
    }
    wanted = imported(ROOT / "skill" / "speech")
    assert {"pocketsphinx", "pyttsx3", "espeakng_loader", "numpy"} <= wanted
    assert wanted <= extra, "speech needs packages that 'voice' does not install"


def imported(folder: Path) -> set[str]:
    """The packages that are imported when they are first needed, by name."""
    calls = (
        node
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and node.args
    )
    named = (
        node.args[0].value
        for node in calls
        if getattr(node.func, "id", "") in ("import_module", "_package")
        and isinstance(node.args[0], ast.Constant)
    )
    return {str(name).partition(".")[0] for name in named}


def test_every_file_it_links_to_is_there() -> None:
    links = [part.split(")")[0] for part in README.split("](")[1:]]
    assert links
    assert not [link for link in links if not (ROOT / link).exists()]
