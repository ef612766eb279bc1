"""The units of systemd that the documentation brings."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SERVICES = sorted((Path(__file__).parents[2] / "docs").glob("*.service"))


def test_there_is_one_for_the_server_and_one_for_the_speaker() -> None:
    assert {path.stem for path in SERVICES} == {"costermonger", "costermonger-talk"}


@pytest.mark.parametrize("service", SERVICES, ids=lambda path: path.stem)
def test_systemd_finds_nothing_wrong_with_it(service: Path, tmp_path: Path) -> None:
    verify = shutil.which("systemd-analyze")
    if verify is None:
        pytest.skip("systemd is not installed here")
    text = service.read_text(encoding="utf-8")
    there = text.replace("/opt/costermonger/bin/coster", sys.executable)
    unit = tmp_path / service.name
    unit.write_text(there.replace("User=costermonger", "User=root"), encoding="utf-8")
    done = subprocess.run([verify, "verify", str(unit)], capture_output=True, text=True)
    assert service.name not in done.stderr, done.stderr
