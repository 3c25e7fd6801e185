"""The main window: a list of papers, and the one under the cursor."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen

from papers_tui.model.paper import Paper
from papers_tui.tui.commands import BY_ID, LEAVING, Place
from papers_tui.tui.keys.keymap import DEFAULT, Keymap
from papers_tui.tui.reader.actions.export import ExportActions
from papers_tui.tui.reader.actions.mark import MarkActions
from papers_tui.tui.reader.actions.move import Move
from papers_tui.tui.reader.actions.paper import PaperActions
from papers_tui.tui.reader.actions.program import Program
from papers_tui.tui.reader.actions.seen import Seen
from papers_tui.tui.reader.actions.select import Selection
from papers_tui.tui.reader.actions.split import SplitView
from papers_tui.tui.reader.actions.undo import Undo
from papers_tui.tui.reader.layout import LAYOUTS, SIDE, SINGLE, TALL, layout
from papers_tui.tui.reader.lazy import LazyParts
from papers_tui.tui.reader.lists.filter import Filter
from papers_tui.tui.reader.lists.hub_list import HubList
from papers_tui.tui.reader.lists.query_line import QueryLine
from papers_tui.tui.reader.status import Status
from papers_tui.tui.reader.window import Panes, Window
from papers_tui.tui.render import card as view
from papers_tui.tui.render.dates import DateStyle
from papers_tui.tui.widgets.abstract import Detail
from papers_tui.tui.widgets.bars import Bar, Footer, StatusBar
from papers_tui.tui.widgets.card_list import CardList
from papers_tui.tui.widgets.line_view import LineView

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.geometry import Size

    from papers_tui.model.period import Period
    from papers_tui.model.query.parser import Query
    from papers_tui.services.session import Session
    from papers_tui.tui.reader.actions.base import Action
    from papers_tui.tui.reader.lists.source import Source
    from papers_tui.tui.reader.paper.reading_view import PaperPart
    from papers_tui.tui.widgets.linked import LinkedPane

_AGES_GROW = 30.0


class ReaderScreen(Window):
    """Composes the panes and hands each command to the group that it belongs to."""

    AUTO_FOCUS = "#cards"
    keymap: ClassVar[Keymap] = DEFAULT
    BINDINGS: ClassVar[list[BindingType]] = DEFAULT.bindings()

    class ShelfChanged(Message):
        """The reading list has changed, or how far it is saved."""

    @staticmethod
    def with_keymap(given: Keymap) -> type[ReaderScreen]:
        """The screen with these keys and no others."""
        taken = {key for command_id in BY_ID for key in given.pressed(command_id)} | {"tab"}
        kept = [one for one in Binding.make_bindings(Screen.BINDINGS) if one.key not in taken]

        class Bound(ReaderScreen, inherit_bindings=False):
            """The screen with the keys of the settings."""

            BINDINGS: ClassVar[list[BindingType]] = [*kept, *given.bindings()]
            keymap = given

        return Bound

    place: reactive[Place] = reactive(Place.LIST, init=False)
    """Where the user is: in the list, or in a part of the paper that has the whole window."""

    def __init__(self, session: Session, size: Size, start: Period | None = None) -> None:
        super().__init__(classes=layout(size))
        self.session = session
        self._start = start
        self.dates = DateStyle.of(session.settings)
        self._density = view.DENSITIES.get(session.settings.density)
        self.cards = CardList(self._load, id="cards", dates=self.dates)
        self.text = Detail(id="text", more_key=self.keymap.key("paper.authors"), dates=self.dates)
        self.title_bar, self.status_bar = Bar(id="title"), StatusBar(id="status")
        self._footer = Footer(self.keymap)
        self.split = SplitView(self, session)
        self.status = Status(self, session)
        self.say, self.complain = self.status.say, self.status.complain
        self.hush, self.show_status = self.status.hush, self.status.show
        self.seen = Seen(self, session)
        self.selection = Selection(self, session)
        self.undo = Undo(self, session)
        self.marks = MarkActions(self, session)
        self.papers = PaperActions(self, session)
        self.lazy = LazyParts(self, session)
        self.hub_list = HubList(self, session)
        self.filter = Filter(self, session)
        self.source: Source = self.hub_list
        """Whose list is on screen."""

        self.part: PaperPart | None = None
        """What of a paper is on screen in place of its abstract."""

        self._handlers: dict[str, tuple[Action, ...]] = {
            "move": (Move(self, session),),
            "list": (self.hub_list, QueryLine(self, session), self.split),
            "paper": (self.papers, self.marks, ExportActions(self, session)),
            "pick": (self.selection,),
            "seen": (self.seen,),
            "change": (self.undo,),
            "app": (Program(self, session),),
        }

    def compose(self) -> ComposeResult:
        """Fill the list before the first frame, so that the first one has the papers."""
        self._arrange()
        self.split.arrange(layout(self.app.size))
        self.hub_list.start(self._start)
        self.text.show(self.paper)
        yield self.title_bar
        with Panes(id="panes"):
            yield self.cards
            yield self.split.divider
            yield self.text
        yield self.status_bar
        yield self._footer

    def on_mount(self) -> None:
        self.call_after_refresh(self._begin)
        self.set_interval(_AGES_GROW, self.show_status)
        if self.session.connection is not None:
            self.session.connection.on_wait = self.hub_list.fetcher.count_down

    def _begin(self) -> None:
        """Go on with what the first frame does not need."""
        gc.freeze()
        gc.enable()
        self.marks.begin()
        if self.session.lists.may_ask:
            self.hub_list.ask(self._start)
        self.lazy.begin(self._start)

    @property
    def paper(self) -> Paper | None:
        """The paper under the cursor."""
        paper_id = self.cards.current
        return self.cards.paper(paper_id) if paper_id else None

    @property
    def reading(self) -> bool:
        """Whether the paper has the whole window."""
        return self.place is not Place.LIST

    @property
    def pane(self) -> LineView:
        """What is read: the text beside the list, or the part of the paper in the whole window."""
        return self.part.pane if self.part is not None else self.text

    @property
    def text_in_sight(self) -> bool:
        """Whether the paper's text is on screen."""
        return self.reading or not self.has_class(SINGLE)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A command that has no place here leaves its key to another one."""
        if action == "command" and parameters:
            return bool(BY_ID[str(parameters[0])].place & self.place)
        return True

    def action_command(self, command_id: str) -> None:
        """What every key is bound to."""
        self.give(command_id)

    def give(self, command_id: str) -> None:
        """Do what the command says; a list on screen may have its own way to do it."""
        command = BY_ID[command_id]
        self.status.hints.used(command_id)
        if command_id in LEAVING:
            self.place = Place.LIST
        own = (self.source,) if command.group == "list" else ()
        groups = self._handlers.get(command.group) or (self.lazy.group(command.group),)
        able = (one for one in (*own, *groups) if hasattr(one, command.name))
        getattr(next(able), command.name)()

    def choose_density(self, density: view.Density) -> None:
        """Keep to this density, whatever the size of the window."""
        self._density = density
        self.cards.set_density(density)
        self.say(f"The list is {density.name}.")

    def return_to(self, source: Source, at: str | None) -> None:
        """Put a list on screen again that was there before."""
        self.show_source(source)
        source.show_again(at)

    def close_field(self) -> None:
        """Take the line away in which a query was typed."""
        for field in self.query("#query, #offers"):
            field.remove()
        self.cards.focus()

    def show_source(self, source: Source) -> None:
        """The list on screen is another one's from now on."""
        if source is not self.source:
            self.source.leave()
            self.source = source
            self.hush()

    def show_ids(
        self, ids: tuple[str, ...], at: str | None, seen: frozenset[str] | None = None
    ) -> None:
        """Put these papers on screen, the cursor on one of them; `seen` if that is known."""
        shown = self.filter.applied(ids)
        known = self.seen.take(seen) if seen is not None else self.seen.load(shown)
        self.selection.keep_to(shown)
        self.cards.show(shown, known & frozenset(shown) if shown != ids else known, at=at)
        self.show_list()

    def show_list(self) -> None:
        """Draw what follows from the list on screen."""
        self.set_class(not self.cards.ids, "-empty")
        if not self.cards.ids:
            self.text.say(*self.source.why_empty())
        self.show_status()

    def mark_words(self, query: Query | None) -> None:
        """Let the words of a search stand out, in the list and in the text."""
        self.cards.set_query(query)
        self.text.set_query(query)

    def show_marks(self) -> None:
        """Draw what was said about the papers on screen."""
        self.cards.set_marks(self.marks.library)
        if self.cards.ids:
            self.text.show(self.paper, self.marks.of(self.cards.current))

    def shelf_changed(self) -> None:
        """The reading list has changed or was saved; may be called from any thread."""
        self.post_message(self.ShelfChanged())

    def watch_place(self, before: Place, place: Place) -> None:
        self.lazy.reading_view.placed(place)
        self._footer.show(place)
        self.refresh_bindings()
        if before is Place.LIST:
            self.seen.opened()
        self.show_status()

    def on_resize(self) -> None:
        self._arrange()

    @on(CardList.Moved)
    def _moved(self, message: CardList.Moved) -> None:
        if message.paper_id == self.cards.current and self.cards.ids:
            self.text.show(self.paper, self.marks.of(message.paper_id))
        self.lazy.moved()
        self.seen.look(self.cards.current)
        self.source.near_end(self.cards.cursor)
        self.show_status()

    @on(ShelfChanged)
    def _shelf_changed(self) -> None:
        self.marks.shown()

    @on(CardList.Chosen)
    def _chosen(self) -> None:
        self.place = Place.ABSTRACT

    @on(Detail.LinkClicked)
    def _link_clicked(self, message: Detail.LinkClicked) -> None:
        self.papers.open(message.url)

    def on_paper_text_moved(self) -> None:
        """The full text tells where one is in it; its module is no start's."""
        self.show_status()

    def on_linked_pane_chosen(self, message: LinkedPane.Chosen) -> None:
        """What is linked to the paper is opened."""
        self.papers.open(message.url)

    @on(LineView.SearchClicked)
    def _search_clicked(self, message: LineView.SearchClicked) -> None:
        self.lazy.search_results.run(message.query)

    @on(Footer.Pressed)
    def _pressed(self, message: Footer.Pressed) -> None:
        self.give(message.command_id)

    def _load(self, ids: Sequence[str]) -> Mapping[str, Paper]:
        """Papers of the archive; one that is only in the reading list shows by its title."""
        papers = self.session.archive.papers(ids)
        for paper_id in ids:
            if paper_id not in papers and (mark := self.marks.of(paper_id)):
                papers[paper_id] = Paper(id=paper_id, title=mark.title or paper_id)
        return papers

    def _arrange(self) -> None:
        """Lay out for the size of the window, keeping the place in the list."""
        wanted = layout(self.app.size)
        if not self.has_class(wanted):
            self.remove_class(*LAYOUTS).add_class(wanted)
            self.split.arrange(wanted)
        self.set_class(self.app.size.height >= TALL, "-tall")
        density = self._density or (view.ROOMY if wanted == SIDE else view.COMPACT)
        if density is not self.cards.density:
            self.cards.set_density(density)
