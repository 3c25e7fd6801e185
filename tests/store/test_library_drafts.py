"""Notes that are still being written outlive the program."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

from papers_tui.model.library.changes import SetNote
from papers_tui.store.library.drafts import Drafts

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

OLD, NEW = "hep-th/9901001", "2501.00001"


def test_the_last_text_of_each_paper_is_found_by_another_run(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts")
    for note in (
        SetNote(OLD, "ha"),
        SetNote(OLD, "half a", was="x"),
        SetNote(NEW, "é\n\n", was=""),
    ):
        assert drafts.keep(note)
    assert Drafts(tmp_path / "drafts").found() == [
        SetNote(NEW, "é\n\n", was=""),
        SetNote(OLD, "half a", was="x"),
    ]
    drafts.forget(OLD)
    drafts.forget(OLD)
    assert [draft.id for draft in drafts.found()] == [NEW]


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
