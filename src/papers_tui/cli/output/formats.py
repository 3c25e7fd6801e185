"""Papers on stdout, in the form that was asked for or that fits the place."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from papers_tui.cli import streams

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from papers_tui.cli.rows import PaperRow

LISTS = ("table", "json", "jsonl", "markdown", "ids")
"""The formats of lists of papers."""


def default_format(terminal: str) -> str:
    """The format without `--format`: JSON unless somebody looks at a terminal."""
    return terminal if streams.is_terminal(sys.stdout) else "json"


def print_papers(
    rows: Iterable[PaperRow], wanted: str | None, environment: Mapping[str, str]
) -> None:
    """Write the papers to stdout, in one of `LISTS`."""
    for piece in _pieces(rows, wanted or default_format("table"), environment):
        streams.write(piece)


def _pieces(rows: Iterable[PaperRow], wanted: str, environment: Mapping[str, str]) -> Iterator[str]:
    """Only what the format needs is loaded: a script asks for JSON often."""
    if wanted == "ids":
        return (f"{row.paper.id}\n" for row in rows)
    if wanted == "markdown":
        from papers_tui.cli.output.markdown import markdown_list

        return markdown_list(rows)
    if wanted == "table":
        from papers_tui.cli.output.styling import Styling
        from papers_tui.cli.output.table import table

        styling = Styling(streams.has_colors(sys.stdout, environment))
        return table(rows, streams.columns(sys.stdout, environment), styling)
    from papers_tui.cli.output import json_records

    return json_records.lines(rows) if wanted == "jsonl" else json_records.array(rows)
