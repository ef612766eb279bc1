"""The zip file that AWS Lambda runs: the same bytes for the same commit.

The packages are pinned with their hashes, the files sorted, their times and modes fixed, and what
Python compiles is compiled by the Python that will run it, checked against nothing at run time. Of
the packages only that is kept: with their sources the bundle would be larger than Lambda takes.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections import Counter
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from skill.deploying.errors import DeployError, TooBigError
from skill.deploying.locking import LOCK
from skill.deploying.pip import run_pip
from skill.deploying.trimming import trim

# https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
ZIPPED_MOST = 50 * 1024 * 1024
UNZIPPED_MOST = 250 * 1024 * 1024
# Where Lambda lays the bundle out; tracebacks name files there.
TASK_ROOT = "/var/task"
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
# The words that speech engines are given; none of them is in the bundle.
_SPEECH = "interaction_models/built/speech"
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Bundle:
    """A zip file, the machine and the Python that it is for, and how many files it holds."""

    path: Path
    machine: str
    python: str
    files: int

    @property
    def sha256(self) -> str:
        """The hash of the zip file, in hex."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()


def build(source: Path, machine: str, target: Path) -> Bundle:
    """Make the bundle of the checkout ``source`` for a machine, for the Python that runs this.

    Raises :class:`DeployError` where ``source`` is no checkout, or packages cannot be had.
    """
    if not (source / LOCK).is_file() or not (source / "pyproject.toml").is_file():
        raise DeployError(f"{source} is no checkout of Costermonger: it has no {LOCK}")
    with tempfile.TemporaryDirectory(prefix="coster-bundle-") as name:
        stage = Path(name)
        pinned = f"--requirement={source / LOCK}"
        run_pip(machine, PYTHON, ["--no-deps", "--require-hashes", f"--target={stage}", pinned])
        trim(stage, _languages(source))
        _compile(stage, "-b")
        for path in stage.rglob("*.py"):
            path.unlink()
        _copy_own(source, stage)
        _compile(stage)
        return _zip(stage, target, machine)


def sizes(path: Path) -> tuple[int, int]:
    """How large a zip file is, and what is in it. Raises :class:`DeployError` for anything else."""
    try:
        with zipfile.ZipFile(path) as archive:
            return path.stat().st_size, sum(entry.file_size for entry in archive.infolist())
    except (OSError, zipfile.BadZipFile) as error:
        raise DeployError(f"{path} is no zip file: {error}") from None


def check(path: Path, zipped_most: int = ZIPPED_MOST, unzipped_most: int = UNZIPPED_MOST) -> None:
    """Raises :class:`TooBigError` unless Lambda takes the zip file."""
    zipped, unzipped = sizes(path)
    for what, size, most in (
        ("zipped", zipped, zipped_most),
        ("unzipped", unzipped, unzipped_most),
    ):
        if size > most:
            heavy = ", ".join(f"{name} {mebibytes(size)}" for name, size in heaviest(path))
            raise TooBigError(
                f"The bundle has {mebibytes(size)} {what}, and Lambda takes {mebibytes(most)}. "
                f"The heaviest in it: {heavy}"
            )


def heaviest(path: Path) -> list[tuple[str, int]]:
    """The largest top-level names in a zip file, with their bytes unzipped."""
    by_name: Counter[str] = Counter()
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            by_name[entry.filename.partition("/")[0]] += entry.file_size
    return by_name.most_common(8)


def mebibytes(size: int) -> str:
    """A number of bytes in words, such as ``12.3 MB``, of 1,048,576 bytes each as Lambda counts."""
    return f"{size / 1024 / 1024:.1f} MB"


def _languages(source: Path) -> set[str]:
    """The languages that the shop has words in."""
    folders = (path.parent.name for path in (source / "interaction_models").glob("*/locale.yaml"))
    return {name.partition("-")[0] for name in folders}


def _copy_own(source: Path, stage: Path) -> None:
    """Copy the project's packages, without what the wheel leaves out either."""
    config = tomllib.loads((source / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = config["tool"]["hatch"]["build"]["targets"]["wheel"]
    left_out = [*wheel["exclude"], _SPEECH]
    for path in _own_files(source, wheel["packages"]):
        inside = path.as_posix()
        if any(fnmatch(inside, rule) or fnmatch(inside, f"{rule}/*") for rule in left_out):
            continue
        place = stage / path
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / path, place)


def _own_files(source: Path, packages: list[str]) -> list[Path]:
    """What git knows or would add; outside of git, what lies there."""
    if (source / ".git").exists() and (git := shutil.which("git")):
        command = [git, "-C", str(source), "ls-files", "-z", "-co", "--exclude-standard", "--"]
        done = subprocess.run([*command, *packages], capture_output=True, text=True, check=True)  # noqa: S603 - git, by its path
        named = {Path(name) for name in done.stdout.split("\0") if name}
        return sorted(path for path in named if (source / path).is_file())
    found = (path for name in packages for path in (source / name).rglob("*") if path.is_file())
    inside = (path.relative_to(source) for path in found)
    return sorted(path for path in inside if not any(map(_is_passing, path.parts)))


def _is_passing(part: str) -> bool:
    """Whether that is the name of what tools leave behind."""
    return part == "__pycache__" or part.startswith(".")


def _compile(stage: Path, *options: str) -> None:
    """Compile every module: on Lambda nothing could be written, and each start would do it anew.

    With ``-b`` what is compiled lies where the source does, and is found without it.
    """
    command = [sys.executable, "-m", "compileall", "-q", "-j1", "--invalidation-mode"]
    command += ["unchecked-hash", "-s", str(stage), "-p", TASK_ROOT, *options, str(stage)]
    # The order of sets in compiled code goes by the seed.
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own interpreter
    if done.returncode:
        raise DeployError(f"Some modules do not compile: {done.stdout.strip()}")


def _zip(stage: Path, target: Path, machine: str) -> Bundle:
    files = sorted(
        (path.relative_to(stage).as_posix(), path) for path in stage.rglob("*") if path.is_file()
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for inside, path in files:
            entry = zipfile.ZipInfo(inside, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # as on Unix, wherever this runs
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, path.read_bytes())
    return Bundle(target, machine, PYTHON, len(files))
