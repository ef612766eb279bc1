"""Chromium whose microphone is a recording, and the page for talking in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from skill.speech import sound
from skill.speech.heard import RATE_HZ
from skill.speech.recording import Recording
from skill.speech.wav import write_recording
from tests.browser.serving import Served, launch
from tests.talk.listening import said

PATIENCE_MS = 30_000


@contextmanager
def hearing(folder: Path, text: str) -> Iterator[Browser]:
    """Chromium that hears ``text`` a second after its microphone is opened, and silence then."""
    path = folder / "said.wav"
    write_recording(path, Recording(sound.floats(said(text, 1.0, 8.0)), RATE_HZ))
    with sync_playwright() as playwright:
        browser = launch(
            playwright,
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream",
            f"--use-file-for-fake-audio-capture={path}%noloop",
        )
        yield browser
        browser.close()


def begin(served: Served, tab: Page) -> None:
    """Open the page and begin by typing, which needs no microphone yet."""
    tab.goto(f"{served.url}/talk")
    type_in(tab, "help")
    expect(tab.locator(".from-shop")).to_have_count(2, timeout=PATIENCE_MS)
    become(tab, "speaking")
    tab.keyboard.press("Escape")
    become(tab, "ready")


def type_in(tab: Page, text: str) -> None:
    """Send typed words."""
    tab.locator("#text").fill(text)
    tab.get_by_role("button", name="Send").click()


def become(tab: Page, state: str) -> None:
    """Wait until the page is in a state."""
    expect(tab.locator("#talk")).to_have_attribute("data-state", state, timeout=PATIENCE_MS)
