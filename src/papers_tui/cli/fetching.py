"""Papers and PDFs that are kept, or else fetched."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from papers_tui.cli.errors import CommandError
from papers_tui.hub.errors import Missing
from papers_tui.model.errors import PapersError

if TYPE_CHECKING:
    from papers_tui.cli.context import Context
    from papers_tui.model.paper import Paper
    from papers_tui.services.session import Session


def paper_of(context: Context, session: Session, paper_id: str) -> Paper:
    """The paper; one that is not archived is fetched and kept.

    Raises CommandError when it cannot be had, and HubError when nobody answers.
    """
    paper = session.archive.paper(paper_id)
    if paper is not None:
        return paper
    if context.offline:
        raise CommandError(f"{paper_id} is not archived; leave out --offline to fetch it")

    try:
        fetched = context.fetch(session, lambda: session.lists.fetch_paper(paper_id))
    except Missing as error:
        raise CommandError(
            f"{paper_id} is neither archived nor known to the hub or arXiv; look at the id again"
        ) from error
    return session.archive.paper(paper_id) or fetched


def pdf_of(context: Context, session: Session, paper_id: str, target: Path | None = None) -> Path:
    """The file with the PDF, which is in the folder of PDFs unless a target is given.

    Raises CommandError, HubError and PdfError when it cannot be had.
    """
    pdfs = session.pdfs
    if found := pdfs.find(paper_id):
        return pdfs.copy(found, target, paper_id) if target else found
    if context.offline:
        raise CommandError(f"the PDF of {paper_id} is not kept; leave out --offline to fetch it")
    paper = None if target else _paper(context, session, paper_id)

    async def fetch() -> Path:
        from papers_tui.cli.progress import Bar

        bar = Bar(sys.stderr, context.environment)
        try:
            if paper:
                return await pdfs.fetch(paper, bar.received)
            return await pdfs.fetch_to(target or Path(), paper_id, bar.received)
        finally:
            bar.clear()

    return context.fetch(session, fetch)


def _paper(context: Context, session: Session, paper_id: str) -> Paper:
    """The paper for the file's name; when nobody knows it, what its id says must do."""
    from papers_tui.cli.fetching import paper_of
    from papers_tui.model.paper import Paper

    try:
        return paper_of(context, session, paper_id)
    except PapersError:
        return Paper(id=paper_id, title="")
