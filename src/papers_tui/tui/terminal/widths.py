"""Characters whose width terminals disagree on, kept from shifting what stands behind them."""

from __future__ import annotations

import re
import unicodedata

from papers_tui.tui.render.wrap import cells

_TOKENS = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*|.)"
    r"|(?P<run>[^\x00-\x20\x7f]?[^\x00-\u024f](?:[^\x00-\x1f\x7f]*[^\x00-\x20\x7f])?)"
    r"(?P<spaces>(?:\x1b\[[\d;]*m| )*)",
    re.DOTALL,
)
"""Sequences, and text from what is not Latin on, with the character before, which may belong to it,
and with the spaces behind it, in whatever style."""

_WORD = re.compile(r"[^\x00-\x20\x7f]?[^\x00-\u024f]+")
_STYLE = re.compile(r"\x1b\[[\d;]*m")
_MAY_SPREAD = re.compile("[\u0903-\u1cf7\u302e\u302f\ua823-\uabec\U00011000-\U0001d172]")
"""The scripts that have marks with room of their own (Mc), and others among them."""


def pinned(data: str) -> str:
    """Output in which text behind a disputed character begins where it should.

    The cells are cleared, the characters drawn, and the cursor goes from where it was before them
    to where they end by our count: save (DECSC), erase (ECH), draw, restore (DECRC), forward (CUF).
    """
    return data if data.isascii() else _TOKENS.sub(_pinned_run, data)


def _pinned_run(found: re.Match[str]) -> str:
    run, spaces = found["run"], found["spaces"]
    if run is None:
        return found[0]
    if " " in spaces and _spreads(run):
        return _spread(run, spaces)
    return _WORD.sub(lambda word: _placed(word[0]), run) + spaces


def _spreads(run: str) -> bool:
    """Whether terminals may need more cells for the run than we count."""
    if not _MAY_SPREAD.search(run) or not cells(run):
        return False
    return any(unicodedata.category(character) == "Mc" for character in run)


def _placed(text: str) -> str:
    width = cells(text)
    return f"\x1b7\x1b[{width}X{text}\x1b8\x1b[{width}C" if width else text


def _spread(run: str, spaces: str) -> str:
    """A run with marks that many terminals give a cell of their own, and we do not.

    The spaces are drawn first, so that they do not take away what needs more room than we count.
    """
    width, styles = cells(run), "".join(_STYLE.findall(spaces))
    end = width + spaces.count(" ")
    return f"\x1b7\x1b[{width}C{spaces}\x1b8\x1b[{width}X{run}\x1b8{styles}\x1b[{end}C"
