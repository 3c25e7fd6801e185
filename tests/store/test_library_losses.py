"""Files that vanish, are cut, come back or lose papers: what was acknowledged stays."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.model.library.changes import Remove, SetNote, Star, Tag, Unstar
from papers_tui.store.errors import LibraryBusy, LibraryError, LibraryProtected, LibraryShrunk
from papers_tui.store.files.locks import hold
from papers_tui.store.library.file import LibraryFile
from papers_tui.store.library.journal import DatedChange
from papers_tui.store.library.losses import Clock
from papers_tui.store.library.text.document import parse
from tests.support.clock import FakeClock

if TYPE_CHECKING:
    from pathlib import Path

    from papers_tui.model.library.changes import Single
    from papers_tui.store.library.file import Loaded

A, B, C, D = (f"2601.{number:05}" for number in range(1, 5))
FOUR = "\n".join(f'[[paper]]\nid = "{paper}"\nstarred = true\n' for paper in (A, B, C, D))
IDS = [f"2501.{number:05}" for number in range(1, 9)]
BY_HAND = [f"2502.{number:05}" for number in range(1, 5)]

_own = st.tuples(
    st.sampled_from(["star", "tag", "unstar", "remove"]), st.sampled_from(IDS), st.booleans()
)
_outside = st.tuples(
    st.sampled_from(["vanish", "cut", "restore", "add", "note", "take out", "wait", "look"]),
    st.integers(0, 40),
    st.integers(0, 40),
)
steps = st.lists(_own | _outside, max_size=14)


class Story:
    """A reading list that programs and others write, and what must be in it."""

    def __init__(self, folder: Path) -> None:
        self.time = FakeClock()
        self.path, self.state = folder / "library.toml", folder / "state"
        self.starred: dict[str, bool] = {}
        self.tags: dict[str, set[str]] = {}
        self.papers: set[str] = set()
        self.recorded: set[str] = set()
        """Those that the program has seen, and noted for its next run."""

        self.versions: list[str] = [""]
        self.reader = self.another()

    def another(self) -> LibraryFile:
        return LibraryFile(self.path, self.state, self.time.now, clock=self.time.clock)

    @property
    def text(self) -> str:
        return self.path.read_text() if self.path.exists() else ""

    def do(self, step: tuple[str, str | int, int]) -> None:
        what, first, second = step
        if isinstance(first, str):
            self.change(what, first, bool(second))
        elif what == "vanish":
            self.path.unlink(missing_ok=True)
        elif what == "wait":
            self.time.pass_by(first / 10)
        elif what == "look":
            self.check(self.another())
            self.look()
        elif what == "restore":
            self.path.write_text(self.versions[first % len(self.versions)])
        elif what == "cut":
            self.cut(first)
        else:
            self.edit(what, first, second)

    def cut(self, first: int) -> None:
        """End the file after some line. Before its last block: as by hand."""
        lines = self.text.splitlines(keepends=True)
        left = lines[: first % (len(lines) + 1)]
        self.path.write_text("".join(left))
        lost = "".join(lines[len(left) :]).strip()
        if lost.startswith("[[paper]]") and lost.count("[[paper]]") == 1:
            self.forget_in(lost)

    def change(self, what: str, paper: str, is_other: bool) -> None:
        """Have the reader or another program make a change; it counts once it is acknowledged."""
        changes: dict[str, Single] = {
            "star": Star(paper, "A title"),
            "unstar": Unstar(paper),
            "tag": Tag(paper, f"t{len(self.versions)}", "A title"),
            "remove": Remove(paper),
        }
        file = self.another() if is_other else self.reader
        before = file.settled().library
        try:
            after = file.apply([DatedChange(changes[what], self.time.now())]).library
        except LibraryError as problem:
            if not problem.is_kept:
                raise
            after = file.load().library
        if is_other:
            file.remember()
        for gone in before.keys() - after.keys():
            assert gone == paper
            self.forget(gone)
        if paper in after:
            self.papers.add(paper)
            self.recorded.add(paper)
            self.starred[paper] = after[paper].starred
            self.tags[paper] = set(after[paper].tags)
        self.seen()

    def edit(self, what: str, first: int, second: int) -> None:
        """Write the file as an editor would that was opened at an earlier or the last version."""
        if not self.text or self.text not in self.versions:
            return  # nobody edits a file that is half written
        base = self.versions[first % len(self.versions)] if second % 3 == 0 else self.text
        for paper in BY_HAND:
            if paper not in base:  # one editor takes out what another one has added
                self.forget(paper)
        blocks = base.split("[[paper]]\n")
        if what == "add":
            paper = BY_HAND[second % len(BY_HAND)]
            if paper not in base:
                self.path.write_text(f'{base}\n[[paper]]\nid = "{paper}"\nnote = "by hand"\n')
                self.papers.add(paper)
                self.seen()
        elif what == "note" and len(blocks) > 1 and "note" not in base:
            place = 1 + second % (len(blocks) - 1)
            blocks[place] = f'note = "n{second}"\n{blocks[place]}'
            self.path.write_text("[[paper]]\n".join(blocks))
            self.seen()
        elif what == "take out" and len(blocks) > 1 and base is self.text:
            block = blocks.pop(1 + second % (len(blocks) - 1))
            self.path.write_text("[[paper]]\n".join(blocks))
            self.forget_in(block)

    def forget_in(self, block: str) -> None:
        for paper in (*IDS, *BY_HAND):
            if paper in block:
                self.forget(paper)

    def forget(self, paper: str) -> None:
        self.papers.discard(paper)
        self.starred.pop(paper, None)
        self.tags.pop(paper, None)

    def seen(self) -> None:
        if self.text not in self.versions:
            self.versions.append(self.text)

    def look(self) -> None:
        """The check that the running reader makes twice a second."""
        loaded = self.reader.load()
        self.check(self.reader)
        if loaded.problem is None:
            self.reader.remember()
            if loaded.is_settled and not loaded.must_apply:
                self.recorded |= self.papers & loaded.library.keys()

    def check(self, file: LibraryFile) -> None:
        library = file.settled().library
        assert library.keys() >= self.papers & self.recorded
        for paper, is_starred in self.starred.items():
            assert library[paper].starred is is_starred
            assert set(library[paper].tags) >= self.tags[paper]


@given(steps)
def test_what_was_acknowledged_stays_whatever_others_do_to_the_file(
    tmp_path_factory: pytest.TempPathFactory, made: list[tuple[str, str | int, int]]
) -> None:
    story = Story(tmp_path_factory.mktemp("story"))
    for step in made:
        story.do(step)
    story.look()
    story.check(story.another())
    story.path.write_text(story.versions[-1])
    story.time.pass_by(3)
    story.check(story.reader)
    with suppress(LibraryShrunk):
        story.reader.apply()
        story.check(story.another())


@pytest.fixture
def story(tmp_path: Path) -> Story:
    story = Story(tmp_path)
    story.path.write_text(FOUR)
    story.reader.load()
    story.reader.prepare()
    return story


def star(story: Story, paper: str) -> Loaded:
    return story.reader.apply([DatedChange(Star(paper), story.time.now())])


def without(paper: str) -> str:
    return FOUR.replace(f'[[paper]]\nid = "{paper}"\nstarred = true\n', "")


def test_a_paper_that_is_gone_for_two_seconds_was_taken_out(story: Story) -> None:
    story.path.write_text(without(B))
    loaded = story.reader.load()
    assert (loaded.is_settled, loaded.must_apply, B in loaded.library) == (False, False, True)
    story.time.pass_by(1.9)
    assert not story.reader.load().is_settled
    story.path.write_text(without(C))
    story.time.pass_by(0.2)
    assert not story.reader.load().is_settled
    story.time.pass_by(2)
    loaded = story.reader.load()
    assert (loaded.is_settled, sorted(loaded.library)) == (True, [A, B, D])
    (loss,) = story.reader.take_losses()
    assert loss.sentence == (
        "1 paper is gone from library.toml; "
        f"papers-tui doctor --restore {loss.backup.stamp if loss.backup else ''} has it"
    )
    assert loss.backup
    assert loss.backup.path.read_text() == FOUR
    assert story.reader.take_losses() == ()
    assert C not in star(story, A).library
    assert C not in story.another().load().library


def test_a_loss_since_the_last_run_has_a_backup_with_the_papers(story: Story) -> None:
    story.path.write_text(f"# mine\n{without(B)}")
    later = story.another()
    assert sorted(later.settled().library) == [A, C, D]
    (loss,) = later.take_losses()
    assert loss.papers.keys() == {B}
    assert loss.backup
    copy = parse(loss.backup.path, loss.backup.path.read_bytes(), {})
    assert copy.library[B].starred
    assert copy.text.startswith("# mine\n")


def test_the_backup_of_a_loss_is_the_one_with_the_papers_whatever_the_clock_said_before(
    story: Story,
) -> None:
    future = story.reader.backup_folder / "library-20990101T000000Z.toml"
    future.parent.mkdir(exist_ok=True)
    future.write_text("# from a time when the clock was wrong\n")
    story.path.write_text(without(B))
    later = story.another()
    later.settled()
    (loss,) = later.take_losses()
    assert loss.backup
    assert B in parse(loss.backup.path, loss.backup.path.read_bytes(), {}).library


def test_a_change_waits_until_a_half_written_file_is_complete(story: Story) -> None:
    complete = without(A) + FOUR.partition("\n\n")[0]
    half = without(A)
    story.path.write_text(half)
    waited = 0.0

    def sleep(seconds: float) -> None:
        nonlocal waited
        story.time.pass_by(seconds)
        waited += seconds
        if waited > 0.3:
            story.path.write_text(complete)

    story.reader = LibraryFile(
        story.path, story.state, story.time.now, clock=Clock(lambda: story.time.seconds, sleep)
    )
    assert star(story, "2601.00009").library.keys() == {A, B, C, D, "2601.00009"}
    assert 0.3 < waited < 1
    assert story.reader.take_losses() == ()


def test_a_file_that_is_written_on_and_on_is_not_waited_for_for_ever(story: Story) -> None:
    def sleep(seconds: float) -> None:
        story.time.pass_by(seconds)
        story.path.write_text(f"{without(A)}# {story.time.seconds}\n")

    story.path.write_text(without(A))
    story.reader = LibraryFile(
        story.path, story.state, story.time.now, clock=Clock(lambda: story.time.seconds, sleep)
    )
    with pytest.raises(LibraryBusy) as caught:
        star(story, IDS[0])
    assert caught.value.is_kept
    assert story.another().load().library[IDS[0]].starred
    story.path.write_text(FOUR)
    assert star(story, IDS[1]).library.keys() >= {A, IDS[0], IDS[1]}


@pytest.mark.parametrize("left", ["", "# nothing\n", None, FOUR[: FOUR.index(B)], FOUR[:60]])
def test_a_missing_emptied_or_cut_file_removes_nothing(story: Story, left: str | None) -> None:
    if left is None:
        story.path.unlink()
    else:
        story.path.write_text(left)
    for file in (story.reader, story.another()):
        story.time.pass_by(5)
        assert file.load().library.keys() == {A, B, C, D}
        with pytest.raises(LibraryError) as caught:
            file.apply([DatedChange(Tag(A, "kept"), story.time.now())])
        assert caught.value.is_kept
        assert (story.path.read_text() if story.path.exists() else None) == left
    for back in (FOUR, f'{FOUR}\n[[paper]]\nid = "2601.00009"\n'):
        story.path.write_text(back)
        library = story.reader.apply().library
        assert library[A].tags == ("kept",)
        assert library.keys() >= {A, B, C, D}
        assert ("2601.00009" in library) is ("00009" in back)


def test_a_change_made_after_a_version_stays_when_that_version_returns(story: Story) -> None:
    star(story, "2601.00007")
    story.reader.apply([DatedChange(Tag(B, "mine"), story.time.now())])
    story.reader.remember()
    for back in (FOUR, FOUR + f'\n[[paper]]\nid = "{IDS[0]}"\n'):
        story.path.write_text(back)
        for file in (story.reader, story.another()):
            library = file.settled().library
            assert library[B].tags == ("mine",)
            assert library["2601.00007"].starred
        assert story.reader.apply().library == library


def test_changes_of_papers_with_long_notes_are_remembered_in_a_file_that_does_not_grow(
    story: Story,
) -> None:
    story.reader.apply([DatedChange(SetNote(A, "word " * 100_000), story.time.now())])
    for number in range(12):
        before = story.text
        story.reader.apply([DatedChange(Tag(A, f"tag {number}"), story.time.now())])
    assert (story.state / "library.changes").stat().st_size < 5 * 1024 * 1024
    story.path.write_text(before)
    assert "tag 11" in story.another().settled().library[A].tags


def test_what_was_taken_out_by_name_does_not_come_back(story: Story) -> None:
    before = story.path.read_text()
    story.reader.apply([DatedChange(Unstar(B), story.time.now())])
    story.path.write_text(before)
    assert B not in story.another().settled().library
    assert B not in story.reader.apply().library


@pytest.mark.usefixtures("open_files_may_be_renamed")
def test_what_is_written_right_before_the_renaming_is_brought_in(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = os.replace

    def late(old: str, new: Path) -> None:
        if new.name == "library.toml" and "late" not in story.path.read_text():
            with story.path.open("a") as file:
                file.write('\n[[paper]]\nid = "2601.00008"\nnote = "late"\n')
        replace(old, new)

    monkeypatch.setattr(os, "replace", late)
    library = star(story, IDS[0]).library
    assert library["2601.00008"].note == "late"
    assert library[IDS[0]].starred
    assert story.another().load().library == library


def test_a_save_is_one_although_the_journal_is_locked_while_it_is_cleared(story: Story) -> None:
    story.reader.keep([DatedChange(Star(IDS[0]), story.time.now())])
    with hold(story.state / "library.journal.lock", lambda: None):
        assert story.reader.apply().library[IDS[0]].starred
    story.reader.apply([DatedChange(Unstar(IDS[0]), story.time.now())])
    assert IDS[0] not in story.another().apply().library


def test_a_file_that_is_read_only_is_left_alone(story: Story) -> None:
    story.path.chmod(0o444)
    with pytest.raises(LibraryProtected) as caught:
        star(story, IDS[0])
    assert caught.value.is_kept
    assert "is read-only" in str(caught.value)
    assert (story.path.read_text(), story.path.stat().st_mode & 0o777) == (FOUR, 0o444)
    assert story.reader.load().library[IDS[0]].starred
    story.path.chmod(0o644)
    assert IDS[0] in story.reader.apply().library


@pytest.mark.parametrize("kind", ["a pipe", "a folder", "a socket"])
def test_what_is_no_file_is_rejected_and_not_waited_for(tmp_path: Path, kind: str) -> None:
    story = Story(tmp_path)
    make = {"a pipe": os.mkfifo, "a folder": os.mkdir, "a socket": bound}[kind]
    make(story.path)
    problem = story.reader.load().problem
    assert f"it is {kind}, not a file" in str(problem)


def bound(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(path))
