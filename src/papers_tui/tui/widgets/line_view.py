"""A pane of lines that draws only those in sight, whatever their number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from papers_tui.tui.render.wrap import cells

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events

    from papers_tui.tui.render.lines import Line

_WHEEL = 3
_BAR = " ", "▐"
_POINTED = Style(bold=True, underline=True)


class LineView(Widget, can_focus=True, can_focus_children=False):
    """Rows by number, scrolled without a layout: a key costs the rows it changes, no more.

    A scroll bar takes the last column when there is more than fits.
    """

    DEFAULT_CSS = """
    LineView {
        background: $background;
        color: $foreground;

        & > .line--accent { color: $text-accent; }
        & > .line--bar { color: $background; }
        & > .line--code { color: $text-secondary; }
        & > .line--cursor { background: $primary 13%; }
        & > .line--cursor-blurred { background: $primary 8%; }
        &:light > .line--cursor { background: $primary 8%; }
        &:light > .line--cursor-blurred { background: $primary 5%; }
        & > .line--emphasis { text-style: italic; }
        & > .line--good { color: $text-success; }
        & > .line--heading { color: $text-primary; text-style: bold; }
        & > .line--link { color: $text-primary; text-style: underline; }
        & > .line--current-match { color: $text-accent; text-style: bold reverse; }
        & > .line--match { text-style: bold reverse; }
        & > .line--math { color: $text-accent; }
        & > .line--muted { color: $text-muted; }
        & > .line--quote { color: $text-muted; }
        & > .line--star { color: $text-warning; text-style: bold; }
        & > .line--tag { color: $text-success; }
        & > .line--strong { text-style: bold; }
        & > .line--thumb { color: $foreground 30%; }
        & > .line--unseen { color: $text-accent; }
        & > .line--warning { color: $text-warning; text-style: bold; }
        & > .line--watched { color: $text-success; text-style: bold underline; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "line--accent",
        "line--bar",
        "line--code",
        "line--current-match",
        "line--cursor",
        "line--cursor-blurred",
        "line--emphasis",
        "line--good",
        "line--heading",
        "line--link",
        "line--match",
        "line--math",
        "line--muted",
        "line--quote",
        "line--star",
        "line--strong",
        "line--tag",
        "line--thumb",
        "line--unseen",
        "line--warning",
        "line--watched",
    }

    @dataclass
    class SearchClicked(Message):
        """Something was clicked that stands for a search."""

        query: str

    ALLOW_SELECT = False  # Textual would copy a name for what draws its rows by itself

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.top = 0
        """The row on the first line of the pane."""
        self._styles_by_name: dict[tuple[str, str], Style] = {}
        self._fitted = Size(0, 0)
        self._frame: Size | None = None
        """The size while a frame is drawn: Textual works it out again whenever it is asked."""

        self._pointed = "", range(0)
        """The link under the mouse, and the rows that it is on."""

    @property
    def total(self) -> int:
        """The number of rows."""
        raise NotImplementedError

    @property
    def plain(self) -> str:
        """The complete text as it is shown, without styles."""
        return "\n".join(self.row(number).text for number in range(self.total))

    def row(self, number: int) -> Strip:
        """The row, `text_width` cells wide."""
        raise NotImplementedError

    @property
    def size(self) -> Size:
        return self._frame or super().size

    @property
    def draws(self) -> bool:
        """Whether a frame is being drawn just now."""
        return self._frame is not None

    @property
    def page(self) -> int:
        """The number of rows in sight."""
        return max(1, self.size.height)

    @property
    def text_width(self) -> int:
        """The cells of a row without the column of the scroll bar."""
        return max(2, self.size.width - 1)

    @property
    def furthest(self) -> int:
        """The last row that may stand at the top."""
        return max(0, self.total - self.page)

    def scroll_rows(self, count: int) -> bool:
        """Scroll by that many rows, or as far as it goes; False when nothing moved."""
        return self.scroll_row_to(self.top + count)

    def scroll_row_to(self, top: int) -> bool:
        """Put a row at the top, or as near as it goes; False when nothing moved."""
        top = max(0, min(top, self.furthest))
        if top == self.top:
            return False
        self.top = top
        self.refresh()
        return True

    def go(self, rows: int) -> bool:
        """Move by a key; a pane with a cursor moves that."""
        return self.scroll_rows(rows)

    def page_down(self) -> bool:
        """Scroll by a page less a line; False at the end."""
        return self.scroll_rows(max(1, self.page - 1))

    def page_up(self) -> bool:
        """Scroll back by a page less a line; False at the top."""
        return self.scroll_rows(-max(1, self.page - 1))

    def style(self, name: str, *, current: bool = False, blurred: bool = False) -> Style:
        """The style of a span, on the row under the cursor or elsewhere.

        The row of the cursor is quieter where it is `blurred`: the keys go elsewhere.
        """
        row = ("cursor-blurred" if blurred else "cursor") if current else ""
        key = name, row
        style = self._styles_by_name.get(key)
        if style is None:
            style = self.get_component_rich_style(f"line--{name}") if name else self.rich_style
            if row:
                cursor = self.get_component_rich_style(f"line--{row}")
                bold = cursor.bold or None
                style += Style(bgcolor=cursor.bgcolor, reverse=cursor.reverse, bold=bold)
            self._styles_by_name[key] = style
        return style

    def strip(self, line: Line, *, current: bool = False, blurred: bool = False) -> Strip:
        """The line as a strip as wide as the text."""
        style = partial(self.style, current=current, blurred=blurred)
        return line_strip(line, self.text_width, style)

    def render_lines(self, crop: Region) -> list[Strip]:
        # Fitting here rather than on a resize event makes the first frame the right one.
        self._frame = self.size
        try:
            if self._frame != self._fitted:
                self._fitted = self._frame
                self.fit()
            return super().render_lines(crop)
        finally:
            self._frame = None

    def render_line(self, y: int) -> Strip:
        number = self.top + y
        if number < self.total:
            strip = self.row(number)
        else:
            strip = Strip.blank(self.text_width, self.style(""))
        link, rows = self._pointed
        if number in rows:
            strip = Strip(
                Segment(text, style + _POINTED if style and _link(style) == link else style)
                for text, style, _ in strip
            )
        return Strip([*strip, self._bar(y) or _next_to(strip)], self.text_width + 1)

    def _bar(self, y: int) -> Segment | None:
        """The cell of the scroll bar; none where all rows are in sight."""
        total, page = self.total, self.page
        if total <= page:
            return None
        length = max(1, page * page // total)
        start = round(self.top * (page - length) / (total - page))
        inside = start <= y < start + length
        return Segment(_BAR[1] if inside else _BAR[0], self.style("thumb" if inside else "bar"))

    def fit(self) -> None:
        """Lay out for the size of the pane, which is new."""
        self.top = min(self.top, self.furthest)

    def refit(self) -> None:
        """Lay out again when it is drawn next."""
        self._fitted = Size(0, 0)
        self.refresh()

    def restyle(self) -> None:
        """Drop what was drawn in other colors."""
        self._styles_by_name.clear()

    def refresh_rows(self, first: int, count: int) -> None:
        """Draw these rows again, if they are in sight."""
        self.refresh(Region(0, first - self.top, self.size.width, count))

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self.restyle()

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Keep styles as they are: none depends on the focus, and Textual would redo all."""

    def on_hide(self) -> None:
        self.refit()  # what is shown until then is laid out once there is room

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.scroll_rows(_WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.scroll_rows(-_WHEEL)

    def grabs(self, at: Offset) -> bool:
        """Whether the mouse is held where a button is pressed, until that is released."""
        return at.x == self.size.width - 1 and self.total > self.page

    def on_mouse_down(self, event: events.MouseDown) -> None:
        at = event.get_content_offset(self)
        if at is not None and self.grabs(at):
            self._drag(at.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self.app.mouse_captured is self:
            if event.button:
                self._drag(event.y - self.gutter.top)
            else:  # it was released outside the window
                self.release_mouse()
        else:
            at = event.get_content_offset(self)
            self._point(self.link_at(at.x, at.y) if at else "", self.top + at.y if at else 0)

    def on_leave(self) -> None:
        self._point("", 0)

    def link_at(self, x: int, y: int) -> str:
        """The link at a place of the pane, or nothing."""
        if not 0 <= self.top + y < self.total:
            return ""
        for segment in self.row(self.top + y):
            x -= segment.cell_length
            if x < 0:
                return _link(segment.style)
        return ""

    def _point(self, link: str, number: int) -> None:
        """Let a link stand out that the mouse is over, on all the rows that it takes."""
        before, rows = self._pointed
        if (link, not link or number in rows) == (before, True):
            return
        first = last = number
        while link and first > 0 and self._has_link(first - 1, link):
            first -= 1
        while link and last + 1 < self.total and self._has_link(last + 1, link):
            last += 1
        self._pointed = link, range(first, last + 1) if link else range(0)
        for changed in (rows, self._pointed[1]):
            if changed:
                self.refresh_rows(changed.start, len(changed))

    def _has_link(self, number: int, link: str) -> bool:
        return any(_link(segment.style) == link for segment in self.row(number))

    def on_mouse_up(self) -> None:
        self.release_mouse()

    def _drag(self, y: int) -> None:
        self.scroll_row_to(round(y * self.furthest / max(1, self.page - 1)))


def line_strip(line: Line, width: int, style: Callable[[str], Style]) -> Strip:
    """The line as a strip of that width, with what can be clicked; `style` is by a span's name."""
    segments = []
    used = 0
    for text, name, link in line:
        own = style(name)
        segments.append(Segment(text, own + Style(meta={"link": link}) if link else own))
        used += cells(text)
    if used < width:
        segments.append(Segment(" " * (width - used), style("")))
    strip = Strip(segments, max(used, width))
    return strip if used <= width else strip.crop(0, width)


def _next_to(strip: Strip) -> Segment:
    """One more cell with the background that the row ends with: the cursor's goes to the edge."""
    *_, last = strip
    return Segment(" ", Style(bgcolor=last.style.bgcolor if last.style else None))


def _link(style: Style | None) -> str:
    return str(style.meta.get("link", "")) if style else ""
