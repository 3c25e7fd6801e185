"""Modules that no first frame needs, loaded between keys before one asks for them."""

from __future__ import annotations

import sys
from collections import deque
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App

_PAUSE = 0.01
"""Seconds between two modules, in which a key has its effect."""

_AFTER_A_KEY = 0.15
"""Seconds that belong to a key, which may load what it needs itself."""

MODULES = (
    "papers_tui.tui.reader.paper.reading_view",
    "papers_tui.tui.dialogs.help",
    "papers_tui.model.query.syntax",
    "papers_tui.model.query.fields",
    "papers_tui.model.query.parser",
    "papers_tui.model.query.match",
    "papers_tui.store.archive.search.search",
    "papers_tui.tui.reader.lists.results",
    "papers_tui.tui.reader.lists.search_results",
    "papers_tui.tui.widgets.query_input",
    "papers_tui.tui.reader.lists.query_line",
    "papers_tui.tui.reader.lists.reading_list",
    "papers_tui.tui.dialogs.tags",
    "papers_tui.tui.dialogs.date",
    "papers_tui.tui.palette.palette",
    "papers_tui.tui.palette.commands",
    "papers_tui.tui.palette.places",
)
"""What the likeliest keys ask for, in their order; what takes long stands before what needs it.

Each costs memory, so that what few ask for, or not at once, is loaded by its key.
The reading list is read in a thread, which loads what that takes.
"""


class Preloader:
    """Loads one module at a time, so that a key waits for one at most, and none after a key."""

    def __init__(self, app: App[str], touches: Callable[[], int]) -> None:
        """`touches` counts what comes from the user."""
        self._app = app
        self._touches, self._touched = touches, 0
        self._left = deque(MODULES)

    def start(self) -> None:
        """Load the next module that is not there yet, after a pause."""
        while self._left and self._left[0] in sys.modules:
            self._left.popleft()
        if self._left:
            self._app.set_timer(_PAUSE, self._load)

    def _load(self) -> None:
        before, self._touched = self._touched, self._touches()
        if before != self._touched:
            self._app.set_timer(_AFTER_A_KEY, self._load)
            return
        import_module(self._left.popleft())
        self.start()
