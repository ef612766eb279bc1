"""Files stay under 300 lines and functions under 40; a longer one is a missing name."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture.test_arrows import MODULES, ROOT, module_name

# A step of the tables from one revision to the next is one list, however long.
FUNCTIONS = [path for path in MODULES if path.parent.name != "versions"]
TESTS = sorted((ROOT / "tests").rglob("*.py"))


@pytest.mark.parametrize("path", MODULES + TESTS, ids=str)
def test_a_file_stays_under_300_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < 300


@pytest.mark.parametrize("path", FUNCTIONS, ids=module_name)
def test_a_function_stays_under_40_lines(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length < 40, f"{module_name(path)}.{node.name} has {length} lines"
