"""The README keeps its word: its commands are those that are tested, its transcript is played."""

from __future__ import annotations

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


def test_every_file_it_links_to_is_there() -> None:
    links = [part.split(")")[0] for part in README.split("](")[1:]]
    assert links
    assert not [link for link in links if not (ROOT / link).exists()]
