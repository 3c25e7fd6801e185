"""The last guard before the terminal: control characters taken out of everything drawn.

The first is `text.clean`, at the edge. Each is tested with the other one off.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter

from papers_tui.tui.render.wrap import cells

if TYPE_CHECKING:
    from textual.color import Color

_HARMFUL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff"
    "\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a]"
    "|(?<=[\ufe00-\ufe0f\U000e0100-\U000e01ef])[\ufe00-\ufe0f\U000e0100-\U000e01ef]+"
)


class TerminalGuard(LineFilter):
    """Drops control, direction and invisible characters, and links, from everything drawn."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            segment if segment.control is not None else _harmless(segment) for segment in segments
        ]


def _harmless(segment: Segment) -> Segment:
    text, style, _ = segment
    if style is not None and style.link:
        style = style.update_link(None)
    elif text.isascii() and text.isprintable():
        return segment
    return Segment(_HARMFUL.sub(_as_wide, text), style)


def _as_wide(found: re.Match[str]) -> str:
    """Spaces for the cells that were counted for it, so that no column moves."""
    return " " * cells(found[0])


_BOXES = dict.fromkeys(range(0x2500, 0x2580), "+")


_BLOCKS = dict.fromkeys(range(0x2580, 0x25A0), "#")


_SYMBOLS = str.maketrans({
    "★": "*", "☆": "+", "●": "o", "▲": "^", "◆": "+", "❝": '"', "✎": "=", "✓": "v", "♥": "+",
    "☐": "-", "◐": "/", "☑": "x", "·": ".", "…": "~", "•": "*",
    "▌": "|", "▐": "|", "▎": "|", "▏": "|", "▕": "|", "▔": "-", "▁": "-",
    "─": "-", "━": "-", "│": "|", "┃": "|",
    "↑": "^", "↓": "v", "←": "<", "→": ">", "✕": "x", "›": ">", "×": "x",
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-",
    "‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "\N{NO-BREAK SPACE}": " ",
})  # fmt: skip


_TABLE = {**_BOXES, **_BLOCKS, **_SYMBOLS}


class AsciiSymbols(LineFilter):
    """Draws every symbol of ours in ASCII."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            segment
            if segment.control is not None or segment.text.isascii()
            else Segment(segment.text.translate(_TABLE), segment.style)
            for segment in segments
        ]
