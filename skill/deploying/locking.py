"""The packages in the bundle, pinned with their hashes, so that a commit says all of its bytes."""

from __future__ import annotations

import json
import re
import tempfile
import tomllib
from collections import defaultdict
from pathlib import Path

from skill.deploying.pip import MACHINES, run_pip

LOCK = Path("skill", "deploying", "requirements.txt")
PYTHONS = ("3.11", "3.12", "3.13")
_EXTRAS = ("postgres", "stripe", "aws")
# Lambda's runtimes for Python bring them.
_BROUGHT = ("boto3", "awslambdaric")
_HEAD = """\
# What the bundle for AWS Lambda holds besides Costermonger, for Python {pythons} on {machines}.
# Made by: coster bundle lock
"""


def wanted(source: Path) -> list[str]:
    """The requirements in ``pyproject.toml`` of what runs on Lambda."""
    project = tomllib.loads((source / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    lines = [*project["dependencies"], *(line for name in _EXTRAS for line in extras[name])]
    return [line for line in lines if project_name(line) not in _BROUGHT]


def project_name(requirement: str) -> str:
    """The normalised name in a requirement, such as ``psycopg`` of ``psycopg[binary]>=3.1``."""
    name = re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


def lock(source: Path) -> int:
    """Write the lock file anew with today's versions; returns how many packages it pins.

    Raises :class:`skill.deploying.errors.PackagesError`.
    """
    found = _agreed(wanted(source))
    hashes: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name, version, digest in found:
        hashes[name, version].add(digest)
    lines = [_HEAD.format(pythons=", ".join(PYTHONS), machines=", ".join(MACHINES))]
    for (name, version), digests in sorted(hashes.items()):
        marks = (f" \\\n    --hash=sha256:{digest}" for digest in sorted(digests))
        lines.append(f"{name}=={version}{''.join(marks)}\n")
    target = source / LOCK
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("".join(lines), encoding="utf-8")
    return len(hashes)


def _agreed(lines: list[str]) -> list[tuple[str, str, str]]:
    """What every kind of machine can install in one version each: name, version and SHA-256.

    A version may be there for one and not for another, so they are asked in turn for what all the
    others had, at most.
    """
    most: dict[str, str] = {}
    while True:
        before = dict(most)
        found: list[tuple[str, str, str]] = []
        for python in PYTHONS:
            for machine in MACHINES:
                resolved = _resolved(machine, python, lines, most)
                most.update({name: version for name, version, _ in resolved})
                found += resolved
        if most == before:
            return found


def _resolved(
    machine: str, python: str, lines: list[str], most: dict[str, str]
) -> list[tuple[str, str, str]]:
    """Name, version and SHA-256 of each file that pip would install, no newer than ``most``."""
    with tempfile.TemporaryDirectory() as folder:
        report, allowed = Path(folder, "report.json"), Path(folder, "allowed.txt")
        bounds = (f"{name}<={version}\n" for name, version in most.items())
        allowed.write_text("".join(bounds), encoding="utf-8")
        arguments = ["--dry-run", "--ignore-installed", f"--report={report}", f"-c{allowed}"]
        run_pip(machine, python, [*arguments, f"--target={folder}/none", *lines])
        found = json.loads(report.read_text(encoding="utf-8"))["install"]
    return [
        (
            project_name(item["metadata"]["name"]),
            item["metadata"]["version"],
            item["download_info"]["archive_info"]["hashes"]["sha256"],
        )
        for item in found
    ]
