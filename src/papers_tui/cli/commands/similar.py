"""The archived papers that are most like one, by the words that set them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.cli.errors import UsageError
from papers_tui.cli.grammar.parser import add_id, add_limit
from papers_tui.cli.output.formats import add_list_format, print_papers
from papers_tui.cli.rows import rows_of

if TYPE_CHECKING:
    import argparse

    from papers_tui.cli.context import Context

MOST = 10
"""The most papers that are printed without `--limit`."""

EXAMPLES = ("papers-tui similar 2507.21049 --limit 5",)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the paper, the limit and the format."""
    add_id(parser, takes_several=False)
    add_limit(parser, str(MOST))
    add_list_format(parser)


def run(options: argparse.Namespace, context: Context) -> int:
    """Print the papers, the nearest first."""
    from papers_tui.cli.inputs import read_ids

    ids = read_ids([options.id])
    if len(ids) > 1:
        raise UsageError(f"there are {len(ids)} ids; give the one to compare with")

    with context.session() as session:
        from papers_tui.cli.fetching import paper_of

        paper_of(context, session, ids[0])
        near = session.search().similar(ids[0], options.limit or MOST)
        shared = {paper.id: paper.words for paper in near}
        rows = rows_of(session, [paper.id for paper in near], shared)
        print_papers(rows, options, context)
    if not near:
        streams.report(f"no archived paper shares enough words with {ids[0]}")
    return 0
