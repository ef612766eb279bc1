"""What an agent says by itself while the shop does not answer."""

from __future__ import annotations

from pathlib import Path

from interaction_models import load_locale
from interaction_models.compiler.dialogflow_es import dialogflow_es
from interaction_models.compiler.phrases import Language
from interaction_models.compiler.stand_ins import stand_ins
from interaction_models.locale import ROOT
from tests.interaction_models.projects import content, of_small
from tests.interaction_models.small import small


def test_every_language_says_what_the_shop_says_when_it_fails() -> None:
    found = [Language(n[:2], (), load_locale(n), {}, {}, {}, {}) for n in ("en-US", "fr-FR")]

    words = stand_ins(found)

    assert words.keys() == {"en", "fr"}
    for language in found:
        assert f"trouble = {words[language.tag]}" in "\n".join(language.locale.replies)


def test_every_intent_of_es_has_them() -> None:
    paths = (ROOT / "built/dialogflow_es/intents").glob("*.json")
    files = {path.name: path.read_text(encoding="utf-8") for path in paths}
    for name in files:
        if "_usersays_" not in name:
            (response,) = content(files, name)["responses"]
            assert [message["lang"] for message in response["messages"]] == ["en", "fr"], name


def test_a_locale_without_such_a_reply_leaves_them_out(tmp_path: Path) -> None:
    files = of_small(dialogflow_es, small(tmp_path))

    assert content(files, "intents/Buy.json")["responses"][0]["messages"] == []
