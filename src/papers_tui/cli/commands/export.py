"""Write the papers of the reading list for other programs, those added last first."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.cli.errors import CommandError
from papers_tui.cli.grammar.parser import add_where
from papers_tui.cli.output import exports
from papers_tui.export.formats import FORMATS

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from papers_tui.cli.context import Context

EXAMPLES = (
    "papers-tui export -o references.bib",
    'papers-tui export --where "tag:survey" --format markdown',
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which of them, in which form, and where to."""
    add_where(parser)
    help_text = f"{', '.join(FORMATS)} (default: what the name of FILE says, else {exports.FIRST})"
    parser.add_argument("--format", choices=tuple(FORMATS), metavar="F", help=help_text)
    help_text = "written completely or not at all (default: stdout)"
    parser.add_argument("-o", dest="file", metavar="FILE", help=help_text)
    exports.add_format_options(parser)


def run(options: argparse.Namespace, context: Context) -> int:
    """Print the papers, or write the file."""
    from papers_tui.cli.inputs import read_where
    from papers_tui.cli.rows import library_rows

    query = read_where(options.where, context)
    form = options.format or exports.file_format(options.file)
    asked = exports.options_for(form, options)
    with context.session() as session:
        ids = [row.paper.id for row in library_rows(session, query)]
        text = exports.exported(session, ids, form, asked)
    if options.file in (None, "-"):
        streams.write(text)
    else:
        _write(streams.file_named(options.file), text, len(ids))
    return 0


def _write(file: Path, text: str, papers: int) -> None:
    from papers_tui.services.export import ExportError, write
    from papers_tui.text.clean import harmless
    from papers_tui.text.wording import counted

    try:
        write(file, text)
    except ExportError as error:
        raise CommandError(str(error)) from error
    if streams.is_terminal(sys.stderr):
        streams.report(f"{counted(papers, 'paper')} written to {harmless(str(file))}")
