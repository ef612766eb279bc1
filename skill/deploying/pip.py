"""pip, asked for what runs on Lambda's machines and not on this one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

from skill.deploying.errors import PackagesError

# Lambda's name of a machine → that of Python's packages.
MACHINES = {"x86_64": "x86_64", "arm64": "aarch64"}
# Lambda's runtimes from Python 3.12 on are Amazon Linux 2023, whose C library is glibc 2.34; that
# of 3.11 is Amazon Linux 2 with glibc 2.26.
# https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
_GLIBC = {"3.11": 26}
_GLIBC_NOW = 34
_SAID = 1500


def run_pip(machine: str, python: str, arguments: Sequence[str]) -> str:
    """What ``pip install`` prints. ``machine`` is a key of :data:`MACHINES`, ``python`` as 3.13.

    Raises :class:`PackagesError` with the end of what pip says.
    """
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--no-compile", "--only-binary=:all:", "--implementation=cp"]
    command += [f"--python-version={python}", *_platforms(MACHINES[machine], python), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    if done.returncode:
        raise PackagesError(f"pip for {machine}, Python {python}: {done.stderr[-_SAID:].strip()}")
    return done.stdout


def _platforms(machine: str, python: str) -> list[str]:
    newest = _GLIBC.get(python, _GLIBC_NOW)
    tags = [f"manylinux_2_{minor}" for minor in range(newest, 16, -1)]
    return [f"--platform={tag}_{machine}" for tag in (*tags, "manylinux2014")]
