"""The output of a program, to be read and scrolled."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from papers_tui.text.clean import source
from papers_tui.tui.dialogs.base import Dialog
from papers_tui.tui.render.lines import Span
from papers_tui.tui.render.wrap import wrap
from papers_tui.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.widget import Widget

    from papers_tui.tui.render.lines import Line

_ALL = 10**9


class Output(Dialog[None]):
    """The text, made safe to show, with a sentence above it when something went wrong."""

    KEYS: ClassVar[str] = "↑ ↓ scroll · Esc closes"
    SHAPE: ClassVar[str] = "-large"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,q,enter", "dismiss", "Close"),
        ("down,j", "scroll(1)", "Down"),
        ("up,k", "scroll(-1)", "Up"),
        ("pagedown,space", "page(1)", "Page down"),
        ("pageup,b", "page(-1)", "Page up"),
        ("home,g", f"scroll(-{_ALL})", "Top"),
        ("end,G", f"scroll({_ALL})", "Bottom"),
    ]

    def __init__(self, name: str, text: str, problem: str = "") -> None:
        super().__init__()
        self._box_name, self._text, self._problem = name, text, problem
        self._rows = LineList(id="output-rows")

    def parts(self) -> Iterable[Widget]:
        yield self._rows

    def on_mount(self) -> None:
        self.name_box(self._box_name)

    def on_resize(self) -> None:
        self.when_drawn(self._wrap)

    def action_scroll(self, rows: int) -> None:
        """Scroll by that many rows."""
        self._rows.scroll_rows(rows)

    def action_page(self, direction: int) -> None:
        """Scroll by what is in sight."""
        self._rows.scroll_rows(direction * max(1, self._rows.page - 1))

    @property
    def plain(self) -> list[str]:
        """The rows, as plain text."""
        return ["".join(part.text for part in line) for line in self._rows.lines]

    def _wrap(self) -> None:
        self.run_worker(self._wrapped(self._rows.text_width), group="output", exclusive=True)

    async def _wrapped(self, width: int) -> None:
        """Show the text in rows of that width, which takes a long one some time."""
        lines = await asyncio.to_thread(_lines, self._problem, self._text, width)
        self._rows.show(lines, "The program wrote nothing.")


def _lines(problem: str, text: str, width: int) -> list[Line]:
    lines: list[Line] = [(Span(line, "warning"),) for line in wrap(problem, width) if problem]
    safe = source(text, len(text) + 1)
    return lines + [(Span(line),) for line in wrap(safe, width) if safe]
