"""A page's text without Markdown made Markdown: formulas in pieces, bullets, references.

Such a text has each character of a formula on a line of its own, an empty line where a browser has
an invisible one, a bullet or an arrow alone above what it belongs to, and tabs between cells.
"""

from __future__ import annotations

import re
import unicodedata

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
    text = ""
    place = 0
    while place < len(pieces):
        before = pieces[place - 1] if place else ""
        count, shown = _script(before, pieces[place:]) if before else (0, "")
        if not count:
            count, shown = 1, pieces[place]
            if (mark := _ACCENTS.get(shown)) and text[-1:].isalpha():
                text, shown = text[:-1], unicodedata.normalize("NFC", plainer(text[-1]) + mark)
            elif shown[:1].isalpha() and (text[-1:].isdigit() or _NAME_END.search(text)):
                shown = f" {shown}"
            elif shown in _SPACED and text:
                shown = f" {shown} "
            elif shown in _NAMES or shown == ",":
                shown = f"{shown} "
        text += shown
        place += count
    return " ".join("".join(map(plainer, text)).split())


def _script(before: str, pieces: list[str]) -> tuple[int, str]:
    """How many pieces are the script of the piece before them, and how they are shown.

    A page's text does not say what is lowered. A name and a running index right behind a letter
    are, and so is what a sum counts.
    """
    first = plainer(pieces[0])
    inside = "".join(map(plainer, pieces[:3]))
    if before == "∑" and _COUNTED.fullmatch(inside):
        above = plainer(pieces[3]) if len(pieces) > 3 and _LIMIT.fullmatch(pieces[3]) else ""
        shown = script("_", inside) + (script("^", above) if above else "")
        return 3 + bool(above), f"{shown} "
    if not (len(before) == 1 and before.isalpha()) and before not in _ACCENTS:
        return 0, ""
    if _NAME.match(pieces[0]) and pieces[0] not in _NAMES:
        return 1, f"_{pieces[0]}"
    if first not in _INDICES or len(first) != 1:
        return 0, ""
    following = pieces[3] if len(pieces) > 3 else ""
    if _NEXT_INDEX.fullmatch(inside) and following in _ENDS_INDEX:
        return 3, script("_", inside)
    return 1, script("_", first)


def _unmarked(text: str) -> str:
    """The line so that its first character begins no list, heading or quote."""
    return f"\\{text}" if text[0] in "+-#>=~" else text
