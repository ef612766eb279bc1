"""``coster voice`` lists models and fetches them, with a real Korean one."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from skill.cli import main
from skill.commands.voice import Bar
from tests.speech import korean
from tests.voice_models.archives import zipped, zipped_folder
from tests.voice_models.publisher import Publisher, published
from voice_models import listed
from voice_models.listed import Model, get_model, listed_models
from voice_models.places import fetched_models

_NAME = "vosk-model-small-ko-0.22"


@pytest.fixture(autouse=True)
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where models are kept; nothing is there yet."""
    for name in ("COSTER_VOICE_MODEL", "COSTER_VOICE_MIRROR", "COSTER_LOCALE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COSTER_VOICE_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "models"


def lay(folder: Path) -> None:
    """Makes what looks like a model, but is none."""
    for file in ("am/final.mdl", "conf/mfcc.conf"):
        (folder / file).parent.mkdir(parents=True)
        (folder / file).touch()


def test_the_list_says_what_there_is_and_what_hears_the_shop(
    models: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["voice", "list"]) == 0
    told = capsys.readouterr().out
    assert "vosk-model-small-fr-0.22" in told
    assert "42 MB" in told
    assert "Apache-2.0" in told
    assert "PocketSphinx's own hears it" in told
    monkeypatch.setenv("COSTER_LOCALE", "fr-FR")
    main(["voice", "list"])
    assert "nothing hears it without: 'coster voice fetch fr-FR'" in capsys.readouterr().out
    lay(models / "vosk-model-small-fr-0.22")
    main(["voice", "list"])
    assert f"fr-FR is heard with {models / 'vosk-model-small-fr-0.22'}" in capsys.readouterr().out
    monkeypatch.setenv("COSTER_VOICE_MODEL", "/own")
    main(["voice", "list"])
    assert "the model of COSTER_VOICE_MODEL, /own" in capsys.readouterr().out


def test_the_list_as_json_tells_all_of_each_model(
    models: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lay(models / _NAME)
    main(["voice", "list", "--json"])
    found = {each["name"]: each for each in json.loads(capsys.readouterr().out)}
    assert found[_NAME]["folder"] == str(models / _NAME)
    assert found["vosk-model-small-en-us-0.15"]["folder"] is None
    assert found["vosk-model-small-en-us-0.15"]["size_bytes"] == 41_205_931
    assert found["vosk-model-small-en-gb-0.15"]["sha256"] is None


@pytest.mark.slow
def test_a_real_model_comes_over_http_is_loaded_and_hears(
    models: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    content = zipped_folder(korean.model(), _NAME)
    with offered(content, monkeypatch) as server:
        server.cut = [len(content) // 3]
        assert main(["voice", "fetch", "ko-KR"]) == 0
        assert server.asked == ["", f"bytes={len(content) // 3}-"]
    told = capsys.readouterr()
    assert f"{models / _NAME}: it loads and hears" in told.out
    assert "30 % of" in told.err
    assert "100 % of" in told.err
    assert [p.name for p in models.iterdir() if not p.name.startswith(".")] == [_NAME]


def test_an_archive_that_vosk_cannot_load_is_told_once_it_is_there(
    models: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("vosk", reason="the extra 'voice' is not installed")
    content = zipped({f"{_NAME}/am/final.mdl": b"?", f"{_NAME}/conf/mfcc.conf": b""})
    with offered(content, monkeypatch):
        assert main(["voice", "fetch", "ko"]) == 1
    told = capsys.readouterr()
    assert f"{_NAME} is there now: {models / _NAME}" in told.out
    assert "Vosk cannot load it" in told.err


@contextmanager
def offered(content: bytes, monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    """A mirror of one archive, which is listed as Korean."""
    listed_as = get_model("ko-KR", listed_models())
    ours = Model(
        _NAME, "ko-KR", "Korean", len(content), "Apache-2.0", listed_as.url,
        hashlib.sha256(content).hexdigest(),
    )  # fmt: skip
    monkeypatch.setattr("skill.commands.voice.listed_models", lambda: (ours,))
    with published({f"/mirror/{_NAME}.zip": content}) as server:
        monkeypatch.setenv("COSTER_VOICE_MIRROR", f"{server.url}/mirror")
        yield server


def test_a_mirror_with_another_archive_is_refused(
    models: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    size = get_model("en-US", listed.listed_models()).size_bytes
    with (tmp_path / "vosk-model-small-en-us-0.15.zip").open("wb") as file:
        file.truncate(size)
    monkeypatch.setenv("COSTER_VOICE_MIRROR", str(tmp_path))
    assert main(["voice", "fetch"]) == 2
    assert "its SHA-256 is" in capsys.readouterr().err
    assert not fetched_models({"COSTER_VOICE_MODELS": str(models)})


def test_an_unknown_model_and_no_home_are_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["voice", "fetch", "tlh"]) == 2
    assert "no model is listed for 'tlh'" in capsys.readouterr().err
    for name in ("COSTER_VOICE_MODELS", "XDG_DATA_HOME", "HOME", "USERPROFILE"):
        monkeypatch.delenv(name, raising=False)
    assert main(["voice", "fetch", "fr"]) == 2
    assert "COSTER_VOICE_MODELS" in capsys.readouterr().err


def test_a_broken_model_is_told(models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("vosk", reason="the extra 'voice' is not installed")
    lay(models / _NAME)
    assert main(["voice", "check"]) == 1
    assert "Vosk cannot load it" in capsys.readouterr().err
    assert main(["voice", "check", "/nowhere"]) == 1
    assert "final.mdl is missing" in capsys.readouterr().err


def test_the_bar_fills_in_a_terminal() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    out = Terminal()
    bar = Bar(out)
    for done in (0, 30_000_000, 60_000_000):
        bar(done, 60_000_000)
    last = out.getvalue().split("\r")[-1]
    assert last.startswith(f"[{'#' * 30}]   60.0 of 60.0 MB")
    assert last.endswith("\n")
