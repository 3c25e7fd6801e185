"""Algorithms, one row a step: a page gives each formula in them as a paragraph of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from papers_tui.text.document.boilerplate import UNDERLINE

if TYPE_CHECKING:
    from collections.abc import Sequence

_CAPTION = re.compile(r"\**(Algorithm [A-Z]?\.?\d+(?:\.\d+)*)\**[.:]?\**\s+(\S.*)")
CAPTIONS = ("Algorithm ", "**Algorithm ")
"""The beginnings of an algorithm's caption, plain and bold."""

_LONGEST_CAPTION = 140
_STEP = re.compile(r"\s*(\d{1,3}):\s*(.*)")
_KEYWORD = re.compile(
    r"(?:for|foreach|forall|parfor|while|if|else|elseif|elsif|elif|end|endfor|endif|endwhile|repeat|"
    r"until|loop|return|break|continue|function|procedure|input|output|require|ensure|data|result|"
    r"initiali[sz]e|parameters?|hyperparameters?)\b(?!-)",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"(?:for|foreach|forall|parfor|while|if|else|elseif|elsif|elif|repeat|loop|function|procedure)\b",
    re.IGNORECASE,
)
_CLOSES = re.compile(r"(?:end|until|endfor|endif|endwhile|else|elseif|elsif|elif)\b", re.IGNORECASE)
_ONE_LINE = re.compile(r"\bend(?: ?(?:if|for|while))?\W*\Z|\bthen\W+\w+.*|:\s+\w.*\Z")
_LABELED = re.compile(r"\**(?:input|output|require|ensure|data|result)s?\**\s*:", re.IGNORECASE)
_OPENING = re.compile(r"\b(?:do|then|else|repeat|begin)\W*\Z")
_AWAITS = re.compile(
    r"(?:\b(?:for|each|all|if|while|until|to|in|of|with|by|and|or|return|from|as|on|using|over|per|"
    r"not|is|via|at|into|than|the|a|an|let|set|compute|sample)|[,=←∈(+−:-])\s*\Z",
    re.IGNORECASE,
)
_ASSIGNS = re.compile(r"\\(?:left|get)(?:arrow|s)|\\gets|←|:=|(?<![<>≤≥=!])=(?!=)")
_DRAWN_ASSIGNMENT = re.compile(r"\S{1,12}\s*(?:←|:=)")
_ONLY_FORMULA = re.compile(r"\s*(?:\\\((?:(?!\\\)).)+\\\)\s*)+[.,;]?\s*")
_STOPS = re.compile(
    r"#{1,6}\s|\||!\[|[*-]\s|\*\*(?!Algorithm|\d)|\**(?:Table|Figure|Fig\.|Algorithm|Listing)\s[A-Z]?\.?\d[\d.]*\**[.:]?\s"
)
_PROSE_LENGTH, _PROSE_WORDS, _NEAR = 90, 10, 14
_TIGHT = re.compile(r"\s+(?=[,.;:)\]])")


class Step(NamedTuple):
    """A step: its number where it has one, its text in Markdown, its depth, its source line."""

    number: str
    text: str
    depth: int
    line: int


def label(line: str) -> str:
    """The number in front of a step with its colon, and nothing where there is none."""
    found = _STEP.match(line)
    return f"{found[1]}: " if found else ""


def caption(line: str) -> tuple[str, str] | None:
    """The name and the title of the algorithm that a line is the caption of."""
    found = _CAPTION.fullmatch(line.strip()) if len(line) <= _LONGEST_CAPTION else None
    if found is None or found[2].rstrip("*").endswith(".") or found[2][:1].islower():
        return None
    return found[1], found[2].strip("* ")


def end_of_algorithm(lines: Sequence[str], start: int, last: int) -> int:
    """The line after the algorithm whose caption is at `start`; `start` where there is none.

    The lines are looked at up to `last`.
    """
    if not lines[start].startswith(CAPTIONS) or caption(lines[start]) is None:
        return start
    near = [line for line in lines[start + 1 : start + 1 + _NEAR] if line.strip()]
    if not any(_STEP.match(line) or _KEYWORD.match(line.strip()) for line in near):
        return start
    end = start + 1
    while end < last and not _stops(lines, end):
        end += 1
    while not lines[end - 1].strip():
        end -= 1
    return end


def steps(lines: Sequence[tuple[str, int]]) -> list[Step]:
    """The steps in the lines below a caption, each with its formulas and its depth."""
    found: list[list[str | int]] = []
    is_numbered = sum(1 for text, _ in lines if _STEP.match(text)) > 2
    after_empty = True
    for text, number in lines:
        if not text.strip():
            after_empty = True
            continue
        label = _STEP.match(text)
        if label:
            found.append([label[1] if label[1] != "0" else "", label[2].strip(), number])
        elif (
            not found
            or _LABELED.match(text.strip())
            or (not is_numbered and _begins(text, str(found[-1][1]), after_empty))
        ):
            found.append(["", text.strip(), number])
        else:
            found[-1][1] = f"{found[-1][1]} {text.strip()}".strip()
        after_empty = False
    return _indented(found)


def _stops(lines: Sequence[str], place: int) -> bool:
    """Whether something else begins at the line: a heading, a caption, a table, prose."""
    line, before = lines[place], lines[place - 1]
    if not line.strip():
        return False
    if _STOPS.match(line) or (place + 1 < len(lines) and UNDERLINE.fullmatch(lines[place + 1])):
        return True
    if before.strip() or _STEP.match(line) or "\\" in line.split(" ")[0]:
        return False
    is_sentence = line[:1].isupper() and len(line.split()) >= _PROSE_WORDS
    return len(line) > _PROSE_LENGTH and is_sentence and not _KEYWORD.match(line)


def _begins(text: str, current: str, after_empty: bool) -> bool:
    """Whether a line without a number begins a step."""
    if after_empty and _OPENING.search(current):
        return True
    is_open = _AWAITS.search(current) and not re.match(r"end\b", current)
    if is_open and not _CLOSES.match(text.strip()):
        return False
    if _ONLY_FORMULA.fullmatch(text):
        return after_empty and bool(_ASSIGNS.search(text))
    if not after_empty and _ONLY_FORMULA.search(current[-200:]):
        return bool(_KEYWORD.match(text.strip()) and text[:1].isspace())
    if after_empty and _DRAWN_ASSIGNMENT.match(text):
        return True
    return bool(_KEYWORD.match(text.strip())) or text.strip()[:1].isupper() or text[:2] == "//"


def _indented(found: list[list[str | int]]) -> list[Step]:
    done: list[Step] = []
    depth = 0
    for label, text, line in found:
        plain = str(text)
        if _CLOSES.match(plain):
            depth = max(0, depth - 1)
        done.append(Step(str(label), _TIGHT.sub("", plain), depth, int(line)))
        if _OPENS.match(plain) and not _ONE_LINE.search(plain):
            depth += 1
    return done
