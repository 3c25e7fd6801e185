"""What the groups of commands have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from papers_tui.services.session import Session
    from papers_tui.tui.reader.screen import ReaderScreen


class Action:
    """The commands of one group. Each command is the method with its name."""

    def __init__(self, window: ReaderScreen, session: Session) -> None:
        self._window = window
        self._session = session

    def _key(self, command_id: str) -> str:
        """What to press for a command, in the middle of a sentence."""
        return self._window.keymap.key(command_id)
