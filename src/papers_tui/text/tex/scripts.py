"""Superscripts, subscripts, fractions, roots, and accents, out of finished pieces."""

from __future__ import annotations

import re
import unicodedata

from papers_tui.text.tex.symbols import LOWERED, RAISED

_WORD = re.compile(r"[\w.]+")
_SCRIPTS = "".join({*RAISED.values(), *LOWERED.values()} - set("*°′"))
_ROOTED = re.compile(rf"\d[\d.]*|[^\W\d_][{_SCRIPTS}]*|[^\w\s]")
_SINGLE = re.compile(rf"[∂∇√Δ]?(?:\d[\d.,]*|[^\W\d_][\u0300-\u036f]*)[{_SCRIPTS}]*|[^\W\d_]+")
_CALL = re.compile(r"[√∛∜]?\w*(?:\([^()]*\)|‖[^‖]*‖|\|[^|]*\||⌊[^⌊⌋]*⌋|⌈[^⌈⌉]*⌉)")
_ROOTS = {"": "√", "3": "∛", "4": "∜"}


def script(mark: str, text: str, following: str = "") -> str:
    """`text` raised (mark ^) or lowered (mark _): in Unicode's own where all of it can be.

    Otherwise the mark stays, with brackets where `following` would seem to belong to it.
    """
    tight = re.sub(r"\s*([^\w\s])\s*", r"\1", text.strip())
    table = RAISED if mark == "^" else LOWERED
    if tight and all(character in table for character in tight):
        return "".join(table[character] for character in tight)
    if len(tight) == 1 and not tight.isalnum():
        return mark + tight
    if _WORD.fullmatch(tight) and not re.match(r"\w|\.\w", following):
        return mark + tight
    return mark + _bracketed(tight)


def fraction(above: str, below: str) -> str:
    """One line for a fraction, bracketed where it would read differently."""
    above, below = above.strip(), below.strip()
    if not _is_single(above) and not re.fullmatch(r"[\w.]+", above):
        above = _bracketed(above)
    return f"{above}/{below if _is_single(below) else _bracketed(below)}"


def root(degree: str, inside: str) -> str:
    """A root sign and what is under it, bracketed when that is more than one character."""
    character = _ROOTS.get(degree.strip()) or script("^", degree) + "√"
    return character + (inside if _ROOTED.fullmatch(inside) else _bracketed(inside))


def accented(base: str, mark: str) -> str | None:
    """The first character of `base` with a combining mark; None where no single one can take it."""
    if not base:
        return None
    if mark == "\u0305" and base.isalnum():
        return "".join(character + mark for character in base)
    if len(base) > 1 and not re.fullmatch(rf".[{_SCRIPTS}\u0300-\u036f\u20d7]+", base):
        return None
    base = {"ı": "i", "ȷ": "j"}.get(base, base)
    return unicodedata.normalize("NFC", base[0] + mark + base[1:])


def _is_single(text: str) -> bool:
    return bool(_SINGLE.fullmatch(text) or _CALL.fullmatch(text))


def _bracketed(text: str) -> str:
    return text if re.fullmatch(r"\([^()]*\)", text) else f"({text})"
