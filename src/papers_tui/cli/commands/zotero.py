"""Send papers to the Zotero that runs on this machine, with tags, note and the link to the PDF.

A paper that was sent before is not sent again, since Zotero would have it twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.cli.errors import CommandError, UsageError
from papers_tui.cli.grammar.parser import add_ids, add_where
from papers_tui.text.wording import counted

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from papers_tui.cli.context import Context
    from papers_tui.services.exchange.zotero import Sent
    from papers_tui.services.session import Session

EXAMPLES = (
    "papers-tui zotero 2507.21049",
    'papers-tui zotero --where "is:read tag:survey"',
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the papers, and whether those are meant that were sent before."""
    add_ids(parser, "*")
    add_where(parser)
    parser.add_argument("--again", action="store_true", help="also what was sent before")


def run(options: argparse.Namespace, context: Context) -> int:
    """Send the papers and report how many."""
    from papers_tui.hub.errors import Offline

    if bool(options.ids) == (options.where is not None):
        raise UsageError("name papers by their ids or by --where; one of the two")
    with context.session() as session:
        ids = _chosen(options, context, session)
        try:
            sent = _sent(context, session, ids, again=options.again)
        except Offline as error:
            raise CommandError(
                f"{str(error).rstrip('.')}; start it and try again, or have it import a file:"
                " papers-tui export --format ris -o papers.ris"
            ) from error
    streams.report(f"{_counts(sent)}.")
    return 0


def _chosen(options: argparse.Namespace, context: Context, session: Session) -> Sequence[str]:
    from papers_tui.cli.fetching import complete_papers, paper_of
    from papers_tui.cli.inputs import read_ids, read_where
    from papers_tui.cli.rows import library_rows

    if options.where is not None:
        rows = library_rows(session, read_where(options.where, context))
        ids: Sequence[str] = [row.paper.id for row in rows]
    else:
        ids = read_ids(options.ids)
        for key in ids:
            if key not in session.saved_library:
                paper_of(context, session, key)
    complete_papers(context, session, ids)
    return ids


def _sent(context: Context, session: Session, ids: Sequence[str], *, again: bool) -> Sent:
    import asyncio

    sender = session.zotero(context.environment)
    return asyncio.run(sender.send(ids, again=again))


def _counts(sent: Sent) -> str:
    """The number of papers sent, and of those left out because they had been sent before."""
    report = f"sent {counted(len(sent.now), 'paper')} to Zotero"
    if sent.before:
        report += f"; {len(sent.before)} had been sent before (--again sends them once more)"
    return report
