"""The sections of a text, to go to one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Vertical
from textual.events import Click
from textual.screen import ModalScreen
from textual.widgets import Input

from papers_tui.tui.dialogs.base import HEIGHTS, WIDTHS
from papers_tui.tui.render.lines import Line, Span
from papers_tui.tui.widgets.line_list import Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from papers_tui.text.document.outline import Section

_INDENT = 2


class Outline(ModalScreen[int]):
    """Type to narrow, Enter goes there; the result is the section's line in the source."""

    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "dismiss", "Close"),
        ("down,ctrl+n", "go(1)", "Down"),
        ("up,ctrl+p", "go(-1)", "Up"),
        ("pagedown", "go(10)", "Page down"),
        ("pageup", "go(-10)", "Page up"),
    ]

    def __init__(self, sections: Sequence[Section], current: Section | None) -> None:
        super().__init__()
        self._sections = tuple(sections)
        self._shown = self._sections
        self._at = self._sections.index(current) if current in self._sections else 0
        self._rows = Rows(id="outline-rows")

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog", classes="-tall"):
            yield Input(placeholder="A section: type to find it, Enter goes there")
            yield self._rows

    def on_mount(self) -> None:
        self._rows.can_focus = False
        self.call_after_refresh(self._draw)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        words = event.value.casefold().split()
        self._shown = tuple(
            one for one in self._sections if all(word in one.title.casefold() for word in words)
        )
        self._at = 0
        self._draw()

    @on(Input.Submitted)
    def _entered(self) -> None:
        if self._shown:
            self.dismiss(self._shown[self._at].line)

    def action_go(self, rows: int) -> None:
        """Move the cursor among the sections."""
        self._at = max(0, min(self._at + rows, len(self._shown) - 1))
        self._draw()

    @on(Click, "#outline-rows")
    def _clicked(self, event: Click) -> None:
        row = self._rows.top + event.y
        if row < len(self._shown):
            self.dismiss(self._shown[row].line)

    def _draw(self) -> None:
        lines = [self._line(number, one) for number, one in enumerate(self._shown)]
        self._rows.show(lines, "No section has these words.")
        self._rows.scroll_row_to(self._at - self._rows.page // 2)

    def _line(self, number: int, section: Section) -> Line:
        here = number == self._at
        least = min(one.level for one in self._sections)
        indent = " " * (_INDENT * (section.level - least))
        return (
            Span("▌ " if here else "  ", "accent"),
            Span(indent + section.title, "strong" if here else ""),
        )
