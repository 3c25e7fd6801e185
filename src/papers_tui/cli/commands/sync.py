"""Fill the archive day by day, newest first.

It can be stopped with Ctrl+C: what is there stays, and the next run goes on. Settled days are not
fetched again.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.cli.errors import INTERRUPTED, CommandError, UsageError
from papers_tui.cli.grammar.parser import when
from papers_tui.hub.errors import HubError
from papers_tui.model.period import FIRST_DAY
from papers_tui.text.wording import counted

if TYPE_CHECKING:
    import argparse
    from datetime import date

    from papers_tui.cli.context import Context
    from papers_tui.cli.progress import Bar
    from papers_tui.services.session import Session
    from papers_tui.services.sync import Progress

_MOST_NAMED = 5

EXAMPLES = (
    "papers-tui sync",
    "papers-tui sync --since 2025-01 --until 2025-06",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """From which day to which."""
    parser.add_argument(
        "--since", type=_first, metavar="D", help="the first day, or all (default: 30 days ago)"
    )
    parser.add_argument(
        "--until", type=_last, metavar="D", help="the last day (default: the newest)"
    )
    parser.add_argument("--refresh", action="store_true", help="fetch settled days as well")


def run(options: argparse.Namespace, context: Context) -> int:
    """Fill the archive; 0 when every day could be fetched."""
    if context.offline:
        raise CommandError("sync needs the network; leave out --offline")
    if options.since and options.until and options.since > options.until:
        since, until = map(context.dates.day, (options.since, options.until))
        raise UsageError(f"--since {since} is after --until {until}; give the earlier day first")
    from papers_tui.cli.progress import Bar

    run = _Run(options, context, Bar(sys.stderr, context.environment, context.dates))
    with context.session() as session:
        if not session.is_archive_kept:
            raise CommandError(f"nothing can be kept at {context.paths.archive}; make room there")
        try:
            run.fetch(session)
        except KeyboardInterrupt:
            streams.report(f"stopped: {run.kept}; the next sync goes on from there")
            return INTERRUPTED
        except HubError:
            if run.progress and run.progress.done:
                streams.report(f"{run.kept}; the next sync goes on from there")
            raise
    return run.report()


@dataclass(slots=True)
class _Run:
    """One sync, and what it has come to."""

    options: argparse.Namespace
    context: Context
    bar: Bar
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
    def kept(self) -> str:
        """How much of the range is archived, in words."""
        if self.progress is None:
            return "nothing was fetched yet"
        days = self.progress.done - len(self.progress.failed)
        return f"{days} of {counted(self.progress.total, 'day')} fetched"

    def report(self) -> int:
        """Say what was done, and give the exit status."""
        progress = self.progress
        if progress is None:
            return 0
        settled = f"; {counted(progress.kept, 'day')} settled before" if progress.kept else ""
        streams.report(f"{self.kept}, {counted(progress.papers, 'paper')}{settled}")
        if not progress.failed:
            return 0
        for day, reason in progress.failed[:_MOST_NAMED]:
            streams.warn(f"{self.context.dates.day(day)}: {reason}")
        failed = counted(len(progress.failed), "day")
        raise CommandError(f"{failed} could not be fetched; run the same sync again later")


def _first(text: str) -> date:
    return FIRST_DAY if text.strip().lower() == "all" else when(text).first


def _last(text: str) -> date:
    return when(text).last
