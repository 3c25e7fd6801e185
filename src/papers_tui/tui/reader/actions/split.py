"""The layout of the panes, their shares of the window, and the density of the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.tui.reader.actions.base import Action, command
from papers_tui.tui.reader.layout import LAYOUTS, SIDE, STACK, layout
from papers_tui.tui.render.card import COMPACT, DENSITIES, LINE, ROOMY
from papers_tui.tui.widgets.divider import Divider

if TYPE_CHECKING:
    from textual.geometry import Size

    from papers_tui.tui.reader.window import Window
    from papers_tui.tui.render.card import Density

_LEAST_LIST = {SIDE: 30, STACK: 3}
_LEAST_TEXT = {SIDE: 40, STACK: 5}
"""Cells side by side, rows one above the other: what either pane needs to be of use."""

_STEP = 5


class SplitView(Action):
    """The commands `list.wider`, `list.narrower` and `list.density`; the border is remembered."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._density = DENSITIES.get(self._session.settings.density)
        self._parts: dict[str, int | None] = {}
        """The list's part of the window in per cent; None where the border was never moved."""

        self._given: tuple[str, int | None] | None = None
        """The layout and the part that the panes have their sizes for."""

        self.divider = Divider(self._dragged, self._remember)

    def arrange(self, size: Size) -> None:
        """Lay out for a window of that size, keeping the place in the list."""
        window, wanted = self._window, layout(size)
        if not window.has_class(wanted):
            window.remove_class(*LAYOUTS).add_class(wanted)
        self._give_sizes(wanted)
        self._show_density(self._density or (ROOMY if wanted == SIDE else COMPACT))

    def hide_list(self, hidden: bool) -> None:
        """Leave the window to a text, for as long as there is nothing to list."""
        if hidden is not self._window.has_class("-bare"):
            self._window.set_class(hidden, "-bare")
            self._give_sizes(self._layout)

    @command("list.density")
    def density(self) -> None:
        """Keep to the other density, whatever the size of the window."""
        cards = self._window.cards
        self._density = COMPACT if cards.density is ROOMY else ROOMY
        self._show_density(self._density)
        self._window.say(f"The list is {self._density.name}.")

    def _show_density(self, density: Density) -> None:
        """Draw the list so; a wide window has one row a paper in the compact list."""
        if density is COMPACT and self._window.has_class(SIDE):
            density = LINE
        if density is not self._window.cards.density:
            self._window.cards.set_density(density)

    @command("list.wider")
    def wider(self) -> None:
        self._step(1)

    @command("list.narrower")
    def narrower(self) -> None:
        self._step(-1)

    def _step(self, direction: int) -> None:
        layout, cards = self._layout, self._window.cards.outer_size
        if layout in _LEAST_LIST:
            now = cards.width if layout == SIDE else cards.height
            self._put(layout, round(100 * now / self._length(layout)) + direction * _STEP)
            self._remember()

    def _give_sizes(self, layout: str) -> None:
        """Give the panes their sizes in that layout: those of the style sheet, or what was put."""
        part = None if self._window.has_class("-bare") else self._part(layout)
        if (layout, part) == self._given:
            return  # setting the same again would have the list laid out and drawn again
        self._given = layout, part
        cards = self._window.cards.styles
        cards.width = f"{part}%" if part and layout == SIDE else None
        cards.min_width = _LEAST_LIST[SIDE] if part and layout == SIDE else None
        cards.height = f"{part}%" if part and layout == STACK else None

    @property
    def _layout(self) -> str:
        return next((one for one in _LEAST_LIST if self._window.has_class(one)), "")

    def _length(self, layout: str) -> int:
        """The cells or rows that both panes have together."""
        size = self._window.query_one("#panes").size
        return max(1, size.width if layout == SIDE else size.height)

    def _part(self, layout: str) -> int | None:
        if layout in _LEAST_LIST and layout not in self._parts:
            kept = self._session.state.get(f"split{layout}") or ""
            known = kept.isascii() and kept.isdigit() and 0 < int(kept[:3]) < 100
            self._parts[layout] = int(kept[:3]) if known else None
        return self._parts.get(layout)

    def _dragged(self, x: int, y: int) -> None:
        layout = self._layout
        if layout in _LEAST_LIST:
            panes = self._window.query_one("#panes").region
            at = x - panes.x if layout == SIDE else y - panes.y
            self._put(layout, round(100 * at / self._length(layout)))

    def _put(self, layout: str, part: int) -> None:
        """Put the border there, as far as both panes stay of use."""
        length = self._length(layout)
        least = -(-100 * _LEAST_LIST[layout] // length)
        most = 100 - -(-100 * _LEAST_TEXT[layout] // length)
        self._parts[layout] = max(least, min(part, most))
        self._give_sizes(layout)

    def _remember(self) -> None:
        layout = self._layout
        if layout in self._parts:
            self._window.remember(
                self._session.state.put, f"split{layout}", str(self._parts[layout])
            )
