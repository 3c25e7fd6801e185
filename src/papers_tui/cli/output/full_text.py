"""Markdown as plain lines for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.text.cells import pad, width, wrap
from papers_tui.text.document.blocks import stand_close
from papers_tui.text.document.markdown import blocks, blocks_of
from papers_tui.text.document.outline import chunks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from papers_tui.cli.output.styling import Styling
    from papers_tui.text.document.blocks import Block, Cell

_INDENT = 2
_LEAST = 20


def text_lines(source: str, room: int, styling: Styling) -> Iterator[str]:
    """A full text, piece by piece."""
    return _lines((block for chunk in chunks(source) for block in blocks(chunk)), room, styling)


def comment_lines(source: str, room: int, styling: Styling) -> Iterator[str]:
    """A comment, as people write them."""
    return _lines(blocks_of(source), room, styling)


def _lines(some: Iterable[Block], room: int, styling: Styling) -> Iterator[str]:
    before: Block | None = None
    for block in some:
        if before is not None and not stand_close(before, block):
            yield ""
        lead = "> " * block.quote + " " * (_INDENT * _indents(block))
        left = max(_LEAST, room - width(lead))
        yield from (f"{lead}{line}".rstrip() for line in _drawn(block, left, styling))
        before = block


def _indents(block: Block) -> int:
    if block.kind in ("heading", "step"):
        return 0
    return max(0, block.level - 1) if block.kind == "item" else block.level


def _drawn(block: Block, room: int, styling: Styling) -> Iterable[str]:
    match block.kind:
        case "heading":
            return map(styling.bold, wrap(block.text, room))
        case "item":
            return _item(block, room)
        case "code":
            return (f"  {line}" for line in block.text.split("\n"))
        case "formula":
            return _formula(block, room)
        case "step":
            return _step(block, room)
        case "table":
            title = wrap("".join(run.text for run in block.runs), room) if block.runs else []
            return [*title, *_table(block.rows, room)]
        case "figure":
            left_out = " — not in the hub's text" if block.missing else ""
            return wrap(f"{block.marker}  {block.text}{left_out}".strip(), room)
        case "rule":
            return ["-" * min(room, 40)]
    return [line for part in block.text.split("\n") for line in wrap(part, room) or [""]]


def _formula(block: Block, room: int) -> Iterator[str]:
    """The rows of a formula, numbers of equations at the right edge."""
    for row, number in block.formula_rows:
        line = f"    {row}"
        yield pad(line, max(width(line) + 1, room - width(number))) + number if number else line


def _step(block: Block, room: int) -> Iterator[str]:
    lead = (f"{block.number:>3} " if block.number else "") + " " * (_INDENT * (block.level + 1))
    for number, line in enumerate(wrap(block.text, max(_LEAST, room - width(lead))) or [""]):
        yield (" " * width(lead) + " " * _INDENT if number else lead) + line


def _item(block: Block, room: int) -> Iterator[str]:
    marker = f"{block.marker or '-'} "
    for number, line in enumerate(wrap(block.text, room - width(marker)) or [""]):
        yield (marker if not number else " " * width(marker)) + line


def _table(rows: Sequence[Sequence[Cell]], room: int) -> Iterator[str]:
    """Columns where they fit; else, row by row, each cell behind the name of its column."""
    texts = [["".join(run.text for run in cell) for cell in row] for row in rows]
    columns = max(map(len, texts), default=0)
    filled = [[*row, *[""] * (columns - len(row))] for row in texts]
    widths = [max(width(row[number]) for row in filled) for number in range(columns)]
    if sum(widths) + 2 * (columns - 1) <= room:
        for number, row in enumerate(filled):
            if number or any(row):
                yield "  ".join(map(pad, row, widths)).rstrip()
            if number == 0:
                yield "  ".join("-" * each for each in widths)
        return
    for row in filled[1:]:
        for name, cell in zip(filled[0], row, strict=True):
            yield from wrap(f"{name}: {cell}" if name else cell, room)
        yield ""
