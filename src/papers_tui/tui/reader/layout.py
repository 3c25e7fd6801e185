"""The places of the panes, by the size of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.geometry import Size

SIDE, STACK, SINGLE = LAYOUTS = "-side", "-stacked", "-single"
"""The classes of the screen: side by side, one above the other, the list alone."""

_SIDE_BY_SIDE = 100
_STACKED = 60, 20


def layout(size: Size) -> str:
    """The class for a window of that size."""
    if size.width >= _SIDE_BY_SIDE:
        return SIDE
    roomy = size.width >= _STACKED[0] and size.height >= _STACKED[1]
    return STACK if roomy else SINGLE
