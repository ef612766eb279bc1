"""``docs/adding-an-intent.md`` is done, to the letter, in a copy of the project."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.transcripts.drivers import DRIVERS

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "adding-an-intent.md"
PARTS = ("skill", "fulfillment", "interaction_models", "voice_models", "tests", "pyproject.toml")
_FILE = re.compile(r"`([\w/.-]+\.(?:yaml|py))`:\n\n```\w+\n(.*?)```", re.DOTALL)
_ALEXA = """
from interaction_models import load_locale
from interaction_models.compiler.alexa import alexa_model
from skill.commands.models import demo_names
print(alexa_model(load_locale("en-US"), demo_names("en-US")))
"""


def files() -> dict[str, str]:
    """The files that the page tells to write, or whose end it tells to extend."""
    return dict(_FILE.findall(PAGE.read_text(encoding="utf-8")))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the project in which the page has been followed."""
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            # Other conversations and what was built are long to copy and not needed.
            left_out = shutil.ignore_patterns("__pycache__", "conversations", "built")
            shutil.copytree(source, tmp_path / part, ignore=left_out)
        else:
            shutil.copy(source, tmp_path / part)
    for name, text in files().items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") + "\n\n" if path.is_file() else ""
        path.write_text(before + text, encoding="utf-8")
    return tmp_path


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A Python command in the copy, which must not see the project itself."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONSAFEPATH": ""}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_page_has_three_files() -> None:
    assert [Path(name).suffix for name in files()] == [".yaml", ".py", ".yaml"]


def test_the_conversation_of_the_page_goes_as_written_on_every_channel(copy: Path) -> None:
    chosen = "tests/transcripts/test_transcripts.py::test_the_conversation_goes_as_written"
    done = run(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", chosen)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(DRIVERS)} passed" in done.stdout


def test_alexa_takes_the_words_of_the_page(copy: Path) -> None:
    done = run(copy, "-c", _ALEXA)
    assert done.returncode == 0, done.stderr
    assert '"name": "FreeDelivery"' in done.stdout
    assert '"when is delivery free"' in done.stdout


def test_without_its_words_the_conversation_of_the_page_fails(copy: Path) -> None:
    (copy / "interaction_models/en/intents/FreeDelivery.yaml").unlink()
    chosen = "tests/transcripts/test_transcripts.py::test_the_conversation_goes_as_written"
    done = run(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", chosen)
    assert done.returncode == 1
    assert f"{len(DRIVERS)} failed" in done.stdout
