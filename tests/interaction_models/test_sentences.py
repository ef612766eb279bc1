"""A sentence is added to a file without a change to the rest of it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from interaction_models import Locale
from interaction_models.errors import SourceError
from interaction_models.locale import ROOT
from interaction_models.sentences import Addition, tried, with_sentence, write

FILE = """\
about: What it is for. # why
family: navigation

# How it is said.
sentences:
    # the plainest
    - "add {product}"
    - 'put {product}'   # and so

if_sold: # only what is sold
  - "get {product}"
answers:
  product:
    - "{product}"
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder of two locales, of which one builds on the other."""
    for name, text in (("en", "language: en"), ("en-XX", "inherits: en")):
        (tmp_path / name / "intents").mkdir(parents=True)
        (tmp_path / name / "locale.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "en/intents/Add.yaml").write_text(FILE, encoding="utf-8")
    return tmp_path


def add(root: Path, template: str, intent: str = "Add", locale: str = "en-XX") -> Addition:
    return with_sentence(root, Locale(locale, root / locale), intent, template)


def test_only_one_line_is_new_and_it_stands_in_the_list_as_the_others_do(root: Path) -> None:
    addition = add(root, "hurl it in")
    lines, before = addition.text.splitlines(), FILE.splitlines()
    assert lines[addition.line - 1] == '    - "hurl it in"'
    assert lines[: addition.line - 1] + lines[addition.line :] == before
    assert lines[addition.line - 2] == "    - 'put {product}'   # and so"
    assert addition.path == Path("en/intents/Add.yaml")


def test_what_may_be_said_of_other_things_goes_where_the_product_must_be_sold(root: Path) -> None:
    addition = add(root, "hurl {product} in")
    assert addition.text.splitlines()[addition.line - 1] == '  - "hurl {product} in"'
    assert addition.text.splitlines()[addition.line - 2] == '  - "get {product}"'


def test_a_locales_own_file_is_taken_before_its_languages(root: Path) -> None:
    own = root / "en-XX/intents/Add.yaml"
    own.write_text("about: Ours.\n", encoding="utf-8")
    addition = add(root, "hurl {product} in")
    assert addition.path == Path("en-XX/intents/Add.yaml")
    assert addition.text == 'about: Ours.\nsentences:\n  - "hurl {product} in"\n'
    assert addition.line == 3


def test_letters_with_accents_are_written_as_they_are(root: Path) -> None:
    assert '- "crème brûlée"\n' in add(root, "crème brûlée").text


def test_the_same_sentence_again_is_refused_with_its_place(root: Path) -> None:
    with pytest.raises(SourceError, match=r"en/intents/Add.yaml:\d+: 'get \{product\}' stands"):
        add(root, "get {product}")


@pytest.mark.parametrize("written", ['["add it"]', "[]"])
def test_a_list_in_one_line_is_refused_with_its_place(root: Path, written: str) -> None:
    file = root / "en/intents/Add.yaml"
    file.write_text(f"about: A.\nsentences: {written}\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"en/intents/Add.yaml:2: .* in one line"):
        add(root, "hurl it in")


def test_an_intent_that_is_not_there_is_told(root: Path) -> None:
    with pytest.raises(LookupError, match="en-XX has no intent 'Subtract'"):
        add(root, "hurl it in", intent="Subtract")


def test_it_is_tried_in_a_copy_by_every_locale_that_reads_it(root: Path) -> None:
    with tried(root, add(root, "hurl it in")) as locales:
        assert [locale.name for locale in locales] == ["en-XX"]
        (locale,) = locales
        assert "hurl it in" in [each.text for each in locale.intents["Add"].sentences]
    assert (root / "en/intents/Add.yaml").read_text("utf-8") == FILE


def test_written_it_keeps_the_files_rights_and_leaves_nothing_beside_it(root: Path) -> None:
    file = root / "en/intents/Add.yaml"
    file.chmod(0o640)
    addition = add(root, "hurl it in")
    write(root, addition)
    assert file.read_text("utf-8") == addition.text
    assert file.stat().st_mode & 0o777 == 0o640
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_file_that_may_not_be_written_is_told(root: Path) -> None:
    (root / "en/intents/Add.yaml").chmod(0o400)
    with pytest.raises(PermissionError, match=r"Add.yaml may not be written"):
        write(root, add(root, "hurl it in"))


def test_every_intents_file_of_ours_can_take_a_sentence(tmp_path: Path) -> None:
    shutil.copytree(ROOT, tmp_path / "words", ignore=shutil.ignore_patterns("built", "*.py"))
    root = tmp_path / "words"
    locale = Locale("en-US", root / "en-US")
    for name, intent in locale.intents.items():
        if intent.sentences:
            write(root, with_sentence(root, locale, name, "hurl it in"))
    fresh = Locale("en", root / "en")
    for name, intent in fresh.intents.items():
        if intent.sentences:
            assert "hurl it in" in [each.text for each in intent.sentences], name
