"""The main window put together: every group of commands, with what it needs of the others."""

from __future__ import annotations

import asyncio
import gc
from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.actions import SkipAction
from textual.binding import Binding
from textual.screen import Screen

from papers_tui.model.paper import Paper
from papers_tui.tui.commands import BY_ID, LEAVING, NEEDS_PAPER, Place
from papers_tui.tui.keys.keymap import DEFAULT, Keymap
from papers_tui.tui.reader.actions.move import Move
from papers_tui.tui.reader.actions.paper import PaperActions
from papers_tui.tui.reader.actions.program import Program
from papers_tui.tui.reader.actions.seen import Seen
from papers_tui.tui.reader.actions.select import Selection
from papers_tui.tui.reader.actions.split import SplitView
from papers_tui.tui.reader.actions.undo import Undo
from papers_tui.tui.reader.layout import layout
from papers_tui.tui.reader.lazy import LazyParts
from papers_tui.tui.reader.lists.filter import Filter
from papers_tui.tui.reader.lists.hub_list import HubList
from papers_tui.tui.reader.marks import Marks
from papers_tui.tui.reader.status import Status
from papers_tui.tui.reader.window import Panes, Window
from papers_tui.tui.widgets.abstract import AbstractPane
from papers_tui.tui.widgets.bars import Footer
from papers_tui.tui.widgets.card_list import CardList
from papers_tui.tui.widgets.line_view import LineView

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Key, MouseDown
    from textual.geometry import Size

    from papers_tui.model.period import Period
    from papers_tui.services.session import Session
    from papers_tui.tui.commands import Command
    from papers_tui.tui.reader.actions.base import Action, Handler
    from papers_tui.tui.render.lines import Line
    from papers_tui.tui.widgets.linked import LinkedPane

_AGES_GROW = 30.0
_STANDS_STILL = 0.15
"""Seconds after which a list is no longer typed for."""

_FOR_PAPERS = frozenset(("move", "paper", "part", "pick", "seen", "text", "user", "list.similar"))
"""The groups of commands that are for a paper, and those of other groups that are."""


class ReaderScreen(Window):
    """Composes the panes and hands each command to the method that is marked with it."""

    AUTO_FOCUS = "#cards"
    BINDINGS: ClassVar[list[BindingType]] = DEFAULT.bindings()

    @staticmethod
    def with_keymap(given: Keymap) -> type[ReaderScreen]:
        """The screen with these keys and no others."""
        ids = (*BY_ID, *(one.id for one in given.own))
        taken = {key for command_id in ids for key in given.pressed(command_id)} | {"tab"}
        kept = [one for one in Binding.make_bindings(Screen.BINDINGS) if one.key not in taken]

        class Bound(ReaderScreen, inherit_bindings=False):
            """The screen with the keys of the settings."""

            BINDINGS: ClassVar[list[BindingType]] = [*kept, *given.bindings()]
            keymap = given

        return Bound

    status: Status

    def __init__(self, session: Session, size: Size, start: Period | None = None) -> None:
        super().__init__(session, layout(size))
        self._start = start
        self._early: list[str] = []
        """Commands for papers that were given before there was a list."""

        self._drawn_for = 0
        """The value of `touches` when a frame was last drawn for one."""

        self._footer = Footer(self.keymap)
        self.split = SplitView(self)
        self.divider = self.split.divider
        self.selection = Selection(self)
        self.undo = Undo(self)
        self.marks = Marks(self, self.undo)
        self.seen = Seen(self, self.selection, self.undo, self._read_further)
        self.source = self.hub_list = HubList(
            self, self.seen, lambda period: self.lazy.pass_over(period)
        )
        self.paper_actions = PaperActions(self, self.seen, self.hub_list.accept_offer)
        self.lazy = LazyParts(
            self,
            hub_list=self.hub_list,
            marks=self.marks,
            selection=self.selection,
            seen=self.seen,
            undo=self.undo,
            filtering=lambda: self.filter,
            open_url=self.paper_actions.open,
        )
        self.filter = Filter(self, lambda: self.lazy.search)
        self.status = Status(
            self, self._footer, self.hub_list, self.marks, self.filter, self.selection
        )
        self.handlers: dict[str, Handler] = self.lazy.handlers()
        """The handler of each command of the table."""

        for action in self._loaded_groups():
            self.handlers.update(action.handlers())

    def _loaded_groups(self) -> Iterable[Action]:
        """The groups of commands that are loaded with the screen."""
        program = Program(self, (self.selection.clear, self.filter.clear), self.lazy.stop)
        return (
            Move(self, self.seen), self.hub_list, self.split, self.paper_actions,
            self.selection, self.seen, self.undo, program,
        )  # fmt: skip

    def compose(self) -> ComposeResult:
        """Fill the list before the first frame, so that the first one has the papers."""
        self.split.arrange(self.app.size)
        self.hub_list.start(self._start)
        self.abstract.show(self.paper)
        yield self.title_bar
        with Panes(id="panes"):
            yield self.cards
            yield self.divider
            yield self.abstract
        yield self.status_bar
        yield self._footer

    def on_idle(self) -> None:
        """Draw what a key has changed at once, though a frame was drawn a moment ago.

        Textual 8.2 draws 60 frames a second, by a timer: a key that comes right behind the first
        frame would wait for the next one. It has no public way to draw, or to know whether there is
        something to draw.
        """
        has_changed = self._layout_required or self._scroll_required or self._dirty_widgets
        if has_changed and self._drawn_for != self.touches:
            self._drawn_for = self.touches
            self._on_timer_update()

    def on_mount(self) -> None:
        self.call_after_refresh(self._begin)
        self.set_interval(_AGES_GROW, self.show_status)
        if self.session.connection is not None:
            self.session.connection.on_wait = self.hub_list.fetcher.count_down
            self.session.connection.before_loading = partial(self.loaded, "hub")

    def _begin(self) -> None:
        """Go on with what the first frame does not need."""
        gc.freeze()
        gc.enable()
        self.run_worker(self.lazy.preloader.run(then=self._prepare_dialogs), group="preload")
        self.marks.begin()
        self.status.hints.begin()
        if self.session.lists.may_ask:
            self.hub_list.ask(self._start)
        self.lazy.startup.begin(self._start)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A command that has no place here leaves its key to another one."""
        if action == "command_outside_text" and self.place is Place.TEXT:
            return False
        if action.startswith("command") and parameters:
            return bool(self.keymap.command(str(parameters[0])).place & self.place)
        return True

    def action_command(self, command_id: str, key: str = "") -> None:
        """Do the command that a key is bound to."""
        at_the_list = command_id == "app.back" and self.place is Place.LIST
        self.give("app.quit" if at_the_list and key != "escape" else command_id)

    def action_command_outside_text(self, command_id: str) -> None:
        """Do the command, for a key that has no effect in the full text."""
        self.give(command_id)

    def action_copy_text(self) -> None:
        """Copy what the mouse has selected, as links are copied; without it, the key is free."""
        text = self.get_selected_text()
        if not text:
            raise SkipAction
        self.lazy.export.copy(text, "the selected text")

    def on_key(self, event: Key) -> None:
        """Say that a key does nothing here, if it may have been meant to."""
        if event.is_printable and self.field is None:
            self.status.pressed()
            shown = " ".join(event.character or "").strip() or "Space"
            self.say(f"{shown} does nothing here; {self.keymap.key('app.help')} lists the keys.")

    def on_mouse_down(self, event: MouseDown) -> None:
        """End earlier messages as a key does; the footer's commands do so themselves."""
        if event.widget is not self._footer:
            self.status.pressed()

    def action_open_group(self, number: int) -> None:
        """Open the group that was clicked in the header, and leave the paper that is read."""
        from papers_tui.tui.reader.lists.grouped_list import GroupedList

        if isinstance(self.source, GroupedList):
            self.place = Place.LIST
            self.source.open_group(number)

    def action_complete(self, number: int) -> None:
        """Complete what is typed by the offer that was clicked."""
        if callable(complete := getattr(self.field, "action_complete", None)):
            complete(number)

    def action_unfilter(self) -> None:
        """Take the filter off, whose chip was clicked."""
        self.filter.clear()

    def waits(self, key: str) -> bool:
        """Whether a key is for a paper, where the list is still to come, or for a text that is."""
        if self.lazy.awaits_text:
            return True
        command = self._by_key.get(key)
        return self._is_early and command is not None and _is_for_paper(command)

    def leaves(self, key: str) -> bool:
        """Whether a key leaves the program wherever it is pressed: no letter, it may be text."""
        command = self._by_key.get(key)
        return command is not None and command.id == "app.quit" and len(key) > 1

    def keys_wait(self, count: int) -> None:
        """Say that so many keys wait for the list; 0 when none does."""
        if count != self.status.waiting_keys:
            self.status.waiting_keys = count
            self.show_status()

    @cached_property
    def _by_key(self) -> Mapping[str, Command]:
        """The commands of the list by their keys, each by the name that it has when pressed."""
        return {
            key: command
            for command in self.keymap.commands
            if command.place & Place.LIST
            for key in self.keymap.pressed(command.id)
        }

    def _read_further(self) -> None:
        if not self.source.open_further_unseen():
            self.lazy.navigation.open_further_unseen()

    def give(self, command_id: str) -> None:
        """Do what the command says; a list on screen may have its own way to do it.

        What is for a paper waits for the first list.
        """
        if self._is_early and _is_for_paper(self.keymap.command(command_id)):
            self._early.append(command_id)
            return
        self.status.pressed()
        self.status.hints.used(command_id)
        if command_id in NEEDS_PAPER and not self.cards.ids:
            self.say("There is no paper here.")
            return
        if command_id in LEAVING:
            self.place = Place.LIST
        own = self.source.handlers()
        (own.get(command_id) or self.handlers[command_id])()

    async def loaded(self, group: str) -> None:
        await self.lazy.preloader.load(group)

    def has_loaded(self, group: str) -> bool:
        return self.lazy.preloader.has_loaded(group)

    def hurry(self, group: str) -> None:
        self.lazy.preloader.hurry(group)

    def _prepare_dialogs(self) -> None:
        from papers_tui.tui.dialogs.picker import parse_styles

        parse_styles(self.app)

    def papers(self, ids: Sequence[str]) -> Mapping[str, Paper]:
        """Papers of the archive; one that is only in the reading list shows by its title."""
        papers = self.session.archive.papers(ids)
        for paper_id in ids:
            if paper_id not in papers and (mark := self.marks.of(paper_id)):
                papers[paper_id] = Paper(id=paper_id, title=mark.title or paper_id)
        return papers

    def show_ids(
        self,
        ids: tuple[str, ...],
        at: str | None,
        seen: frozenset[str] | None = None,
        *,
        line: int | None = None,
    ) -> None:
        self.listed = len(ids)
        shown = self.filter.applied(ids)
        self.selection.keep_to(ids, shown)
        self.cards.show(shown, self.seen.among(shown, seen), at=at, line=line)
        self.show_list()
        self._name_watches()
        if shown:
            self.give_early()

    def _name_watches(self) -> None:
        """Have the cards name the watches that find their papers, once the list stands still."""
        if self.session.settings.watches or self.cards.watches:
            self.only("watches", self._named_watches)

    async def _named_watches(self) -> None:
        await asyncio.sleep(_STANDS_STILL)
        self.cards.set_watches(await asyncio.to_thread(self.session.watches_of, self.cards.ids))
        await self.lazy.following.look_ahead()

    def show_status(self) -> None:
        nothing = not self.cards.ids and not self.source.is_to_come
        self.split.hide_list(nothing and self.field is None)
        super().show_status()

    def show_list(self) -> None:
        super().show_list()
        has_come = self.hub_list.stored is not None or self.hub_list.fetcher.problem
        if has_come and not self._is_early and not self.cards.ids:
            self._early.clear()

    def why_empty(self) -> Sequence[Line]:
        return self.filter.why_empty() if self.filter.hides_all else super().why_empty()

    @property
    def _is_early(self) -> bool:
        """Whether there is no list yet, but one under way."""
        return self.lazy.awaits_list or (
            not self.listed and self.source is self.hub_list and self.hub_list.fetcher.asking
        )

    def give_early(self) -> None:
        early, self._early = tuple(self._early), []
        if early:
            self.call_later(self._give_early, early)

    def _give_early(self, early: tuple[str, ...]) -> None:
        for command_id in early:
            self.give(command_id)

    def watch_place(self, before: Place, place: Place) -> None:
        self.lazy.reading_view.placed(place)
        self.refresh_bindings()
        if before is Place.LIST:
            self.seen.opened()
        self.show_status()

    def on_descendant_focus(self) -> None:
        """Have the border belong to the pane that has the keys; a field left by a click is closed.

        What is typed in it is kept, as by Enter, or given up where it makes no sense.
        """
        self.divider.show_focus(self.abstract.has_focus)
        if (field := self.field) is not None and self.focused not in (field, None):
            field.enter()
            if self.field is field:
                field.action_leave()

    def on_resize(self) -> None:
        self.split.arrange(self.app.size)

    @on(CardList.Moved)
    def _moved(self, message: CardList.Moved) -> None:
        if message.paper_id == self.cards.current and self.cards.ids:
            self.abstract.show(self.paper, self.marks.of(message.paper_id))
        self.lazy.moved()
        self.seen.look(self.cards.current)
        self.source.near_end(self.cards.cursor)
        self.show_status()

    @on(CardList.Scrolled)
    def _scrolled(self, message: CardList.Scrolled) -> None:
        self.source.near_end(message.last)

    @on(CardList.Lost)
    def _lost(self) -> None:
        if self.source is self.hub_list:
            self.hub_list.fetch_lost()

    @on(Window.LibraryChanged)
    def _library_changed(self) -> None:
        self.marks.show()

    @on(Window.LibraryRead)
    def _library_read(self) -> None:
        self.lazy.library_read()

    @on(Window.ListArrived)
    def _list_arrived(self) -> None:
        self.lazy.startup.list_arrived()
        if self.is_untouched_since(0):
            self.source.look_again()

    @on(Window.PaperAdded)
    def _paper_added(self) -> None:
        self.lazy.reading_list.changed()

    @on(Window.WatchesChanged)
    def _watches_changed(self) -> None:
        self._name_watches()
        self.source.look_again()

    @on(Window.PaperChanged)
    def _paper_changed(self) -> None:
        if self.cards.ids:
            self.abstract.show(self.paper, self.marks.of(self.cards.current))

    @on(CardList.Chosen)
    def _chosen(self) -> None:
        self.place = Place.ABSTRACT

    @on(AbstractPane.TitlePassed)
    def _title_passed(self) -> None:
        self.show_status()

    @on(AbstractPane.LinkClicked)
    def _link_clicked(self, message: AbstractPane.LinkClicked) -> None:
        self.paper_actions.open(message.url)

    def on_full_text_pane_moved(self) -> None:
        """Show where one is in the full text, whose module no start loads."""
        self.show_status()

    def on_linked_pane_chosen(self, message: LinkedPane.Chosen) -> None:
        """Open what is linked to the paper."""
        self.paper_actions.open(message.url)

    @on(LineView.SearchClicked)
    def _search_clicked(self, message: LineView.SearchClicked) -> None:
        """Search for a tag; what can be followed as well is asked about."""
        if message.query.startswith("tag:"):
            self.lazy.search_results.run(message.query)
        else:
            self.lazy.follow.clicked(message.query)

    @on(Footer.Pressed)
    def _pressed(self, message: Footer.Pressed) -> None:
        """Do what was clicked; the second of two clicks may find a dialog open."""
        if self.is_active:
            self.give(message.command_id)


def _is_for_paper(command: Command) -> bool:
    return not _FOR_PAPERS.isdisjoint((command.group, command.id))
