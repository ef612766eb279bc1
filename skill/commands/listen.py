"""``coster listen``: recordings become words, and words what they ask for, with no network."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interaction_models import CatalogNames, Locale, ModelError
from skill import wiring
from skill.settings import Settings, from_environment
from skill.speech.asked import Asked
from skill.speech.engines import ENGINES, open_recognizer
from skill.speech.errors import SpeechError
from skill.speech.heard import Heard, Recognizer, Wording
from skill.speech.vocabulary import Vocabulary

if TYPE_CHECKING:
    from skill.conversation.turn import Reading, Slot

_PIECE_S = 0.2  # what a recording is read in, as a microphone would bring it

Read = Callable[[Sequence[Wording]], Sequence["Reading"]]


def add_parser(commands: Any) -> None:
    """Declare the command and its options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "listen", help="what recordings say and ask for"
    )
    parser.add_argument("recordings", nargs="+", type=Path, metavar="WAV")
    parser.add_argument("--engine", choices=ENGINES, default="auto", help="default: %(default)s")
    parser.add_argument(
        "--model",
        type=Path,
        metavar="DIR",
        help="another interaction model with words of its own: rules, intents and slots",
    )
    parser.add_argument(
        "--expects", metavar="QUESTION", help="what was asked before: yes-no, choice, code, ..."
    )
    parser.add_argument(
        "--choice", action="append", default=[], metavar="NAME", help="a name that was just listed"
    )
    parser.add_argument("--json", action="store_true", help="a line of JSON for each recording")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Listens to each recording; 1 where one of them cannot be read."""
    asked = Asked(arguments.expects, tuple(arguments.choice))
    code = 0
    try:
        recognizer, read = _opened(arguments, asked)
    except ModelError as error:
        print(f"coster: {error}", file=sys.stderr)
        return 2
    for path in arguments.recordings:
        try:
            found = listened(path, recognizer, read, asked)
        except (SpeechError, OSError) as error:
            print(f"coster: {error}", file=sys.stderr)
            code = 1
        else:
            print(json.dumps(found, ensure_ascii=False) if arguments.json else _line(found))
    return code


def listened(path: Path, recognizer: Recognizer, read: Read, asked: Asked) -> dict[str, Any]:
    """What a recording says and asks for, as JSON has it. Raises SpeechError and OSError."""
    from skill.speech import sound
    from skill.speech.recording import read_recording

    recording = read_recording(path)
    start = time.perf_counter()
    listening = recognizer.listen(asked, rate_hz=recording.rate_hz, partials=False)
    step = round(_PIECE_S * recording.rate_hz)
    for at in range(0, len(recording.samples), step):
        listening.hear(sound.sixteen_bits(recording.samples[at : at + step]))
    heard = listening.finish()
    recognised = time.perf_counter()
    readings = () if heard.refused else read(heard.wordings)
    understood = time.perf_counter()
    return {
        "recording": str(path),
        "engine": recognizer.engine,
        **_as_heard(heard),
        **_as_understood(readings),
        "timings": {
            "recording_s": round(recording.seconds, 3),
            "recognition_s": round(recognised - start, 3),
            "understanding_s": round(understood - recognised, 3),
        },
    }


def _as_heard(heard: Heard) -> dict[str, Any]:
    first, *others = heard.wordings or (Wording((), 0.0),)
    return {
        "text": first.text,
        "confidence": first.confidence,
        "refused": heard.refused,
        "words": [
            {"word": w.text, "start_s": w.start_s, "end_s": w.end_s, "confidence": w.confidence}
            for w in first.words
        ],
        "alternatives": [{"text": w.text, "confidence": w.confidence} for w in others],
        "evidence": dict(heard.evidence),
        "snr_db": heard.snr_db,
    }


def _as_understood(readings: Sequence[Reading]) -> dict[str, Any]:
    first = readings[0] if readings else None
    return {
        "intent": first.intent if first else None,
        "intent_confidence": first.confidence if first else 0.0,
        "slots": _slots(first.slots) if first else {},
        "then": [{"intent": r.intent, "slots": _slots(r.slots)} for r in first.then]
        if first
        else [],
    }


def _slots(slots: Mapping[str, Slot]) -> dict[str, Any]:
    return {
        name: {"text": slot.text, "value": slot.value, "confidence": slot.confidence}
        for name, slot in slots.items()
    }


def _opened(arguments: argparse.Namespace, asked: Asked) -> tuple[Recognizer, Read]:
    if arguments.model:
        locale = _locale(arguments.model)
        vocabulary = Vocabulary.made(locale, CatalogNames())
        return open_recognizer(vocabulary, arguments.engine), _reader_of(locale)
    settings = from_environment()
    names = _names(settings)
    vocabulary = Vocabulary.made(_shop_locale(settings), names)
    return open_recognizer(vocabulary, arguments.engine), _shop_reader(settings, names, asked)


def _locale(folder: Path) -> Locale:
    from interaction_models.locale import Locale

    path = folder.resolve()
    if not (path / "locale.yaml").is_file():
        raise SpeechError(f"{folder}: no interaction model, its locale.yaml is missing")
    return Locale(path.name, path)


def _shop_locale(settings: Settings) -> Locale:
    from interaction_models import load_locale

    return load_locale(settings.locale)


def _names(settings: Settings) -> CatalogNames:
    from skill.understanding.names import names_from_products

    with wiring.build_shop(settings).open() as work:
        return names_from_products(work.catalog.everything(), settings.locale)


def _shop_reader(settings: Settings, names: CatalogNames, asked: Asked) -> Read:
    from skill.understanding import Hypothesis, Understanding

    understanding = Understanding(_shop_locale(settings), names)

    def read(wordings: Sequence[Wording]) -> Sequence[Reading]:
        heard = [
            Hypothesis(each.text, each.confidence, {w.text: w.confidence for w in each.words})
            for each in wordings
        ]
        return understanding.understand_heard(heard, expects=asked.expects)

    return read


def _reader_of(locale: Locale) -> Read:
    """Reads sentences of a model that is no shop: they fit word for word, or not at all."""
    from skill.understanding.sentences import Sentences

    sentences = Sentences(locale)
    return lambda wordings: next(filter(None, (sentences.read(w.text) for w in wordings)), ())


def _line(found: Mapping[str, Any]) -> str:
    slots = ", ".join(f"{name}: {slot['text']}" for name, slot in found["slots"].items())
    meant = found["refused"] or f"{found['intent']}({slots})"
    return f"{found['recording']}: {found['text'] or '-'} -> {meant}"
