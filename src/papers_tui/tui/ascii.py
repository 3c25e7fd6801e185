"""The program's own signs in ASCII, for fonts and readers that have no others.

Each takes the cell of the one that it stands for. Letters and mathematics are the papers' own and
stay as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.filter import LineFilter

if TYPE_CHECKING:
    from textual.color import Color

_BOXES = dict.fromkeys(range(0x2500, 0x2580), "+")
_BLOCKS = dict.fromkeys(range(0x2580, 0x25A0), "#")
_SIGNS = str.maketrans({
    "★": "*", "☆": "+", "●": "o", "▲": "^", "❝": '"', "✎": "=", "✓": "v",
    "☐": "-", "◐": "/", "☑": "x", "·": ".", "…": "~", "•": "*",
    "▌": "|", "▐": "|", "▎": "|", "▏": "|", "▕": "|", "▔": "-", "▁": "-",
    "─": "-", "━": "-", "│": "|", "┃": "|",
    "↑": "^", "↓": "v", "←": "<", "→": ">",
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-",
    "‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "\N{NO-BREAK SPACE}": " ",
})  # fmt: skip
_TABLE = {**_BOXES, **_BLOCKS, **_SIGNS}


class AsciiSigns(LineFilter):
    """Draws every sign of ours in ASCII."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            segment
            if segment.control is not None or segment.text.isascii()
            else Segment(segment.text.translate(_TABLE), segment.style)
            for segment in segments
        ]
