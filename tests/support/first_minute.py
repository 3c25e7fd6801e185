"""The moving picture in README: the first minute with the sample, drawn by the running program.

Its first screen as text is what a package index shows instead.

usage: python -m tests.support.first_minute
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from papers_tui.tui.themes import THEMES
from tests.support.screenshots import FOLDER, furnished, rest, showing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.color import Color
    from rich.style import Style
    from textual.app import App

PATH = FOLDER / "first-minute.svg"
TEXT = FOLDER / "day.txt"
SIZE = 100, 28
WIDTH, HEIGHT = 8.4, 19
"""Of a cell, in units of the picture."""

GROUND = THEMES[0].background
"""The color behind everything."""


class Scene(NamedTuple):
    """Keys to press, their caption, and the seconds that it is shown."""

    keys: Sequence[str]
    caption: str
    seconds: float


SCENES = (
    Scene([], "papers-tui", 2.5),
    Scene(["j"], "j   the next paper", 1.2),
    Scene(["j"], "j   and the next", 1.2),
    Scene(["enter"], "Enter   reads it", 2.5),
    Scene(["D"], "D   what readers say", 2.5),
    Scene(["F"], "F   the full text", 2),
    Scene(["}", "}"], "}   section by section", 2.5),
    Scene(["escape", "s"], "Esc s   back, and a star for it", 2),
    Scene(["/", *"video"], "/ video   searches as you type", 2.5),
    Scene(["enter", "escape", "5"], "5   the reading list, a plain text file", 3),
)


@dataclass
class Sheet:
    """Rows and styles that frames share."""

    rows: dict[str, int] = field(default_factory=dict)
    styles: dict[str, int] = field(default_factory=dict)

    def row(self, drawn: str) -> int:
        """The number of a row, which is written once however often it is shown."""
        return self.rows.setdefault(drawn, len(self.rows))

    def style(self, css: str) -> int:
        """The number of a style."""
        return self.styles.setdefault(css, len(self.styles))


async def still(home: Path) -> str:
    """A small screen as text, in a home of its own."""
    async with showing(home, (88, 18), seen=3) as running:
        await running.press("j")
        await rest(running)
        strips = running.app.screen._compositor.render_strips()
        return "".join(f"{strip.text.rstrip()}\n" for strip in strips)


async def film(home: Path) -> str:
    """The moving picture as SVG, drawn in a home of its own."""
    sheet, frames = Sheet(), list[tuple[list[int], Scene]]()
    async with showing(home, SIZE, seen=0) as running:
        for scene in SCENES:
            await running.press(*scene.keys)
            await rest(running)
            frames.append(([sheet.row(row) for row in _rows(running.app, sheet)], scene))
    return _svg(sheet, frames)


def _rows(app: App[str], sheet: Sheet) -> Iterator[str]:
    for strip in app.screen._compositor.render_strips():
        column, parts = 0, list[str]()
        for segment in strip.simplify():
            width = cell_len(segment.text)
            if segment.style is not None:
                parts += _run(segment.text, segment.style, column, width, sheet)
            column += width
        yield "".join(parts)


def _run(text: str, style: Style, column: int, width: int, sheet: Sheet) -> Iterator[str]:
    ink, ground = _hex(style.color, "#e0e0e0"), _hex(style.bgcolor, "#000000")
    if style.reverse:
        ink, ground = ground, ink
    x, length = f"{column * WIDTH:g}", f"{width * WIDTH:g}"
    if ground != GROUND:
        number = sheet.style(f"fill:{ground}")
        yield f'<rect class="s{number}" x="{x}" width="{length}" height="{HEIGHT + 0.5}"/>'
    if text.strip():
        left = len(text) - len(text.lstrip())
        x, length = f"{(column + left) * WIDTH:g}", f"{cell_len(text.strip()) * WIDTH:g}"
        bold = ";font-weight:700" if style.bold else ""
        line = ";text-decoration:underline" if style.underline else ""
        faint = ";opacity:.6" if style.dim else ""
        number = sheet.style(f"fill:{ink}{bold}{line}{faint}")
        yield (
            f'<text class="s{number}" x="{x}" y="14.5" textLength="{length}">'
            f"{escape(text.strip(), quote=False)}</text>"
        )


def _hex(color: Color | None, otherwise: str) -> str:
    return color.get_truecolor().hex if color is not None else otherwise


def _svg(sheet: Sheet, frames: list[tuple[list[int], Scene]]) -> str:
    columns, rows = SIZE
    width, height = columns * WIDTH + 24, (rows + 2) * HEIGHT + 12
    length = sum(scene.seconds for _, scene in frames)
    styles = [f".s{number}{{{css}}}" for css, number in sheet.styles.items()]
    scenes, at = list[str](), 0.0
    for number, (shown, scene) in enumerate(frames):
        styles.append(_shown(number, at / length, (at + scene.seconds) / length, length))
        at += scene.seconds
        uses = "".join(f'<use href="#r{row}" y="{y * HEIGHT}"/>' for y, row in enumerate(shown))
        scenes.append(
            f'<g class="f f{number}"><text class="c" x="12" y="22">{escape(scene.caption)}</text>'
            f'<g transform="translate(12 {HEIGHT * 1.75})">{uses}</g></g>'
        )
    defined = "".join(f'<g id="r{number}">{row}</g>' for row, number in sheet.rows.items())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}"'
        ' role="img" xml:space="preserve">'
        "<title>The first minute with papers-tui</title><style>"
        "text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace}"
        ".c{fill:#e8b04b;font-weight:700}.f{visibility:hidden}"
        ".f0{visibility:visible}@media(prefers-reduced-motion:reduce){.f{animation:none!important}}"
        f"{''.join(styles)}</style><defs>{defined}</defs>"
        f'<rect width="100%" height="100%" rx="8" fill="{GROUND}"/>{"".join(scenes)}</svg>\n'
    )


def _shown(number: int, start: float, end: float, seconds: float) -> str:
    """The style that shows a frame from one part of the film to another."""
    steps = {0.0: "hidden", start: "visible", end: "hidden"}
    frames = "".join(f"{100 * at:.2f}%{{visibility:{how}}}" for at, how in steps.items())
    animation = f"animation:k{number} {seconds:g}s step-end infinite"
    return f".f{number}{{{animation}}}@keyframes k{number}{{{frames}}}"


if __name__ == "__main__":
    for path, drawn in ((PATH, film), (TEXT, still)):
        with TemporaryDirectory() as folder:
            path.write_text(asyncio.run(drawn(furnished(Path(folder)))), encoding="utf-8")
        print(path, path.stat().st_size)
