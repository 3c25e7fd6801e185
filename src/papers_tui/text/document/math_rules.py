"""Formulas in Markdown: rules for markdown-it that see them before `_` and `*` mean anything."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from papers_tui.text.document.outline import LONGEST_FORMULA
from papers_tui.text.document.plain_page import DISPLAY
from papers_tui.text.tex.arrays import split_rows
from papers_tui.text.tex.convert import to_unicode
from papers_tui.text.tex.delimiters import formula_span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

_CLOSING = {"$$": "$$", "\\[": "\\]"}
_ENVIRONMENT = re.compile(r"\\(?:begin|end)\{(?:align(?:ed|at)?|equation|gather(?:ed)?|split|"
                          r"multline|eqnarray|displaymath)\*?\}")  # fmt: skip
_BEGIN = re.compile(
    r"\\begin\{((?:align(?:at)?|equation|gather|multline|eqnarray|displaymath)\*?)\}"
)
_TAIL = re.compile(r"\s+(?=[.,;]\Z)")
_REST = re.compile(r"([.,;]?)\s*(\([\w.]{1,6}\))?")
_COMMAND = re.compile(r"\\(?:[A-Za-z]+|[{},;:!]|\|(?=[^|\n]*\\\|))")


def add_math(parser: MarkdownIt) -> None:
    """Teach the parser formulas, and that TeX outside of them has no emphasis."""
    parser.inline.ruler.before("escape", "formula", _inline_rule)
    parser.block.ruler.before("fence", "display", _display_rule, {"alt": ["paragraph"]})


def drawn(source: str) -> str:
    """A formula in Unicode on one line; as it was written where it must be."""
    from papers_tui.text.tex.math import formula

    rows = ["".join(cells).strip() for cells in split_rows(_ENVIRONMENT.sub("", source).strip())]
    lines = [formula(row) for row in rows if row]
    complete = [line for line in lines if line is not None]
    if len(complete) < len(lines):
        return to_unicode(source).replace("\n", " ")
    return _TAIL.sub("", "; ".join(filter(None, complete))) or to_unicode(source)


def drawn_rows(source: str) -> str:
    """A display formula in as many lines as it has, matrices and cases on lines of their own."""
    from papers_tui.text.tex.math import formula_rows

    rows = ["".join(cells).strip() for cells in split_rows(_ENVIRONMENT.sub("", source).strip())]
    lines: list[str] = []
    for row in filter(None, rows):
        drawn_row = formula_rows(row)
        if drawn_row is None:
            return to_unicode(source)
        lines += drawn_row
    return "\n".join(_TAIL.sub("", line) for line in lines if line.strip()) or to_unicode(source)


def _inline_rule(state: StateInline, silent: bool) -> bool:
    place, text = state.pos, state.src
    character = text[place]
    if character in "_^" and text[place + 1 : place + 2] in ("{", "\\"):
        return _pushed(state, text[place], place + 1, silent)
    if character == "\\" and text[place + 1 : place + 2] in ("(", "["):
        opening = text[place : place + 2]
    elif character == "\\" and (command := _COMMAND.match(text, place)):
        return _pushed(state, command[0], command.end(), silent)
    elif character == "$":
        opening = "$$" if text.startswith("$$", place) else "$"
    else:
        return False
    span = formula_span(text, place, opening)
    if span is None or span.end > state.posMax:
        return _pushed(state, opening, place + len(opening), silent) if character == "$" else False
    if not silent:
        state.push("math", "", 0).content = span.source
    state.pos = span.end
    return True


def _pushed(state: StateInline, text: str, end: int, silent: bool) -> bool:
    if not silent:
        state.pending += text
    state.pos = end
    return True


def _display_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A formula that has its lines for itself, whatever empty lines there are in it."""
    begin = state.bMarks[start] + state.tShift[start]
    opening = state.src[begin : begin + 2]
    if opening.startswith(DISPLAY):
        text, _, number = state.src[begin + 1 : state.eMarks[start]].partition(DISPLAY)
        return silent or _displayed(state, start, start, text, number)
    environment = _BEGIN.match(state.src, begin) if opening == "\\b" else None
    closing = f"\\end{{{environment[1]}}}" if environment else _CLOSING.get(opening)
    if closing is None or state.is_code_block(start):
        return False
    last = start
    after = state.src.find(closing, begin + 2, state.eMarks[min(end, start + LONGEST_FORMULA) - 1])
    if after < 0:
        return False
    while state.eMarks[last] < after:
        last += 1
    rest = state.src[after + len(closing) : state.eMarks[last]].strip()
    behind = _REST.fullmatch(rest)
    if behind is None:
        return False
    if silent:
        return True
    source = state.src[environment.end() if environment else begin + 2 : after].strip()
    return _displayed(state, start, last, drawn_rows(source) + behind[1], behind[2] or "")


def _displayed(state: StateBlock, start: int, last: int, text: str, number: str = "") -> bool:
    state.line = last + 1
    token = state.push("display", "", 0)
    token.content, token.info = text, number
    token.map = [start, state.line]
    return True
