"""The scenes of the Actions SDK project: what the webhook leads to, and what it knows by name."""

from __future__ import annotations

from typing import Any

import pytest

from interaction_models.compiler.google_actions import (
    END,
    LINKING,
    LINKING_RESULT,
    LINKING_STEP,
    NOTHING_SHOWN,
    SCENE,
    SHOWN_SLOT,
    SHOWN_TYPE,
    SYSTEM_INTENTS,
    WEBHOOK,
)
from skill.channels.google_actions import names
from tests.interaction_models import projects
from tests.interaction_models.test_google_actions import loaded


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    """The content of the files that hold no words, by path."""
    files = projects.real("google_actions")
    wanted = ("custom/scenes/", "webhooks/", "custom/types/", "custom/intents/AddToCart.yaml")
    return {path: loaded(text) for path, text in files.items() if path.startswith(wanted)}


def test_linking_an_account_comes_back_to_the_shop_however_it_went(
    project: dict[str, Any],
) -> None:
    handlers = {each["name"] for each in project[f"webhooks/{WEBHOOK}.yaml"]["handlers"]}
    begin = project[f"custom/scenes/{LINKING}.yaml"]["conditionalEvents"]
    step = project[f"custom/scenes/{LINKING_STEP}.yaml"]
    assert {each["transitionToScene"] for each in begin} == {LINKING_STEP, SCENE}
    assert [each["transitionToScene"] for each in step["conditionalEvents"]] == [SCENE] * 3
    told = [each["handler"]["webhookHandler"] for each in step["conditionalEvents"]]
    assert told == ["AccountLinked", "LinkingRefused", "LinkingRefused"]
    assert set(told) <= handlers
    assert step["slots"][0]["commitBehavior"] == {"writeSessionParam": LINKING_RESULT}


def test_a_touched_item_fills_a_slot_of_a_type_that_is_there(project: dict[str, Any]) -> None:
    scene = project[f"custom/scenes/{SCENE}.yaml"]
    assert [slot["type"]["name"] for slot in scene["slots"]] == [SHOWN_TYPE]
    assert f"custom/types/{SHOWN_TYPE}.yaml" in project
    assert scene["onSlotUpdated"] == {"webhookHandler": "Choose"}


def test_the_webhook_knows_the_project_by_the_same_names(project: dict[str, Any]) -> None:
    assert (names.SCENE_SHOP, names.SCENE_LINKING, names.SCENE_END) == (SCENE, LINKING, END)
    assert (names.SLOT_SHOWN, names.TYPE_SHOWN) == (SHOWN_SLOT, SHOWN_TYPE)
    assert (names.NOTHING_SHOWN, names.PARAM_LINKING) == (NOTHING_SHOWN, LINKING_RESULT)
    assert {name: handler for name, (handler, _) in SYSTEM_INTENTS.items()} == names.INTENTS
    product = project["custom/intents/AddToCart.yaml"]["parameters"]
    assert {"name": names.SLOT_PRODUCT, "type": {"name": names.TYPE_PRODUCT}} in product
    for slot in names.AS_HEARD:
        assert "regularExpression" in project[f"custom/types/{slot.title()}.yaml"]
