"""Arrows go down only: channels → conversation → fulfillment → storage."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("skill", "fulfillment", "interaction_models", "voice_models")
MODULES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]

# Room → what it may import of the project. The longest name that fits a module is its room.
MAY_IMPORT = {
    "fulfillment.money": (),
    "fulfillment.errors": (),
    "fulfillment.storage": ("fulfillment.storage", "fulfillment.money", "fulfillment.errors"),
    "fulfillment.feeds": (
        "fulfillment.feeds",
        "fulfillment.catalog",
        "fulfillment.storage",
        "fulfillment.profile",
        "fulfillment.unit",
        "fulfillment.money",
        "fulfillment.errors",
    ),
    "fulfillment": ("fulfillment",),
    "interaction_models": ("interaction_models",),
    "voice_models": ("voice_models",),
    "skill.conversation": ("skill.conversation", "fulfillment", "interaction_models"),
    "skill.understanding": (
        "skill.understanding",
        "skill.conversation.turn",
        "interaction_models",
        "fulfillment.catalog",
    ),
    "skill.speech": (
        "skill.speech",
        "interaction_models",
        "voice_models",
        "fulfillment.search.sound_english",
    ),
    "skill.channels": (
        "skill.channels",
        "skill.speech",
        "skill.conversation.turn",
        "skill.conversation.reply",
        "skill.conversation.plain",
        "skill.understanding",
        "interaction_models",
        "fulfillment.money",
    ),
    "skill.mail": (
        "skill.mail",
        "skill.conversation.answer",
        "skill.conversation.labels",
        "skill.conversation.outcomes",
        "skill.conversation.phrases",
        "skill.conversation.plain",
        "interaction_models",
        "fulfillment",
    ),
    "skill.accounts": (
        "skill.accounts",
        "skill.settings",
        "skill.mail.sums",
        "skill.mail.wording",
        "skill.conversation.answer",
        "skill.conversation.labels",
        "skill.conversation.phrases",
        "skill.conversation.plain",
        "interaction_models",
        "fulfillment",
    ),
    "skill.talk": (
        "skill.talk",
        "skill.accounts",
        "skill.channels",
        "skill.speech",
        "skill.settings",
        "skill.conversation.plain",
        "skill.conversation.reply",
        "skill.conversation.turn",
        "skill.conversation.unsaid",
        "fulfillment",
    ),
    "skill.operation": (
        "skill.operation",
        "skill.settings",
        "skill.channels",
        "skill.conversation.turn",
        "skill.conversation.reply",
        "fulfillment.shop",
        "fulfillment.errors",
    ),
    "skill.settings": ("skill.secrets",),
    "skill.secrets": (),
    "skill.deploying": ("skill.deploying",),
    "skill.app": ("skill", "fulfillment.shop", "fulfillment.errors"),
    "skill.lambda_handler": (
        "skill.wiring",
        "skill.settings",
        "skill.channels",
        "fulfillment.shop",
    ),
    "skill.wiring": PACKAGES,
    "skill.commands": PACKAGES,
    "skill.cli": ("skill", "fulfillment.errors"),
    "skill.unfolding": ("skill.understanding", "skill.conversation.turn", "interaction_models"),
    "skill": ("skill",),
}

# Room → outside packages it must never import; a room's rule holds for the rooms inside it.
MUST_NOT_IMPORT = {
    "skill": ("sqlalchemy", "alembic", "stripe", "sqlite3", "psycopg"),
    "skill.conversation": (
        "flask",
        "prometheus_client",
        "ask_sdk_core",
        "ask_sdk_model",
        "hassil",
        "vosk",
        "pyttsx3",
    ),
    "fulfillment": (
        "flask",
        "prometheus_client",
        "ask_sdk_core",
        "ask_sdk_model",
        "flask_ask_sdk",
        "vosk",
        "pyttsx3",
        "pocketsphinx",
        "hassil",
        "fluent",
    ),
    "interaction_models": ("flask", "ask_sdk_core", "sqlalchemy", "stripe"),
}

# Pure rules: the standard library, and each other.
PURE = (
    "fulfillment.money",
    "fulfillment.errors",
    "fulfillment.aftercare.context",
    "fulfillment.aftercare.returned",
    "fulfillment.aftercare.shares",
    "fulfillment.catalog.size",
    "fulfillment.catalog.product",
    "fulfillment.carts.cart",
    "fulfillment.customers.habits",
    "fulfillment.customers.owner",
    "fulfillment.customers.rhythm",
    "fulfillment.customers.usual",
    "fulfillment.feeds.delimited",
    "fulfillment.feeds.entry",
    "fulfillment.feeds.errors",
    "fulfillment.feeds.google",
    "fulfillment.feeds.google_xml",
    "fulfillment.feeds.joined",
    "fulfillment.feeds.package_sizes",
    "fulfillment.feeds.prices",
    "fulfillment.feeds.storefronts",
    "fulfillment.feeds.texts",
    "fulfillment.notices.notice",
    "fulfillment.orders.order",
    "fulfillment.orders.quote",
    "fulfillment.orders.quoting",
    "fulfillment.orders.slots",
    "fulfillment.outbox.message",
    "fulfillment.payments.breaker",
    "fulfillment.promotions.keys",
    "fulfillment.promotions.promotion",
    "fulfillment.promotions.rules",
    "fulfillment.search.confusions",
    "fulfillment.search.differences",
    "fulfillment.search.english",
    "fulfillment.search.english_numbers",
    "fulfillment.search.fields",
    "fulfillment.search.found",
    "fulfillment.search.french",
    "fulfillment.search.french_numbers",
    "fulfillment.search.heads",
    "fulfillment.search.language",
    "fulfillment.search.languages",
    "fulfillment.search.numbers",
    "fulfillment.search.segmenting",
    "fulfillment.search.sound_english",
    "fulfillment.search.sound_french",
    "fulfillment.search.sound_rules",
    "fulfillment.search.structure",
    "fulfillment.search.text",
)


def module_name(path: Path) -> str:
    """The dotted name of a file."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[str]:
    """Every dotted name that a file imports, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides its arrow"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if is_module(name) else str(node.module) for name in names)


def is_module(name: str) -> bool:
    """Whether a dotted name is a module or package of the project."""
    path = ROOT / Path(*name.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def inside(name: str, room: str) -> bool:
    """Whether a dotted name lies in a room."""
    return name == room or name.startswith(f"{room}.")


def room_of(name: str) -> str:
    """The room a module lies in."""
    return max((room for room in MAY_IMPORT if inside(name, room)), key=len)


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_a_module_imports_only_what_its_room_may(path: Path) -> None:
    name = module_name(path)
    allowed = MAY_IMPORT[room_of(name)]
    ours = [found for found in imports(path) if found.split(".")[0] in PACKAGES]
    wrong = [found for found in ours if not any(inside(found, room) for room in allowed)]
    assert not wrong, f"{name} ({room_of(name)}) may not import {wrong}"


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_a_module_leaves_alone_what_is_not_its_business(path: Path) -> None:
    name = module_name(path)
    banned = {b for room, names in MUST_NOT_IMPORT.items() if inside(name, room) for b in names}
    wrong = [found for found in imports(path) if found.split(".")[0] in banned]
    assert not wrong, f"{name} may not import {wrong}"


@pytest.mark.parametrize("name", PURE)
def test_a_pure_rule_imports_the_standard_library_only(name: str) -> None:
    path = ROOT / Path(*name.split(".")).with_suffix(".py")
    import sys

    for found in imports(path):
        top = found.split(".")[0]
        pure = top in sys.stdlib_module_names or any(inside(found, other) for other in PURE)
        assert pure or found == "fulfillment.catalog", f"{name} imports {found}"


def test_only_the_wiring_builds_the_shop_and_the_conversation() -> None:
    builders = {"Shop", "Engine", "Speaker"}
    for path in MODULES:
        name = module_name(path)
        if name in ("skill.wiring",) or name.startswith("fulfillment.demo"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in builders, f"{name} builds a {node.func.id}"


def test_every_folder_of_code_says_what_it_may_import() -> None:
    for package in PACKAGES:
        for init in (ROOT / package).rglob("__init__.py"):
            assert ast.get_docstring(ast.parse(init.read_text(encoding="utf-8"))), init
