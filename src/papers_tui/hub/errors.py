"""The errors between this program and a server.

HubError
├── Offline       nobody answered, or the answer broke off
├── Unreadable    an answer came, and it is not what was asked for
├── Refused       the server refused
│   ├── Missing   there is no such thing
│   ├── NotYet    there is no list for that day
│   └── NoFullText  the hub has no text of that paper
└── RateLimited   the server asks us to wait
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.model.errors import PapersError

if TYPE_CHECKING:
    from datetime import date


class HubError(PapersError):
    """An expected failure between this program and a server."""


class Offline(HubError):
    """Nobody answered in time, or the answer broke off."""


class Unreadable(HubError):
    """The answer is not what was asked for: a login page, half a list, too much of it."""


class Refused(HubError):
    """The server refused."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status
        """The HTTP status."""


class Missing(Refused):
    """The server does not have it."""


class NotYet(Refused):
    """The server has no list for the day: mostly because the day has not come yet."""

    def __init__(self, message: str, status: int, latest: date | None = None) -> None:
        super().__init__(message, status)
        self.latest = latest
        """The newest day that the server names as one it has."""


class NoFullText(Refused):
    """The hub has no text of the paper: its page at the most."""

    def __init__(self, paper_id: str) -> None:
        super().__init__(f"The hub has no text of {paper_id}.", 404)


class RateLimited(HubError):
    """The server asks us to wait, and still did so after some waits."""

    def __init__(self, message: str, seconds: float) -> None:
        super().__init__(message)
        self.seconds = seconds
        """The wait that the server asked for, in seconds."""
