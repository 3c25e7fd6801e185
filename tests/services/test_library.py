"""The reading list in a running program: at once on screen, then in the file, and back."""

from __future__ import annotations

import errno
import os
import queue
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.model.library.changes import (
    Change,
    SetNote,
    SetStatus,
    Several,
    Star,
    Tag,
    Unstar,
    apply,
)
from papers_tui.model.library.marks import Library, Mark, Status
from papers_tui.services.library import LiveLibrary, SaveKind
from papers_tui.store.errors import LibraryTooNew
from papers_tui.store.library.file import LibraryFile, Loaded
from tests.support.patience import examples
from tests.support.strategies.libraries import NOW, changes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from papers_tui.store.library.journal import DatedChange

A, B, C = "2501.00001", "2501.00002", "2501.00003"
ONE = f'# by hand\n[[paper]]\nid = "{A}"\ntitle = "One"\nnote = "mine"\n'
WAIT = 30.0


class Slow(LibraryFile):
    """A file on a disk that can be held up."""

    def __init__(self, path: Path, state: Path) -> None:
        super().__init__(path, state, lambda: NOW)
        self.gate = threading.Event()
        self.gate.set()
        self.started = threading.Event()
        self.batches: list[int] = []

    def apply(self, made: Iterable[DatedChange] = ()) -> Loaded:
        made = tuple(made)
        self.batches.append(len(made))
        self.started.set()
        assert self.gate.wait(WAIT)
        return super().apply(made)


@pytest.fixture
def file(tmp_path: Path) -> Slow:
    (tmp_path / "library.toml").write_text(ONE)
    return Slow(tmp_path / "library.toml", tmp_path / "state")


@pytest.fixture
def live(file: Slow) -> Iterator[LiveLibrary]:
    live = LiveLibrary(file, retry_every=0.01)
    live.open()
    yield live
    file.gate.set()
    live.close(WAIT)


def kind(live: LiveLibrary) -> SaveKind:
    return live.state.kind


def on_disk(file: LibraryFile) -> Library:
    """The reading list as another run of the program reads it."""
    return LibraryFile(file.path, file.path.parent / "state").load().library


def test_a_change_is_on_screen_at_once_and_saved_behind_it(live: LiveLibrary, file: Slow) -> None:
    file.gate.clear()
    assert live.do(Star(A))[0] == 'Starred "One"'
    assert live.library[A].starred
    assert kind(live) is SaveKind.SAVING
    assert file.path.read_text() == ONE
    file.gate.set()
    assert live.flush(WAIT)
    assert kind(live) is SaveKind.SAVED
    assert on_disk(file) == live.library


def test_changes_made_while_one_is_saved_are_saved_together(live: LiveLibrary, file: Slow) -> None:
    file.gate.clear()
    live.do(Star(A))
    assert file.started.wait(WAIT)
    for number in range(20):
        live.do(Tag(B, str(number), "Two"))
    assert not live.flush(0.01)
    file.gate.set()
    assert live.flush(WAIT)
    assert file.batches == [1, 20]
    assert len(on_disk(file)[B].tags) == 20


def test_what_do_gives_back_undoes_and_redoes_the_session(live: LiveLibrary, file: Slow) -> None:
    joint = Several((Tag(A, "mtl"), Tag(B, "mtl", "Two")))
    changes = (Star(A), joint, SetNote(A, "new"), SetStatus(B, Status.READ))
    done = [live.do(change) for change in changes]
    assert [sentence for sentence, _ in done] == [
        'Starred "One"',
        'Tagged 2 papers with "mtl"',
        'Wrote the note on "One"',
        'Marked "Two" as read',
    ]
    after = live.library
    again = [live.do(back or Several())[1] for _, back in reversed(done)]
    assert list(live.library) == [A]
    assert live.library[A].note == "mine"
    for forth in reversed(again):
        live.do(forth or Several())
    assert live.library == after
    assert live.flush(WAIT)
    assert on_disk(file) == after


def test_what_changes_nothing_has_no_inverse(live: LiveLibrary) -> None:
    assert live.do(Unstar(A)) == ('Unstarred "One"', None)
    assert kind(live) is SaveKind.SAVED


@examples(0.25)
@given(st.lists(changes, max_size=6))
def test_undoing_all_leaves_the_bytes_that_were(
    tmp_path_factory: pytest.TempPathFactory, made: list[Change]
) -> None:
    folder = tmp_path_factory.mktemp("live")
    path = folder / "library.toml"
    path.write_text(ONE)
    live = LiveLibrary(LibraryFile(path, folder / "state"))
    backs = [live.do(change)[1] for change in made]
    assert live.flush(WAIT)
    for back in [back for back in reversed(backs) if back]:
        live.do(back)
        assert live.flush(WAIT)
    assert live.close(WAIT)

    def lines(text: str) -> list[str]:
        stamps = ("changed", "added", "title", "")
        return [line for line in text.splitlines() if not line.startswith(stamps[:-1]) and line]

    assert lines(path.read_text()) == lines(ONE)


def test_a_change_from_outside_is_shown(live: LiveLibrary, file: Slow) -> None:
    assert not live.poll()
    file.path.write_text(ONE.replace("mine", "theirs"))
    assert live.poll()
    assert live.library[A].note == "theirs"
    assert not live.poll()
    before = live.library
    file.path.unlink()
    assert live.poll()
    assert (kind(live), live.library) == (SaveKind.READ_ONLY, before)


def test_changes_from_both_sides_stay(live: LiveLibrary, file: Slow) -> None:
    file.gate.clear()
    live.do(SetNote(A, "ours"))
    assert file.started.wait(WAIT)
    live.do(Star(B))
    file.path.write_text(ONE.replace("mine", "theirs") + f'[[paper]]\nid = "{C}"\n')
    file.gate.set()
    assert live.flush(WAIT)
    assert live.library == on_disk(file)
    assert list(live.library) == [A, C, B]
    assert live.library[A].note == "ours\n\ntheirs"
    assert file.path.read_text().startswith("# by hand\n")


def test_an_editor_that_saves_an_old_version_undoes_nothing(live: LiveLibrary, file: Slow) -> None:
    live.do(Star(B))
    assert live.flush(WAIT)
    file.path.write_text(ONE.replace("mine", "theirs"))
    assert live.poll()
    assert live.flush(WAIT)
    assert on_disk(file)[B].starred
    assert on_disk(file)[A].note == "theirs"


def test_a_file_broken_by_hand_is_shown_as_it_was_and_repaired_changes_are_made(
    live: LiveLibrary, file: Slow
) -> None:
    file.path.write_text(ONE + "[[paper\n")
    assert live.poll()
    assert kind(live) is SaveKind.READ_ONLY
    assert "line 6" in live.state.reason
    live.do(Star(A))
    assert live.flush(WAIT)
    assert (live.state.kind, live.state.is_kept) == (SaveKind.UNSAVED, True)
    assert "line 6" in live.state.reason
    assert live.library[A].starred
    assert file.path.read_text() == ONE + "[[paper\n"
    file.path.write_text(ONE + f'[[paper]]\nid = "{C}"\n')
    live.poll()
    assert live.flush(WAIT)
    assert kind(live) is SaveKind.SAVED
    assert on_disk(file) == live.library
    assert (live.library[A].starred, C in live.library) == (True, True)


def test_each_change_to_a_broken_file_is_in_the_journal_at_once(file: Slow) -> None:
    file.path.write_text("=")
    tried = threading.Semaphore(0)
    live = LiveLibrary(file, tried.release, retry_every=3600.0)
    for number in range(3):
        live.do(Tag(A, str(number)))
        assert tried.acquire(timeout=WAIT)
        assert on_disk(file)[A].tags == tuple(map(str, range(number + 1)))
    assert live.close(WAIT)


def test_what_another_program_puts_right_is_seen(live: LiveLibrary, file: Slow) -> None:
    live.do(Several(tuple(Star(f"2502.{number:05}") for number in range(30))))
    assert live.flush(WAIT)
    file.path.write_text("# all gone\n[[paper]]\n")
    os.utime(file.path, (0, 0))
    assert live.poll()
    assert kind(live) is SaveKind.READ_ONLY
    assert len(live.library) == 31
    assert not live.poll()
    LibraryFile(file.path, file.path.parent / "state").accept()
    assert live.poll()
    assert (kind(live), len(live.library)) == (SaveKind.SAVED, 0)
    live.do(Star(A))
    assert live.flush(WAIT)
    assert file.path.read_text().startswith("# all gone\n[[paper]]\n\n[[paper]]")


@contextmanager
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def refuse(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", refuse)
        yield


def test_on_a_full_disk_changes_stay_on_screen_until_there_is_room(
    live: LiveLibrary, file: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    with full_disk(monkeypatch):
        live.do(Star(A))
        assert not live.flush(WAIT)
        live.do(Tag(A, "t"))
        assert kind(live) is SaveKind.UNSAVED
        assert not live.state.is_kept
        assert "No space left" in live.state.reason
        assert live.library[A].starred
        assert file.path.read_text() == ONE
    assert live.flush(WAIT)
    assert kind(live) is SaveKind.SAVED
    assert on_disk(file)[A].tags == ("t",)


def test_what_fails_while_it_is_finished_is_tried_once_more(
    file: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = os.fsync

    def refuse_at_first(handle: int) -> None:
        if len(file.batches) < 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        sync(handle)

    monkeypatch.setattr(os, "fsync", refuse_at_first)
    live = LiveLibrary(file, retry_every=1_000)
    file.gate.clear()
    live.do(Star(A))
    assert file.started.wait(WAIT)
    go_on = threading.Timer(0.2, file.gate.set)
    go_on.start()
    assert live.flush(WAIT)
    assert kind(live) is SaveKind.SAVED
    assert on_disk(file)[A].starred
    assert live.close(WAIT)


def test_what_was_kept_in_the_journal_is_made_by_the_next_run(tmp_path: Path) -> None:
    path = tmp_path / "library.toml"
    path.write_text("=")
    live = LiveLibrary(LibraryFile(path, tmp_path / "state"))
    live.do(Star(A))
    assert live.close(WAIT)
    path.write_text(ONE)
    reports = threading.Event()
    live = LiveLibrary(LibraryFile(path, tmp_path / "state"), reports.set)
    assert live.open()[A].starred
    assert reports.wait(WAIT)
    assert live.close(WAIT)
    assert "starred = true" in path.read_text()


def test_a_later_format_is_shown_and_not_changed(tmp_path: Path) -> None:
    path = tmp_path / "library.toml"
    path.write_text("version = 2\n" + ONE)
    live = LiveLibrary(LibraryFile(path, tmp_path / "state"))
    with pytest.raises(LibraryTooNew):
        live.do(Star(A))
    assert kind(live) is SaveKind.READ_ONLY
    assert live.library[A].note == "mine"
    assert live.close(WAIT)
    assert path.read_text() == "version = 2\n" + ONE


def test_closing_finishes_the_last_save_and_writes_the_index(live: LiveLibrary, file: Slow) -> None:
    for number in range(50):
        live.do(Tag(A, str(number)))
    assert live.close(WAIT)
    assert len(on_disk(file)[A].tags) == 50
    assert (file.path.parent / "state" / "library.index").exists()


def test_two_programs_show_each_other_s_changes(live: LiveLibrary, file: Slow) -> None:
    other = LiveLibrary(LibraryFile(file.path, file.path.parent / "state"))
    other.open()
    for number in range(10):
        live.do(Tag(A, f"ours {number}"))
        other.do(Tag(A, f"theirs {number}"))
    assert live.flush(WAIT)
    assert other.flush(WAIT)
    live.poll()
    other.poll()
    assert live.library == other.library == on_disk(file)
    assert len(live.library[A].tags) == 20
    assert other.close(WAIT)


def test_a_library_is_what_its_changes_make_of_it(live: LiveLibrary, file: Slow) -> None:
    expected = on_disk(file)
    for change in (Star(B, "Two"), Tag(B, "x"), SetStatus(A, Status.READING), Unstar(B)):
        live.do(change)
        expected = apply(expected, change, NOW)
    assert live.library == expected
    assert expected[B] == Mark(tags=("x",), title="Two", added=NOW, changed=NOW)


def test_a_bug_in_saving_ends_no_more_than_that_save(
    file: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    crashes: queue.Queue[threading.ExceptHookArgs] = queue.Queue()
    monkeypatch.setattr(threading, "excepthook", crashes.put)
    live = LiveLibrary(file, retry_every=WAIT)
    live.open()
    with monkeypatch.context() as broken:
        broken.setattr(file, "apply", lambda _: 1 / 0)
        live.do(Star(A))
        assert crashes.get(timeout=WAIT).exc_type is ZeroDivisionError
        assert live.close(WAIT), "the thread that saves has ended, and another one tries"
        assert crashes.get(timeout=WAIT).exc_type is ZeroDivisionError
    assert crashes.empty()
    again = LiveLibrary(LibraryFile(file.path, file.path.parent / "state"))
    assert again.open()[A].starred
    assert again.close(WAIT)
    assert on_disk(file)[A].starred


def test_a_thread_that_a_bug_is_ending_is_not_left_to_save(
    file: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    has_crashed, may_end = threading.Event(), threading.Event()

    def ending(_: threading.ExceptHookArgs) -> None:
        has_crashed.set()
        may_end.wait(WAIT)

    monkeypatch.setattr(threading, "excepthook", ending)
    live = LiveLibrary(file, retry_every=WAIT)
    live.open()
    with monkeypatch.context() as broken:
        broken.setattr(file, "apply", lambda _: 1 / 0)
        live.do(Star(A))
        assert has_crashed.wait(WAIT)
    live.do(Star(B))
    assert live.flush(WAIT)
    may_end.set()
    assert live.close(WAIT)
    assert on_disk(file)[A].starred
    assert on_disk(file)[B].starred


def test_what_means_nothing_is_noted_once(live: LiveLibrary, file: Slow) -> None:
    live.prepare()
    assert live.take_notices() == ()
    file.path.write_text(f'{ONE}\n[[paper]]\nid = "{B}"\nstarred = "yes"\nstatus = "Read"\n')
    assert live.poll()
    line = "library.toml, line 9: starred is true or false: write starred = true"
    assert live.take_notices() == (f"{line} (and 1 more; papers-tui doctor names them)",)
    live.prepare()
    assert live.take_notices() == ()


def test_a_finished_notes_draft_stays_until_the_note_is_safe(live: LiveLibrary, file: Slow) -> None:
    drafts = file.drafts
    drafts.of(B, "").keep("half a thou")
    file.gate.clear()
    live.do(Star(B))
    assert file.started.wait(WAIT)
    drafts.finish([B])
    live.do(SetNote(B, "half a thought", was=""))
    assert drafts.found() == [SetNote(B, "half a thou", was="")]
    file.gate.set()
    assert live.flush(WAIT)
    assert file.batches == [1, 1], "the star alone, then the note"
    assert drafts.found() == []
    assert on_disk(file)[B].note == "half a thought"


def test_no_other_change_of_a_paper_forgets_the_draft_of_its_note(
    live: LiveLibrary, file: Slow
) -> None:
    drafts = file.drafts
    drafts.of(B, "").keep("half a thou")
    drafts.finish([B])
    live.do(Star(B))
    assert live.flush(WAIT)
    assert drafts.found() == [SetNote(B, "half a thou", was="")]
    live.do(SetNote(B, ""))  # which changes nothing, and so is not saved
    assert drafts.found() == []


def test_a_draft_started_again_outlives_the_note_before(live: LiveLibrary, file: Slow) -> None:
    drafts = file.drafts
    file.gate.clear()
    drafts.of(B, "").keep("one")
    drafts.finish([B])
    live.do(SetNote(B, "one", was=""))
    drafts.of(B, "one").keep("one two")
    file.gate.set()
    assert live.flush(WAIT)
    assert drafts.found() == [SetNote(B, "one two", was="one")]


def test_a_draft_goes_once_its_note_waits_in_the_journal(
    live: LiveLibrary, file: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = file.drafts
    drafts.of(B, "").keep("one")

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("papers_tui.store.library.writer.atomic.write", refuse)
    drafts.finish([B])
    live.do(SetNote(B, "one", was=""))
    with live._lock:
        assert live._lock.wait_for(lambda: live._saver.saves > 0, WAIT)
    assert kind(live) is SaveKind.UNSAVED
    assert live.state.is_kept
    assert drafts.found() == []
