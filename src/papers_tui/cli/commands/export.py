"""Write the papers of the reading list for other programs, the last added first."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.cli.errors import CommandError, UsageError
from papers_tui.cli.grammar.parser import add_where
from papers_tui.cli.output import exports
from papers_tui.export.formats import FORMATS
from papers_tui.text.wording import counted

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from papers_tui.cli.context import Context
    from papers_tui.model.query.parser import Query

EXAMPLES = (
    "papers-tui export -o references.bib",
    "papers-tui export --vault ~/notes/papers",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the papers, the format and the file."""
    add_where(parser)
    help_text = f"{', '.join(FORMATS)} (default: what the name of FILE says, else {exports.FIRST})"
    parser.add_argument("--format", choices=tuple(FORMATS), metavar="F", help=help_text)
    help_text = "written completely or not at all (default: stdout)"
    parser.add_argument("-o", dest="file", metavar="FILE", help=help_text)
    exports.add_format_options(parser)
    help_text = "a note on each in that folder, renewed without touching what you wrote"
    parser.add_argument("--vault", metavar="DIR", help=help_text)


def run(options: argparse.Namespace, context: Context) -> int:
    """Print the papers, or write the file."""
    from papers_tui.cli.fetching import complete_papers
    from papers_tui.cli.inputs import read_where
    from papers_tui.cli.rows import library_rows

    query = read_where(options.where, context)
    if options.vault is not None:
        return _fill_vault(options, context, query)
    target = None if options.file is None else streams.output_file(options.file)
    form = options.format or exports.file_format(options.file)
    asked = exports.options_for(form, options)
    with context.session() as session:
        ids = [row.paper.id for row in library_rows(session, query)]
        if target is not None and not ids:
            advice = "star a paper first" if query is None else "ask for others by --where"
            raise CommandError(f"nothing is written, and no file is touched ({advice})")
        complete_papers(context, session, ids)
        text = exports.exported(session, ids, form, asked)
    if target is None:
        streams.write(text)
    else:
        _write(target, text, len(ids))
    return 0


def _fill_vault(options: argparse.Namespace, context: Context, query: Query | None) -> int:
    """Write the notes, and report what became of them."""
    from papers_tui.cli.fetching import complete_papers
    from papers_tui.cli.rows import library_rows
    from papers_tui.services.exchange.vault import Vault

    folder = streams.file_named(options.vault)
    if options.file or options.format:
        raise UsageError("--vault writes notes; leave out -o and --format")
    if not options.vault:
        raise UsageError("the vault has no name; give a folder behind --vault")
    if folder.exists() and not folder.is_dir():
        raise UsageError("the vault is a file; name a folder behind --vault")
    exports.options_for("markdown", options)
    with context.session() as session:
        exporter = session.exporter()
        ids = [row.paper.id for row in library_rows(session, query)]
        complete_papers(context, session, ids)
        report = Vault(folder, context.settings.vault_name).write(exporter.keyed_items(ids))
    for sentence in filter(None, (exporter.problem, *report.left, *report.twice)):
        streams.warn(sentence)
    counts = f"{report.new:,} new, {report.renewed:,} renewed, {report.unchanged:,} unchanged"
    streams.report(f"notes: {counts}")
    if report.twice:
        papers = counted(len(report.twice), "paper")
        raise CommandError(f"{papers} with several notes not renewed; keep one note of each")
    return 0


def _write(file: Path, text: str, papers: int) -> None:
    from papers_tui.services.exchange.export import write
    from papers_tui.text.clean import harmless

    write(file, text)
    if streams.is_terminal(sys.stderr):
        streams.report(f"{counted(papers, 'paper')} written to {harmless(str(file))}")
