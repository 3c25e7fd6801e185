"""Write the papers of the reading list for other programs, those added last first."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.cli.errors import CommandError, UsageError
from papers_tui.cli.grammar.parser import add_where
from papers_tui.export.formats import FORMATS
from papers_tui.text.clean import one_line

if TYPE_CHECKING:
    import argparse

    from papers_tui.cli.context import Context

_FIRST = next(iter(FORMATS))
_SHOWN = 20

EXAMPLES = (
    "papers-tui export -o references.bib",
    'papers-tui export --where "tag:survey" --format markdown',
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which of them, in which form, and where to."""
    add_where(parser)
    help_text = f"{', '.join(FORMATS)} (default: what the name of FILE says, else {_FIRST})"
    parser.add_argument("--format", choices=tuple(FORMATS), metavar="F", help=help_text)
    help_text = "written completely or not at all (default: stdout)"
    parser.add_argument("-o", dest="file", metavar="FILE", help=help_text)


def run(options: argparse.Namespace, context: Context) -> int:
    """Print the papers, or write the file."""
    from papers_tui.cli.context import exported
    from papers_tui.cli.inputs import read_where
    from papers_tui.cli.rows import library_rows

    query = read_where(options.where, context)
    form = options.format or _form_of(options.file)
    with context.session() as session:
        ids = [row.paper.id for row in library_rows(session, query)]
        text = exported(session, ids, form)
    if options.file in (None, "-"):
        streams.write(text)
    else:
        _write(Path(options.file), text, len(ids))
    return 0


def _form_of(file: str | None) -> str:
    """The format that the file's name asks for, or the first one where it has no ending."""
    suffix = Path(file or "").suffix
    if not suffix:
        return _FIRST
    for form in FORMATS.values():
        if form.suffix == suffix.lower():
            return form.name
    known = ", ".join(form.suffix for form in FORMATS.values())
    shown = one_line(suffix, _SHOWN)
    raise UsageError(f"no format has the ending {shown}; use one of {known}, or add --format")


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
