"""A dialog in which one types to narrow a list, and picks from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, NamedTuple, TypeVar, cast

from textual import on
from textual.containers import Vertical
from textual.widgets import Input

from papers_tui.tui.dialogs.base import Dialog, Result
from papers_tui.tui.render.lines import EMPTY, Line, Span
from papers_tui.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import App
    from textual.binding import BindingType
    from textual.events import Click
    from textual.widget import Widget

Value = TypeVar("Value")


class Choice(NamedTuple, Generic[Value]):
    """A row of the list; a heading stands for no value."""

    line: Line
    value: Value | None = None


class Picker(Dialog[Result], Generic[Result, Value]):
    """The keys go to the field; those that move go to the list."""

    PLACEHOLDER: ClassVar[str] = "Type to narrow"
    NOTHING: ClassVar[str] = "Nothing has these words."
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape", "dismiss", "Close"),
        ("down,ctrl+n", "go(1)", "Down"),
        ("up,ctrl+p", "go(-1)", "Up"),
        ("pagedown", "page(1)", "Page down"),
        ("pageup", "page(-1)", "Page up"),
        ("ctrl+home", "go(-100000)", "First"),
        ("ctrl+end", "go(100000)", "Last"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._rows = LineList(id="picker-rows")
        self._choices: Sequence[Choice[Value]] = ()
        self._stops: list[int] = []
        """The rows that can be picked."""

        self._at = 0

    def parts(self) -> Iterable[Widget]:
        yield Input(placeholder=self.PLACEHOLDER, id="picker-field", select_on_focus=False)
        yield self._rows

    def on_mount(self) -> None:
        self._rows.can_focus = False
        self.narrow()

    def choices(self, typed: str, width: int) -> Sequence[Choice[Value]]:
        """The choices for the typed text, in rows of that width."""
        raise NotImplementedError

    def picked(self, value: Value) -> None:
        """Do what picking this means."""
        raise NotImplementedError

    def moved(self, value: Value) -> None:
        """The cursor is on this one; nothing happens unless a dialog says what."""

    @property
    def typed(self) -> str:
        """The text in the field."""
        return self.query_one(Input).value

    @property
    def at(self) -> Value | None:
        """The choice under the cursor."""
        return self._choices[self._stops[self._at]].value if self._stops else None

    @property
    def offered(self) -> list[str]:
        """The rows that can be picked, as plain text."""
        return ["".join(part.text for part in self._choices[row].line) for row in self._stops]

    def narrow(self, at: Value | None = None) -> None:
        """List what fits what is typed, the cursor on one of it or on the first.

        Of a dialog that is closed the field may be gone, and nobody sees the list.
        """
        if self.is_closed:
            return
        width = self._rows.text_width - 2 if self._rows.size.width else 60
        self._choices = self.choices(self.typed, width)
        self._stops = [row for row, one in enumerate(self._choices) if one.value is not None]
        values = [self._choices[row].value for row in self._stops]
        self._at = values.index(at) if at in values else 0
        self._draw()

    def action_go(self, count: int) -> None:
        """Move the cursor in the list."""
        at = max(0, min(self._at + count, len(self._stops) - 1))
        if at != self._at:
            self._at = at
            self._draw()
            self.moved(self._value())

    def action_page(self, direction: int) -> None:
        """Move the cursor by what is in sight, however much that is so far."""
        self.action_go(direction * max(1, self._rows.page - 2))

    @on(Input.Changed, "#picker-field")
    def _typed(self) -> None:
        self.narrow()

    @on(Input.Submitted, "#picker-field")
    def _entered(self) -> None:
        """Pick what the cursor is on; the second of two clicks may find the dialog closed."""
        if self._stops and not self.is_closed:
            self.picked(self._value())

    def on_click(self, event: Click) -> None:
        """Pick what is clicked."""
        if event.widget is self._rows and (row := self._rows.top + event.y) in self._stops:
            self._at = self._stops.index(row)
            self._draw()
            self._entered()

    def on_resize(self) -> None:
        self.when_drawn(lambda: self.narrow(self.at))

    def _value(self) -> Value:
        return cast("Value", self._choices[self._stops[self._at]].value)

    def _draw(self) -> None:
        here = self._stops[self._at] if self._stops else -1
        lines = [
            (Span("▌ " if row == here else "  ", "accent"), *one.line) if one.line else EMPTY
            for row, one in enumerate(self._choices)
        ]
        self._rows.show(lines, self.NOTHING, here)
        self._rows.reveal(0 if self._at == 0 else here)


class _Deepest(Picker[None, None]):
    """A dialog below all that others stand on: the styles of each are ranked by how far up it is,
    and those of a lower rank are parsed again."""


def parse_styles(app: App[str]) -> None:
    """Parse ahead the styles that a first dialog brings, which it would be waited for.

    `_post_register` is how Textual 8.2 takes in the styles of a widget when that is mounted.
    """
    for widget in (_Deepest(), Vertical(), Input()):
        widget._post_register(app)
    _ = app.stylesheet.rules_map  # made when it is asked for
