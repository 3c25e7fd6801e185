"""Prose with TeX in it: TeX drawn in Unicode, everything else left as it was written."""

from __future__ import annotations

import re
from typing import NamedTuple

from papers_tui.text.tex import commands
from papers_tui.text.tex.delimiters import formula_span
from papers_tui.text.tex.remains import without_remains
from papers_tui.text.tex.repair import repaired, repaired_braces
from papers_tui.text.tex.scripts import script
from papers_tui.text.tex.symbols import GREEK, LETTERS, OPERATORS, RELATIONS
from papers_tui.text.tex.typography import (
    CODE,
    FENCE,
    URL,
    dashed,
    edit_outside_code_and_addresses,
    quoted,
    untied,
)

_TOKEN = re.compile(
    rf"(?P<kept>{FENCE}|{CODE}|\\begin\{{(?P<env>\w+\*?)\}}.{{0,2000}}?\\end\{{(?P=env)\}})"
    rf"|(?P<url>{URL})(?:\{{(?P<label>[^{{}}]{{0,200}})\}})?"
    r"|(?P<open>\$\$?|\\[(\[])|(?P<command>\\(?:operatorname\*|[A-Za-z]+|[^A-Za-z]))"
    r"|(?P<group>\{(?=\\))|(?P<script>[_^])",
    re.DOTALL,
)
_GREEK = "|".join(GREEK)
_NAMED = f"star|ast|prime|top|dagger|circ|perp|pm|infty|{_GREEK}"
_BASE = re.compile(r"[\w)\]}|‖’′″°]$")
_LETTER_BASE = re.compile(r"(?<![\w/.\\@])[^\W\d_]$|‖$")
_RAISED = re.compile(
    r"\^(?P<text>[+-]?\d+(?!\d*\.\d)|[^\W\d_](?!\w)|(?:(?<=\d\^)(?:st|nd|rd)|(?<=\w\^)th)(?!\w)"
    r"|[*†‡⋆](?!\*)|[+-](?=[\s.,;:)\]}]|\Z)|[′″‴]+"
    rf"|(?P<name>{_NAMED})(?![A-Za-z]))"
)
_LOWERED = re.compile(rf"_(?P<text>\d+(?!\w|\.\w)|[^\W\d_](?!\w)|(?P<name>{_GREEK})(?![A-Za-z_]))")


class Piece(NamedTuple):
    """A piece of the result, where the source goes on after it, and whether it was TeX."""

    text: str
    end: int
    drawn: bool = True


def unicode_prose(text: str, *, braces_stay: bool = False) -> str:
    """The text a reader wants to see for `text`."""
    text = edit_outside_code_and_addresses(
        quoted(without_remains(text, braces_stay=braces_stay)),
        lambda part: dashed(untied(repaired(part))),
    )
    return drawn_prose(text)


def drawn_prose(text: str) -> str:
    """TeX in prose that needs no repair, drawn."""
    pieces: list[str] = []
    place, drawn = 0, False
    while token := _TOKEN.search(text, place):
        if token.start() > place:
            pieces.append(text[place : token.start()])
            drawn = False
        before = pieces[-1][-2:] if pieces else ""
        piece = _piece(text, token, before, drawn)
        pieces.append(piece.text)
        place, drawn = max(piece.end, token.start() + 1), piece.drawn
    return "".join([*pieces, text[place:]])


def _piece(text: str, token: re.Match[str], before: str, drawn: bool) -> Piece:
    if token["env"] and (shown := _environment(token)) is not None:
        return Piece(shown, token.end())
    if token["kept"]:
        return Piece(token.group(), token.end(), drawn=False)
    if token["url"]:
        return Piece(_address(token["url"], token["label"]), token.end(), drawn=False)
    made: Piece | None
    if token["open"]:
        made = _formula(text, token)
    elif token["script"]:
        made = _script(text, token.start(), before, drawn)
    else:
        command = commands.command if token["command"] else commands.group
        found = command(text, token.start(), before, drawn_prose)
        made = Piece(*found) if found else None
    return made or Piece(token.group(), token.end(), drawn=False)


def _environment(token: re.Match[str]) -> str | None:
    """Equations and arrays drawn on one line; None for what is no formula."""
    from papers_tui.text.tex import arrays
    from papers_tui.text.tex.math import formula

    return formula(token.group()) if token["env"].rstrip("*") in arrays.KNOWN else None


def _address(url: str, label: str | None) -> str:
    url = commands.without_escapes(url)
    return url if label is None else commands.link(url, drawn_prose(label))


def _formula(text: str, token: re.Match[str]) -> Piece | None:
    span = formula_span(text, token.start(), token["open"])
    if span is None:
        return None
    from papers_tui.text.tex.math import formula

    drawn = formula(span.source)
    if drawn is None:
        return Piece(text[token.start() : span.end], span.end, drawn=False)
    return Piece(drawn, span.end)


def _script(text: str, start: int, before: str, drawn: bool) -> Piece | None:
    if not drawn and not _BASE.search(before):
        return None
    following = text[start + 1 : start + 2]
    if following == "{":
        return _braced_script(text, start)
    if following == "\\":
        return _command_script(text, start)
    bare = (_RAISED if text[start] == "^" else _LOWERED).match(text, start)
    if not bare or (text[start] == "_" and not drawn and not _LETTER_BASE.search(before)):
        return None
    inside = LETTERS.get(bare["name"]) or OPERATORS.get(bare["name"]) or RELATIONS.get(bare["name"])
    shown = script(text[start], inside or bare["text"], text[bare.end() : bare.end() + 2])
    return Piece(shown, bare.end())


def _braced_script(text: str, start: int) -> Piece | None:
    from papers_tui.text.tex.grammar import parse_one
    from papers_tui.text.tex.math import formula

    group = parse_one(text, start + 1)
    if group is None or not hasattr(group, "nodelist"):
        return None
    end = start + 1 + group.len
    drawn = formula(repaired_braces(text[start + 2 : end - 1]))
    return Piece(script(text[start], drawn, text[end : end + 2]), end) if drawn else None


def _command_script(text: str, start: int) -> Piece | None:
    found = commands.command(text, start + 1, " ", drawn_prose)
    if not found or not found.text.strip():
        return None
    end = found.end - (len(found.text) - len(found.text.rstrip()))
    return Piece(script(text[start], found.text, text[end : end + 2]), end)
