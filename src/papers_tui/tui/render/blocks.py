"""The blocks of a text as rows of a given width."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from papers_tui.text.document.blocks import stand_close
from papers_tui.tui.render.formulas import formula
from papers_tui.tui.render.lines import EMPTY, Line, Span
from papers_tui.tui.render.rows import spans_of, styled_rows
from papers_tui.tui.render.wrap import cells

if TYPE_CHECKING:
    from collections.abc import Iterable

    from papers_tui.text.document.blocks import Block

REFERENCES = "+references"
"""The link of a row that folds or unfolds the references: no address begins like this."""

_INDENT = 2
_DEEPEST = 6
"""Lists and quotes beyond which a text is not indented further."""

_LEAST = 8
"""Cells that are left for text, however deep it stands."""


class TextKeys(NamedTuple):
    """Keys for the offers of a text, as they are shown; empty where nothing is bound."""

    unfold: str = ""
    """For folded references."""

    page: str = ""
    """For arXiv's own page, with all figures and tables."""


NO_KEYS = TextKeys()


class LaidOutRow(NamedTuple):
    """A row of a text, and the line of its source that it comes from, counted from 0."""

    line: Line
    source: int


def lay_out(
    blocks: Iterable[Block], width: int, *, after: Block | None = None, keys: TextKeys = NO_KEYS
) -> list[LaidOutRow]:
    """The blocks in rows of at most `width` cells (`_LEAST` at least), an empty row between two.

    `after` is the block above the first one, where that was laid out before; `keys` are what
    it offers to press.
    """
    rows: list[LaidOutRow] = []
    for block in blocks:
        if after is not None and not stand_close(after, block):
            rows.append(LaidOutRow(_gap(after, block), block.line))
        lines = _block(block, max(_LEAST, width), keys)
        rows += [LaidOutRow(line, block.line) for line in lines]
        after = block
    return rows


def _gap(above: Block, below: Block) -> Line:
    depth = min(above.quote, below.quote)
    return (Span("│ " * min(depth, _DEEPEST), "quote"),) if depth else EMPTY


def _block(block: Block, width: int, keys: TextKeys) -> list[Line]:
    first, rest = _prefixes(block, width)
    room = max(2, width - cells("".join(span.text for span in rest)))
    is_folded = block.kind == "references"
    lines = _folded(block, room, keys.unfold) if is_folded else _inside(block, room, keys.page)
    return [(*(rest if nth else first), *line) for nth, line in enumerate(lines)]


def _prefixes(block: Block, width: int) -> tuple[Line, Line]:
    """The prefix of a block's first row, and of its other rows."""
    quote = Span("│ " * min(block.quote, _DEEPEST), "quote") if block.quote else Span("")
    left = width - cells(quote.text) - _LEAST
    if block.kind == "step":
        gutter = f"{block.number:>3} " if block.number else ""
        inner = " " * max(0, min(_INDENT * (block.level + 1), left - len(gutter)))
        hanging = Span(" " * len(gutter) + inner + " " * _INDENT)
        return (quote, Span(gutter, "muted"), Span(inner)), (quote, hanging)
    depth = min(block.level, _DEEPEST) if block.kind not in ("heading", "references") else 0
    if not depth:
        return (quote,) if block.quote else (), (quote,) if block.quote else ()
    outer = " " * max(0, min((depth - 1) * _INDENT, left - _INDENT))
    marker = f"{block.marker} " if block.kind == "item" and block.marker else " " * _INDENT
    marker = marker if cells(marker) + len(outer) <= max(left, _INDENT) else f"{block.marker[:1]} "
    hanging = Span(outer + " " * cells(marker))
    if block.kind != "item":
        return (quote, hanging), (quote, hanging)
    return (quote, Span(outer), Span(marker, "muted")), (quote, hanging)


def _inside(block: Block, room: int, page_key: str) -> list[Line]:
    kind = block.kind
    if kind == "heading":
        return styled_rows(spans_of(block.runs, "heading"), room) if block.runs else []
    if kind == "code":
        return [
            _indented(Span(row, "code"), _INDENT) for row in _hard_rows(block.text, room - _INDENT)
        ]
    if kind == "formula":
        return formula(block, room)
    if kind == "table":
        from papers_tui.tui.render.tables import table

        return table(block, room)
    if kind == "figure":
        return _figure(block, room, page_key)
    if kind == "rule":
        return [(Span("─" * min(room, 24), "muted"),)]
    return styled_rows(spans_of(block.runs), room) if block.runs else [EMPTY]


def _folded(block: Block, room: int, unfold_key: str) -> list[Line]:
    way_out = f" — {unfold_key} shows them" if unfold_key else ""
    title = Span(block.text, "heading", REFERENCES)
    return styled_rows([title, Span(f" ({block.marker}){way_out}", "muted", REFERENCES)], room)


def _hard_rows(text: str, width: int) -> list[str]:
    """Lines whose spaces stay, cut where the width ends."""
    rows: list[str] = []
    for line in text.split("\n"):
        while cells(line) > width > 1:
            size = width if line[:width].isascii() else _fitting(line, width)
            rows.append(line[:size])
            line = line[size:]
        rows.append(line)
    return rows


def _fitting(line: str, width: int) -> int:
    size = width
    while size > 1 and cells(line[:size]) > width:
        size -= 1
    return size


def _indented(span: Span, indent: int) -> Line:
    return (Span(" " * indent), span) if span.text else EMPTY


def _left_out(block: Block, page_key: str) -> str:
    """The end of a caption whose table or figure the hub left out."""
    way_out = f"; {page_key} opens arXiv's page" if page_key else ""
    return f" — the {block.marker.split()[0].lower()} is not in the hub's text{way_out}"


def _figure(block: Block, room: int, page_key: str) -> list[Line]:
    name = Span(block.marker, "link" if block.link else "muted", block.link)
    caption = [span if span.link else span._replace(style="muted") for span in spans_of(block.runs)]
    if block.missing:
        caption.append(Span(_left_out(block, page_key), "muted"))
    if not caption:
        return styled_rows([name], room)
    first, *rest = styled_rows([name, Span(" ", "muted"), *caption], room - 1)
    if first[:1] == (name,):
        first = (name, Span(" "), *first[1:])
    return [first, *rest]
