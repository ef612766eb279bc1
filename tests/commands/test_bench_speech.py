"""``coster bench speech``: what befalls speech on its way, and what counts as heard right."""

from __future__ import annotations

import pytest

from skill.commands import bench_speech as bench
from skill.understanding import Understanding

np = pytest.importorskip("numpy", reason="the extra 'voice' is not installed")


def power(samples: object) -> float:
    return float((samples**2).mean())


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    """What understands words with the names of the demo shop."""
    return bench.demo_understanding()


@pytest.mark.parametrize("db", [20, 5])
def test_noise_lies_as_far_below_speech_as_its_name_says(db: int) -> None:
    chance = np.random.default_rng(0)
    voice, noise = chance.normal(0, 0.1, 16_000), chance.normal(0, 0.5, 4_000)
    mixed = bench._changes([noise], [])[f"{db} dB"](voice, 0)
    assert 10 * np.log10(power(voice) / power(mixed - voice)) == pytest.approx(db, abs=0.1)


def test_a_room_adds_its_echo_and_keeps_the_loudness() -> None:
    response = np.zeros(801)
    response[0], response[800] = 1.0, 0.5
    click = np.zeros(1_000)
    click[10] = 0.25
    heard = bench._changes([], [response])["rooms"](click, 0)
    assert heard[10] == pytest.approx(0.25)
    assert heard[810] == pytest.approx(0.125)


def test_without_recordings_nothing_befalls_speech() -> None:
    assert bench._changes([], []) == {}


def test_a_code_is_right_by_its_digits(understanding: Understanding) -> None:
    assert bench._same(understanding, "nine o five six", "nine oh five six", "code")
    assert not bench._same(understanding, "one oh five six", "nine oh five six", "code")


def test_a_command_is_right_by_its_intent_and_slots(understanding: Understanding) -> None:
    assert bench._same(understanding, "what is in my cart", "what's in my cart")
    assert not bench._same(understanding, "add three bananas", "add two bananas")


def test_the_table_has_a_line_for_each_voice() -> None:
    row = {"clean": {"right": 0.5, "wrong": 0.25}}
    found = {"missing": [], "commands": {"joe": row}, "digits": {"joe": 1.0}}
    noise = {"seconds": 30.0, "false_accepts": 2}
    shown = bench.table({**found, "real_time_factor": 0.2, "noise": noise})
    assert "joe" in shown
    assert "50% (25%)" in shown
    assert "2 false accepts in 30 s" in shown
