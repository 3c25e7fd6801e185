"""The base of lists in groups, and the commands that go through them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from papers_tui.tui.reader.actions.base import Action, command
from papers_tui.tui.reader.lists.positions import Positions
from papers_tui.tui.widgets.bars import BESIDE_GROUPS, with_current

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from papers_tui.tui.reader.window import Window
    from papers_tui.tui.widgets.bars import BarText

Group = TypeVar("Group")


class GroupedList(Action, Generic[Group]):
    """A list in groups, of which one is on screen, and the commands that go through them."""

    key = ""
    """The list among all lists, whichever of its groups is on screen."""

    lies_over = False
    is_to_come = False
    titles: ClassVar[Mapping[str, str]] = {}
    _is_list_of: ClassVar[str]
    """The list in the middle of a sentence."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._groups: tuple[Group, ...] = ()
        self._at = 0
        self._positions = Positions(window, lambda: self._group_key if self._is_shown else "")

    @command("list.before")
    def before(self) -> None:
        self.open_group(self._at - 1)

    @command("list.after")
    def after(self) -> None:
        self.open_group(self._at + 1)

    def near_end(self, index: int) -> None:
        """All of the list is there."""

    def open_further_unseen(self) -> bool:
        """Stay in the group."""
        after = " after this one" if self._window.cards.ids else ""
        self._window.say(f"No unseen paper{after} in {self._is_list_of}.")
        return True

    def look_again(self) -> None:
        """The papers stay, unless a list says how they are found."""

    @property
    def has_dates(self) -> bool:
        """Each paper has a day of its own."""
        return True

    @property
    def has_neighbors(self) -> bool:
        """Whether there is another group to go to."""
        return len(self._groups) > 1

    def show_again(self, at: str | None, line: int | None = None) -> None:
        """Come back on screen, the cursor on that paper."""
        self._show(at, line)

    def go_back(self) -> bool:
        """Nothing lies below this list."""
        return False

    def leave(self) -> None:
        """Another kind of list comes on screen."""
        self._positions.keep()

    def open_group(self, number: int) -> None:
        """Put the group with that number on screen, or the one so far beyond the other end."""
        if self._groups:
            self._positions.keep()
            self._at = number % len(self._groups)
            self._show(*self._positions.of(self._group_key))

    def _counts(self, counts: Iterable[tuple[str, int]]) -> list[BarText]:
        """The groups by name and count for the title; the one that is on screen stands out."""
        texts = [f"{name} {count}" for name, count in counts]
        return with_current(texts, self._at, self._window.size.width - BESIDE_GROUPS)

    @property
    def _is_shown(self) -> bool:
        source: object = self._window.source
        return source is self

    @property
    def _group_key(self) -> str:
        """The group on screen, among all lists."""
        raise NotImplementedError

    def _show(self, at: str | None, line: int | None = None) -> None:
        """Put the group on screen, the cursor on that paper."""
        raise NotImplementedError
