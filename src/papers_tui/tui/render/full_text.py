"""A full text on its way to the screen: parsed in pieces, those in sight first."""

from __future__ import annotations

import time
from bisect import bisect_right
from typing import TYPE_CHECKING

from papers_tui.text.document import outline
from papers_tui.tui.render.blocks import NO_KEYS, LaidOutRow, TextKeys, lay_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from papers_tui.text.document.blocks import Block
    from papers_tui.text.document.outline import Chunk, Section


_EVERYTHING = r"""
# *A* heading

By \textbf{name} \'e, in $\frac{\hat{x}_1}{2}$, `code` and [link](https://example.org/).

$$\mathcal{O}(n^2)$$

![picture](picture.png)

Figure 1: a caption

- an item

> a quote

| a | table |
|---|---|
| of | two |
"""
"""A text with all that a full text may have."""

_TURN = 0.001
"""Seconds between two pieces in which the screen may go on with what it has to do."""


def warm() -> None:
    """Load ahead what the first full text needs; for a thread, it takes some tenths of a second."""
    from papers_tui.text.document import markdown

    markdown.warm()
    FullTextLayout(_EVERYTHING).rows_around(0, 40, 1_000, folded=True)


class FullTextLayout:
    """The source of a full text and what was made of it so far. Several threads may read it.

    `keys` are what it offers to press.
    """

    def __init__(self, source: str, keys: TextKeys = NO_KEYS) -> None:
        self.source = source
        self._keys = keys
        self.sections: tuple[Section, ...] = outline.sections(source)
        self.section_lines = [section.line for section in self.sections]
        self.last_line = max(1, source.count("\n"))
        self._chunks: tuple[Chunk, ...] = outline.chunks(source)
        self._starts = [chunk.line for chunk in self._chunks]
        self._blocks: dict[tuple[int, bool], tuple[Block, ...]] = {}

    def rows_around(self, line: int, width: int, least: int, *, folded: bool) -> list[LaidOutRow]:
        """Rows from the piece with the source line on, and `least` of them from that line on.

        Towards the end of the text there are rows from above instead. They are the rows that
        `all_rows` has in these places, save for an empty row above the first.
        """
        if not self._chunks:
            return []
        first = max(0, bisect_right(self._starts, line) - 1)
        rows: list[LaidOutRow] = []
        after: Block | None = None
        for number in range(first, len(self._chunks)):
            blocks = self._parsed(number, folded)
            rows += lay_out(blocks, width, after=after, keys=self._keys)
            after = blocks[-1] if blocks else after
            if _below(rows, line) >= least:
                break
        while first and len(rows) < least:
            first -= 1
            numbers = range(first, len(self._chunks))
            parsed = (block for number in numbers for block in self._parsed(number, folded))
            rows = lay_out(parsed, width, keys=self._keys)
        return rows

    def all_rows(
        self, width: int, *, folded: bool, stopped: Callable[[], bool]
    ) -> list[LaidOutRow] | None:
        """The rows of the complete text, or None once nobody waits for them any more."""
        rows: list[LaidOutRow] = []
        after: Block | None = None
        for number in range(len(self._chunks)):
            if stopped():
                return None
            blocks = self._parsed(number, folded)
            rows += lay_out(blocks, width, after=after, keys=self._keys)
            after = blocks[-1] if blocks else after
            time.sleep(_TURN)
        return rows

    def in_references(self, line: int) -> int | None:
        """The line of the references' heading, if the line is one of theirs."""
        found = [chunk.line for chunk in self._chunks if chunk.references]
        number = bisect_right(self._starts, line) - 1
        inside = number >= 0 and self._chunks[number].references
        return found[0] if inside else None

    def in_folded(self, words: str) -> bool:
        """Whether the words stand one after the other in the list of references."""
        from papers_tui.tui.render.matches import find_in

        texts = (chunk.text for chunk in self._chunks if chunk.references)
        return any(find_in(text.split("\n"), words) for text in texts)

    def _parsed(self, number: int, folded: bool) -> tuple[Block, ...]:
        from papers_tui.text.document.markdown import blocks

        key = number, folded and self._chunks[number].references
        found = self._blocks.get(key)
        if found is None:
            found = self._blocks[key] = blocks(self._chunks[number], folded=folded)
        return found


def _below(rows: list[LaidOutRow], line: int) -> int:
    return sum(1 for row in rows if row.source >= line)
