"""Markdown as blocks: full texts in chunks, comments at once."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from papers_tui.text.document.algorithms import caption, end_of_algorithm, label, steps
from papers_tui.text.document.bare_tables import with_joined_headers
from papers_tui.text.document.blocks import Block, Placed, Run
from papers_tui.text.document.formulas.equations import with_equations
from papers_tui.text.document.formulas.latexml import formula_alone, letters_once
from papers_tui.text.document.inline import plain_runs
from papers_tui.text.document.plain_page import DISPLAY, to_markdown
from papers_tui.text.document.source_lines import edit_outside_code, prepared, referring
from papers_tui.text.document.tokens import BlockReader, with_captions, with_missing

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

    from papers_tui.text.document.outline import Chunk

_DEEPEST = 8
_TAB = 4
_MARK = r"(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))"
_CONTAINERS = re.compile(rf"[ \t]*(?:{_MARK}[ \t]*){{{_DEEPEST + 1},}}")
_CONTAINER = re.compile(rf"[ \t]*{_MARK}[ \t]?")
_RULE = re.compile(r"[ \t]*([-*_])[ \t]*(?:\1[ \t]*){2,}\Z")
_INDENTED = re.compile(r"[ \t]{33,}(?=(?:[>*+-]|\d{1,9}[.)]))")


def blocks(chunk: Chunk, *, folded: bool = False) -> tuple[Block, ...]:
    """The blocks of a chunk of a full text; of folded references one block, or none."""
    if folded and chunk.references:
        return _folded(chunk)
    lines = [(text, chunk.line + nth) for nth, text in enumerate(chunk.text.split("\n"))]
    if chunk.is_plain:
        heading = lines[:1] if lines[0][0].startswith("#") else []
        rest = [text.replace(DISPLAY, "") for text, _ in lines[len(heading) :]]
        lines = heading + to_markdown(rest, chunk.line + len(heading))
    out: list[Block] = []
    texts = [text for text, _ in lines]
    start = place = 0
    while place < len(lines):
        end = end_of_algorithm(texts, place, len(texts))
        if end > place:
            out += _markdown(lines[start:place], chunk)
            out += _algorithm(lines[place:end])
            start = end
        place = max(end, place + 1)
    return with_missing((*out, *_markdown(lines[start:], chunk)))


def _markdown(lines: list[Placed], chunk: Chunk) -> tuple[Block, ...]:
    if not chunk.is_plain:
        lines = prepared(edit_outside_code(lines, _with_tables_set_right))
    text = "\n".join(line for line, _ in lines)
    return _parsed(
        text, [number for _, number in lines] or [chunk.line], keep_breaks=chunk.is_plain
    )


def _with_tables_set_right(lines: list[Placed]) -> list[Placed]:
    return with_joined_headers(with_equations(lines))


def _algorithm(lines: list[Placed]) -> list[Block]:
    """An algorithm's caption, and a block for each of its steps."""
    first, number = lines[0]
    name, title = caption(first) or ("", first)
    out = [Block("figure", _inline(title), number, marker=name)]
    rest = [(_step(text), line) for text, line in lines[1:]]
    found = steps(rest)
    gutter = " " if any(step.number for step in found) else ""
    for step in found:
        number_shown = step.number or gutter
        out.append(Block("step", _inline(step.text), step.line, step.depth, number=number_shown))
    return out


def _step(text: str) -> str:
    """A line of an algorithm, its number apart from the formula that may follow it."""
    number = label(text)
    rest = text.split(":", 1)[1].strip() if number else text
    return number + referring(formula_alone(letters_once(rest)))


def _inline(text: str) -> tuple[Run, ...]:
    """The runs of a line that is no block of its own kind."""
    return BlockReader(_parser(), [0], keep_breaks=False).runs(text)


def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks of a short text, such as a comment; line breaks in it stay."""
    found = _parsed(text, range(text.count("\n") + 2), keep_breaks=True)
    return tuple(replace(block, missing=False) if block.missing else block for block in found)


def warm() -> None:
    """Make the parser ahead of its first use; what it imports takes longer than a page."""
    _parser().parse("a")


def _folded(chunk: Chunk) -> tuple[Block, ...]:
    if not chunk.entries:
        return ()
    title = chunk.text.split("\n", 1)[0].lstrip("# ")
    return (Block("references", plain_runs(title), chunk.line, 2, str(chunk.entries)),)


def _parsed(text: str, numbers: list[int] | range, *, keep_breaks: bool) -> tuple[Block, ...]:
    text = text.replace("\0", "").expandtabs(_TAB)
    text = "\n".join(map(_shallow, text.split("\n")))
    parser = _parser()
    reader = BlockReader(parser, numbers, keep_breaks=keep_breaks)
    return with_captions(reader.read(parser.parse(text)))


def _shallow(line: str) -> str:
    """The line in no more lists and quotes than a screen can show, which a parser would drop."""
    if len(line) > 32 and line[0] in " \t" and (indent := _INDENTED.match(line)):
        line = " " * 32 + line[indent.end() :]
    found = _CONTAINERS.match(line) if len(line) > _DEEPEST else None
    if found is None or _RULE.match(line):
        return line
    place = 0
    for _ in range(_DEEPEST):
        mark = _CONTAINER.match(line, place)
        place = mark.end() if mark else place
    return f"{line[:place]}\\{line[place:].lstrip()}"


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    from papers_tui.text.document.math_rules import add_math

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 100})
    parser.enable(["table", "strikethrough"]).disable(["reference", "html_block", "html_inline"])
    parser.disable(["inline", "text_join"])  # done block by block, so that a huge one can be plain
    add_math(parser)
    return parser
