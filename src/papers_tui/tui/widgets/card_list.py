"""The list of cards: as many papers as there are, drawn only where one looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from textual.cache import LRUCache
from textual.geometry import Offset
from textual.message import Message

from papers_tui.model.date_style import DATES
from papers_tui.model.paper import Paper
from papers_tui.tui.render.card import ROOMY, card
from papers_tui.tui.render.lines import SEARCH
from papers_tui.tui.widgets.line_view import LineView

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from textual import events
    from textual.strip import Strip

    from papers_tui.model.date_style import DateStyle
    from papers_tui.model.library.marks import Mark
    from papers_tui.model.query.parser import Query
    from papers_tui.model.watches import Watch
    from papers_tui.tui.render.card import Density

_WINDOW = 64
"""The number of papers read at once from the first in sight on; a quarter as many before it."""


class Loader(Protocol):
    """Papers by their ids; what is not there is left out."""

    def __call__(self, ids: Sequence[str], /) -> Mapping[str, Paper]: ...


class CardList(LineView):
    """Papers by id, with a cursor. It reads them in windows and says where the reader is."""

    @dataclass
    class Moved(Message):
        """The cursor is on another paper, or on none."""

        paper_id: str | None

    @dataclass
    class Scrolled(Message):
        """The mouse has brought other cards into sight, this one as the last."""

        last: int

    class Chosen(Message):
        """The paper under the cursor is to be read."""

    class Lost(Message):
        """Papers around those in sight are not archived, or damaged there."""

    def __init__(
        self,
        load: Loader,
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
        dates: DateStyle = DATES,
    ) -> None:
        super().__init__(id=id)
        self._dates = dates
        self._load = load
        self._papers: LRUCache[str, Paper] = LRUCache(4096)
        self._cards: LRUCache[tuple[str, bool], list[Strip]] = LRUCache(512)
        self._dated = True
        self._seen: Container[str] = frozenset()
        self._marks: Mapping[str, Mark] = {}
        self._selected: Container[str] = frozenset()
        self._query: Query | None = None
        self.watches: Mapping[str, tuple[Watch, ...]] = {}
        """The watches that find each paper, as far as that is known."""
        self.ids: tuple[str, ...] = ()
        self.cursor = 0
        self._anchor = 0
        """The line on which the cursor's card begins, as far as the height of the pane allows."""

        self._tallest = 0
        """The most rows that the pane has had."""

        self.density = ROOMY

    @property
    def total(self) -> int:
        return len(self.ids) * self.density.height

    @property
    def current(self) -> str | None:
        """The id of the paper under the cursor."""
        return self.ids[self.cursor] if self.ids else None

    def paper(self, paper_id: str) -> Paper:
        """The paper; one that the archive lost is shown by its id."""
        paper = self._papers.get(paper_id)
        if paper is None:
            self._read_around(paper_id)
            paper = self._papers.get(paper_id)
        return paper or Paper(id=paper_id, title=paper_id)

    @property
    def line(self) -> int:
        """The line of the pane on which the card under the cursor begins."""
        return self.cursor * self.density.height - self.top

    def in_sight(self, line: int) -> int:
        """The line nearest to that on which a card can begin to be all in sight.

        Any is, before the pane has a size.
        """
        last = self._tallest - self.density.height + self.density.gap
        return max(0, min(line, last)) if self._tallest else line

    def show(
        self,
        ids: tuple[str, ...],
        seen: Container[str],
        *,
        at: str | None,
        line: int | None = None,
    ) -> None:
        """Show these papers, read again, with the cursor on one of them, or on the first.

        Its card begins on `line`; where that is not given, on the line where it is already, else as
        near to the top of the list as the pane reaches. What the wheel has left out of sight stays
        there.
        """
        if line is None and at is not None and at == self.current and at in ids:
            line = self.line
        self.ids, self._seen = ids, seen
        self._papers.clear()
        self._cards.clear()
        self.cursor = ids.index(at) if at in ids else 0
        wanted = self.cursor * self.density.height - line if line is not None else 0
        self.top = max(0, min(wanted, self.furthest))
        if line is None or not self._is_off(line):
            self._reveal()
        self._anchor = self.line if line is None else line
        self.refresh()
        self.post_message(self.Moved(self.current))

    def renew(self, paper_id: str) -> None:
        """Read the paper again: more is known of it now."""
        self._papers.discard(paper_id)
        self._cards.clear()
        self.refresh()

    def renew_all(self) -> None:
        """Read all papers again: their counts or summaries are newer now."""
        self._papers.clear()
        self._cards.clear()
        self.refresh()

    def set_dated(self, dated: bool) -> None:
        """Draw each paper with its day, or without where all have the same."""
        if dated is not self._dated:
            self._dated = dated
            self._cards.clear()
            self.refresh()

    def set_seen(self, seen: Container[str]) -> None:
        """Draw the papers as seen that are."""
        self._seen = seen
        self._cards.clear()
        self.refresh()

    def set_marks(self, marks: Mapping[str, Mark]) -> None:
        """Draw stars, tags and status as they are now."""
        self._marks = marks
        self._cards.clear()
        self.refresh()

    def set_selected(self, selected: Container[str]) -> None:
        """Draw the papers that are selected for a joint action."""
        self._selected = selected
        self._cards.clear()
        self.refresh()

    def set_query(self, query: Query | None) -> None:
        """Let the words of a search stand out, or none."""
        self._query = query
        self._cards.clear()
        self.refresh()

    def set_watches(self, watches: Mapping[str, tuple[Watch, ...]]) -> None:
        """Draw the names of the watches that find the papers, and let their words stand out."""
        if watches != self.watches:
            self.watches = watches
            self._cards.clear()
            self.refresh()

    def set_density(self, density: Density) -> None:
        """Draw the cards with more or less of each paper; the cursor's stays where it is."""
        line = self.cursor * self.density.height - self.top
        self.density = density
        self._cards.clear()
        self.top = max(0, min(self.cursor * density.height - line, self.furthest))
        self._reveal()
        self._anchor = self.line
        self.refresh()

    @property
    def cards_per_page(self) -> int:
        return max(1, self.page // self.density.height)

    def move(self, count: int) -> bool:
        """Move the cursor by that many cards, or as far as it goes; False if it was there."""
        return self.move_to(self.cursor + count)

    def move_to(self, index: int) -> bool:
        """Move the cursor to a card; False when it was there, or when there is none."""
        index = max(0, min(index, len(self.ids) - 1))
        if not self.ids or index == self.cursor:
            return False
        before, self.cursor = self.cursor, index
        if not self._reveal():
            for number in (before, index):
                self.refresh_rows(number * self.density.height, self.density.height)
        self._anchor = self.line
        self.post_message(self.Moved(self.current))
        return True

    def row(self, number: int) -> Strip:
        index, line = divmod(number, self.density.height)
        return self._card(index)[line]

    def scroll_row_to(self, top: int) -> bool:
        moved = super().scroll_row_to(top)
        self._anchor = self.line
        if moved:
            last = (self.top + self.page - 1) // self.density.height
            self.post_message(self.Scrolled(min(last, len(self.ids) - 1)))
        return moved

    def watch_has_focus(self, _has_focus: bool) -> None:
        self._cards.clear()
        self.refresh_rows(self.cursor * self.density.height, self.density.height)

    def fit(self) -> None:
        self._cards.clear()
        is_off = self._is_off(self._anchor)
        self._tallest = max(self._tallest, self.page)
        self.top = max(0, min(self.cursor * self.density.height - self._anchor, self.furthest))
        if not is_off:
            self._reveal()

    def restyle(self) -> None:
        self._cards.clear()
        super().restyle()

    def _card(self, index: int) -> list[Strip]:
        paper_id, current = self.ids[index], index == self.cursor
        strips = self._cards.get((paper_id, current))
        if strips is None:
            watches = self.watches.get(paper_id, ())
            lines = card(
                self.paper(paper_id),
                self.text_width,
                self.density,
                seen=paper_id in self._seen,
                current=current,
                selected=paper_id in self._selected,
                mark=self._marks.get(paper_id),
                query=self._query,
                watched=watches[0].query if watches else None,
                # All that a watch found is a list of its own: there its name says nothing.
                watches=tuple(watch.name for watch in watches if watch.query != self._query),
                dates=self._dates,
                dated=self._dated,
                focused=self.has_focus,
            )
            gap = len(lines) - self.density.gap
            strips = [
                self.strip(line, current=current and row < gap, blurred=not self.has_focus)
                for row, line in enumerate(lines)
            ]
            self._cards[paper_id, current] = strips
        return strips

    def _read_around(self, paper_id: str) -> None:
        first = self.top // self.density.height
        near = self.ids[max(0, first - _WINDOW // 4) : first + _WINDOW]
        wanted = near if paper_id in near else (paper_id,)
        loaded = self._load(wanted)
        for key, paper in loaded.items():
            self._papers[key] = paper
        if len(loaded) < len(wanted):
            self.post_message(self.Lost())

    def _is_off(self, line: int) -> bool:
        """Whether a card that begins there is cut or out of sight: keys never leave one so."""
        return line != self.in_sight(line)

    def _reveal(self) -> bool:
        """Scroll so that the cursor's card is completely in sight; False when it was."""
        if not self.size.height:
            return False
        height = self.density.height
        first = self.cursor * height
        last = first + height - self.density.gap
        moved = False
        if last > self.top + self.page:
            moved = super().scroll_row_to(last - self.page)
        if first < self.top:
            moved = super().scroll_row_to(first)
        self.place_terminal_cursor()
        return moved

    def place_terminal_cursor(self) -> None:
        """Put the terminal's own cursor on the card: Braille displays follow it."""
        if self.is_mounted and self.ids:
            line = self.cursor * self.density.height - self.top
            self.app.cursor_position = self.content_region.offset + Offset(0, line)

    def on_click(self, event: events.Click) -> None:
        index = (self.top + event.y) // self.density.height
        if index >= len(self.ids) or event.x >= self.text_width:
            return
        link = self.link_at(event.x, event.y)
        self.move_to(index)
        if link.startswith(SEARCH):
            self.post_message(self.SearchClicked(link.removeprefix(SEARCH)))
        elif event.chain == 2 and self.current:
            self.post_message(self.Chosen())
