"""What every recogniser does, whichever engine it is: each engine's tests inherit these."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

import pytest

from skill.speech import sound
from skill.speech.errors import WrongRate
from skill.speech.heard import Heard, Recognizer

_PIECE = 6_400  # 0.2 s


class RecognizerContract:
    """A subclass brings the fixtures: a recogniser, a command for it, and other talk."""

    @pytest.fixture
    def recognizer(self) -> Recognizer:
        """What is tested."""
        raise NotImplementedError

    @pytest.fixture
    def command(self) -> bytes:
        """A command as 16-bit samples at 16 kHz."""
        raise NotImplementedError

    @pytest.fixture
    def said(self) -> str:
        """The command's words."""
        raise NotImplementedError

    @pytest.fixture
    def talk(self) -> list[bytes]:
        """Speech of the same language that is no command."""
        raise NotImplementedError

    def test_a_command_is_heard_with_times_and_confidences(
        self, recognizer: Recognizer, command: bytes, said: str
    ) -> None:
        found = heard(recognizer, command)
        assert (found.text, found.refused) == (said, None)
        words = found.wordings[0].words
        assert [word.text for word in words] == said.split()
        assert [w.start_s for w in words] == sorted(w.start_s for w in words)
        assert all(0 <= w.start_s < w.end_s <= len(command) / 32_000 for w in words)
        assert all(0.5 < word.confidence <= 1 for word in words)

    def test_the_likeliest_wording_comes_first_and_no_more_than_three_come(
        self, recognizer: Recognizer, command: bytes
    ) -> None:
        wordings = heard(recognizer, command).wordings
        assert 1 <= len(wordings) <= 3
        assert len({wording.text for wording in wordings}) == len(wordings)

    def test_words_come_while_they_are_said(
        self, recognizer: Recognizer, command: bytes, said: str
    ) -> None:
        listening = recognizer.listen()
        so_far = [listening.hear(piece) for piece in pieces(command)]
        assert so_far[0] == ""
        assert set(said.split()) & set(so_far[-1].split())
        assert len(set(so_far)) > 2
        assert listening.finish().text == said

    def test_without_partials_no_words_come_before_the_end(
        self, recognizer: Recognizer, command: bytes, said: str
    ) -> None:
        listening = recognizer.listen(partials=False)
        so_far = {listening.hear(piece) for piece in pieces(command)}
        assert so_far == {""}
        assert listening.finish().text == said

    def test_talk_that_is_no_command_is_refused(
        self, recognizer: Recognizer, talk: list[bytes]
    ) -> None:
        for other in talk:
            assert heard(recognizer, other).refused

    def test_a_command_backwards_is_refused(self, recognizer: Recognizer, command: bytes) -> None:
        assert heard(recognizer, backwards(command)).refused

    def test_silence_and_no_samples_at_all_are_nobodys_command(
        self, recognizer: Recognizer
    ) -> None:
        assert heard(recognizer, b"") == heard(recognizer, b"\0")
        assert heard(recognizer, b"").refused == "nothing was said"
        assert heard(recognizer, bytes(32_000)).refused

    def test_noise_is_nobodys_command(self, recognizer: Recognizer) -> None:
        chance = sound.numpy().random.default_rng(7)
        noise = chance.normal(0, 0.1, 32_000).astype("float32")
        assert heard(recognizer, sound.sixteen_bits(noise)).refused

    def test_two_at_once_are_told_apart(
        self, recognizer: Recognizer, command: bytes, said: str
    ) -> None:
        one, other = recognizer.listen(partials=False), recognizer.listen(partials=False)
        for first, second in zip(pieces(command), pieces(backwards(command)), strict=True):
            one.hear(first)
            other.hear(second)
        assert other.finish().refused
        assert one.finish().text == said

    def test_another_rate_is_heard_alike(
        self, recognizer: Recognizer, command: bytes, said: str
    ) -> None:
        wide = import_module("soxr").resample(sound.floats(command), 16_000, 44_100)
        assert heard(recognizer, sound.sixteen_bits(wide), 44_100).text == said

    def test_a_wrong_rate_makes_no_command(self, recognizer: Recognizer, command: bytes) -> None:
        assert heard(recognizer, command, 48_000).refused, "three times too fast"

    @pytest.mark.parametrize("rate_hz", [-1, 0, 300, 1_000_000])
    def test_an_impossible_rate_is_told(self, recognizer: Recognizer, rate_hz: int) -> None:
        with pytest.raises(WrongRate, match=str(rate_hz)):
            recognizer.listen(rate_hz=rate_hz)


def heard(recognizer: Recognizer, samples: bytes, rate_hz: int = 16_000) -> Heard:
    """What is heard of samples that come piece by piece."""
    listening = recognizer.listen(rate_hz=rate_hz, partials=False)
    for piece in pieces(samples):
        listening.hear(piece)
    return listening.finish()


def pieces(whole: bytes) -> Iterator[bytes]:
    """The samples as a microphone brings them."""
    return (whole[at : at + _PIECE] for at in range(0, len(whole), _PIECE))


def backwards(samples: bytes) -> bytes:
    """The same sounds in the other order."""
    return sound.sixteen_bits(sound.floats(samples)[::-1])
