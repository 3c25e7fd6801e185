"""The protocol of a part of a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from papers_tui.model.paper import Paper
    from papers_tui.tui.render.messages import Message
    from papers_tui.tui.widgets.line_view import LineView


class PaperPart(Protocol):
    """A part of the reading view that is made when it is first asked for."""

    @property
    def pane(self) -> LineView:
        """The pane that it is drawn in."""

    @property
    def without_effect(self) -> frozenset[str]:
        """The commands of the footer that could do nothing now."""

    @property
    def shows_title(self) -> bool:
        """Whether the paper's title is in sight."""

    @property
    def is_searched(self) -> bool:
        """Whether there is a search of its text, which going back takes away."""

    def show(self, paper: Paper | None) -> None:
        """Show that of this paper; called whenever the part or the paper changes."""

    def note(self) -> Message:
        """The message about it when there is no other."""

    def refresh(self) -> None:
        """Fetch it again."""

    def go_back(self) -> bool:
        """Take away what lies on it, such as a search; False where nothing does."""

    def leave(self) -> None:
        """Another part, paper or list comes on screen."""
