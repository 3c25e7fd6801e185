"""Papers on stdout, in the form that was asked for or that fits the place."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.cli.grammar.parser import add_format

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from papers_tui.cli.context import Context
    from papers_tui.cli.rows import PaperRow

LISTS = ("table", "json", "jsonl", "markdown", "ids")
"""The formats of lists of papers."""


ON_TERMINAL, IN_PIPE = 20, 100
"""The most papers of a search that are printed without `--limit`."""


def default_limit() -> int:
    """The limit without `--limit`: fewer where somebody looks at a terminal."""
    return ON_TERMINAL if streams.is_terminal(sys.stdout) else IN_PIPE


def default_format(terminal: str) -> str:
    """The format without `--format`: JSON unless somebody looks at a terminal."""
    return terminal if streams.is_terminal(sys.stdout) else "json"


def add_list_format(parser: argparse.ArgumentParser) -> None:
    """Declare the format of a list, which `print_papers` reads."""
    add_format(parser, LISTS, "table")
    parser.add_argument("--wide", action="store_true", help="do not cut the rows of a table")


def print_papers(rows: Iterable[PaperRow], options: argparse.Namespace, context: Context) -> None:
    """Write the papers to stdout in the form that the options ask for."""
    wanted = options.format or default_format("table")
    for piece in _pieces(rows, wanted, context, wide=options.wide):
        streams.write(piece)


def _pieces(
    rows: Iterable[PaperRow], wanted: str, context: Context, *, wide: bool
) -> Iterator[str]:
    """The papers as text, piece by piece.

    Only what the format needs is loaded: a script asks for JSON often.
    """
    if wanted == "ids":
        return (f"{row.paper.id}\n" for row in rows)
    if wanted == "markdown":
        from papers_tui.export.markdown import listed

        return listed(rows)
    if wanted == "table":
        from papers_tui.cli.output.styling import Styling
        from papers_tui.cli.output.table import table

        styling = Styling(streams.has_colors(sys.stdout, context.environment))
        columns = None if wide else streams.columns(sys.stdout, context.environment)
        return table(rows, columns, styling, context.dates)
    from papers_tui.cli.output import json_records

    return json_records.lines(rows) if wanted == "jsonl" else json_records.array(rows)
