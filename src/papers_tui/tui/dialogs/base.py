"""A dialog: a box with its name above and its keys below, closed once, over the dimmed window."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.await_complete import AwaitComplete
from textual.color import Color
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.strip import Strip

from papers_tui.tui.render.wrap import cells, wrap
from papers_tui.tui.widgets.bars import Bar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Self

    from textual.app import ComposeResult
    from textual.events import Click, Key
    from textual.filter import LineFilter
    from textual.geometry import Region, Size
    from textual.widget import Widget

    from papers_tui.tui.widgets.bars import BarText

Result = TypeVar("Result")

_CORNERS = 6
"""The cells beside the keys in the border of a box that is as wide as the window."""

_FAINT = Style(dim=True, bold=False)


class Dialog(ModalScreen[Result]):
    """Closes with a result, or with None. Its first result counts: keys that come after the closing
    one, as two in one read do, close nothing else."""

    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        background: $background 60%;

        #dialog {
            width: 72;
            max-width: 100%;
            height: auto;
            max-height: 100%;
            padding: 1 2;
            background: $surface;
            border: round $primary;
            border-title-color: $text-primary;
            border-title-style: bold;
            border-subtitle-color: $text-muted;

            &.-tall { height: 90%; }
            &.-large { width: 67%; min-width: 78; height: 67%; min-height: 20; }
            &.-wide { width: 100; }

            Input { border: none; height: 1; padding: 0 1; margin-bottom: 1; background: $panel; }
            #confirm-rows, #menu-rows { height: auto; background: $surface; }
            #picker-rows { height: auto; max-height: 14; background: $surface; }
            &.-tall #picker-rows, &.-large #picker-rows, #help-rows, #output-rows {
                height: 1fr;
                max-height: 100%;
                background: $surface;
            }
            #note-title, #note-hint { height: 1; background: $surface; }
            #ask-hint { height: auto; background: $surface; }
            #note-text { height: 1fr; border: none; padding: 0 1; margin: 1 0; }
            #goto-outcome { height: 1; margin-bottom: 1; background: $surface; }
            #calendar { height: 10; width: 51; }
        }

        &.-low #picker-rows { max-height: 4; }
        #dialog.-long #picker-rows, &.-low #dialog.-long #picker-rows { max-height: 70vh; }
        &.-low #dialog, &.-narrow #dialog { padding: 0 1; }
        &.-low #dialog.-tall, &.-low #dialog.-large { height: 100%; }
        &.-narrow #dialog.-large { min-width: 0; width: 100%; }
        &.-low #note-text { margin: 0; }
        &.-low #calendar, &.-narrow #calendar { display: none; }
    }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-broad")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high")]

    NAME: ClassVar[str] = ""
    """The title in the border."""

    KEYS: ClassVar[str] = "Esc closes"
    """The keys in the border below."""

    SHAPE: ClassVar[str] = ""
    """`-tall` for a box as high as the window, `-large` for one of two thirds of it, `-wide` for
    one with columns, `-long` for one as high as its list, up to the window."""

    is_closed = False
    _is_new = True

    def __init__(self) -> None:
        super().__init__()
        self._box_keys = self.KEYS
        self._behind: tuple[Color, Size, list[Strip]] | None = None
        """The tint, the size, and the lines of the window behind until something there changes."""

        width, height = self.app.size
        # Textual would find these when it has drawn the dialog, and style and draw it once more.
        self.add_class(
            _last_within(self.HORIZONTAL_BREAKPOINTS, width),
            _last_within(self.VERTICAL_BREAKPOINTS, height),
            update=False,
        )

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog", classes=self.SHAPE) as box:
            yield from self.parts()
        box.border_title = Content(self.NAME)
        box.border_subtitle = Content(_as_fit(self._box_keys, self.app.size.width))

    def parts(self) -> Iterable[Widget]:
        """The widgets in the box, from top to bottom."""
        raise NotImplementedError

    def name_box(self, name: str, keys: str = "") -> None:
        """Give the box another name, and other keys if any are given."""
        box = self.query_one("#dialog")
        box.border_title = Content(name)
        self._box_keys = keys or self._box_keys
        self._show_keys()

    def on_resize(self) -> None:
        """Name as many keys as have room now."""
        self._show_keys()

    def _show_keys(self) -> None:
        shown = _as_fit(self._box_keys, self.app.size.width)
        self.query_one("#dialog").border_subtitle = Content(shown)

    def on_key(self, event: Key) -> None:
        """Stop the program by the key for that, as from a list; where a key is text it is that."""
        keymap = getattr(self.app.screen_stack[0], "keymap", None)
        if keymap is not None and event.key in keymap.pressed("app.suspend"):
            event.stop()
            self.app.action_suspend_process()

    def leave(self) -> None:
        """Close as Escape does: a click beside the box stands for that."""
        self.dismiss()

    def action_leave(self) -> None:
        """Leave by a key."""
        self.leave()

    def on_click(self, event: Click) -> None:
        """Leave by a click beside the box; the second of two has opened it by the first."""
        if event.widget is self and event.chain == 1:
            self.leave()

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        if self.is_closed or not self.is_current:
            return AwaitComplete.nothing()  # type: ignore[no-any-return, no-untyped-call]
        self.is_closed = True
        # Textual ends them once the widgets are gone, which they would look for until then.
        self.workers.cancel_node(self)
        return super().dismiss(result)

    def when_drawn(self, act: Callable[[], object]) -> None:
        """Act behind the next drawing, unless the dialog is closed by then."""
        self.call_after_refresh(lambda: None if self.is_closed else act())

    def render_lines(self, crop: Region) -> list[Strip]:
        """The window behind, in dimmed colors, drawn once for as long as it stays as it is.

        The cells are those that Textual draws, at a fifth of the time.
        """
        tint, stack = self.styles.background, self.app.screen_stack
        if tint.a == 1 or self not in stack[1:]:
            return super().render_lines(crop)
        if self._behind is None or self._behind[:2] != (tint, self.size):
            behind, filters = stack[stack.index(self) - 1], self.get_line_filters()
            # Private in Textual 8.2, which offers no other way to what a screen shows.
            drawn = behind._compositor.render_strips()
            behind._repaint_required = False  # as Textual asks for with each screen on top of it
            # Of a window that was just made larger, the one behind is not drawn to the end yet.
            drawn += [Strip.blank(self.size.width)] * (self.size.height - len(drawn))
            lines = [
                _tinted(line.adjust_cell_length(self.size.width), tint, filters)
                for line in drawn[: self.size.height]
            ]
            self._behind = tint, self.size, lines
        lines = self._behind[2][crop.y : crop.bottom]
        return [line.crop(crop.x, crop.right) for line in lines]

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        if regions:  # that is how a window behind says what has changed there
            self._behind = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def _screen_resized(self, size: Size) -> None:
        """Lay the dialog out, unless that was done when it came up."""
        if size != self._compositor.size:
            super()._screen_resized(size)

    def update_node_styles(self, animate: bool = True) -> None:
        """Style the dialog again; but when it comes up, that was done a moment before."""
        was_new, self._is_new = self._is_new, False
        if not was_new:
            super().update_node_styles(animate)


class Hint(Bar):
    """A sentence below a field, in as many rows as it takes."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._left = (("", ""),)

    def show(self, left: Sequence[BarText], right: Sequence[BarText] = ()) -> None:
        super().show(left, right)
        self.refresh(layout=True)

    def render(self) -> Content:
        rows = self._wrapped(self.size.width)
        return Content.styled("\n".join(f" {row}" for row in rows), self._left[0][1])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._wrapped(width))

    def _wrapped(self, width: int) -> list[str]:
        text, _ = self._left[0]
        return wrap(text, width - 2)


def _as_fit(keys: str, width: int) -> str:
    """The keys that have room in a window of that width, the way out among them."""
    parts = keys.split(" · ")
    while len(parts) > 1 and cells(" · ".join(parts)) > width - _CORNERS:
        leaves = parts[-1].startswith("Esc")
        del parts[-2 if leaves else -1]
    return " · ".join(parts)


def _tinted(line: Strip, tint: Color, filters: Iterable[LineFilter]) -> Strip:
    """The line under the tint, or faint where colors cannot be mixed, and without links."""
    parts = [Segment(text, _tinted_style(style, tint), control) for text, style, control in line]
    tinted = Strip(parts, line.cell_length)
    for one in filters:
        tinted = tinted.apply_filter(one, tint)
    return tinted


@lru_cache(maxsize=1024)
def _tinted_style(style: Style | None, tint: Color) -> Style:
    plain = Style.null() if style is None else style.clear_meta_and_links()
    if not tint.a:
        return plain + _FAINT
    color, background = (
        None if one is None else (Color.from_rich_color(one) + tint).rich_color
        for one in (plain.color, plain.bgcolor)
    )
    return plain + Style.from_color(color, background)


def _last_within(breakpoints: Iterable[tuple[int, str]], size: int) -> str:
    """The class of the last breakpoint that the size, in cells, reaches."""
    return max(one for one in breakpoints if one[0] <= size)[1]
