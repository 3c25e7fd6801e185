"""List the papers of the reading list, the last added first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.cli.grammar.parser import add_where
from papers_tui.cli.output.formats import add_list_format, print_papers

if TYPE_CHECKING:
    import argparse

    from papers_tui.cli.context import Context

EXAMPLES = (
    'papers-tui library --where "is:to-read -tag:survey"',
    "papers-tui library --format jsonl | jq .title",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the papers and the format."""
    add_where(parser)
    add_list_format(parser)


def run(options: argparse.Namespace, context: Context) -> int:
    """Print the papers."""
    from papers_tui.cli.inputs import read_where
    from papers_tui.cli.rows import library_rows

    query = read_where(options.where, context)
    with context.session() as session:
        print_papers(library_rows(session, query), options, context)
    return 0
