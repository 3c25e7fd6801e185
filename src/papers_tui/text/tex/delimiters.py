"""Dollars: money, or the delimiters of a formula."""

from __future__ import annotations

import re
from typing import NamedTuple

from papers_tui.text.tex.repair import repaired_formula
from papers_tui.text.tex.symbols import FUNCTIONS

_LONGEST = 600
_CLOSING = {
    "$": re.compile(r"(?<!\\)\$"),
    "$$": re.compile(r"(?<!\\)\$\$"),
    "\\(": re.compile(r"\\\)"),
    "\\[": re.compile(r"\\\]"),
}
_COMMANDS = re.compile(
    r"\\(?:begin|[a-z]*text[a-z]*|mathrm|mathbf|operatorname)\*?\{[^{}]*\}|\\[A-Za-z]+"
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_TWO_WORDS = re.compile(r"[^\W\d_]{2,}[,.]? [^\W\d_]{2,}")


class Span(NamedTuple):
    """A formula in prose: what stands between its marks, and where it ends with them."""

    source: str
    end: int


def formula_span(text: str, start: int, opening: str) -> Span | None:
    """The formula whose opening mark stands at `start`; None where it is money or never closed."""
    begin = start + len(opening)
    closing = _CLOSING[opening].search(text, begin, begin + _LONGEST)
    if not closing:
        return None
    source = text[begin : closing.start()]
    repaired = repaired_formula(source)
    after = text[closing.end() : closing.end() + 1]
    likely = _is_likely(repaired, text[start - 1 : start], after, opening)
    return Span(repaired, closing.end()) if likely else None


def _is_likely(source: str, before: str, after: str, opening: str) -> bool:
    if not source.strip() or "\n\n" in source:
        return False
    marked = bool(re.search(r"[\\^_]", source))
    if (
        re.fullmatch("[A-Za-z]", source)
        or source in "<>≤≥"
        or (source in "+-−=~±" and not before.isdigit())
    ):
        return True
    if opening.startswith("\\"):
        return marked or (opening == "\\(" and not re.search(r"[^\W\d_] |\n", source))
    if after.isdigit() and not marked:
        return False
    if not marked and re.fullmatch(r"\s[A-Za-z]\s", source):
        return True
    if opening == "$$" and re.search(r"[=<>]", source):
        return not _has_prose(source, marked)
    if not marked and (before.isdigit() or source != source.strip() or source[-1] in ":;,./"):
        return False
    return not _has_prose(source, marked)


def _as_letter(word: re.Match[str]) -> str:
    return "f" if word[0] in FUNCTIONS else word[0]


def _has_prose(source: str, marked: bool) -> bool:
    rest = _WORD.sub(_as_letter, _COMMANDS.sub(" x ", source))
    words = _WORD.findall(rest)
    amount = re.match(r"\s*\d", source)
    return bool(_TWO_WORDS.search(rest)) or bool(amount and words and not marked)
