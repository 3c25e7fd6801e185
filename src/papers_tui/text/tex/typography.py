"""Quotes, dashes and ties as TeX writes them; addresses and code, in which they stay."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


URL = r"(?:https?://|www\.)[^\s{}<>\"`$|]+"
CODE = r"(?<![\\`'])(?P<ticks>`+)(?!`)[^`\n]+(?P=ticks)(?!`)"
FENCE = r"(?:^|(?<=\n))```.*?(?:\n```|\Z)"

_CODE_AND_URLS = re.compile(f"{FENCE}|{CODE}|{URL}", re.DOTALL)
_ALL_CODE = re.compile(f"{FENCE}|{CODE}", re.DOTALL)


def edit_outside_code(text: str, edit: Callable[[str], str]) -> str:
    """The text with all of it edited but code; addresses are edited with it."""
    return _edited(text, _ALL_CODE, edit) if "`" in text else edit(text)


def edit_outside_code_and_addresses(text: str, edit: Callable[[str], str]) -> str:
    """The text with all of it edited but addresses and code."""
    if "http" not in text and "www." not in text and "`" not in text:
        return edit(text)
    return _edited(text, _CODE_AND_URLS, edit)


def _edited(text: str, kept: re.Pattern[str], edit: Callable[[str], str]) -> str:
    pieces, last = [], 0
    for found in kept.finditer(text):
        pieces += [edit(text[last : found.start()]), found.group()]
        last = found.end()
    return "".join([*pieces, edit(text[last:])])


_QUOTED = r"``(?!`)(?P<double>(?:\\.|`[^`'\n]{1,120}'(?!')|[^`\\]){1,400}?)(?:''|(?<!\\)\")"
_STRAIGHT = r"(?<![\w'\\])''(?=\w)(?P<straight>[^'\"`]{1,200}?)''(?![\w'])"
_SINGLE = r"(?<![\w`\\])`(?=[^\W_]|\\)(?P<single>[^`'\n]{1,120})'(?![\w`'])"
_BACKTICKED = r"``(?!`)(?P<backticked>[^\W_][^`\n_{}\\=<>()|$]{0,200})``(?!`)"
_TURNED = r"(?<![\w'\\`])''(?=[^\W_])(?P<turned>[^'`\n]{1,200})``(?![\w`])"
_HALF_CLOSED = r"``(?!`)(?=[^\W_])(?P<half>[^`'\n\"]{1,120})[`'](?![\w`'])"
"""Marks the wrong way round, and two that are closed by one."""

_UNCLOSED = re.compile(r"(?:(?<=[\s(\[])|(?<![\s\S]))``(?=[^\W_])(?![^\n]{0,400}``)")
_UNOPENED = re.compile(r"(?:(?<=[^\W\d_]{2}[.,!?;:%)\]])|(?<=[^\W\d_]{3}))''(?=[\s.,;:)?!]|\Z)")
"""One half of a pair whose other half is missing, or is a straight mark."""

_QUOTES = re.compile(
    f"(?P<kept>{FENCE}|{URL})|{_QUOTED}|{_STRAIGHT}|{_SINGLE}|{_BACKTICKED}"
    f"|{_TURNED}|{_HALF_CLOSED}|{CODE}",
    re.DOTALL,
)
_DASH = re.compile(
    r"(?<=[\w)\]}%\"”’.,?!…×°$])(?<!-)(-{2,3})(?=[\w(\"“‘\\$∼~<>])|"
    r"(?<=[\w)\]}%\"”’.,:;?!*×°$][ \n])(-{2,3})(?= [^\s|:-])|"
    r"(?<=[\w)\]}%\"”’.,:;?!*×°] )(-{2,3})(?=\n[^\s|:-])"
)
_OPENING_DASH = re.compile(
    r"(?<=[\w)\]}%\"”’.,:;?!×°][ \n])(-{2,3})"
    r"(?=[A-Z(“\"][^\s=]*(?:\s|\Z)|[a-z][^=\n-]{2,160}?-{2,3}(?: |[,.;]))"
)
_CLOSING_DASH = re.compile(r"(?<=\w[\w)\]%\"”’.?!])(-{2,3})(?=\s[^\s|:-])")
"""Dashes with a space on one side alone; an option begins in lower case, with no other dash."""
_AMOUNT = re.compile(r"\d[\d.,]*(?:[KMBTkx%×°]|[a-zµμ]{1,2}|[KMG]i?B|[kMG]?Hz)?\Z")
_TIE = re.compile(r"(?<=[\w.,:;)\]}'’”\"])~(?=[\w(\[$\\“‘])")


def quoted(text: str) -> str:
    """TeX's quotation marks made the characters they stand for; code in backticks stays."""
    if "`" not in text and "''" not in text:
        return text
    text = _QUOTES.sub(_quote, text)
    text = _UNCLOSED.sub("“", text) if "``" in text else text
    return _UNOPENED.sub("”", text) if "''" in text else text


def dashed(text: str) -> str:
    """Two hyphens between words made an en dash, three an em dash; options and rules stay."""
    if "--" not in text:
        return text
    text = _CLOSING_DASH.sub(r" \1", _OPENING_DASH.sub(r"\1 ", text))
    return _DASH.sub(lambda match: "—" if len(match.group()) == 3 else "–", text)


def untied(text: str) -> str:
    """Ties made spaces, where they tie words; "about", ranges and distributions stay."""
    return _TIE.sub(_tie, text) if "~" in text else text


def _quote(match: re.Match[str]) -> str:
    if match["kept"]:
        return match.group()
    names = ("double", "straight", "backticked", "turned", "half")
    double = next(filter(None, map(match.__getitem__, names)), None)
    single = match["single"]
    if double:
        return f"“{quoted(double)}”"
    return f"‘{single}’" if single else match.group()


def _tie(match: re.Match[str]) -> str:
    before, after = match.string[: match.start()][-3:], match.string[match.end() :][:2]
    alone = not before[:-1] or not before[-2:-1].isalnum()
    word = match.string[max(0, match.start() - 12) : match.start()].rpartition(" ")[2]
    if after[:1].isdigit() and _AMOUNT.match(word.lstrip("($[≈∼~\\")):
        return "~"
    if alone and before[-1:].isalpha() and (after[1:] == "(" or after[:1] == "\\"):
        return "~"
    return " "
