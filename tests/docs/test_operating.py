"""What the docs of running a shop say is what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from skill.operation.metrics import Metrics
from skill.operation.watched import OUTCOMES
from skill.settings import from_environment

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
SERVICE = ROOT / "docs" / "costermonger.service"
CODE = (ROOT / "skill" / "settings.py").read_text(encoding="utf-8")


def test_every_setting_that_is_named_is_one() -> None:
    named = set(re.findall(r"COSTER_[A-Z_]+", TEXT + SERVICE.read_text(encoding="utf-8")))
    # Limits are put together from their names.
    known = [name for name in named if f'"{name}"' in CODE]
    rest = {name.removeprefix("COSTER_LIMIT_") for name in named - set(known)}
    assert rest <= {"SHOPPER", "DEVICE", "ADDRESS"}
    assert all(f'most("{name}"' in CODE for name in rest)


def test_the_defaults_are_those_of_a_server() -> None:
    settings = from_environment({})
    rows = dict(re.findall(r"^\| (`COSTER[^|]+`) \| ([^|]+) \|", TEXT, re.MULTILINE))
    assert rows["`COSTER_TURN_MS`"] == f"`{settings.turn_ms}`"
    assert rows["`COSTER_PATIENCE`"] == f"`{settings.patience_s}`"
    assert rows["`COSTER_MOST_BYTES`"] == f"{settings.most_bytes >> 20} MiB"
    shopper = rows["`COSTER_LIMIT_SHOPPER`, `COSTER_LIMIT_DEVICE`"]
    assert shopper == f"`{settings.limits.shopper}`" == f"`{settings.limits.device}`"
    assert rows["`COSTER_LIMIT_ADDRESS`"] == f"`{settings.limits.address}`"
    assert rows["`COSTER_LOG_LEVEL`, `COSTER_LOG_FORMAT`"] == (
        f"`{settings.log_level}`, `{settings.log_format}`"
    )


def test_every_figure_is_told_of() -> None:
    metrics = Metrics(("Yes",))
    metrics.turned("alexa", "Yes", "answered", 0.1)
    metrics.degraded({"mail": False})
    names = set(re.findall(r"^# TYPE (\w+)", metrics.text().decode(), re.MULTILINE))
    names = {name for name in names if not name.endswith("_created")}
    assert names
    assert not [name for name in names if f"`{name}`" not in TEXT]
    assert not [outcome for outcome in OUTCOMES if f"`{outcome}`" not in TEXT]


def test_the_image_takes_along_what_the_package_is_made_of() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (listed,) = re.findall(r"wheel\]\npackages = \[(.+)\]", project)
    packages = re.findall(r'"(\w+)"', listed)
    docker = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    let_in = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    copied = re.findall(r"^COPY (?!--)(.+) \S+$", docker, re.MULTILINE)
    files = {name for line in copied for name in line.split()}
    assert {*packages, "pyproject.toml", "README.md", "LICENSE"} == files
    assert {f"!{name}" for name in files} <= set(let_in)
