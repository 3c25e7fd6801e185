"""The reading list's file: nothing the user made is lost, whatever goes wrong."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from papers_tui.model.library.changes import Add, Put, Remove, SetNote, Several, Star, Tag, Unstar
from papers_tui.model.library.marks import EMPTY, Library, Mark
from papers_tui.store.errors import (
    LibraryBroken,
    LibraryShrunk,
    LibraryTooNew,
    LibraryUnreadable,
)
from papers_tui.store.files import atomic
from papers_tui.store.library.journal import Journal
from papers_tui.store.library.repair import bring_back
from tests.support.library_files import ONE, A, B, C, again, kept, made, many
from tests.support.strategies.libraries import NOW
from tests.support.subprocesses import run

if TYPE_CHECKING:
    from pathlib import Path

    from papers_tui.store.library.file import LibraryFile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "library.toml"


@pytest.fixture
def file(path: Path) -> LibraryFile:
    path.parent.mkdir()
    return again(path)


def test_no_file_is_an_empty_list_and_the_first_change_makes_one(
    file: LibraryFile, path: Path
) -> None:
    assert file.load().library == EMPTY
    loaded = file.apply(made(Star(A, "One")))
    assert loaded.library == Library({A: Mark(starred=True, title="One", added=NOW, changed=NOW)})
    assert path.read_text() == (
        f'[[paper]]\nid = "{A}"\ntitle = "One"\nstarred = true\n'
        "added = 2026-03-01T12:00:00Z\nchanged = 2026-03-01T12:00:00Z\n"
    )
    assert again(path).load().library == loaded.library


def test_a_change_is_made_in_the_file_as_it_is_now(file: LibraryFile, path: Path) -> None:
    path.write_text(ONE)
    file.load()
    seen = path.stat()
    path.write_text(ONE.replace("mine", "new!"))
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert file.apply(made(Star(A))).library[A].note == "new!"


def test_what_says_nothing_new_writes_nothing(file: LibraryFile, path: Path) -> None:
    path.write_text(ONE)
    seen = path.stat()
    file.apply(made(Unstar(A), SetNote(A, "mine"), Several((Star(B), Unstar(B)))))
    assert path.stat() == seen
    assert kept(file) == []


def test_a_broken_file_is_never_written_and_its_changes_wait(file: LibraryFile, path: Path) -> None:
    path.write_text(ONE)
    file.apply(made(Star(B)))
    good = path.read_text()
    torn = good + '\n[[paper]]\nid = "x"\nnote = """\nhalf a no'
    path.write_text(torn)
    for run_of_it in (file, again(path)):
        with pytest.raises(LibraryBroken) as caught:
            run_of_it.apply(made(Tag(A, "waits")))
        assert caught.value.line == torn[: torn.index('"""')].count("\n") + 1
        assert caught.value.is_kept
        assert path.read_text() == torn
    loaded = file.load()
    assert isinstance(loaded.problem, LibraryBroken)
    assert loaded.must_apply
    assert loaded.library[A].tags == ("waits",)
    assert loaded.library[B].starred
    path.write_text(good)
    assert file.load().library[A].tags == ("waits",)
    assert file.apply().library[A].tags == ("waits",)
    assert 'tags = ["waits"]' in path.read_text()
    assert not again(path).load().must_apply


def test_a_run_that_meets_a_broken_file_shows_the_last_good_version(
    file: LibraryFile, path: Path
) -> None:
    path.write_text(ONE)
    good = file.apply(made(Star(B))).library
    file.remember()
    path.write_text("=")
    assert again(path).load().library == good
    (path.parents[1] / "state" / "library.index").unlink()
    assert again(path).load().library == Library({A: Mark(note="mine")})


@pytest.mark.parametrize(
    "raw",
    [
        b"\xff\xfe[\x00",
        b"caf\xe9 = 1",
        b"\x00" * 4096,
        b"[[paper]]\nid = 1\nid = 2",
        b"[[paper]]\nstarred = True",
        b"[[paper]]\nid = \xe2\x80\x9cx\xe2\x80\x9d",
        b"[papers.2501.00001]\n[[papers]]",
        b"x = " + b"[" * 3000,
        b"x = " + b"1" * 5000,
        b"<<<<<<< ours\n=======\n>>>>>>> theirs\n",
    ],
)
def test_what_is_no_reading_list_is_left_alone(file: LibraryFile, path: Path, raw: bytes) -> None:
    path.write_bytes(raw)
    with pytest.raises(LibraryBroken) as caught:
        file.apply(made(Star(A)))
    assert caught.value.is_kept
    assert path.read_bytes() == raw
    assert f"line {caught.value.line}: {caught.value.reason}" in str(caught.value)


def test_a_later_format_is_read_and_not_written(file: LibraryFile, path: Path) -> None:
    path.write_text(f"version = 2\n{ONE}")
    assert isinstance(file.load().problem, LibraryTooNew)
    with pytest.raises(LibraryTooNew) as caught:
        file.apply(made(Star(A)))
    assert not caught.value.is_kept
    assert path.read_text() == f"version = 2\n{ONE}"


def test_a_version_too_long_to_be_written_is_a_later_format(file: LibraryFile, path: Path) -> None:
    path.write_text(f"version = 0x{'f' * 5_000}\n{ONE}")
    loaded = file.load()
    assert isinstance(loaded.problem, LibraryTooNew)
    assert A in loaded.library


def test_a_file_that_cannot_be_read_is_reported(file: LibraryFile, path: Path) -> None:
    path.symlink_to(path)
    assert isinstance(file.load().problem, LibraryUnreadable)
    with pytest.raises(LibraryUnreadable):
        file.apply(made(Star(A)))


def test_changes_in_the_journal_are_made_once(file: LibraryFile, path: Path) -> None:
    path.write_text(ONE)
    file.keep(made(SetNote(A, "ours", was="mine"), SetNote(A, "ours again", was="ours")))
    state = path.parents[1] / "state" / "library.journal"
    journal = state.read_bytes()
    file.apply()
    assert not state.exists()
    announced = b'{"written": "' + file.load().digest.encode() + b'"}\n'
    state.write_bytes(journal + announced)
    assert again(path).load().library[A].note == "ours again"
    assert again(path).apply().library[A].note == "ours again"
    assert not state.exists()


def test_changes_of_a_run_that_was_killed_before_it_cleared_the_journal_are_not_made_again(
    file: LibraryFile, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_text(ONE)
    file.keep(made(SetNote(A, "ours", was="mine"), SetNote(A, "again", was="ours")))
    with monkeypatch.context() as patched:
        patched.setattr(Journal, "clear", lambda *_: None)
        file.apply()
    assert not again(path).load().must_apply
    assert again(path).apply(made(Star(B))).library[A].note == "again"
    assert not (path.parents[1] / "state" / "library.journal").exists()


def test_a_change_that_the_journal_could_not_take_leaves_no_trace_in_it(
    file: LibraryFile, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert file.keep(made(Star(A)))
    journal = path.parents[1] / "state" / "library.journal"
    before = journal.read_bytes()

    def fail(_: int) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(atomic, "flush", fail)
    assert not file.keep(made(Star(B)))
    assert journal.read_bytes() == before


def test_a_journal_line_cut_short_costs_no_other(file: LibraryFile, path: Path) -> None:
    file.keep(made(Star(A)))
    state = path.parents[1] / "state" / "library.journal"
    with state.open("ab") as journal:
        journal.write(b'{"when": "2026-03')
    file.keep(made(Star(B), Put(C, Mark(note="n", added=NOW), A), Remove(A), Add(A, "t")))
    assert list(file.apply().library) == [C, B, A] or set(file.load().library) == {A, B, C}
    assert file.load().library[C] == Mark(note="n", added=NOW)


def test_many_papers_gone_that_nobody_took_out_are_not_let_go(
    file: LibraryFile, path: Path
) -> None:
    path.write_text(many(40))
    file.apply(made(Star(A)))
    file.remember()
    short = many(10)
    for left in (short, ""):
        path.write_text(left)
        for run_of_it in (file, again(path)):
            with pytest.raises(LibraryShrunk):
                run_of_it.apply(made(Tag(A, "waits")))
            assert path.read_text() == left
            assert len(run_of_it.load().library) == 40
    path.write_text(short)
    file.accept()
    assert len(file.load().library) == 10
    assert file.apply().library[A].tags == ("waits",)


def test_papers_that_are_gone_can_be_brought_back(file: LibraryFile, path: Path) -> None:
    path.write_text(many(40))
    before = file.apply(made(SetNote(A, "n"))).library
    path.write_text(f"# short\n{many(1)}")
    problem = file.load().problem
    assert isinstance(problem, LibraryShrunk)
    assert problem.missing.keys() == before.keys() - {"2501.00000"}
    assert bring_back(file, problem).library == before
    assert path.read_text().startswith("# short\n")


def test_papers_that_were_taken_out_may_go(file: LibraryFile, path: Path) -> None:
    path.write_text(many(40))
    other = again(path)
    other.load()
    assert len(file.apply(made(*(Unstar(f"2501.{n:05}") for n in range(30)))).library) == 10
    assert other.load().problem is None


@pytest.mark.program
def test_an_index_spares_the_parsing_and_says_the_same(file: LibraryFile, path: Path) -> None:
    path.write_text(f'# hand made\n{ONE}\n[[paper]]\nid = "odd"\n\n[[paper]]\nid = "{A}"\n')
    file.apply(made(Star(A), Tag(B, "t")))
    file.remember()
    status, printed = run(LIGHT, path, path.parents[1] / "state")
    assert (status, printed) == (0, "2 []\n")
    other = again(path)
    assert other.load() == file.load()
    assert other.apply(made(Unstar(A))).library == file.apply(made(Unstar(A))).library


LIGHT = """
import sys
from pathlib import Path
from papers_tui.store.library.file import LibraryFile
loaded = LibraryFile(Path(sys.argv[1]), Path(sys.argv[2])).load()
heavy = {"tomllib", "tomli_w", "filelock", "textual", "httpx", "sqlite3"}
print(len(loaded.library), sorted(heavy & set(sys.modules)))
"""


@pytest.mark.parametrize("index", ["", "{}", "[]", '{"format": 1, "digest": 1, "said": [[1]]}'])
def test_a_damaged_index_is_none(file: LibraryFile, path: Path, index: str) -> None:
    path.write_text(ONE)
    (path.parents[1] / "state").mkdir()
    (path.parents[1] / "state" / "library.index").write_text(index)
    assert file.load().library[A].note == "mine"


def test_text_from_the_file_is_harmless_and_its_bytes_stay(file: LibraryFile, path: Path) -> None:
    hostile = '"\\u001b]52;c;eA\\u0007\\u202ex"'
    line = f"note = {hostile}\ntags = [{hostile}]\ntitle = {hostile}\n"
    path.write_text(f'[[paper]]\nid = "{A}"\n{line}')
    mark = file.apply(made(Star(A))).library[A]
    assert "\x1b" not in repr(mark.note + mark.title + "".join(mark.tags)).replace("\\x1b", "\x1b")
    assert hostile in path.read_text()
    assert path.read_text().count(hostile) == 3


def test_a_hand_edit_of_an_older_version_undoes_nothing(file: LibraryFile, path: Path) -> None:
    path.write_text(ONE)
    file.load()
    file.apply(made(Star(B)))
    file.apply(made(Tag(A, "t")))
    path.write_text(ONE.replace("mine", "edited meanwhile"))
    loaded = file.settled()
    assert loaded.must_apply
    assert loaded.library[A].note == "edited meanwhile"
    assert file.apply(made(Star(C))).library.keys() == {A, B, C}
    library = again(path).load().library
    assert library[A].tags == ("t",)
    assert library[A].note == "edited meanwhile"
    assert library[B].starred
    assert not file.load().must_apply


def test_a_hand_edit_of_the_file_as_it_is_may_take_back_what_was_done(
    file: LibraryFile, path: Path
) -> None:
    path.write_text(ONE)
    file.load()
    file.apply(made(Tag(A, "t"), Tag(A, "u")))
    tagged = path.read_text()
    path.write_text(tagged.replace('"t", ', ""))
    assert file.load().library[A].tags == ("u",)


def test_what_another_program_takes_back_stays_taken_back(file: LibraryFile, path: Path) -> None:
    path.write_text(ONE)
    file.load()
    file.apply(made(Star(B)))
    again(path).apply(made(Unstar(B), SetNote(A, "theirs")))
    assert list(file.load().library) == [A]
    assert list(file.apply(made(Tag(A, "t"))).library) == [A]
