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
_RULE = "$foreground 30%"
"""The style of the line below the tabs, where it is not the current one's."""


class Tabs(Widget):
    """Names side by side, the current one underlined, or in brackets where there is one row.

    `pick` is called with the number of a clicked one.
    """

    ALLOW_SELECT = False

    def __init__(self, pick: Callable[[int], object]) -> None:
        super().__init__(id="tabs")
        self._pick = pick
        self._names: tuple[str, ...] = ()
        self._current = 0

    def show(self, names: Sequence[str], current: int) -> None:
        """Show these names; the same ones again cost nothing."""
        shown = tuple(names), current
        if shown != (self._names, self._current):
            self._names, self._current = shown
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
        for number, name in enumerate(self._names[self._first :], self._first):
            here = number == self._current
            shown = fit(f"[{name}]" if here and not is_underlined else f" {name} ", left)
            parts += [(shown, "bold $text-accent" if here else ""), (" " * _GAP, "")]
            under = "━" if here else "─"
            line.append((under * cells(shown), "$text-accent" if here else _RULE))
            line.append(("─" * min(_GAP, left - cells(shown)), _RULE))
            left = max(0, left - cells(shown) - _GAP)
        line.append(("─" * left, _RULE))
        return Content.assemble(*parts, *(line if is_underlined else ()))

    @property
    def _first(self) -> int:
        """The first name that is shown: such that the current one is complete, if it can be."""
        widths = [cells(name) + 2 + _GAP for name in self._names[: self._current + 1]]
        first = 0
        while first < self._current and sum(widths[first:]) > self.size.width - 1:
            first += 1
        return first

    def on_click(self, event: events.Click) -> None:
        end = 1
        for number, name in enumerate(self._names[self._first :], self._first):
            end += cells(name) + 2 + _GAP
            if event.x < end:
                self._pick(number)
                return
