"""The main window, as far as actions, lists, parts of a paper and the status line know it."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta
from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar, ParamSpec, Protocol

from textual.containers import Container
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen

from papers_tui.model.date_style import DateStyle
from papers_tui.store.errors import StoreError
from papers_tui.text.wording import counted
from papers_tui.tui.commands import Place
from papers_tui.tui.keys.keymap import DEFAULT, Keymap
from papers_tui.tui.reader.layout import SINGLE
from papers_tui.tui.widgets.abstract import AbstractPane
from papers_tui.tui.widgets.bars import Bar, StatusBar
from papers_tui.tui.widgets.card_list import CardList

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping, Sequence
    from concurrent.futures import Executor

    from textual.geometry import Size
    from textual.selection import Selection
    from textual.widget import Widget
    from textual.worker import Worker

    from papers_tui.model.paper import Paper
    from papers_tui.model.query.parser import Query
    from papers_tui.services.session import Session
    from papers_tui.tui.reader.lists.source import Source
    from papers_tui.tui.reader.paper.part import PaperPart
    from papers_tui.tui.render.lines import Line
    from papers_tui.tui.widgets.divider import Divider
    from papers_tui.tui.widgets.line_view import LineView
    from papers_tui.tui.widgets.query_input import Field

P = ParamSpec("P")

REMEMBERED = timedelta(days=1)
"""The time for which a place in a list or an abstract counts for another run."""


class StatusLine(Protocol):
    """The title and the status line."""

    def say(self, text: str) -> None: ...
    def complain(self, text: str) -> None: ...
    def hush(self) -> None: ...
    def take_back(self, problem: str) -> None: ...
    def show(self) -> None: ...
    def progress(self, name: str, how_far: str) -> None: ...


class Panes(Container):
    """The panes, which cover it: nothing of its own has to be drawn."""

    BLANK = True


class Window(Screen[None]):
    """The panes and bars, what is in them, and work in the background.

    What needs several groups of commands is declared here and done by the screen that has them.
    """

    BLANK = True
    """Bars and panes cover it."""

    keymap: ClassVar[Keymap] = DEFAULT

    class LibraryChanged(Message):
        """The reading list has changed, or how far it is saved."""

    class LibraryRead(Message):
        """The reading list was read for the first time."""

    class PaperChanged(Message):
        """More, or something newer, is known of the paper under the cursor."""

    class ListArrived(Message):
        """The hub has answered with a list."""

    class WatchesChanged(Message):
        """Something more is followed, or no longer."""

    class PaperAdded(Message):
        """A paper came into the reading list, or its title became known."""

    place: reactive[Place] = reactive(Place.LIST, init=False)
    """The place of the user: the list, or a part of the paper that has the complete window."""

    touches: int = 0
    """The number of keys, clicks and turns of the wheel so far: an answer that comes late must not
    change what the user has acted on."""

    opened_at: int = 0
    """The value of `touches` when the list on screen was opened."""

    listed: int = 0
    """The number of papers in the list, those that a filter hides among them."""

    status: StatusLine
    divider: Divider
    """The border between list and text."""

    source: Source
    """Whose list is on screen."""

    field: Field | None = None
    """The line in which a query is typed."""

    offered: str = ""
    """The command that is offered just now, until the next key."""

    part: PaperPart | None = None
    """The part of a paper that is on screen in place of its abstract."""

    def __init__(self, session: Session, layout: str) -> None:
        super().__init__(classes=layout)
        self.session = session
        self.dates = DateStyle.of(session.settings)
        self.cards = CardList(self.papers, id="cards", dates=self.dates)
        self.abstract = AbstractPane(
            id="text",
            more_key=self.keymap.key("paper.authors"),
            dates=self.dates,
            place_of=self._place_in_abstract,
        )
        self.title_bar, self.status_bar = Bar(id="title"), StatusBar(id="status")
        session.at_close.append(self._keep_places)

    def _screen_resized(self, size: Size) -> None:
        """Lay the window out for a new size; Textual asks for it with each dialog that comes up."""
        if size != self._compositor.size:
            super()._screen_resized(size)

    @property
    def paper(self) -> Paper | None:
        """The paper under the cursor."""
        paper_id = self.cards.current
        return self.cards.paper(paper_id) if paper_id else None

    @property
    def reading(self) -> bool:
        """Whether the paper has the complete window."""
        return self.place is not Place.LIST

    @property
    def pane(self) -> LineView:
        """The pane that is read: the text beside the list, or the part of the paper."""
        return self.part.pane if self.part is not None else self.abstract

    @property
    def text_in_sight(self) -> bool:
        """Whether the paper's text is on screen."""
        return self.reading or not self.has_class(SINGLE)

    def papers(self, ids: Sequence[str]) -> Mapping[str, Paper]:
        """The papers with these ids, as far as they are known."""
        raise NotImplementedError

    def give(self, command_id: str) -> None:
        """Do what the command says."""
        raise NotImplementedError

    def give_early(self) -> None:
        """Do what was asked for before there was a list: there is one, or none is to come."""
        raise NotImplementedError

    def show_ids(
        self,
        ids: tuple[str, ...],
        at: str | None,
        seen: frozenset[str] | None = None,
        *,
        line: int | None = None,
    ) -> None:
        """Put these papers on screen, the cursor on one of them; `seen` if that is known.

        `line` is the line of the pane on which the paper's card begins, if it was there before.
        """
        raise NotImplementedError

    async def loaded(self, group: str) -> None:
        """Wait until a group of modules, named in `tui.preload`, is loaded."""
        raise NotImplementedError

    def has_loaded(self, group: str) -> bool:
        """Whether that group of modules is loaded."""
        raise NotImplementedError

    def hurry(self, group: str) -> None:
        """Load that group next, and at once: the last key waits for it."""
        raise NotImplementedError

    def validate_selections(self, selections: dict[Widget, Selection]) -> dict[Widget, Selection]:
        """Leave out what the mouse only passes on its way: cards, borders, bars."""
        return {one: range_ for one, range_ in selections.items() if one.allow_select}

    async def drawn(self) -> None:
        """Wait until what has changed is drawn."""
        is_drawn = asyncio.Event()
        self.call_after_refresh(is_drawn.set)
        await is_drawn.wait()

    def show_list(self) -> None:
        """Draw what follows from the list on screen."""
        self.set_class(not self.cards.ids, "-empty")
        self.cards.set_dated(self.source.has_dates)
        if not self.cards.ids:
            self.abstract.say(*self.why_empty())
        self.show_status()

    def why_empty(self) -> Sequence[Line]:
        """The reason why there are no cards, and the next step."""
        return self.source.why_empty()

    def is_untouched_since(self, touches: int) -> bool:
        """Whether what is on screen may be replaced: nothing came by hand, or nothing is there.

        A list that was opened since stays, although it may have no papers.
        """
        return touches == self.touches or not (self.listed or self.opened_at > touches)

    def count(self) -> str:
        """The number of papers on screen, and of all in the list where a filter hides some."""
        shown = len(self.cards.ids)
        papers = counted(self.listed, "paper")
        return papers if shown == self.listed else f"{shown} of {papers}"

    def show_source(self, source: Source, *, is_other: bool = False) -> None:
        """The list on screen is this source's from now on; `is_other` if it is another of its."""
        if source is not self.source or is_other:
            self.opened_at = self.touches
            self.hush()
        if source is not self.source:
            self.source.leave()
            self.source = source

    def mark_words(self, query: Query | None) -> None:
        """Let the words of a search stand out, in the list and in the text."""
        self.cards.set_query(query)
        self.abstract.set_query(query)

    def open_field(self, field: Field, *above: Widget) -> None:
        """Open a line for a query; what is above it belongs to it."""
        self.field = field
        self.mount(*above, field, before="#status")
        self.set_focus(field)  # at once: what is typed next is for it
        self.show_status()

    def give_field_up(self) -> None:
        """Close the line for a query; what was wrong with it is of no interest any more."""
        self.close_field()
        self.hush()

    def close_field(self) -> None:
        """Take the line away in which a query was typed; a click may have the keys elsewhere."""
        has_keys, self.field = self.focused is self.field, None
        for line in self.query("#query, #offers"):
            line.remove()
        if has_keys:
            self.set_focus(self.pane if self.reading else self.cards)
        self.show_status()

    def say(self, text: str) -> None:
        """Say something for a few seconds."""
        self.status.say(text)

    def complain(self, text: str) -> None:
        """Say what went wrong; it stays until the next message or key."""
        self.status.complain(text)

    def take_back(self, problem: str) -> None:
        """Take back what went wrong, whether it is shown or covered by something newer."""
        self.status.take_back(problem)

    def hush(self) -> None:
        """Take back the message."""
        self.status.hush()

    def show_status(self) -> None:
        """Draw the title and the status line."""
        self.status.show()

    def progress(self, name: str, how_far: str) -> None:
        """Show how far a work in the background is, or nothing once it has ended."""
        self.status.progress(name, how_far)

    def only(
        self,
        group: str,
        work: Callable[P, Coroutine[None, None, None]],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Worker[None]:
        """Do this work in the background; what its group was at before is ended.

        Its worker starts it: what is ended before it starts has then left nothing behind.
        """
        return self.run_worker(partial(work, *args, **kwargs), group=group, exclusive=True)

    def remember(self, work: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
        """Write what the program remembers for itself; what cannot be written is let go."""
        self._write(partial(work, *args, **kwargs), lambda _reason: None)

    def save(self, work: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
        """Write what the user has marked or chosen; what cannot be written is reported."""
        self._write(partial(work, *args, **kwargs), self.complain)

    def _write(self, work: Callable[[], object], failed: Callable[[str], object]) -> Worker[None]:
        """Write into the state after all that was given before, also if the program ends."""
        written = self._writer.submit(work)

        async def end() -> None:
            try:
                await asyncio.shield(asyncio.wrap_future(written))
            except StoreError as error:
                failed(str(error))

        return self.run_worker(end, group="state")

    @cached_property
    def _writer(self) -> Executor:
        """The one thread that writes the state: of two writes, the one given later counts."""
        from concurrent.futures import ThreadPoolExecutor

        writer = ThreadPoolExecutor(1, "state")
        at_close = self.session.at_close
        at_close.insert(at_close.index(self._keep_places), writer.shutdown)  # last places come last
        return writer

    def _place_in_abstract(self, paper_id: str) -> int:
        since = self.session.now() - REMEMBERED
        return self.session.state.place_in_abstract(paper_id, since)

    def _keep_places(self) -> None:
        """Note how far the papers of this run were read, for the next one."""
        with suppress(StoreError):
            self.session.state.keep_places_in_abstracts(self.abstract.places, self.session.now())

    def _compositor_refresh(self) -> None:
        """Draw; as Textual 8.2 has it, a screen drawn behind another one asks for that again."""
        super()._compositor_refresh()
        if self.app.screen is not self:
            self._repaint_required = False
