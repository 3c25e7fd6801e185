"""A question that is answered with yes, or left."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from papers_tui.tui.dialogs.base import Dialog
from papers_tui.tui.render.lines import Span
from papers_tui.tui.render.wrap import wrap
from papers_tui.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType
    from textual.widget import Widget

_WIDTH = 50


class Confirm(Dialog[bool]):
    """The result is True, or None."""

    KEYS: ClassVar[str] = "Enter or y does it · Esc closes"
    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,n,q", "dismiss", "Close"),
        ("enter,y", "dismiss(True)", "Yes"),
    ]

    def __init__(self, name: str, question: str) -> None:
        super().__init__()
        self._box_name, self._question = name, question
        self._rows = LineList(id="confirm-rows")

    def parts(self) -> Iterable[Widget]:
        yield self._rows

    def on_mount(self) -> None:
        self.name_box(self._box_name)
        self._rows.show([(Span(line),) for line in wrap(self._question, _WIDTH)])
