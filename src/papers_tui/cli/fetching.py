"""One paper, from the archive or else from the hub or arXiv."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.cli.errors import Failure
from papers_tui.hub.errors import Missing

if TYPE_CHECKING:
    from papers_tui.cli.context import Context, Stores
    from papers_tui.model.paper import Paper
    from papers_tui.services.hub_connection import Connection
    from papers_tui.services.lists import Reader


def archived_paper(context: Context, stores: Stores, paper_id: str) -> Paper:
    """The paper; one that is not archived is fetched and kept.

    Raises Failure when it cannot be had, and HubError when nobody answers.
    """
    paper = stores.archive.paper(paper_id)
    if paper is not None:
        return paper
    if context.offline:
        raise Failure(f"{paper_id} is not archived; leave out --offline to fetch it")

    async def ask(reader: Reader, _: Connection) -> Paper:
        return await reader.fetch_paper(paper_id)

    try:
        fetched = context.fetch(stores, ask)
    except Missing as error:
        raise Failure(
            f"{paper_id} is neither archived nor known to the hub or arXiv; look at the id again"
        ) from error
    return stores.archive.paper(paper_id) or fetched
