"""The papers that your watches found; with --new, each of them once.

A watch is a query with a name in config.toml, under [watches]. Before anything is printed, what
is missing or old in the lists is fetched, unless --offline.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.cli.errors import FAILED, CommandError, UsageError
from papers_tui.cli.grammar.parser import add_limit, add_no_hooks, first_day
from papers_tui.cli.output.formats import (
    IN_PIPE,
    ON_TERMINAL,
    add_list_format,
    default_limit,
    print_papers,
)
from papers_tui.cli.watches import KNOWN, fetch, no_watch, start_hooks, warn_of_broken
from papers_tui.model.period import FIRST_DAY
from papers_tui.text.wording import counted, nearest

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from papers_tui.cli.context import Context
    from papers_tui.model.watches import Watch
    from papers_tui.services.session import Session
    from papers_tui.services.watches import Watches

EXAMPLES = (
    "papers-tui watch --new",
    "papers-tui watch --new --format jsonl",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the watches, which of their papers, and the format."""
    parser.add_argument("names", nargs="*", metavar="NAME", help="a watch (default: all)")
    parser.add_argument("--new", action="store_true", help="only what was not reported before")
    parser.add_argument(
        "--since", type=first_day, metavar="D", help="only what was listed since then"
    )
    add_limit(parser, f"{ON_TERMINAL} on a terminal, {IN_PIPE} in a pipe; all with --new")
    add_list_format(parser)
    parser.add_argument(
        "--quiet", action="store_true", help="print nothing; exit 0 if there is something new, or 1"
    )
    add_no_hooks(parser)


def run(options: argparse.Namespace, context: Context) -> int:
    """Print the papers, and record them with --new once they are written."""
    if not context.settings.watches:
        raise no_watch(context)
    if streams.is_closed(sys.stdout) and not options.quiet:
        raise CommandError("stdout is closed; nothing was reported")
    with context.session() as session:
        watches = session.watches()
        some = _chosen(options.names, watches, context)
        broken = warn_of_broken(watches, options.names)
        new_watches = watches.begin()
        fetch(session, context, min(filter(None, (watches.first_day(), options.since))))
        watches.settle()
        if options.quiet:
            return 0 if any(watches.new(some, options.since).values()) else FAILED
        if options.new:
            with watches.alone():
                found = watches.new(some, options.since)
                if not _print_new(session, watches, found, options, context):
                    _report_nothing(found.keys() & new_watches)
        else:
            _print_all(session, watches, some, options, context)
    if broken:
        raise broken
    return 0


def _chosen(names: list[str], watches: Watches, context: Context) -> tuple[Watch, ...]:
    known = [name for name, _ in context.settings.watches]
    for name in names:
        if name not in known:
            near = nearest(name, known)
            meant = f"did you mean {near}?" if near else f"yours are {', '.join(known)}"
            raise UsageError(f"there is no watch {name!r}; {meant}")
    return tuple(watch for watch in watches.all if not names or watch.name in names)


def _print_new(
    session: Session,
    watches: Watches,
    found: dict[str, tuple[str, ...]],
    options: argparse.Namespace,
    context: Context,
) -> tuple[str, ...]:
    from papers_tui.services.watches import names_of

    ids = newest_first(session, found.values())[: options.limit]
    _print(session, ids, found, options, context)
    streams.flush()
    shown = set(ids)
    watches.record(
        {name: [paper for paper in some if paper in shown] for name, some in found.items()}
    )
    names = names_of(found)
    start_hooks(session, {paper: names[paper] for paper in ids}, context)
    return ids


def _report_nothing(new_watches: Iterable[str]) -> None:
    """Say that nothing is new, where somebody reads it, and why a new watch has nothing."""
    if streams.is_terminal(sys.stdout):
        streams.report(f"nothing is new{f'; {KNOWN}' if list(new_watches) else ''}")


def _print_all(
    session: Session,
    watches: Watches,
    some: tuple[Watch, ...],
    options: argparse.Namespace,
    context: Context,
) -> None:
    limit = options.limit or default_limit()
    if options.since:
        found = watches.found_since(options.since, some)
    else:
        found = {watch.name: watches.found(watch) for watch in some}
    ids = newest_first(session, found.values())
    _print(session, ids[:limit], found, options, context)
    if streams.is_terminal(sys.stdout):
        if len(ids) > limit:
            streams.report(f"{limit} of {counted(len(ids), 'paper')}; --limit N shows more")
        elif not ids:
            streams.report("the watches found nothing")


def _print(
    session: Session,
    ids: tuple[str, ...],
    found: dict[str, tuple[str, ...]],
    options: argparse.Namespace,
    context: Context,
) -> None:
    from papers_tui.cli.rows import rows_of
    from papers_tui.services.watches import names_of

    rows = rows_of(session, ids, watches=names_of(found))
    print_papers(rows, options, context)


def newest_first(session: Session, found: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """All the papers, each once: the newest day first, then by upvotes."""
    ids = list(dict.fromkeys(paper for some in found for paper in some))
    papers = session.archive.papers(ids)
    known = [papers[paper] for paper in ids if paper in papers]
    known.sort(
        key=lambda paper: (max(paper.listed, default=FIRST_DAY), paper.upvotes or 0),
        reverse=True,
    )
    return tuple(paper.id for paper in known)
