"""Where the pages are reached, and how many proxies stand before them."""

from __future__ import annotations

import pytest

from skill.settings import SettingError, from_environment


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://your.shop", "https://your.shop"),
        ("https://your.shop/", "https://your.shop"),
        ("https://your.shop:8443", "https://your.shop:8443"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("", None),
    ],
)
def test_the_public_address_is_an_origin(url: str, kept: str | None) -> None:
    assert from_environment({"COSTER_PUBLIC_URL": url}).public_url == kept


@pytest.mark.parametrize(
    "url",
    [
        "your.shop",
        "http://your.shop",
        "ftp://your.shop",
        "https://",
        "https://your.shop/account",
        "https://your.shop?x=1",
        "https://me@your.shop",
    ],
)
def test_an_address_that_links_cannot_begin_with_is_refused(url: str) -> None:
    with pytest.raises(SettingError, match="COSTER_PUBLIC_URL must be like https://your"):
        from_environment({"COSTER_PUBLIC_URL": url})


@pytest.mark.parametrize(("text", "count"), [("", 0), ("0", 0), ("2", 2)])
def test_so_many_proxies_are_believed(text: str, count: int) -> None:
    assert from_environment({"COSTER_PROXIES": text}).proxies == count


@pytest.mark.parametrize("text", ["-1", "10", "one", "٣"])
def test_a_number_of_proxies_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(SettingError, match="COSTER_PROXIES must be a whole number from 0 to 9"):
        from_environment({"COSTER_PROXIES": text})
