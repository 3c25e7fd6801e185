"""List the papers of the reading list, those added last first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.cli.grammar.parser import add_format, add_where
from papers_tui.cli.output.formats import LISTS, print_papers

if TYPE_CHECKING:
    import argparse

    from papers_tui.cli.context import Context


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which of them, and in which form."""
    add_where(parser)
    add_format(parser, LISTS, "table")


def run(options: argparse.Namespace, context: Context) -> int:
    """Print the papers."""
    from papers_tui.cli.inputs import read_where
    from papers_tui.cli.rows import library_rows

    query = read_where(options.where, context)
    with context.session() as session:
        print_papers(library_rows(session, query), options.format, context.environment)
    return 0
