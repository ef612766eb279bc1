"""An import from its first byte to its swap: read, judged, put aside in steps, sold all at once.

Each step is a transaction of its own, so that shops go on selling from the old catalogue; whoever
dies between two steps loses the second, and goes on from there when asked to resume.
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from ssl import SSLContext
from typing import Any, Protocol

from fulfillment.errors import Conflict
from fulfillment.feeds.coming import Coming
from fulfillment.feeds.entry import Entry, Reason, Unsold
from fulfillment.feeds.errors import FeedBroken, FeedChanged, FeedRefused
from fulfillment.feeds.imports import REFUSED, TRIED, Import, Imports, Outrun
from fulfillment.feeds.judging import Judge
from fulfillment.feeds.kinds import entries_of
from fulfillment.feeds.lines import Text
from fulfillment.feeds.options import Options, Outcome, Watch, terms_of
from fulfillment.feeds.source import Source, open_source
from fulfillment.feeds.staging import Difference

STEP = 2_000
_SWAP_ATTEMPTS = 3
_BREATH_S = 0.1


class Opened(Protocol):
    """What is needed of a unit of work."""

    now: datetime

    @property
    def imports(self) -> Imports:
        """The imports of the shop."""
        ...


OpenWork = Callable[[], AbstractContextManager[Opened]]
# Gets a version of the catalogue that is to come, and a SQL query of its products.
IndexAhead = Callable[[int, str], None]


def import_feed(
    open_work: OpenWork,
    where: str,
    options: Options,
    watch: Watch | None = None,
    tls: SSLContext | None = None,
    ahead: IndexAhead | None = None,
) -> Outcome:
    """Import the feed at a path, an https URL or ``-``; what came of it.

    ``ahead`` makes what is derived from the catalogue ready before shoppers see the new one.
    Raises :class:`FeedError` as its tree says, :class:`Conflict` where another import took over,
    and :class:`StorageUnavailable`. Then shoppers see what they saw before.
    """
    with open_work() as work:
        resumed = work.imports.find_unfinished(where, options.digest) if options.resume else None
        etag = "" if options.force else work.imports.last_etag(where, options.digest)
    with open_source(where, etag=etag, tls=tls) as source:
        if source.unchanged:
            return Outcome("", 0, {}, {}, {}, None, swapped=False)
        importer = _Importer(open_work, options, watch or Watch(), ahead)
        return importer.run(where, source, resumed)


@dataclass(slots=True)
class _Run:
    """One reading: where it is, what it has counted, and what waits to be put aside."""

    at: Import
    position: int = 0
    line: int = 0
    digest: str = ""
    counts: Counter[str] = field(default_factory=Counter)
    waiting: dict[str, dict[str, Any]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    def sums(self, word: str) -> dict[str, int]:
        """The counts of one word, by reason."""
        return {
            name.partition(" ")[2]: count
            for name, count in sorted(self.counts.items())
            if name.startswith(f"{word} ")
        }


class _Importer:
    def __init__(
        self, open_work: OpenWork, options: Options, watch: Watch, ahead: IndexAhead | None
    ) -> None:
        self._open = open_work
        self._options = options
        self._watch = watch
        self._ahead = ahead

    def run(self, where: str, source: Source, resumed: Import | None) -> Outcome:
        text = Text(source.stream, self._options.encoding)
        kind, entries = entries_of(text, self._options.kind, self._options.columns)
        with self._open() as work:
            begun = resumed or work.imports.begin(where, kind, self._options.digest)
            run = _Run(begun, counts=Counter(begun.counts))
            judge = self._judge(run, work)
        try:
            self._read(run, entries, judge, source)
        except FeedBroken as broken:
            # What was read before is kept, for a feed that is mended.
            self._step(run)
            raise FeedBroken(broken.line or run.line, broken.why) from broken
        if run.position < begun.position:
            raise FeedChanged("the feed is shorter than when its import began")
        if text.guessed:
            run.counts["note characters-guessed"] = text.guessed
        self._step(run)
        self._watch.progress(source.read(), source.total, run.position)
        return self._finish(run, source.etag)

    def _judge(self, run: _Run, work: Opened) -> Judge:
        def note(what: str) -> None:
            run.counts[f"note {what}"] += 1

        return Judge(terms_of(work.imports.profile, self._options, work.now, note))

    def _read(
        self, run: _Run, entries: Iterator[Entry | Unsold], judge: Judge, source: Source
    ) -> None:
        for entry in entries:
            run.position += 1
            run.line = entry.line
            run.digest = _chained(run.digest, entry)
            if run.position > run.at.position:
                found = entry if isinstance(entry, Unsold) else judge.judge(entry)
                self._take(run, entry.line, found)
            elif run.position == run.at.position and run.digest != run.at.digest:
                raise FeedChanged("the feed is another one than when its import began")
            if run.position % STEP == 0:
                if run.position > run.at.position:
                    self._step(run)
                self._watch.progress(source.read(), source.total, run.position)

    def _take(self, run: _Run, line: int, found: dict[str, Any] | Unsold) -> None:
        if isinstance(found, Unsold):
            self._refuse(run, found)
        elif found["sku"] in run.waiting:
            again = Unsold(line, found["sku"], Reason.ID_DUPLICATE, found["title"])
            self._refuse(run, again)
        else:
            run.waiting[found["sku"]] = found
            run.lines[found["sku"]] = line

    def _refuse(self, run: _Run, unsold: Unsold) -> None:
        word = "refused" if unsold.reason.refuses else "skipped"
        run.counts[f"{word} {unsold.reason.value}"] += 1
        self._watch.unsold(unsold)

    def _step(self, run: _Run) -> None:
        """Put aside what waits; what came earlier in the feed is refused."""
        if run.position <= run.at.position:
            return
        with self._open() as work:
            known = work.imports.stage(run.at.id, list(run.waiting.values()))
            for sku in sorted(known, key=lambda sku: run.lines[sku]):
                title = run.waiting[sku]["title"]
                self._refuse(run, Unsold(run.lines[sku], sku, Reason.ID_DUPLICATE, title))
            work.imports.note(run.at.id, run.position, run.digest, run.counts)
        run.waiting.clear()
        run.lines.clear()

    def _finish(self, run: _Run, etag: str) -> Outcome:
        id_, stock, options = run.at.id, self._options.stock, self._options
        with self._open() as work:
            work.imports.prepare()
        made = self._all(lambda imports, after: imports.compare(id_, after, stock))
        if not options.keep:
            made += self._all(lambda imports, after: imports.missing(id_, after))
        why = None if options.force else _too_bad(run, made, options)
        if why or options.dry_run:
            with self._open() as work:
                work.imports.end(id_, REFUSED if why else TRIED)
        else:
            if made.added:
                self._all(lambda imports, after: imports.add(id_, after, stock))
            self._swap(run, etag, made)
        self._all(lambda imports, after: imports.clear(id_, after))
        if why:
            raise FeedRefused(why)
        return _outcome(run, made, swapped=not options.dry_run)

    def _all(self, step: Callable[[Imports, str], tuple[Difference, str | None]]) -> Difference:
        """Do a step for all SKUs, each in a transaction of its own; the sum of what they found."""
        made, after = Difference(), ""
        while True:
            with self._open() as work:
                found, last = step(work.imports, after)
            made += found
            if last is None:
                return made
            after = last
            # Whoever waits for SQLite looks a few times a second whether it is free.
            time.sleep(_BREATH_S)

    def _swap(self, run: _Run, etag: str, made: Difference) -> None:
        to = self._indexed(run, made)
        for attempt in range(1, _SWAP_ATTEMPTS + 1):
            try:
                with self._open() as work:
                    work.imports.swap(run.at.id, etag, made, stock=self._options.stock, to=to)
                return
            except Outrun:
                # Whoever changes the catalogue all the time has to wait for the index after it.
                to = self._indexed(run, made) if attempt < _SWAP_ATTEMPTS - 1 else None
            except Conflict:
                # An order and the swap have waited for each other; or another import took over.
                if attempt == _SWAP_ATTEMPTS:
                    raise

    def _indexed(self, run: _Run, made: Difference) -> Coming | None:
        """The catalogue after the swap, with its index made ready; None where that is not due."""
        if self._ahead is None or not made.renews:
            return None
        with self._open() as work:
            to = work.imports.coming(run.at.id, keep=self._options.keep)
        self._ahead(to.version, to.products)
        return to


def _chained(digest: str, entry: Entry | Unsold) -> str:
    about = f"{digest}\0{entry.line}\0{entry.id}\0"
    if isinstance(entry, Entry):
        about += f"{entry.title}\0{entry.price}"
    return hashlib.blake2b(about.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _too_bad(run: _Run, made: Difference, options: Options) -> str | None:
    refused = sum(run.sums("refused").values())
    offered = made.added + made.changed + made.unchanged
    if not offered:
        return "the feed has no product that can be sold"
    if refused > options.most_refused * (refused + offered):
        return f"{refused} of {refused + offered} products are refused; --force takes the others"
    if made.lost > options.most_lost * made.listed:
        return (
            f"{made.lost} of {made.listed} products are no longer in the feed; "
            "--force takes them off, --keep leaves them"
        )
    return None


def _outcome(run: _Run, made: Difference, *, swapped: bool) -> Outcome:
    return Outcome(
        kind=run.at.kind,
        read=run.position,
        refused=run.sums("refused"),
        skipped=run.sums("skipped"),
        notes=run.sums("note"),
        changes=made,
        swapped=swapped,
        resumed_at=run.at.position,
    )
