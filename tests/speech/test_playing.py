"""What is played, and the sounds that are no speech."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from skill.speech import sound
from skill.speech.audio import Recordings
from skill.speech.earcons import Earcon, earcon
from skill.speech.echo import BLOCK
from skill.speech.heard import RATE_HZ
from skill.speech.playing import Player
from skill.speech.recording import Recording


def tone(seconds: float) -> Recording:
    np = sound.numpy()
    return Recording(np.full(round(seconds * RATE_HZ), 0.5, "float32"), RATE_HZ)


def test_what_is_played_comes_whole_in_blocks_and_then_silence() -> None:
    player = Player()
    player.play([tone(0.05), tone(0.05)])
    blocks = [player.block() for _ in range(6)]
    assert all(len(block) == BLOCK for block in blocks)
    assert sum(int((block > 0).sum()) for block in blocks) == 2 * round(0.05 * RATE_HZ)
    assert not player.is_playing


def test_a_sentence_is_made_only_when_the_one_before_it_has_been_played() -> None:
    made: list[int] = []

    def sentences() -> Iterator[Recording]:
        for number in range(3):
            made.append(number)
            yield tone(0.1)

    player = Player()
    player.play(sentences())
    player.block()
    assert made == [0]


def test_what_is_cut_off_fades_within_a_hundredth_of_a_second() -> None:
    player = Player()
    player.play([tone(2)])
    player.block()
    player.stop()
    assert not player.is_playing
    last = player.block()
    assert 0 < (last != 0).sum() <= RATE_HZ // 100
    assert not player.block().any()


def test_while_a_shopper_speaks_it_is_quieter() -> None:
    player = Player()
    player.play([tone(1)])
    loud = player.block().max()
    player.duck(is_ducked=True)
    quiet = player.block().max()
    player.duck(is_ducked=False)
    assert quiet < loud / 3
    assert player.block().max() == loud


@pytest.mark.parametrize("kind", ["listening", "thinking", "done"])
def test_an_earcon_is_short_soft_and_begins_and_ends_in_silence(kind: Earcon) -> None:
    found = earcon(kind)
    assert 0.03 < found.seconds <= 0.2
    assert 0.05 < abs(found.samples).max() < 0.2
    assert abs(found.samples[[0, -1]]).max() < 0.01


def test_earcons_can_be_told_apart() -> None:
    np = sound.numpy()

    def loudest_hz(samples: object) -> float:
        return float(np.abs(np.fft.rfft(samples)).argmax())

    up, down = earcon("listening").samples, earcon("done").samples
    half = len(up) // 2
    assert loudest_hz(up[:half]) < loudest_hz(up[half:])
    assert loudest_hz(down[:half]) > loudest_hz(down[half:])


def test_a_recording_waits_until_the_loudspeaker_is_silent() -> None:
    audio = Recordings([tone(0.1)])
    loud, silent = tone(1).samples[:BLOCK], tone(1).samples[:BLOCK] * 0
    while_loud = [audio.exchange(loud) for _ in range(50)]
    assert all(abs(block).max() < 0.01 for block in while_loud if block is not None)
    then = [audio.exchange(silent) for _ in range(40)]
    assert max(abs(block).max() for block in then if block is not None) > 0.4


def test_recordings_end_some_time_after_the_last_one() -> None:
    audio = Recordings([tone(0.1)])
    blocks = 0
    while audio.exchange(tone(1).samples[:BLOCK] * 0) is not None:
        blocks += 1
    assert 4 < blocks * BLOCK / RATE_HZ < 12
    assert audio.played.seconds == pytest.approx((blocks + 1) * BLOCK / RATE_HZ)
