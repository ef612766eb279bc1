"""One bundle for all these tests, however many processes run them, and an AWS on this machine."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from skill.deploying.bundle import build
from skill.deploying.errors import PackagesError
from skill.deploying.pip import MACHINES

ROOT = Path(__file__).parents[2]
SKILL_ID = "amzn1.ask.skill.00000000-0000-4000-8000-000000000000"
# The machine that these tests run on, by Lambda's name.
MACHINE = {python: name for name, python in MACHINES.items()}.get(os.uname().machine, "")
_LIMIT_S = 30


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of this checkout for this machine, built once."""
    if sys.platform != "linux" or not MACHINE:
        pytest.skip("the bundle holds programs for Linux on x86_64 or arm64")
    base = tmp_path_factory.getbasetemp()
    # Each process of pytest-xdist has a folder of its own below one that they share.
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    target = shared / "bundle.zip"
    with (shared / "bundle.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not target.exists():
            build_or_skip(shared / "bundle.part").rename(target)
    return target


def build_or_skip(target: Path) -> Path:
    """Build the bundle; where no package index can be reached, the test is skipped."""
    try:
        return build(ROOT, MACHINE, target).path
    except PackagesError as error:
        if "No matching distribution found for" in str(error) and _has_no_index():
            pytest.skip(f"no package index can be reached: {error}")
        raise


def _has_no_index() -> bool:
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "-q", "-d", os.devnull, "six"]
    return subprocess.run(command, capture_output=True, check=False).returncode != 0


@dataclass(frozen=True)
class Cloud:
    """Where AWS is, and what it was asked."""

    url: str
    log: Path
    environment: Mapping[str, str]

    def calls(self) -> list[str]:
        """Every call so far: method, path and what it does, where that is in a header."""
        return self.log.read_text(encoding="utf-8").splitlines()

    def aws(self, *words: str) -> Any:
        """What the AWS CLI says, read."""
        command = ["aws", *words, "--output", "json"]
        tool = shutil.which("aws", path=self.environment["PATH"])
        done = subprocess.run(
            command,
            executable=tool,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout) if done.stdout.strip() else None


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    """An AWS of its own for each module."""
    pytest.importorskip("moto", reason="moto is not installed")
    folder = tmp_path_factory.mktemp("cloud")
    port, log = folder / "port", folder / "log"
    environment = surroundings(folder)
    command = [sys.executable, "-m", "tests.deploying.cloud", str(port), str(log)]
    said = (folder / "said").open("w")
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said)
    with process, said:
        try:
            url = f"http://127.0.0.1:{_read_port(port, process, folder / 'said')}"
            yield Cloud(url, log, {**environment, "AWS_ENDPOINT_URL": url})
        finally:
            process.terminate()


def surroundings(folder: Path) -> dict[str, str]:
    """An environment with credentials that are good nowhere, and nothing of this machine's own."""
    return {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_REGION": "eu-west-1",
        "AWS_DEFAULT_REGION": "eu-west-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "COSTER": str(Path(sys.executable).parent / "coster"),
    }


def _read_port(port: Path, process: subprocess.Popen[bytes], said: Path) -> int:
    end = time.monotonic() + _LIMIT_S
    while time.monotonic() < end and process.poll() is None:
        if port.exists() and (text := port.read_text(encoding="utf-8")):
            return int(text)
        time.sleep(0.05)
    raise AssertionError(f"moto does not start: {said.read_text(encoding='utf-8')[-2000:]}")
