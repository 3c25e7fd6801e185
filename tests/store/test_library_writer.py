"""Writing the reading list's file: whichever call fails, it is the old one or the new."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

import pytest

from papers_tui.model.library.changes import Star, Tag, Untag
from papers_tui.store.errors import (
    LibraryBroken,
    LibraryBusy,
    LibraryError,
    LibraryUnsaved,
)
from papers_tui.store.files import locks
from papers_tui.store.library.file import LibraryFile
from papers_tui.store.library.repair import replace
from papers_tui.store.library.text.document import parse
from papers_tui.store.library.writer import prepare
from tests.support.failing_writes import no_renaming, turns
from tests.support.library_files import ONE, A, B, C, again, kept, made
from tests.support.subprocesses import run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "library.toml"


@pytest.fixture
def file(path: Path) -> LibraryFile:
    path.parent.mkdir()
    return again(path)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EDQUOT])
def test_a_save_that_fails_says_so_and_the_next_one_works(
    file: LibraryFile, path: Path, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_text(ONE)

    def fail(*_: object) -> int:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fail)
        with pytest.raises(LibraryUnsaved, match=os.strerror(code)):
            file.apply(made(Star(A)))
        assert not file.keep(made(Star(A)))
    assert path.read_text() == ONE
    assert file.keep(made(Star(A)))
    assert file.apply(made(Star(B))).library.keys() == {A, B}


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_whichever_call_fails_the_file_is_the_old_one_or_the_new(
    file: LibraryFile, path: Path, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_text(ONE)
    file.keep(made(Tag(A, "waits")))
    journal = path.parents[1] / "state" / "library.journal"
    waiting, seen = journal.read_bytes(), set()

    def write() -> None:
        try:
            again(path).apply(made(Star(B)))
        except LibraryError as problem:
            raise OSError from problem
        except OSError as error:
            raise AssertionError("not a problem with a sentence") from error

    for failed in turns(monkeypatch, code, write):
        library = parse(path, path.read_bytes(), {}).library
        assert library.keys() == ({A} if failed else {A, B})
        assert path.read_text() == ONE or not failed
        assert not failed or waiting in journal.read_bytes()
        assert again(path).apply().library[A].tags == ("waits",)
        seen.add(failed)
        path.write_text(ONE)
        journal.write_bytes(waiting)
    assert seen == {True, False}


def test_a_lock_that_is_held_is_waited_for_and_then_named(file: LibraryFile, path: Path) -> None:
    path.write_text(ONE)
    hasty = LibraryFile(path, path.parents[1] / "state", patience=0.05)
    lock = path.parents[1] / "state" / "library.lock"
    with locks.hold(lock, lambda: None), pytest.raises(LibraryBusy):
        hasty.apply(made(Star(A)))
    assert path.read_text() == ONE
    assert file.apply(made(Star(A))).library[A].starred


def test_without_locks_a_change_from_outside_is_still_seen(
    file: LibraryFile, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import filelock

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOLCK, "no locks here")

    monkeypatch.setattr(filelock.FileLock, "acquire", refuse)
    path.write_text(ONE)
    replace, others = os.replace, [f'\n[[paper]]\nid = "{B}"\nstarred = true\n']

    def fsync(_: int) -> None:
        if others:
            path.write_text(ONE + others.pop())

    monkeypatch.setattr(os, "fsync", fsync)
    assert file.apply(made(Tag(A, "t"))).library.keys() == {A, B}
    assert os.replace is replace


def test_a_link_stays_a_link_and_a_mode_stays(file: LibraryFile, path: Path) -> None:
    real = path.parents[1] / "dotfiles.toml"
    real.write_text(ONE)
    real.chmod(0o640)
    path.symlink_to(real)
    file.apply(made(Star(A)))
    assert path.is_symlink()
    assert "starred = true" in real.read_text()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_where_nothing_can_be_renamed_the_old_file_goes_to_the_backups_first(
    file: LibraryFile, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_text(ONE)
    replace, inode = os.replace, path.stat().st_ino

    def mounted(old: str, new: Path) -> None:
        no_renaming() if new == path else replace(old, new)

    monkeypatch.setattr(os, "replace", mounted)
    file.apply(made(Star(A)))
    file.apply(made(Star(B)))
    assert path.stat().st_ino == inode
    assert again(path).load().library.keys() == {A, B}
    assert ONE.encode() in kept(file)


@pytest.mark.program
def test_a_crash_while_writing_in_place_is_repaired(file: LibraryFile, path: Path) -> None:
    path.write_text(ONE)
    status, _ = run(TORN, path, path.parents[1] / "state")
    assert status == 9
    assert path.read_text() not in (ONE, "")
    assert not again(path).load().problem
    loaded = again(path).apply(made(Tag(A, "t")))
    assert loaded.library[A].note == "mine"
    assert loaded.library[A].starred


TORN = """
import os, sys
from datetime import datetime, UTC
from pathlib import Path
from papers_tui.store.files import atomic
from papers_tui.store.library.file import LibraryFile
from papers_tui.store.library.journal import DatedChange
from papers_tui.model.library.changes import Star
path, replace = Path(sys.argv[1]), os.replace
def mounted(old, new):
    if new == path:
        raise OSError(16, "mounted")
    replace(old, new)
def tear(handle, data, length):
    os.write(handle, data[: len(data) // 2])
    os._exit(9)
os.replace = mounted
atomic._overwrite = tear
LibraryFile(path, Path(sys.argv[2])).apply([DatedChange(Star("2501.00001"), datetime.now(UTC))])
"""


def test_a_file_that_is_gone_after_a_crash_stops_nothing_and_its_content_is_kept(
    file: LibraryFile, path: Path
) -> None:
    record = path.parents[1] / "state" / "library.redo"
    prepare(record, b"old", ONE.encode())
    loaded = file.apply(made(Star(B)))
    assert loaded.library.keys() == {B}
    assert ONE.encode() in [copy.read_bytes() for copy in file.backup_folder.iterdir()]
    assert not record.exists()


@pytest.mark.parametrize("head", [b"[]", b"{}", b"3", b"[1]", b"\xff", b""])
def test_a_damaged_record_of_what_was_being_written_is_removed(
    file: LibraryFile, path: Path, head: bytes
) -> None:
    path.write_text(ONE)
    record = path.parents[1] / "state" / "library.redo"
    record.parent.mkdir(exist_ok=True)
    record.write_bytes(head + b"\nnew")
    assert file.apply(made(Star(B))).library.keys() == {A, B}
    assert not record.exists()


def test_the_first_write_of_a_run_leaves_a_backup(file: LibraryFile, path: Path) -> None:
    path.write_text(ONE)
    file.apply(made(Star(A)))
    file.apply(made(Star(B)))
    assert kept(file) == [ONE.encode()]
    before = path.read_bytes()
    again(path).apply(made(Star(C)))
    assert sorted(kept(file)) == sorted([ONE.encode(), before])
    newest, oldest = file.backups()
    assert newest.path.read_bytes() == before
    assert replace(file, oldest.path.read_bytes()).library.keys() == {A}
    assert path.read_text() == ONE
    assert len(kept(file)) == 3


def test_no_room_for_a_backup_is_no_reason_not_to_save(file: LibraryFile, path: Path) -> None:
    path.write_text(ONE)
    (path.parents[1] / "state").mkdir()
    (path.parents[1] / "state" / "backups").write_text("in the way")
    assert file.apply(made(Star(A))).library[A].starred


def test_a_file_that_cannot_be_spliced_is_rewritten_after_a_backup(
    file: LibraryFile, path: Path
) -> None:
    text = f'# mine\npaper = [{{id = "{A}", rating = 5}}]\n'
    path.write_text(text)
    assert file.apply(made(Star(A))).library[A].starred
    assert "rating = 5" in path.read_text()
    assert text.encode() in kept(file)


def test_a_paper_in_single_brackets_gets_its_second_ones_and_stays_as_it_was(
    file: LibraryFile, path: Path
) -> None:
    text = f'# mine\n[paper]  # one\nid = "{A}" # first\nrating = 5\n\n# last\n[x]\ny = 1\n'
    path.write_text(text)
    assert file.apply(made(Tag(A, "t"))).library[A].tags == ("t",)
    changed = [
        line for line in path.read_text().splitlines() if line[:7] not in ("tags = ", "changed")
    ]
    assert changed == text.replace("[paper]", "[[paper]]").splitlines()


def test_comments_of_a_file_that_is_written_again_stand_at_its_head(
    file: LibraryFile, path: Path
) -> None:
    path.write_text(
        f'# a\npaper = [ # b\n  {{id = "{A}", note = "# no"}}, # c\n]\n[x]\ny = 1 # d\n'
    )
    file.apply(made(Star(A)))
    new = path.read_text()
    assert new.startswith("# a\n# b\n# c\n# d\n\n")
    assert f'[[paper]]\nid = "{A}"\n' in new, "in blocks, which the next change leaves alone"
    file.apply(made(Star(B)))
    assert path.read_text().startswith(new.partition("[[paper]]")[0])


@pytest.mark.parametrize("form", ["[paper]\n{}\n", "paper = {{ {} }}\n", "paper = [{{ {} }}]\n"])
def test_a_file_with_nothing_to_change_stays_however_it_is_written(
    file: LibraryFile, path: Path, form: str
) -> None:
    text = "# mine\n" + form.format(f'id = "{A}"')
    path.write_text(text)
    file.apply(made(Untag(A, "t")))
    assert path.read_text() == text


def test_a_number_too_long_to_be_written_stays_beside_what_is_changed(
    file: LibraryFile, path: Path
) -> None:
    text = f'[[paper]]\nid = "{A}"\nrating = 0x{"f" * 5_000}\n'
    path.write_text(text)
    assert file.apply(made(Star(A))).library[A].starred
    assert f'id = "{A}"\n' in path.read_text()
    assert f"rating = 0x{'f' * 5_000}\n" in path.read_text()


def test_a_file_that_can_be_neither_spliced_nor_rewritten_keeps_its_changes_waiting(
    file: LibraryFile, path: Path
) -> None:
    text = f'paper = [{{id = "{A}", rating = 0x{"f" * 5_000}}}]\n'
    path.write_text(text)
    with pytest.raises(LibraryBroken, match="too long to be written") as caught:
        file.apply(made(Star(A)))
    assert caught.value.is_kept
    assert path.read_text() == text
    path.write_text(text.replace("f" * 5_000, "f"))
    assert file.apply().library[A].starred
