"""Matrices, cases and aligned rows, on one line and on rows of their own."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from papers_tui.text.cells import pad, width

_BRACKETS = {
    "bmatrix": "[]", "pmatrix": "()", "vmatrix": "||", "Vmatrix": "‖‖", "Bmatrix": "{}",
    "matrix": "", "smallmatrix": "", "array": "", "psmallmatrix": "()", "bsmallmatrix": "[]",
}  # fmt: skip
_CASES = frozenset({"cases", "dcases", "rcases", "numcases"})
_ROWS = frozenset({
    "aligned", "align", "alignat", "alignedat", "split", "gather", "gathered", "equation",
    "multline", "eqnarray", "displaymath", "subequations", "math", "flalign", "multlined",
})  # fmt: skip
KNOWN = frozenset({*_BRACKETS, *_CASES, *_ROWS})
"""The environments that are drawn."""

_TALL = {
    "[": "⎡⎢⎣", "]": "⎤⎥⎦", "(": "⎛⎜⎝", ")": "⎞⎟⎠", "|": "│││", "‖": "‖‖‖", "{": "⎧⎨⎩", "}": "⎫⎬⎭",
}  # fmt: skip
_PARTS = re.compile(r"\\begin\{|\\end\{|\\\\(?:\[[^\]\n]{0,12}\])?|\\.|[{}&]", re.DOTALL)
_OPENED = re.compile(r"\\begin\{(\w+\*?)\}(?P<place>\[[tcb]?\])?(?:\{[^{}]*\})?")
_WORDED = re.compile(
    r"\s*(?:if|for|when|where|otherwise|else|with|and|or|in|at|on|,|;|[=<>≤≥≈≡∈∼≠→←])",
    re.IGNORECASE,
)
_RELATED = re.compile(r"[=<>≤≥≈≡∈∼≠→←]")
_PLAIN = "array|matrix|smallmatrix|aligned|alignedat|split|gathered"
_BEGINS = re.compile(
    rf"(?P<left>\\left\s*)?(?P<mark>\\[{{|]|\\[lr]brace|[\[(|.])\s*"
    rf"\\begin\{{(?P<name>{_PLAIN})\}}(?:\[\w?\])?"
)
_CLOSES = re.compile(r"\s*(?P<right>\\right\s*)?(?P<mark>\\[}|]|\\[lr]brace|[\])|.])")
_ENCLOSED = {
    ("[", "]"): "bmatrix", ("(", ")"): "pmatrix", ("|", "|"): "vmatrix", ("\\|", "\\|"): "Vmatrix",
    ("\\{", "\\}"): "Bmatrix", ("\\{", "."): "cases", ("\\{", ""): "cases",
}  # fmt: skip
_COLUMNS = re.compile(r"\{[lcr|@{}\s\d.pm]*\}|\{\d+\}")

THIN = "\ufdd1"
"""Stands for a space that stays beside a bracket. No text has it."""

Draw = Callable[[str], str]


class Environment(NamedTuple):
    """An environment read: its name without a star, and its cells in TeX, row by row."""

    name: str
    rows: tuple[tuple[str, ...], ...]


def read(source: str) -> Environment | None:
    """The environment that the source is, from `\\begin` to `\\end`; None for an unknown one."""
    opened = _OPENED.match(source)
    name = opened[1].rstrip("*") if opened else ""
    if opened is None or name not in KNOWN:
        return None
    takes = name in ("array", "alignat", "alignedat")
    start = opened.end() if takes else max(opened.end("place"), opened.end(1) + 1)
    rows = split_rows(source[start : source.rindex("\\end{")])
    return Environment(name, tuple(row for row in rows if any(cell.strip() for cell in row)))


def with_own_brackets(source: str) -> str:
    """The formula, with arrays between `\\left[` and `\\right]` as environments that have brackets.

    Brackets of their own grow with the rows; `\\left\\{` alone makes cases.
    """
    place = 0
    while found := _BEGINS.search(source, place):
        place = found.end()
        end = _end_of(source, found["name"], found.end())
        mark = found["mark"].replace("lbrace", "{")
        closed = _CLOSES.match(source, end) if end else None
        if closed and bool(closed["right"]) != bool(found["left"]):
            closed = None
        after = closed["mark"].replace("rbrace", "}") if closed else ""
        name = _ENCLOSED.get((mark, after))
        if not end or name is None or not (found["left"] or closed or mark == "\\{"):
            continue
        inside = source[found.end() : end - len(f"\\end{{{found['name']}}}")]
        columns = _COLUMNS.match(inside) if found["name"] in ("array", "alignedat") else None
        inside = inside[columns.end() :] if columns else inside
        made = f"\\begin{{{name}}}{inside}\\end{{{name}}}"
        source = source[: found.start()] + made + source[closed.end() if closed else end :]
        place = found.start()
    return source


def _end_of(source: str, name: str, start: int) -> int:
    """The place after the environment's end; 0 where it has none."""
    depth = 1
    for mark in re.finditer(rf"\\(begin|end)\{{{name}\}}", source[start:]):
        depth += 1 if mark[1] == "begin" else -1
        if depth == 0:
            return start + mark.end()
    return 0


def split_rows(source: str) -> list[tuple[str, ...]]:
    r"""The rows of a source, separated by `\\\\`, and their cells, separated by `&`."""
    rows: list[tuple[str, ...]] = []
    cells: list[str] = []
    depth = start = 0
    for part in _PARTS.finditer(source):
        mark = part.group()
        depth += (mark in ("{", "\\begin{")) - (mark == "}" or mark == "\\end{")
        depth += mark in ("\\begin{", "\\end{")  # their own brace closes again
        if depth > 0 or not (mark == "&" or mark.startswith("\\\\")):
            continue
        cells.append(source[start : part.start()])
        start = part.end()
        if mark != "&":
            rows.append(tuple(cells))
            cells = []
    return [*rows, (*cells, source[start:])]


def in_line(environment: Environment, draw: Draw) -> str:
    """The environment on one line: `[1 0; 0 1]`, `{ 1 if x>0; 0 else }`, `a=b; c=d`."""
    if environment.name in _ROWS:
        return "; ".join(draw("".join(row)) for row in environment.rows)
    rows = [[draw(cell) for cell in row] for row in environment.rows]
    if environment.name in _CASES:
        return f"{{{THIN}{'; '.join(map(_case, rows))}{THIN}}}"
    text = "; ".join(" ".join(cell for cell in row if cell) for row in rows)
    brackets = _BRACKETS[environment.name] or "  "
    return f"{brackets[0]}{text}{brackets[1]}".strip()


def on_rows(environment: Environment, draw: Draw) -> list[str]:
    """The environment on rows of one width, its brackets as high as it is."""
    if environment.name in _ROWS:
        return _aligned([draw("".join(row)) for row in environment.rows])
    rows = [[draw(cell) for cell in row] for row in environment.rows]
    if environment.name in _CASES:
        cells = [[row[0].rstrip(","), _condition("".join(row[1:]))] for row in rows]
        sides = zip(_tall("{", len(rows)), _columns(cells), strict=True)
        return [f"{left} {row}" for left, row in sides]
    brackets = _BRACKETS[environment.name] or "  "
    left, right = (_tall(bracket, len(rows)) for bracket in brackets)
    return ["".join(parts) for parts in zip(left, _columns(rows), right, strict=True)]


def beside(blocks: list[list[str]]) -> list[str]:
    """Blocks of rows side by side, each in the middle of the height of all."""
    height = max((len(block) for block in blocks), default=0)
    lines = [""] * height
    for block in blocks:
        above = (height - len(block)) // 2
        room = max(map(width, block))
        filled = [""] * above + block + [""] * (height - len(block) - above)
        lines = [line + pad(row, room) for line, row in zip(lines, filled, strict=True)]
    return [line.rstrip() for line in lines]


def _case(row: list[str]) -> str:
    condition = _condition(" ".join(row[1:]))
    gap = "" if _RELATED.match(condition) else " "
    return f"{row[0].rstrip(',')}{gap}{condition}".strip()


def _condition(text: str) -> str:
    """A condition with the word that leads it."""
    text = text.strip().rstrip(",.;")
    return text if not text or _WORDED.match(text) else f"if {text}"


def _columns(rows: list[list[str]]) -> list[str]:
    count = max(map(len, rows), default=0)
    filled = [[*row, *[""] * (count - len(row))] for row in rows]
    widths = [max(width(row[n]) for row in filled) for n in range(count)]
    return ["  ".join(map(pad, row, widths)) for row in filled]


def _aligned(rows: list[str]) -> list[str]:
    room = max(map(width, rows), default=0)
    return [pad(row, room) for row in rows]


def _tall(bracket: str, height: int) -> list[str]:
    """One bracket over so many rows."""
    if height < 2 or bracket not in _TALL:
        return [bracket] * height
    top, middle, bottom = tuple(_TALL[bracket])
    if bracket in "{}":
        inner = ["⎪"] * (height - 2)
        if inner:
            inner[len(inner) // 2] = middle
        return [top, *inner, bottom]
    return [top, *[middle] * (height - 2), bottom]
