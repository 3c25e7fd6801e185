"""The PDFs that were fetched, each in a file of the user's own."""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from papers_tui.model.settings import PDF_NAME
from papers_tui.services.lists import connected
from papers_tui.services.pdf_names import file_name, flat, id_in
from papers_tui.services.threads import made_in_thread
from papers_tui.store.errors import PdfError, why_unwritten
from papers_tui.store.files import atomic, private
from papers_tui.text.clean import harmless

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from papers_tui.model.paper import Paper

    Progress = Callable[[int, int | None], object]
    """Called with how many bytes have come, and of how many if that is known."""

_DRAFT = ".papers-tui.part"


class Arxiv(Protocol):
    """The part of arXiv's client that is needed here; see `hub.arxiv.Arxiv`."""

    async def pdf(
        self, paper_id: str, write: Callable[[bytes], object], progress: Progress
    ) -> None: ...


class Hub(Protocol):
    """The client that arXiv's belongs to; see `hub.client.Hub`."""

    @property
    def arxiv(self) -> Arxiv: ...


class Pdfs:
    """The PDFs in one folder, known again by the id in brackets in their names."""

    def __init__(
        self,
        folder: Path,
        pattern: str = PDF_NAME,
        connect: Callable[[], Awaitable[Hub]] | None = None,
    ) -> None:
        self.folder = folder
        self._pattern = pattern
        self._connect = connect

    def name(self, paper: Paper) -> str:
        """The name of the paper's file when it is fetched."""
        return file_name(paper, self._pattern)

    def find(self, paper_id: str) -> Path | None:
        """The paper's PDF, whatever else the user has made of its name; or None."""
        found = (name for name, found_id in self._named() if found_id == paper_id)
        name = min(found, default=None)
        return self.folder / name if name else None

    def ids(self) -> frozenset[str]:
        """The papers whose PDFs are there, by one look at the folder."""
        return frozenset(paper_id for _, paper_id in self._named())

    async def fetch(self, paper: Paper, progress: Progress = lambda _done, _total: None) -> Path:
        """The paper's PDF, fetched from arXiv unless it is there: all of it or nothing.

        Raises HubError when it cannot be had, and PdfError when it cannot be written.
        """
        if found := await asyncio.to_thread(self.find, paper.id):
            return found
        with _explained(self.folder):
            await asyncio.to_thread(private.make_folder, self.folder)
        return await self.fetch_to(self.folder / self.name(paper), paper.id, progress)

    async def fetch_to(
        self, target: Path, paper_id: str, progress: Progress = lambda _done, _total: None
    ) -> Path:
        """Fetch the PDF into that file, which is written over. It raises what `fetch` does."""
        hub = await connected(self._connect)
        make = partial(_Draft, target, paper_id)
        with _explained(target), await made_in_thread(make, _Draft.discard) as draft:
            await hub.arxiv.pdf(paper_id, draft.file.write, progress)
            await asyncio.to_thread(draft.finish)
        return target

    def copy(self, kept: Path, target: Path, paper_id: str) -> Path:
        """Copy a PDF that is there into that file, which is written over; raises PdfError."""
        with _explained(target), kept.open("rb") as source, _Draft(target, paper_id) as draft:
            shutil.copyfileobj(source, draft.file)
            draft.finish()
        return target

    def _named(self) -> Iterator[tuple[str, str]]:
        try:
            with os.scandir(self.folder) as entries:
                names = [entry.name for entry in entries if entry.is_file()]
        except OSError:
            return
        for name in names:
            if paper_id := id_in(name):
                yield name, paper_id


class _Draft:
    """A file beside the target that takes its place in the end.

    It has a name of its own: another program may be fetching the same.
    """

    def __init__(self, target: Path, paper_id: str) -> None:
        self._target = Path(os.path.realpath(target))
        if self._target.exists() and not self._target.is_file():
            raise PdfError(f"{harmless(str(target))} is no file; name another one.")
        folder = self._target.parent
        atomic.remove_stale(folder, f".*{_DRAFT}")
        self._path = folder / f".{flat(paper_id)}.{secrets.token_hex(4)}{_DRAFT}"
        self.file = self._path.open("xb")

    def finish(self) -> None:
        self.file.flush()
        atomic.flush(self.file.fileno())
        self.file.close()
        atomic.put_in_place(self._path, self._target)

    def __enter__(self) -> _Draft:
        return self

    def __exit__(self, problem: type[BaseException] | None, *_: object) -> None:
        """Take the file away where it was not finished."""
        if problem is not None:
            self.discard()

    def discard(self) -> None:
        with suppress(OSError):  # what is still to be written may not fit
            self.file.close()
        with suppress(OSError):
            self._path.unlink(missing_ok=True)


@contextmanager
def _explained(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        shown = harmless(str(target))
        raise PdfError(f"{shown} could not be written: {why_unwritten(error)}") from error
