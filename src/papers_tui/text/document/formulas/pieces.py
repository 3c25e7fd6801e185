"""Formulas in pieces, one symbol a line, as one text: scripts, fractions and sums by their order.

A browser's text does not say what is raised, lowered or divided. What it does have is an empty
line for each invisible product, and none between a symbol and its script.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from papers_tui.text.tex.scripts import plainer, script

NAMES = frozenset({
    "min", "max", "arg", "argmin", "argmax", "log", "exp", "lim", "sup", "inf", "det", "tanh",
    "softmax", "Var", "Cov", "KL", "env", "s.t.", "tr", "diag", "sign", "rank", "clip", "where",
})  # fmt: skip
_SPACED = frozenset("=≤≥≠<>∈∉∼≈≜≔→←↦⇒⟹∝≡+−±×⋅∪∩⊂⊆≪≫|‖∥∀∃:") - frozenset("|‖∥:")
_ACCENTS = {
    "^": "\u0302", "ˆ": "\u0302", "~": "\u0303", "˜": "\u0303", "¯": "\u0304", "˙": "\u0307",
    "ˇ": "\u030c", "→": "\u20d7",
}  # fmt: skip
NAME = re.compile(r"[A-Za-z][A-Za-z.]{2,14}$")
_INDICES = frozenset("ijklmst01")
_NEXT_INDEX = re.compile(r"[ijkmst][+−-][12]")
_ENDS_INDEX = frozenset("=←≜≈≤≥<>,∼∣|")
_COUNTED = re.compile(r"[a-z]=[01]")
_LIMIT = re.compile(r"[A-Zn𝐴-𝑍𝑛]")
_NAME_END = re.compile(r"[A-Za-z]\.[A-Za-z.]*\.$|_[A-Za-z]{3,}$")
_BIG = frozenset("∑∏∫⋃⋂⨁")
_SETS, _EXPECTED = frozenset("ℝℤℕℂ"), frozenset("𝔼ℙ")
_LETTER = re.compile(r"[^\W\d_]")
_FACTOR = re.compile(r"[^\W\d_]|\d[\d.]*")
_AFTER_FRACTION = frozenset("=≤≥≠<>∼≈≜≔→←,.;)]}⌋|‖")
_ENDS_TERM = frozenset("=≤≥≠<>≈≜≔→←,;")
_HALVES = frozenset("23456789")
_POWERS, _CLOSED = frozenset("23Nnd"), frozenset(")}]")
_MARKS, _FOOTNOTE = 3, re.compile(r"\d{1,2}|[∗*†‡§¶]")
"""The number of marks in front of a footnote, all of them the same, and their form."""

_LONGEST_INDEX, _AHEAD = 16, 200
_LIMITED = frozenset({"max", "min", "sup", "inf", "argmax", "argmin", "lim"})
_ORDER = re.compile(r"[O𝒪𝑂ΘΩ]\([^()]*\Z")
"""An order of growth that is open: in it a letter has powers, and no indices."""


def drawn(pieces: list[str]) -> str:
    """The pieces as one text; an empty one stands for an invisible product."""
    if len(pieces) == _MARKS and len(set(pieces)) == 1 and _FOOTNOTE.fullmatch(pieces[0]):
        return f"[{pieces[0]}]"
    text = ""
    place = 0
    is_script = False
    while place < len(pieces):
        before = pieces[place - 1] if place and not is_script else ""
        ahead = pieces[place : place + _AHEAD]
        count, shown = _script(before, ahead, text) if before else (0, "")
        is_script = bool(count)
        text = text.rstrip() if is_script else text
        if not count:
            count, shown = _fraction(before, ahead)
        if not count:
            count, shown = 1, pieces[place]
            if (mark := _ACCENTS.get(shown)) and text[-1:].isalpha():
                text, shown = text[:-1], unicodedata.normalize("NFC", plainer(text[-1]) + mark)
            elif (shown[:1].isalpha() and _NAME_END.search(text[-_LONGEST_INDEX:])) or (
                shown[:1].isalnum() and text[-1:].isdigit()
            ):
                shown = f" {shown}"
            elif shown in _SPACED and text:
                shown = f" {shown} "
            elif shown in NAMES or shown == ",":
                shown = f"{shown} "
        text += shown
        place += count
    return " ".join("".join(map(plainer, text)).split())


def _fraction(before: str, pieces: list[str]) -> tuple[int, str]:
    """The number of pieces that are a fraction with 1 above its bar, and the fraction as shown.

    A product has an empty piece between its factors, so that a factor right below a 1 is below a
    bar. Where the fraction ends is certain only in front of a big operator, and for a single
    factor where the product ends with it.
    """
    if pieces[0] != "1" or (before and (before.isalnum() or before in ")]}")):
        return 0, ""
    factors: list[str] = []
    place = 1
    while place < len(pieces) and _FACTOR.fullmatch(pieces[place]):
        end = place + 1
        while end < len(pieces) and plainer(pieces[end]) in _INDICES and pieces[place].isalpha():
            end += 1
        factors.append(drawn(pieces[place:end]))
        place = end
        if pieces[place : place + 1] != [""]:
            break
        place += 1
    following = pieces[place] if place < len(pieces) else ""
    if factors and following in _BIG:
        below = factors[0] if len(factors) == 1 else f"({''.join(factors)})"
        return place, f"1/{below} "
    if len(factors) == 1 and (place == len(pieces) or following in _AFTER_FRACTION):
        return place, f"1/{factors[0]}"
    if factors[:1] == ["1"] and following in ("+", "−", "-"):  # nobody divides by 1 alone
        end = next((n for n, one in enumerate(pieces) if n > 1 and one in _ENDS_TERM), len(pieces))
        return end, f"1/({drawn(pieces[1:end])})"
    return (2, f"1/{factors[0]} ") if factors and factors[0] in _HALVES else (0, "")


def _script(before: str, pieces: list[str], text: str) -> tuple[int, str]:
    """The number of pieces that are a script of the piece before them, and the script as shown.

    A page's text does not say what is lowered. A product has an empty piece between its factors, so
    that a letter right behind a letter is its script: raised behind a set of numbers, else lowered.
    """
    first = plainer(pieces[0])
    if found := _by_base(before, first, pieces, text):
        return found
    if not (len(before) == 1 and before.isalpha()) and before not in _ACCENTS:
        return 0, ""
    if NAME.match(pieces[0]) and pieces[0] not in NAMES:
        return 1, f"_{pieces[0]}"
    if len(first) != 1 or not (first in _INDICES or (_LETTER.fullmatch(first) and first != "T")):
        return 0, ""
    inside = "".join(map(plainer, pieces[:3]))
    following = pieces[3] if len(pieces) > 3 else ""
    if _NEXT_INDEX.fullmatch(inside) and following in _ENDS_INDEX:
        return 3, script("_", inside)
    return 1, script("_", first)


def _by_base(before: str, first: str, pieces: list[str], text: str) -> tuple[int, str] | None:
    """The script of what has its own: sums, limits, norms, expectations, sets, powers."""
    if before in _BIG:
        return _limits(before, pieces)
    if before in _LIMITED and _LETTER.fullmatch(first) and "" in pieces[:_LONGEST_INDEX]:
        size = pieces.index("")
        return size, script("_", drawn(pieces[:size]), letters_stay=True) + " "
    if before in ("‖", "∥") and re.fullmatch(r"\d\d", "".join(pieces[:2])):
        return 2, script("_", first) + script("^", pieces[1])
    if before in _EXPECTED and _LETTER.fullmatch(first) and (size := _index_size(pieces)):
        return size, script("_", drawn(pieces[:size]))
    if before in _SETS and _FACTOR.fullmatch(first):
        size = 1
        while pieces[size : size + 1] == ["×"] and _FACTOR.match("".join(pieces[size + 1 :])):
            size += 2
        return size, script("^", "".join(map(plainer, pieces[:size])))
    is_power = first in ("2", "3") and before.isalpha() and _ORDER.search(text[-_AHEAD:])
    if is_power or (before == "10" and first.isdigit()) or (before in _CLOSED and first in _POWERS):
        return 1, script("^", first)
    return None


def _limits(big: str, pieces: list[str]) -> tuple[int, str]:
    """The index of a sum, with what it begins with and where it ends if that is there."""
    inside = "".join(map(plainer, pieces[:3]))
    if big == "∑" and _COUNTED.fullmatch(inside):
        above = plainer(pieces[3]) if len(pieces) > 3 and _LIMIT.fullmatch(pieces[3]) else ""
        shown = script("_", inside) + (script("^", above) if above else "")
        return 3 + bool(above), f"{shown} "
    first, following = plainer(pieces[0]), "".join(pieces[1:2])
    if big != "∫" and re.fullmatch("[a-z]", first) and _LETTER.fullmatch(following):
        return 1, f"{script('_', first)} "
    return 0, ""


def _index_size(pieces: list[str]) -> int:
    """The number of pieces in an expectation's index, up to its bracket; 0 where there is none."""
    depth = 0
    for size, (piece, following) in enumerate(pairwise(pieces[:_LONGEST_INDEX])):
        depth += (piece in ("(", "{")) - (piece in (")", "}"))
        if depth == 0 and piece == "" and following == "[":
            return size
    return 0
