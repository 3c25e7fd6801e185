"""Papers handed on: to the clipboard, or into a file."""

from __future__ import annotations

import asyncio
import os
from contextlib import aclosing, suppress
from itertools import count
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from papers_tui.export.formats import FORMATS, Format, format_of
from papers_tui.export.markdown_text import link
from papers_tui.hub.errors import Offline
from papers_tui.model.errors import PapersError
from papers_tui.services.exchange.export import ExportError, write
from papers_tui.services.programs.desktop import copy
from papers_tui.store.paths import expanded, why_unusable
from papers_tui.text.cells import clip_start
from papers_tui.text.clean import one_line
from papers_tui.text.tex.convert import to_unicode
from papers_tui.text.wording import counted
from papers_tui.tui.dialogs.prompt import Ask
from papers_tui.tui.reader.actions.base import Action, command

if TYPE_CHECKING:
    from collections.abc import Callable

    from papers_tui.model.paper import Paper
    from papers_tui.tui.reader.actions.select import Selection
    from papers_tui.tui.reader.marks import Marks
    from papers_tui.tui.reader.window import Window


_AGAIN = 2.0
"""Seconds within which a link that is copied again takes its next form."""

_FOLDER = 50
"""Cells in which the folder is named that a file goes to."""

_SOON = 15.0
"""Seconds for details that are missing of what is handed on."""

_LONGEST_PATH = 4_096

_MARKDOWN = "link with title in Markdown"
_FORMS: tuple[tuple[Callable[[Paper], str], str], ...] = (
    (lambda paper: paper.hub_url, "link to the hub"),
    (lambda paper: paper.arxiv_url, "link to arXiv"),
    (lambda paper: link(to_unicode(paper.title) or paper.id, paper.hub_url), _MARKDOWN),
)


class ExportActions(Action):
    """The commands `paper.copy-link`, `paper.copy-bibtex`, `paper.export` and `paper.zotero`."""

    def __init__(self, window: Window, selection: Selection, marks: Marks) -> None:
        super().__init__(window)
        self._selection = selection
        self._marks = marks
        self._linked: tuple[str, ...] = ()
        self._linked_at = 0.0
        self._form = 0
        self._copying = asyncio.Lock()

    @command("paper.copy-link")
    def copy_link(self) -> None:
        """Copy the link to the hub; soon again that to arXiv, then title and link in Markdown."""
        papers = self._selection.targets
        if not papers:
            return
        is_again = papers == self._linked and monotonic() - self._linked_at < _AGAIN
        self._form = (self._form + 1) % len(_FORMS) if is_again else 0
        self._linked, self._linked_at = papers, monotonic()
        form, what = _FORMS[self._form]
        links = [form(self._window.cards.paper(one)) for one in papers]
        if len(links) == 1:
            self.copy(links[0], links[0])
        else:
            bullet = "- " if what == _MARKDOWN else ""
            several = counted(len(links), what, what.replace("link", "links", 1))
            self.copy("\n".join(f"{bullet}{one}" for one in links), several)

    @command("paper.copy-bibtex")
    def copy_bibtex(self) -> None:
        papers = self._selection.targets
        if papers:
            self._window.run_worker(self._copy_bibtex(papers), group="desktop")

    @command("paper.export")
    def export(self) -> None:
        """Write what is marked, else all that is listed; the file's ending says in which form."""
        selection = self._selection
        papers = selection.targets if selection.ids else self._window.cards.ids
        if not papers:
            self._window.say("There is nothing to export.")
            return
        endings = [form.suffix for form in FORMATS.values()]

        def read(answer: str) -> str | None:
            name = answer.strip()
            is_fine = format_of(name) and not why_unusable(name)
            return str(expanded(name)) if is_fine else None

        def refusal(answer: str) -> str:
            reason = why_unusable(answer.strip()) if answer.strip() else ""
            return f"{reason[0].upper()}{reason[1:]}." if reason else must_end

        def given(path: str | None) -> None:
            if path and (form := format_of(path)):
                self._window.run_worker(self._write(papers, form, Path(path)), group="export")

        name, proposal = _proposed()
        question = f"{counted(len(papers), 'paper')} as {' '.join(endings)}"
        must_end = f"It must end in one of {' '.join(endings)}"
        example = proposal or "A file, such as ~/papers.bib"
        ask = Ask(name, question, example, read, refusal, enter="writes it", proposal=proposal)
        self._window.app.push_screen(ask, given)

    @command("paper.zotero")
    def zotero(self) -> None:
        if papers := self._selection.targets:
            self._window.say(f"Sending {counted(len(papers), 'paper')} to Zotero…")
            self._window.run_worker(self._send(papers), group="zotero")

    async def _send(self, papers: tuple[str, ...]) -> None:
        await self._complete(papers)
        library = await self._marks.read()
        try:
            sender = await asyncio.to_thread(self._session.zotero, os.environ, library)
            sent = await sender.send(papers)
        except Offline as error:
            export = self._key("paper.export")
            self._window.complain(f"{error} {export} writes a RIS file, which it can import.")
        except PapersError as error:
            self._window.complain(str(error))
        else:
            before = f"; {len(sent.before)} had been sent before" if sent.before else ""
            self._window.say(f"Sent {counted(len(sent.now), 'paper')} to Zotero{before}")

    async def _copy_bibtex(self, papers: tuple[str, ...]) -> None:
        await self._complete(papers)
        text = await self._rendered(papers, FORMATS["bibtex"])
        self.copy(text, f"the BibTeX entry of {counted(len(papers), 'paper')}")

    async def _write(self, papers: tuple[str, ...], form: Format, path: Path) -> None:
        await self._complete(papers)
        try:
            text = await self._rendered(papers, form)
            await asyncio.to_thread(write, path, text)
        except ExportError as error:
            self._window.complain(str(error))
        else:
            self._window.say(f"Wrote {counted(len(papers), 'paper')} to {path}")

    async def _complete(self, papers: tuple[str, ...]) -> None:
        """Fetch those of which only the title is known, as many as come soon."""
        lists = self._session.lists
        missing = await asyncio.to_thread(lists.missing, papers)
        if missing and lists.may_ask and not lists.offline_since and not self._session.demo:
            self._window.say(f"Fetching {counted(len(missing), 'paper')} first…")
            with suppress(PapersError, TimeoutError):
                async with asyncio.timeout(_SOON), aclosing(lists.fetch_papers(missing)) as some:
                    async for _ in some:
                        self._window.cards.renew_all()

    async def _rendered(self, papers: tuple[str, ...], form: Format) -> str:
        exporter = self._session.exporter(await self._marks.read())
        return await asyncio.to_thread(exporter.render, papers, form)

    def copy(self, text: str, what: str) -> None:
        """Copy by the terminal and by the desktop: one of the two is what works here."""
        self._window.app.copy_to_clipboard(text)
        self._window.run_worker(self._copy_by_desktop(text), group="desktop")
        self._window.say(f"Copied {what}")

    async def _copy_by_desktop(self, text: str) -> None:
        async with self._copying:  # one at a time, so that the last one stays
            await asyncio.to_thread(copy, text)


def _proposed() -> tuple[str, str]:
    """The name of the dialog, with the folder it writes into, and a name that is free there."""
    try:
        folder = Path.cwd()
    except OSError:  # it was deleted
        return "Export", ""
    shown = one_line(str(folder), _LONGEST_PATH)
    with suppress(RuntimeError):
        if folder.is_relative_to(home := Path.home()):
            shown = one_line(str(Path("~", folder.relative_to(home))), _LONGEST_PATH)
    names = (f"papers{f'-{number}' if number > 1 else ''}.bib" for number in count(1))
    free = next(name for name in names if not os.path.lexists(folder / name))
    return f"Export into {clip_start(shown, _FOLDER)}", free
