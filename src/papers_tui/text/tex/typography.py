"""Quotes, dashes and spaces as TeX writes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


URL = r"(?:https?://|www\.)[^\s{}<>\"`$|]+"


CODE = r"(?<![\\`'])(?P<ticks>`+)(?!`)[^`\n]+(?P=ticks)(?!`)"


FENCE = r"(?:^|(?<=\n))```.*?(?:\n```|\Z)"


_KEPT = re.compile(f"{FENCE}|{CODE}|{URL}", re.DOTALL)


def edit_outside_code(text: str, edit: Callable[[str], str]) -> str:
    """The text with all of it edited but addresses and code."""
    if "http" not in text and "www." not in text and "`" not in text:
        return edit(text)
    pieces, last = [], 0
    for kept in _KEPT.finditer(text):
        pieces += [edit(text[last : kept.start()]), kept.group()]
        last = kept.end()
    return "".join([*pieces, edit(text[last:])])


_QUOTED = r"``(?!`)(?P<double>(?:\\.|[^`\\]){1,400}?)(?:''|(?<!\\)\")"
_STRAIGHT = r"(?<![\w'\\])''(?=\w)(?P<straight>[^'\"`]{1,200}?)''(?![\w'])"
_SINGLE = r"(?<![\w`\\])`(?=[^\W_]|\\)(?P<single>[^`'\n]{1,120})'(?![\w`'])"
_QUOTES = re.compile(f"(?P<kept>{FENCE}|{URL})|{_QUOTED}|{_STRAIGHT}|{_SINGLE}|{CODE}", re.DOTALL)
_DASH = re.compile(
    r"(?<=[\w)\]}%\"”’.,…×°])(?<!-)(-{2,3})(?=[\w(\"“‘\\$∼~<>])|"
    r"(?<=[\w)\]}%\"”’.,:;×°][ \n])(-{2,3})(?= [^\s|:-])|"
    r"(?<=[\w)\]}%\"”’.,:;×°] )(-{2,3})(?=\n[^\s|:-])|"
    r"(?<=\w[\w)\]%\"”’.])(-{2,3})(?=\s[^\s|:-])"
)
_TIE = re.compile(r"(?<=[\w.,:;)\]}'’”\"])~(?=[\w(\[$\\“‘])")


def quoted(text: str) -> str:
    """TeX's quotation marks made the characters they stand for; code in backticks stays."""
    return _QUOTES.sub(_quote, text) if "`" in text or "''" in text else text


def dashed(text: str) -> str:
    """Two hyphens between words made an en dash, three an em dash; options and rules stay."""
    if "--" not in text:
        return text
    return _DASH.sub(lambda match: "—" if len(match.group()) == 3 else "–", text)


def untied(text: str) -> str:
    """Ties made spaces, where they tie words; "about", ranges and distributions stay."""
    return _TIE.sub(_tie, text) if "~" in text else text


def _quote(match: re.Match[str]) -> str:
    if match["kept"]:
        return match.group()
    double, single = match["double"] or match["straight"], match["single"]
    if double:
        return f"“{quoted(double)}”"
    return f"‘{single}’" if single else match.group()


def _tie(match: re.Match[str]) -> str:
    before, after = match.string[: match.start()][-3:], match.string[match.end() :][:2]
    alone = not before[:-1] or not before[-2:-1].isalnum()
    if before[-1:].isdigit() and after[:1].isdigit():
        return "~"
    if alone and before[-1:].isalpha() and (after[1:] == "(" or after[:1] == "\\"):
        return "~"
    return " "
