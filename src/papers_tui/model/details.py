"""What the hub knows of one paper besides what stands in lists."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from papers_tui.model.linked import Linked

if TYPE_CHECKING:
    from papers_tui.model.discussion import Comment


@dataclass(frozen=True, slots=True)
class Details:
    """A paper's discussion, and what is linked to it."""

    comments: tuple[Comment, ...] = ()
    """As the hub sends them; `model.discussion.threaded` puts replies below what they answer."""

    linked: Linked = field(default_factory=Linked)
    comment_count: int = 0
    """How many comments there are, of which `comments` may lack some that cannot be read."""

    raw: bytes = field(default=b"", repr=False, compare=False)
    """The JSON that it was read from, so that a later version can read more out of it."""
