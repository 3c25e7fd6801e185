"""Fill the archive day by day, newest first.

It can be stopped with Ctrl+C: what is there stays, and the next run goes on. A day is settled when
it was fetched two weeks after it or later; settled days are not fetched again.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.cli.errors import INTERRUPTED, CommandError, UsageError
from papers_tui.cli.grammar.parser import first_day, when
from papers_tui.hub.errors import HubError
from papers_tui.model.period import FIRST_DAY
from papers_tui.text.wording import counted

if TYPE_CHECKING:
    import argparse
    from datetime import date

    from papers_tui.cli.context import Context
    from papers_tui.cli.progress import ProgressBar
    from papers_tui.services.session import Session
    from papers_tui.services.sync import Progress

_MOST_NAMED = 5

EXAMPLES = (
    "papers-tui sync",
    "papers-tui sync --since 2025-01 --until 2025-06",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the first and the last day."""
    parser.add_argument(
        "--since", type=_first, metavar="D", help="the first day, or all (default: 30 days ago)"
    )
    parser.add_argument(
        "--until", type=_last, metavar="D", help="the last day (default: the newest)"
    )
    parser.add_argument("--refresh", action="store_true", help="fetch settled days again")


def run(options: argparse.Namespace, context: Context) -> int:
    """Fill the archive; 0 when every day could be fetched."""
    if context.offline:
        raise CommandError("sync needs the network; leave out --offline")
    if options.since and options.until and options.since > options.until:
        since, until = map(context.dates.day, (options.since, options.until))
        raise UsageError(f"--since {since} is after --until {until}; give the earlier day first")
    if options.until and not options.since:
        _check_default_since(options.until, context)
    from papers_tui.cli.progress import ProgressBar

    run = _Run(options, context, ProgressBar(sys.stderr, context.environment, context.dates))
    with context.session() as session:
        if not session.is_archive_kept:
            raise CommandError(f"nothing can be kept at {context.paths.archive}; make room there")
        try:
            run.fetch(session)
        except KeyboardInterrupt:
            streams.report(f"stopped: {run.left_off or 'nothing was fetched yet'}")
            return INTERRUPTED
        except HubError:
            if run.left_off:
                streams.report(run.left_off)
            raise
    return run.report()


def _check_default_since(until: date, context: Context) -> None:
    """Raise UsageError where the default of --since is behind the last day."""
    from papers_tui.model.period import hub_day
    from papers_tui.services.sync import RECENT

    since = hub_day(context.now()) - RECENT
    if until < since:
        last, first = context.dates.day(until), context.dates.day(since)
        raise UsageError(f"--until {last} is before {first}, where a sync begins; add --since")


@dataclass(slots=True)
class _Run:
    """One sync, and what it has come to."""

    options: argparse.Namespace
    context: Context
    bar: ProgressBar
    progress: Progress | None = None

    def fetch(self, session: Session) -> None:
        try:
            self.context.fetch(session, lambda: self._follow(session))
        finally:
            self.bar.clear()

    async def _follow(self, session: Session) -> None:
        from contextlib import aclosing

        asked = self.options
        days = session.sync().run(asked.since, asked.until, refresh=asked.refresh)
        async with aclosing(days) as steps:
            async for self.progress in steps:
                self.bar.show(self.progress)

    @property
    def left_off(self) -> str:
        """The progress of a sync that did not end; empty before the first day."""
        if self.progress is None or not self.progress.done:
            return ""
        return f"{_fetched(self.progress)}; the next sync goes on from there"

    def report(self) -> int:
        """Say what was done, and give the exit status."""
        progress = self.progress
        if progress is None:
            return 0
        streams.report(_outcome(progress))
        if not progress.failed:
            return 0
        for day, reason in progress.failed[:_MOST_NAMED]:
            streams.warn(f"{self.context.dates.day(day)}: {reason}")
        failed = counted(len(progress.failed), "day")
        raise CommandError(f"{failed} could not be fetched; run the same sync again later")


def _fetched(progress: Progress) -> str:
    return f"{progress.done - len(progress.failed)} of {counted(progress.total, 'day')} fetched"


def _outcome(progress: Progress) -> str:
    """The result of a sync that went through all days."""
    were = "was" if progress.kept == 1 else "were"
    before = f"{counted(progress.kept, 'day')} {were} archived before"
    if progress.total:
        fetched = f"{_fetched(progress)}, {counted(progress.papers, 'paper')}"
        return f"{fetched}; {before}" if progress.kept else fetched
    if progress.kept:
        return f"there was nothing to fetch; {before}"
    return "there is no list in that time; the hub has one for each weekday, up to its newest"


def _first(text: str) -> date:
    return FIRST_DAY if text.strip().lower() == "all" else first_day(text)


def _last(text: str) -> date:
    return when(text).last
