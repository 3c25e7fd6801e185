"""A paper's discussion and the repositories linked to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from papers_tui.model.paper import HUB_URL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


HIDDEN = "This comment was hidden"
"""The text in place of a comment that a moderator took away."""

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Reaction:
    """An emoji below a comment, and how many readers gave it."""

    emoji: str
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
    threads: dict[str, list[Comment]] = {}
    for comment in ordered:
        root = _root(comment, known)
        (threads.setdefault(root, []) if root == comment.id else replies[root]).append(comment)
    return tuple(
        found
        for root, first in threads.items()
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


_LONGEST = 200
_ID_PART = r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?"
_ID = re.compile(rf"(?:{_ID_PART}/)?{_ID_PART}", re.ASCII)


class RepositoryKind(StrEnum):
    """The kinds of repositories at the hub."""

    MODEL = "model"
    DATASET = "dataset"
    SPACE = "space"


_FOLDERS = {
    RepositoryKind.MODEL: "",
    RepositoryKind.DATASET: "datasets/",
    RepositoryKind.SPACE: "spaces/",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """One model, dataset or space. Every string in it is already safe to print."""

    kind: RepositoryKind
    id: str
    """Owner and name with a slash between; some old ones have no owner."""

    likes: int | None = None
    downloads: int | None = None
    task: str = ""
    license: str = ""
    about: str = ""
    emoji: str = ""
    gated: bool = False
    """Whether its owner has to be asked, or terms accepted, before it can be downloaded."""

    parameters: int | None = None
    running: bool | None = None
    """Of a space: whether it runs now."""

    @property
    def url(self) -> str:
        """Its page at the hub, built from kind and id and never from an answer."""
        return f"{HUB_URL}/{_FOLDERS[self.kind]}{self.id}"


@dataclass(frozen=True, slots=True)
class Linked:
    """The repositories linked to a paper: a dozen of each kind at most, and how many there are."""

    models: tuple[Repository, ...] = ()
    datasets: tuple[Repository, ...] = ()
    spaces: tuple[Repository, ...] = ()
    total_models: int = 0
    total_datasets: int = 0
    total_spaces: int = 0

    @property
    def total(self) -> int:
        """The number of repositories of all kinds."""
        return self.total_models + self.total_datasets + self.total_spaces

    def of(self, kind: RepositoryKind) -> tuple[Repository, ...]:
        """The repositories of a kind that are named."""
        return {
            RepositoryKind.MODEL: self.models,
            RepositoryKind.DATASET: self.datasets,
            RepositoryKind.SPACE: self.spaces,
        }[kind]

    def total_of(self, kind: RepositoryKind) -> int:
        """The number of repositories of a kind, also of those that are not named."""
        return {
            RepositoryKind.MODEL: self.total_models,
            RepositoryKind.DATASET: self.total_datasets,
            RepositoryKind.SPACE: self.total_spaces,
        }[kind]


def is_repository_id(text: str) -> bool:
    """Whether the hub could give a repository that id.

    Its rule: https://huggingface.co/docs/huggingface_hub/package_reference/utilities, under
    validate_repo_id.
    """
    if not _ID.fullmatch(text) or len(text) > _LONGEST:
        return False
    return not ("--" in text or ".." in text or text.endswith(".git"))


@dataclass(frozen=True, slots=True)
class Details:
    """A paper's discussion, and the repositories linked to it."""

    comments: tuple[Comment, ...] = ()
    """As the hub sends them; `threaded` puts replies below what they answer."""

    linked: Linked = field(default_factory=Linked)
    comment_count: int = 0
    """The number of comments, of which `comments` may lack some that cannot be read."""

    raw: bytes = field(default=b"", repr=False, compare=False)
    """The JSON that it was read from, so that a later version can read more out of it."""
