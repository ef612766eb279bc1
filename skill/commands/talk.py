"""``coster talk``: talk with the shop, by microphone and loudspeaker or by recordings."""

from __future__ import annotations

import argparse
import sys
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

from skill import wiring
from skill.commands.chat import NEWCOMER, caller_of
from skill.settings import Settings, from_environment
from skill.speech.engines import ENGINES
from skill.speech.errors import SpeechError

if TYPE_CHECKING:
    from skill.channels.voice.dialogue import Dialogue
    from skill.channels.voice.talker import Captions
    from skill.speech.audio import Audio, Recordings

_CONSENT = "This keeps recordings of your voice and what was understood in {folder}. Agree? [y/N] "


def add_parser(commands: Any) -> None:
    """Declare the command and its options."""
    parser: argparse.ArgumentParser = commands.add_parser("talk", help="talk with the shop aloud")
    parser.add_argument("--as", dest="shopper", default=NEWCOMER, metavar="SHOPPER")
    parser.add_argument("--engine", choices=ENGINES, default="auto", help="default: %(default)s")
    _add_sound(parser)
    _add_speech(parser)
    kept = parser.add_argument_group("a session that is kept")
    kept.add_argument("--record", type=Path, metavar="DIR", help="keep the talk, once agreed to")
    kept.add_argument("--agree", action="store_true", help="the shopper has agreed to --record")
    kept.add_argument("--replay", type=Path, metavar="DIR", help="hear a kept talk again, compare")
    parser.set_defaults(run=run)


def _add_sound(parser: argparse.ArgumentParser) -> None:
    sound = parser.add_argument_group("microphone and loudspeaker")
    sound.add_argument("--devices", action="store_true", help="list them, and no more")
    sound.add_argument("--input", metavar="DEVICE", help="a microphone's number or name")
    sound.add_argument("--output", metavar="DEVICE", help="a loudspeaker's number or name")
    sound.add_argument(
        "--from",
        dest="recordings",
        nargs="+",
        type=Path,
        metavar="WAV",
        help="hear these, one after the other, instead of a microphone",
    )
    sound.add_argument("--to", type=Path, metavar="WAV", help="with --from: write what is said")
    sound.add_argument("--real-time", action="store_true", help="with --from: as long as it sounds")


def _add_speech(parser: argparse.ArgumentParser) -> None:
    speech = parser.add_argument_group("speech")
    speech.add_argument("--voice", help="by espeak-ng's name, as en-us+f3")
    speech.add_argument("--speed", type=_speed, default=1.0, help="times the usual, 0.5 to 2.5")
    speech.add_argument("--wake", metavar="PHRASE", help="wait for it, as in --wake 'hey shop'")
    speech.add_argument("--no-earcons", action="store_true", help="no sounds but speech")


def _speed(text: str) -> float:
    speed = float(text)
    if not 0.5 <= speed <= 2.5:
        raise argparse.ArgumentTypeError("must be from 0.5 to 2.5")
    return speed


def run(arguments: argparse.Namespace) -> int:
    """Talks until the shopper leaves; 1 where a talk that is replayed went otherwise."""
    from skill.commands.talk_kept import replayed
    from skill.speech.microphone import devices

    if arguments.devices:
        print("\n".join(devices()) or "There is no microphone and no loudspeaker.")
        return 0
    settings = from_environment()
    dialogue = _dialogue(arguments, settings)
    if arguments.replay:
        return replayed(arguments.replay, dialogue)
    captions = _captions(arguments)
    audio = _audio(arguments)
    try:
        _talk(arguments, dialogue, audio, captions)
    except KeyboardInterrupt:
        print()
    return 0


def _talk(
    arguments: argparse.Namespace, dialogue: Dialogue, audio: Audio, captions: Captions
) -> None:
    from skill.channels.voice.talker import Talker
    from skill.speech.audio import Recordings
    from skill.speech.waking import WakePhrase
    from skill.speech.wav import write_recording

    phrase = arguments.wake or from_environment().wake_phrase
    waker = WakePhrase(phrase) if phrase else None
    talker = Talker(dialogue, audio, captions, waker, has_earcons=not arguments.no_earcons)
    try:
        talker.run()
    finally:
        if arguments.to and isinstance(audio, Recordings):
            write_recording(arguments.to, audio.played)


def _dialogue(arguments: argparse.Namespace, settings: Settings) -> Dialogue:
    from skill.speech.speaker import WORDS_A_MINUTE, open_speaker

    shop = wiring.build_shop(settings)
    caller, _ = caller_of(shop, arguments.shopper)
    return wiring.build_dialogue(
        shop,
        settings,
        caller,
        uuid.uuid4().hex,
        recognizer=wiring.build_recognizer(shop, settings, arguments.engine),
        speaker=open_speaker(
            settings.locale,
            voice=arguments.voice,
            words_a_minute=round(WORDS_A_MINUTE * arguments.speed),
        ),
    )


def _audio(arguments: argparse.Namespace) -> Audio:
    if arguments.recordings:
        return _recordings(arguments)
    if arguments.to:
        raise SpeechError("--to goes with --from: a loudspeaker plays what is said")
    from skill.speech.microphone import Devices

    return Devices(arguments.input, arguments.output)


def _recordings(arguments: argparse.Namespace) -> Recordings:
    from skill.speech.audio import Recordings
    from skill.speech.recording import read_recording

    read = [read_recording(path) for path in arguments.recordings]
    return Recordings(read, is_real_time=arguments.real_time)


def _captions(arguments: argparse.Namespace) -> Captions:
    from skill.commands.talk_kept import Screen, Session

    if not arguments.record:
        return Screen()
    if not (arguments.agree or _agreed(arguments.record)):
        raise SpeechError("nothing is recorded without consent")
    return Session(arguments.record)


def _agreed(folder: Path) -> bool:
    if not sys.stdin.isatty():
        return False
    return input(_CONSENT.format(folder=folder)).strip().lower() in ("y", "yes", "o", "oui")
