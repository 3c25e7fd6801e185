"""A dialog that turns something of a paper into a watch."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.widgets import Input

from papers_tui.model.query.errors import QueryError
from papers_tui.model.query.parser import parse
from papers_tui.model.settings import LONGEST_NAME
from papers_tui.model.watches import NewWatch
from papers_tui.tui.dialogs.base import Dialog, Hint
from papers_tui.tui.render.lines import Line, Span
from papers_tui.tui.render.wrap import cells, fit
from papers_tui.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual.binding import BindingType
    from textual.events import Click
    from textual.widget import Widget

_KINDS = {
    "author": "author",
    "org": "organization",
    "by": "submitter",
    "keyword": "keyword",
}
"""The kinds of what is followed, by the field of the query."""

_HINT = "What it finds stands under Following."


class Follow(Dialog[NewWatch]):
    """The query filled in, and what else of the paper may be followed. The result is the watch."""

    NAME = "Follow"
    KEYS = "Enter follows · ↑ ↓ choose · Esc closes"

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "dismiss", "Close"),
        ("down", "other(1)", "The next"),
        ("up", "other(-1)", "The one before"),
    ]

    def __init__(self, offers: Sequence[NewWatch], named: Mapping[str, str]) -> None:
        """`offers` are what may be followed, the likeliest first; `named` the queries for `in:`."""
        super().__init__()
        self._offers, self._named = offers, named
        self._at = 0
        self._rows = LineList(id="picker-rows")
        self._hint = Hint(id="ask-hint")

    def parts(self) -> Iterable[Widget]:
        yield Input(self._offers[0].query, id="ask-answer", select_on_focus=False)
        yield self._hint
        yield self._rows

    def on_mount(self) -> None:
        self._rows.can_focus = False
        self._draw()

    def on_resize(self) -> None:
        self.when_drawn(self._draw)

    def action_other(self, step: int) -> None:
        """Fill in something else of the paper."""
        self._choose((self._at + step) % len(self._offers))

    def on_click(self, event: Click) -> None:
        """Fill in what is clicked."""
        row = self._rows.top + event.y
        if event.widget is self._rows and row < len(self._offers):
            self._choose(row)

    def _choose(self, at: int) -> None:
        self._at = at
        field = self.query_one(Input)
        field.value = self._offers[at].query
        field.cursor_position = len(field.value)
        self._draw()

    def _draw(self) -> None:
        width = self._rows.text_width
        names = max(cells(one.name) for one in self._offers)
        lines = [_line(one, width, names, at == self._at) for at, one in enumerate(self._offers)]
        self._rows.show(lines, current=self._at)
        self._rows.reveal(self._at)
        self._hint.show([(_HINT, "$foreground-muted")])

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        text = event.value.strip()
        try:
            parse(text, named=self._named)
        except QueryError as error:
            self._hint.show([(error.sentence, "$text-warning")])
            return
        if text:
            watch = self._offers[self._at]
            self.dismiss(watch if text == watch.query else NewWatch(text[:LONGEST_NAME], text))


def _line(watch: NewWatch, width: int, names: int, here: bool) -> Line:
    """Name and kind, the kinds one below the other as far as the width goes."""
    bar = Span("▌ " if here else "  ", "accent")
    kind = _KINDS.get(watch.field, "words")
    room = min(names, width - max(map(cells, _KINDS.values())) - 4)
    name = fit(watch.name, room)
    return bar, Span(name + " " * (room - cells(name) + 2)), Span(kind, "muted")
