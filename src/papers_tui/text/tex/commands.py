"""One command or group of TeX in the midst of prose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from papers_tui.text.tex import symbols
from papers_tui.text.tex.own_macros import SETS

if TYPE_CHECKING:
    from collections.abc import Callable

_NAME = re.compile(
    r"\\(operatorname\*|[A-Za-z]+|[^A-Za-z])(?P<space>[ \t]*\n?[ \t]*)(?P<empty>\{\})?", re.DOTALL
)
_MATH = (
    symbols.FRACTIONS
    | symbols.RARE
    | {*symbols.ALPHABETS, *symbols.HATS, "operatorname", "operatorname*"}
)
_PROSE = (symbols.WRAPPERS | symbols.CITATIONS | {"url", "href", "footnote"}) - {
    "operatorname",
    "operatorname*",
}
_SPACED_ACCENT = re.compile(r"\{(\\[uvHckrdb]) +([A-Za-z])\}")
_CONTRACTION = re.compile(r"\\'(?=(?:s|t|re|ve|ll|d|m)\b)")
_PREFIX = re.compile(r"\d|\\?[$(]")
_URL_ESCAPE = re.compile(r"\\([#%&_~$])")


class Found(NamedTuple):
    """A command as drawn, the place where the source goes on, and whether it was TeX."""

    text: str
    end: int
    drawn: bool = True


def command(text: str, start: int, before: str, prose: Callable[[str], str]) -> Found | None:
    """The command whose backslash stands at `start`; None for what is to stay as written."""
    match = _NAME.match(text, start)
    if not match:
        return None
    name = match[1]
    if name in symbols.ACCENTS:
        return _accent(text, match, before)
    if name in _MATH:
        return _with_arguments(text, start)
    if name in _PROSE:
        return _with_prose(text, start, prose)
    if not name.isalpha():
        return _punctuation(match, before)
    if name in SETS and text[match.end(1) : match.end(1) + 1] in ("^", "_", "[", "("):
        return Found(SETS[name], match.end(1))
    return _symbol(match, before)


def group(text: str, start: int, _before: str, prose: Callable[[str], str]) -> Found | None:
    """The text in braces that begin with a command, if the braces belong to the command."""
    from papers_tui.text.tex.grammar import parse_one

    if accent := _SPACED_ACCENT.match(text, start):
        return Found(prose(f"{accent[1]}{{{accent[2]}}}"), accent.end())
    node = parse_one(text, start)
    if node is None or not getattr(node, "nodelist", None):
        return None
    end, first = start + node.len, node.nodelist[0]
    if getattr(first, "macroname", "") in symbols.FONT_SWITCHES:
        return Found(prose(text[start + first.pos + first.len : end - 1]), end)
    if len(node.nodelist) > 1:
        return None
    inside = text[start + 1 : end - 1]
    drawn = prose(inside)
    if drawn != inside:
        return Found(drawn, end)
    # gone through once: to go through groups in it again at every level would take forever
    return Found(text[start:end], end, drawn=False) if "{" in inside else None


def without_escapes(url: str) -> str:
    """An address without the backslashes that TeX needs in one."""
    return _URL_ESCAPE.sub(r"\1", url)


def link(url: str, label: str) -> str:
    """A label and the address behind it, once where they are the same."""
    bare = re.sub(r"^https?://", "", url).rstrip("/")
    if not label or label.removesuffix("/") in (url.removesuffix("/"), bare):
        return url
    return label if bare and bare in label else f"{label} ({url})"


def _accent(text: str, match: re.Match[str], before: str) -> Found | None:
    from papers_tui.text.tex.grammar import parse_one
    from papers_tui.text.tex.math import draw_command

    name, start, rest = match[1], match.start(), text[match.start() + 2 : match.start() + 4]
    if before[-1:].isalpha() and _CONTRACTION.match(text, start):
        return Found("'", start + 2, drawn=False)
    needs = r"\{| [a-zA-Z]" if name.isalpha() and before[-1:].isalpha() else r"\{"
    if not re.match(needs if name.isalpha() else r"[^\W\d_]|\{|\\[ij]", rest):
        return None
    if rest == "{}":
        return Found(name, start + 4, drawn=False) if name in "~^" else None
    node = parse_one(text, start)
    drawn = draw_command(node) if node else None
    return Found(drawn, start + node.len) if node and drawn and drawn[0].isalpha() else None


def _with_arguments(text: str, start: int) -> Found | None:
    from papers_tui.text.tex.grammar import parse_one
    from papers_tui.text.tex.math import draw_command

    node = parse_one(text, start)
    drawn = draw_command(node) if node else None
    if node is None or drawn is None:
        return None
    end = start + node.len
    twice = drawn == " " and text[end : end + 1] == " "
    return Found("" if twice else drawn, end)


def _with_prose(text: str, start: int, prose: Callable[[str], str]) -> Found | None:
    from papers_tui.text.tex.grammar import arguments, parse_one

    node = parse_one(text, start)
    if node is None or not all(hasattr(item, "nodelist") for item in arguments(node) if item):
        return None
    given = [_inside(text, start, item) for item in arguments(node) if item is not None]
    return Found(_worded(node.macroname, given, prose), start + node.len)


def _inside(text: str, start: int, argument: Any) -> str:
    return text[start + argument.pos + 1 : start + argument.pos + argument.len - 1]


def _worded(name: str, given: list[str], prose: Callable[[str], str]) -> str:
    if name in ("url", "href"):
        url = without_escapes(given[0])
        return url if name == "url" else link(url, prose(given[1]))
    if name in symbols.CITATIONS:
        return _citation(given)
    return f" ({prose(given[0])})" if name == "footnote" else prose(given[0])


def _citation(given: list[str]) -> str:
    """The keys in brackets, with what stands before and behind them."""
    *notes, keys = given
    before = f"{notes[0]} " if len(notes) > 1 and notes[0] else ""
    after = f", {notes[-1]}" if notes and notes[-1] else ""
    named = ", ".join(re.split(r"\s*,\s*", keys))
    return f"[{before}{named}{after}]"


def _punctuation(match: re.Match[str], before: str) -> Found | None:
    name, start = match[1], match.start()
    rest = match.string[start + 2 : start + 3]
    between = bool(before) and not before[-1].isspace() and bool(rest) and not rest.isspace()
    if name in "%&_#${}":
        return Found(name, start + 2, drawn=False)
    if name.isspace():
        return Found(" ", start + 2, drawn=False)
    if name in ",;:!-" and between:
        if name == "-" and not (before[-1].isalpha() and rest.isalpha()):
            return None
        return Found("" if name in "!-" else " ", start + 2, drawn=False)
    if name == "\\" and (not rest or rest.isspace()):
        twice = rest == " " and (not before or before[-1].isspace())
        return Found("", start + 2 + twice, drawn=False)
    return None


def _symbol(match: re.Match[str], before: str) -> Found | None:
    name, space, end = match[1], match["space"], match.end()
    after = match.string[end : end + 1]
    apart = not before or not (before[-1].isalnum() or before[-1] in ")]}")
    if name in symbols.LETTERS:
        return Found(symbols.LETTERS[name] + space, end)
    if name in symbols.FOREIGN:
        return Found(symbols.FOREIGN[name] + ("" if after.islower() else space), end)
    if name in symbols.OPERATORS:
        return Found(
            symbols.OPERATORS[name] + ("" if apart and _PREFIX.match(after) else space), end
        )
    if name in symbols.RELATIONS or name in symbols.FUNCTIONS:
        return _apart(symbols.RELATIONS.get(name, name), match, apart)
    if name == "xspace":
        return Found(" " if match["space"] and after.isalnum() else "", end, drawn=False)
    if name in symbols.SILENT or name in symbols.SPACES:
        return Found(symbols.SPACES.get(name, ""), end, drawn=False)
    return None


def _apart(character: str, match: re.Match[str], apart: bool) -> Found:
    after = match.string[match.end() : match.end() + 1]
    touches = after.isalnum() or (character in symbols.RELATIONS.values() and after == "\\")
    return Found(
        ("" if apart else " ") + character + (match["space"] or (" " if touches else "")),
        match.end(),
    )
