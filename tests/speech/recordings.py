"""Recordings for tests: synthetic speech and noise, and WAV files of many kinds."""

from __future__ import annotations

import struct
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from interaction_models import CatalogNames, Locale
from skill.speech.vocabulary import Vocabulary
from tests.interaction_models import recogniser
from tests.interaction_models.small import NAMES, intent_file, small

DATA = Path(__file__).parents[3] / "shared" / "data"
_YES = intent_file(["yes [please]"], "alexa: AMAZON.YesIntent\nanswers:\n  yes-no:\n    - sure\n")
_NO = intent_file(["no [thanks]"], "alexa: AMAZON.NoIntent\nanswers:\n  yes-no:\n    - never\n")
_DIGITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def shop(folder: Path) -> tuple[Locale, CatalogNames]:
    """A small locale with commands, yes and no, a choice and digits, and what its shop sells."""
    numbers = "".join(f"  {n}: [{word}]\n" for n, word in enumerate(_DIGITS, start=1))
    slots = {"quantity": f"about: x\nalexa: AMAZON.NUMBER\nvalues:\n{numbers}"}
    choose = intent_file(["the {pick} one"], "answers:\n  choice:\n    - '{pick}'\n")
    intents: dict[str, list[str] | str] = {"Yes": _YES, "No": _NO, "Choose": choose}
    intents["Ask"] = ["where is my order", "what is in my cart"]
    return small(folder, intents, slots), NAMES


def vocabulary(folder: Path) -> Vocabulary:
    """What the small shop's recogniser listens for."""
    return Vocabulary.made(*shop(folder))


@cache
def spoken(text: str) -> Any:
    """The text in espeak-ng's American voice, as floats at 16 kHz."""
    from skill.speech import sound

    return sound.floats(recogniser.spoken(text))


def data(*names: str) -> Path:
    """A file of the shared data; the test is skipped where it is absent."""
    path = DATA.joinpath(*names)
    if not path.exists():
        pytest.skip(f"{'/'.join(names)} of the shared data is not here")
    return path


def wav(
    path: Path, data: bytes, rate_hz: int = 16_000, channels: int = 1, bits: int = 16,
    kind: int = 1, *, guid: int | None = None,
) -> Path:  # fmt: skip
    """Writes a WAV file; ``guid`` is the real format behind an extensible header."""
    block = channels * bits // 8
    head = struct.pack("<HHIIHH", kind, channels, rate_hz, rate_hz * block, block, bits)
    if guid is not None:
        head += struct.pack("<HHIH14s", 22, bits, 0, guid, bytes(14))
    chunks = b"fmt " + struct.pack("<I", len(head)) + head
    chunks += b"data" + struct.pack("<I", len(data)) + data
    path.write_bytes(b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks)
    return path
