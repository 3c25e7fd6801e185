"""Writing a file: the old one or the new one, never anything between, and never less."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

import pytest

from papers_tui.store.files import atomic
from tests.support.failing_writes import failing_at, no_renaming, turns
from tests.support.subprocesses import run

if TYPE_CHECKING:
    from pathlib import Path

OLD, NEW = b"old\n" * 3000, b"new\n" * 5000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "library.toml"
    path.write_bytes(OLD)
    return path


def drafts(file: Path) -> list[Path]:
    return [path for path in file.parent.iterdir() if path != file]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EMFILE, errno.EROFS])
def test_a_failing_call_leaves_the_old_file_or_the_new(
    file: Path, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = set()
    for failed in turns(monkeypatch, code, lambda: atomic.write(file, NEW)):
        assert file.read_bytes() == (OLD if failed else NEW)
        assert drafts(file) == []
        seen.add(failed)
        file.write_bytes(OLD)
    assert seen == {True, False}


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES])
@pytest.mark.parametrize("new", [NEW, NEW[:100]])
def test_a_failing_call_in_place_leaves_the_old_file_or_the_new(
    file: Path, code: int, new: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    for failed in turns(monkeypatch, code, lambda: atomic.write_in_place(file, new)):
        assert file.read_bytes() in ((OLD, new) if failed else (new,))
        file.write_bytes(OLD)


def test_the_data_is_on_the_disk_before_it_has_the_name_and_then_the_name_is(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = failing_at(monkeypatch, 0, 0)
    atomic.write(file, NEW)
    steps = [name for name in made if name in ("write", "fsync", "replace")]
    assert steps == ["write", "fsync", "replace", "fsync"]


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.program
def test_a_program_killed_at_any_call_leaves_the_old_file_or_the_new(
    file: Path, moment: str
) -> None:
    for turn in range(1, 60):
        file.write_bytes(OLD)
        status, _ = run(KILLED, file, moment, turn)
        assert file.read_bytes() in ((OLD, NEW) if status else (NEW,))
        if status == 0:
            return
        assert status == 9
    pytest.fail("there is no end of calls")


KILLED = """
import os, sys
from pathlib import Path
from papers_tui.store.files import atomic
path, moment, turn = sys.argv[1:]
made = 0
def wrap(call):
    def wrapped(*given, **named):
        global made
        made += 1
        if moment == "before" and made == int(turn):
            os._exit(9)
        answer = call(*given, **named)
        if made == int(turn):
            os._exit(9)
        return answer
    return wrapped
for name in ("open", "write", "fsync", "replace", "close", "fchmod"):
    setattr(os, name, wrap(getattr(os, name)))
atomic.write(Path(path), b"new\\n" * 5000)
"""


def test_a_link_stays_a_link_and_a_mode_stays(file: Path, tmp_path: Path) -> None:
    file.chmod(0o640)
    link, chain = tmp_path / "link.toml", tmp_path / "chain.toml"
    link.symlink_to(file)
    chain.symlink_to(link)
    atomic.write(chain, NEW)
    assert chain.is_symlink()
    assert link.is_symlink()
    assert file.read_bytes() == NEW
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_a_link_to_nothing_gets_its_file_but_no_folder(tmp_path: Path) -> None:
    link, lost = tmp_path / "link", tmp_path / "lost"
    link.symlink_to(tmp_path / "real.toml")
    atomic.write(link, NEW)
    assert (tmp_path / "real.toml").read_bytes() == NEW
    lost.symlink_to(tmp_path / "gone" / "real.toml")
    with pytest.raises(FileNotFoundError):
        atomic.write(lost, NEW)
    assert lost.is_symlink()
    assert not (tmp_path / "gone").exists()


def test_a_new_file_gets_its_folder(tmp_path: Path) -> None:
    atomic.write(tmp_path / "a" / "b" / "new.toml", NEW)
    assert (tmp_path / "a" / "b" / "new.toml").read_bytes() == NEW


def test_where_nothing_can_be_renamed_the_file_is_written_in_place(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "replace", no_renaming)
    saved: list[bytes] = []
    inode = file.stat().st_ino
    atomic.write(file, NEW, lambda: saved.append(file.read_bytes()))
    assert (file.read_bytes(), saved) == (NEW, [OLD])
    assert file.stat().st_ino == inode
    assert drafts(file) == []
    with pytest.raises(OSError, match="own"):
        atomic.write(file, OLD)
    assert file.read_bytes() == NEW


def test_nothing_is_written_in_place_without_the_copy(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "replace", no_renaming)

    def refuse() -> None:
        raise OSError(errno.ENOSPC, "no room for a copy")

    with pytest.raises(OSError, match="copy"):
        atomic.write(file, NEW, refuse)
    assert file.read_bytes() == OLD


def test_only_old_drafts_of_this_file_are_swept(file: Path) -> None:
    names = [".library.toml.a.tmp", ".library.toml.b.tmp", ".other.toml.c.tmp"]
    for name in names:
        (file.parent / name).write_bytes(b"")
    for name in (names[0], names[2]):
        os.utime(file.parent / name, (0, 0))
    atomic.sweep(file)
    assert sorted(path.name for path in drafts(file)) == names[1:]


def test_a_name_of_full_length_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 250 + ".toml")
    atomic.write(path, NEW)
    assert path.read_bytes() == NEW


def test_where_there_is_a_fuller_sync_it_is_the_one_that_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    monkeypatch.setattr(atomic, "full_sync", synced.append)
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(-1))
    atomic.write(tmp_path / "file", b"data")
    assert len(synced) == 2  # the file, and its folder
    assert min(synced) >= 0

    def refuse(handle: int) -> None:
        raise OSError(errno.ENOTTY, "a network drive")

    monkeypatch.setattr(atomic, "full_sync", refuse)
    atomic.write(tmp_path / "file", b"new")
    assert synced[2:] == [-1, -1]


@pytest.mark.parametrize("has_links", [True, False])
def test_a_new_file_takes_no_name_that_something_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_links: bool
) -> None:
    def no_links(source: str, target: Path) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    if not has_links:
        monkeypatch.setattr(os, "link", no_links)
    atomic.write_new(tmp_path / "one", b"1")
    for taken in (tmp_path / "one", tmp_path):
        with pytest.raises(FileExistsError):
            atomic.write_new(taken, b"2")
    (tmp_path / "to").symlink_to(tmp_path / "missing")
    atomic.write_new(tmp_path / "to", b"3")
    names = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert names == {"one": b"1", "to": b"3", "missing": b"3"}
