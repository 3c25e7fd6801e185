"""Discussion and linked repositories of a paper."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from papers_tui.model.errors import PapersError
from papers_tui.text.wording import age, counted
from papers_tui.tui.reader.actions.base import Action
from papers_tui.tui.render.messages import (
    NO_NETWORK_IN_SAMPLE,
    OFFLINE,
    Message,
    message_lines,
)
from papers_tui.tui.widgets.discussion import DiscussionPane
from papers_tui.tui.widgets.linked import LinkedPane

if TYPE_CHECKING:
    from collections.abc import Callable

    from papers_tui.model.paper import Paper
    from papers_tui.services.details import ArchivedDetails
    from papers_tui.tui.reader.window import Window
    from papers_tui.tui.render.lines import Line

    Report = Callable[[str, int], None]


class _Details(Action, ABC):
    """A part that shows what is archived at once, and has it fetched behind when that is old."""

    thing = ""
    """The name of its content, as it begins a sentence."""

    def __init__(self, window: Window, report: Report) -> None:
        """`report` takes a paper's id and how many repositories are linked to it."""
        super().__init__(window)
        self._report = report
        self._service = self._session.details
        self._paper: Paper | None = None
        self._kept: ArchivedDetails | None = None
        self._asking = False
        self._problem = ""

    def show(self, paper: Paper | None) -> None:
        """Show that of the paper."""
        self._paper, self._asking, self._problem = paper, False, ""
        self._kept = self._service.details(paper.id) if paper else None
        self._draw()
        self._report_linked()
        if paper and self._service.must_ask(self._kept):
            self._fetch(paper)

    def refresh(self) -> None:
        """Ask the hub again."""
        if self._session.demo:
            self._window.say(NO_NETWORK_IN_SAMPLE)
        elif not self._session.lists.may_ask:
            self._window.say(OFFLINE)
        elif self._paper is not None:
            self._fetch(self._paper)

    @property
    def without_effect(self) -> frozenset[str]:
        """The commands that are for one of several, where there are none."""
        return frozenset()

    @property
    def shows_title(self) -> bool:
        """Whether the paper's title is in sight: never here."""
        return False

    @property
    def is_searched(self) -> bool:
        """Whether its text is searched: never here."""
        return False

    def go_back(self) -> bool:
        """Nothing lies on it."""
        return False

    def leave(self) -> None:
        """Nobody waits any more for what is being fetched."""
        self._window.workers.cancel_group(self._window, "details")

    def note(self) -> Message:
        """The amount and the age of the details, or the state of the request for them."""
        if self._problem:
            return Message(self._problem, wrong=True)
        if self._asking:
            return Message("asking the hub…")
        if self._kept is None:
            return Message("")
        fetched = age(self._session.now() - self._kept.fetched)
        return Message(f"{self._summary(self._kept)}, fetched {fetched}")

    @abstractmethod
    def _summary(self, kept: ArchivedDetails) -> str:
        """The number of comments or of linked repositories, in words."""

    @abstractmethod
    def _draw(self) -> None:
        """Put it into the pane."""

    def _nothing(self, *rows: str) -> list[Line]:
        """The message where there is nothing to show."""
        if self._asking:
            return message_lines(f"Fetching {self.thing.lower()}…")
        if self._kept is not None:
            return message_lines(*rows)
        reason = self._problem or OFFLINE
        again = f"{self._key('part.refresh')} tries again."
        return message_lines(f"{self.thing} is not on this machine.", reason, again)

    def _fetch(self, paper: Paper) -> None:
        self._asking, self._problem = True, ""
        self._draw()
        self._window.show_status()
        self._window.only("details", self._fetched, paper)

    async def _fetched(self, paper: Paper) -> None:
        problem = ""
        try:
            kept = await self._service.refresh_details(paper.id)
        except PapersError as error:
            problem = str(error)
        else:
            self._kept = kept
            self._window.cards.renew(paper.id)
        self._asking, self._problem = False, problem
        self._draw()
        self._report_linked()
        self._window.show_status()

    def _report_linked(self) -> None:
        if self._paper is not None and self._kept is not None:
            self._report(self._paper.id, self._kept.details.linked.total)


class Discussion(_Details):
    """The discussion of the paper."""

    thing = "The discussion"

    def __init__(self, window: Window, report: Report) -> None:
        super().__init__(window, report)
        self.pane = DiscussionPane(self._session.now, window.dates)

    def _summary(self, kept: ArchivedDetails) -> str:
        return counted(len(kept.details.comments), "comment")

    def _draw(self) -> None:
        comments = self._kept.details.comments if self._kept else ()
        nothing = "Nobody has said anything about this paper yet."
        way = f"{self._key('paper.hub')} opens its page, where you can be the first."
        self.pane.show(self._paper, comments, *(() if comments else self._nothing(nothing, way)))


class LinkedRepositories(_Details):
    """The models, datasets and spaces that are linked to the paper."""

    thing = "What is linked to this paper"

    def __init__(self, window: Window, report: Report) -> None:
        super().__init__(window, report)
        self.pane = LinkedPane()

    @property
    def without_effect(self) -> frozenset[str]:
        is_there = self.pane.current is not None
        return frozenset() if is_there else frozenset(("part.open", "move.down"))

    def _summary(self, kept: ArchivedDetails) -> str:
        return f"{kept.details.linked.total:,} linked"

    def _draw(self) -> None:
        from papers_tui.model.details import Linked

        linked = self._kept.details.linked if self._kept else Linked()
        nothing = "No model, dataset or space on the hub names this paper yet."
        self.pane.show(linked, *(() if linked.total else self._nothing(nothing)))
