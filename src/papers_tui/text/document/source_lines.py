"""Lines of a full text as they are parsed: cross-references, footnotes and names set right."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from papers_tui.text.document.formulas.bare import as_display
from papers_tui.text.document.formulas.equations import NUMBER
from papers_tui.text.document.formulas.latexml import formulas_once
from papers_tui.text.document.outline import CAPTION, FENCE, LONGEST_FORMULA, after_fence

if TYPE_CHECKING:
    from collections.abc import Callable

    from papers_tui.text.document.blocks import Placed

_WORDS = (
    r"Equations?|Eqs?\.?|Eqns?\.?|Figures?|Figs?\.?|Tables?|Tabs?\.|Sections?|Secs?\.?|Algorithms?|"
    r"Algs?\.|Theorems?|Thms?\.|Lemmas?|Propositions?|Props?\.|Corollar(?:y|ies)|Definitions?|Defs?\.|"
    r"Assumptions?|Remarks?|Appendi(?:x|ces)|Apps?\.|Examples?|Listings?|Chapters?|Parts?|Steps?|"
    r"Lines?|Problems?|Claims?|Conditions?|Constraints?"
)
_ONE = r"\(?(?:[A-Z]\.?)?\d[\w.]*\w\)?|\(?\d\)?"
_GLUED_NUMBER = re.compile(rf"\b({_WORDS})(?=\(?\d|[A-Z]\.?\d)({_ONE})")
_GLUED_MORE = re.compile(
    rf"\b((?:{_WORDS}) (?:{_ONE})(?:, ?(?:{_ONE}))*(?:,? (?:and|or|to) (?:{_ONE}))*"
    r",? (?:and|or|to))(?=\d)"
)
_GLUED_APPENDIX = re.compile(r"(?<=\bAppendix)(?=[A-Z](?![A-Za-z]))")
_INSIDE_LINK = r"\[[^\[\]]{1,24}\]\(https?://(?:www\.)?arxiv\.org/html/[^\s()]*#"
_GLUED_LINK = re.compile(
    rf"(?<=[A-Za-z0-9])(?<!\]\()(?=\[?{_INSIDE_LINK})|(?<=[a-z]\.)(?={_INSIDE_LINK})"
)
_GLUED_CITATION = re.compile(
    r"(?<=[A-Za-z0-9])(?=\([A-Z][^()\[\]]{1,80}[, ]\[\d{4})"
    r"|(?<=[a-z]{2})(?=\((?:e\.g\., )?[A-Z][\w’'-]+(?: et al\.| and [A-Z]|,| &)"
    r"[^()]{0,80}\d{4}[a-z]?[);])"
)
_NOTE_LINK = re.compile(
    r" ?\[(\d{1,2}|[*∗†‡§¶])\]\(https?://(?:www\.)?arxiv\.org/html/[^\s()]*#footnote[^\s()]*"
    r"(?: \"[^\"]*\")?\)"
)
_NUMBER_AS_LINK = re.compile(rf"(?<=\])(?={NUMBER})")
_DUNDER = re.compile(r"(?<![\w\\_`])__([A-Za-z]\w*?)__(?![\w`])")
_NOTE = re.compile(
    r"(?P<before>[ \w.,;:)\]’”\"]?) ?(?<!\d)"
    r"(?P<mark>\d{1,2}|[*∗†‡§¶]) (?P=mark) (?P=mark)(?:(?=[^\s\d])| (?=https?://|[A-Z\[]))"
    r"(?P<note>(?:Correspond\w*(?: \w+){0,2}:? )?[\w.+-]+@[\w.-]+\w|\[[^\[\]]+\]\([^\s()]+\)|https?://[^\s]*[^\s.,;:)]"
    r"|[^.!?]*?(?:\.(?!\s|\Z)[^.!?]*?)*[.!?](?=\s|\Z)|.+\Z)"
)
_MARK_AGAIN = re.compile(r"([*∗†‡§¶])\1footnotemark:\s*\S+| ?(?<!\d)(\d{1,2}) \2 footnotemark: \2")
_SYMBOL_NOTE = re.compile(
    r"(?P<mark>[∗†‡§¶])(?P=mark)(?:\\?\*|\\(?:dagger|ddagger|S|P))(?=[A-Z])(?P<note>[^.]*\.(?=\s|\Z)|.+\Z)"
)
_THANKS = re.compile(
    r"(?P<mark>[†‡∗*])(?P=mark)(?:thanks|footnotetext|affiliationtext):\s*(?P<note>[^.\n]*\.(?=\s|\Z)|.+\Z)"
    r"|(?P<symbol>[†‡§¶∗])(?P=symbol)(?P=symbol)(?=[A-Z])(?P<text>[^.\n]*\.(?=\s|\Z)|.+\Z)"
)
_INITIAL = re.compile(
    r"(?<=[^\w.][A-Z]\.)(?=[A-Z][a-z]{2})|(?<=[^\w.][A-Z]\.-[A-Z]\.)(?=[A-Z][a-z]{2})"
)
_AUTHORS_APART = re.compile(r"(?<=[\d∗*†‡§a-z])&(?=[A-Z][a-z])")
_GLUED_REFERENCE = re.compile(
    r"(?<=\((?:19|20)\d\d\))(?=[A-Z“\"])|(?<=\))(?=Cited by:)|(?<=\bpp\.)(?=\d)"
)
_ENVIRONMENT = re.compile(r"\\begin\{(\w+\*?)\}")
_FAR = 200
"""Lines after which code that is indented further, as in a list, counts as never closed."""

_LONGEST_LINE = 20_000
"""Characters of a line that is prose; a longer one is left as it is."""

_LINK_TWICE = re.compile(r"\[(https?://[^\s\[\]]+)\]\(\1/?\)")


def prepared(lines: list[Placed]) -> list[Placed]:
    """The lines with each formula once and references apart from their words."""
    apart = _set_apart([text for text, _ in lines])
    texts = [
        text if number in apart or len(text) > _LONGEST_LINE else referring(formulas_once(text))
        for number, (text, _) in enumerate(lines)
    ]
    shown = [
        as_display(text) if "\\(" in text and number not in apart else None
        for number, text in enumerate(texts)
    ]
    for place in range(len(texts)):
        alone = all(
            not 0 <= near < len(texts) or not texts[near].strip() or shown[near] is not None
            for near in (place - 1, place + 1)
        )
        if alone and (display := shown[place]) is not None:
            texts[place] = display
    return [(text, number) for text, (_, number) in zip(texts, lines, strict=True)]


def edit_outside_code(
    lines: list[Placed], edit: Callable[[list[Placed]], list[Placed]]
) -> list[Placed]:
    """The lines with all of them edited, each run between code by itself, but those of code."""
    out: list[Placed] = []
    start = 0
    for first, last in _code([text for text, _ in lines]).items():
        out += [*edit(lines[start:first]), *lines[first : last + 1]]
        start = last + 1
    return [*out, *edit(lines[start:])]


def _set_apart(texts: list[str]) -> set[int]:
    """The numbers of lines of code and of displays over several lines, which stay as they are."""
    code = _code(texts)
    apart: set[int] = set()
    number = 0
    while number < len(texts):
        last = code.get(number) or _end_of_display(texts, number)
        apart.update(range(number, last + 1) if last else ())
        number = last + 1 if last else number + 1
    return apart


def _code(texts: list[str]) -> dict[int, int]:
    """The last line of each piece of code, by its first.

    Code without an end goes on to the last line, as in Markdown.
    """
    marks = [(n, found[1]) for n, text in enumerate(texts) if (found := FENCE.match(text.lstrip()))]
    ends = [(n, mark) for n, mark in marks if not texts[n].strip().strip(mark[0])]
    places = [n for n, _ in ends]
    code: dict[int, int] = {}
    last = -1
    for number, fence in marks:
        if number > last:
            is_top = FENCE.match(texts[number]) is not None
            far = bisect_left(places, len(texts) if is_top else number + _FAR)
            later = (ends[n] for n in range(bisect_right(places, number), far))
            closing = (n for n, mark in later if not after_fence(fence, mark, texts[n]))
            last = next(closing, len(texts) - 1 if is_top else last)
            code |= {number: last} if last >= number else {}
    return code


def _end_of_display(texts: list[str], number: int) -> int:
    """The last line of the display that begins with a line and goes on; 0 where none does."""
    if not (closing := _closing(texts[number])):
        return 0
    window = range(number + 1, min(number + LONGEST_FORMULA, len(texts)))
    return next((place for place in window if closing in texts[place]), 0)


def _closing(line: str) -> str:
    """The end of the display that the line begins; nothing where it begins none."""
    text = line.lstrip()
    if "$$" in text and text.count("$$") % 2:
        return "$$"
    if text.startswith("\\[") and "\\]" not in text:
        return "\\]"
    opened = _ENVIRONMENT.match(text) if text.startswith("\\begin{") else None
    closing = f"\\end{{{opened[1]}}}" if opened else ""
    return "" if closing in text else closing


_SMALL_CAPITALS = re.compile(r"\A(_|\*\*?)([A-Z])\1 (?=(?:eywords|ndex [Tt]erms|bstract)\b)")


def referring(line: str) -> str:
    """The line with spaces before numbers and citations, and footnotes once, in brackets."""
    line = _SMALL_CAPITALS.sub(r"\2", line) if line[:1] in ("_", "*") else line
    if "](" in line:
        line = _NOTE_LINK.sub(r" \[\1\]", line) if "#footnote" in line else line
        line = _NUMBER_AS_LINK.sub(" ", _GLUED_LINK.sub(" ", line))
    if "(" in line:
        line = _GLUED_CITATION.sub(" ", line)
    if ")" in line or "pp." in line:
        line = _GLUED_REFERENCE.sub(" ", line)
    if "__" in line:
        line = _DUNDER.sub(r"\\_\\_\1\\_\\_", line)
    line = spaced_numbers(line)
    if line.endswith("Refer to caption") and CAPTION.match(line):
        line = line.removesuffix("Refer to caption").rstrip()
    if "footnotemark" in line:
        line = _MARK_AGAIN.sub(lambda match: match[1] or rf" \[{match[2]}\]", line)
    line = _NOTE.sub(_footnote, line) if " " in line else line
    if "†" in line or "‡" in line or ":" in line:
        line = _THANKS.sub(_thanks, line)
    line = _SYMBOL_NOTE.sub(r" \[\g<mark>: \g<note>\]", line)
    if line[:1] in "*[-" and line.count(".") > 1:
        line = _INITIAL.sub(" ", line).replace(", :,", ",")
    return _AUTHORS_APART.sub(", ", line) if line.count("&") > 1 else line


def spaced_numbers(line: str) -> str:
    """`Equation5` and `Tables3 and4` with their spaces."""
    line = _GLUED_APPENDIX.sub(" ", _GLUED_NUMBER.sub(r"\1 \2", line))
    return _GLUED_MORE.sub(r"\1 ", line)


def _thanks(match: re.Match[str]) -> str:
    return rf" \[{match['mark'] or match['symbol']}: {match['note'] or match['text']}\]"


def _footnote(match: re.Match[str]) -> str:
    note = _LINK_TWICE.sub(r"<\1>", match["note"].strip())
    before = match["before"]
    return f"{before}{'' if before == ' ' else ' '}\\[{match['mark']}: {note}\\]"
