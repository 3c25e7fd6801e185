"""The folder of PDFs: what is fetched is there complete, once, and found again."""

from __future__ import annotations

import asyncio
import errno
import gc
import os
import stat
import time
from datetime import date
from threading import Event
from typing import TYPE_CHECKING

import pytest

from papers_tui.hub.errors import Missing, Offline
from papers_tui.model.paper import Paper
from papers_tui.services.hub_connection import HubConnection
from papers_tui.services.pdfs import Pdfs
from papers_tui.store.errors import PdfError
from papers_tui.store.files import atomic
from tests.support.fake_hub import FakeHub, daily
from tests.support.fake_hub.faults import Fault
from tests.support.patience import seconds

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "pdf"


@pytest.fixture
def paper(hub: FakeHub) -> Paper:
    """A paper that arXiv has."""
    paper_id = daily.paper_id(daily.listed(hub.days)[0])
    return Paper(id=paper_id, title="A Title", authors=("An Author",), published=date(2026, 8, 20))


@pytest.fixture
async def pdfs(hub: FakeHub, folder: Path) -> AsyncIterator[Pdfs]:
    from papers_tui.hub.endpoints import Endpoints

    connection = HubConnection(Endpoints(hub.url, hub.url, hub.url), deadline=seconds(30))
    yield Pdfs(folder, connect=connection.hub)
    await connection.close()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def lay(*files: Path) -> None:
    for file in files:
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"%PDF-")


async def test_a_pdf_is_fetched_once_and_found_from_then_on(
    pdfs: Pdfs, paper: Paper, hub: FakeHub
) -> None:
    reports: list[tuple[int, int | None]] = []
    assert pdfs.find(paper.id) is None
    path = await pdfs.fetch(paper, lambda done, total: reports.append((done, total)))
    assert path.read_bytes().startswith(b"%PDF-")
    assert path.name == f"2026 - Author - A Title [{paper.id}].pdf"
    assert reports[-1] == (path.stat().st_size, path.stat().st_size)
    assert names(pdfs.folder) == [path.name]
    assert await pdfs.fetch(paper) == pdfs.find(paper.id) == path
    assert len(hub.asked("/pdf/")) == 1
    assert pdfs.ids() == {paper.id}


def test_a_file_of_another_name_is_found_by_its_id(folder: Path) -> None:
    for name in ("mine [2608.00001].pdf", "[hep-th_9901001].PDF", "2608.00002.pdf"):
        lay(folder / name)
    (folder / "folder [2608.00003].pdf").mkdir()
    pdfs = Pdfs(folder)
    assert pdfs.find("2608.00001") == folder / "mine [2608.00001].pdf"
    assert pdfs.find("hep-th/9901001") == folder / "[hep-th_9901001].PDF"
    assert pdfs.find("2608.00002") is pdfs.find("2608.00003") is None
    assert pdfs.ids() == {"2608.00001", "hep-th/9901001"}
    assert Pdfs(folder / "none").ids() == frozenset()


def test_of_two_files_of_a_paper_it_is_the_same_one_each_time(folder: Path) -> None:
    lay(*(folder / f"{name} [2608.00001].pdf" for name in ("b", "a", "c")))
    assert Pdfs(folder).find("2608.00001") == folder / "a [2608.00001].pdf"


@pytest.mark.parametrize(
    "fault",
    [
        Fault(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n%PDF-1.4 and so on"),
        Fault(status=500),
        Fault(status=200, body="<html>Captcha</html>", kind="text/html"),
        Fault(status=404, body="<html>", kind="text/html"),
        Fault(raw=b""),
    ],
)
async def test_what_is_not_complete_leaves_nothing_behind(
    pdfs: Pdfs, paper: Paper, hub: FakeHub, fault: Fault
) -> None:
    from papers_tui.hub.errors import HubError

    hub.fault("/pdf/", fault)
    with pytest.raises(HubError):
        await pdfs.fetch(paper)
    assert names(pdfs.folder) == []
    assert pdfs.find(paper.id) is None


async def test_giving_up_leaves_nothing_behind(pdfs: Pdfs, paper: Paper, hub: FakeHub) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\n"
    hub.fault("/pdf/", Fault(raw=[head, b"%PDF-" + b"x" * 300_000, b"x" * 600_000], pause=3))
    started = asyncio.Event()

    def progress(done: int, _: int | None) -> None:
        if done > 262_144:
            started.set()

    task = asyncio.create_task(pdfs.fetch(paper, progress))
    async with asyncio.timeout(10):
        await started.wait()
    assert [name.endswith(".part") for name in names(pdfs.folder)] == [True]
    assert pdfs.find(paper.id) is None
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert names(pdfs.folder) == []


async def test_giving_up_while_the_draft_is_made_leaves_nothing_behind(
    pdfs: Pdfs, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    making, may_go_on = Event(), Event()
    remove_stale = atomic.remove_stale

    def held_up(folder: Path, pattern: str) -> None:
        making.set()
        assert may_go_on.wait(20)
        remove_stale(folder, pattern)

    monkeypatch.setattr(atomic, "remove_stale", held_up)
    task = asyncio.create_task(pdfs.fetch(paper))
    assert await asyncio.to_thread(making.wait, 20)
    task.cancel()
    may_go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    gc.collect()  # a file that was left open would be reported now, and fail the test
    assert names(pdfs.folder) == []


async def test_a_full_disk_is_a_sentence_and_leaves_nothing_behind(
    pdfs: Pdfs, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(PdfError, match="the disk is full") as caught:
        await pdfs.fetch(paper)
    assert str(caught.value).endswith(".")
    assert names(pdfs.folder) == []


async def test_a_folder_that_cannot_be_made_is_a_sentence(
    pdfs: Pdfs, paper: Paper, folder: Path, hub: FakeHub
) -> None:
    lay(folder)
    with pytest.raises(PdfError, match="could not be written"):
        await pdfs.fetch(paper)
    assert hub.asked("/pdf/") == []


async def test_only_our_own_old_drafts_are_removed(pdfs: Pdfs, paper: Paper, folder: Path) -> None:
    old, young, other = drafts = [
        folder / name for name in (".a.1.papers-tui.part", ".b.2.papers-tui.part", ".film.part")
    ]
    lay(*drafts)
    for draft in (old, other):
        os.utime(draft, (time.time() - 4_000,) * 2)
    await pdfs.fetch(paper)
    assert [old.exists(), young.exists(), other.exists()] == [False, True, True]


async def test_two_programs_at_once_do_no_harm(pdfs: Pdfs, paper: Paper, hub: FakeHub) -> None:
    from papers_tui.hub.endpoints import Endpoints

    other = HubConnection(Endpoints(hub.url, hub.url, hub.url), deadline=seconds(30))
    second = Pdfs(pdfs.folder, connect=other.hub)
    paths = await asyncio.gather(pdfs.fetch(paper), second.fetch(paper))
    await other.close()
    assert paths[0] == paths[1]
    assert paths[0].read_bytes().endswith(b"%%EOF\n")
    assert names(pdfs.folder) == [paths[0].name]


async def test_a_file_of_ones_own_choice(pdfs: Pdfs, paper: Paper, tmp_path: Path) -> None:
    mine = tmp_path / "mine.pdf"
    mine.write_text("old")
    assert await pdfs.fetch_to(mine, paper.id) == mine
    fetched = mine.read_bytes()
    assert fetched.startswith(b"%PDF-")
    copied = pdfs.copy(mine, tmp_path / "copy.pdf", paper.id)
    assert copied.read_bytes() == fetched
    with pytest.raises(Missing):
        await pdfs.fetch_to(mine, "2608.99999")
    assert mine.read_bytes() == fetched
    with pytest.raises(PdfError, match="is no file"):
        await pdfs.fetch_to(tmp_path, paper.id)
    with pytest.raises(PdfError, match="could not be written"):
        await pdfs.fetch_to(tmp_path / "none" / "x.pdf", paper.id)


async def test_without_a_network_only_what_is_there_is_given(folder: Path, paper: Paper) -> None:
    pdfs = Pdfs(folder)
    with pytest.raises(Offline, match="--offline"):
        await pdfs.fetch(paper)
    lay(folder / f"x [{paper.id}].pdf")
    assert (await pdfs.fetch(paper)).name.startswith("x ")


@pytest.mark.skipif(os.name == "nt", reason="modes have no such meaning there")
async def test_folders_that_are_made_for_pdfs_are_private(
    pdfs: Pdfs, paper: Paper, folder: Path
) -> None:
    pdfs.folder = folder / "deep" / "pdf"
    await pdfs.fetch(paper)
    made = (folder, folder / "deep", pdfs.folder)
    assert {stat.S_IMODE(one.stat().st_mode) for one in made} == {0o700}
