"""Papers handed on: to the clipboard, or into a file."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from papers_tui.text.wording import counted
from papers_tui.tui.reader.actions.base import Action

if TYPE_CHECKING:
    from papers_tui.services.export import Exporter


class Exporting(Action):
    """The commands `paper.copy-link`, `paper.copy-bibtex` and `paper.export`."""

    def copy_link(self) -> None:
        papers = self._screen.picking.targets
        links = [self._screen.cards.paper(one).hub_url for one in papers]
        if links:
            what = links[0] if len(links) == 1 else counted(len(links), "link")
            self._copy("\n".join(links), what)

    def copy_bibtex(self) -> None:
        papers = self._screen.picking.targets
        if papers:
            self._screen.run_worker(self._copy_bibtex(papers), group="desktop")

    def export(self) -> None:
        """Write what is marked, else all that is listed; the file's ending says in which form."""
        from papers_tui.export.formats import FORMATS
        from papers_tui.tui.dialogs.prompt import Ask

        picking = self._screen.picking
        papers = picking.targets if picking.ids else self._screen.cards.ids
        if not papers:
            self._screen.say("There is nothing to export.")
            return
        endings = {form.suffix: name for name, form in FORMATS.items()}

        def read(answer: str) -> str | None:
            path = Path(answer.strip()).expanduser()
            return str(path) if path.suffix.lower() in endings else None

        def given(path: str | None) -> None:
            if path:
                form = endings[Path(path).suffix.lower()]
                self._screen.run_worker(self._write(papers, form, Path(path)), group="export")

        question = f"Enter writes {counted(len(papers), 'paper')}; ending: {' '.join(endings)}"
        refusal = f"The ending says in which form: {', '.join(endings)}."
        self._screen.app.push_screen(Ask(question, "papers.bib", read, refusal), given)

    async def _copy_bibtex(self, papers: tuple[str, ...]) -> None:
        text = await asyncio.to_thread(self._rendered, papers, "bibtex")
        self._copy(text, f"the BibTeX entry of {counted(len(papers), 'paper')}")

    async def _write(self, papers: tuple[str, ...], form: str, path: Path) -> None:
        from papers_tui.services.export import ExportError, write

        try:
            text = await asyncio.to_thread(self._rendered, papers, form)
            await asyncio.to_thread(write, path, text)
        except ExportError as error:
            self._screen.complain(str(error))
        else:
            self._screen.say(f"Wrote {counted(len(papers), 'paper')} to {path}")

    def _rendered(self, papers: tuple[str, ...], form: str) -> str:
        from papers_tui.export.formats import FORMATS

        return self._exporter().render(papers, FORMATS[form])

    def _exporter(self) -> Exporter:
        from papers_tui.services.export import Exporter

        library = self._screen.marking.library
        return Exporter(self._session.archive, self._session.state, library)

    def _copy(self, text: str, what: str) -> None:
        """Copy by the terminal and by the desktop: one of the two is what works here."""
        from papers_tui.tui.terminal.clipboard import copy

        self._screen.app.copy_to_clipboard(text)
        self._screen.run_worker(asyncio.to_thread(copy, text), group="desktop")
        self._screen.say(f"Copied {what}")
