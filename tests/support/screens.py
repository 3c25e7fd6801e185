"""The main screens of the program, one after the other, and every text that is drawn on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.color import Color
from textual.geometry import Region

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from rich.style import Style
    from textual.app import App

    from tests.support.reader import Running

SCREENS = {
    "day": ("j", "v", "s", "k"),
    "text": ("tab",),
    "reading": ("tab", "j", "enter"),
    "library": ("escape", "5"),
    "week": ("2",),
    "search": ("/", *"count"),
    "found": ("enter",),
    "filter": ("escape", "1", "f", *"count", "enter"),
    "help": ("escape", "?"),
    "tags": ("escape", "j", "t", *"new tag", "enter", *"another", "enter"),
    "goto": ("escape", "d"),
    "no date": tuple("xyz"),
    "note": ("escape", "e", *"A note"),
    "add": ("escape", "i"),
    "palette": ("escape", "ctrl+p", "down"),
}
"""The keys that lead from each screen to the next."""


class Drawn(NamedTuple):
    """A text in one style."""

    text: str
    style: Style


def drawn(app: App[str]) -> Iterator[Drawn]:
    """The screen, or the dialog in front of it, as it goes to the terminal."""
    place = _front(app)
    for strip in app.screen._compositor.render_strips()[place.y : place.bottom]:
        for segment in strip.crop(place.x, place.right):
            if segment.style is not None:
                yield Drawn(segment.text, segment.style)


async def tour(reader: Running) -> AsyncIterator[str]:
    """Go from screen to screen; gives the name of each once it is drawn."""
    for name, keys in SCREENS.items():
        await reader.press(*keys)
        await reader.until(lambda: any(one.text.strip() for one in drawn(reader.app)))
        yield name


def grounds(style: Style) -> tuple[Color, Color]:
    """The text's color and the one behind it, with what is dim as faint as Textual draws it."""
    assert style.color is not None, style
    assert style.bgcolor is not None, style
    text, ground = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
    if style.dim:
        text = ground.blend(text, 0.5)
    return (ground, text) if style.reverse else (text, ground)


def contrast(one: Color, other: Color) -> float:
    """The contrast of two colors, as https://www.w3.org/TR/WCAG21/ counts it."""
    dim, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dim + 0.05)


def luminance(color: Color) -> float:
    """The brightness of a color, from 0 to 1."""
    parts = (x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in color.normalized)
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def _front(app: App[str]) -> Region:
    """The region of the dialog; the complete screen when there is none."""
    front = [widget.region for widget in app.screen.query("#dialog, #--input, CommandList")]
    return Region.from_union(front) if front else app.screen.region
