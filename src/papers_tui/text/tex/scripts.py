"""Superscripts, subscripts, fractions, roots, and accents, out of finished pieces."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from papers_tui.text.tex.symbols import LOWERED, RAISED

_WORD = re.compile(r"[\w.]+")
_SCRIPTS = "".join({*RAISED.values(), *LOWERED.values()} - set("*°′"))
_ROOTED = re.compile(rf"\d[\d.]*|[^\W\d_][{_SCRIPTS}]*|[^\w\s]")
_SINGLE = re.compile(rf"[∂∇√Δ]?(?:\d[\d.,]*|[^\W\d_][\u0300-\u036f]*)[{_SCRIPTS}]*!?|[^\W\d_]+")
_PRIMES = re.compile("[′″‴]+")
_CALL = re.compile(r"[√∛∜]?\w*(?:\([^()]*\)|‖[^‖]*‖|\|[^|]*\||⌊[^⌊⌋]*⌋|⌈[^⌈⌉]*⌉)")
_ABOVE = {
    "∼": "\u0303", "~": "\u0303", "^": "\u0302", "∧": "\u0302", "ˆ": "\u0302", "¯": "\u0304",
    "−": "\u0304", "-": "\u0304", "→": "\u20d7", "˙": "\u0307", ".": "\u0307", "·": "\u0307",
    "‾": "\u0304", "_": "\u0304", "¨": "\u0308", "..": "\u0308", "ˇ": "\u030c",
}  # fmt: skip
_EQUALS = {"def": "≝", "Def": "≝", "△": "≜", "Δ": "≜", "?": "≟", "!": "=!"}
_FEW = 3
"""Letters that each get the accent which stands over all of them."""

_MARKS = frozenset("0123456789*†‡∗")
_ROOTS = {"": "√", "3": "∛", "4": "∜"}


def script(mark: str, text: str, following: str = "", *, letters_stay: bool = False) -> str:
    """`text` raised (mark ^) or lowered (mark _): in Unicode's own where all of it can be.

    Otherwise the mark stays, with brackets where `following` would seem to belong to it. Under
    `max` and its like letters stay as they are.
    """
    if " " in text.strip() and mark == "^" and all(part in _MARKS for part in text.split()):
        return " ".join("".join(map(RAISED.__getitem__, part)) for part in text.split())
    tight = re.sub(r"\s*([^\w\s])\s*", r"\1", text.strip())
    if mark == "^" and tight in ("®", "™", "©"):
        return tight
    if mark == "^" and _PRIMES.fullmatch(tight):
        return tight.replace("′′", "″")
    table = RAISED if mark == "^" else LOWERED
    stays = letters_stay and any(character.isalpha() for character in tight)
    if tight and not stays and all(character in table for character in tight):
        return "".join(table[character] for character in tight)
    if len(tight) == 1 and not tight.isalnum():
        return mark + tight
    if _WORD.fullmatch(tight) and not re.match(r"\w|\.\w", following):
        return mark + tight
    return mark + _bracketed(tight)


def fraction(above: str, below: str, *, is_product: bool = False) -> str:
    """One line for a fraction, bracketed where it would read differently.

    A denominator that is a product gets brackets, which a word of as many letters does not need.
    """
    above, below = above.strip(), below.strip()
    if not _is_single(above) and not re.fullmatch(r"[\w.]+", above):
        above = _bracketed(above)
    alone = _is_single(below) and not is_product
    return f"{above}/{below if alone else _bracketed(below)}"


def stacked(above: str, base: str) -> str:
    """A mark above a base: an accent, a character of its own, or a superscript."""
    if mark := _ABOVE.get(above.strip()):
        return accented(base, mark) or base + script("^", above)
    if base == "=" and above.strip() in _EQUALS:
        return _EQUALS[above.strip()]
    return base + script("^", above)


@lru_cache(maxsize=256)
def plainer(character: str) -> str:
    """A bold, italic or upright letter of a formula as the plain one; other alphabets stay."""
    if not "\U0001d400" <= character <= "\U0001d7ff":
        return character
    if re.search("SCRIPT|FRAKTUR|DOUBLE-STRUCK", unicodedata.name(character, "")):
        return character
    return unicodedata.normalize("NFKC", character)


def root(degree: str, inside: str) -> str:
    """A root and its content, bracketed when that is more than one character."""
    character = _ROOTS.get(degree.strip()) or script("^", degree) + "√"
    return character + (inside if _ROOTED.fullmatch(inside) else _bracketed(inside))


def accented(base: str, mark: str) -> str | None:
    """The first character of `base` with a combining mark; None where no single one can take it."""
    if not base:
        return None
    if base.isalnum() and (mark == "\u0305" or (1 < len(base) <= _FEW and base.isalpha())):
        return "".join(unicodedata.normalize("NFC", character + mark) for character in base)
    if len(base) > 1 and not re.fullmatch(rf".[{_SCRIPTS}\u0300-\u036f\u20d7]+", base):
        return None
    base = {"ı": "i", "ȷ": "j"}.get(base, base)
    return unicodedata.normalize("NFC", base[0] + mark + base[1:])


def grouped(text: str) -> str:
    """The text, in brackets where a script would seem to belong to its last part."""
    return text if _is_single(text) else _bracketed(text)


def _is_single(text: str) -> bool:
    return bool(_SINGLE.fullmatch(text) or _CALL.fullmatch(text))


def _bracketed(text: str) -> str:
    return text if re.fullmatch(r"\([^()]*\)", text) else f"({text})"
