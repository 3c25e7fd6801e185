"""Show a paper in full, from the archive or else from the hub or arXiv."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.cli.errors import UsageError
from papers_tui.cli.grammar.parser import add_format, add_id
from papers_tui.cli.output import exports
from papers_tui.cli.output.formats import default_format
from papers_tui.cli.rows import PaperRow, rows_of
from papers_tui.export import formats as export_formats

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from papers_tui.cli.context import Context
    from papers_tui.cli.details import ShownDetails
    from papers_tui.model.paper import Paper
    from papers_tui.services.session import Session

_PAGES = ("text", "json", "markdown")
FORMATS = (*_PAGES, *(name for name in export_formats.FORMATS if name not in _PAGES))

EXAMPLES = (
    "papers-tui show 2507.21049 --comments",
    "papers-tui show 2507.21049 --full-text --format markdown > paper.md",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the paper, its parts and the format."""
    add_id(parser)
    parser.add_argument("--comments", action="store_true", help="with its discussion")
    parser.add_argument("--full-text", action="store_true", help="with the complete text")
    add_format(parser, FORMATS, "text")
    exports.add_format_options(parser)


def run(options: argparse.Namespace, context: Context) -> int:
    """Print the paper; several from stdin come one after the other."""
    from papers_tui.cli.details import shown_details
    from papers_tui.cli.inputs import read_ids

    ids = read_ids([options.id])
    form = options.format or default_format("text")
    asked = exports.options_for(form, options)
    if form not in _PAGES and (options.comments or options.full_text):
        raise UsageError(f"{form} has no place for a discussion or a text; use another --format")

    def work(session: Session) -> None:
        papers = [_paper(context, session, key) for key in ids]
        details = [
            shown_details(context, session, key, comments=options.comments, text=options.full_text)
            for key in ids
        ]
        if form not in _PAGES:
            keys = [paper.id for paper in papers]
            streams.write(exports.exported(session, keys, form, asked))
            return
        for number, (paper, shown) in enumerate(zip(papers, details, strict=True)):
            row = next(rows_of(session, [paper.id]), PaperRow(paper))
            if number and form != "json":
                streams.write("\n")
            for piece in _pieces(row, shown, form, context):
                streams.write(piece)

    context.with_session(work)
    return 0


def _paper(context: Context, session: Session, paper_id: str) -> Paper:
    """The paper; one of which only the reading list knows is what that says."""
    from papers_tui.cli.fetching import paper_of
    from papers_tui.model.errors import PapersError
    from papers_tui.model.paper import Paper

    try:
        return paper_of(context, session, paper_id)
    except PapersError as error:
        mark = session.saved_library.get(paper_id)
        if mark is None:
            raise
        streams.warn(str(error))
        return Paper(id=paper_id, title=mark.title)


def _pieces(row: PaperRow, shown: ShownDetails, form: str, context: Context) -> Iterator[str]:
    if form == "json":
        from papers_tui.cli.output.json_records import as_json, record

        yield as_json({**record(row), **shown.record()}) + "\n"
        return
    from papers_tui.cli.output.details_page import details_markdown, details_page

    if form == "markdown":
        from papers_tui.export import markdown

        yield from markdown.page(row)
        yield from details_markdown(shown)
        return
    from papers_tui.cli.output.page import page
    from papers_tui.cli.output.styling import Styling

    styling = Styling(streams.has_colors(sys.stdout, context.environment))
    columns = streams.columns(sys.stdout, context.environment)
    yield from page(row, columns, styling, context.dates)
    yield from details_page(shown, columns, styling, context.dates)
