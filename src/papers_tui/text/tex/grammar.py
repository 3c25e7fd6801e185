"""TeX's grammar, read by pylatexenc: which commands take arguments, and where these end."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from pylatexenc.latexwalker import LatexWalker, LatexWalkerError
from pylatexenc.macrospec import LatexContextDb, MacroSpec

from papers_tui.text.tex import symbols
from papers_tui.text.tex.arrays import with_own_brackets

PERCENT = "\ufdd0"
"""Stands for a percent sign while parsing: to TeX that would begin a comment. No text has it."""

_MOST, _DEEPEST, _MOST_GROUPS = 2000, 24, 4
_BRACE = re.compile(r"\\[(\[]|\\[A-Za-z]+\*?\[|\\.()|[{}]", re.DOTALL)
_TWO = symbols.FRACTIONS | symbols.STACKED | {"binom", "href", "textcolor", "colorbox"}
_ONE = (symbols.RARE - _TWO - {"sqrt"} - set(symbols.ARROWS)) | {"url", "footnote"}


def parse(source: str) -> list[Any] | None:
    """The nodes of a formula; None when it is broken or too deep for one line."""
    if len(source) > _MOST or _end_of_groups(source, len(source)) is None:
        return None
    try:
        nodes, _, _ = _walker(source).get_latex_nodes()
    except LatexWalkerError:
        return None
    return list(nodes)


def parse_one(source: str, start: int) -> Any | None:
    """The one command or group that begins at `start`; None when it is broken or never ends."""
    source = source[start : start + _MOST]
    end = _end_of_groups(source, _MOST_GROUPS)
    if end is None:
        return None
    try:
        nodes, _, _ = _walker(source[:end]).get_latex_nodes(read_max_nodes=1)
    except LatexWalkerError:
        return None
    return nodes[0] if nodes else None


def arguments(node: Any) -> list[Any]:
    """The arguments of a command, None for an optional one left out."""
    return list(node.nodeargd.argnlist) if node.nodeargd else []


_STAR = re.compile(r"(?<=\\operatorname)\*|(?<=\\hspace)\*|(?<=\\vspace)\*|(?<=\\tag)\*")
_BARS = re.compile(r"\\left\s*\|\s*\\right\s*\.([^|]*?)\\left\s*\|\s*\\right\s*\.")
_EMPTY_LEFT = re.compile(r"\\left\s*(\\?[({\[|.]|\\[A-Za-z]+)\s*\\right\s*\.")
_EMPTY_RIGHT = re.compile(
    r"\\left\s*\.\s*\\right\s*(\\?[)}\]|]|\\[A-Za-z]+)|\\left\s*(\\?[)}\]])\s*\\right\s*\."
)
_APPLIED = re.compile(r"(?<=[A-Za-z}])  (?=\\left\s*\(\s*\\right\s*\.)")
"""The two spaces that stand for applying a function, in front of its brackets."""

_NORM = re.compile(r"\\parallel\s++((?:[^\S\n]*+(?!\\parallel)\S)++)\s*\\parallel(?![A-Za-z])")
_BARE_BRACE = re.compile(r"(\\left|\\right)\s*([{}])")
_WRAPPED = re.compile(r"\\left\(\s*(?=\\\{|\\parallel|\\\||\|)")
_SIDE = re.compile(r"\\(left|right)(?![A-Za-z])")


def single_brackets(source: str) -> str:
    r"""The formula with one bracket for each pair that was made of one.

    A service that writes TeX out of MathML gives `{0, 1}` as `\left{\right. 0 , 1 \left.\right}`.
    """
    if "\\right" in source:
        source = _paired(source)
    if "\\parallel" in source:
        source = _NORM.sub(r"\\|\1\\|", source)
    return with_own_brackets(source) if "\\begin" in source else source


def _paired(source: str) -> str:
    source = _APPLIED.sub("", source)
    source = _BARS.sub(lambda match: f"|{match[1].strip()}|", source)
    source = _EMPTY_LEFT.sub(lambda match: _bracket(match[1]), source)
    source = _EMPTY_RIGHT.sub(lambda match: _bracket(match[1] or match[2]), source)
    source = _NORM.sub(r"\\|\1\\|", source)
    return _BARE_BRACE.sub(r"\1\\\2", _unwrapped(source))


def _unwrapped(source: str) -> str:
    """The formula without brackets around what has brackets of its own, as a base of scripts."""
    while found := _WRAPPED.search(source):
        depth, end = 1, -1
        for side in _SIDE.finditer(source, found.end()):
            depth += 1 if side[1] == "left" else -1
            if depth == 0:
                end = side.start()
                break
        inside = source[found.end() : end].strip() if end > 0 else ""
        closed = source[end : end + 7] == "\\right)" and source[end + 7 : end + 8] in ("^", "_")
        if not closed or not inside.endswith(("\\}", "\\parallel", "\\|", "|")):
            return source
        source = source[: found.start()] + inside + source[end + 7 :]
    return source


def _bracket(mark: str) -> str:
    mark = "" if mark == "." else mark
    return f"\\{mark}" if mark in ("{", "}") else f"{mark} " if mark.startswith("\\") else mark


def _walker(source: str) -> LatexWalker:
    source = _STAR.sub("x", source)  # a star as a letter of the name, so that places stay
    source = re.sub(r"(\\.)|%", lambda match: match[1] or PERCENT, source, flags=re.DOTALL)
    return LatexWalker(source, latex_context=_commands(), tolerant_parsing=False)


@lru_cache(maxsize=1)
def _commands() -> LatexContextDb:
    """Only what is drawn here: anything else comes out as it was written."""
    specs = [
        MacroSpec(name, "{")
        for name in (*symbols.WRAPPERS, *symbols.ALPHABETS, *symbols.ACCENTS, *symbols.HATS, *_ONE)
    ]
    specs += [MacroSpec(name, "[[{") for name in symbols.CITATIONS]
    specs += [MacroSpec(name, "{{") for name in _TWO]
    specs += [MacroSpec(name, "[{") for name in ("sqrt", *symbols.ARROWS)]
    commands = LatexContextDb()
    commands.add_context_category("drawn", macros=specs)
    return commands


def _end_of_groups(source: str, most: int) -> int | None:
    """The end of the last of `most` groups, or of the source; None where they lie too deep."""
    level = closed = 0
    for brace in _BRACE.finditer(source):
        if brace[1] is not None:
            continue
        level += -1 if brace.group() == "}" else 1
        if level > _DEEPEST:
            return None
        closed += brace.group() == "}" and level <= 0
        if level < 0 or closed == most:
            return brace.end()
    return len(source)
