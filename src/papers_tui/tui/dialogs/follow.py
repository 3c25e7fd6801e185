"""A dialog that turns something of a paper into a watch."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.widgets import Input

from papers_tui.model.query.errors import QueryError
from papers_tui.model.query.parser import parse
from papers_tui.tui.dialogs.base import Dialog
from papers_tui.tui.widgets.bars import Bar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual.binding import BindingType
    from textual.widget import Widget


class Followed(NamedTuple):
    """A watch: its name and its query."""

    name: str
    query: str


class Follow(Dialog[Followed]):
    """The query filled in, and what else of the paper may be followed. The result is the watch."""

    NAME = "Follow"
    KEYS = "Enter follows · ↑ ↓ something else · Esc closes"

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "dismiss", "Close"),
        ("down", "other(1)", "The next"),
        ("up", "other(-1)", "The one before"),
    ]

    def __init__(self, offers: Sequence[Followed], named: Mapping[str, str]) -> None:
        """`offers` are what may be followed, the likeliest first; `named` the queries for `in:`."""
        super().__init__()
        self._offers, self._named = offers, named
        self._at = 0
        self._hint = Bar(id="ask-hint")

    def parts(self) -> Iterable[Widget]:
        yield Input(self._offers[0].query, id="ask-answer", select_on_focus=False)
        yield self._hint

    def on_mount(self) -> None:
        self._explain()

    def action_other(self, step: int) -> None:
        """Fill in something else of the paper."""
        self._at = (self._at + step) % len(self._offers)
        field = self.query_one(Input)
        field.value = self._offers[self._at].query
        field.cursor_position = len(field.value)
        self._explain()

    def _explain(self) -> None:
        of = f"{self._at + 1} of {len(self._offers)}: " if len(self._offers) > 1 else ""
        text = f"{of}{self._offers[self._at].name}"
        self._hint.show([(text, "$foreground-muted")])

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        text = event.value.strip()
        try:
            parse(text, named=self._named)
        except QueryError as error:
            self._hint.show([(f"{error}; {error.hint}" if error.hint else str(error),
                              "$text-warning")])  # fmt: skip
            return
        if text:
            offer = self._offers[self._at]
            self.dismiss(offer if text == offer.query else Followed(text[:60], text))
