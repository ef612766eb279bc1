"""``coster bench talk``: from the end of speech to the first sound of the answer, and endurance.

A synthetic shopper talks with the loop of ``coster talk`` over a microphone that counts time.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import cycle, islice
from typing import Any, TypeVar

from skill import wiring
from skill.channels.voice.dialogue import Answer, Dialogue
from skill.channels.voice.talker import Captions, Talker
from skill.commands.bench_memory import memory_mb
from skill.commands.bench_microphone import Microphone, Sentence
from skill.commands.chat import caller_of
from skill.settings import Settings
from skill.speech import sound
from skill.speech.asked import ANYTHING, Asked
from skill.speech.heard import RATE_HZ, Heard, Listening, Recognizer
from skill.speech.recording import Recording
from skill.speech.speaker import Speaker, open_speaker

T = TypeVar("T")

SAID = (
    "where is my order", "do you have oat milk", "how much is ground coffee",
    "add two packs of tortilla chips", "the cheaper one", "what's in my cart",
    "what do i usually buy", "show me shampoo", "my usual coffee", "help", "empty my cart", "yes",
)  # fmt: skip
TURNS = 200
# What the shopper waits for, in this order: the silence after which speech is taken to have ended,
# what was not yet heard by then, the judgement, the answer, its first sentence as sound, the rest.
PARTS = ("silence", "backlog", "judging", "conversation", "first sentence", "rest")
_SHOPPER, _REGULAR = "en-us+klatt", "anna"
_FAINT = 0.01  # of the loudest: what is below is no speech any more
_SOME = 20  # turns whose memory is compared: the first and the last so many


class Watch:
    """How long the parts of an answer took, each by its name: in all, and the last time."""

    def __init__(self) -> None:
        self.all: defaultdict[str, float] = defaultdict(float)
        self.last: dict[str, float] = {}

    def timed(self, part: str, act: Callable[[], T]) -> T:
        """Does it, and counts the time it takes."""
        began = time.perf_counter()
        found = act()
        self.last[part] = time.perf_counter() - began
        self.all[part] += self.last[part]
        return found


class TimedRecognizer:
    """Another recogniser whose work is timed."""

    def __init__(self, other: Recognizer, watch: Watch) -> None:
        self._other, self._watch = other, watch
        self.engine = other.engine

    def listen(
        self, asked: Asked = ANYTHING, *, rate_hz: int = RATE_HZ, partials: bool = True
    ) -> Listening:
        """See Recognizer."""

        def listen() -> Listening:
            return self._other.listen(asked, rate_hz=rate_hz, partials=partials)

        return _TimedListening(self._watch.timed("hearing", listen), self._watch)


class _TimedListening:
    def __init__(self, other: Listening, watch: Watch) -> None:
        self._other, self._watch = other, watch

    def hear(self, samples: bytes) -> str:
        return self._watch.timed("hearing", lambda: self._other.hear(samples))

    def finish(self) -> Heard:
        return self._watch.timed("judging", self._other.finish)


class TimedSpeaker:
    """Another speaker whose first sentence after an utterance is timed."""

    def __init__(self, other: Speaker, watch: Watch) -> None:
        self._other, self._watch = other, watch

    def speak(self, text: str, *, speed: float = 1.0) -> Recording:
        """See Speaker."""
        is_first = "first sentence" not in self._watch.last
        part = "first sentence" if is_first else "other sentences"
        return self._watch.timed(part, lambda: self._other.speak(text, speed=speed))


class TimedDialogue(Dialogue):
    """A dialogue whose answers are timed."""

    def __init__(self, dialogue: Dialogue, watch: Watch) -> None:
        super().__init__(dialogue.recognizer, dialogue.voice, dialogue.speaker)
        self._watch = watch

    def heard(self, heard: Heard) -> Answer | None:
        """See Dialogue."""
        return self._watch.timed("conversation", lambda: super(TimedDialogue, self).heard(heard))


class Notes(Captions):
    """Tells the microphone when an utterance has ended."""

    def __init__(self, microphone: Microphone, watch: Watch) -> None:
        self._microphone, self._watch = microphone, watch

    def heard(self, answer: Answer | None, samples: Any, seconds: float) -> None:  # noqa: ARG002
        """See Captions."""
        self._watch.last.pop("first sentence", None)
        if answer and answer.heard:
            self._microphone.noticed(answer.heard.text)


def figures(turns: int = TURNS) -> dict[str, Any]:
    """The waits by part, the speed of recognition, and memory. Raises SpeechError."""
    said, watch = _recorded(), Watch()
    had: list[Sentence] = []
    memory: list[float | None] = []
    bare = memory_mb()

    def sentences() -> Iterator[Sentence]:
        for text in islice(cycle(SAID), turns):
            if had:
                had[-1].parts = dict(watch.last)
            memory.append(memory_mb())
            had.append(Sentence(text, said[text]))
            yield had[-1]
        had[-1].parts = dict(watch.last)
        memory.append(memory_mb())

    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(database_url=f"sqlite:///{folder}/talk.sqlite3")
        microphone = Microphone(sentences())
        dialogue = _dialogue(settings, watch)
        while len(memory) <= turns:  # whoever is misheard to say goodbye begins anew
            Talker(dialogue, microphone, Notes(microphone, watch)).run()
    recognition_s = watch.all["hearing"] + watch.all["judging"]
    return {
        "turns": turns,
        **waits(had),
        "recognition_of_real_time": recognition_s / sum(each.speech_s for each in had),
        "all_of_real_time": microphone.worked_s / microphone.came_s,
        "memory": memory_figures(bare, memory),
    }


def _recorded() -> dict[str, Any]:
    """Every sentence as a shopper's voice says it, without the silence around it."""
    speaker = open_speaker("en-US", voice=_SHOPPER)
    return {text: _trimmed(speaker.speak(text).at_16_khz()) for text in SAID}


def _trimmed(samples: Any) -> Any:
    np = sound.numpy()
    loud = np.flatnonzero(np.abs(samples) > _FAINT * np.abs(samples).max())
    return samples[loud[0] : loud[-1] + 1]


def _dialogue(settings: Settings, watch: Watch) -> Dialogue:
    shop = wiring.build_shop(settings)
    caller, _ = caller_of(shop, _REGULAR)
    made = wiring.build_dialogue(
        shop,
        settings,
        caller,
        "bench-talk",
        recognizer=TimedRecognizer(wiring.build_recognizer(shop, settings), watch),
        speaker=TimedSpeaker(open_speaker(settings.locale), watch),
    )
    return TimedDialogue(made, watch)


def waits(had: Sequence[Sentence]) -> dict[str, Any]:
    """How long shoppers waited, in milliseconds."""
    answered = [each for each in had if each.wait_s is not None]
    timely = [each for each in answered if each.silence_s >= 0]
    parts = [_parts(each) for each in timely]
    return {
        "answered": len(answered),
        "heard_word_for_word": sum(each.heard == each.text for each in had),
        "cut_off": len(answered) - len(timely),
        "wait": _milliseconds([sum(each.values()) for each in parts]),
        "computing": _milliseconds([sum(each.values()) - each["silence"] for each in parts]),
        "parts": {part: _milliseconds([each[part] for each in parts]) for part in PARTS},
    }


def _parts(sentence: Sentence) -> dict[str, float]:
    """The seconds of each part; together they are the wait."""
    found = {"silence": sentence.silence_s, "backlog": sentence.backlog_s}
    found |= {part: sentence.parts.get(part, 0.0) for part in PARTS[2:-1]}
    return found | {"rest": (sentence.wait_s or 0.0) - sum(found.values())}


def _milliseconds(seconds: Sequence[float]) -> dict[str, float]:
    if not seconds:
        return {}
    cuts = statistics.quantiles([*seconds, *seconds], n=20, method="inclusive")
    names = {"p50_ms": cuts[9], "p95_ms": cuts[18], "max_ms": max(seconds)}
    return {name: round(value * 1000, 1) for name, value in names.items()}


def memory_figures(bare: float | None, used: Sequence[float | None]) -> dict[str, float] | None:
    """Megabytes before anything was opened, before each turn and after the last; None unmeasured.

    ``growth_mb`` is what the last turns had more than the first, once each sentence has been said.
    """
    known = [each for each in used if each is not None]
    if bare is None or len(known) < len(used):
        return None
    opened, *after = known
    settled = after[len(SAID) :] or after
    first, last = statistics.mean(settled[:_SOME]), statistics.mean(settled[-_SOME:])
    found = {"bare": bare, "opened": opened, "first": first, "last": last, "most": max(known)}
    return {f"{name}_mb": round(mb, 1) for name, mb in (found | {"growth": last - first}).items()}


def table(found: Mapping[str, Any]) -> str:
    """The figures for a terminal."""
    answered = f"{found['answered']} of {found['turns']} sentences answered"
    lines = [f"{answered}, {found['heard_word_for_word']} heard word for word"]
    if found["cut_off"]:
        lines.append(f"  {found['cut_off']} were answered before they were over")
    lines.append(f"{'end of speech to first sound':30}{'p50 ms':>10}{'p95 ms':>10}{'max ms':>10}")
    named = {"all": found["wait"], "all but the silence": found["computing"], **found["parts"]}
    for name, row in named.items():
        lines.append(f"  {name:28}" + "".join(f"{value:10.1f}" for value in row.values()))
    for name, key in (("recognition", "recognition_of_real_time"), ("all", "all_of_real_time")):
        lines.append(f"{f'{name}, of real time':30}{found[key]:10.2f}")
    if memory := found["memory"]:
        lines.append(f"{'memory, MB':30}" + "".join(f"{name[:-3]:>10}" for name in memory))
        lines.append(f"{'':30}" + "".join(f"{mb:10.1f}" for mb in memory.values()))
    return "\n".join(lines)
