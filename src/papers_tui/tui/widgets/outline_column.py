"""The outline of a text as a column beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.tui.render.lines import EMPTY, Line, Span
from papers_tui.tui.render.wrap import fit
from papers_tui.tui.widgets.line_view import line_strip

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.style import Style
    from textual.strip import Strip

    from papers_tui.text.document.outline import Section

WIDTH = 32
LINK = "+line "
"""Begins the link of a section, before its line: no address begins like this."""

_INDENT = 2
_DEEPEST = 3


class OutlineColumn:
    """The column's rows, made again when their content changes."""

    def __init__(self) -> None:
        self._shown: tuple[Sequence[Section], int, int] | None = None
        self._rows: list[Strip] = []

    def clear(self) -> None:
        """Drop what was drawn in other colors."""
        self._shown = None

    def rows(
        self, sections: Sequence[Section], current: int, height: int, style: Callable[[str], Style]
    ) -> list[Strip]:
        """`height` rows; the section numbered `current` is always among them."""
        shown = sections, current, height
        if shown != self._shown:
            self._shown = shown
            self._rows = _rows(sections, current, height, style)
        return self._rows


def _rows(
    sections: Sequence[Section], current: int, height: int, style: Callable[[str], Style]
) -> list[Strip]:
    highest = min(section.level for section in sections)
    first = max(0, min(current - height // 2, len(sections) - height))
    lines = [
        _line(sections[number], sections[number].level - highest, here=number == current)
        for number in range(first, min(first + height, len(sections)))
    ]
    return [line_strip(line, WIDTH, style) for line in [*lines, *[EMPTY] * (height - len(lines))]]


def _line(section: Section, depth: int, *, here: bool) -> Line:
    title = fit(" " * (min(depth, _DEEPEST) * _INDENT) + section.title, WIDTH - 3)
    bar = Span("▌" if here else " ", "accent")
    return (bar, Span(title, "strong" if here else "muted", f"{LINK}{section.line}"))
