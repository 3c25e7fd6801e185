"""The protocol of a list on screen, whatever it is a list of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from papers_tui.tui.render.lines import Line
    from papers_tui.tui.render.messages import Message
    from papers_tui.tui.widgets.bars import BarText


class Source(Protocol):
    """The source of the papers on screen: a list of the hub, the reading list, a search.

    Commands of the group `list` that it does its own way are among its handlers; the others are
    done as for the hub's lists.
    """

    @property
    def key(self) -> str:
        """The list on screen, by a name that no other list has."""
        raise NotImplementedError

    @property
    def has_dates(self) -> bool:
        """Whether the papers have days of their own to be shown with them."""
        return True

    @property
    def has_neighbors(self) -> bool:
        """Whether there can be lists before and after this one."""
        return True

    @property
    def lies_over(self) -> bool:
        """Whether it was opened from another list, to which going back leads."""
        return False

    @property
    def is_to_come(self) -> bool:
        """Whether papers may still come: what is empty now need not stay so."""
        return False

    @property
    def titles(self) -> Mapping[str, str]:
        """Commands that do something here for which they have another name."""
        return {}

    def handlers(self) -> Mapping[str, Callable[[], None]]: ...
    def title(self) -> Sequence[BarText]: ...
    def note(self) -> Message: ...
    def order_name(self) -> str: ...
    def why_empty(self) -> Sequence[Line]: ...
    def near_end(self, index: int) -> None: ...
    def open_further_unseen(self) -> bool:
        """Go on where no unseen paper is left after the cursor, or say that there is none.

        False where other lists of the hub go on from this one.
        """

    def look_again(self) -> None:
        """Find the papers again: the archive has more, or the watches are others."""

    def show_again(self, at: str | None, line: int | None = None) -> None: ...
    def go_back(self) -> bool:
        """Return to the list before, if it lies over one; False otherwise."""

    def leave(self) -> None: ...
