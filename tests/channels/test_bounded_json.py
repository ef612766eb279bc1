"""JSON from outside is read as far as anybody honest nests it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.channels.bounded_json import MOST_DEEP, read_object

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.dictionaries(st.text(), VALUES), st.booleans())
def test_what_is_not_deep_is_read_as_it_is(value: dict[str, object], ascii_only: bool) -> None:
    assert read_object(json.dumps(value, ensure_ascii=ascii_only).encode()) == value


def nested(depth: int) -> bytes:
    """An object of so many levels."""
    return b'{"a":' * depth + b"1" + b"}" * depth


def test_so_deep_and_no_deeper() -> None:
    assert read_object(nested(MOST_DEEP))
    with pytest.raises(ValueError, match="too deep"):
        read_object(nested(MOST_DEEP + 1))
    with pytest.raises(ValueError, match="too deep"):
        read_object(b'{"a":' + b"[" * 100_000)


def test_brackets_in_texts_are_not_depth() -> None:
    text = '[{"' * 200 + "\\"
    assert read_object(json.dumps({"a": text, "b": [[]] * 100}).encode()) == {
        "a": text,
        "b": [[]] * 100,
    }


@pytest.mark.parametrize("body", [b"", b"[]", b"1", b"null", b"\xff", b"{", b'{"a": NaN'])
def test_what_is_no_object_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of whatever words
        read_object(body)
