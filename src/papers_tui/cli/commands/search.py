"""Search all that is archived, or with --remote ask the hub's own search.

`papers-tui help query` explains the query language.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.cli.errors import CommandError, UsageError
from papers_tui.cli.grammar.parser import add_limit
from papers_tui.cli.output.formats import (
    IN_PIPE,
    ON_TERMINAL,
    add_list_format,
    default_limit,
    print_papers,
)
from papers_tui.cli.rows import NOTHING_ARCHIVED, rows_of
from papers_tui.hub import LONGEST_SEARCH

if TYPE_CHECKING:
    import argparse

    from papers_tui.cli.context import Context
    from papers_tui.services.session import Session

EXAMPLES = (
    "papers-tui search '\"test-time training\" day:2025'",
    "papers-tui search --remote diffusion language models",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the query, the place to search and the format."""
    parser.add_argument(
        "query", nargs="+", metavar="QUERY", help="words and fields; may begin with a dash"
    )
    parser.add_argument("--remote", action="store_true", help="ask the hub, and keep what it finds")
    add_limit(parser, f"{ON_TERMINAL} on a terminal, {IN_PIPE} in a pipe")
    add_list_format(parser)


def run(options: argparse.Namespace, context: Context) -> int:
    """Print what is found."""
    text = " ".join(options.query)
    limit = options.limit or default_limit()
    if options.remote:
        return _remote(text, limit, options, context)
    from papers_tui.cli.inputs import read_query

    query = read_query(text, context)
    with context.session() as session:
        found = session.search().find_forgiving(query, limit)
        if found.partial:
            streams.report("no paper has all of these words; here are those with most of them")
        print_papers(rows_of(session, found.ids), options, context)
        if found.total:
            _report_rest(len(found.ids), found.total, is_asked_for=options.limit is not None)
        else:
            streams.report(_nothing(session, offline=context.offline))
    return 0


def _remote(text: str, limit: int, options: argparse.Namespace, context: Context) -> int:
    if len(text) > LONGEST_SEARCH:
        raise UsageError(f"the hub takes {LONGEST_SEARCH} characters at most; ask for less")
    if context.offline:
        raise CommandError("the hub's search needs the network; leave out --offline or --remote")

    def work(session: Session) -> None:
        ids = context.fetch(session, lambda: session.lists.search_hub(text, limit))
        print_papers(rows_of(session, ids[:limit]), options, context)
        if not ids:
            streams.report("the hub's search found nothing")

    context.with_session(work)
    return 0


def _report_rest(shown: int, total: int, *, is_asked_for: bool) -> None:
    """Report that there are more papers, unless a program asked for so many and no more."""
    if shown < total and (streams.is_terminal(sys.stdout) or not is_asked_for):
        streams.report(f"{shown} of {total:,} papers; --limit N shows more")


def _nothing(session: Session, *, offline: bool) -> str:
    """The sentence for a search without hits: where it looked, and what can be done."""
    from papers_tui.text.wording import counted

    if not session.archive.count():
        return NOTHING_ARCHIVED
    days = counted(len(session.archive.days()), "archived day")
    more = "" if offline else "; --remote asks the hub, papers-tui sync fetches more days"
    return f"nothing is found in {days}{more}"
