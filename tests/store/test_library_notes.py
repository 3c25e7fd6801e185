"""A note stays as its writer wrote it, and is safe where it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.model.library.changes import SetNote
from papers_tui.store.library.file import LibraryFile
from papers_tui.store.library.journal import DatedChange
from papers_tui.text.clean import harmless, own
from tests.support.strategies.libraries import NOW

if TYPE_CHECKING:
    from pathlib import Path

A = "2501.00001"
NOTES = [
    "a\tb",
    "\u05d0\u200f!\u200e 1",
    "e\u0301 \u00e9 \uac00 \u1100\u1161",
    "x\u200by",
    "  two\n\n  lines",
]


@pytest.mark.parametrize("note", NOTES)
def test_a_note_is_kept_to_the_letter(tmp_path: Path, note: str) -> None:
    path = tmp_path / "library.toml"
    LibraryFile(path, tmp_path / "state").apply([DatedChange(SetNote(A, note), NOW)])
    assert LibraryFile(path, tmp_path / "other").load().library[A].note == note


@given(st.text())
def test_a_note_that_is_kept_commands_no_terminal(text: str) -> None:
    kept = own(text)
    assert own(kept) == kept
    assert not any((ord(one) < 32 and one not in "\n\t") or 127 <= ord(one) < 160 for one in kept)
    assert harmless(kept) == harmless(text)
