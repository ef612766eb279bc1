"""What was heard becomes turns."""

from __future__ import annotations

from skill.channels.voice.channel import Voice
from skill.channels.voice.dialogue import Dialogue
from skill.speech.heard import Heard, Wording
from skill.speech.speaker import Speaker
from tests.channels.voice.conftest import Ears, heard


def test_what_was_heard_is_understood_and_answered(voice: Voice) -> None:
    voice.begin()
    found = voice.hear(heard("what's in my cart"))
    assert found is not None
    turn, reply = found
    assert (turn.channel, turn.intent) == ("voice", "ShowCart")
    assert turn.utterance == "what's in my cart"
    assert reply.speech


def test_what_was_refused_is_no_turn(voice: Voice) -> None:
    voice.begin()
    standing = voice.last
    assert voice.hear(heard("yes", refused="the words do not fit the sounds")) is None
    assert voice.hear(Heard()) is None
    assert voice.last is standing


def test_another_wording_counts_where_the_first_means_nothing(voice: Voice) -> None:
    voice.begin()
    first, second = heard("what's in tie art", 0.6), heard("what's in my cart", 0.55)
    both = Heard((*first.wordings, *second.wordings))
    found = voice.hear(both)
    assert found is not None
    assert found[0].intent == "ShowCart"


def test_the_recogniser_learns_what_was_asked_and_what_was_listed(voice: Voice) -> None:
    voice.begin()
    assert voice.asked.choices == ()
    voice.hear(heard("i want coffee"))
    assert voice.last is not None
    assert voice.asked.expects == voice.last.expects == "choice"
    assert set(voice.last.suggestions) <= set(voice.asked.choices)
    assert voice.asked.choices


def test_a_wording_without_words_is_not_understood_and_asked_about(voice: Voice) -> None:
    voice.begin()
    found = voice.hear(Heard((Wording((), 0.2), *heard("flibber gloop").wordings)))
    assert found is not None
    assert found[0].intent == "Fallback"


def test_words_so_far_are_an_utterance_only_once_they_are_whole(voice: Voice) -> None:
    voice.begin()
    assert voice.intent("") is None
    assert voice.intent("what is in my") is None
    assert voice.intent("what is in my cart") == "ShowCart"
    assert voice.intent("stop") == "Stop"


def test_an_answer_is_spoken_as_it_is_written(voice: Voice, speaker: Speaker) -> None:
    dialogue = Dialogue(Ears(["what's in my cart"]), voice, speaker)
    greeting = dialogue.begin()
    assert greeting.heard is None
    assert greeting.speech is not None
    assert greeting.speech.seconds > 2
    hearing = dialogue.listen()
    assert hearing.hear(bytes(3200)) == "what's in my cart"
    answer = hearing.finish()
    assert answer is not None
    assert answer.heard is not None
    assert answer.heard.text == "what's in my cart"
    assert answer.speech is not None
    assert answer.speech.seconds > 0.5


def test_without_a_speaker_an_answer_has_words_and_no_sound(voice: Voice) -> None:
    answer = Dialogue(Ears([]), voice, None).begin()
    assert answer.text
    assert answer.speech is None
    assert list(answer.pieces()) == []


def test_what_is_typed_is_answered_too(voice: Voice) -> None:
    dialogue = Dialogue(Ears([]), voice, None)
    dialogue.begin()
    answer = dialogue.read("what's in my cart")
    assert answer.heard is None
    assert "cart" in answer.text


def test_who_asks_for_it_is_spoken_to_more_slowly(voice: Voice, speaker: Speaker) -> None:
    dialogue = Dialogue(Ears([]), voice, speaker)
    dialogue.begin()
    dialogue.read("speak slower")
    answer = dialogue.read("what's in my cart")
    assert answer.reply.rate == "slow"
    assert answer.speech is not None
    usual = speaker.speak(answer.text).seconds
    assert answer.speech.seconds > 1.15 * usual
