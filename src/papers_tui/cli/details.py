"""A paper's discussion and full text for the commands: archived, or fetched where that is due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from papers_tui.cli import streams
from papers_tui.hub.errors import HubError, NoFullText
from papers_tui.model.details import threaded

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from papers_tui.cli.context import Context, Stores
    from papers_tui.model.details import Comment, Details
    from papers_tui.services.details import ArchivedDetails, PaperDetails
    from papers_tui.services.hub_connection import HubConnection
    from papers_tui.services.lists import PaperLists

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ShownDetails:
    """What is put out of a paper besides what lists have; None where it is not known."""

    with_comments: bool = False
    with_text: bool = False
    details: Details | None = None
    text: str | None = None

    @property
    def comments(self) -> tuple[tuple[Comment, int], ...]:
        """The comments with their depths."""
        return threaded(self.details.comments) if self.details else ()

    def keys(self) -> dict[str, Any]:
        """What JSON has more when it is asked for."""
        more: dict[str, Any] = {}
        if self.with_comments:
            more["discussion"] = [_record(comment) for comment, _ in self.comments]
        if self.with_text:
            more["full_text"] = self.text
        return more


def depth_of(
    context: Context, stores: Stores, paper_id: str, *, comments: bool, text: bool
) -> ShownDetails:
    """What is asked for; what cannot be had is warned of. Raises StoreError."""
    if not comments and not text:
        return ShownDetails()
    kept = _details(context, stores, paper_id) if comments else None
    return ShownDetails(
        comments,
        text,
        kept.details if kept else None,
        _text(context, stores, paper_id) if text else None,
    )


def _details(context: Context, stores: Stores, paper_id: str) -> ArchivedDetails | None:
    kept = _deep(context, stores).details(paper_id)
    if kept and not kept.is_stale(context.now()):
        return kept
    if context.offline:
        if kept is None:
            streams.warn(f"the discussion of {paper_id} is not archived ({_ONLINE})")
        return kept
    try:
        return _fetched(context, stores, lambda deep: deep.refresh_details(paper_id))
    except HubError as error:
        shown = f" The discussion is that of {kept.fetched:%Y-%m-%d %H:%M} UTC." if kept else ""
        streams.warn(f"{error}{shown}")
        return kept


def _text(context: Context, stores: Stores, paper_id: str) -> str | None:
    text = _deep(context, stores).full_text(paper_id)
    if text is not None:
        return text
    if context.offline:
        streams.warn(f"the full text of {paper_id} is not archived ({_ONLINE})")
        return None
    try:
        return _fetched(context, stores, lambda deep: deep.fetch_full_text(paper_id))
    except NoFullText:
        way_out = f"papers-tui pdf {paper_id} fetches its PDF"
        streams.warn(f"the hub has no text of {paper_id} ({way_out})")
    except HubError as error:
        streams.warn(str(error))
    return None


_ONLINE = "leave out --offline to fetch it"


def _deep(context: Context, stores: Stores) -> PaperDetails:
    from papers_tui.services.details import PaperDetails

    return PaperDetails(stores.archive, context.reader(stores), None, context.now)


def _fetched(context: Context, stores: Stores, ask: Callable[[PaperDetails], Awaitable[T]]) -> T:
    async def work(reader: PaperLists, connection: HubConnection) -> T:
        from papers_tui.services.details import PaperDetails

        return await ask(PaperDetails(stores.archive, reader, connection.hub, context.now))

    return context.fetch(stores, work)


def _record(comment: Comment) -> dict[str, Any]:
    created = comment.created
    return {
        "id": comment.id,
        "author": comment.author or None,
        "created": f"{created:%Y-%m-%dT%H:%M:%SZ}" if created else None,
        "text": comment.text,
        "edited": comment.edited,
        "hidden": comment.hidden,
        "reactions": [
            {"reaction": reaction.emoji, "count": reaction.count} for reaction in comment.reactions
        ],
        "parent": comment.parent or None,
    }
