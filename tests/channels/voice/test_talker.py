"""The loop of a talk, over a microphone and a loudspeaker in a room."""

from __future__ import annotations

from typing import Any

import pytest

from skill.channels.voice.channel import Voice
from skill.channels.voice.dialogue import Dialogue
from skill.channels.voice.talker import Talker
from skill.speech.heard import RATE_HZ
from skill.speech.recording import read_recording
from skill.speech.speaker import Speaker
from tests.channels.voice.conftest import Ears, Notes, Room
from tests.speech.recordings import data, spoken

GREETING_S = 7.5  # how long the demo shop's greeting lasts, at least; it ends before 8.5 s


def talked(
    voice: Voice, speaker: Speaker, ears: Ears, room: Room, **options: Any
) -> tuple[Notes, Talker]:
    notes = Notes()
    talker = Talker(Dialogue(ears, voice, speaker), room, notes, **options)
    talker.run()
    return notes, talker


def test_an_utterance_is_answered_aloud(voice: Voice, speaker: Speaker) -> None:
    room = Room(16, [(9.5, spoken("what is in my cart"))])
    notes, _ = talked(voice, speaker, Ears(["what's in my cart"]), room)
    assert notes.lines[0].startswith("shop: Welcome")
    assert notes.lines[1] == "you: what's in my cart"
    assert "cart" in notes.lines[2]
    assert room.is_loud(12, 14)
    assert room.is_closed


def test_goodbye_ends_the_talk_once_it_has_been_said(voice: Voice, speaker: Speaker) -> None:
    room = Room(40, [(9.5, spoken("goodbye then"))])
    notes, _ = talked(voice, speaker, Ears(["goodbye"]), room)
    assert notes.lines[-1].startswith("shop: ")
    assert len(room.played) * 512 / RATE_HZ < 20
    assert room.is_loud(11, 12.5)


def test_what_is_nobodys_command_is_left_unanswered(voice: Voice, speaker: Speaker) -> None:
    room = Room(13, [(9.5, spoken("what is in my cart"))])
    notes, _ = talked(voice, speaker, Ears([""]), room)
    assert notes.lines[1:] == ["you: None"]


def test_stop_cuts_the_speech_soon_and_the_talk_goes_on(voice: Voice, speaker: Speaker) -> None:
    word = spoken("stop it now")
    room = Room(12, [(3, word)])
    notes, _ = talked(voice, speaker, Ears(["stop"]), room)
    assert notes.lines[1:] == ["cut", "you: None"]
    end_s = 3 + len(word) / RATE_HZ
    assert notes.cut_at_s[0] < end_s + 0.2
    assert not room.is_loud(notes.cut_at_s[0] + 0.1, 8)


def test_any_command_interrupts_and_is_answered(voice: Voice, speaker: Speaker) -> None:
    room = Room(12, [(3, spoken("what is in my cart"))])
    notes, _ = talked(voice, speaker, Ears(["what's in my cart"]), room)
    assert notes.lines[1:3] == ["you: what's in my cart", "cut"]
    assert notes.lines[3].startswith("shop: ")


def test_talk_that_is_no_command_does_not_interrupt(voice: Voice, speaker: Speaker) -> None:
    room = Room(9, [(3, spoken("as i was telling her yesterday"))])
    notes, _ = talked(voice, speaker, Ears([""]), room)
    assert "cut" not in notes.lines
    assert room.is_loud(5.5, GREETING_S - 1)


@pytest.mark.parametrize("name", ["sb_rir1.wav", "sb_rir4.wav"])
def test_our_own_speech_is_not_taken_for_the_shopper(
    voice: Voice, speaker: Speaker, name: str
) -> None:
    response = read_recording(data("room_responses", name)).at_16_khz()[: RATE_HZ // 2]
    room = Room(14, echo=0.3 * response / abs(response).max())
    ears = Ears(["what's in my cart"] * 9)  # whatever was taken for speech would be answered
    notes, _ = talked(voice, speaker, ears, room)
    assert notes.lines == [notes.lines[0]]
    assert room.is_loud(5, 6)


def test_over_our_own_speech_a_shopper_is_heard(voice: Voice, speaker: Speaker) -> None:
    response = read_recording(data("room_responses", "sb_rir1.wav")).at_16_khz()[: RATE_HZ // 2]
    word = spoken("stop it now")
    room = Room(9, [(5, word)], echo=0.1 * response / abs(response).max())
    notes, _ = talked(voice, speaker, Ears(["stop"]), room)
    assert notes.cut_at_s
    assert notes.cut_at_s[0] < 5 + len(word) / RATE_HZ + 0.2


def test_who_stays_silent_is_asked_again_once(voice: Voice, speaker: Speaker) -> None:
    room = Room(40)
    notes, _ = talked(voice, speaker, Ears([]), room)
    assert len(notes.lines) == 1
    assert room.is_loud(15.5, 18.5)
    assert not room.is_loud(24, 40)


def test_with_a_wake_phrase_it_sleeps_until_it_is_said(voice: Voice, speaker: Speaker) -> None:
    class AtFiveSeconds:
        def __init__(self) -> None:
            self.blocks = 0

        def take(self, samples: Any) -> bool:
            self.blocks += 1
            return self.blocks == round(5 * RATE_HZ / 512)

    room = Room(16, [(2, spoken("what is in my cart")), (6.5, spoken("what is in my cart"))])
    ears = Ears(["what's in my cart", "what's in my cart"])
    notes, _ = talked(voice, speaker, ears, room, waker=AtFiveSeconds())
    assert notes.lines[0] == "asleep"
    assert notes.lines[1] == "you: what's in my cart"
    assert len(ears.asked) == 1
    assert room.is_loud(4.8, 5.5)  # it sounds as it wakes


def test_a_talk_without_earcons_has_none(voice: Voice, speaker: Speaker) -> None:
    with_, without = Room(10), Room(10)
    talked(voice, speaker, Ears([]), with_)
    talked(voice, speaker, Ears([]), without, has_earcons=False)
    loud = [sum(abs(block).max() > 0.001 for block in room.played) for room in (with_, without)]
    assert loud[0] > loud[1]
