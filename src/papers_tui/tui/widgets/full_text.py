"""The full text of a paper, its outline beside it where there is room."""

from __future__ import annotations

import asyncio
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message
from textual.strip import Strip

from papers_tui.tui.render.lines import Line, plain
from papers_tui.tui.widgets.outline_column import LINK, WIDTH, OutlineColumn
from papers_tui.tui.widgets.reading_pane import Column, ReadingPane
from papers_tui.tui.widgets.search_matches import SearchMatches

if TYPE_CHECKING:
    from papers_tui.text.document.outline import Section
    from papers_tui.tui.render.blocks import LaidOutRow
    from papers_tui.tui.render.full_text import FullTextLayout

_WITH_OUTLINE = 124
"""Cells from which on the outline stands beside the text."""


class FullTextPane(ReadingPane):
    """A full text by the lines of its source, of which the rows in sight are laid out first."""

    @dataclass
    class Moved(Message):
        """Another section is at the top, or more or less of the text read, or found."""

        section: Section | None
        progress: int
        """The part of the text that is read, in hundredths."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.key = ""
        self._full_text: FullTextLayout | None = None
        self._at, self._within_at = 0, 0
        self._top_at_first = 0
        """The row on top when a part of the text was laid out."""

        self._rows: list[LaidOutRow] = []
        self._sources: list[int] = []
        self._complete = False
        self._folded = True
        self._column: Column | None = None
        self._matches = SearchMatches()
        self._outline = OutlineColumn()
        self._reported: tuple[Section | None, int, str] | None = None

    @property
    def place(self) -> int:
        """The source line of the row at the top, counted from 0."""
        return self._rows[self.top].source if self._rows else self._at

    @property
    def within(self) -> int:
        """The number of rows above the top one in its source line; -1 on the empty row before."""
        if not self._rows:
            return self._within_at
        first = bisect_left(self._sources, self.place)
        empty = first < len(self._rows) and not self._rows[first].line
        return self.top - first - int(empty)

    @property
    def sections(self) -> tuple[Section, ...]:
        """The headings of the text, in their order."""
        return self._full_text.sections if self._full_text else ()

    @property
    def section(self) -> Section | None:
        """The section that the row at the top belongs to, or None above the first."""
        number = self._section_number
        return self.sections[number] if number >= 0 else None

    @property
    def heading_on_top(self) -> str:
        """The first heading where the pane begins with that; empty where it is scrolled away."""
        first = self.sections[0] if self.sections else None
        return first.title if first and self.place == first.line and self.within <= 0 else ""

    @property
    def progress(self) -> int:
        """The part of the text that is read, in hundredths."""
        if self._full_text is None or (self._complete and self.top >= self.furthest):
            return 100 if self._full_text else 0
        return min(99, 100 * self.place // self._full_text.last_line)

    @property
    def found(self) -> str:
        """The number of the match that is shown: `3 of 17`; empty without a search."""
        return self._matches.position

    @property
    def text_width(self) -> int:
        return max(2, super().text_width - self._outline_width)

    def show(self, key: str, text: FullTextLayout, at: int = 0, within: int = 0) -> None:
        """Show the text, that line of its source at the top, or one so many rows below it.

        What is shown already only moves.
        """
        if self._full_text and (key, text.source) == (self.key, self._full_text.source):
            self.go_to(at, within)
            return
        self.key, self._full_text, self._folded = key, text, True
        self._matches.clear()
        self._begin(at, within)

    def clear(self) -> None:
        """Show nothing, and stop what is being laid out."""
        self.workers.cancel_node(self)
        self.key, self._full_text, self._at, self._within_at = "", None, 0, 0
        self._matches.clear()
        self._put([], complete=False)
        self.top = 0
        self._moved()

    def say(self, *lines: Line) -> None:
        self.clear()
        super().say(*lines)

    def go_to(self, line: int, within: int = 0) -> None:
        """Put that line of the source at the top, or one so many rows below it."""
        if self._full_text is None:
            return
        if self._complete:
            self._put_on_top(line, within)
            self._moved()
        else:
            self._begin(line, within)

    def toggle_references(self) -> None:
        """Unfold the list of references, or fold it again."""
        if self._full_text is None:
            return
        heading = self._full_text.in_references(self.place)
        within = 0 if heading is not None else self.within
        self._folded = not self._folded
        self._begin(self.place if heading is None else heading, within)

    @property
    def sought(self) -> str:
        """The words that were searched last; empty without a search."""
        return self._matches.words.strip()

    def find(self, words: str) -> int | None:
        """Let the words stand out and go to the next match; how many there are so far.

        References are unfolded where the words stand nowhere else. None while none is there but a
        part of the text is being laid out, whose matches are still to come: `Moved` reports them.
        """
        self._strips.clear()
        count = self._matches.look_for(words, self._texts, self.top)
        self._show_match()
        folded = self._complete and self._folded and self._full_text
        if folded and not count and folded.in_folded(words):
            self.toggle_references()
        return count if count or self._complete else None

    def find_next(self, direction: int = 1) -> bool:
        """Go to the next match, or the one before where `direction` is -1; round at the ends."""
        moved = self._matches.step(direction)
        self._strips.clear()
        self._show_match()
        return moved

    def scroll_row_to(self, top: int) -> bool:
        if top > self.furthest and not self._complete and self._rows:
            self._lengthen(top + self.page)
        moved = super().scroll_row_to(top)
        if moved:
            self._moved()
        return moved

    def follow(self, link: str) -> None:
        from papers_tui.tui.render.blocks import REFERENCES

        if link == REFERENCES:
            self.toggle_references()
        elif link.startswith(LINK):
            self.go_to(int(link.removeprefix(LINK)))
        else:
            super().follow(link)

    def fit(self) -> None:
        if self._full_text is None:
            width, margin = self.column
            self._lines = [(margin, *line) for line in self.message_rows(width)]
            self._strips.clear()
            return
        if self._complete and self._column and self.column.width == self._column.width:
            self._put(self._rows, complete=True)
            self.top = min(self.top, self.furthest)
        elif self._rows:
            self._begin(self.place, self.within)
        else:
            self._begin(self._at, self._within_at)

    def row(self, number: int) -> Strip:
        places = self._matches.on_row(number)
        if places and number not in self._strips:
            from papers_tui.tui.render.matches import highlighted

            line, current = self._lines[number], self._matches.current_on_row(number)
            self._strips[number] = self.strip(highlighted(line, places, current))
        return super().row(number)

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        if not self._outline_width:
            return strip
        outline = self._outline.rows(self.sections, self._section_number, self.page, self.style)
        return Strip.join([outline[y], strip])

    def restyle(self) -> None:
        self._outline.clear()
        super().restyle()

    @property
    def _section_number(self) -> int:
        lines = self._full_text.section_lines if self._full_text else []
        return bisect_right(lines, self.place) - 1

    @property
    def _outline_width(self) -> int:
        wide = self.size.width >= _WITH_OUTLINE and self.sections
        return WIDTH if wide else 0

    def _begin(self, line: int, within: int = 0) -> None:
        """Lay out what is in sight with the line at the top, and have the rest made."""
        self.workers.cancel_node(self)  # at once: its rows would take the place of these
        self._at, self._within_at = line, within
        if self._full_text is None or not self.size.width:
            self._put([], complete=False)
            return
        full_text, folded, width = self._full_text, self._folded, self.column.width
        least = self.page + within + 1  # an empty row may stand above the line
        self._put(full_text.rows_around(line, width, least, folded=folded), complete=False)
        self._put_on_top(line, within)
        self._top_at_first = self.top
        self._moved()
        self.call_after_refresh(self._finish, full_text, width, folded)

    def _lengthen(self, count: int) -> None:
        """Have so many rows already, while the rest is being made."""
        if self._full_text is not None and self._column is not None:
            first, width = self._rows[0].source, self._column.width
            rows = self._full_text.rows_around(first, width, count, folded=self._folded)
            self._put(rows, complete=False)

    @work(exclusive=True)
    async def _finish(self, full_text: FullTextLayout, width: int, folded: bool) -> None:
        put = self._full_text, self._column and self._column.width, self._folded
        if (full_text, width, folded) != put:
            return  # what was put since has its own work
        stop = Event()

        def rows() -> list[LaidOutRow] | None:
            return full_text.all_rows(width, folded=folded, stopped=stop.is_set)

        try:
            made = await asyncio.to_thread(rows)
        finally:
            stop.set()
        if made is not None:
            self._swap(made)

    def _swap(self, rows: list[LaidOutRow]) -> None:
        """Put the complete text where a part of it was; the rows in sight stay where they are."""
        above, found = 0, self._matches.row
        waits = self._within_at < 0 and self.top == self._top_at_first
        if self._rows:
            above = bisect_left(rows, self._rows[0].source, key=lambda row: row.source)
            if above < len(rows) and rows[above] != self._rows[0]:
                above += 1  # an empty row, which no text begins with
        self._put(rows, complete=True, moved_by=above)
        self.top = max(0, min(self.top + above, self.furthest))
        if waits:  # for the empty row, which the part did not have
            self._put_on_top(self._at, self._within_at)
        if found is None:
            self._show_match()
        self.refresh()
        self._moved()

    def _put(self, rows: list[LaidOutRow], *, complete: bool, moved_by: int = 0) -> None:
        self._column = self.column
        margin = self._column.margin
        self._rows, self._complete = rows, complete
        self._sources = [row.source for row in rows]
        self._lines = [(margin, *row.line) for row in rows]
        self._strips.clear()
        self._matches.look_again(self._texts, moved_by)

    def _texts(self) -> list[str]:
        return [plain(line) for line in self._lines]

    def _put_on_top(self, line: int, within: int = 0) -> None:
        """The first row of that source line at the top, or one some rows below it."""
        number = bisect_right(self._sources, line) - 1
        first = bisect_left(self._sources, self._sources[number]) if number >= 0 else 0
        if first < number and not self._rows[first].line:
            first += 1
        self.top = max(0, min(first + within, max(first, number), self.furthest))
        if not self.draws:
            self.refresh()

    def _show_match(self) -> None:
        row = self._matches.row
        if row is not None and not self.top <= row < self.top + self.page:
            self.scroll_row_to(row - self.page // 3)
        self.refresh()
        self._moved()

    def _moved(self) -> None:
        report = self.section, self.progress, f"{self.heading_on_top}\n{self.found}"
        if report != self._reported:
            self._reported = report
            self.post_message(self.Moved(self.section, self.progress))
