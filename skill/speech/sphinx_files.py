"""The files that PocketSphinx is opened with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from interaction_models.compiler.ngram import said
from skill.speech.errors import ModelBroken
from skill.speech.pronouncing import Dictionary
from skill.speech.vocabulary import Vocabulary

_LANGUAGE_WEIGHT = 7.5
_LINKS = ("commands.arpa", "classes.txt")


def write_files(folder: Path, vocabulary: Vocabulary, dictionary: Dictionary) -> None:
    """Writes the words' pronunciations and the statistical model with its classes."""
    for name in _LINKS:
        (folder / name).write_text(vocabulary.files[name], encoding="utf-8")
    control = vocabulary.files["commands.lmctl"]
    for name in _LINKS:  # PocketSphinx looks for them where it was started
        control = control.replace(name, str(folder / name))
    (folder / "commands.lmctl").write_text(control, encoding="utf-8")
    lines = sorted(_pronunciations(vocabulary, dictionary))
    (folder / "words.dict").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _pronunciations(vocabulary: Vocabulary, dictionary: Dictionary) -> Iterator[str]:
    # One word without a pronunciation makes a whole grammar fail: it is heard as a short "uh".
    for word in vocabulary.words:
        for number, phones in enumerate(dictionary.ways(word) or ("AH",), start=1):
            yield f"{word}({number}) {phones}" if number > 1 else f"{word} {phones}"
    for member in vocabulary.members:
        yield f"{member} {dictionary.phrase(said(member)[0]) or 'AH'}"


def front_end(folder: Path, model: Path) -> Path:
    """A copy of the acoustic model's ``feat.params`` that does not remove noise.

    What stands in that file overrides what a decoder is told (PocketSphinx 5.1).

    Raises ModelBroken.
    """
    path = model / "feat.params"
    if not path.is_file():
        raise ModelBroken(f"{model}: no acoustic model, its feat.params is missing")
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.split()[:1] != ["-remove_noise"]]
    made = folder / "feat.params"
    made.write_text("\n".join([*kept, "-remove_noise no", ""]), encoding="utf-8")
    return made


def automaton(folder: Path, text: str, logmath: Any, fsg_model: Any) -> Any:
    """PocketSphinx's own automaton of one in text; silence may come between all words."""
    path = folder / "grammar.fsg"
    path.write_text(text, encoding="utf-8")
    return fsg_model.readfile(str(path), logmath, _LANGUAGE_WEIGHT)
