"""The full text of a paper: fetched when it is asked for, kept, searched, its place remembered."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from papers_tui.model.errors import PapersError
from papers_tui.store.errors import StoreError
from papers_tui.text.fold import folded_name
from papers_tui.text.tex.convert import to_unicode
from papers_tui.tui.commands import Place
from papers_tui.tui.dialogs.outline import Outline
from papers_tui.tui.reader.actions.base import Action, command
from papers_tui.tui.reader.paper.laid_out_texts import LaidOutTexts
from papers_tui.tui.render.messages import NO_MESSAGE, OFFLINE, Message, message_lines
from papers_tui.tui.widgets.full_text import FullTextPane
from papers_tui.tui.widgets.query_input import Field

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from papers_tui.model.paper import Paper
    from papers_tui.tui.reader.window import Window
    from papers_tui.tui.render.full_text import FullTextLayout
    from papers_tui.tui.render.lines import Line

    Loading = Callable[[], Awaitable[object]]

_GROUP, _LOADING = "text", "loading"


class FullText(Action):
    """The commands `text.*` and `paper.full-text`, and the part that they are for."""

    def __init__(self, window: Window, load: Callable[[], Loading | None]) -> None:
        """`load` gives what is to be waited for before a text can be laid out, if anything is."""
        super().__init__(window)
        self._load = load
        self.is_loading = False
        self._is_wanted = False
        """Whether the text is to be fetched if it is not archived."""

        self._service = self._session.details
        self.pane = FullTextPane(id="full-text")
        self._paper: Paper | None = None
        self._text: FullTextLayout | None = None
        self._laid_out = LaidOutTexts(
            window, self._service, (self._key("text.references"), self._key("paper.arxiv"))
        )
        self._asking = False
        self._problem = ""
        self._places: dict[str, tuple[int, int]] = {}
        self._session.at_close.append(self._close)

    def show(self, paper: Paper | None) -> None:
        """Show what is archived of the paper."""
        self._paper, self._asking, self._problem, self._text = paper, False, "", None
        self._is_wanted, loading = False, self._load() if paper else None
        if loading is None:
            self._take()
        else:
            self.is_loading = True
            self._window.only(_LOADING, self._take_after, loading)
        self._draw()

    def _take(self) -> None:
        self.is_loading = False
        if self._paper is not None:
            self._text = self._laid_out.take(self._paper.id)

    async def _take_after(self, loading: Loading) -> None:
        await loading()
        self._take()
        if self._text is None and self._is_wanted:
            self._ask(again=False)
        self._draw()
        self._window.show_status()

    def begin(self, archived: frozenset[str]) -> None:
        """The full texts of these papers are archived: the one that may be wanted is made ready."""
        self._laid_out.archived |= archived
        self.expect(self._window.paper)

    def expect(self, paper: Paper | None) -> None:
        """The cursor is on this paper, and its text may be wanted next."""
        if paper is not None and paper.id in self._laid_out.archived:
            self._laid_out.expect(paper.id, self._place(paper.id)[0])

    @command("paper.full-text")
    def read(self) -> None:
        """Show the text, fetched unless it is there."""
        if self._window.cards.current is None:
            return
        self._window.place = Place.TEXT
        self._is_wanted = True
        if self._text is None and not self.is_loading:
            self._ask(again=False)

    def refresh(self) -> None:
        """Ask the hub for the text, though it is there or the hub had none."""
        self._ask(again=True)

    def _ask(self, *, again: bool) -> None:
        if not self._session.lists.may_ask:
            self._window.say(OFFLINE)
        elif self._paper is not None and not self._asking:
            self._asking, self._problem = True, ""
            self._draw()
            self._window.only(_GROUP, self._fetched, self._paper, again=again)

    @property
    def without_effect(self) -> frozenset[str]:
        """The commands that need a text, sections or matches of a search, and lack them."""
        is_missing = self._text is None and not self._asking and not self.is_loading
        there = {
            "text.search": self._text is not None,
            "text.next": self.is_searched,
            "text.outline": bool(self.pane.sections),
            "paper.full-text": is_missing and not self._problem and self._session.lists.may_ask,
            "part.refresh": is_missing and bool(self._problem),
        }
        return frozenset(one for one, is_there in there.items() if not is_there)

    @property
    def shows_title(self) -> bool:
        """Whether the text begins with the paper's title, and that is on top."""
        title = to_unicode(self._paper.title) if self._paper is not None else ""
        return bool(title) and folded_name(self.pane.heading_on_top) == folded_name(title)

    @property
    def is_searched(self) -> bool:
        """Whether there is a search, with matches or without."""
        return bool(self.pane.found)

    def go_back(self) -> bool:
        """Take the search away."""
        if not self.pane.found:
            return False
        self.pane.find("")
        self._window.show_status()
        return True

    def leave(self) -> None:
        """Remember the place, and end what is being fetched."""
        for group in (_GROUP, _LOADING):
            self._window.workers.cancel_group(self._window, group)
        self.is_loading = False
        self.keep_place()

    def keep_place(self) -> None:
        """Note how far the text was read."""
        if self._paper is not None and self._text is not None:
            line, rows = self._places[self._paper.id] = self.pane.place, self.pane.within
            keep = self._session.state.keep_place_in_text
            self._window.remember(keep, self._paper.id, line, self._session.now(), rows)

    def note(self) -> Message:
        """The place in the text, or the state of the request for it."""
        if self._problem:
            return Message(self._problem, wrong=True)
        if self._asking:
            return Message("asking the hub for the full text…")
        return self._where() if self._text is not None else NO_MESSAGE

    def _where(self) -> Message:
        """The section, how much of the text is read, and which match one is at."""
        found = self.pane.found
        parts = (
            self._section,
            f"{self.pane.progress} % read",
            f"match {found}" if found[:1].isdigit() else found,
        )
        return Message(" · ".join(filter(None, parts)))

    @property
    def _section(self) -> str:
        """The section that is read; not the title of the paper, which the header has."""
        section, paper = self.pane.section, self._paper
        if section is None or paper is None:
            return ""
        is_title = section.title.casefold() == to_unicode(paper.title).casefold()
        return "" if is_title else section.title

    async def _fetched(self, paper: Paper, *, again: bool) -> None:
        problem, text = "", self._text
        try:
            source = await self._service.fetch_full_text(paper.id, again=again)
            text = await asyncio.to_thread(self._laid_out.lay_out, source)
            self._laid_out.keep(paper.id, text)
        except PapersError as error:
            problem = str(error)
        self._asking, self._problem, self._text = False, problem, text
        self._draw()
        self._window.show_status()

    def _close(self) -> None:
        """Note the place once more at the end of the program, whose workers have ended."""
        if self._paper is not None and self._text is not None:
            with suppress(StoreError):
                self._session.state.keep_place_in_text(
                    self._paper.id, self.pane.place, self._session.now(), self.pane.within
                )

    def _go(self, direction: int) -> None:
        if not self.pane.find_next(direction):
            self._say_why_none()
        self._window.show_status()

    def _to_section(self, direction: int) -> None:
        """Go to the beginning of the next section, or of this one or the one before."""
        lines = [section.line for section in self.pane.sections]
        place = self.pane.place
        wanted = (
            [line for line in lines if line > place]
            if direction > 0
            else ([line for line in lines if line < place][::-1])
        )
        if wanted:
            self.pane.go_to(wanted[0])

    def _draw(self) -> None:
        paper, text = self._paper, self._text
        if paper is not None and text is not None:
            self.pane.show(paper.id, text, *self._place(paper.id))
        else:
            self.pane.say(*self._why_not())

    def _place(self, paper_id: str) -> tuple[int, int]:
        """The line of the source that was read last, of this run or another, and its rows."""
        kept = self._places.get(paper_id) or self._session.state.place_in_text(paper_id)
        return kept or (0, 0)

    def _why_not(self) -> list[Line]:
        if self._asking:
            return message_lines("Fetching the full text…")
        if self.is_loading:
            return message_lines("Opening the full text…")
        if self._session.demo:
            show = f"{self._key('paper.full-text')} shows the one that the sample has."
            return message_lines("The full text was not asked for yet.", show)
        pdf, page = self._key("paper.pdf"), self._key("paper.arxiv")
        ways = f"{pdf} fetches the PDF, {page} opens the page at arXiv."
        if self._problem:
            once_more = f"{self._key('part.refresh')} asks the hub once more."
            return message_lines(
                "The full text could not be fetched.", self._problem, ways, once_more
            )
        if not self._session.lists.may_ask:
            return message_lines(
                "The full text is not on this machine, and this run is offline.",
                "Start papers-tui without --offline to fetch it.",
            )
        fetch = f"{self._key('paper.full-text')} fetches it from the hub."
        return message_lines("The full text is not on this machine.", fetch, ways)

    @command("text.search")
    def search(self) -> None:
        """Search the text, from where one is."""
        if self._text is None:
            self._window.say("There is no text to search here yet.")
            return
        if self._window.field is not None:
            return
        field = Field("Find", self, "Search this text", "")
        self._window.open_field(field)

    def typed(self, text: str) -> None:
        """Let the words stand out, and show the first of them from here on."""
        found = self.pane.find(text)
        if text.strip() and found == 0:
            self._say_why_none()
        else:
            self._window.hush()

    def _say_why_none(self) -> None:
        """Say that what was searched is not there, or that nothing was searched."""
        if words := self.pane.sought:
            self._window.say(f"“{words}” is not in this text.")
        else:
            key = self._key("text.search")
            self._window.say(f"Nothing has been searched for yet; {key} searches this text.")

    def entered(self, text: str) -> None:
        """Go on reading, with the words standing out."""
        self._window.close_field()
        self.typed(text)

    def given_up(self) -> None:
        """Read on as if nothing had been searched."""
        self.pane.find("")
        self._window.give_field_up()

    @command("text.next")
    def next(self) -> None:
        """Go to the next match."""
        self._go(1)

    @command("text.before")
    def before(self) -> None:
        """Go to the previous match."""
        self._go(-1)

    @command("text.section-next")
    def section_next(self) -> None:
        self._to_section(1)

    @command("text.section-before")
    def section_before(self) -> None:
        self._to_section(-1)

    @command("text.references")
    def references(self) -> None:
        """Show the references, or fold them again."""
        self.pane.toggle_references()

    @command("text.outline")
    def outline(self) -> None:
        """Choose a section to go to."""

        def go(line: int | None) -> None:
            if line is not None:
                self.pane.go_to(line)

        if self.pane.sections:
            self._window.app.push_screen(Outline(self.pane.sections, self.pane.section), go)
        else:
            no_text = "There is no text here yet."
            self._window.say(no_text if self._text is None else "This text has no sections.")
