"""A page's text without Markdown made Markdown: formulas in pieces, bullets, references.

Such a text has each character of a formula on a line of its own, an empty line where a browser has
an invisible one, a bullet or an arrow alone above what it belongs to, and tabs between cells.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from papers_tui.text.tex.scripts import plainer, script

_NUMBER = re.compile(r"[\d.,]+%?$")
_EQUATION = re.compile(r"\((?:\d{1,3}|[A-Z]\.?\d{1,2})[a-z]?\)$")
_NAMES = frozenset({
    "min", "max", "arg", "argmin", "argmax", "log", "exp", "lim", "sup", "inf", "det", "tanh",
    "softmax", "Var", "Cov", "KL", "env", "s.t.", "tr", "diag", "sign", "rank", "clip", "where",
})  # fmt: skip
_SPACED = frozenset("=≤≥≠<>∈∉∼≈≜≔→←↦⇒⟹∝≡+−±×⋅∪∩⊂⊆≪≫|‖∥∀∃:") - frozenset("|‖∥:")
_TIGHT_BEFORE = frozenset(".,;:!?)]}’”")
_SPECIAL, _ESCAPED = re.compile(r"([*_\\`\[\]<$|])"), r"\\\1"
_BULLETS = frozenset("•–‣◦▪")
_STEP = re.compile(r"(\d{1,3}|[a-z]|[ivx]{1,4})[.)]$")

_NEW_LINE = re.compile(r"[ \u00a0]{3,}")
_CAPTION = re.compile(r"(?:Figure|Table|Algorithm|Listing) [A-Z]?\.?\d[\d.]*:?\s?[A-Z]")
_INDENTED_STEP = re.compile(r"\s+(?:for|foreach|while|if|else|end|return|repeat|until)\b(?!,)")
_ACCENTS = {
    "^": "\u0302", "ˆ": "\u0302", "~": "\u0303", "˜": "\u0303", "¯": "\u0304", "˙": "\u0307",
    "ˇ": "\u030c", "→": "\u20d7",
}  # fmt: skip
_NAME = re.compile(r"[A-Za-z][A-Za-z.]{2,14}$")
_INDICES = frozenset("ijklmst01")
_NEXT_INDEX = re.compile(r"[ijkmst][+−-][12]")
_ENDS_INDEX = frozenset("=←≜≈≤≥<>,∼∣|")
_COUNTED = re.compile(r"[a-z]=[01]")
_LIMIT = re.compile(r"[A-Zn𝐴-𝑍𝑛]")
_NAME_END = re.compile(r"[A-Za-z]\.[A-Za-z.]*\.$|_[A-Za-z]{3,}$")
_LABEL = re.compile(r"\s*(\[[\w+.-]{1,14}\]|\(?\d{1,3}[.)]|[^\t]{2,80}\(\d{4}[a-z]?\))\.?\s*$")
_RUN_IN = re.compile(r"[A-Z][^.:;!?]{2,60}[.:]$")

_BIG = frozenset("∑∏∫⋃⋂⨁")
_SETS, _EXPECTED = frozenset("ℝℤℕℂ"), frozenset("𝔼ℙ")
_LETTER = re.compile(r"[^\W\d_]")
_FACTOR = re.compile(r"[^\W\d_]|\d[\d.]*")
_AFTER_FRACTION = frozenset("=≤≥≠<>∼≈≜≔→←,.;)]}⌋|‖")
_ENDS_TERM = frozenset("=≤≥≠<>≈≜≔→←,;")
_HALVES = frozenset("23456789")
_POWERS = frozenset("23Nnd")
_MARKS, _FOOTNOTE = 3, re.compile(r"\d{1,2}|[∗*†‡§¶]")
"""How often a footnote's mark stands in front of its note, and what it is."""

_LONGEST_INDEX = 16

DISPLAY = "\u2062"
"""Begins a line that is a complete formula, drawn already. Cleaned texts have no such character."""

_OPEN = "\u2060"
"""Ends a line that the next one goes on with."""

Placed = tuple[str, int]
"""A line and its number in the source."""


def to_markdown(lines: list[str], first: int) -> list[Placed]:
    """The lines of a loose text, of which the first has the number `first`, as Markdown."""
    out: list[Placed] = []
    _convert(lines, first, out)
    return [(text.removesuffix(_OPEN), number) for text, number in out]


def _convert(lines: list[str], first: int, out: list[Placed]) -> None:
    place = 0
    while place < len(lines):
        line = lines[place]
        if line.strip() in _BULLETS or _STEP.match(line.strip()):
            place = _item(lines, place, first, out)
        elif _is_entry(lines, place):
            place = _entry(lines, place, first, out)
        elif "\t" in line.strip() and place + 1 < len(lines) and "\t" in lines[place + 1].strip():
            place = _table(lines, place, first, out)
        elif _is_piece(line):
            place = _formula(lines, place, first, out)
        elif _is_run_in(lines, place):
            if out and out[-1][0].strip():
                out.append(("", first + place))
            out.append((f"**{_SPECIAL.sub(_ESCAPED, line.strip())}**", first + place))
            place += 1
        else:
            _text(line, first + place, out)
            place += 1


def _is_run_in(lines: list[str], place: int) -> bool:
    """Whether the line is the heading of a paragraph: short, alone, and a longer one follows."""
    alone = place + 2 < len(lines) and not lines[place + 1].strip()
    return alone and bool(_RUN_IN.match(lines[place])) and len(lines[place + 2]) > len(lines[place])


def _text(line: str, number: int, out: list[Placed]) -> None:
    """A line of words; one that goes on after a formula is joined to it."""
    before = out[-1][0] if out else ""
    if _NEW_LINE.fullmatch(line) or (_CAPTION.match(line) and before.strip()):
        out.append(("", number))
        before = ""
    goes_on = line[:1] in (" ", "\t") or line[:1] in _TIGHT_BEFORE
    if goes_on and before.endswith(_OPEN) and not _INDENTED_STEP.match(line):
        out[-1] = (before[:-1] + line.replace("\t", " ").rstrip("\n"), out[-1][1])
        return
    if before.endswith(_OPEN):
        out[-1] = (before[:-1], out[-1][1])
    text = line.strip()
    if text.startswith("#") and not text.startswith("##"):
        text = f"\\{text}"
    out.append((text, number))


def _item(lines: list[str], place: int, first: int, out: list[Placed]) -> int:
    """A bullet alone on its line, and the text that it stands for."""
    mark = lines[place].strip()
    place += 1
    start = place
    while place < len(lines) and not lines[place].strip():
        place += 1
    bullet = "-" if mark in _BULLETS else mark if mark[0].isdigit() else f"- {mark}"
    if place == len(lines) or place - start > 2:
        out.append((_SPECIAL.sub(_ESCAPED, mark), first + start - 1))
        return start
    out.append(("", first + start - 1))
    end = place
    while end < len(lines) and (lines[end].strip() or _bridges(lines, end)):
        end += 1
    inner = to_markdown(lines[place:end], first + place)
    out.extend((f"{bullet} {text}" if not nth else f"  {text}", number)
               for nth, (text, number) in enumerate(inner) if text)  # fmt: skip
    return end


def _is_entry(lines: list[str], place: int) -> bool:
    return place + 1 < len(lines) and lines[place + 1].strip() == "↑" and bool(lines[place].strip())


def _entry(lines: list[str], place: int, first: int, out: list[Placed]) -> int:
    """A label, an arrow back, and the reference."""
    label, text, end = lines[place].strip(), [], place + 2
    while end < len(lines) and lines[end].strip() and not _is_entry(lines, end):
        text.append(lines[end].strip())
        end += 1
    label = label if label.startswith("[") else f"{label}."
    out += [
        (f"- {label} {' '.join(text)}".replace("\t", " "), first + place),
        ("", first + end - 1),
    ]
    return end


def _table(lines: list[str], place: int, first: int, out: list[Placed]) -> int:
    """Lines with tabs in them as a table."""
    end = place
    while end < len(lines) and "\t" in lines[end]:
        end += 1
    rows = [line.split("\t", 1) for line in lines[place:end]]
    if all(_LABEL.match(label) for label, _ in rows):
        for nth, (label, text) in enumerate(rows):
            out.append(
                (f"- {label.strip()} {text.strip()}".replace("\t", " "), first + place + nth)
            )
        out.append(("", first + end - 1))
        return end
    width = max(line.count("\t") for line in lines[place:end]) + 1
    out.append(("", first + place))
    for number in range(place, end):
        cells = [cell.strip().replace("|", "\\|") for cell in lines[number].split("\t")]
        out.append((f"| {' | '.join(cells + [''] * (width - len(cells)))} |", first + number))
        if number == place:
            out.append(("|" + " --- |" * width, first + number))
    out.append(("", first + end - 1))
    return end


def _is_piece(line: str) -> bool:
    """Whether the line is likely one character or name of a formula."""
    text = line.strip()
    if not text or line[0].isspace() or text in _BULLETS:
        return False
    if text in _NAMES or _NUMBER.match(text):
        return True
    if len(text) > 3:
        return False
    return len(text) == 1 or any(_is_mathematical(character) for character in text)


def _is_name(lines: list[str], place: int) -> bool:
    """Whether the line is a name within a formula: a word between a symbol and what goes on."""
    if not _NAME.match(lines[place]) or not _is_piece(lines[place - 1]):
        return False
    following = lines[place + 1] if place + 1 < len(lines) else ""
    return following[:1] in (" ", "\t") or _is_piece(following) or not following.strip()


def _is_mathematical(character: str) -> bool:
    return (
        unicodedata.category(character) in ("Sm", "Lm") or "\U0001d400" <= character <= "\U0001d7ff"
    )


def _bridges(lines: list[str], place: int) -> bool:
    """Whether the empty line stands for an invisible character between two pieces."""
    if lines[place].strip() or not 0 < place < len(lines) - 1:
        return False
    before = _is_piece(lines[place - 1]) or bool(_NAME.match(lines[place - 1]) and place > 1
                                                 and _is_piece(lines[place - 2]))  # fmt: skip
    return before and _is_piece(lines[place + 1])


def _formula(lines: list[str], place: int, first: int, out: list[Placed]) -> int:
    """The pieces of a formula on one line, after the text that it stands in."""
    end, pieces = place, []
    while end < len(lines) and (
        _is_piece(lines[end]) or _bridges(lines, end) or (end > place and _is_name(lines, end))
    ):
        pieces.append(lines[end].strip())
        end += 1
    alone = end == len(lines) or not lines[end].strip()
    if alone:
        label = lines[end + 1].strip() if end + 1 < len(lines) else ""
        if _EQUATION.match(label):
            pieces, end = [*pieces, f" {label}"], end + 2
    before = out[-1][0] if out else ""
    if alone and not before.strip():
        out += [(DISPLAY + _drawn(pieces), first + place), ("", first + end - 1)]
        return end
    text = _SPECIAL.sub(_ESCAPED, _drawn(pieces))
    if before.strip() and not before.startswith("#"):
        inner = before.removesuffix(_OPEN)
        tight = inner.endswith((" ", "(", "“", "[")) or text[0] in _TIGHT_BEFORE
        out[-1] = (f"{inner}{'' if tight else ' '}{text}{_OPEN}", out[-1][1])
    else:
        out.append((f"{_unmarked(text)}{_OPEN}", first + place))
    return end


def _drawn(pieces: list[str]) -> str:
    """The pieces as one text; an empty one stands for an invisible product."""
    if len(pieces) == _MARKS and len(set(pieces)) == 1 and _FOOTNOTE.fullmatch(pieces[0]):
        return f"[{pieces[0]}]"
    text = ""
    place = 0
    is_script = False
    while place < len(pieces):
        before = pieces[place - 1] if place and not is_script else ""
        count, shown = _script(before, pieces[place:]) if before else (0, "")
        is_script = bool(count)
        if not count:
            count, shown = _fraction(before, pieces[place:])
        if not count:
            count, shown = 1, pieces[place]
            if (mark := _ACCENTS.get(shown)) and text[-1:].isalpha():
                text, shown = text[:-1], unicodedata.normalize("NFC", plainer(text[-1]) + mark)
            elif (shown[:1].isalpha() and _NAME_END.search(text)) or (
                shown[:1].isalnum() and text[-1:].isdigit()
            ):
                shown = f" {shown}"
            elif shown in _SPACED and text:
                shown = f" {shown} "
            elif shown in _NAMES or shown == ",":
                shown = f"{shown} "
        text += shown
        place += count
    return " ".join("".join(map(plainer, text)).split())


def _fraction(before: str, pieces: list[str]) -> tuple[int, str]:
    """How many pieces are a fraction with 1 above its bar, and how it is shown.

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
        factors.append(_drawn(pieces[place:end]))
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
        return end, f"1/({_drawn(pieces[1:end])})"
    return (2, f"1/{factors[0]} ") if factors and factors[0] in _HALVES else (0, "")


def _script(before: str, pieces: list[str]) -> tuple[int, str]:
    """How many pieces are the script of the piece before them, and how they are shown.

    A page's text does not say what is lowered. A product has an empty piece between its factors, so
    that a letter right behind a letter is its script: raised behind a set of numbers, else lowered.
    """
    first = plainer(pieces[0])
    if before in _BIG:
        return _limits(before, pieces)
    if before in _EXPECTED and _LETTER.fullmatch(first) and (size := _index_size(pieces)):
        return size, script("_", _drawn(pieces[:size]))
    if before in _SETS and _FACTOR.fullmatch(first):
        size = 1
        while pieces[size : size + 1] == ["×"] and _FACTOR.fullmatch(
            "".join(pieces[size + 1 :][:1])
        ):
            size += 2
        return size, script("^", "".join(map(plainer, pieces[:size])))
    if before == "10" and first.isdigit():
        return 1, script("^", first)
    if before in (")", "}", "]") and first in _POWERS:
        return 1, script("^", first)
    if not (len(before) == 1 and before.isalpha()) and before not in _ACCENTS:
        return 0, ""
    if _NAME.match(pieces[0]) and pieces[0] not in _NAMES:
        return 1, f"_{pieces[0]}"
    if len(first) != 1 or not (first in _INDICES or (_LETTER.fullmatch(first) and first != "T")):
        return 0, ""
    inside = "".join(map(plainer, pieces[:3]))
    following = pieces[3] if len(pieces) > 3 else ""
    if _NEXT_INDEX.fullmatch(inside) and following in _ENDS_INDEX:
        return 3, script("_", inside)
    return 1, script("_", first)


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
    """How many pieces are the index of an expectation, up to its bracket; 0 where none are."""
    depth = 0
    for size, (piece, following) in enumerate(pairwise(pieces[:_LONGEST_INDEX])):
        depth += (piece in ("(", "{")) - (piece in (")", "}"))
        if depth == 0 and piece == "" and following == "[":
            return size
    return 0


def _unmarked(text: str) -> str:
    """The line so that its first character begins no list, heading or quote."""
    return f"\\{text}" if text[0] in "+-#>=~" else text
