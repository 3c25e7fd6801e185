"""Titles in TeX: formulas made TeX again, and braces where a style must not make capitals small."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from papers_tui.export.latex import (
    Piece,
    character_to_tex,
    characters,
    pieces_of,
    with_quotes,
)
from papers_tui.text.tex import symbols

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMES = symbols.names(
    "African American Apple Arabic Asian Austrian Bayes Bayesian Bellman Bengali Bernoulli "
    "Boltzmann Brazilian British Brownian Cantonese Carlo Catalan Cauchy Chinese Claude Cohen "
    "Dirichlet Docker Dutch Earth Einstein English Euclid Euclidean Euler Eulerian European "
    "Fisher Fourier French Frobenius Gabor Galerkin Gauss Gaussian Gaussians Gemini Gemma German "
    "Gibbs Git Google Greek Hadamard Hamilton Hamiltonian Hebrew Hessian Hilbert Hindi Hungarian "
    "Indian Indic Indonesian Italian Jacobian Japanese Java Kalman Kolmogorov Korean Kronecker "
    "Kubernetes Lagrange Lagrangian Langevin Laplace Laplacian Latin Legendre Linux Lipschitz "
    "Llama Lyapunov Malay Mandarin Markov Markovian Mars Meta Microsoft Minecraft Mistral Monte "
    "Nash Newton Newtonian Olympiad Parkinson Persian Poisson Polish Portuguese Python Qwen "
    "Reddit Riemann Riemannian Russian Schrodinger Schrödinger Shannon Shapley Sobolev Spanish "
    "Stein Swahili Swedish Taylor Thai Thompson Tibetan Turing Turkish Ukrainian Urdu Vietnamese "
    "Wasserstein Wikidata Wikipedia Windows "
)
"""Names in titles whose capital a style must not take away."""

_RAISED = "".join({*symbols.RAISED.values()} - set("*°′†‡⋆"))
_LOWERED = "".join({*symbols.LOWERED.values()})
_FROM_RAISED = {drawn: plain for plain, drawn in reversed(symbols.RAISED.items())}
_FROM_LOWERED = {drawn: plain for plain, drawn in reversed(symbols.LOWERED.items())}
_SYMBOLS = "".join(
    symbol
    for symbol in {
        *symbols.LETTERS.values(), *symbols.OPERATORS.values(), *symbols.RELATIONS.values()
    }
    if len(symbol) == 1 and not symbol.isascii() and symbol not in "–—‘’“”…°§¶©£€™®µıȷ•×÷±·†‡✓✗‖"
)  # fmt: skip
_DRAWN_PART = re.compile(
    rf"(?P<raised>[{re.escape(_RAISED)}]+)|(?P<lowered>[{re.escape(_LOWERED)}]+)"
    rf"|[\^_]\((?P<group>[\w+\-−=,.×·*/{re.escape(_SYMBOLS)}]{{1,40}})\)|_(?P<decimal>\d+\.\d+)|[{re.escape(_SYMBOLS)}]"
)
_DRAWN = re.compile(
    "(?:"
    + re.sub(r"\?P<\w+>", "?:", _DRAWN_PART.pattern)
    .replace(r"|[\^_]\(", r"|(?<=[\w)\]|])[\^_]\(")
    .replace("|_(?:", rf"|(?:(?<=\b[A-Za-z])|(?<=[{re.escape(_SYMBOLS)}]))_(?:")
    + ")+"
)
_COMMAND_AS_TEXT = "\\textbackslash"
_SPACE_BEFORE_SCRIPT = re.compile(r"(?<=[A-Za-z]) (?=[\^_}]|\Z)")
_IN_WORD = re.compile(r"[\w\-.+'’&][\w\-.+'’&]*", re.DOTALL)


def title_to_tex(title: str) -> str:
    """A title as the reader shows it, in TeX, its names and acronyms safe from lower case.

    Formulas that lost their dollars are formulas again. Words with a capital or a digit after
    their first letter stand in braces, and so do a few names.
    """
    from papers_tui.text.tex.convert import to_unicode

    line = with_quotes(title)
    written = _protected(pieces_of(line, _shown_characters))
    if _COMMAND_AS_TEXT in written and "\\" not in to_unicode(line):
        return _protected(_shown_characters(line))  # commands within commands
    return written


def _shown_characters(text: str) -> Iterator[Piece]:
    """The pieces of a text as it is shown, those of one formula in one."""
    from papers_tui.text.tex.convert import to_unicode

    place, shown = 0, to_unicode(text)
    for found in _DRAWN.finditer(shown):
        yield from characters(shown[place : found.start()])
        inside = "".join(map(_drawn, _DRAWN_PART.finditer(found[0])))
        yield Piece("", f"{{${_SPACE_BEFORE_SCRIPT.sub('', inside)}$}}")
        place = found.end()
    yield from characters(shown[place:])


def _drawn(part: re.Match[str]) -> str:
    """A part of a formula that was drawn in Unicode as TeX again."""
    text = part[0]
    if part["raised"] or part["lowered"]:
        table, mark = (_FROM_RAISED, "^") if part["raised"] else (_FROM_LOWERED, "_")
        return f"{mark}{{{''.join(_in_math(table[character]) for character in text)}}}"
    if inside := part["group"] or part["decimal"]:
        return f"{text[0]}{{{''.join(map(_in_math, inside))}}}"
    return _in_math(text)


def _in_math(character: str) -> str:
    written = character_to_tex(character)
    if math := re.fullmatch(r"\{\$(.*)\$\}", written):
        following = " " if re.search(r"\\[A-Za-z]+\Z", math[1]) else ""
        return math[1] + following
    return {"×": r"\times ", "−": "-"}.get(character, written)


def _protected(pieces: Iterator[Piece]) -> str:
    """The pieces, with words in braces that a style must not change."""
    done: list[str] = []
    word: list[Piece] = []
    first = True
    for piece in [*pieces, Piece(" ", "")]:
        if piece.plain and not _IN_WORD.fullmatch(piece.plain):
            done += [_compound(word, is_first=first), piece.tex]
            first = False
            word = []
        else:
            word.append(piece)
    return "".join(done)


def _compound(word: list[Piece], *, is_first: bool) -> str:
    """A word with its hyphens: the parts that matter in braces, neighbors in the same ones.

    The first letter of a title stays as it is in every style.
    """
    parts = [list(part) for _, part in groupby(word, lambda piece: piece.plain == "-")]
    texts = ["".join(piece.plain for piece in part) for part in parts]
    keep = [_matters(text, parts[place]) for place, text in enumerate(texts)]
    if is_first and not any(keep[1:]):
        keep[:1] = [_matters(text, parts[0], is_first=True) for text in texts[:1]]
    for place in range(2, len(texts), 2):
        named = texts[place - 2][:1].isupper() and texts[place][:1].isdigit()
        if named or (keep[place - 2] and texts[place][:1].isdigit()):
            keep[place - 2] = keep[place] = True
    for place in range(1, len(texts) - 1):
        if texts[place] == "-" and keep[place - 1] and keep[place + 1]:
            keep[place] = True
    out = ""
    for kept, group in groupby(zip(keep, parts, strict=True), lambda pair: pair[0]):
        tex = "".join(piece.tex for _, part in group for piece in part)
        out += _braced(tex) if kept else tex
    return out


def _matters(text: str, part: list[Piece], *, is_first: bool = False) -> bool:
    """Whether a style's lower case would take something from the word."""
    letters = text.strip("._+&'’")
    if letters.removesuffix("'s").removesuffix("’s") in _NAMES:
        return True
    has_formula = any(not piece.plain for piece in part)
    is_letter = len(letters) == 1 and letters != "A"
    starts = is_first and bool(part[:1]) and part[0].plain.isalpha()
    counted = letters if (has_formula or is_letter) and not starts else letters[1:]
    digits = letters[:1].isalpha() and any(map(str.isdigit, letters[1:]))
    return digits or any(map(str.isupper, counted))


def _braced(tex: str) -> str:
    """In braces of which BibTeX takes nothing for a special character."""
    return f"{{{{}}{tex}}}" if tex.startswith("\\") else f"{{{tex}}}"
