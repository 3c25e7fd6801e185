"""The symbols that a formula draws, written as characters or as TeX, and where each stands.

Two forms of one formula are known by it that they draw the same symbols in the same order.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from papers_tui.text.tex.symbols import FUNCTIONS, LETTERS, OPERATORS, RELATIONS

_TOKEN = re.compile(r"\\(?:begin|end)\{\w+\*?\}|\\[A-Za-z]+\*?|\\.|[^\\&\s{}_^ˆ~˜¯]")
_DRAWN = LETTERS | OPERATORS | RELATIONS
_BRACKETS = {"b": "[]", "p": "()", "v": "||", "V": "‖‖"}
_INVISIBLE = "\u2061\u2062\u2063\u2064"
_SAME = str.maketrans("⋅−∗∣∥⩽⩾⟶", "·-*|‖≤≥→", _INVISIBLE)


class Symbols(NamedTuple):
    """The symbols of a piece of a line, and where each stands in the line."""

    text: str
    starts: list[int]
    ends: list[int]


def symbols(text: str, start: int = 0) -> Symbols:
    """The symbols that the text draws, which begins at `start` of its line.

    What only places them, such as scripts, spaces and accents, is left out.
    """
    found = Symbols("", [], [])
    parts: list[str] = []
    for token in _TOKEN.finditer(text):
        for part in _shown(token[0]):
            parts.append(part)
            found.starts.append(start + token.start())
            found.ends.append(start + token.end())
    return found._replace(text="".join(parts))


def comparable(character: str) -> str:
    """The character by which two forms of one are the same: of any alphabet, by either writer."""
    return "".join(unicodedata.normalize("NFKC", character).translate(_SAME).split())


@lru_cache(maxsize=2048)
def _shown(token: str) -> str:
    """A command or a character as it is drawn."""
    if token.startswith(("\\begin{", "\\end{")):
        pair = _BRACKETS.get(token[token.index("{") + 1], "  ") if "matrix" in token else "  "
        return pair[token.startswith("\\end")].strip()
    if token.startswith("\\"):
        name = token[1:].rstrip("*")
        if not name.isalpha():
            return "‖" if name == "|" else name if name in "%#$" else ""
        token = name if name in FUNCTIONS else _DRAWN.get(name, "")
    return "".join(map(comparable, token))
