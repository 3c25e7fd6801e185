"""A page's text without Markdown made Markdown: formulas in pieces, bullets, references.

Such a text has each character of a formula on a line of its own, an empty line where a browser has
an invisible one, a bullet or an arrow alone above what it belongs to, and tabs between cells.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from papers_tui.text.document.formulas.equations import NUMBER
from papers_tui.text.document.formulas.pieces import NAME, NAMES, drawn

if TYPE_CHECKING:
    from papers_tui.text.document.blocks import Placed

_NUMBER = re.compile(r"[\d.,]+%?$")
_OF_EQUATION = re.compile(NUMBER)
_TIGHT_BEFORE = frozenset(".,;:!?)]}’”")
_SPECIAL, _ESCAPED = re.compile(r"([*_\\`\[\]<$|])"), r"\\\1"
_BULLETS = frozenset("•–‣◦▪")
_STEP = re.compile(r"(?:\d{1,3}[.)]|\(?(?:[a-z]|[ivx]{1,4})[.)])$")

_NEW_LINE = re.compile(r"[ \u00a0]{3,}")
_CAPTION = re.compile(r"(?:Figure|Table|Algorithm|Listing) [A-Z]?\.?\d[\d.]*:?\s?[A-Z]")
_INDENTED_STEP = re.compile(r"\s{2,}(?:for|foreach|while|if|else|end|return|repeat|until)\b(?!,)")
_LABEL = re.compile(r"\s*(\[[\w+.-]{1,14}\]|\(?\d{1,3}[.)]|[^\t]{2,80}\(\d{4}[a-z]?\))\.?\s*$")
_RUN_IN = re.compile(r"[A-Z][^.:;!?]{2,60}[.:]$")

DISPLAY = "\u2062"
"""Begins a line that is a complete formula, drawn already, and the number behind it, if it has one.
Cleaned texts have no such character."""

_GLUED_SENTENCE = re.compile(r"(?<=[a-z]{2}[.?!])(?=[A-Z][a-z])")
_OPEN = "\u2060"
"""Ends a line that the next one goes on with."""

_CLOSED = f"\\]{_OPEN}"
_NOTE_BEGINS = re.compile(rf"\\\[(?:\d{{1,2}}|[∗†‡§¶])\\\]{_OPEN}\Z")
"""A footnote's mark, behind which its note stands."""


def to_markdown(lines: list[str], first: int) -> list[Placed]:
    """The lines of a plain page, of which the first has the number `first`, as Markdown."""
    out: list[Placed] = []
    _convert(lines, first, out)
    return [(text.removesuffix(_OPEN), number) for text, number in out]


def _convert(lines: list[str], first: int, out: list[Placed]) -> None:
    place = 0
    while place < len(lines):
        line = lines[place]
        if _is_mark(line):
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


def _is_mark(line: str) -> bool:
    """Whether the line is a bullet or the number of an item, and nothing else."""
    text = line.strip()
    return text in _BULLETS or bool(_STEP.match(text))


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
    if _NOTE_BEGINS.search(before) and not goes_on:
        out[-1] = (f"{before[: -len(_CLOSED)]}: {line.strip()}{_CLOSED}", out[-1][1])
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
    if place == len(lines) or place - start > 2 or _is_mark(lines[place]):
        out.append((_SPECIAL.sub(_ESCAPED, mark), first + start - 1))
        return start
    out.append(("", first + start - 1))
    end = place
    while end < len(lines) and (lines[end].strip() or _bridges(lines, end)):
        if _is_mark(lines[end]):
            break
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
    text = [_GLUED_SENTENCE.sub(" ", part) for part in text]
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
    if text in NAMES or _NUMBER.match(text):
        return True
    if len(text) > 3:
        return False
    return len(text) == 1 or any(_is_mathematical(character) for character in text)


def _is_name(lines: list[str], place: int) -> bool:
    """Whether the line is a name within a formula: a word between a symbol and what goes on."""
    if not NAME.match(lines[place]) or not _is_piece(lines[place - 1]):
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
    before = _is_piece(lines[place - 1]) or bool(NAME.match(lines[place - 1]) and place > 1
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
    alone, shown = end == len(lines) or not lines[end].strip(), drawn(pieces)
    number = lines[end + 1].strip() if alone and end + 1 < len(lines) else ""
    if _OF_EQUATION.fullmatch(number):
        end += 2
    else:
        number = ""
    before = out[-1][0] if out else ""
    if alone and not before.strip():
        behind = f"{DISPLAY}{number}" if number else ""
        out += [(f"{DISPLAY}{shown}{behind}", first + place), ("", first + end - 1)]
        return end
    text = _SPECIAL.sub(_ESCAPED, f"{shown} {number}".strip())
    if before.strip() and not before.startswith("#"):
        inner = before.removesuffix(_OPEN)
        tight = inner.endswith((" ", "(", "“", "[")) or text[0] in _TIGHT_BEFORE
        out[-1] = (f"{inner}{'' if tight else ' '}{text}{_OPEN}", out[-1][1])
    else:
        out.append((f"{_unmarked(text)}{_OPEN}", first + place))
    return end


def _unmarked(text: str) -> str:
    """The line so that its first character begins no list, heading or quote."""
    return f"\\{text}" if text[0] in "+-#>=~" else text
