"""Whether Vosk can load a model, tried in a process of its own.

Some broken models end the whole program: a truncated ``graph/disambig_tid.int`` does, with vosk
0.3.45. So a model is loaded once where that does no harm, and is not tried again until one of its
files changes.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path

from skill.speech.errors import EngineMissing, ModelBroken
from voice_models.places import NEEDED, is_model

# Models that can be limited to phrases have this, the others one graph of all.
_TAKES_PHRASES = ("graph/HCLr.fst", "HCLr.fst")
_PATIENCE_S = 120.0  # an empty model.conf makes the library search without end
_TRY = """
import sys, vosk
model = vosk.Model(sys.argv[1])
for limits in ([], ['["[unk]"]'])[: int(sys.argv[2])]:
    recognizer = vosk.KaldiRecognizer(model, 16000, *limits)
    recognizer.SetWords(True)
    recognizer.AcceptWaveform(bytes(32000))
    recognizer.FinalResult()
"""


def takes_phrases(model: Path) -> bool:
    """Whether a model can be limited to phrases."""
    return any((model / name).is_file() for name in _TAKES_PHRASES)


def check_loads(
    model: Path, environment: Mapping[str, str] = os.environ, *, again: bool = False
) -> None:
    """Raises ModelBroken where a folder is no model that loads; EngineMissing.

    What has been tried before is not tried now, except ``again``.
    """
    check_files(model)
    if find_spec("vosk") is None:
        raise EngineMissing("vosk")
    mark = _mark(model, environment)
    if mark is not None and mark.is_file() and not again:
        return
    _try(model)
    if mark is not None:
        _leave(mark)


def check_files(model: Path) -> None:
    """Raises ModelBroken where a folder lacks what every model has."""
    if not is_model(model):
        missing = next(names for names in NEEDED if not any((model / n).is_file() for n in names))
        raise ModelBroken(f"{model}: no Vosk model, {missing[0]} is missing")


def _try(model: Path) -> None:
    searches = "2" if takes_phrases(model) else "1"
    command = [sys.executable, "-c", _TRY, str(model), searches]
    try:
        done = subprocess.run(  # noqa: S603 - this interpreter, and a path that is no option
            command, capture_output=True, text=True, errors="replace", timeout=_PATIENCE_S
        )
    except subprocess.TimeoutExpired as error:
        raise ModelBroken(f"{model}: it did not load within {_PATIENCE_S:.0f} s") from error
    if done.returncode:
        raise ModelBroken(f"{model}: Vosk cannot load it, {_reason(done)}")


def _reason(done: subprocess.CompletedProcess[str]) -> str:
    """What the library said of it last, which the Python package leaves out of its errors."""
    lines = done.stderr.splitlines()
    errors = [line for line in lines if line.startswith(("ERROR", "ASSERTION_FAILED"))]
    said = errors[-1].partition(") ")[2].strip() if errors else ""
    if done.returncode < 0:
        said = f"it ended the program with signal {-done.returncode}" + f": {said}" * bool(said)
    return said or (lines or ["and it does not say why"])[-1]


def _mark(model: Path, environment: Mapping[str, str]) -> Path | None:
    """The file that stands for these very files having been loaded; None without a cache."""
    cache = environment.get("XDG_CACHE_HOME", "").strip()
    home = environment.get("HOME") or environment.get("USERPROFILE")
    if not cache and not home:
        return None
    made = blake2b("\n".join(_files(model)).encode(), digest_size=16).hexdigest()
    folder = Path(cache) if cache else Path(home or "") / ".cache"
    return folder / "costermonger" / "voice" / f"{made}.loads"


def _files(model: Path) -> Iterator[str]:
    yield str(model.resolve())
    for path in sorted(model.rglob("*")):
        if path.is_file():
            known = path.stat()
            yield f"{path.relative_to(model)} {known.st_size} {known.st_mtime_ns}"


def _leave(mark: Path) -> None:
    try:
        mark.parent.mkdir(parents=True, exist_ok=True)
        mark.touch()
    except OSError:
        # A card that cannot be written to: it is tried again at every start.
        return
