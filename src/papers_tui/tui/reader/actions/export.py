"""Papers handed on: to the clipboard, or into a file."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from papers_tui.text.wording import counted
from papers_tui.tui.reader.actions.base import Action

if TYPE_CHECKING:
    from papers_tui.services.export import Exporter


class ExportActions(Action):
    """The commands `paper.copy-link`, `paper.copy-bibtex` and `paper.export`."""

    def copy_link(self) -> None:
        papers = self._window.selection.targets
        links = [self._window.cards.paper(one).hub_url for one in papers]
        if links:
            what = links[0] if len(links) == 1 else counted(len(links), "link")
            self._copy("\n".join(links), what)

    def copy_bibtex(self) -> None:
        papers = self._window.selection.targets
        if papers:
            self._window.run_worker(self._copy_bibtex(papers), group="desktop")

    def export(self) -> None:
        """Write what is marked, else all that is listed; the file's ending says in which form."""
        from papers_tui.export.formats import FORMATS
        from papers_tui.tui.dialogs.prompt import Ask

        picking = self._window.selection
        papers = picking.targets if picking.ids else self._window.cards.ids
        if not papers:
            self._window.say("There is nothing to export.")
            return
        endings = {form.suffix: name for name, form in FORMATS.items()}

        def read(answer: str) -> str | None:
            path = Path(answer.strip()).expanduser()
            return str(path) if path.suffix.lower() in endings else None

        def given(path: str | None) -> None:
            if path:
                form = endings[Path(path).suffix.lower()]
                self._window.run_worker(self._write(papers, form, Path(path)), group="export")

        question = f"Enter writes {counted(len(papers), 'paper')}; ending: {' '.join(endings)}"
        refusal = f"The ending says in which form: {', '.join(endings)}."
        self._window.app.push_screen(Ask(question, "papers.bib", read, refusal), given)

    async def _copy_bibtex(self, papers: tuple[str, ...]) -> None:
        text = await asyncio.to_thread(self._rendered, papers, "bibtex")
        self._copy(text, f"the BibTeX entry of {counted(len(papers), 'paper')}")

    async def _write(self, papers: tuple[str, ...], form: str, path: Path) -> None:
        from papers_tui.services.export import ExportError, write

        try:
            text = await asyncio.to_thread(self._rendered, papers, form)
            await asyncio.to_thread(write, path, text)
        except ExportError as error:
            self._window.complain(str(error))
        else:
            self._window.say(f"Wrote {counted(len(papers), 'paper')} to {path}")

    def _rendered(self, papers: tuple[str, ...], form: str) -> str:
        from papers_tui.export.formats import FORMATS

        return self._exporter().render(papers, FORMATS[form])

    def _exporter(self) -> Exporter:
        return self._session.exporter(self._window.marks.library)

    def _copy(self, text: str, what: str) -> None:
        """Copy by the terminal and by the desktop: one of the two is what works here."""
        from papers_tui.services.desktop import copy

        self._window.app.copy_to_clipboard(text)
        self._window.run_worker(asyncio.to_thread(copy, text), group="desktop")
        self._window.say(f"Copied {what}")
