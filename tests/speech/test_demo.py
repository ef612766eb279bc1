"""``coster demo`` by voice: what is bought and kept, and what a shopper does who is misheard."""

from __future__ import annotations

import sys
import wave
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from fulfillment.orders import Order, OrderState
from fulfillment.shop import Shop
from skill import wiring
from skill.channels.chat import Chat
from skill.channels.voice.dialogue import Dialogue
from skill.cli import main
from skill.commands.demo_devices import clear_away, newcomer
from skill.commands.demo_spoken import Exchange, Shopper, Tape, attentive
from skill.commands.demo_wishes import WISHES, Wish
from skill.conversation.turn import Caller
from skill.settings import Settings
from skill.speech.asked import ANYTHING, Asked
from skill.speech.heard import RATE_HZ, Heard, Word, Wording
from skill.speech.recording import read_recording
from skill.speech.speaker import Speaker, open_speaker

for package in ("pocketsphinx", "pyttsx3", "espeakng_loader", "soxr", "numpy"):
    pytest.importorskip(package, reason="the extra 'voice' is not installed")

COFFEE = Wish("I need some coffee", "do you have coffee")


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("COSTER_DATABASE_URL", "COSTER_LOCALE", "COSTER_VOICE_MODEL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def speaker() -> Speaker:
    """A voice that is opened once."""
    return open_speaker("en-US")


def heard(text: str, confidence: float = 0.9, refused: str | None = None) -> Heard:
    """A wording whose words are all equally sure."""
    words = tuple(Word(word, 0.0, 0.1, confidence) for word in text.split())
    return Heard((Wording(words, confidence),), refused)


@dataclass
class Ears:
    """Hears what it is told to hear, one utterance after the other."""

    script: list[Heard]
    engine: str = "script"
    samples: int = 0
    seconds: list[float] = field(default_factory=list)

    def listen(
        self, asked: Asked = ANYTHING, *, rate_hz: int = RATE_HZ, partials: bool = True
    ) -> Ears:
        self.samples, self.rate_hz = 0, rate_hz
        return self

    def hear(self, samples: bytes) -> str:
        self.samples += len(samples) // 2
        return ""

    def finish(self) -> Heard:
        self.seconds.append(self.samples / self.rate_hz)
        return self.script.pop(0)


def conversation(
    shop: Shop, speaker: Speaker, folder: Path, script: Sequence[Heard], *wishes: Wish
) -> tuple[list[Exchange], Shopper, Ears]:
    """What a shopper gets who is heard as the script has it."""
    understanding = wiring.build_understanding(shop, "en-US")
    customer, token = newcomer(shop)
    voice = attentive(shop, Settings(), understanding, Caller(str(customer), token))
    ears = Ears(list(script))
    person = Shopper(Dialogue(ears, voice, speaker), voice, speaker, Tape(folder))
    return list(person.converses(wishes)), person, ears


def test_a_purchase_is_spoken_and_heard_and_the_same_as_everywhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["demo", "--keep", str(tmp_path / "kept")])
    shown = capsys.readouterr().out
    assert code == 0, shown
    ordered = [line for line in shown.splitlines() if line.startswith("Ordered ")]
    assert ordered[0].startswith("Ordered by voice: ")
    assert len(ordered) == 5
    assert {line.split(": ")[1] for line in ordered} == {
        "1 x Hazel Basics ground coffee, 2 x Copper Ladle tortilla chips; $24.80 in all, placed"
    }
    heard = [line for line in shown.splitlines() if line.startswith("heard: ")]
    assert len(heard) >= len(WISHES)
    of_all = tmp_path / "kept" / "conversation.wav"
    paths = sorted(set((tmp_path / "kept").iterdir()) - {of_all})
    assert [path.stem.split("-")[1] for path in paths][:3] == ["shop", "you", "shop"]
    seconds = 0.0
    for path in paths:
        with wave.open(str(path)) as file:  # as any player reads it
            assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        recording = read_recording(path)
        assert abs(recording.samples).max() > 0.1, f"{path.name} is silent"
        seconds += recording.seconds
    assert read_recording(of_all).seconds > seconds


def test_who_is_not_understood_says_it_again_more_slowly_and_then_in_other_words(
    shop: Shop, speaker: Speaker, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = [
        heard("i need", refused="the words are no command"),
        heard("the the the"),
        heard("do you have coffee"),
    ]
    exchanges, person, ears = conversation(shop, speaker, tmp_path, script, COFFEE)
    shown = capsys.readouterr().out
    assert exchanges[-1].said == "do you have coffee"
    assert exchanges[-1].answer.startswith("For coffee we have")
    assert person.misheard == 2
    assert "heard: i need (the words are no command)" in shown
    assert "you:   I need some coffee (slower)" in shown
    first, slower, _ = ears.seconds
    assert slower > 1.05 * first


def test_who_is_taken_to_mean_something_else_does_not_repeat_it_where_it_means_another_thing(
    shop: Shop, speaker: Speaker, tmp_path: Path
) -> None:
    script = [heard("where is my order"), heard("do you have coffee")]
    exchanges, person, _ = conversation(shop, speaker, tmp_path, script, COFFEE)
    assert exchanges[-1].answer.startswith("For coffee we have")
    assert person.misheard == 1


def test_what_was_hardly_heard_is_not_taken_for_understood(
    shop: Shop, speaker: Speaker, tmp_path: Path
) -> None:
    script = [heard("i need some coffee", 0.2), heard("i need some coffee")]
    exchanges, person, _ = conversation(shop, speaker, tmp_path, script, COFFEE)
    assert exchanges[-1].said == "I need some coffee"
    assert person.misheard == 1


def test_who_is_never_understood_gives_up_after_three_attempts(
    shop: Shop, speaker: Speaker, tmp_path: Path
) -> None:
    script = [heard("mm", refused="the words are no command")] * 3
    exchanges, person, ears = conversation(shop, speaker, tmp_path, script, COFFEE, COFFEE)
    assert len(exchanges) == 1, "the greeting alone"
    assert person.misheard == 3
    assert ears.script == []


def test_a_demo_that_was_not_understood_is_no_success(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    deaf = Ears([heard("mm", refused="the words are no command")] * 3)
    monkeypatch.setattr(wiring, "build_recognizer", lambda *_: deaf)
    assert main(["demo"]) == 1
    shown = capsys.readouterr().out
    assert "The shopper was not understood and gave up." in shown
    assert "Ordered by voice: nothing" in shown
    assert "Ordered on Alexa: 1 x Hazel Basics ground coffee" in shown
    assert "Same words, same order." not in shown


def test_a_missing_voice_says_what_to_install_and_how_to_do_without(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pyttsx3", None)
    assert main(["demo"]) == 2
    error = capsys.readouterr().err
    assert "pip install pyttsx3" in error
    assert "coster demo --typed" in error


def typed(shop: Shop, said: Sequence[str]) -> Order:
    """What a new shopper orders in the terminal."""
    understanding = wiring.build_understanding(shop, "en-US")
    conversation = wiring.build_conversation(shop, Settings(), lambda _: understanding)
    customer, token = newcomer(shop)
    chat = Chat(conversation, understanding, Caller(str(customer), token), str(customer))
    chat.begin()
    for text in said:
        _, reply = chat.hear(text)
    assert reply.ends
    with shop.open() as work:
        order = work.orders.find_last(customer)
    assert order is not None
    return order


def test_in_the_other_wordings_the_same_is_bought(shop: Shop) -> None:
    first = typed(shop, [wish.said for wish in WISHES])
    other = typed(shop, [wish.otherwise for wish in WISHES])
    assert [(ln.sku, ln.quantity) for ln in first.lines] == [
        (ln.sku, ln.quantity) for ln in other.lines
    ]
    assert first.total == other.total


def test_the_orders_of_earlier_demos_take_no_deliveries_from_this_one(shop: Shop) -> None:
    order = typed(shop, [wish.said for wish in WISHES])
    with shop.open() as work:
        others = [each.id for each in work.orders.latest(1_000) if each.id != order.id]
        before = [work.orders.look_up(id_).state for id_ in others]
    clear_away(shop)
    with shop.open() as work:
        assert work.orders.look_up(order.id).state == OrderState.CANCELLED
        assert [work.orders.look_up(id_).state for id_ in others] == before
    assert OrderState.PLACED in before, "another shopper's order stands"
