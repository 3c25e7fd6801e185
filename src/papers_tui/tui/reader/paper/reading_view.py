"""The reading view: one paper in the complete window, in parts."""

from __future__ import annotations

import asyncio
from functools import cache, cached_property
from typing import TYPE_CHECKING, TypeVar

from papers_tui.tui.commands import Place
from papers_tui.tui.reader.actions.base import Action, command
from papers_tui.tui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from collections.abc import Callable

    from papers_tui.tui.reader.paper.details import Discussion, LinkedRepositories
    from papers_tui.tui.reader.paper.full_text import FullText, Loading
    from papers_tui.tui.reader.paper.part import PaperPart
    from papers_tui.tui.reader.window import Window

_REST = 1.0
"""Seconds after which there is time to load more: what computes at once is felt by the key."""

ORDER = (Place.ABSTRACT, Place.DISCUSSION, Place.LINKED, Place.TEXT)
_NAMES = {
    Place.ABSTRACT: "Abstract",
    Place.DISCUSSION: "Discussion",
    Place.LINKED: "Linked",
    Place.TEXT: "Full text",
}


P = TypeVar("P", bound="PaperPart")


@cache
def _warm_layout() -> None:
    from papers_tui.tui.render.full_text import warm

    warm()


class ReadingView(Action):
    """The commands `part.*`, and which part of the paper is on screen."""

    def __init__(self, window: Window, open_url: Callable[[str], None]) -> None:
        super().__init__(window)
        self._open_url = open_url
        self.tabs = Tabs(self.pick)
        self.tabs.display = False
        self._linked = ("", 0)
        self._at: str | None = None
        """The paper that is read."""

        window.mount(self.tabs, before="#panes")
        window.set_timer(_REST, self._warm)

    @cached_property
    def discussion(self) -> Discussion:
        """The discussion."""
        from papers_tui.tui.reader.paper.details import Discussion

        return self._mounted(Discussion(self._window, self.count_linked))

    @cached_property
    def linked(self) -> LinkedRepositories:
        """The linked models, datasets and spaces."""
        from papers_tui.tui.reader.paper.details import LinkedRepositories

        return self._mounted(LinkedRepositories(self._window, self.count_linked))

    @cached_property
    def full_text(self) -> FullText:
        """The full text."""
        from papers_tui.tui.reader.paper.full_text import FullText

        return self._mounted(FullText(self._window, self._hurry))

    def _warm(self) -> None:
        self._window.run_worker(self.warm(), group="warm")

    async def warm(self) -> None:
        """Load what the parts of a paper need, so that no key waits for it."""
        await self._window.loaded("text")
        await asyncio.to_thread(_warm_layout)

    def _hurry(self) -> Loading | None:
        """The work before a text can be laid out; None where it is done."""
        return None if self._window.has_loaded("text") else self._load_at_once

    async def _load_at_once(self) -> None:
        """Load it for a key, once the screen has answered that."""
        await self._window.drawn()
        self._window.hurry("text")
        await self._window.loaded("text")

    @property
    def is_loading(self) -> bool:
        """Whether a text will be there in a moment."""
        return "full_text" in self.__dict__ and self.full_text.is_loading

    def begin(self, archived: frozenset[str]) -> None:
        """Make the pane of the full text ahead, as there are texts of these papers for it."""
        self.full_text.begin(archived)

    @command("part.open")
    def open(self) -> None:
        """Open what the cursor of the part is on."""
        if (one := self.linked.pane.current) is not None:
            self._open_url(one.url)

    @command("part.next")
    def next(self) -> None:
        self._step(1)

    @command("part.before")
    def before(self) -> None:
        self._step(-1)

    @command("part.refresh")
    def refresh(self) -> None:
        if self._window.part is not None:
            self._window.part.refresh()

    def pick(self, index: int) -> None:
        """Show the part with that number."""
        self._window.place = ORDER[index]

    def placed(self, place: Place) -> None:
        """Another place is on screen, with the part that belongs to it."""
        window = self._window
        before, part = window.part, self._part(place)
        if before is not None and before is not part:
            before.leave()
            before.pane.display = False
        window.part, self._at = part, window.cards.current
        self._arrange(window.reading, part is None)
        if part is not None:
            part.pane.display = True
            part.show(window.paper)
        # At once: the focus that Textual gives later would take it from a field opened since.
        window.set_focus(window.pane if window.reading else window.cards)
        self.show_tabs()

    def moved(self) -> None:
        """The cursor is on a paper; a list that came in again may have left it on the same one."""
        current, part = self._window.cards.current, self._window.part
        if current != self._at:
            self._at = current
            if part is not None:
                part.leave()
                part.show(self._window.paper)
        if "full_text" in self.__dict__:
            self.full_text.expect(self._window.paper)
        self.show_tabs()

    def show_tabs(self) -> None:
        """Draw the names of the parts."""
        if self._window.reading:
            names = [_NAMES[place] for place in ORDER]
            counts = [self._count(place) for place in ORDER]
            self.tabs.show(names, counts, ORDER.index(self._window.place))

    def count_linked(self, paper_id: str, linked: int) -> None:
        """Show that so many repositories are linked to that paper."""
        self._linked = paper_id, linked
        self.show_tabs()

    def _count(self, place: Place) -> str:
        """The number behind the name of that part, where it is known."""
        paper = self._window.paper
        if place is Place.DISCUSSION and paper is not None and paper.comments is not None:
            return f"{paper.comments:,}"
        if place is Place.LINKED and paper is not None and self._linked[0] == paper.id:
            return f"{self._linked[1]:,}"
        return ""

    def _arrange(self, reading: bool, abstract: bool) -> None:
        """Give the paper the complete window, or the list its part of it again.

        A class would have every style of every pane worked out again, which a key would wait for.
        """
        window = self._window
        self.tabs.display = reading
        for pane in (window.cards, window.divider):
            pane.styles.display = "none" if reading else None
        window.abstract.styles.display = ("block" if abstract else "none") if reading else None

    def _mounted(self, part: P) -> P:
        part.pane.add_class("part", update=False)
        part.pane.display = False
        self._window.query_one("#panes").mount(part.pane)
        return part

    def _step(self, direction: int) -> None:
        at = ORDER.index(self._window.place)
        self._window.place = ORDER[(at + direction) % len(ORDER)]

    def _part(self, place: Place) -> PaperPart | None:
        """The part shown there; the abstract has its pane beside the list."""
        match place:
            case Place.DISCUSSION:
                return self.discussion
            case Place.LINKED:
                return self.linked
            case Place.TEXT:
                return self.full_text
        return None
