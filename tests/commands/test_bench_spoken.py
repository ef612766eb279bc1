"""The figures for misheard and spoken words, and the voices and recogniser they are made with."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest

from skill.commands import bench_spoken, bench_voices
from skill.commands.bench_words import write_model
from skill.speech.pronouncing import by_rule

_NAMES = ["whole milk", "pancake mix", "paper towels", "oat milk", "orange juice", "facial tissues"]


def test_letter_trigrams_find_the_name_that_shares_most_of_them() -> None:
    trigrams = bench_spoken.Trigrams(_NAMES)
    assert trigrams.first("pan cake mix") == "pancake mix"
    assert trigrams.first("oatmilk") == "oat milk"


def test_right_first_is_the_share_of_names_that_come_first() -> None:
    heard = [("pan cake mix", "pancake mix"), ("zzz", "whole milk")]
    assert bench_spoken.right_first(heard, bench_spoken.Trigrams(_NAMES[1:]).first) == 0.5
    assert bench_spoken.right_first([], str) == 0.0


def test_pronunciations_are_in_the_phones_of_the_dictionary() -> None:
    said = by_rule(["milk", "cheese", "juice", "!"])
    assert said == {"milk": "M IH L K", "cheese": "CH IY Z", "juice": "JH UW S"}


def test_a_model_leaves_out_figures_and_rare_words(tmp_path: Path) -> None:
    path = tmp_path / "words.arpa"
    assert write_model(["Oat Milk 2%", "Whole Milk"], path, least=2) == {"milk"}
    assert write_model(["Oat Milk 2%", "Whole Milk"], path) == {"oat", "milk", "whole"}
    assert "milk" in path.read_text(encoding="utf-8")


def test_the_recogniser_hears_what_a_voice_says(tmp_path: Path) -> None:
    pytest.importorskip("pocketsphinx", reason="the extra 'voice' is not installed")
    pytest.importorskip("espeakng_loader", reason="the extra 'voice' is not installed")
    path = tmp_path / "words.arpa"
    decoder = bench_voices.recogniser(path, by_rule(write_model(_NAMES, path)))
    speak = bench_voices.voices()["espeak en-us"]
    said = ["paper towels", "facial tissues"]
    assert [bench_voices.heard(decoder, samples) for samples in speak(said)] == said


def test_a_voice_says_each_text_by_itself_at_a_recognisers_rate() -> None:
    pytest.importorskip("espeakng_loader", reason="the extra 'voice' is not installed")
    short, long = bench_voices.voices()["espeak en-us"](["tea", "organic two percent milk"])
    seconds = [len(array("h", samples)) / bench_voices.RATE_HZ for samples in (short, long)]
    assert 0.2 < seconds[0] < 1.0 < seconds[1] < 3.5


def test_what_is_missing_is_said_in_plain_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_voices, "find_spec", lambda _: None)
    monkeypatch.setattr(bench_voices.shutil, "which", lambda _: None)
    assert bench_voices.voices() == {}
    assert "The recogniser is missing: pip install pocketsphinx." in bench_voices.missing()
    assert all(sentence.endswith(".") for sentence in bench_voices.missing())
    assert bench_spoken.spoken(["milk"], ["milk"], Path()) == {}


def test_the_table_names_every_way_and_its_loss() -> None:
    row = {"names": 2, "misheard": 1, "ours": 1.0, "trigrams": 0.5}
    told = bench_spoken.table(
        {
            "missing": ["The recogniser is missing: pip install pocketsphinx."],
            "names": {"en-US": {"generated: split": row}},
            "queries": {"queries": 4, "clean": 0.8, "voices": {"flite rms": 0.6}},
        }
    )
    assert "generated: split" in told
    assert "100%" in told
    assert "25%" in told
    assert told.startswith("The recogniser is missing")
