"""The parts of what is read, in one line; the one on screen stands out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from papers_tui.tui.render.wrap import cells, fit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events

_GAP = 1
"""The cells between two tabs, where there is room for that."""

_RULE = "$foreground 30%"
"""The style of the line below the tabs, where it is not the current one's."""


class Tabs(Widget):
    """Names side by side, the current one underlined, or in brackets where there is one row.

    Where they have no room they stand without the counts behind them, and close to each other.
    `pick` is called with the number of a clicked one.
    """

    ALLOW_SELECT = False

    def __init__(self, pick: Callable[[int], object]) -> None:
        super().__init__(id="tabs")
        self._pick = pick
        self._names: tuple[str, ...] = ()
        self._counts: tuple[str, ...] = ()
        self._current = 0

    def show(self, names: Sequence[str], counts: Sequence[str], current: int) -> None:
        """Show these names, each with its count or nothing; the same ones again cost nothing."""
        shown = tuple(names), tuple(counts), current
        if shown != (self._names, self._counts, self._current):
            self._names, self._counts, self._current = shown
            self.refresh()

    @property
    def text(self) -> str:
        """The tabs as plain text."""
        return self.render().plain

    def render(self) -> Content:
        left = self.size.width - 1
        is_underlined = self.size.height > 1
        parts: list[tuple[str, str]] = [(" ", "")]
        line: list[tuple[str, str]] = [("\n─", _RULE)]
        names, gap = self._as_fit
        first = self._first
        for number, name in enumerate(names[first:], first):
            here = number == self._current
            label = f"[{name}]" if here and not is_underlined else f" {name} "
            label = label if cells(label) <= left else label.rstrip()
            shown = fit(label if here or cells(label) <= left else " …", left)
            parts += [(shown, "bold $text-accent" if here else ""), (" " * gap, "")]
            under = "━" if here else "─"
            line.append((under * cells(shown), "$text-accent" if here else _RULE))
            line.append(("─" * min(gap, left - cells(shown)), _RULE))
            left = max(0, left - cells(shown) - gap)
        line.append(("─" * left, _RULE))
        return Content.assemble(*parts, *(line if is_underlined else ()))

    @property
    def _as_fit(self) -> tuple[Sequence[str], int]:
        """The names, with their counts where they have room, and the cells between two of them."""
        counted = [f"{name} {count}" if count else name
                   for name, count in zip(self._names, self._counts, strict=True)]  # fmt: skip
        for names, gap in ((counted, _GAP), (self._names, _GAP)):
            if sum(cells(name) + 2 + gap for name in names) - gap < self.size.width:
                return names, gap
        return self._names, 0

    @property
    def _first(self) -> int:
        """The first name that is shown: such that the current one is complete, if it can be."""
        names, gap = self._as_fit
        widths = [cells(name) + 2 + gap for name in names[: self._current + 1]]
        first = 0
        while first < self._current and sum(widths[first:]) > self.size.width - 1:
            first += 1
        return first

    def on_click(self, event: events.Click) -> None:
        end, first = 1, self._first
        names, gap = self._as_fit
        for number, name in enumerate(names[first:], first):
            end += cells(name) + 2 + gap
            if event.x < end:
                self._pick(number)
                return
