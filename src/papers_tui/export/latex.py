"""Text as TeX and BibTeX set it, whatever is in it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from papers_tui.text.clean import harmless_line
from papers_tui.text.tex import symbols
from papers_tui.text.tex.delimiters import formula_span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
"""The usual commands for characters that have longer names."""

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
    rf"|(?P<style>\\(?:{_STYLES})\{{)(?P<inside>(?:[^\\{{}}$]|\\[%&#_])*)\}}"
)
_GROUP = re.compile(r"\{(\\[^{}]{1,20}(?:\{[^{}]{0,2}\})?)\}")
_SPACED_ACCENT = re.compile(r"(?<=\\[uvHckrdb]) +([A-Za-z])\Z")
_OPENING = re.compile(r"\$\$?|\\[(\[]")
_OPEN_QUOTE = re.compile(r'(?<![^\s(\[{`\'‘“-])"(?=\S)')

_BELOW = frozenset("\u0323\u0326\u0327\u0328\u0331")
_MARKS = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u",
    "\u0307": ".", "\u0308": '"', "\u030a": "r", "\u030b": "H", "\u030c": "v", "\u0323": "d",
    "\u0326": "textcommabelow", "\u0327": "c", "\u0328": "k", "\u0331": "b",
}  # fmt: skip
"""Commands of the kernel of LaTeX for the marks on letters."""

_OVER_DOTLESS = re.compile(r"(\\(?:[`'^\"~=.]|[uvHr](?=\{))\{?)\\([ij])(?![A-Za-z])")
_LATIN_END = 0x24F
_NEEDED = {
    r"\k \dj \DJ \dh \DH \th \TH \ng \NG \guillemotleft \guillemotright \quotedblbase "
    r"\quotesinglbase \guilsinglleft \guilsinglright \textquotedbl": r"\usepackage[T1]{fontenc}",
    r"\mathbb \mathfrak \lesssim \gtrsim \leqslant \geqslant \nexists \varnothing \square \Box "
    r"\Diamond \lozenge \blacksquare \leadsto \rightsquigarrow \triangleq \subsetneq "
    r"\checkmark": r"\usepackage{amssymb}",
    r"\text \dfrac \tfrac \cfrac \binom \boldsymbol \operatorname \pmod \iint \dotsc "
    r"\dotsb": r"\usepackage{amsmath}",
    r"\mathscr": r"\usepackage{mathrsfs}",
    r"\bm": r"\usepackage{bm}",
    r"\mathds": r"\usepackage{dsfont}",
    r"\coloneqq": r"\usepackage{mathtools}",
    r"\nicefrac": r"\usepackage{nicefrac}",
    r"\sfrac": r"\usepackage{xfrac}",
}
"""Commands that the kernel of LaTeX alone does not know, and what has them."""

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


class Piece(NamedTuple):
    """A piece of a text, as it reads and as TeX; a formula has no letters to read."""

    plain: str
    tex: str


_LETTER_COMMAND = re.compile(r"\{\\(?:[^{}$]|\{(?:[^{}$]|\{[^{}$]*\})*\}){1,20}\}")
"""A command for a letter in the braces that it is written with."""


def to_tex(text: str) -> str:
    """The text in one line for a BibTeX field in braces.

    Its own braces are balanced, and no command in it does more than draw. Formulas, accents and
    styles that are already written in TeX stay so, if they are complete; all else is text.
    """
    return "".join(piece.tex for piece in pieces_of(with_quotes(text), characters))


def with_letters(tex: str, *, rare_alone: bool = False) -> str:
    """The TeX with Latin letters as they are, where it has them as commands for accents.

    `rare_alone`: only those with several accents and such, which biber misreads.
    """

    def letter(command: re.Match[str]) -> str:
        text = command[0]
        found = _letters().get(text, "")
        if found and not (rare_alone and ord(found) <= _LATIN_END):
            return found
        return text if found else text[0] + _LETTER_COMMAND.sub(letter, text[1:])

    return _LETTER_COMMAND.sub(letter, tex)


def needs(text: str, *, biber: bool = False) -> str:
    """A comment that says what TeX must load for these entries, or nothing.

    With `biber` letters are no obstacle for the bibliography, but still one for TeX.
    """
    commands = set(re.findall(r"\\[A-Za-z]+", text))
    lines = [line for names, line in _NEEDED.items() if commands & set(names.split())]
    if any(ord(character) > _LATIN_END for character in text):
        other = "" if biber else ", or biblatex with biber"
        lines.append(f"LuaLaTeX or XeLaTeX with fonts for all scripts{other}")
    return "".join(f"% Needs {line}\n" for line in lines) + ("\n" if lines else "")


def with_quotes(text: str) -> str:
    """The text on one line, its opening quotation marks curved."""
    return _OPEN_QUOTE.sub("“", harmless_line(text))


def pieces_of(text: str, plain: Callable[[str], Iterator[Piece]]) -> Iterator[Piece]:
    """The pieces of a text; what is no TeX is made pieces by `plain`."""
    start = place = 0
    while place < len(text):
        found = _written(text, place) if text[place] in "$\\{" else None
        if found is None:
            place += 1
            continue
        yield from plain(text[start:place])
        yield found[0]
        start = place = found[1]
    yield from plain(text[start:])


def _written(text: str, start: int) -> tuple[Piece, int] | None:
    """The TeX at `start`, and the place where the text goes on; None where there is none."""
    if text[start] == "$" or text.startswith(("\\(", "\\["), start):
        found = _formula(text, start)
        if found:
            return Piece("", found[0]), found[1]
    if text[start] == "{":
        return _grouped(text, start)
    if text[start] == "\\" and (match := _WRITTEN.match(text, start)):
        return Piece(_read(match), _kept(match)), match.end()
    return None


def _grouped(text: str, start: int) -> tuple[Piece, int] | None:
    """The letter in braces of its own, as in `G{\\"o}del`, and the place behind them."""
    group = _GROUP.match(text, start)
    match = group and _WRITTEN.fullmatch(_SPACED_ACCENT.sub(r"{\1}", group[1]))
    if not group or not match or not (match["accent"] or match["letter"]):
        return None
    return Piece(_read(match), _kept(match)), group.end()


def characters(text: str) -> Iterator[Piece]:
    """Each character of plain text as a piece."""
    return (Piece(character, character_to_tex(character)) for character in text)


def _read(match: re.Match[str]) -> str:
    """The letters of something written in TeX."""
    from papers_tui.text.tex.convert import to_unicode

    return match["character"] or _unescaped(match["inside"] or "") or to_unicode(match[0])


def _unescaped(text: str) -> str:
    return re.sub(r"\\([%&#_])", r"\1", text)


def _kept(match: re.Match[str]) -> str:
    if character := match["character"]:
        return _ESCAPES.get(character, character)
    if style := match["style"]:
        return style + "".join(map(character_to_tex, _unescaped(match["inside"]))) + "}"
    return f"{{{_dotted(match['accent'] or match['letter'])}}}"


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
    drawn = character_to_tex(match[0])
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
def character_to_tex(character: str) -> str:
    """One character as TeX; what has no form in TeX stays as it is."""
    if character.isascii():
        return {'"': "''"}.get(character) or _ESCAPES.get(character, character)
    if character in _TYPED or ord(character) in _CYRILLIC:
        return _TYPED.get(character, character)
    drawn = _encoder().unicode_to_latex(character).replace("\\mathscr", "\\mathcal")
    drawn = _accented(character) if drawn == character else _dotted(drawn)
    if math := re.fullmatch(r"\\ensuremath\{(.*)\}", drawn):
        return f"{{${math[1]}$}}"
    if _ODD in drawn or "{}" in drawn:
        return character
    return f"{{{drawn}}}" if "\\" in drawn else drawn


def _accented(letter: str) -> str:
    """A Latin letter that the table lacks as commands for its marks, those below it outermost."""
    base, *marks = list(unicodedata.normalize("NFD", letter))
    if not (base.isascii() and base.isalpha() and marks and set(marks) <= _MARKS.keys()):
        return letter
    tex = base
    for mark in sorted(marks, key=_BELOW.__contains__):
        tex = f"\\{_MARKS[mark]}{{{tex}}}"
    return tex


def _dotted(tex: str) -> str:
    r"""The accent over i instead of \i: LaTeX knows it, and biber sorts it under i."""
    return _OVER_DOTLESS.sub(r"\1\2", tex)


@cache
def _letters() -> dict[str, str]:
    """The letters of Latin scripts by their commands."""
    letters = map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)))
    written = {character_to_tex(letter): letter for letter in letters if letter.isalpha()}
    return {command: letter for command, letter in written.items() if "\\" in command}


@cache
def _encoder() -> UnicodeToLatexEncoder:
    from pylatexenc.latexencode import UnicodeToLatexEncoder

    return UnicodeToLatexEncoder(
        replacement_latex_protection="none",
        unknown_char_policy="keep",
        unknown_char_warning=False,
    )
