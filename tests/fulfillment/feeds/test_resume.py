"""An import that is killed changes nothing, and goes on where it was."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
from pathlib import Path

import pytest

from fulfillment.feeds import FeedBroken, FeedChanged, Options, Watch, import_feed, importing
from fulfillment.shop import Shop
from fulfillment.storage.engine import open_engine
from tests.conftest import Clock
from tests.fulfillment.feeds.feeds import Counter, many

STEP = 10
FEED = many(95)


@pytest.fixture(autouse=True)
def _small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "STEP", STEP)


def skus(shop: Shop) -> set[str]:
    with shop.open() as work:
        return {product.sku for product in work.catalog.everything()}


ALL = {f"P{number}" for number in range(95)}
BEFORE = {"bread", "gone", "last", "milk", "soap"}


def _import_and_die(url: str, feed: Path, after: int) -> None:
    """In a process of its own: killed by the kernel at a step."""

    def die(_read: int, _total: int | None, entries: int) -> None:
        if entries >= after:
            os.kill(os.getpid(), signal.SIGKILL)

    engine = open_engine(url)
    import_feed(Shop(engine, clock=Clock()).open, str(feed), Options(), Watch(progress=die))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("backend", ["sqlite"])
@pytest.mark.parametrize("after", [10, 50, 90, 95])
def test_a_killed_import_goes_on_where_it_was(
    file: Path, tmp_path: Path, after: int, backend: str
) -> None:
    feed = tmp_path / "feed.tsv"
    feed.write_text(FEED, encoding="utf-8")
    path = Path(shutil.copy(file, tmp_path / "killed.sqlite3"))
    url = f"sqlite:///{path}"
    child = multiprocessing.get_context("fork").Process(
        target=_import_and_die, args=(url, feed, after)
    )
    child.start()
    child.join(timeout=60)
    assert child.exitcode == -signal.SIGKILL
    engine = open_engine(url)
    shop = Shop(engine, clock=Clock())
    assert skus(shop) == BEFORE
    outcome = import_feed(shop.open, str(feed), Options(resume=True))
    assert outcome.resumed_at == after
    assert outcome.read == 95
    assert skus(shop) == ALL
    engine.dispose()


def _broken_off(counter: Counter, feed: str, at: int) -> None:
    """Read so many entries, and lose the connection."""

    def stop(_read: int, _total: int | None, entries: int) -> None:
        if entries >= at:
            raise ConnectionError

    counter.path.write_text(feed, encoding="utf-8")
    with pytest.raises(ConnectionError):
        import_feed(counter.shop.open, str(counter.path), Options(), Watch(progress=stop))


def test_what_was_read_is_not_judged_again(counter: Counter) -> None:
    feed = FEED.replace("P5\t", "\t", 1).replace("P70\t", "\t", 1)
    _broken_off(counter, feed, 50)
    outcome = counter.take(feed, Options(resume=True))
    assert (outcome.resumed_at, outcome.refused) == (50, {"id-missing": 2})
    assert counter.reasons() == [(72, "", "id-missing")]
    assert skus(counter.shop) == ALL - {"P5", "P70"}


def test_another_feed_cannot_take_the_place_of_the_first(counter: Counter) -> None:
    _broken_off(counter, FEED, 50)
    with pytest.raises(FeedChanged, match="another"):
        counter.take(FEED.replace("biscuits 20", "cookies 20"), Options(resume=True))
    with pytest.raises(FeedChanged, match="shorter"):
        counter.take(many(30), Options(resume=True))
    assert skus(counter.shop) == BEFORE
    assert counter.take(FEED, Options(resume=True)).resumed_at == 50


def test_without_being_asked_an_import_begins_anew(counter: Counter) -> None:
    _broken_off(counter, FEED, 50)
    assert counter.take(many(12)).resumed_at == 0
    assert skus(counter.shop) == {f"P{number}" for number in range(12)}


def test_there_may_be_nothing_to_resume(counter: Counter) -> None:
    assert counter.take(FEED, Options(resume=True)).resumed_at == 0
    assert skus(counter.shop) == ALL


def test_a_feed_that_was_cut_off_goes_on_when_it_is_whole(counter: Counter) -> None:
    xml = (
        '<rss xmlns:g="http://base.google.com/ns/1.0">'
        + "".join(
            f"<item><g:id>P{n}</g:id><g:title>Tea {n}</g:title><g:price>2 USD</g:price>"
            "<g:availability>in stock</g:availability></item>\n"
            for n in range(95)
        )
        + "</rss>"
    )
    with pytest.raises(FeedBroken):
        counter.take(xml[: xml.index("<g:id>P42")])
    outcome = counter.take(xml, Options(resume=True))
    assert outcome.resumed_at == 42
    assert skus(counter.shop) == ALL
