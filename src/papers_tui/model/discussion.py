"""What readers say about a paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

HIDDEN = "This comment was hidden"
"""What stands in place of a comment that a moderator took away."""

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Reaction:
    """How many readers answered a comment with the same sign."""

    sign: str
    """An emoji, or the hub's name for one that this program does not know."""

    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """One comment. Every string in it is already safe to print."""

    id: str
    author: str = ""
    """The login; empty when it is not known, and of a hidden comment."""

    author_name: str = ""
    created: datetime | None = None
    """In UTC."""

    text: str = ""
    """Markdown; of a hidden comment nothing."""

    edited: bool = False
    hidden: bool = False
    reactions: tuple[Reaction, ...] = ()
    parent: str = ""
    """The id of the comment that it replies to, or nothing."""


def threaded(comments: Iterable[Comment]) -> tuple[tuple[Comment, int], ...]:
    """Every comment once with its depth: 0, or 1 for replies, which stand below their comment.

    Both by time. A reply to a reply stands in the same row of replies; one whose comment is gone,
    or that replies to itself in the end, stands by itself.
    """
    ordered = sorted(comments, key=lambda comment: comment.created or _NEVER)
    known = {comment.id: comment for comment in ordered}
    replies: dict[str, list[Comment]] = {key: [] for key in known}
    begun: dict[str, list[Comment]] = {}
    for comment in ordered:
        root = _root(comment, known)
        (begun.setdefault(root, []) if root == comment.id else replies[root]).append(comment)
    return tuple(
        found
        for root, first in begun.items()
        for found in (
            *((comment, 0) for comment in first),
            *((comment, 1) for comment in replies[root]),
        )
    )


def _root(comment: Comment, known: Mapping[str, Comment]) -> str:
    """The id of the comment that began the thread; its own where the way there ends nowhere."""
    passed = {comment.id}
    at = comment
    while at.parent in known:
        at = known[at.parent]
        if at.id in passed:
            return comment.id
        passed.add(at.id)
    return at.id
