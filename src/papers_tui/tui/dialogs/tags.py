"""The tags of one paper, or of several: typed, picked, set and taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from papers_tui.model.library.marks import parse_tag
from papers_tui.tui.dialogs.base import HEIGHTS, WIDTHS
from papers_tui.tui.render.lines import Line, Span
from papers_tui.tui.widgets.bars import Bar
from papers_tui.tui.widgets.line_list import Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

_BOXES = {True: "[x]", False: "[ ]", None: "[-]"}


@dataclass(frozen=True, slots=True)
class TagsEdited:
    """The tags to add and remove on every paper that the dialog was opened for."""

    added: tuple[str, ...]
    removed: tuple[str, ...]


class TagEditor(ModalScreen[TagsEdited]):
    """Type to find or make a tag; Enter sets or takes it; Esc is done and keeps what was set."""

    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,ctrl+s", "done", "Done"),
        ("down,ctrl+n", "go(1)", "Down"),
        ("up,ctrl+p", "go(-1)", "Up"),
    ]

    def __init__(self, papers: Sequence[Sequence[str]], in_use: Sequence[str]) -> None:
        super().__init__()
        self._before = {
            tag: True if all(tag in tags for tags in papers) else None
            for tags in papers
            for tag in tags
        }
        self._now: dict[str, bool | None] = dict(self._before)
        self._tags = [*self._before, *(tag for tag in in_use if tag not in self._before)]
        self._shown: list[str] = []
        self._at = 0
        self._rows = Rows(id="tag-rows")
        self._hint = Bar(id="tag-hint")

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog"):
            yield Input(placeholder="A tag: type to find or make one", id="tag-name")
            yield self._rows
            yield self._hint

    def on_mount(self) -> None:
        self._rows.can_focus = False
        self._narrow("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._at = 0
        self._narrow(event.value)

    @on(Input.Submitted)
    def _toggle(self, event: Input.Submitted) -> None:
        """Set or take the tag at the cursor; with nothing typed and no tags, be done."""
        if not self._shown:
            if not event.value.strip():
                self.action_done()
            return
        tag = self._shown[self._at]
        if tag not in self._tags:
            self._tags.append(tag)
        self._now[tag] = not self._now.get(tag, False)
        event.input.clear()
        self._narrow("")
        self._at = self._shown.index(tag)
        self._draw()

    def action_go(self, rows: int) -> None:
        """Move the cursor among the tags."""
        self._at = max(0, min(self._at + rows, len(self._shown) - 1))
        self._draw()

    def action_done(self) -> None:
        """Close and change what was set or taken."""
        changed = [tag for tag in self._now if self._now[tag] != self._before.get(tag, False)]
        added = tuple(tag for tag in changed if self._now[tag])
        self.dismiss(TagsEdited(added, tuple(tag for tag in changed if not self._now[tag])))

    def _narrow(self, typed: str) -> None:
        word = typed.strip().casefold()
        found = [tag for tag in self._tags if word in tag.casefold()]
        found.sort(key=lambda tag: not tag.casefold().startswith(word))
        new = parse_tag(typed)
        if new and all(new.casefold() != tag.casefold() for tag in self._tags):
            found.append(new)
        self._shown = found
        self._draw()

    def _draw(self) -> None:
        lines = [self._line(number, tag) for number, tag in enumerate(self._shown)]
        typed = self.query_one(Input).value.strip()
        wrong = "A tag has 1 to 60 signs and no comma." if typed else "No tags yet: type the first."
        self._rows.show(lines, wrong)
        self._rows.scroll_row_to(self._at - self._rows.page + 1)
        self._hint.show([("Enter sets or takes, Esc is done", "$foreground-muted")])

    def _line(self, number: int, tag: str) -> Line:
        here = number == self._at
        new = "" if tag in self._tags else "  new"
        return (
            Span("▌ " if here else "  ", "accent"),
            Span(f"{_BOXES[self._now.get(tag, False)]} ", "good"),
            Span(tag, "strong" if here else ""),
            Span(new, "muted"),
        )
