"""A dialog: a box with its name above and its keys below, closed once."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.await_complete import AwaitComplete
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult
    from textual.widget import Widget

Result = TypeVar("Result")


class Dialog(ModalScreen[Result]):
    """Closes with a result, or with None. Its first result counts: keys that come after the closing
    one, as two in one read do, close nothing else."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-broad")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high")]

    NAME: ClassVar[str] = ""
    """What stands in the border."""

    KEYS: ClassVar[str] = "Esc closes"
    """What stands in the border below."""

    SHAPE: ClassVar[str] = ""
    """`-tall` for a box as high as the window, `-large` for one of two thirds of it, `-long` for
    one as high as its list, up to the window."""

    is_closed = False

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog", classes=self.SHAPE) as box:
            yield from self.parts()
        box.border_title = Content(self.NAME)
        box.border_subtitle = Content(self.KEYS)

    def parts(self) -> Iterable[Widget]:
        """The widgets in the box, from top to bottom."""
        raise NotImplementedError

    def name_box(self, name: str, keys: str = "") -> None:
        """Give the box another name, and other keys if any are given."""
        box = self.query_one("#dialog")
        box.border_title = Content(name)
        if keys:
            box.border_subtitle = Content(keys)

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        if self.is_closed or not self.is_current:
            return AwaitComplete.nothing()  # type: ignore[no-any-return, no-untyped-call]
        self.is_closed = True
        return super().dismiss(result)
