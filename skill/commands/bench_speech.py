"""``coster bench speech``: what PocketSphinx hears of synthetic shoppers, and of noise alone.

Voices are those of ``bench_voices``, at three speeds; noise, music and talk are recordings in a
folder, rooms the responses to an impulse in another.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from interaction_models import load_locale
from skill.commands import bench_voices as voices
from skill.commands.models import demo_names
from skill.speech import sound
from skill.speech.asked import Asked
from skill.speech.heard import RATE_HZ
from skill.speech.recording import read_recording
from skill.speech.sphinx import Sphinx
from skill.speech.vocabulary import Vocabulary
from skill.understanding import Understanding

SAID = (
    "do you have oat milk", "how much is ground coffee", "add two packs of tortilla chips",
    "tell me more about it", "what's in my cart", "my usual coffee", "where is my order",
    "empty my cart", "what do i usually buy", "check out", "remove the bananas",
    "add bananas to my cart", "i want some whole wheat bread", "show me shampoo",
    "do you have anything cheaper", "order paper towels", "i need dog food", "help",
    "cancel my order", "add three bananas",
)  # fmt: skip
NOISES, ROOMS = Path("../shared/data/noise"), Path("../shared/data/room_responses")
_CODES = ("one two three four", "nine oh five six", "seven seven eight two", "zero three one nine")
_SPEEDS = {"slow": 0.8, "clean": 1.0, "fast": 1.25}
_LOUDNESS_DB = (20, 10, 5)
_PIECE_S = 3

Change = Callable[[Any, int], Any]


def figures(noises: Path, rooms: Path, understanding: Understanding) -> dict[str, Any]:
    """Shares heard right by voice and condition, and false accepts over the recordings."""
    recognizer = Sphinx(Vocabulary.built("en-US"))
    noise, room = _read(noises), _read(rooms)
    found: dict[str, Any] = {"missing": voices.missing(), "commands": {}, "digits": {}}
    spent: dict[str, float] = {"taken": 0.0, "said": 0.0}
    for name, speed in _SPEEDS.items():
        for voice, speak in voices.voices(speed).items():
            said = [sound.floats(samples) for samples in speak([*SAID, *_CODES])]
            commands, codes = said[: len(SAID)], said[len(SAID) :]
            rows = found["commands"].setdefault(voice, {})
            rows[name] = _commands(recognizer, commands, understanding, spent)
            if name != "clean":
                continue
            found["digits"][voice] = _digits(recognizer, codes, understanding)
            for kind, change in _changes(noise, room).items():
                heard = [change(each, number) for number, each in enumerate(commands)]
                rows[kind] = _commands(recognizer, heard, understanding, spent)
    found["real_time_factor"] = spent["taken"] / spent["said"] if spent["said"] else 0.0
    return {**found, "noise": _false_accepts(recognizer, noise)}


def _read(folder: Path) -> list[Any]:
    return [read_recording(path).at_16_khz() for path in sorted(folder.glob("*.wav"))]


def _changes(noise: Sequence[Any], room: Sequence[Any]) -> dict[str, Change]:
    """What befalls speech on its way to a microphone, by name; each takes a number to choose by."""
    found: dict[str, Change] = {}
    for db in _LOUDNESS_DB if noise else ():
        found[f"{db} dB"] = partial(_mixed, noise=noise, db=db)
    if room:
        found["rooms"] = partial(_echoing, rooms=room)
    return found


def demo_understanding() -> Understanding:
    """What understands words with the names of the demo shop."""
    return Understanding(load_locale("en-US"), demo_names())


def _commands(
    recognizer: Sphinx, said: Sequence[Any], understanding: Understanding, spent: dict[str, float]
) -> dict[str, float]:
    """The share with every slot right, and that of wrong ones among those taken for commands."""
    right = wrong = 0
    for text, samples in zip(SAID, said, strict=True):
        start = time.process_time()
        heard = recognizer.judge(samples, Asked())
        spent["taken"] += time.process_time() - start
        spent["said"] += len(samples) / RATE_HZ
        meant = not heard.refused and _same(understanding, heard.text, text)
        right, wrong = right + meant, wrong + (not heard.refused and not meant)
    return {"right": right / len(SAID), "wrong": wrong / len(SAID)}


def _same(understanding: Understanding, heard: str, said: str, expects: str | None = None) -> bool:
    """Whether both mean the same intent with the same slots."""
    read = [understanding.understand(text, expects=expects)[:1] for text in (heard, said)]
    if not all(read):
        return heard == said
    keys = [(r.intent, {n: s.value or s.text for n, s in r.slots.items()}) for (r,) in read]
    return keys[0] == keys[1]


def _digits(recognizer: Sphinx, said: Sequence[Any], understanding: Understanding) -> float:
    """The share of codes that are heard right where a code was asked for: "o" is "oh"."""
    heard = [recognizer.judge(samples, Asked("code")) for samples in said]
    pairs = zip(heard, _CODES, strict=True)
    right = [not h.refused and _same(understanding, h.text, code, "code") for h, code in pairs]
    return sum(right) / len(_CODES)


def _mixed(samples: Any, number: int, *, noise: Sequence[Any], db: int) -> Any:
    """The samples with one of the noises behind them, so many decibels below."""
    np = sound.numpy()
    behind = np.resize(noise[number % len(noise)], len(samples))
    ratio = (samples**2).mean() / max(float((behind**2).mean()), 1e-12)
    return samples + behind * float(np.sqrt(ratio / 10 ** (db / 10)))


def _echoing(samples: Any, number: int, *, rooms: Sequence[Any]) -> Any:
    """The samples as they sound in one of the rooms, as loud as before."""
    np = sound.numpy()
    response = rooms[number % len(rooms)]
    length = len(samples) + len(response) - 1
    product = np.fft.rfft(samples, length) * np.fft.rfft(response, length)
    heard = np.fft.irfft(product, length).astype("float32")
    return heard * float(np.abs(samples).max() / max(float(np.abs(heard).max()), 1e-9))


def _false_accepts(recognizer: Sphinx, noise: Sequence[Any]) -> dict[str, float]:
    """How often a piece of the recordings is taken for a command though nobody gives one."""
    pieces = [piece for each in noise for piece in _pieces(each)]
    seconds = sum(len(piece) for piece in pieces) / RATE_HZ
    taken = sum(recognizer.judge(piece, Asked()).refused is None for piece in pieces)
    return {"seconds": seconds, "false_accepts": taken}


def _pieces(samples: Any) -> Iterator[Any]:
    length = _PIECE_S * RATE_HZ
    return (samples[at : at + length] for at in range(0, len(samples), length))


def table(found: Mapping[str, Any]) -> str:
    """The figures for a terminal."""
    lines = [*found["missing"], "commands heard right (and wrong), codes heard right"]
    for voice, row in found["commands"].items():
        cells = (f"{n} {r['right']:4.0%} ({r['wrong']:3.0%})" for n, r in row.items())
        lines.append(f"  {voice:18}{'  '.join(cells)}  codes {found['digits'][voice]:4.0%}")
    lines.append(f"  {'real time factor':18}{found['real_time_factor']:.2f}")
    noise = found["noise"]
    lines.append(f"  {noise['false_accepts']} false accepts in {noise['seconds']:.0f} s of noise")
    return "\n".join(lines)
