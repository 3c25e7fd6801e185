"""The reading list in the reader: marked with a key, kept in the file, taken back with another."""

from __future__ import annotations

import asyncio
import json
import os
import shlex
import sys
import tomllib
from functools import partial
from threading import Event, Timer, current_thread, main_thread
from typing import TYPE_CHECKING, Any

from textual.widgets import Input, TextArea

from papers_tui.model.library.grouping import LibraryOrder
from papers_tui.model.library.marks import Status
from papers_tui.services.library import LiveLibrary
from papers_tui.store.archive.archive import Archive
from papers_tui.store.library.drafts import NoteDraft
from papers_tui.store.library.file import LibraryFile, Loaded
from papers_tui.tui.dialogs import note
from papers_tui.tui.dialogs.note import NoteEditor
from papers_tui.tui.dialogs.tags import TagEditor
from papers_tui.tui.reader import marks, status
from papers_tui.tui.reader.screen import ReaderScreen
from papers_tui.tui.widgets.bars import Bar
from tests.support.data import fake_days
from tests.support.fake_hub import Fault
from tests.support.fake_zotero import FakeZotero
from tests.support.home import block, put
from tests.support.patience import seconds
from tests.support.reader import give_title, hold_reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import pytest

    from papers_tui.model.paper import Paper
    from papers_tui.store.library.journal import DatedChange
    from tests.support.fake_hub import FakeHub
    from tests.support.reader import Run, Running

WIDE = 300, 40
"""A window in which a path in a message is not shortened."""


def listed(home: Path) -> dict[str, dict[str, Any]]:
    """The marks in the file, by paper."""
    document = tomllib.loads((home / "library.toml").read_text(encoding="utf-8"))
    return {paper["id"]: paper for paper in document.get("paper", [])}


def put_list(home: Path, text: str) -> None:
    """Make the file say this."""
    home.mkdir(exist_ok=True)
    (home / "library.toml").write_text(text, encoding="utf-8")


def has_been_written(file: Path) -> bool:
    """Whether there is something in the file."""
    return file.exists() and file.stat().st_size > 0


async def write_to(reader: Running, file: Path) -> None:
    """Export to that file; the name is pasted, since typing it takes a test too long."""
    await reader.press("x")
    reader.app.screen.query_one(Input).value = str(file)
    await reader.press("enter")


async def saved(reader: Running) -> None:
    """Wait until nothing is left to save."""
    await reader.until(lambda: reader.screen.marks.saving == ("", False))


async def test_a_star_is_on_the_card_at_once_and_then_in_the_file(run: Run, home: Path) -> None:
    async with run() as reader:
        paper = reader.screen.paper
        assert paper is not None
        await reader.pilot.press("s")
        assert reader.library[paper.id].starred
        assert "★ starred" in reader.text
        await saved(reader)
        assert listed(home)[paper.id]["starred"] is True
        assert listed(home)[paper.id]["title"] == paper.title
        await reader.press("s")
        await saved(reader)
        assert listed(home) == {}


async def test_the_status_steps_on_and_round(run: Run) -> None:
    async with run() as reader:
        paper_id = reader.current
        assert paper_id is not None
        for status in (*Status, None):
            await reader.press("w")
            mark = reader.screen.marks.of(paper_id)
            assert (mark.status if mark else None) is status


async def test_tags_are_typed_picked_and_taken(run: Run, home: Path) -> None:
    async with run() as reader:
        paper_id = reader.current
        assert paper_id is not None
        await reader.press("t")
        assert isinstance(reader.app.screen, TagEditor)
        await reader.press(*"to do", "enter", *"mtl", "enter", "escape")
        await saved(reader)
        assert listed(home)[paper_id]["tags"] == ["to do", "mtl"]
        await reader.press("j", "t", *"mt", "enter", "escape")
        other = reader.current
        assert other is not None
        assert reader.library[other].tags == ("mtl",)
        await reader.press("t", *"mtl", "enter", "escape")
        assert reader.screen.marks.of(other) is None
        await reader.press("t", *"agents, MTL,", "enter", "escape")
        assert reader.library[other].tags == ("agents", "mtl")
        assert ' "agents", "mtl".' in reader.status


async def test_tags_are_set_before_the_reading_list_was_read(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run() as reader:
        await reader.press("t", *"old", "enter", *"gone", "enter", "escape")
        await saved(reader)
    may_read = hold_reading(monkeypatch)
    async with run(settle=False) as reader:
        await reader.until(lambda: bool(reader.list_ids))
        await reader.pilot.press("t", *"new", "enter")
        await reader.until(lambda: isinstance(reader.app.screen, TagEditor))
        editor = reader.app.screen
        assert isinstance(editor, TagEditor)
        await reader.until(lambda: editor.offered == ["[x] new"])
        may_read.set()
        await reader.settle()
        assert editor.offered == ["[x] old", "[x] gone", "[x] new"]
        await reader.press(*"gone", "enter", "escape")
        assert reader.library[reader.list_ids[0]].tags == ("old", "new")


async def test_what_is_handed_on_before_the_reading_list_was_read_has_its_marks(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = "import pathlib, sys; pathlib.Path(sys.argv[1]).write_bytes(sys.stdin.buffer.read())"
    program = [sys.executable, "-I", "-S", "-c", keep]
    own = json.dumps([*program, str(home / "own.json")])
    put(home, f'[commands.own]\nrun = {own}\ninput = "json"\nkey = "f5"\n')
    dialogs = {"x": str(home / "x.json"), "|": shlex.join([*program, str(home / "piped.json")])}
    async with run() as reader:
        await reader.press("t", *"mine", "enter", "escape")
        await saved(reader)
    may_read = hold_reading(monkeypatch)
    async with run(settle=False) as reader:
        await reader.until(lambda: bool(reader.list_ids))
        for key, typed in dialogs.items():
            await reader.pilot.press(key)
            await reader.until(lambda: bool(reader.app.screen.query(Input)))
            reader.app.screen.query_one(Input).value = typed
            await reader.pilot.press("enter")
        await reader.pilot.press("f5")
        may_read.set()
        for name in ("x", "piped", "own"):
            await reader.until(partial(has_been_written, home / f"{name}.json"))
            papers = json.loads((home / f"{name}.json").read_bytes())
            assert papers[0]["tags"] == ["mine"], name


async def test_a_tag_that_is_too_long_is_refused_among_others_too(run: Run) -> None:
    async with run() as reader:
        await reader.press("t", *f"{'a' * 61},b", "enter", "escape", "escape")
        assert not reader.library


async def test_a_note_is_saved_by_escape_and_taken_back_by_u(run: Run, home: Path) -> None:
    async with run() as reader:
        paper_id = reader.current
        assert paper_id is not None
        await reader.press("e")
        assert isinstance(reader.app.screen, NoteEditor)
        await reader.press(*"one", "enter", *"two", "escape")
        await saved(reader)
        assert listed(home)[paper_id]["note"] == "one\ntwo"
        assert "one\n  two" in reader.text
        await reader.press("u")
        assert reader.screen.marks.of(paper_id) is None
        assert "Undone" in reader.status


async def test_the_note_names_its_paper_as_the_list_does(run: Run, hub: FakeHub) -> None:
    give_title(hub, 0, r"On $\alpha$-Divergence")
    async with run() as reader:
        await reader.press("e", *"half")
        assert reader.app.screen.query_one("#note-title", Bar).text.strip() == "On α-Divergence"


async def test_keys_are_typed_while_a_draft_is_written_which_is_gone_with_the_note(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, gate, keep = Event(), Event(), NoteDraft.keep

    def slow(draft: NoteDraft, text: str) -> None:
        started.set()
        assert gate.wait(seconds(30))
        keep(draft, text)

    monkeypatch.setattr(note, "_KEEP_EVERY", 0.05)
    monkeypatch.setattr(NoteDraft, "keep", slow)
    async with run() as reader:
        await reader.pilot.press("e", "a")
        await reader.until(started.is_set)
        await reader.pilot.press("b")
        assert reader.app.screen.query_one(TextArea).text == "ab"
        gate.set()
        await reader.press("escape")
        await saved(reader)
        assert [mark.note for mark in reader.library.values()] == ["ab"]
        assert list((home / "drafts").glob("*.json")) == []


async def test_a_joint_action_is_one_step(run: Run) -> None:
    async with run() as reader:
        await reader.press("v", "v", "s")
        assert len(reader.library) == 2
        await reader.press("u")
        assert not reader.library
        await reader.press("ctrl+y")
        assert len(reader.library) == 2
        await reader.press("escape", "V", "w")
        assert len(reader.library) == 8


async def test_undo_goes_back_through_stars_and_seen_marks(run: Run) -> None:
    async with run() as reader:
        await reader.press("s", "m", "w", "A")
        assert "unseen" not in reader.title
        await reader.press("u")
        assert "7 unseen" in reader.title
        await reader.press("u")
        mark = reader.screen.marks.of(reader.current)
        assert mark is not None
        assert mark.status is None
        await reader.press("u", "u")
        assert "8 unseen" in reader.title
        assert not reader.library
        await reader.press("u")
        assert "nothing to undo" in reader.status


async def test_the_reading_list_is_in_groups_and_orders(run: Run) -> None:
    async with run() as reader:
        await reader.press("w", "j", "w", "w", "j", "s", "t", *"x", "enter", "escape", "5")
        assert "All 3" in reader.title
        assert len(reader.list_ids) == 3
        await reader.press("]")
        assert "[To read 1]" in reader.title
        assert len(reader.list_ids) == 1
        await reader.press("w")
        assert len(reader.list_ids) == 1
        await reader.press("T", "]")
        assert "[#x 1]" in reader.title
        for order in ("changed", "day", "title", "upvotes", "added"):
            await reader.press("O")
            assert (
                f"last {order} first" if order.endswith("ed") else f"by {order}"
            ) in reader.status
        await reader.press("1")
        assert "Friday" in reader.title


async def test_the_other_groups_are_counted_as_papers_change(run: Run) -> None:
    async with run() as reader:
        await reader.press("s", "j", "s", "j", "s", "5")
        title = "[All 3]  No status 3"
        assert title in reader.title
        await reader.press("w")
        assert "[All 3]  To read 1  No status 2" in reader.title
        await reader.press("]", "]")
        assert "All 3  To read 1  [No status 2]" in reader.title
        ids = reader.list_ids
        await reader.press("w")
        assert reader.list_ids == ids
        assert "All 3  To read 2  [No status 2]" in reader.title
        await reader.press("j", "w")
        assert reader.list_ids == ids
        assert "All 3  To read 3  [No status 2]" in reader.title
        await reader.press("u", "u", "u")
        assert "All 3  [No status 2]" in reader.title
        await reader.press("]", "[")
        assert "All 3  [No status 3]" in reader.title


async def test_an_order_that_comes_late_brings_no_group_back(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, papers = Event(), Archive.papers

    def late(archive: Archive, ids: Sequence[str]) -> dict[str, Paper]:
        if current_thread() is not main_thread():
            gate.wait(seconds(30))
        return papers(archive, ids)

    async with run() as reader:
        await reader.press("s", "j", "w", "j", "w", "w", "5")
        groups = {group.name: group.ids for group in reader.screen.lazy.reading_list._groups}
        await reader.press(*["O"] * (len(LibraryOrder) - 1))
        monkeypatch.setattr(Archive, "papers", late)
        await reader.pilot.press("]", "O", "]")
        shown = reader.screen.lazy.reading_list._name
        assert set(reader.list_ids) == set(groups[shown])
        gate.set()
        await reader.settle()
        assert set(reader.list_ids) == set(groups[shown])


async def test_a_reading_list_that_is_not_read_yet_is_not_called_empty(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run() as reader:
        await reader.press("s", "j", "s")
        await saved(reader)
    may_read = hold_reading(monkeypatch)
    async with run(settle=False) as reader:
        await reader.until(lambda: bool(reader.list_ids))
        second = reader.list_ids[1]
        assert reader.current == second
        await reader.pilot.press("5", "s")
        assert "Reading your reading list…" in reader.text
        assert "0" not in reader.title
        may_read.set()
        await reader.settle()
        assert "[All 2]" in reader.title
        assert [one for one in reader.list_ids if one not in reader.library] == [second]


async def test_an_empty_reading_list_says_what_to_do(run: Run) -> None:
    async with run() as reader:
        await reader.press("5")
        assert "s stars the paper" in reader.text


async def test_a_paper_is_added_by_link_and_gets_its_title(
    run: Run, hub: FakeHub, home: Path
) -> None:
    entry = hub.days["2026-08-04"][0]["paper"]
    async with run() as reader:
        await reader.press("i", *f"https://arxiv.org/abs/{entry['id']}v2", "enter")
        await saved(reader)
        assert listed(home)[entry["id"]]["title"] == entry["title"]
        await reader.press("5")
        assert reader.list_ids == (entry["id"],)
        assert entry["title"] in reader.text


async def test_a_paper_that_is_added_is_on_the_reading_list_on_screen_at_once(
    run: Run, hub: FakeHub
) -> None:
    async with run() as reader:
        await reader.press("5")
        hub.hold("/api/papers/")
        await reader.pilot.press("i", *"2608.09999", "enter")
        await reader.until(lambda: reader.list_ids == ("2608.09999",))
        hub.release()
        await reader.settle()
        assert "on your list without its title" in reader.status
        assert reader.list_ids == ("2608.09999",)


async def test_what_is_no_id_is_asked_for_again(run: Run) -> None:
    async with run() as reader:
        await reader.press("i", *"nonsense", "enter")
        assert "neither an arXiv id" in reader.app.export_screenshot(simplify=True).replace(
            "&#160;", " "
        )
        await reader.press("escape")
        assert not reader.library


async def test_an_edit_from_outside_is_shown(run: Run, home: Path) -> None:
    async with run() as reader:
        paper_id = reader.current
        assert paper_id is not None
        await reader.press("s")
        await saved(reader)
        file = home / "library.toml"
        text = file.read_text(encoding="utf-8")
        file.write_text(f'{text}tags = ["by hand"]\n', encoding="utf-8")
        await reader.until(lambda: reader.library[paper_id].tags == ("by hand",))
        await reader.press("w")
        await saved(reader)
        assert listed(home)[paper_id]["tags"] == ["by hand"]
        assert listed(home)[paper_id]["status"] == "to-read"


async def test_a_disk_that_hangs_holds_one_thread(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, looks, ticks = Event(), list[object](), list[object]()

    def hanging(library: LiveLibrary) -> bool:
        looks.append(library)
        return gate.wait(seconds(30)) and False

    monkeypatch.setattr(marks, "_LOOK_EVERY", 0.03)  # a pause waits for what is due sooner
    monkeypatch.setattr(LiveLibrary, "poll", hanging)
    async with run(settle=False) as reader:
        await reader.until(lambda: bool(looks))
        reader.screen.set_interval(0.03, lambda: ticks.append(None))
        await reader.until(lambda: len(ticks) > 10)
        assert len(looks) == 1
        gate.set()
        await reader.until(lambda: len(looks) > 1)


async def test_a_broken_file_is_never_written_and_repaired_it_gets_the_change(
    run: Run, home: Path
) -> None:
    async with run(size=WIDE) as reader:
        await reader.press("s")
        await saved(reader)
        file = home / "library.toml"
        good = file.read_text(encoding="utf-8")
        broken = f"{good}\n[[paper]\nid =\n"
        file.write_text(broken, encoding="utf-8")
        await reader.until(lambda: reader.screen.marks.saving[1])
        await reader.press("j", "s", "escape")
        second = reader.current
        assert second is not None
        await reader.until(lambda: "library.toml" in reader.status.replace("\n ", ""))
        assert file.read_text(encoding="utf-8") == broken
        assert reader.library[second].starred
        file.write_text(good, encoding="utf-8")
        await reader.until(lambda: len(listed(home)) == 2)
        await saved(reader)


def break_list(home: Path) -> None:
    home.mkdir(exist_ok=True)
    broken = '[[paper]]\nid = "2608.19880"\nstarred = yes\n'
    (home / "library.toml").write_text(broken, encoding="utf-8")


async def test_a_small_window_names_the_broken_line(run: Run, home: Path) -> None:
    break_list(home)
    async with run(size=(60, 20)) as reader:
        await reader.press("s")
        await reader.until(lambda: reader.screen.marks.saving[0] == "not saved")
        await reader.press("j")
        assert reader.status.startswith(" library.toml, line 3")
        assert reader.status.endswith("not saved")
        assert "\n" not in reader.status


async def test_a_note_that_is_being_written_survives_the_end(run: Run, home: Path) -> None:
    async with run() as reader:
        paper_id = reader.current
        assert paper_id is not None
        await reader.press("e", *"half a thou")
        reader.app.end()
        await reader.until(lambda: reader.app._exit)
    async with run() as reader:
        await reader.until(lambda: paper_id in reader.library)
        await saved(reader)
        assert listed(home)[paper_id]["note"] == "half a thou"


async def test_a_note_that_is_opened_before_it_was_restored_goes_on_with_it(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run() as reader:
        await reader.press("e", *"half a thou")
        reader.app.end()
        await reader.until(lambda: reader.app._exit)
    may_load, load = asyncio.Event(), ReaderScreen.loaded

    async def late(screen: ReaderScreen, group: str) -> None:
        await may_load.wait()
        await load(screen, group)

    monkeypatch.setattr(ReaderScreen, "loaded", late)
    async with run(settle=False) as reader:
        await reader.until(lambda: bool(reader.list_ids))
        paper_id = reader.current
        assert paper_id is not None
        await reader.pilot.press("e", *"ght")
        may_load.set()
        await reader.until(lambda: "Restored the note you were writing" in reader.status)
        await reader.press("escape")
        assert reader.library[paper_id].note == "half a thought"
        await saved(reader)
        await reader.until(lambda: not list((home / "drafts").glob("*.json")))


async def test_a_key_that_wants_the_reading_list_while_it_is_read_reads_it_no_second_time(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, may_end, load, loads = Event(), Event(), LibraryFile.load, list[LibraryFile]()

    def late(file: LibraryFile) -> Loaded:
        loads.append(file)
        reading.set()
        may_end.wait(seconds(30))
        return load(file)

    monkeypatch.setattr(LibraryFile, "load", late)
    monkeypatch.setattr(marks, "_LOOK_EVERY", 60)
    async with run(settle=False) as reader:
        await reader.until(lambda: bool(reader.list_ids) and reading.is_set())
        Timer(0.05, may_end.set).start()  # the key waits for it
        await reader.press("s")
        assert len(loads) == 1
        assert reader.library[reader.current or ""].starred


async def test_the_draft_of_a_note_stays_until_the_note_is_saved(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, apply = Event(), LibraryFile.apply

    def slow(file: LibraryFile, made: Iterable[DatedChange] = ()) -> Loaded:
        assert gate.wait(seconds(30))
        return apply(file, made)

    monkeypatch.setattr(note, "_KEEP_EVERY", 0.05)
    monkeypatch.setattr(LibraryFile, "apply", slow)
    async with run() as reader:
        await reader.press("e", *"half a thought")
        await reader.until(lambda: any((home / "drafts").glob("*.json")))
        await reader.press("escape")
        assert list((home / "drafts").glob("*.json"))
        gate.set()
        await saved(reader)
        assert not list((home / "drafts").glob("*.json"))


async def test_a_note_that_may_not_be_saved_waits_for_a_run_that_may(run: Run, home: Path) -> None:
    put_list(home, "version = 2\n")
    async with run() as reader:
        paper_id = reader.current
        assert paper_id is not None
        await reader.press("e", *"half a thou", "escape")
        assert "update papers-tui to change it" in reader.status
    async with run() as reader:  # which may not save it either
        await reader.until(lambda: "update papers-tui to change it" in reader.status)
    put_list(home, "")
    async with run() as reader:
        await reader.until(lambda: paper_id in reader.library)
        await saved(reader)
        assert listed(home)[paper_id]["note"] == "half a thou"
        assert "Restored the note" in reader.status


async def test_what_cannot_be_undone_now_is_undone_later(run: Run, home: Path) -> None:
    async with run() as reader:
        await reader.press("s")
        await saved(reader)
        before = (home / "library.toml").read_text(encoding="utf-8")
        put_list(home, f'version = 99\n[[paper]]\nid = "{reader.list_ids[3]}"\n')
        await reader.until(lambda: "read-only" in reader.status)
        assert "What you change is kept" not in reader.screen.marks.problem
        await reader.press("u")
        assert "only reads" in reader.status
        put_list(home, before)
        await reader.until(lambda: "read-only" not in reader.status)
        await reader.press("u")
        assert "Undone" in reader.status
        assert not reader.library


async def test_a_paper_that_cannot_be_added_is_not_called_added(run: Run, home: Path) -> None:
    put_list(home, "version = 99\n")
    async with run() as reader:
        await reader.press("i", *"2608.99999", "enter")
        assert "update papers-tui to change it" in reader.status
        assert "on your list" not in reader.status


async def test_a_paper_that_only_arxiv_knows_is_added_too(run: Run, hub: FakeHub) -> None:
    entry = fake_days.entry("2401.00001")
    hub.library.only_arxiv["2401.00001"] = entry
    async with run() as reader:
        await reader.press("i", *"2401.00001", "enter")
        await saved(reader)
        assert reader.library["2401.00001"].title == entry["paper"]["title"]


async def test_details_that_are_missing_are_filled_in(run: Run, hub: FakeHub, home: Path) -> None:
    entry = hub.days["2026-08-04"][0]["paper"]
    text = f'[[paper]]\nid = "{entry["id"]}"\nstarred = true\n'
    put_list(home, text)
    async with run() as reader:
        await reader.press("5")
        assert entry["title"] in reader.text
        assert (home / "library.toml").read_text(encoding="utf-8") == text


async def test_bibtex_is_copied_for_one_paper_and_for_all_marked(run: Run) -> None:
    async with run() as reader:
        await reader.press("Y")
        assert reader.app.clipboard.startswith("@misc{")
        assert reader.app.clipboard.count("@misc{") == 1
        await reader.press("v", "v", "v", "Y")
        assert reader.app.clipboard.count("@misc{") == 3
        assert "3 papers" in reader.status


async def test_what_is_listed_is_exported_by_the_file_s_ending(run: Run, home: Path) -> None:
    async with run(size=WIDE) as reader:
        for ending, count in ((".bib", "@misc{"), (".json", '"id": '), (".md", "arxiv.org/abs/")):
            file = home / f"papers{ending}"
            await write_to(reader, file)
            assert file.read_text(encoding="utf-8").count(count) == 8
        await reader.press("v")
        await write_to(reader, home / "one.bib")
        assert (home / "one.bib").read_text(encoding="utf-8").count("@misc{") == 1
        await reader.press("x", *"papers.doc", "enter", "escape")
        await write_to(reader, home / "nowhere" / "a.bib")
        assert "nowhere" in reader.status


async def test_marked_papers_are_sent_to_zotero_once(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FakeZotero() as zotero:
        monkeypatch.setenv("PAPERS_TUI_ZOTERO", zotero.url)
        async with run() as reader:
            await reader.press("v", "v")
            reader.screen.give("paper.zotero")
            await reader.until(lambda: "Sent 2 papers to Zotero" in reader.status)
            reader.screen.give("paper.zotero")
            await reader.until(lambda: "2 had been sent before" in reader.status)
        assert len(zotero.items) == 2


async def test_without_zotero_the_key_that_writes_a_file_is_named(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAPERS_TUI_ZOTERO", "http://127.0.0.1:9")
    put(home, '[keys]\npaper.export = "F9"\n')
    async with run(size=(160, 30)) as reader:
        reader.screen.give("paper.zotero")
        await reader.until(lambda: "Zotero is not running" in reader.status)
        assert "F9 writes a RIS file" in " ".join(reader.status.split())


async def test_a_hand_edit_and_a_conflict_copy_are_both_reported(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_list(home, "[[paper]]\nid = 2507.21050\n")
    copy = home / "library.sync-conflict-20260821-101112-ABCDEFG.toml"
    copy.write_text('[[paper]]\nid = "2507.21049"\nstarred = true\n')
    monkeypatch.setattr(status, "_READ_BEFORE", 0.0)
    async with run() as reader:
        await reader.until(lambda: copy.name in reader.status)
        await reader.press("j")
        assert "line 2: an id stands in quotes" in reader.status


async def test_a_conflict_copy_is_noticed_and_named(run: Run, home: Path) -> None:
    put_list(home, '[[paper]]\nid = "2608.00001"\nstarred = true\n')
    copy = home / "library.sync-conflict-20260821-101112-ABCDEFG.toml"
    copy.write_text('[[paper]]\nid = "2608.00002"\nstarred = true\n', encoding="utf-8")
    async with run(size=WIDE) as reader:
        await reader.until(lambda: copy.name in reader.status)
        assert "doctor --repair" in " ".join(reader.status.split())


def archived(home: Path, ids: Sequence[str]) -> int:
    """The number of the papers that are archived."""
    archive = Archive.open(home / "archive.db")
    found = archive.papers(ids)
    archive.close()
    return len(found)


def put_unknown(home: Path, hub: FakeHub) -> list[str]:
    """A reading list with more papers than are fetched at once, which arXiv alone knows."""
    ids = [f"2608.9{number:04}" for number in range(25)]
    for one in ids:
        hub.library.only_arxiv[one] = fake_days.entry(one)
    put_list(home, "".join(block(one, 'status = "to-read"') for one in ids))
    return ids


async def test_what_the_hub_does_not_know_comes_from_arxiv_by_one_request(
    run: Run, hub: FakeHub, home: Path
) -> None:
    ids = put_unknown(home, hub)
    async with run() as reader:
        await reader.press("5")
        await reader.until(lambda: "Fetched the details of 20 papers" in reader.status)
        assert archived(home, ids) == 20
        assert len(hub.asked("/api/query")) == 1


async def test_what_is_missing_of_a_paper_is_fetched_before_it_is_copied(
    run: Run, hub: FakeHub, home: Path
) -> None:
    put_unknown(home, hub)
    hub.fault("/api/papers/", Fault(status=403, times=None))
    async with run() as reader:
        await reader.press("5", "Y")
        await reader.until(lambda: "Copied the BibTeX entry of 1 paper" in reader.status)
        assert "author={" in reader.app.clipboard


async def test_an_export_without_a_name_goes_to_the_proposed_file(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "papers.bib").write_text("mine\n")
    async with run() as reader:
        await reader.press("x")
        assert reader.app.screen.query_one(Input).placeholder == "papers-2.bib"
        await reader.press("enter")
        written = tmp_path / "papers-2.bib"
        await reader.until(written.exists)
    assert written.read_text(encoding="utf-8").startswith("@")
    assert (tmp_path / "papers.bib").read_text() == "mine\n"


async def test_an_export_from_a_deleted_folder_asks_for_a_complete_path(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> str:
        raise FileNotFoundError(2, "No such file or directory")

    async with run() as reader:
        monkeypatch.setattr(os, "getcwd", gone)
        await reader.press("x", "enter")
        assert "It must end in one of" in reader.app.screen.query_one("#ask-hint", Bar).text
        reader.app.screen.query_one(Input).value = "a.bib"
        await reader.press("enter")
        assert "was started is gone." in reader.app.screen.query_one("#ask-hint", Bar).text


async def test_past_the_last_paper_of_the_reading_list_n_stays_and_says_so(run: Run) -> None:
    async with run() as reader:
        await reader.press("s", "j", "s", "5", "G")
        place = reader.list_ids, reader.current
        await reader.press("n")
        assert (reader.list_ids, reader.current) == place
        assert "No unseen paper after this one in your reading list." in reader.status
