"""Whatever a request holds in whatever place, it gets a valid answer and one turn at most."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.channels.dialogflow.conftest import Build
from tests.channels.dialogflow.dialogflow_requests import (
    SESSION,
    cx_request,
    es_request,
    of_parameters,
)

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
odd = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=6,
)
FULL = {
    "es": es_request(
        "add milk",
        "AddToCart",
        parameters={"product": "milk", "quantity": 2, "date": "2026-11-20T12:00:00Z"},
        speechRecognitionConfidence=0.7,
        outputContexts=[
            {"name": f"{SESSION}/contexts/costermonger-expects", "parameters": {"expects": "x"}},
            {"name": f"{SESSION}/contexts/c", "parameters": {"product.original": "milk"}},
        ],
    ),
    "cx": cx_request(
        "add milk",
        "AddToCart",
        intentInfo={
            "displayName": "AddToCart",
            "confidence": 1,
            "parameters": of_parameters(product=("milk", "milk"), quantity=("two", 2)),
        },
        transcript="add milk",
        triggerEvent="WELCOME",
        dtmfDigits="12",
        messages=[{"text": {"text": ["Hi"], "redactedText": ["Hi"]}, "source": "VIRTUAL_AGENT"}],
    ),
}


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of everything inside a request."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in inside:
        yield (*path, key)
        if isinstance(inner, dict | list):
            yield from places(inner, (*path, key))


def changed(request: dict[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    result = copy.deepcopy(request)
    holder: Any = result
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value
    return result


@pytest.mark.parametrize("edition", ["es", "cx"])
@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
def test_an_odd_value_anywhere_is_survived(edition: str, webhook: Build, data: Any) -> None:
    endpoint = webhook()
    path = data.draw(st.sampled_from(list(places(FULL[edition]))))
    request = changed(FULL[edition], path, data.draw(odd))

    endpoint.ask(edition, json.loads(json.dumps(request)))

    (turn,) = endpoint.conversation.turns
    assert turn.session_id
    assert turn.caller.user
    assert 0 <= turn.confidence <= 1


@pytest.mark.parametrize("edition", ["es", "cx"])
def test_every_field_may_be_missing(edition: str, webhook: Build) -> None:
    endpoint = webhook()
    for path in places(FULL[edition]):
        request = copy.deepcopy(FULL[edition])
        holder: Any = request
        for key in path[:-1]:
            holder = holder[key]
        del holder[path[-1]]
        endpoint.ask(edition, request)
    assert len(endpoint.conversation.turns) == len(list(places(FULL[edition])))
