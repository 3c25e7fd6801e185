"""The main window: a list of papers, and the one under the cursor."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Container
from textual.reactive import reactive
from textual.screen import Screen

from papers_tui.tui import headline, view
from papers_tui.tui.actions.lists import Lists
from papers_tui.tui.actions.moves import Moves
from papers_tui.tui.actions.papers import Papers
from papers_tui.tui.actions.program import Program
from papers_tui.tui.actions.seen import Seen
from papers_tui.tui.commands import BY_ID, COMMANDS, Place
from papers_tui.tui.widgets.bars import Bar, Footer
from papers_tui.tui.widgets.card_list import CardList
from papers_tui.tui.widgets.detail import Detail

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.geometry import Size
    from textual.timer import Timer

    from papers_tui.model.paper import Paper
    from papers_tui.model.period import Period
    from papers_tui.services.session import Session

_SIDE_BY_SIDE = 100
_STACKED = 60, 20
_MESSAGE_STAYS = 6.0
_AGES_GROW = 30.0

_SIDE, _STACK, _SINGLE = _LAYOUTS = "-side", "-stacked", "-single"


def _layout(size: Size) -> str:
    """Side by side, stacked, or the list alone: the class for a window of that size."""
    if size.width >= _SIDE_BY_SIDE:
        return _SIDE
    roomy = size.width >= _STACKED[0] and size.height >= _STACKED[1]
    return _STACK if roomy else _SINGLE


class ReaderScreen(Screen[None]):
    """Composes the panes and hands each command to the group that it belongs to."""

    AUTO_FOCUS = "#cards"
    BINDINGS: ClassVar[list[BindingType]] = [command.binding() for command in COMMANDS]

    reading: reactive[bool] = reactive(False, init=False)
    """Whether the paper has the whole window."""

    def __init__(self, session: Session, size: Size, start: Period | None = None) -> None:
        super().__init__(classes=_layout(size))
        self._session = session
        self._start = start
        self._message = headline.NO_MESSAGE
        self._message_timer: Timer | None = None
        self._density: view.Density | None = None
        self.cards = CardList(session.archive.papers, id="cards")
        self.text = Detail(id="text")
        self.title_bar, self.status_bar, self._footer = Bar(id="title"), Bar(id="status"), Footer()
        self.seen = Seen(self, session)
        self.lists = Lists(self, session)
        self.papers = Papers(self, session)
        self._groups = {
            "move": Moves(self, session),
            "list": self.lists,
            "paper": self.papers,
            "seen": self.seen,
            "app": Program(self, session),
        }

    def compose(self) -> ComposeResult:
        """Fill the list before the first frame, so that the first one has the papers."""
        self._arrange()
        self.lists.start(self._start)
        self.text.show(self.paper)
        yield self.title_bar
        with Container(id="panes"):
            yield self.cards
            yield self.text
        yield self.status_bar
        yield self._footer

    def on_mount(self) -> None:
        self.call_after_refresh(self._begin)
        self.set_interval(_AGES_GROW, self.show_status)
        if self._session.connection is not None:
            self._session.connection.on_wait = self.lists.fetcher.count_down

    def _begin(self) -> None:
        """Go on with what the first frame does not need."""
        gc.freeze()
        gc.enable()
        if self._session.reader.may_ask:
            self.lists.ask(self._start)
        for problem in (self._session.archive.problem, self._session.state.problem):
            if problem:
                self.complain(problem)

    @property
    def paper(self) -> Paper | None:
        """The paper under the cursor."""
        paper_id = self.cards.current
        return self.cards.paper(paper_id) if paper_id else None

    @property
    def place(self) -> Place:
        """Where the user is, which decides what the keys do."""
        return Place.READING if self.reading else Place.LIST

    @property
    def text_in_sight(self) -> bool:
        """Whether the paper's text is on screen."""
        return self.reading or not self.has_class(_SINGLE)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A command that has no place here leaves its key to another one."""
        if action == "command" and parameters:
            return bool(BY_ID[str(parameters[0])].place & self.place)
        return True

    def action_command(self, command_id: str) -> None:
        """Give a command by its id: what every key is bound to."""
        self.give(command_id)

    def give(self, command_id: str) -> None:
        """Do what the command says."""
        command = BY_ID[command_id]
        getattr(self._groups[command.group], command.name)()

    def say(self, text: str) -> None:
        """Say something in the status line, for a few seconds."""
        self._set_message(headline.Message(text))
        self._message_timer = self.set_timer(_MESSAGE_STAYS, self.hush)

    def complain(self, text: str) -> None:
        """Say what went wrong; it stays until the next message or `Esc`."""
        self._set_message(headline.Message(text, wrong=True))

    def hush(self) -> None:
        """Take back what was said."""
        self._set_message(headline.NO_MESSAGE)

    def choose_density(self, density: view.Density) -> None:
        """Keep to this density, whatever the size of the window."""
        self._density = density
        self.cards.set_density(density)
        self.say(f"The list is {density.name}.")

    def show_list(self) -> None:
        """Draw what follows from the list on screen."""
        if not self.cards.ids:
            self.text.say(*headline.why_empty(self._session, self.lists))
        self.show_status()

    def show_status(self) -> None:
        """Draw the title and the status line."""
        self.title_bar.show(*headline.title(self._session, self.lists, self.seen.unseen))
        self.status_bar.show(*headline.status(self.cards, self.lists, self._message))

    def watch_reading(self, reading: bool) -> None:
        self.set_class(reading, "-reading")
        self.text.set_class(reading, "-wide")
        (self.text if reading else self.cards).focus()
        self._footer.show(self.place)
        self.refresh_bindings()
        if reading:
            self.seen.opened()

    def on_resize(self) -> None:
        self._arrange()

    @on(CardList.Moved)
    def _moved(self, message: CardList.Moved) -> None:
        if message.paper_id == self.cards.current and self.cards.ids:
            self.text.show(self.paper)
        self.seen.look(self.cards.current)
        self.lists.near_end(self.cards.cursor)
        self.show_status()

    @on(CardList.Chosen)
    def _chosen(self) -> None:
        self.reading = True

    @on(Detail.LinkClicked)
    def _link_clicked(self, message: Detail.LinkClicked) -> None:
        self.papers.open(message.url)

    @on(Footer.Pressed)
    def _pressed(self, message: Footer.Pressed) -> None:
        self.give(message.command_id)

    def _arrange(self) -> None:
        """Lay out for the size of the window, keeping the place in the list."""
        wanted = _layout(self.app.size)
        if not self.has_class(wanted):
            self.remove_class(*_LAYOUTS).add_class(wanted)
        density = self._density or (view.ROOMY if wanted == _SIDE else view.COMPACT)
        if density is not self.cards.density:
            self.cards.set_density(density)

    def _set_message(self, message: headline.Message) -> None:
        if self._message_timer is not None:
            self._message_timer.stop()
            self._message_timer = None
        self._message = message
        self.show_status()
