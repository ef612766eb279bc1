"""Which engine is opened, what it is told to listen for, and how words are pronounced."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from interaction_models import CatalogNames
from skill.speech.asked import Asked
from skill.speech.engines import find_model, open_recognizer
from skill.speech.errors import EngineMissing, ModelBroken, ModelMissing
from skill.speech.pronouncing import Dictionary, by_rule
from skill.speech.vocabulary import Vocabulary
from tests.interaction_models.small import small
from tests.speech.recordings import vocabulary


def test_pocketsphinx_is_opened_where_there_is_no_other_model(tmp_path: Path) -> None:
    pytest.importorskip("pocketsphinx", reason="the extra 'voice' is not installed")
    assert open_recognizer(vocabulary(tmp_path), environment={}).engine == "pocketsphinx"


def test_a_named_model_is_vosks_and_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    named = {"COSTER_VOICE_MODEL": str(tmp_path)}
    with pytest.raises(ModelBroken, match=r"final\.mdl"):
        open_recognizer(vocabulary(tmp_path), environment=named)
    with pytest.raises(ModelMissing, match=r"coster voice fetch en-GB.*COSTER_VOICE_MODEL"):
        open_recognizer(vocabulary(tmp_path), "vosk", environment={}, locale="en-GB")


def test_a_fetched_model_of_the_language_is_taken_and_of_another_is_not(tmp_path: Path) -> None:
    kept = {"COSTER_VOICE_MODELS": str(tmp_path)}
    model = tmp_path / "vosk-model-small-ko-0.22"
    for file in ("am/final.mdl", "conf/mfcc.conf"):
        (model / file).parent.mkdir(parents=True)
        (model / file).touch()
    assert find_model(kept, "en-US") is None
    assert find_model(kept, "ko-KR") == find_model(kept, "ko") == model
    assert find_model({**kept, "COSTER_VOICE_MODEL": "/own"}, "ko-KR") == Path("/own")
    lights = Vocabulary("ko", {})
    with pytest.raises(ModelMissing, match="coster voice fetch ko-KR"):
        open_recognizer(lights, environment={}, locale="ko-KR")
    with pytest.raises(ModelBroken, match="vosk-model-small-ko"):
        open_recognizer(lights, environment=kept)
    with pytest.raises(ModelMissing, match="'ko'"):
        open_recognizer(lights, "pocketsphinx", environment=kept)


def test_a_missing_engine_names_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from skill.speech import sphinx

    sphinx._package.cache_clear()
    monkeypatch.setitem(sys.modules, "pocketsphinx", None)
    with pytest.raises(EngineMissing, match="pip install pocketsphinx"):
        open_recognizer(vocabulary(tmp_path), environment={})


def test_the_grammar_follows_what_was_asked_and_listed(tmp_path: Path) -> None:
    from interaction_models.compiler.speech_automaton import accepts

    words = vocabulary(tmp_path)
    assert Asked("yes-no").grammar == "yes_no"
    assert Asked("code").grammar == "digits"
    assert Asked("product").grammar == Asked().grammar == "commands"
    yes_no = words.grammar(Asked("yes-no"))
    assert accepts(yes_no, "sure")
    assert not accepts(yes_no, "buy bread")
    listed = words.grammar(Asked("choice", ("Crème Fraîche",)))
    assert accepts(listed, "crème fraîche")
    assert accepts(listed, "large")
    assert not accepts(words.grammar(Asked("choice")), "crème fraîche")


def test_only_whole_commands_with_names_of_the_catalogue_are_commands(tmp_path: Path) -> None:
    words = vocabulary(tmp_path)
    assert words.accepts("buy two oat milk")
    assert not words.accepts("buy two oat")
    assert "crème fraîche" in words.phrases(Asked("choice", ("Crème Fraîche",)))


def test_every_word_of_every_grammar_is_known_to_need_a_pronunciation(tmp_path: Path) -> None:
    words = vocabulary(tmp_path)
    assert {"buy", "bread", "oat", "milk", "sure", "never", "nine", "where"} <= words.words
    assert {"oat_milk@product", "two@quantity"} <= set(words.members)
    assert not any(mark in word for word in words.words for mark in "<[(|;=@")


def test_the_projects_own_words_are_there_for_every_locale() -> None:
    assert "oat_milk@product" in Vocabulary.built("en-US").members
    with pytest.raises(ModelMissing, match="xx-XX"):
        Vocabulary.built("xx-XX")


def test_words_the_dictionary_lacks_are_pronounced_by_rule(tmp_path: Path) -> None:
    path = tmp_path / "some.dict"
    path.write_text("read R EH D\nread(2) R IY D\n", encoding="utf-8")
    dictionary = Dictionary(path)
    assert dictionary.ways("read") == ("R EH D", "R IY D")
    assert dictionary.ways("nappies") == tuple(by_rule(["nappies"]).values())
    assert dictionary.phrase(["read", "read"]) == "R EH D R EH D"
    assert by_rule(["seedless"]) == {"seedless": "S IY D L IH S"}


def test_a_model_without_numbers_is_listened_for_too(tmp_path: Path) -> None:
    locale = small(tmp_path, {"Buy": ["brew some tea"]})
    (locale.path / "slots" / "quantity.yaml").unlink()
    words = Vocabulary.made(locale, CatalogNames())
    assert words.accepts("brew some tea")
    assert not words.accepts("brew some")
