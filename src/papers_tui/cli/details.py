"""A paper's discussion and full text for the commands: archived, or fetched where that is due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from papers_tui.cli import streams
from papers_tui.cli.errors import GO_ONLINE
from papers_tui.hub.errors import HubError, NoFullText
from papers_tui.model.details import threaded

if TYPE_CHECKING:
    from papers_tui.cli.context import Context
    from papers_tui.model.details import Comment, Details
    from papers_tui.services.details import ArchivedDetails
    from papers_tui.services.session import Session


@dataclass(frozen=True, slots=True)
class ShownDetails:
    """Parts of a paper that lists do not have; None where one is not known."""

    with_comments: bool = False
    with_text: bool = False
    details: Details | None = None
    text: str | None = None

    @property
    def comments(self) -> tuple[tuple[Comment, int], ...]:
        """The comments with their depths."""
        return threaded(self.details.comments) if self.details else ()

    def record(self) -> dict[str, Any]:
        """The parts as additional keys of a JSON object."""
        more: dict[str, Any] = {}
        if self.with_comments:
            more["discussion"] = [_record(comment) for comment, _ in self.comments]
        if self.with_text:
            more["full_text"] = self.text
        return more


def shown_details(
    context: Context, session: Session, paper_id: str, *, comments: bool, text: bool
) -> ShownDetails:
    """The parts asked for; warns of those that cannot be had. Raises StoreError."""
    if not comments and not text:
        return ShownDetails()
    kept = _details(context, session, paper_id) if comments else None
    return ShownDetails(
        comments,
        text,
        kept.details if kept else None,
        _text(context, session, paper_id) if text else None,
    )


def _details(context: Context, session: Session, paper_id: str) -> ArchivedDetails | None:
    details = session.details
    kept = details.details(paper_id)
    if not details.must_ask(kept):
        if kept is None:
            streams.warn(f"the discussion of {paper_id} is not archived ({GO_ONLINE})")
        return kept
    answer = context.fetch(session, lambda: details.current(paper_id))
    if answer.problem:
        kept = answer.kept
        fetched = context.dates.moment(kept.fetched) if kept else ""
        shown = f" Shown is the discussion as it was fetched on {fetched}." if kept else ""
        streams.warn(f"{answer.problem}{shown}")
    return answer.kept


def _text(context: Context, session: Session, paper_id: str) -> str | None:
    text = session.details.full_text(paper_id)
    if text is not None:
        return text
    if context.offline:
        streams.warn(f"the full text of {paper_id} is not archived ({GO_ONLINE})")
        return None
    try:
        return context.fetch(session, lambda: session.details.fetch_full_text(paper_id))
    except NoFullText:
        way_out = f"papers-tui pdf {paper_id} fetches its PDF"
        streams.warn(f"the hub has no text of {paper_id} ({way_out})")
    except HubError as error:
        streams.warn(str(error))
    return None


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
