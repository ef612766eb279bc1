"""Where an utterance begins and ends."""

from __future__ import annotations

from typing import Any

import pytest

from skill.speech import sound
from skill.speech.asked import Asked
from skill.speech.endpointing import CHUNK_S, Endpointer, Event
from skill.speech.heard import RATE_HZ
from skill.speech.recording import read_recording
from tests.speech.recordings import data, spoken


def silence(seconds: float) -> Any:
    return sound.room_noise(round(seconds * RATE_HZ))


def heard(*pieces: Any, asked: Asked | None = None) -> list[Event]:
    return Endpointer(asked or Asked()).take(sound.numpy().concatenate(pieces))


def kinds(events: list[Event]) -> list[str]:
    return [event.kind for event in events if event.kind != "goes on"]


def test_a_sentence_begins_before_its_first_sound_and_ends_after_its_last() -> None:
    said = spoken("what is in my cart")
    events = heard(silence(1), said, silence(2))
    began, ended = (event for event in events if event.kind != "goes on")
    assert began.at_s - len(began.samples) / RATE_HZ < 1
    assert ended.at_s > 1 + len(said) / RATE_HZ - 0.3


def test_the_samples_of_an_utterance_follow_each_other_without_a_gap() -> None:
    np = sound.numpy()
    whole = np.concatenate([silence(1), spoken("what is in my cart"), silence(2)])
    events = [e for e in Endpointer().take(whole) if e.samples is not None]
    samples = np.concatenate([event.samples for event in events])
    begin = round(events[0].at_s * RATE_HZ) - len(events[0].samples)
    assert np.array_equal(samples, whole[begin : begin + len(samples)])


def test_pieces_of_any_length_make_the_same_events() -> None:
    np = sound.numpy()
    whole = np.concatenate([silence(0.7), spoken("yes please"), silence(1.5)])
    one, many = Endpointer(), Endpointer()
    at_once = one.take(whole)
    bit_by_bit = [e for a in range(0, len(whole), 777) for e in many.take(whole[a : a + 777])]
    assert [(e.kind, e.at_s) for e in at_once] == [(e.kind, e.at_s) for e in bit_by_bit]


def test_silence_is_no_utterance() -> None:
    assert heard(silence(5)) == []


def test_digits_may_be_said_with_pauses_between_them() -> None:
    said = [piece for digit in ("four", "two", "one") for piece in (spoken(digit), silence(0.5))]
    assert kinds(heard(silence(1), *said, silence(2), asked=Asked("code"))) == ["began", "ended"]
    assert kinds(heard(silence(1), *said, silence(2))).count("began") > 1


def test_a_whole_answer_needs_less_silence_than_half_of_one() -> None:
    waits = []
    for is_whole in (False, True):
        endpointer = Endpointer()
        events = endpointer.take(sound.numpy().concatenate([silence(1), spoken("what is in")]))
        endpointer.settle(is_whole=is_whole)
        events += endpointer.take(silence(2))
        waits.append(next(e.silence_s for e in events if e.kind == "ended"))
    assert waits[1] < 0.4 < waits[0] < 0.75


def test_digits_are_never_whole_since_more_may_follow() -> None:
    endpointer = Endpointer(Asked("code"))
    endpointer.take(sound.numpy().concatenate([silence(1), spoken("four two")]))
    endpointer.settle(is_whole=True)
    (ended,) = (e for e in endpointer.take(silence(2)) if e.kind == "ended")
    assert ended.silence_s == pytest.approx(1.2, abs=2 * CHUNK_S)


def test_talk_without_end_is_cut_after_twelve_seconds() -> None:
    talk = sound.numpy().concatenate([spoken("and so on and so forth and then again")] * 12)
    events = heard(silence(0.5), talk)
    began, ended = next(e for e in events if e.kind == "began"), events[-1]
    assert "ended" in kinds(events)
    ended = next(e for e in events if e.kind == "ended")
    assert ended.at_s - began.at_s == pytest.approx(12, abs=0.1)


def test_our_own_speech_is_no_utterance() -> None:
    said = sound.numpy().concatenate([silence(0.5), spoken("what is in my cart")])
    assert Endpointer().take(said, is_ours=True) == []


@pytest.mark.parametrize("name", ["sb_noise1.wav", "sb_noise4.wav", "stp_background_noise.wav"])
def test_noise_begins_no_utterance(name: str) -> None:
    assert heard(read_recording(data("noise", name)).at_16_khz()) == []
