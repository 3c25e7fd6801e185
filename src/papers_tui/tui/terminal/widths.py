"""Characters whose width terminals disagree on, kept from shifting what stands behind them."""

from __future__ import annotations

import re

from papers_tui.tui.render.wrap import cells

_TOKENS = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*|.)|[^\x00-\x20\x7f]?[^\x00-\u024f]+", re.DOTALL
)
"""Sequences, and runs of what is not Latin with the character before, which may belong to it."""


def pinned(data: str) -> str:
    """Output in which text behind a disputed character begins where it should.

    The cells are cleared, the characters drawn, and the cursor goes from where it was before them
    to where they end by our count: save (DECSC), erase (ECH), draw, restore (DECRC), forward (CUF).
    """
    return data if data.isascii() else _TOKENS.sub(_pinned_run, data)


def _pinned_run(found: re.Match[str]) -> str:
    text = found[0]
    if text[0] == "\x1b" or not (width := cells(text)):
        return text
    return f"\x1b7\x1b[{width}X{text}\x1b8\x1b[{width}C"
