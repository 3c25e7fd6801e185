"""Exports under keys that stay, into files that are complete."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import threading
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from papers_tui.export.formats import FORMATS
from papers_tui.model.library.marks import EMPTY, Library, Mark
from papers_tui.model.paper import Entry, Paper, Publication
from papers_tui.services.exchange.export import Exporter, ExportError, write
from papers_tui.store.archive.archive import Archive
from papers_tui.store.paths import Paths
from papers_tui.store.state import State
from tests.support.bibtex_reader import entries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ONE, TWO, THREE = "2501.00001", "2501.00002", "2501.00003"
NOON = datetime(2026, 8, 20, 12, tzinfo=UTC)
BIBTEX = FORMATS["bibtex"]


def nets(paper_id: str) -> Entry:
    day = date(2025, 1, 1)
    return Entry(Paper(id=paper_id, title="Deep Nets", authors=("Ming Li",), published=day))


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths.in_home(tmp_path / "home")


@pytest.fixture
def archive(paths: Paths) -> Iterator[Archive]:
    archive = Archive.open(paths.archive)
    yield archive
    archive.close()


@pytest.fixture
def state(paths: Paths) -> Iterator[State]:
    state = State.open(paths.state)
    yield state
    state.close()


def keys(exporter: Exporter, *ids: str) -> list[str]:
    return list(entries(exporter.render(ids, BIBTEX)))


def test_all_that_the_stores_know_is_put_together(archive: Archive, state: State) -> None:
    archive.add([nets(ONE)], NOON)
    state.mark_seen([TWO], NOON)
    library = Library({ONE: Mark(starred=True, title="Old"), TWO: Mark(title="From the list")})
    exporter = Exporter(archive, state, library)
    read = json.loads(exporter.render([TWO, ONE, THREE, TWO], FORMATS["json"]))
    reports = [(paper["id"], paper["title"], paper["starred"], paper["seen"]) for paper in read]
    assert reports == [
        (TWO, "From the list", False, True),
        (ONE, "Deep Nets", True, False),
        (THREE, None, False, False),
    ]
    assert state.citation_keys() == {}


def test_a_key_outlives_the_run_and_the_details_that_come_later(
    archive: Archive, state: State, paths: Paths
) -> None:
    exporter = Exporter(archive, state, EMPTY)
    archive.add([nets(ONE)], NOON)
    assert keys(exporter, ONE, THREE) == ["li2025deepnets", "arxiv250100003"]
    archive.add([nets(TWO), nets(THREE)], NOON)
    state.close()
    again = State.open(paths.state)
    assert keys(Exporter(archive, again, EMPTY), TWO, THREE, ONE) == [
        "li2025deepnets-250100002",
        "arxiv250100003",
        "li2025deepnets",
    ]
    again.close()


def test_a_bibliography_has_what_arxiv_sent(archive: Archive, state: State) -> None:
    published = Publication("cs.CL", "Journal of Nets 7", "10.1000/1")
    archive.add([nets(ONE)._replace(publication=published), nets(TWO)], NOON)
    read = entries(Exporter(archive, state, EMPTY).render([ONE, TWO], BIBTEX))
    first, second = read.values()
    assert (first["primaryClass"], first["journal"], first["doi"]) == (
        "cs.CL", "Journal of Nets 7", "10.1000/1",
    )  # fmt: skip
    assert not {"primaryClass", "journal", "doi"} & set(second)


def test_two_programs_at_once_give_no_key_twice(archive: Archive, paths: Paths) -> None:
    ids = [f"2501.{number:05}" for number in range(1, 9)]
    archive.add([nets(key) for key in ids], NOON)
    states = [State.open(paths.state) for _ in ids]
    given: dict[str, str] = {}
    ready = threading.Barrier(len(ids))

    def export(paper: str, state: State) -> None:
        exporter = Exporter(archive, state, EMPTY)
        ready.wait(10)
        [given[paper]] = keys(exporter, paper)

    threads = [threading.Thread(target=export, args=pair) for pair in zip(ids, states, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(set(given.values())) == len(ids)
    assert states[0].citation_keys() == given
    for state in states:
        state.close()


def test_keys_that_cannot_be_kept_are_given_all_the_same(archive: Archive, state: State) -> None:
    archive.add([nets(ONE), nets(TWO)], NOON)
    state.close()
    exporter = Exporter(archive, state, EMPTY)
    assert keys(exporter, ONE, TWO) == ["li2025deepnets-250100001", "li2025deepnets-250100002"]
    assert "closed" in exporter.problem


@pytest.mark.program
def test_no_encoder_is_loaded_before_there_is_something_to_encode() -> None:
    code = """if True:
        import sys
        from papers_tui.export.formats import FORMATS
        from papers_tui.services.exchange.export import Exporter
        print(*({"pylatexenc", "textual", "httpx"} & sys.modules.keys()))
    """
    loaded = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert loaded.stdout.split() == []


def test_a_file_is_written_over_as_a_complete(tmp_path: Path) -> None:
    path = tmp_path / "out.bib"
    write(path, "long and old\n")
    write(path, "é\n")
    assert path.read_bytes() == "é\n".encode()
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("code", [errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)])
def test_when_writing_fails_the_old_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    path = tmp_path / "out.bib"
    write(path, "old")

    def full(handle: int) -> None:
        raise OSError(code, "no room")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(
        ExportError, match=r"out\.bib could not be written: the disk is full \(free"
    ):
        write(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("name", "reason"), [("", "its place"), ("no such folder/out.bib", "its folder is not there")]
)
def test_a_place_for_no_file_is_refused_and_nothing_made(
    tmp_path: Path, name: str, reason: str
) -> None:
    with pytest.raises(ExportError, match=f"could not be written: {reason}"):
        write(tmp_path / name, "text")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_a_pipe_gets_the_text_and_stays_a_pipe(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    heard: list[str] = []
    listener = threading.Thread(target=lambda: heard.append(path.read_text()), daemon=True)
    listener.start()
    write(path, "text")
    listener.join(10)
    assert heard == ["text"]
    assert path.is_fifo()
