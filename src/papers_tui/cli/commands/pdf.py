"""Fetch the PDF of a paper from arXiv, once, and print where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.cli.errors import UsageError
from papers_tui.cli.grammar.parser import add_id

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from papers_tui.cli.context import Context
    from papers_tui.services.session import Session

EXAMPLES = (
    "papers-tui pdf 2507.21049",
    "papers-tui pdf 2507.21049 -o paper.pdf",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the paper and the file."""
    add_id(parser)
    help_text = "written completely or not at all (default: a file in the folder of PDFs)"
    parser.add_argument("-o", dest="file", metavar="FILE", help=help_text)


def run(options: argparse.Namespace, context: Context) -> int:
    """Print the path; of several from stdin one a line."""
    from papers_tui.cli.fetching import pdf_of
    from papers_tui.cli.inputs import read_ids

    target = None if options.file is None else streams.output_file(options.file)
    if options.file and target is None:
        raise UsageError("a PDF goes into a file; give its name behind -o")
    ids = read_ids([options.id])
    if options.file and len(ids) > 1:
        raise UsageError(f"there are {len(ids)} ids for one file; leave out -o")

    def work(session: Session) -> list[Path]:
        return [pdf_of(context, session, paper_id, target) for paper_id in ids]

    for path in context.with_session(work):
        streams.write(f"{path}\n")
    return 0
