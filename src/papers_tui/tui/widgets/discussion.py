"""The discussion of a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.model.date_style import DATES
from papers_tui.tui.render.discussion import discussion_lines
from papers_tui.tui.widgets.reading_pane import ReadingPane

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from papers_tui.model.date_style import DateStyle
    from papers_tui.model.details import Comment
    from papers_tui.model.paper import Paper
    from papers_tui.tui.render.lines import Line


class DiscussionPane(ReadingPane):
    """The discussion, or why there is none."""

    def __init__(self, now: Callable[[], datetime], dates: DateStyle = DATES) -> None:
        super().__init__(id="discussion")
        self._now = now
        self._dates = dates
        self._paper: Paper | None = None
        self._comments: Sequence[Comment] = ()

    def show(self, paper: Paper | None, comments: Sequence[Comment], *message: Line) -> None:
        """Show the paper's discussion; the same paper keeps its place."""
        same = paper is not None and self._paper is not None and paper.id == self._paper.id
        self._paper, self._comments, self._message = paper, comments, message
        self.top = self.top if same else 0
        self.fit()
        self.refresh()

    def fit(self) -> None:
        if self.size.width:
            column = self.column
            lines = discussion_lines(self._comments, column.width, self._now(), self._dates)
            lines += self.message_rows(column.width)
            self._lines = [(column.margin, *line) for line in lines]
        self._strips.clear()
        super().fit()
