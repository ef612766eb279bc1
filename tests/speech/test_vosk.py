"""Vosk with a real, small Korean model and three Korean recordings; see also the contract."""

from __future__ import annotations

import re
import resource
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from interaction_models import CatalogNames
from skill.speech.asked import Asked
from skill.speech.errors import ModelBroken
from skill.speech.vocabulary import Vocabulary
from skill.speech.vosk_check import check_loads, takes_phrases
from skill.speech.vosk_engine import Vosk
from tests.interaction_models.small import small
from tests.speech import korean
from tests.speech.contract import heard, pieces

pytest.importorskip("vosk", reason="the extra 'voice' is not installed")
pytest.importorskip("soxr", reason="the extra 'voice' is not installed")
# A file of the model, whether it is cut in half, and what becomes of it.
_BROKEN = [
    ("graph/disambig_tid.int", True, "signal 11"),
    ("conf/model.conf", False, "Vosk cannot load it"),
    ("am/final.mdl", False, "final.mdl is missing"),
    ("conf/mfcc.conf", False, "mfcc.conf is missing"),
]
# What the library does without, or takes for whole though it is cut.
_HARMLESS = {
    "README",
    "conf/mfcc.conf",
    "graph/phones.txt",
    "graph/phones/word_boundary.int",
    "ivector/online_cmvn.conf",
}


@pytest.fixture(scope="module")
def vosk() -> Vosk:
    """A recogniser for the lights of a house."""
    return korean.lights()


def test_other_talk_is_refused_though_the_phrases_would_fit(vosk: Vosk) -> None:
    found = heard(vosk, korean.samples(korean.OTHERS[1]))
    assert found.text
    assert found.refused == "the words are no command"
    assert found.evidence["against_anything"] < -3


def test_without_a_vocabulary_anything_is_heard(vosk: Vosk) -> None:
    anything = vosk.limited_to(None)
    found = heard(anything, korean.samples(korean.OTHERS[0]))
    assert "옆으로" in found.text
    assert found.refused is None
    assert found.evidence["against_anything"] == 0


def test_words_before_a_pause_are_kept(vosk: Vosk) -> None:
    light, rest = korean.samples(korean.LIGHT), bytes(2 * 32_000)
    listening = vosk.listen()
    for piece in pieces(light + rest + light):
        so_far = listening.hear(piece)
    assert so_far.split().count("거실") == 2
    assert listening.finish().text.split().count("거실") == 2


def test_little_is_left_to_do_when_the_speech_ends(vosk: Vosk) -> None:
    listening = vosk.listen(partials=False)
    began_s = time.process_time()
    for piece in pieces(korean.samples(korean.OTHERS[0])):
        listening.hear(piece)
    while_said_s = time.process_time() - began_s
    listening.finish()
    afterwards_s = time.process_time() - began_s - while_said_s
    assert afterwards_s < while_said_s / 2


@pytest.mark.slow
def test_several_threads_may_listen_at_once(vosk: Vosk) -> None:
    said = [korean.samples(korean.LIGHT), korean.samples(korean.OTHERS[1])]
    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(lambda samples: heard(vosk, samples), said)
    assert one.text == korean.SAID
    assert other.refused


@pytest.mark.slow
def test_an_utterance_more_takes_little_memory(vosk: Vosk) -> None:
    light = korean.samples(korean.LIGHT)
    heard(vosk, light)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    under_way = [vosk.listen(partials=False) for _ in range(4)]
    for listening in under_way:
        listening.hear(light[:16_000])
    grown_mb = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert grown_mb < 4 * 50, "the model, of several hundred megabytes, is shared"


def test_words_that_the_model_lacks_are_told(vosk: Vosk) -> None:
    assert vosk.knows("거실")
    assert not vosk.knows("xyzzy")
    limits = vosk.limits(Asked())
    assert limits is not None
    assert "xyzzy" in limits.left_out
    assert not {korean.SAID, "안방"} & set(limits.left_out)
    assert "xyzzy" not in limits.known


def test_a_word_that_the_model_lacks_is_heard_by_its_known_parts(
    vosk: Vosk, tmp_path: Path
) -> None:
    light = korean.samples(korean.LIGHT)
    # The model has 거실 and 불; this catalogue writes them as one.
    assert not vosk.knows("거실불")
    locale = small(tmp_path, {"Light": ["거실불 켜줘", "부엌불 꺼줘"]})
    found = heard(vosk.limited_to(Vocabulary.made(locale, CatalogNames())), light)
    assert (found.text, found.refused) == ("거실불 켜줘", None)
    words = found.wordings[0].words
    assert [word.text for word in words] == ["거실불", "켜줘"]
    assert words[0].end_s <= words[1].start_s


@pytest.fixture
def copied(tmp_path: Path) -> Iterator[Path]:
    """The model's files in a folder where some can be broken."""
    whole, folder = korean.model(), tmp_path / "model"
    for path in whole.rglob("*"):
        if path.is_file():
            link = folder / path.relative_to(whole)
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(path)
    yield folder
    shutil.rmtree(folder)


def spoil(path: Path, *, halved: bool) -> None:
    """Takes half of a file's content, or the file, away."""
    content = path.read_bytes()
    path.unlink()
    if halved:
        path.write_bytes(content[: len(content) // 2])


@pytest.mark.parametrize(("name", "halved", "told"), _BROKEN)
def test_a_broken_model_is_told_and_ends_no_program(
    copied: Path, name: str, halved: bool, told: str
) -> None:
    spoil(copied / name, halved=halved)
    with pytest.raises(ModelBroken, match=told):
        Vosk(copied, environment={})


@pytest.mark.slow
@pytest.mark.parametrize("halved", [True, False])
def test_no_file_that_is_missing_or_truncated_ends_the_program(copied: Path, halved: bool) -> None:
    names = [str(p.relative_to(copied)) for p in sorted(copied.rglob("*")) if p.is_file()]
    assert len(names) > 10
    for name in names:
        content = (copied / name).resolve()
        spoil(copied / name, halved=halved)
        told = pytest.raises(ModelBroken, match=re.escape(str(copied)))
        with suppress(ModelBroken) if name in _HARMLESS else told:
            check_loads(copied, {}, again=True)
        (copied / name).unlink(missing_ok=True)
        (copied / name).symlink_to(content)


@pytest.mark.slow
def test_a_model_that_has_been_loaded_once_is_not_tried_again(copied: Path, tmp_path: Path) -> None:
    cache = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    check_loads(copied, cache)
    began_s = time.monotonic()
    check_loads(copied, cache)
    assert time.monotonic() - began_s < 0.3
    spoil(copied / "conf/model.conf", halved=False)
    with pytest.raises(ModelBroken, match="cannot load"):
        check_loads(copied, cache)


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelBroken, match=r"final\.mdl is missing"):
        Vosk(tmp_path / "nowhere")


def test_a_model_without_a_grammar_of_its_own_hears_anything(copied: Path, tmp_path: Path) -> None:
    assert takes_phrases(copied)
    (copied / "graph" / "HCLr.fst").unlink()
    assert not takes_phrases(copied)


def test_a_vocabulary_of_unknown_words_alone_refuses_all(vosk: Vosk, tmp_path: Path) -> None:
    locale = small(tmp_path, {"Light": ["zebra crossing", "xyzzy"]})
    lost = vosk.limited_to(Vocabulary.made(locale, CatalogNames()))
    found = heard(lost, korean.samples(korean.LIGHT))
    assert found.refused
    assert found.text == ""
