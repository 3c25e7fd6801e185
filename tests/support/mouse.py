"""The mouse as a terminal reports it, which the pilot of Textual does not do in all ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import MouseDown, MouseMove, MouseUp

if TYPE_CHECKING:
    from textual.events import MouseEvent

    from tests.support.reader import Running


def report(
    reader: Running, kind: type[MouseEvent], x: int, y: int, button: int = 1, *, meta: bool = False
) -> None:
    """Report an event at a place of the screen."""
    reader.app.post_message(kind(None, x, y, 0, 0, button, False, meta, False, x, y))


def drag(reader: Running, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Drag, as fast as a terminal can report it: nothing has been handled before all is there."""
    for kind, place in ((MouseDown, start), (MouseMove, end), (MouseUp, end)):
        report(reader, kind, *place)


def place_of(reader: Running, text: str) -> tuple[int, int]:
    """The first place of a text on the screen, from 0."""
    for y, strip in enumerate(reader.app.screen._compositor.render_strips()):
        if text in strip.text:
            return strip.text.index(text), y
    raise AssertionError(f"{text!r} is not on the screen")


async def click(reader: Running, text: str) -> None:
    """Click on the first place of a text on the screen."""
    x, y = place_of(reader, text)
    report(reader, MouseDown, x, y)
    report(reader, MouseUp, x, y)
    await reader.settle()
