"""Text as TeX and BibTeX set it, whatever is in it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from papers_tui.text.clean import harmless
from papers_tui.text.tex import symbols
from papers_tui.text.tex.delimiters import formula_span

if TYPE_CHECKING:
    from pylatexenc.latexencode import UnicodeToLatexEncoder

_ESCAPES = {character: f"\\{character}" for character in "%&$#_"} | {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
}
"""BibTeX counts braces even behind a backslash, so that these need names."""

_TYPED = {"‘": "`", "’": "'", "“": "``", "”": "''", "–": "--", "—": "---", "…": r"{\ldots}"}
"""What people type for characters that have longer names."""

_CYRILLIC = range(0x400, 0x530)
"""Has commands in few documents, and needs none in those that are set in it."""

_ODD = "\\nument"
"""A command of the table that no document knows."""

_STYLES = "textbf|textit|textsl|texttt|textsc|textsf|textrm|emph|textsuperscript|textsubscript"
_WRITTEN = re.compile(
    r"\\(?P<character>[%&#$_{} ]|(?<=[A-Za-z]\\)'(?=(?:s|t|re|ve|ll|d|m)\b))"
    r"|(?P<accent>\\(?:[`'^\"~=.](?:[A-Za-z]|\{[A-Za-z]\}|\\[ij](?![A-Za-z])|\{\\[ij]\})"
    r"|[uvHckrdb]\{[A-Za-z]\}))"
    rf"|(?P<letter>\\(?:{'|'.join(symbols.FOREIGN)}|l?dots))(?![A-Za-z])(?:\{{\}}|[ ])?"
    rf"|(?P<style>\\(?:{_STYLES})\{{)(?P<inside>[^\\{{}}$]*)\}}"
)
_OPENING = re.compile(r"\$\$?|\\[(\[]")
_OPEN_QUOTE = re.compile(r'(?<![^\s(\[{`\'‘“-])"(?=\S)')

_FORMULA_COMMANDS = (
    frozenset().union(
        symbols.GREEK, symbols.RELATIONS, symbols.OPERATORS, symbols.LETTERS, symbols.FUNCTIONS,
        symbols.FRACTIONS, symbols.WRAPPERS, symbols.ALPHABETS, symbols.HATS, symbols.SILENT,
        ("sqrt", "binom", "not", "pmod", "quad"),
    )
    - {"operatorname*", "ul", "hl", "protect", "relax"}
)  # fmt: skip
_WITH_ARGUMENT = "|".join(
    sorted(
        {
            *symbols.FRACTIONS,
            *symbols.ALPHABETS,
            *symbols.HATS,
            *symbols.WRAPPERS,
            "sqrt",
            "binom",
            "not",
        }
    )
).replace("*", r"\*")
_IN_FORMULA = re.compile(
    r"\\(?P<name>[A-Za-z]+|.|\Z)|(?P<special>[%#&$])|(?P<foreign>[^\x00-\x7f])"
)
_SIDES = ("left", "right")
_UNFINISHED = re.compile(rf"(?:[\^_]|\\(?:{_WITH_ARGUMENT})(?![A-Za-z]))\s*(?:[\^_}}]|\Z)")
"""Scripts and commands that lack what they are for; `^^`, by which TeX spells any, too."""


def to_tex(text: str) -> str:
    """The text in one line for a BibTeX field in braces.

    Its own braces are balanced, and no command in it does more than draw. Formulas, accents and
    styles that are already written in TeX stay so, if they are complete; all else is text.
    """
    text = _OPEN_QUOTE.sub("“", " ".join(harmless(text).split()))
    done, place = [], 0
    while place < len(text):
        piece, place = _piece(text, place)
        done.append(piece)
    return "".join(done)


def _piece(text: str, start: int) -> tuple[str, int]:
    """The piece at `start` as TeX, and the place where the text goes on."""
    if text[start] == "$" or text.startswith(("\\(", "\\["), start):
        found = _formula(text, start)
        if found:
            return found
    if text[start] == "\\" and (match := _WRITTEN.match(text, start)):
        return _kept(match), match.end()
    return _character(text[start]), start + 1


def _kept(match: re.Match[str]) -> str:
    if character := match["character"]:
        return _ESCAPES.get(character, character)
    if style := match["style"]:
        return style + "".join(map(_character, match["inside"])) + "}"
    return f"{{{match['accent'] or match['letter']}}}"


def _formula(text: str, start: int) -> tuple[str, int] | None:
    """The formula that begins there, in braces that keep its case; None when it is text."""
    opening = _OPENING.match(text, start)
    span = opening and formula_span(text, start, opening[0])
    if not opening or not span:
        return None
    source = _harmless_formula(text[opening.end() : span.end - len(opening[0])])
    return (f"{{${source}$}}", span.end) if source is not None else None


def _harmless_formula(source: str) -> str | None:
    """The formula in TeX alone; None when a part of it is not known to be harmless."""
    source = source.replace("\\{", "\\lbrace ").replace("\\}", "\\rbrace ")
    if not _is_complete(source):
        return None
    parts, place = [], 0
    for match in _IN_FORMULA.finditer(source):
        part = _formula_part(match)
        if part is None:
            return None
        parts += [source[place : match.start()], part]
        place = match.end()
    return "".join([*parts, source[place:]])


def _formula_part(match: re.Match[str]) -> str | None:
    if name := match["name"]:
        return match[0] if name in _FORMULA_COMMANDS or name in "%&#$_|,;:! " else None
    if match["special"]:
        return None
    drawn = _character(match[0])
    return drawn[2:-2] + " " if drawn.startswith("{$") else None


def _is_complete(source: str) -> bool:
    r"""Whether every brace, every \left and every command that takes something has its other part.

    TeX would look for it behind the formula.
    """
    depth = 0
    for character in source:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return False
    lefts, rights = (len(re.findall(rf"\\{side}(?![A-Za-z])", source)) for side in _SIDES)
    return depth == 0 and lefts == rights and not _UNFINISHED.search(source)


@cache
def _character(character: str) -> str:
    """One character as TeX; what has no form in TeX stays as it is."""
    if character.isascii():
        return {'"': "''"}.get(character) or _ESCAPES.get(character, character)
    if character in _TYPED or ord(character) in _CYRILLIC:
        return _TYPED.get(character, character)
    drawn = _encoder().unicode_to_latex(character)
    if math := re.fullmatch(r"\\ensuremath\{(.*)\}", drawn):
        return f"{{${math[1]}$}}"
    if _ODD in drawn or "{}" in drawn:
        return character
    return f"{{{drawn}}}" if "\\" in drawn else drawn


@cache
def _encoder() -> UnicodeToLatexEncoder:
    from pylatexenc.latexencode import UnicodeToLatexEncoder

    return UnicodeToLatexEncoder(
        replacement_latex_protection="none",
        unknown_char_policy="keep",
        unknown_char_warning=False,
    )
