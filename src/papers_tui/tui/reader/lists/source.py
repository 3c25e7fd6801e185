"""What a list on screen must be able to say and do, whatever it is a list of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from papers_tui.tui.render.lines import Line
    from papers_tui.tui.render.messages import Message
    from papers_tui.tui.widgets.bars import BarText


class Source(Protocol):
    """Where the papers on screen come from: a list of the hub, the reading list, a search.

    What it does for the commands `list.before`, `list.after`, `list.order` and so on stands in
    methods of those names; those that it lacks are done by the hub's lists.
    """

    def title(self) -> Sequence[BarText]: ...
    def note(self) -> Message: ...
    def order_name(self) -> str: ...
    def why_empty(self) -> Sequence[Line]: ...
    def near_end(self, index: int) -> None: ...
    def show_again(self, at: str | None) -> None: ...
    def leave(self) -> None: ...
