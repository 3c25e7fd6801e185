"""Equations that came as rows of a table, or with their number on a line below."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from papers_tui.text.tex.delimiters import formula_span

if TYPE_CHECKING:
    from papers_tui.text.document.blocks import Placed

NUMBER = r"\((?:\d{1,3}[a-z]?|[A-Z]\.?\d{1,3}[a-z]?|\d{1,2}\.\d{1,3})\)"
"""The number of an equation in its brackets: (12), (3a), (A.4), (2.13). One rule for all forms in
which pages give equations; nothing but one stands in brackets behind a display that has ended."""

_NUMBER = re.compile(rf"\s*({NUMBER})\s*")
_FORMULA = re.compile(r"\s*\$((?:\\.|[^$\\])+)\$\s*([.,;]?)\s*")
_RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+\s*")
_CELL = re.compile(r"(?<!\\)\|")
_BARS = re.compile(r"\\?\|")


def with_equations(lines: list[Placed]) -> list[Placed]:
    """The lines, equations in tables as displays, and numbers behind what they number."""
    out: list[Placed] = []
    under_rule = False
    for text, number in lines:
        if text.startswith("|") and "$" in text:
            display = _equation(text)
            row = out[-1][1] + 1 if display and under_rule else number
            out.append((display or _with_complete_formulas(text), row))
            under_rule = under_rule and display is not None
        elif _RULE.fullmatch(text) and out and out[-1][0].startswith("$$"):
            under_rule = True  # the rows below are rows of the same equation
            continue
        elif text.startswith("(") and _NUMBER.fullmatch(text) and _joins(out):
            place = next(n for n in range(len(out) - 1, -1, -1) if out[n][0].strip())
            del out[place + 1 :]
            out[place] = (f"{out[place][0].rstrip()} {text.strip()}", out[place][1])
        else:
            out.append((text, number))
    return out


def _joins(out: list[Placed]) -> bool:
    """Whether the last line with something on it ends a display that has no number yet."""
    last = next((text for text, _ in reversed(out[-3:]) if text.strip()), "")
    return last.rstrip().endswith(("$$", "\\]"))


def _equation(row: str) -> str | None:
    """A row that only places an equation between empty cells: `| | $x=y$ | | (1) |`."""
    first, *cells = [cell.strip() for cell in _CELL.split(row.strip())[1:-1]] or ["-"]
    if first or len(cells) < 2:
        return None
    number = _NUMBER.fullmatch(cells[-1])
    if cells[-1] and not number:
        return None
    found = [_FORMULA.fullmatch(cell) for cell in cells[:-1] if cell]
    if not found or not all(found):
        return None
    source = "".join(one[1] + one[2] for one in found if one)
    source = source.replace("\\displaystyle", "")
    return f"$${source}$$ {number[1] if number else ''}".rstrip()


def _with_complete_formulas(row: str) -> str:
    """The row of a table, with the bars in its formulas as commands: a bar ends a cell."""
    place, parts = 0, []
    while (start := row.find("$", place)) >= 0:
        span = formula_span(row, start, "$")
        end = span.end if span else start + 1
        parts.append(row[place:start])
        parts.append(_BARS.sub(_as_command, row[start:end]) if span else "$")
        place = end
    return "".join([*parts, row[place:]])


def _as_command(bar: re.Match[str]) -> str:
    return "\\Vert " if bar[0] == "\\|" else "\\vert "
