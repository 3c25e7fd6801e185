"""Papers and PDFs from the archive, or else fetched."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.cli.errors import GO_ONLINE, CommandError
from papers_tui.hub.errors import HubError, Missing
from papers_tui.model.errors import PapersError
from papers_tui.text.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from papers_tui.cli.context import Context
    from papers_tui.model.paper import Paper
    from papers_tui.services.session import Session

MOST_SECONDS = 5.0
"""The longest that the hub may take to answer what nobody waits for, in seconds."""

_FEW = 20
"""Papers up to which the hub is asked."""

_MOST_NAMED = 3


def paper_of(context: Context, session: Session, paper_id: str) -> Paper:
    """The paper; one that is not archived is fetched and kept.

    Raises CommandError when it cannot be had, and HubError when nobody answers.
    """
    paper = session.archive.paper(paper_id)
    if paper is not None:
        return paper
    if context.offline:
        raise CommandError(f"{paper_id} is not archived; {GO_ONLINE}")

    try:
        return context.fetch(session, lambda: session.lists.fetch_paper(paper_id))
    except Missing as error:
        raise CommandError(
            f"{paper_id} is neither archived nor known to the hub or arXiv; look at the id again"
        ) from error


def fetch_missing(context: Context, session: Session, ids: Sequence[str]) -> list[str]:
    """Fetch those of the papers that are not archived; gives those that are still missing.

    Few of them come from the hub, which knows more of each, the others from arXiv by the hundred,
    three seconds apart. Raises HubError where nobody answers; what has come is archived then.
    """
    missing = session.lists.missing(ids)
    if not missing or context.offline:
        return missing
    context.fetch(session, lambda: _fetch_missing(context, session, missing))
    return session.lists.missing(missing)


def complete_papers(context: Context, session: Session, ids: Sequence[str]) -> None:
    """Fetch what is missing of papers that are handed on; a warning of what stays incomplete.

    Where nobody looks, only that nobody has answered is worth one.
    """
    try:
        missing, reason = fetch_missing(context, session, ids), ""
    except PapersError as error:
        missing, reason = session.lists.missing(ids), str(error).rstrip(".")
    if not missing or not (reason or streams.is_terminal(sys.stderr)):
        return
    if not reason:
        known = f"neither the hub nor arXiv knows {'it' if len(missing) == 1 else 'them'}"
        reason = "leave out --offline" if context.offline else known
    papers, more = counted(len(missing), "paper"), ", …" if len(missing) > _MOST_NAMED else ""
    names = ", ".join(missing[:_MOST_NAMED])
    streams.warn(f"the authors of {papers} are not known: {names}{more} ({reason})")


async def _fetch_missing(context: Context, session: Session, ids: Sequence[str]) -> None:
    import asyncio
    from contextlib import aclosing

    from papers_tui.cli.progress import ProgressBar

    if len(ids) <= _FEW:
        await _fetch_few(session, ids)
        ids = await asyncio.to_thread(session.lists.missing, ids)
    bar = ProgressBar(sys.stderr, context.environment)
    async with aclosing(session.lists.fetch_papers(ids)) as batches:
        async for asked, _ in batches:
            bar.counted(asked, len(ids), "papers")


async def _fetch_few(session: Session, ids: Sequence[str]) -> None:
    """Fetch from the hub what comes soon."""
    import asyncio
    from contextlib import suppress

    async def fetch(paper_id: str) -> None:
        with suppress(HubError):
            await session.lists.fetch_paper(paper_id, asks_arxiv=False)

    with suppress(TimeoutError):
        async with asyncio.timeout(MOST_SECONDS):
            await asyncio.gather(*map(fetch, ids))


def pdf_of(context: Context, session: Session, paper_id: str, target: Path | None = None) -> Path:
    """The file with the PDF, which is in the folder of PDFs unless a target is given.

    Raises CommandError, HubError and PdfError when it cannot be had.
    """
    pdfs = session.pdfs
    if found := pdfs.find(paper_id):
        return pdfs.copy(found, target, paper_id) if target else found
    if context.offline:
        raise CommandError(f"the PDF of {paper_id} was not fetched yet; {GO_ONLINE}")
    paper = None if target else _paper_for_name(context, session, paper_id)

    async def fetch() -> Path:
        from papers_tui.cli.progress import ProgressBar

        bar = ProgressBar(sys.stderr, context.environment)
        try:
            if paper:
                return await pdfs.fetch(paper, bar.received)
            return await pdfs.fetch_to(target or Path(), paper_id, bar.received)
        finally:
            bar.clear()

    return context.fetch(session, fetch)


def _paper_for_name(context: Context, session: Session, paper_id: str) -> Paper:
    """The paper that the file is named after; of one that nobody knows, the id alone."""
    from papers_tui.model.paper import Paper

    try:
        return paper_of(context, session, paper_id)
    except PapersError:
        return Paper(id=paper_id, title="")
