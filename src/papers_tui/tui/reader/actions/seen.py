"""Seen papers: those whose abstract was shown for a second, or that were opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.text.wording import counted
from papers_tui.tui.reader.actions.base import Action, command
from papers_tui.tui.reader.actions.undo import Step

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from datetime import date

    from textual.timer import Timer

    from papers_tui.tui.reader.actions.select import Selection
    from papers_tui.tui.reader.actions.undo import Undo
    from papers_tui.tui.reader.window import Window


class Seen(Action):
    """The commands `seen.*`, and the marks of the list on screen."""

    def __init__(
        self, window: Window, selection: Selection, undo: Undo, further: Callable[[], None]
    ) -> None:
        """`further` goes on where the list has no unseen paper any more."""
        super().__init__(window)
        self._selection = selection
        self._undo = undo
        self._further = further
        self.ids: frozenset[str] = frozenset()
        """The papers of the list on screen that were seen."""

        self._marked: dict[str, bool] = {}
        """The papers that this run has marked as seen or as not seen: that may not be written yet
        when the state is read."""

        self._look: Timer | None = None

    def among(self, ids: Sequence[str], known: frozenset[str] | None = None) -> frozenset[str]:
        """Those of the papers that come on screen that were seen.

        The state is read, unless a thread has done that: then the papers `known` to it as seen.
        """
        seen = self._session.state.seen_among(ids) if known is None else known
        marked = {one for one, is_seen in self._marked.items() if is_seen}
        unmarked = self._marked.keys() - marked
        self.ids = ((seen | marked) - unmarked) & frozenset(ids)
        return self.ids

    @property
    def unseen(self) -> int:
        """The number of unseen papers in the list on screen."""
        return len(self._window.cards.ids) - len(self.ids)

    def count_unseen(self, ids: Collection[str], unseen: frozenset[str]) -> int:
        """The number of unseen papers among these; `unseen` was read from the state before."""
        count = len(unseen)
        for paper_id, is_seen in self._marked.items():
            if is_seen is (paper_id in unseen):
                count += -1 if is_seen else paper_id in ids
        return count

    def is_unseen(self, paper_id: str, unseen: frozenset[str]) -> bool:
        """Whether that paper is unseen; `unseen` was read from the state before."""
        return not self._marked.get(paper_id, paper_id not in unseen)

    def look(self, paper_id: str | None) -> None:
        """The abstract of this paper is up now; after a second, or as set, it counts as seen."""
        if self._look is not None:
            self._look.stop()
            self._look = None
        after = self._session.settings.seen_after
        if paper_id is None or paper_id in self.ids or not after:
            return
        if self._window.text_in_sight:
            self._look = self._window.set_timer(after, lambda: self._mark({paper_id}))

    def opened(self) -> None:
        """The paper under the cursor was opened, here or elsewhere."""
        paper_id = self._window.cards.current
        if paper_id and self._session.settings.seen_after:
            self._mark({paper_id})

    @command("seen.toggle")
    def toggle(self) -> None:
        paper_id = self._window.cards.current
        if paper_id is None:
            return
        self.look(None)
        papers = frozenset(self._selection.targets)
        if paper_id in self.ids:
            self._change_by_hand(papers & self.ids, seen=False)
        else:
            self._change_by_hand(papers - self.ids, seen=True)

    @command("seen.all")
    def all(self) -> None:
        unseen = frozenset(self._window.cards.ids) - self.ids
        if unseen:
            self._change_by_hand(unseen, seen=True)
        else:
            self._window.say("All papers of this list have been seen.")

    def _change_by_hand(self, papers: frozenset[str], *, seen: bool) -> None:
        """Mark papers, in a step that can be undone."""
        there = f"{counted(len(papers), 'paper')} marked as seen"
        back = f"{counted(len(papers), 'paper')} marked as not seen"

        def mark() -> str:
            self._mark(papers)
            return there

        def unmark() -> str:
            self._unmark(papers)
            return back

        step = Step(unmark, mark) if seen else Step(mark, unmark)
        self._undo.made(step)
        self._window.say(f"{step.forth()}.")

    @command("seen.next")
    def next(self) -> None:
        """Go to the next unseen paper; the one that is left counts as seen."""
        self.opened()
        cards = self._window.cards
        for index in range(cards.cursor + 1, len(cards.ids)):
            if cards.ids[index] not in self.ids:
                cards.move_to(index)
                return
        self._further()

    @command("seen.before")
    def before(self) -> None:
        cards = self._window.cards
        for index in range(cards.cursor - 1, -1, -1):
            if cards.ids[index] not in self.ids:
                cards.move_to(index)
                return
        before = " before this one" if cards.ids else " here"
        self._window.say(f"No unseen paper{before}.")

    def unseen_by_day(self) -> dict[date, list[str]]:
        """The unseen papers of every archived day that has any. Reads files: for a thread."""
        seen, marked = self._session.state.seen(), self._marked.copy()
        unseen: dict[date, list[str]] = {}
        for day, paper_id in self._session.archive.ids_by_day():
            if not marked.get(paper_id, paper_id in seen):
                unseen.setdefault(day, []).append(paper_id)
        return unseen

    def _mark(self, ids: Iterable[str]) -> None:
        fresh = frozenset(ids) - self.ids
        if fresh:
            self._marked.update(dict.fromkeys(fresh, True))
            self._change(self.ids | fresh)
            self._window.save(self._session.state.mark_seen, sorted(fresh), self._session.now())

    def _unmark(self, ids: Iterable[str]) -> None:
        self._marked.update(dict.fromkeys(ids, False))
        self._change(self.ids - frozenset(ids))
        self._window.save(self._session.state.mark_unseen, sorted(ids))

    def _change(self, ids: frozenset[str]) -> None:
        """The marks of the list on screen; those of other lists are in the file alone."""
        ids &= frozenset(self._window.cards.ids)
        self.ids = ids
        self._window.cards.set_seen(ids)
        self._window.show_status()
