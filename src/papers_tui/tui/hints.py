"""Five keys for who is here for the first time; each is named until it was used once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.tui.reader.status_text import NO_MESSAGE, Message

if TYPE_CHECKING:
    from papers_tui.services.session import Session
    from papers_tui.tui.reader.screen import ReaderScreen

_HINTS = {
    "move.down": "next",
    "move.on": "reads on",
    "paper.copy-bibtex": "BibTeX",
    "list.library": "your list",
    "list.goto": "date",
}
"""Keys that the footer does not name."""

_TAKEN = 24
"""Cells of the status line that something else may need."""

_USED = "hints used"


class Hints:
    """Which of the keys are still to be named."""

    def __init__(self, screen: ReaderScreen, session: Session) -> None:
        self._screen, self._session = screen, session
        used = (session.state.get(_USED) or "").split()
        self._left = [one for one in _HINTS if one not in used]

    def note(self) -> Message:
        """The keys that were not used yet, and what they do."""
        if not self._left or self._screen.reading:
            return NO_MESSAGE
        parts = [f"{self._key(one)} {_HINTS[one]}" for one in self._left]
        while len(parts) > 1 and len("  ".join(parts)) > self._screen.size.width - _TAKEN:
            parts.pop()
        return Message("  ".join(parts))

    def used(self, command_id: str) -> None:
        """A command was given: its key need not be named any more."""
        if command_id in self._left:
            self._left.remove(command_id)
            used = " ".join(one for one in _HINTS if one not in self._left)
            self._screen.write(self._session.state.put, _USED, used)

    def _key(self, command_id: str) -> str:
        return self._screen.keymap.key(command_id)
