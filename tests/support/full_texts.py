"""Full texts as the reader gets them: all pieces as blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.text.document.markdown import blocks
from papers_tui.text.document.outline import chunks

if TYPE_CHECKING:
    from papers_tui.text.document.blocks import Block


def read(source: str, *, folded: bool = False) -> list[Block]:
    """The blocks of all its pieces."""
    return [block for chunk in chunks(source) for block in blocks(chunk, folded=folded)]


def kinds(found: list[Block]) -> list[tuple[str, str]]:
    """The kind and the text of each block."""
    return [(block.kind, block.text) for block in found]
