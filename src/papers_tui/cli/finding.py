"""What finds papers for the commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.services.search import Finder

if TYPE_CHECKING:
    from papers_tui.cli.context import Stores


def finder(stores: Stores) -> Finder:
    """What finds papers in the opened files, by what the reading list says too."""
    marks = stores.marks
    return Finder(
        stores.archive,
        stores.state,
        lambda: marks.facts(stores.state.seen()),
        pdfs=marks.with_pdf,
    )
