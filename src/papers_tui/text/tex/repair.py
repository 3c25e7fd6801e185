"""Repair of formulas that lost their backslashes and dollars, where there is no doubt.

Without them a text has "1024times 1024", "sim20%", "textbf{specialist}", "R^{d times d}",
"360^circ", "$mu$".
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from papers_tui.text.tex.symbols import ALPHABETS, CITATIONS, GREEK, WRAPPERS

_GREEK = "|".join(sorted(GREEK, key=len, reverse=True))
_UNIT = r"(?:ms|s|min|h|[KMG]?B|TB|k?Hz|GHz|FPS|fps)"
_AMOUNT = (
    rf"(?:\d[\d.,]*(?:\\?%|[×°]|(?:[KMBTkx]|pp|px|{_UNIT})\b|times)|"
    r"(?:\d{2,}|\d+[.,]\d+|\d(?= (?:times|x|million|billion|orders|percent|[a-z]{2,}s|[A-Z]+s)\b)"
    r"|(?<=\(sim)\d(?=[ )]))(?!\w|[.,]\w))"
)
_BRACED = (
    r"times|approx|sim|pm|mp|cdot|leq?|geq?|neq?|infty|circ|ll|gg|to|rightarrow|leftarrow|div|ast|"
    r"star|prime|ell|propto|equiv|in|cup|cap|subset|forall|exists|partial|nabla"
)
_HATS = ("hat", "widehat", "tilde", "widetilde", "bar", "vec", "overline")
_TAKES_BRACES = "|".join(
    sorted({*WRAPPERS, *ALPHABETS, *CITATIONS, *_HATS, "url", "href", "frac", "sqrt", "footnote"})
).replace("*", r"\*")
_NO_WORD = (
    r"infty|nabla|langle|rangle|uparrow|downarrow|simeq|lesssim|gtrsim|rightarrow|leftarrow|leftrightarrow|Rightarrow|longrightarrow|leq|geq|neq|cdot|"
    r"cdots|ldots|varepsilon|varphi|textgreater|textless|approx(?=\d)"
)
_SYMBOLS = "times|infty|circ|ell|prime|cdot|leq|geq|neq|approx|rightarrow|pm|cup|cap"


class _Rule(NamedTuple):
    hints: tuple[str, ...]
    """One of these must be in the text for the rule to be tried at all."""

    pattern: str
    by: str


_RULES = (
    _Rule(("\\|",), r"\\\|(?=[^\s|])([^|\n]{1,80}?)(?<=[^\s|\\])\\\|", r"‖\1‖"),
    _Rule(
        ("}",),
        rf"(?<![\\^_A-Za-z])(?<!array\}})\{{(?={_GREEK}\}}|(?:{_BRACED})\}})([A-Za-z]+)\}}",
        r"{\\\1}",
    ),
    _Rule(("}",), r"(?<=\d)\{\\times\}", "×"),
    _Rule(("pm}",), r"(?<=\d)\{\\pm\}(?=[\d.])", "±"),
    _Rule(("sim}",), r"(?<=\d)\{\\sim\}(?=[\d.])", "∼"),
    _Rule(("}",), rf"(?<![\\^_A-Za-z])\{{\\({_BRACED})\}} ?(?=[\d.])", r"\\\1 "),
    _Rule(("timessim",), r"(?<=\d)times(?=sim ?\d)", "×"),
    _Rule(("sim",), r"(?<=[\d%×KMB])sim ?(?=\d)", "∼"),
    _Rule(("deg",), r"(?<=\d)(?:textdegree|\\deg(?![A-Za-z])|\{\\deg\})", "°"),
    _Rule(("left",), r"(?<![\w\\])left([(\[|])([^()\[\]|]*?)(?<![\w\\])right([)\]|])", r"\1\2\3"),
    _Rule(("^T",), r"(?<=[A-Z]\^)T(?=[A-Z])", "{T}"),
    _Rule(("circ",), r"\^(?:\{circ\}|circ(?=times|[^a-z]|\Z))", "°"),
    _Rule(
        ("times",),
        r"(?<=[\d°])times ?(?=\d)|(?<=\d)[ \n]times[ \n](?=\d+(?:[^\d.,]|[.,]\D|\Z))",
        "×",
    ),
    _Rule(
        ("times",),
        r"(?<=[\d°])times(?![a-z])"
        r"|(?<=\d)times(?=[a-z]{3})(?!tamp|tep|cale|eries|pan|hare|lot|tables?)",
        "×",
    ),
    _Rule(("times",), r"(?<!\w)([A-Za-z])times ?(?=[\dB-HJ-Zb-z](?![A-Za-z]))", r"\1×"),
    _Rule((" approx ",), rf"(?<![\w\\-])(?=(?:{_GREEK}) approx [\d.])", r"\\"),
    _Rule((" approx ",), rf"((?<!\w)[A-Z]|\\(?:{_GREEK})) approx (?=[\d.])", r"\1 ≈ "),
    _Rule((" times ",), r"(?<![\w-])([A-Z]) times (?=[B-HJ-Z](?!\w))", r"\1 × "),
    _Rule(("sim",), rf"(?<![\w\\-])sim(?={_AMOUNT})|\{{sim\}}(?=\d)", "∼"),
    _Rule(("sim ",), r"(?<![\w\\-])sim (?=\d[\d.,]*(?:\\?%|[×°]|times|[KMB]\b))", "∼ "),
    _Rule(("pm",), r"(?<=\d) pm (?=\d*\.\d)", " ± "),
    _Rule(("pm",), r"(?<=\.\d)pm(?=\d)|(?<=\.\d\d)pm(?=\d)", "±"),
    _Rule((",",), rf"(\d\.\d+),(?={_UNIT}\b)", r"\1 "),
    _Rule(("\\",), r"(?<![^\s(~])\\(?=\d)", "$"),
    _Rule(("log_",), r"(?<![\w\\])log_(?=\d+(?![\w.]))", r"\\log_"),
    _Rule(("{",), rf"(?<![\w\\])(?=(?:{_TAKES_BRACES})\{{)", r"\\"),
    _Rule(
        ("infty", "nabla", "arrow", "eq", "dot", "var", "text", "approx", "angle", "sim"),
        rf"(?<![\w\\/.-])(?=(?:{_NO_WORD})(?![A-Za-z]))",
        r"\\",
    ),
    _Rule(
        ("^", "_"),
        rf"(?<![\w\\/.-])(?=(?:{_GREEK}|ell)(?:\^|_(?:\{{|\d|[A-Za-z](?!\w))))",
        r"\\",
    ),
    _Rule(("{",), r"(?<=\w)\{([,+=<>:×-])\}(?=[\w.])", r"\1"),
    _Rule(("{",), r"(?<![\w\\^_}])\{([+=<>≤≥±~∼-])\}(?=[\d.])", r"\1"),
)
_IN_BRACES = re.compile(rf"(?<![A-Za-z\\])(?=(?:{_GREEK}|{_SYMBOLS})(?![A-Za-z]))")
_IN_FORMULA = re.compile(rf"(?<![A-Za-z\\])(?=(?:{_GREEK}|{_SYMBOLS}|sim|in|to)(?![A-Za-z]))")
_LONE_NAME = re.compile(
    r"(?:\A|(?<=\s)|(?<=[\w}])(?<![A-Za-z]))(?<!\\)"
    r"(?=(?:sim|times|approx|leq|geq|neq|rightarrow|cdot|pm|infty|propto|equiv)(?:\s|\Z))"
)
"""Names that have lost their backslashes beside commands which have not."""

_NEXT_TO_GREEK = re.compile(rf"(?<=[A-Za-z]) (?=\\(?:{_GREEK})\b)")
_AFTER_LETTER = re.compile(
    r"(?<![A-Za-z\\])([A-Za-z])(?=(?:alpha|beta|gamma|delta|epsilon|theta|kappa|lambda|sigma|omega)"
    r"(?![A-Za-z]))"
)


def repaired(text: str) -> str:
    """Prose with the TeX again that the hub took out of it."""
    rules = [rule for rule in _compiled() if any(hint in text for hint in rule[0])]
    if not rules:
        return text
    for _, pattern, by in rules:
        text = pattern.sub(by, text)
    return text


def repaired_formula(source: str) -> str:
    """The text between dollars, its names made commands if none is one."""
    if "\\" in source:
        return _LONE_NAME.sub(r"\\", source)
    names = _IN_BRACES if source[:1].isdigit() else _IN_FORMULA
    source = names.sub(r"\\", source)
    source = _NEXT_TO_GREEK.sub("", source)
    return source if "\\" in source else _AFTER_LETTER.sub(r"\1\\", source)


def repaired_braces(source: str) -> str:
    """Raised or lowered text in braces, with names made commands that are nothing else there."""
    return source if "\\" in source else _IN_BRACES.sub(r"\\", source)


_Compiled = tuple[tuple[str, ...], re.Pattern[str], str]


@lru_cache(maxsize=1)
def _compiled() -> tuple[_Compiled, ...]:
    return tuple((rule.hints, re.compile(rule.pattern), rule.by) for rule in _RULES)
