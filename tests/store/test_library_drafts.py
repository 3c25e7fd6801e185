"""Notes that are still being written outlive the program."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from papers_tui.model.library.changes import SetNote
from papers_tui.store.library.drafts import Drafts

OLD, NEW = "hep-th/9901001", "2501.00001"


def test_the_last_text_of_each_paper_is_found_once_by_another_run(tmp_path: Path) -> None:
    drafts, other = Drafts(tmp_path / "drafts"), Drafts(tmp_path / "drafts")
    for note in (
        SetNote(OLD, "ha"),
        SetNote(OLD, "half a", was="x"),
        SetNote(NEW, "é\n\n", was=""),
    ):
        assert drafts.keep(note)
    assert other.found() == [], "the run that writes them goes on"
    del drafts  # as the system does where a run is killed
    found = [SetNote(NEW, "é\n\n", was=""), SetNote(OLD, "half a", was="x")]
    assert other.found() == found
    assert other.found() == found
    assert Drafts(tmp_path / "drafts").found() == []
    other.forget(OLD)
    other.forget(OLD)
    assert other.found() == found[:1]
    other.forget(NEW)
    assert list((tmp_path / "drafts").iterdir()) == []


def test_two_runs_keep_their_own_drafts_of_one_paper(tmp_path: Path) -> None:
    one, other = (Drafts(tmp_path).of(NEW, "old") for _ in range(2))
    one.keep("one")
    other.keep("other")
    edited = one.lend("one in an editor")
    assert other.lend("the other in an editor").read_text() == "the other in an editor"
    third = Drafts(tmp_path)
    assert third.found() == []
    edited.write_text("one, edited\n")
    assert one.take_back() == "one, edited\n"
    assert other.take_back() == "the other in an editor"
    one.lend("one again").write_text("one, saved\n")
    del one, other
    assert sorted(third.found(), key=lambda found: found.note) == [
        SetNote(NEW, "one, saved", was="old"),
        SetNote(NEW, "the other in an editor", was="old"),
    ]


def test_a_run_that_ends_leaves_its_drafts_to_the_next(tmp_path: Path) -> None:
    ended = Drafts(tmp_path)
    assert ended.keep(SetNote(NEW, "half"))
    ended.close()
    assert Drafts(tmp_path).found() == [SetNote(NEW, "half")]


def test_drafts_outlive_every_run_that_takes_them_over(tmp_path: Path) -> None:
    """Each run is killed before the notes it has found are saved."""
    notes = [SetNote(NEW, "one", was=""), SetNote(NEW, "two", was="")]
    for note in notes:
        assert Drafts(tmp_path).keep(note)
    for _ in range(3):
        run = Drafts(tmp_path)
        assert sorted(run.found(), key=lambda draft: draft.note) == notes
        assert Drafts(tmp_path).keep(SetNote(OLD, "three"))
        assert len(run.found()) == len(notes) + 1
        run.forget(OLD)
        del run


def test_a_draft_is_kept_before_the_file_of_the_editor_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = Drafts(tmp_path).of(NEW, "old")
    draft.lend("half").write_text("an hour of work\n")

    def killed(path: Path, missing_ok: bool = False) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", killed)
        with pytest.raises(KeyboardInterrupt):
            draft.take_back()
    draft.keep("two hours of work")
    del draft
    assert Drafts(tmp_path).found() == [SetNote(NEW, "two hours of work", was="old")]


def test_a_file_that_the_editor_has_open_still_is_taken_back_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = Drafts(tmp_path)
    draft = drafts.of(NEW, "old")
    file = draft.lend("half")
    file.write_text("an hour of work\n")
    os.utime(file, (0, 0))  # the clock of a file system may be coarse

    def is_open(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(path)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", is_open)
        assert draft.take_back() == "an hour of work\n"
    assert Drafts(tmp_path).found() == []  # a run that is alive keeps them
    assert [note.note for note in drafts.found()] == ["an hour of work"]


def test_what_an_editor_saved_is_found_by_the_next_run_as_often_as_it_asks(tmp_path: Path) -> None:
    draft = Drafts(tmp_path).of(NEW, "old")
    draft.lend("half").write_text("all of it\n")
    del draft
    for _ in range(2):
        run = Drafts(tmp_path)
        assert run.found() == run.found() == [SetNote(NEW, "all of it", was="old")]
        del run


def test_a_draft_of_an_earlier_version_is_found(tmp_path: Path) -> None:
    (tmp_path / "2501.00001.json").write_text('{"note": "half", "was": ""}')
    (tmp_path / "2501.00001.md").write_text("half a note\n")
    assert Drafts(tmp_path).found() == [SetNote(NEW, "half a note", was="")]


def test_what_is_no_draft_is_left_out(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    assert Drafts(tmp_path / "none").found() == []
    (tmp_path / "2501.00002.json").write_text("{")
    (tmp_path / "2501.00003.json").write_text("[]")
    (tmp_path / "notes.json").write_text('{"note": "x", "was": ""}')
    assert drafts.keep(SetNote(NEW, "x"))
    assert drafts.found() == [SetNote(NEW, "x")]


def test_a_draft_that_cannot_be_kept_says_so_and_the_one_before_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(errno.ENOSPC, "full")

    drafts = Drafts(tmp_path)
    assert drafts.keep(SetNote(NEW, "one"))
    monkeypatch.setattr(os, "fsync", refuse)
    assert not drafts.keep(SetNote(NEW, "one two"))
    assert drafts.found() == [SetNote(NEW, "one")]
