"""The reading list as the commands put it out: in the reader's order, papers unknown included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.cli.library_view import facts_of
from papers_tui.cli.rows import counted, rows_of
from papers_tui.model.library.grouping import ShelfOrder, ordered
from papers_tui.model.query.syntax import Has, asks

if TYPE_CHECKING:
    from papers_tui.cli.context import Stores
    from papers_tui.cli.rows import Row
    from papers_tui.model.query.parser import Query


def shelf_rows(stores: Stores, query: Query | None) -> list[Row]:
    """The papers that the query finds, newest added first; when there are none it is said."""
    library = stores.marks.library
    ids = ordered(tuple(library), ShelfOrder.ADDED, library, {})
    rows = list(rows_of(stores, ids))
    if query is not None:
        pdfs = stores.marks.with_pdf() if asks(query.tree, Has("pdf")) else frozenset()
        rows = [row for row in rows if _is_found(query, row, row.paper.id in pdfs)]
    if not library:
        streams.tell("the reading list is empty")
    elif not rows:
        papers = counted(len(library), "paper")
        streams.tell(f"none of the {papers} of the reading list is found by --where")
    return rows


def _is_found(query: Query, row: Row, pdf: bool) -> bool:
    from papers_tui.model.query.match import matches
    from papers_tui.text.tex.convert import to_unicode

    return matches(query, row.paper, facts_of(row.mark, row.seen, pdf), to_unicode)
