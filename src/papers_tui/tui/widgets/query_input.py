"""The line in which a search or a filter is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol

from rich.highlighter import Highlighter
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widgets import Input

from papers_tui.tui.render.wrap import cells

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.text import Text
    from textual.binding import BindingType
    from textual.geometry import Region


class QueryListener(Protocol):
    """A listener to every change of the field."""

    def typed(self, text: str) -> None: ...
    def entered(self, text: str) -> None: ...
    def given_up(self) -> None: ...


class Completer(Protocol):
    """A listener that also completes the last word."""

    def completed(self, text: str, number: int = 0) -> str: ...
    def typed(self, text: str) -> None: ...


class _Wrong(Highlighter):
    """Underlines what makes no sense in what is typed, or no sense yet."""

    span = 0, 0
    style = Style(underline=True)

    def highlight(self, text: Text) -> None:
        text.stylize(self.style, *self.span)


class Field(Input):
    """An input of one line with its name before it, whose listener gets every change."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "leave", "Leave")]

    def __init__(self, label: str, listener: QueryListener, hint: str, value: str) -> None:
        self._wrong = _Wrong()
        super().__init__(
            value,
            placeholder=hint,
            id="query",
            select_on_focus=False,
            highlighter=self._wrong,
        )
        self.label = f" {label} ›"
        self._label_width = cells(self.label) + 1
        self.styles.padding = (0, 1, 0, self._label_width)
        self._listener = listener

    keys: tuple[tuple[str, str], ...] = (("Enter", "keep"), ("Esc", "cancel"))
    """The keys that matter while it has the focus, and their effect."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the name into the space before what is typed: a widget of its own would have to be
        mounted first, while the next keys are waiting."""
        strips = super().render_lines(crop)
        if crop.x or crop.width < self._label_width:
            return strips
        style = self.visual_style.rich_style + Style(bold=True)
        label = Strip([Segment(self.label.ljust(self._label_width), style)])
        for line_filter in self.app.get_line_filters():
            label = label.apply_filter(line_filter, self.background_colors[1])
        return [Strip.join([label, strip.crop(self._label_width)]) for strip in strips]

    def mark(self, start: int, length: int, style: Style) -> None:
        """Underline a part of what is typed in the color of that style; length 0 takes it away."""
        self._wrong.style = Style(color=style.color, underline=True)
        self._wrong.span = start, start + length
        self.refresh()

    def enter(self) -> None:
        """Keep what is typed."""
        self._listener.entered(self.value)

    def action_leave(self) -> None:
        """Give up what is typed."""
        self._listener.given_up()

    def changed(self, text: str) -> None:
        """Report what is typed now."""
        self._listener.typed(text)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.changed(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.enter()


class QueryField(Field):
    """One line with the earlier ones behind it, and completion of its last word."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("up", "earlier(1)", "Earlier"),
        ("down", "earlier(-1)", "Later"),
        ("tab", "complete", "Complete"),
        ("ctrl+s", "save", "Save"),
    ]

    def __init__(
        self,
        label: str,
        listener: QueryListener,
        completing: Completer,
        hint: str,
        earlier: list[str],
        value: str,
        save: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__(label, listener, hint, value)
        self._save = save
        further = (("↑", "earlier"), bool(earlier)), (("Ctrl+S", "save"), save is not None)
        self.keys = (*self.keys, ("Tab", "complete"), *(key for key, has in further if has))
        self._completing = completing
        self._earlier = earlier
        self._at = -1
        """The number of the earlier search that is in the field; -1 where it is what was typed."""

        self._typed = ""
        """The text typed before an earlier search took its place."""

    def action_save(self) -> None:
        """Keep what is typed under a name, where that is possible."""
        if self._save is not None:
            self._save(self.value)

    def action_complete(self, number: int = 0) -> None:
        """Complete the last word by the offer of that number."""
        self.value = self._completing.completed(self.value, number)
        self.cursor_position = len(self.value)

    def changed(self, text: str) -> None:
        super().changed(text)
        self._completing.typed(text)

    def action_earlier(self, step: int) -> None:
        """Take an earlier search, or a later one; after the latest comes what was typed."""
        if self._at < 0 or self.value != self._earlier[self._at]:
            self._at, self._typed = -1, self.value
        self._at = max(-1, min(self._at + step, len(self._earlier) - 1))
        self.value = self._earlier[self._at] if self._at >= 0 else self._typed
        self.cursor_position = len(self.value)
