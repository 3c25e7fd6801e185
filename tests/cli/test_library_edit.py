"""`star`, `unstar`, `tag`, `untag`, `status`, `note`: durable first, titles then."""

from __future__ import annotations

import asyncio
import subprocess
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from papers_tui.cli import library_edit, streams, titles
from papers_tui.cli.context import Context
from papers_tui.cli.titles import keep_titles
from papers_tui.model.paper import Paper
from papers_tui.services.lists import PaperLists
from papers_tui.services.session import Session
from papers_tui.store.files.held import can_replace_open
from papers_tui.store.files.locks import hold
from papers_tui.store.paths import Paths
from tests.support.command_line import HEAVY, PROGRAM, loaded
from tests.support.fake_hub import Fault
from tests.support.home import block, file_of, marks_of, papers, put

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.command_line import Shell

UNKNOWN = "2001.00001"
"""A paper that the hub of the tests does not have."""


@pytest.fixture
def offline(shell: Shell) -> Shell:
    """The same without a hub."""
    shell.hub.down()
    return shell


def test_everything_that_can_be_set_and_taken_back(offline: Shell) -> None:
    steps: list[tuple[list[str], dict[str, Any]]] = [
        (["star"], {"starred": True}),
        (["tag", "to discuss"], {"starred": True, "tags": ["to discuss"]}),
        (["tag", "mtl"], {"starred": True, "tags": ["to discuss", "mtl"]}),
        (["unstar"], {"tags": ["to discuss", "mtl"]}),
        (["untag", "to discuss"], {"tags": ["mtl"]}),
        (["status", "to-read"], {"tags": ["mtl"], "status": "to-read"}),
        (["status", "reading"], {"tags": ["mtl"], "status": "reading"}),
        (["status", "none"], {"tags": ["mtl"]}),
    ]
    for arguments, expected in steps:
        done = offline(*arguments, UNKNOWN)
        assert (done.status, done.out, done.err) == (0, "", ""), arguments
        assert marks_of(offline, UNKNOWN) == expected
    assert offline("untag", "mtl", UNKNOWN) == offline("untag", "mtl", UNKNOWN)
    assert papers(offline) == {}


def test_ids_come_in_any_form_and_several_at_once(offline: Shell) -> None:
    forms = [
        "2507.21049v2", "arXiv:2507.21050", "https://arxiv.org/pdf/2507.21051v1.pdf",
        "https://huggingface.co/papers/2507.21052", "hep-th/9901001", "2507.21049",
    ]  # fmt: skip
    assert offline("--offline", "star", *forms).status == 0
    ids = ["2507.21049", "2507.21050", "2507.21051", "2507.21052", "hep-th/9901001"]
    assert list(papers(offline)) == ids


@pytest.mark.program
def test_ids_come_from_stdin(offline: Shell) -> None:
    assert offline.program("star", "-", stdin="2507.21049\n").status == 0
    pasted = "arXiv:2507.21050 2507.21051\n\nhttps://arxiv.org/abs/hep-th/9901001\n"
    assert offline.program("tag", "mtl", "-", "--offline", stdin=pasted).status == 0
    assert list(papers(offline)) == ["2507.21049", "2507.21050", "2507.21051", "hep-th/9901001"]
    assert "tags" not in papers(offline)["2507.21049"]


@pytest.mark.program
def test_a_word_that_is_no_id_stops_all_of_it(offline: Shell) -> None:
    for done in (
        offline("star", "2507.21049", "nonsense"),
        offline.program("star", "-", stdin="2507.21049 nonsense"),
        offline.program("star", "-", stdin=""),
        offline.program("star", "-", stdin="2507.21049\n" * 100_000),
        offline("tag", "a,b", "2507.21049"),
        offline("tag", "", "2507.21049"),
        offline("tag", "x" * 61, "2507.21049"),
        offline("tag", "2507.21050", "2507.21049"),
        offline("status", "done", "2507.21049"),
        offline("star"),
        offline("note", "-", "-"),
    ):
        assert done.status in (1, 2)
        assert done.err.startswith("papers-tui: error: ")
        assert done.err.count("\n") == 1
    assert not file_of(offline).exists()


@pytest.mark.program
def test_notes_are_written_printed_and_taken_away(offline: Shell) -> None:
    text = '-5 "dB"\n\n[[paper]]\n  indented, 漢字'
    assert offline("note", UNKNOWN, text) == offline("note", UNKNOWN, text)
    assert offline("note", UNKNOWN).out == f"{text}\n"
    copied = offline.program("note", "2507.21049", "-", stdin=offline("note", UNKNOWN).out)
    assert (copied.status, copied.out) == (0, "")
    assert marks_of(offline, "2507.21049") == {"note": text}
    assert offline.program("note", "-", stdin="2507.21049\n").out == f"{text}\n"
    assert offline("note", UNKNOWN, "").status == 0
    assert list(papers(offline)) == ["2507.21049"]
    assert offline("note", UNKNOWN) == offline("note", "hep-th/9901001")
    assert offline("note", UNKNOWN).out == ""


@pytest.mark.program
def test_nothing_on_stdin_takes_no_note_away(offline: Shell) -> None:
    offline("note", UNKNOWN, "kept")
    assert offline.program("note", UNKNOWN, "-", stdin=" \n").status == 2
    assert marks_of(offline, UNKNOWN) == {"note": "kept"}


def test_a_title_comes_from_the_archive_or_else_from_the_hub(shell: Shell) -> None:
    known, fetched = shell.listed(shell.day())[0], shell.listed(shell.day(9))[0]
    shell("list")
    asked = len(shell.hub.requests)
    assert shell("star", known).status == 0
    assert shell("star", known, "--offline").status == 0
    assert len(shell.hub.requests) == asked
    assert papers(shell)[known]["title"]
    assert shell("status", "to-read", fetched, UNKNOWN).status == 0
    assert papers(shell)[fetched]["title"] == shell("show", fetched, "--offline").json["title"]
    assert "title" not in papers(shell)[UNKNOWN]
    asked = len(shell.hub.requests)
    assert shell("tag", "x", fetched).status == 0
    assert shell("untag", "x", UNKNOWN).status == 0
    assert len(shell.hub.requests) == asked


def test_a_title_that_comes_late_brings_no_paper_back(shell: Shell) -> None:
    shell("--offline", "star", UNKNOWN)
    with closing(Session(Paths.in_home(shell.home), None)) as session:
        keep_titles(session, {UNKNOWN: "Its title", "2507.00001": "Of one that was taken out"})
    assert {key: entry["title"] for key, entry in papers(shell).items()} == {UNKNOWN: "Its title"}


def test_an_id_that_nobody_knows_is_kept_and_warned_of(shell: Shell) -> None:
    done = shell("star", UNKNOWN)
    assert (done.status, done.out) == (0, "")
    assert done.err == (
        f"papers-tui: warning: neither the hub nor arXiv knows {UNKNOWN}; look at the id again\n"
    )
    assert list(papers(shell)) == [UNKNOWN]
    assert shell("--offline", "star", "2001.00002").err == ""
    assert shell("star", "2001.00004", "2001.00003").err == (
        "papers-tui: warning: neither the hub nor arXiv knows 2001.00003, 2001.00004;"
        " look at the ids again\n"
    )


@pytest.mark.parametrize("impossible", ["9999.99999", "2613.00001", "hep-th/0704001"])
def test_an_id_that_arxiv_cannot_have_given_is_refused(offline: Shell, impossible: str) -> None:
    done = offline("star", impossible)
    assert done.status == 2
    assert f"'{impossible}' is no arXiv id" in done.err
    assert not file_of(offline).exists()


def test_an_old_paper_has_one_entry_by_whatever_id_it_is_named(offline: Shell) -> None:
    offline("star", "math.GT/0309136")
    offline("status", "to-read", "https://arxiv.org/abs/math/0309136")
    offline("tag", "knots", "MATH.GT/0309136v2")
    assert offline("--offline", "library", "--format", "ids").out == "math/0309136\n"
    file = file_of(offline)
    file.write_text(file.read_text().replace("math/", "math.GT/"))
    offline("unstar", "math/0309136")
    assert file.read_text().count("[[paper]]") == 1
    assert offline("--offline", "library", "--format", "ids").out == "math/0309136\n"


def test_the_stamp_of_a_pdf_needs_no_quotes(offline: Shell) -> None:
    offline("star", *["arXiv:2507.21049v1", "[cs.CV]", "28", "Jul", "2025"])
    assert list(papers(offline)) == ["2507.21049"]


def test_a_hub_that_does_not_answer_is_no_error(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(titles, "MOST_SECONDS", 0.3)
    slow, quick = shell.listed(shell.day())[:2]
    shell.hub.fault(f"/api/papers/{slow}", Fault(raw=[b"HTTP", b"/"], pause=30.0, times=None))
    done = shell("star", slow, quick)
    assert (done.status, done.out, done.err) == (0, "", "")
    assert marks_of(shell, slow) == {"starred": True}
    monkeypatch.setenv("HF_ENDPOINT", "ftp://nowhere")
    assert shell("star", UNKNOWN).status == 0


def test_a_hub_that_hangs_is_left_when_it_is_time(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    class Lists(PaperLists):
        async def fetch_paper(self, paper_id: str, *, asks_arxiv: bool = True) -> Paper:
            if paper_id == UNKNOWN:
                await asyncio.Event().wait()
            return Paper(id=paper_id, title="Quick")

    monkeypatch.setattr(titles, "MOST_SECONDS", 0.1)
    with closing(Session(Paths.in_home(tmp_path), None)) as session:
        session.lists = Lists(session.archive, None)
        asked = [UNKNOWN, "2507.21049"]
        assert titles.fetched_titles(Context({}), session, asked) == {"2507.21049": "Quick"}


def test_a_person_reads_what_was_done(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell("list")
    key = shell.listed(shell.day())[0]
    title = shell("show", key).json["title"]
    monkeypatch.setattr(streams, "is_terminal", lambda stream: True)
    assert shell("star", key).err == f'papers-tui: Starred "{title}".\n'
    assert shell("star", key).err == "papers-tui: Nothing changed.\n"
    starred = 'papers-tui: Starred "hep-th/9901001".\n'
    assert shell("--offline", "star", key, "hep-th/9901001").err == starred
    assert shell("untag", "x", key).err == "papers-tui: Nothing changed.\n"
    both = shell("--offline", "tag", "x", key, "hep-th/9901001")
    assert both.err == 'papers-tui: Tagged 2 papers with "x".\n'
    assert shell("note", key).err == f"papers-tui: there is no note on {key}\n"


def test_what_a_broken_file_cannot_take_is_kept_until_it_is_repaired(offline: Shell) -> None:
    file = file_of(offline)
    offline("star", UNKNOWN)
    good = file.read_bytes()
    file.write_bytes(good + b"status = [\n")
    done = offline("tag", "mtl", "2507.21049")
    assert (done.status, done.out) == (0, "")
    assert done.err.count("\n") == 1
    assert done.err.startswith(f"papers-tui: warning: {file}, line 6: ")
    assert "made once the file is repaired" in done.err
    assert file.read_bytes() == good + b"status = [\n"
    listed = offline("note", "2507.21049")
    assert listed.err.startswith(f"papers-tui: warning: {file}, line 6: ")
    file.write_bytes(good)
    assert offline("star", "2507.21050") == offline("star", "2507.21050")
    assert list(papers(offline)) == [UNKNOWN, "2507.21049", "2507.21050"]
    assert marks_of(offline, "2507.21049") == {"tags": ["mtl"]}


def test_a_note_that_waited_does_not_undo_what_was_written_in_between(offline: Shell) -> None:
    offline("note", UNKNOWN, "old")
    file_of(offline).write_text("[[", encoding="utf-8")
    assert offline("note", UNKNOWN, "mine").status == 0
    file_of(offline).write_text(block(UNKNOWN, 'note = "by hand"'), encoding="utf-8")
    offline("star", "2507.21050")
    note = marks_of(offline, UNKNOWN)["note"]
    assert "mine" in note
    assert "by hand" in note


def test_a_format_of_the_future_is_not_written(offline: Shell) -> None:
    offline.home.mkdir()
    text = "version = 2\n" + block("2507.21049", "starred = true")
    file_of(offline).write_text(text, encoding="utf-8")
    done = offline("star", UNKNOWN)
    assert done.status == 1
    assert done.err.count("\n") == 1
    assert "update papers-tui" in done.err
    assert file_of(offline).read_text(encoding="utf-8") == text


def test_a_file_that_another_program_does_not_let_go_of_is_an_error(offline: Shell) -> None:
    offline("star", UNKNOWN)
    with hold(offline.home / "library.lock", lambda: None):
        done = offline("star", "2507.21049")
    assert done.status == 1
    assert "Another program is writing" in done.err
    assert list(papers(offline)) == [UNKNOWN]


@pytest.mark.program
def test_programs_that_star_at_once_lose_nothing(offline: Shell) -> None:
    ids = [f"2507.{number:05}" for number in range(1, 7)]
    running = [
        subprocess.Popen(  # noqa: S603
            [*PROGRAM, "star", key, "--offline"], env=offline.environment()
        )
        for key in ids
    ]
    assert [program.wait(60) for program in running] == [0] * len(ids)
    assert sorted(papers(offline)) == ids


@pytest.mark.program
def test_a_change_loads_only_what_it_needs(shell: Shell) -> None:
    shell("list")
    key = shell.listed(shell.day())[0]
    shell("star", "hep-th/9901001", "--offline")
    assert not loaded(shell, "note", key) & HEAVY
    assert not loaded(shell, "tag", "x", key) & {"textual", "rich", "httpx", "asyncio"}
    assert not loaded(shell, "note", key) & {*HEAVY, "sqlite3"}


@pytest.mark.skipif(not can_replace_open, reason="open files stay in place there")
def test_what_another_program_writes_right_after_a_save_is_brought_in(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(shell.home, "")
    path = shell.home / "library.toml"
    path.write_text(block("2507.21049", "starred = true"))
    with path.open("r+") as other:

        def write(*_: object) -> None:
            other.write(path.read_text() + block("2601.00001", 'note = "late"'))
            other.flush()

        monkeypatch.setattr(library_edit, "_start_hooks", write)
        assert shell("--offline", "tag", "mine", "2507.21049").status == 0
    assert papers(shell)["2507.21049"]["tags"] == ["mine"]
    assert papers(shell)["2601.00001"]["note"] == "late"
