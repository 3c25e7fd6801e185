"""Full texts as they are laid out: the one that a key may ask for next before it does."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from papers_tui.services.details import PaperDetails
    from papers_tui.tui.reader.window import Window
    from papers_tui.tui.render.full_text import FullTextLayout

_REST = 0.15
"""Seconds on a paper after which its text may be asked for."""

_SCREENFUL = 60


class LaidOutTexts:
    """The archived texts, of which one is kept as it was made for the screen."""

    def __init__(
        self, window: Window, details: PaperDetails, keys: tuple[str, str] = ("", "")
    ) -> None:
        """`keys` are those that a text offers to press, as `TextKeys` has them."""
        self._window = window
        self._details = details
        self._keys = keys
        self.archived: frozenset[str] = frozenset()
        """The papers whose texts are worth making ahead."""

        self._made: tuple[str, FullTextLayout] | None = None

    def expect(self, paper_id: str, line: int) -> None:
        """The text of this paper may be asked for next, from that line of its source on."""
        if self._kept(paper_id) is None:
            self._window.only("text-ahead", self._make, paper_id, line)

    def take(self, paper_id: str) -> FullTextLayout | None:
        """The paper's archived text, or None; made now, unless it was before."""
        text = self._kept(paper_id) or self._read(paper_id)
        if text is not None:
            self.keep(paper_id, text)
        return text

    def lay_out(self, source: str) -> FullTextLayout:
        """The text, which offers the keys. For a thread."""
        from papers_tui.tui.render.blocks import TextKeys
        from papers_tui.tui.render.full_text import FullTextLayout

        return FullTextLayout(source, TextKeys(*self._keys))

    def keep(self, paper_id: str, text: FullTextLayout) -> None:
        """This is what is archived of the paper now."""
        self.archived |= {paper_id}
        self._made = paper_id, text

    def _kept(self, paper_id: str) -> FullTextLayout | None:
        return self._made[1] if self._made and self._made[0] == paper_id else None

    async def _make(self, paper_id: str, line: int) -> None:
        await asyncio.sleep(_REST)
        text = await asyncio.to_thread(self._read, paper_id, line)
        if text is not None and self._kept(paper_id) is None:  # no newer one came since
            self.keep(paper_id, text)

    def _read(self, paper_id: str, line: int | None = None) -> FullTextLayout | None:
        """The archived text, what is shown from the line on already parsed."""
        source = self._details.full_text(paper_id)
        text = self.lay_out(source) if source else None
        if text is not None and line is not None:
            text.rows_around(line, 80, _SCREENFUL, folded=True)
        return text
