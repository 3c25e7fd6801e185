"""The reading view: the parts of a paper, online, slow, offline and broken."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from papers_tui.services.programs import desktop
from papers_tui.store.errors import StateError
from papers_tui.store.state import State
from papers_tui.tui.commands import Place
from papers_tui.tui.preload import Preloader
from papers_tui.tui.widgets.bars import Footer
from tests.support.fake_hub import FakeHub, Fault, fulltext
from tests.support.home import put
from tests.support.reader import FRIDAY, Run, Running

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


def entries(hub: FakeHub) -> list[Any]:
    """The papers of the newest day, in its order."""
    return hub.days[FRIDAY.isoformat()]


def with_form(hub: FakeHub, form: fulltext.Form) -> int:
    """The place, from 0, of the first paper of the newest day whose full text has that form."""
    forms = [fulltext.form_of(entry["paper"]["id"]) for entry in entries(hub)]
    return forms.index(form)


def where(reader: Running) -> Place:
    return reader.screen.place


def part(reader: Running) -> str:
    """The part on screen, without the spaces that lay it out."""
    return " ".join(reader.screen.pane.plain.split())


async def test_d_opens_the_discussion_from_the_list(run: Run, hub: FakeHub) -> None:
    async with run() as reader:
        await reader.press("D")
        assert where(reader) is Place.DISCUSSION
        assert " Discussion 3 " in reader.tabs
        assert "How does it behave on longer inputs, say 128k tokens?" in part(reader)
        assert "3 comments, fetched just now" in reader.status
        assert hub.asked(f"/api/papers/{entries(hub)[0]['paper']['id']}?field=comments")
        await reader.press("escape")
        assert where(reader) is Place.LIST


async def test_a_text_opens_while_what_lays_it_out_is_loaded_and_keys_keep_their_turn(
    run: Run, hub: FakeHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    down = with_form(hub, "full")
    async with run() as reader:
        await reader.press(*"j" * down, "F")
        text = part(reader)
    may_load = asyncio.Event()

    async def load(_: Preloader, name: str) -> None:
        if name == "text":
            await may_load.wait()

    monkeypatch.setattr(Preloader, "has_loaded", lambda *_: may_load.is_set())
    monkeypatch.setattr(Preloader, "load", load)
    async with run(offline=True, settle=False) as reader:
        await reader.until(lambda: reader.cursor == down)
        await reader.pilot.press("F", "/", *"the")
        assert where(reader) is Place.TEXT
        assert part(reader) == "Opening the full text…"
        may_load.set()
        await reader.until(lambda: reader.screen.field is not None)
        await reader.settle()
        assert part(reader)[:200] == text[:200]
        await reader.until(lambda: "match 1 of" in reader.status)


async def test_replies_stand_below_their_comment_and_hidden_ones_stay_hidden(run: Run) -> None:
    async with run() as reader:
        await reader.press("D")
        rows = reader.screen.pane.plain.splitlines()
        assert any(row.strip().startswith("│ Good question.") for row in rows)
        assert "This comment was hidden" in part(reader)
        assert "followers" not in part(reader)
        assert "🔥 6" in part(reader)


async def test_the_discussion_is_there_again_without_the_hub(run: Run, hub: FakeHub) -> None:
    async with run() as reader:
        await reader.press("D")
        reported = part(reader)
    hub.down()
    async with run(offline=True) as reader:
        await reader.press("D")
        assert part(reader).replace("just now", "") == reported.replace("just now", "")


async def test_a_discussion_that_cannot_be_fetched_says_why_and_what_to_do(
    run: Run, hub: FakeHub
) -> None:
    async with run() as reader:
        hub.down()
        await reader.press("D")
        assert "The discussion is not on this machine." in part(reader)
        assert "could not be reached" in part(reader)
        assert "R tries again." in part(reader)
        hub.up()
        await reader.press("R")
        assert "Good question." in part(reader)


async def test_a_slow_discussion_blocks_no_key(run: Run, hub: FakeHub) -> None:
    async with run() as reader:
        hub.hold("/api/papers/")
        await reader.pilot.press("D")
        await reader.until(lambda: "Fetching the discussion" in part(reader))
        await reader.pilot.press("]")
        assert reader.cursor == 1
        await reader.pilot.press("escape")
        assert where(reader) is Place.LIST
        hub.release()
        await reader.settle()


async def test_broken_answers_leave_what_was_there(run: Run, hub: FakeHub) -> None:
    async with run() as reader:
        await reader.press("D")
        reported = part(reader)
        for fault in (Fault(body="[]"), Fault(200, "<html>"), Fault(200, "{"), Fault(503)):
            hub.fault("/api/papers/", fault)
            await reader.press("R")
            assert part(reader) == reported
            assert reader.screen.status.shown.wrong


async def test_a_paper_without_comments_says_so(run: Run, hub: FakeHub) -> None:
    for entry in entries(hub):
        entry["numComments"] = 0
    async with run() as reader:
        await reader.press("D")
        assert "Nobody has said anything about this paper yet." in part(reader)


async def test_l_lists_what_is_linked_and_enter_opens_one(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(desktop, "open_url", lambda url, *_: opened.append(url))
    async with run() as reader:
        await reader.press("j", "L")
        assert " Linked 50 " in reader.tabs
        assert "Models 8" in part(reader)
        assert "Spaces 40, 12 of them here" in part(reader)
        first = reader.repository
        assert first is not None
        await reader.press("j")
        second = reader.repository
        assert second is not None
        assert second != first
        await reader.press("enter")
        assert opened == [second.url]
        assert where(reader) is Place.LINKED


async def test_going_on_to_the_next_paper_keeps_the_part(run: Run, hub: FakeHub) -> None:
    async with run() as reader:
        await reader.press("L", "]")
        paper = entries(hub)[1]["paper"]["id"]
        assert reader.current == paper
        assert f"model-{paper}" in part(reader)
        await reader.press("tab")
        assert where(reader) is Place.TEXT
        await reader.press("tab", "tab")
        assert where(reader) is Place.DISCUSSION
        await reader.press("shift+tab")
        assert where(reader) is Place.ABSTRACT


async def test_the_full_text_is_fetched_when_it_is_asked_for_and_once(
    run: Run, hub: FakeHub
) -> None:
    at = with_form(hub, "full")
    paper = entries(hub)[at]["paper"]["id"]
    async with run() as reader:
        await reader.press(*"j" * at, "enter", "shift+tab")
        assert where(reader) is Place.TEXT
        assert "F fetches it from the hub." in part(reader)
        assert not hub.asked("/papers/")
        await reader.press("F")
        assert "1 Introduction" in part(reader)
        await reader.press("escape", "F")
        assert len(hub.asked(f"/papers/{paper}")) == 1
    async with run(offline=True) as reader:
        await reader.press("F")
        assert "1 Introduction" in part(reader)


async def test_the_place_in_a_text_is_remembered(run: Run, hub: FakeHub) -> None:
    at = with_form(hub, "full")
    async with run(size=(80, 16)) as reader:
        await reader.press(*"j" * at, "F", "}", "}", "}")
        there = reader.place_in_text
        assert there > 0
        await reader.press("escape", "F")
        assert reader.place_in_text == there
        await reader.press("}")
        further = reader.place_in_text
        assert further > there
    async with run(size=(80, 16), offline=True) as reader:
        await reader.press("F")
        assert reader.place_in_text == further, "as it was when the program ended"


async def test_a_list_that_arrives_ends_no_fetch(run: Run, hub: FakeHub) -> None:
    async with run() as reader:
        await reader.press(*"j" * with_form(hub, "full"))
        hub.hold("/papers/")
        await reader.pilot.press("F")
        await reader.until(lambda: "Fetching the full text" in part(reader))
        reader.screen.hub_list.refresh()
        await reader.until(lambda: not reader.screen.hub_list.fetcher.asking)
        assert "Fetching the full text" in part(reader)
        hub.release()
        await reader.settle()
        assert "1 Introduction" in part(reader)


@pytest.mark.parametrize("form", ["page", "html"])
async def test_a_paper_of_which_the_hub_has_no_text_offers_other_ways(
    run: Run, hub: FakeHub, form: fulltext.Form
) -> None:
    async with run() as reader:
        await reader.press(*"j" * with_form(hub, form), "F")
        assert "The full text could not be fetched." in part(reader)
        assert "p fetches the PDF, a opens the page at arXiv." in part(reader)


async def test_the_hub_is_asked_again_for_a_text_that_it_had_not(run: Run, hub: FakeHub) -> None:
    at = with_form(hub, "page")
    paper = entries(hub)[at]["paper"]["id"]
    async with run() as reader:
        await reader.press(*"j" * at, "F")
        assert "R asks the hub once more." in part(reader)
        hub.library.forms[paper] = "full"
        await reader.press("escape", "F")
        assert "could not be fetched" in part(reader), "what the hub said holds for a day"
        assert len(hub.asked(f"/papers/{paper}")) == 1
        await reader.press("R")
        assert "1 Introduction" in part(reader)
        assert len(hub.asked(f"/papers/{paper}")) == 2


async def test_a_way_out_names_the_keys_of_the_settings(run: Run, hub: FakeHub, home: Path) -> None:
    put(home, '[keys]\npaper.pdf = "P"\ntext.references = "&"\n')
    without, full = with_form(hub, "page"), with_form(hub, "full")
    async with run(size=(100, 60)) as reader:
        await reader.press(*"j" * without, "F")
        assert "P fetches the PDF" in part(reader)
        assert "p fetches" not in part(reader) + reader.status
        await reader.press("escape", *("k" * without + "j" * full), "F", "G")
        assert "— & shows them" in part(reader)
        await reader.press("&")
        assert "shows them" not in part(reader)


async def test_searching_goes_from_match_to_match(run: Run, hub: FakeHub) -> None:
    async with run(size=(80, 16)) as reader:
        await reader.press(*"j" * with_form(hub, "full"), "F", "/", *"the baseline", "enter")
        assert where(reader) is Place.TEXT
        first = reader.place_in_text
        assert "1 of " in reader.status
        await reader.press("n")
        assert "2 of " in reader.status
        assert reader.place_in_text > first
        await reader.press("N")
        assert "1 of " in reader.status
        await reader.press("/", *"xyzzy", "enter")
        assert "“xyzzy” is not in this text" in reader.status
        await reader.press("n")
        assert "“xyzzy” is not in this text" in reader.status


async def test_escape_takes_the_search_of_a_text_away_before_the_text(
    run: Run, hub: FakeHub
) -> None:
    async with run() as reader:
        await reader.press(*"j" * with_form(hub, "full"), "F", "/", *"the", "enter")
        assert "match 1 of" in reader.status
        await reader.pilot.resize_terminal(60, 20)
        await reader.settle()
        keys = reader.screen.query_one(Footer).render().plain
        assert keys.startswith(" Esc End search  n Next match  "), "what a search is for, first"
        await reader.press("escape")
        assert where(reader) is Place.TEXT
        assert "match" not in reader.status
        assert "Next match" not in reader.screen.query_one(Footer).render().plain
        await reader.press("escape")
        assert where(reader) is Place.LIST


async def test_only_brackets_go_from_text_to_text(run: Run, hub: FakeHub) -> None:
    async with run() as reader:
        await reader.press("j", "F")
        for key in ("h", "l", "left", "right"):
            await reader.press(key)
            assert reader.cursor == 1
        await reader.press("]")
        assert reader.cursor == 2
        await reader.press("[", "[", "D", "l")
        assert reader.cursor == 1


async def test_a_paper_that_is_left_for_the_next_counts_as_seen(run: Run) -> None:
    async with run() as reader:
        first, second, third = reader.list_ids[:3]
        await reader.press("n")
        assert reader.screen.seen.ids == {first}
        while reader.current == second:
            await reader.press("space")
        assert reader.current == third
        assert reader.screen.seen.ids == {first, second}
        await reader.press("u")
        assert reader.screen.seen.ids == {first, second}


async def test_a_paper_that_was_not_shown_is_not_seen_by_going_on(run: Run) -> None:
    async with run(size=(50, 18)) as reader:
        await reader.press("space", "space")
        assert reader.cursor == 2
        assert reader.screen.seen.ids == frozenset()


async def test_an_abstract_is_as_far_down_as_it_was_left(run: Run, hub: FakeHub) -> None:
    async with run(size=(120, 20)) as reader:
        await reader.press("J", "J", "J", "[", "]")
        assert reader.screen.abstract.top == 3
        await reader.press("j", "J", "k")
        assert reader.screen.abstract.top == 3
        while reader.cursor == 0:
            await reader.press("space")
        assert reader.screen.abstract.top == 0


async def test_the_sections_of_a_text_can_be_gone_to(run: Run, hub: FakeHub) -> None:
    async with run(size=(80, 16)) as reader:
        await reader.press(*"j" * with_form(hub, "full"), "F", "O", *"limit", "enter")
        assert "5 Limitations" in reader.screen.pane.render_line(0).text
        await reader.press("{")
        assert "4 Experiments" in reader.screen.pane.render_line(0).text


async def test_the_part_at_hand_is_named_in_the_smallest_window(run: Run) -> None:
    async with run(size=(40, 12)) as reader:
        await reader.press("L")
        assert "[Linked" in reader.tabs
        await reader.press("F")
        assert "[Full text]" in reader.tabs
        await reader.pilot.click("#tabs", offset=(3, 0))
        assert where(reader) is not Place.TEXT


async def test_a_number_leaves_the_paper_for_that_list(run: Run) -> None:
    async with run() as reader:
        for part_key, numbers in (("enter", "23451"), ("D", "2"), ("L", "5"), ("F", "1")):
            for number in numbers:
                await reader.press(part_key)
                assert reader.screen.reading
                await reader.press(number)
                assert where(reader) is Place.LIST
                await reader.press("1")


async def test_space_reads_on_through_the_discussion_to_the_next_paper(run: Run) -> None:
    async with run(size=(60, 12)) as reader:
        await reader.press("D")
        pane = reader.screen.pane
        while reader.cursor == 0:
            before = pane.top
            await reader.press("space")
            assert pane.top > before or reader.cursor == 1
        assert where(reader) is Place.DISCUSSION
        assert pane.top == 0


async def test_a_text_is_left_where_its_place_cannot_be_written(
    run: Run, hub: FakeHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = with_form(hub, "full")
    asked: list[int] = []

    def refuse(_state: State, _paper: str, line: int, _at: datetime, _rows: int) -> None:
        asked.append(line)
        raise StateError("The disk is full.")

    monkeypatch.setattr(State, "keep_place_in_text", refuse)
    async with run(size=(80, 16)) as reader:
        await reader.press(*"j" * at, "F", "}", "}")
        place = reader.place_in_text
        assert place > 0
        await reader.press("escape")
        assert where(reader) is Place.LIST
        assert asked == [place]
        await reader.press("F")
        assert reader.place_in_text == place, "this run remembers it"
    assert asked[-1] == place, "and it is tried once more at the end"


async def test_p_fetches_the_pdf_once_and_opens_it(
    run: Run, hub: FakeHub, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(desktop, "open_file", lambda path, *_: opened.append(path))
    paper = entries(hub)[0]["paper"]["id"]
    async with run() as reader:
        await reader.press("p")
        assert [path.parent for path in opened] == [home / "pdf"]
        assert opened[0].name.endswith(f"[{paper}].pdf")
        assert opened[0].read_bytes().startswith(b"%PDF-")
        await reader.press("p")
        assert opened[1] == opened[0]
        assert len(hub.asked(f"/pdf/{paper}")) == 1


async def test_a_pdf_that_is_none_is_not_kept(
    run: Run, hub: FakeHub, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desktop, "open_file", lambda path, *_: pytest.fail(str(path)))
    hub.fault("/pdf/", Fault(200, "<html>no</html>", kind="text/html"))
    async with run() as reader:
        await reader.press("p")
        assert reader.screen.status.shown.wrong
        assert list((home / "pdf").glob("*")) == []


async def test_fetching_a_pdf_can_be_stopped(run: Run, hub: FakeHub, home: Path) -> None:
    async with run() as reader:
        await reader.press("X")
        assert "Nothing is running that could be stopped" in reader.status
        hub.hold("/pdf/")
        await reader.pilot.press("p")
        await reader.until(lambda: "fetching the PDF" in reader.title)
        await reader.pilot.press("X")
        await reader.settle()
        assert "Stopped fetching the PDF" in reader.status
        assert "fetching the PDF" not in reader.title
        hub.release()
        assert not [path for path in (home / "pdf").glob("*") if path.suffix == ".pdf"]


async def test_pdfs_are_kept_and_shown_as_the_settings_say(
    run: Run, hub: FakeHub, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[Path, tuple[str, ...]]] = []
    monkeypatch.setattr(desktop, "open_file", lambda *what: shown.append(what))
    folder = tmp_path / "papers"
    put(home, f'pdf_folder = "{folder.as_posix()}"\npdf_name = "{{id}}"\npdf_viewer = ["mine"]')
    paper = entries(hub)[0]["paper"]["id"]
    async with run() as reader:
        await reader.press("p")
        assert shown == [(folder / f"{paper} [{paper}].pdf", ("mine",))]


async def test_offline_a_text_that_is_not_there_says_what_fetches_it(run: Run) -> None:
    async with run():
        pass  # which archives a list
    async with run(offline=True) as reader:
        await reader.press("F")
        assert "this run is offline" in part(reader)
        assert "without --offline" in part(reader)


async def test_the_header_names_the_paper_where_its_title_is_not_in_sight(
    run: Run, hub: FakeHub
) -> None:
    titles = [entry["paper"]["title"] for entry in entries(hub)]
    day = " Friday 21 August 2026  8 papers"
    async with run(size=(60, 20)) as reader:
        await reader.press("enter")
        assert titles[0][:20] in reader.text
        assert reader.title.startswith(day)
        await reader.press("j")
        assert titles[0][:20] in reader.title
        await reader.press("k")
        assert reader.title.startswith(day)
        await reader.press("tab")
        assert titles[0][:20] in reader.title
        await reader.press("shift+tab", "j", "]")
        assert titles[1][:20] in reader.text
        assert reader.title.startswith(day)
        await reader.press("[")
        assert titles[0][:20] in reader.title


async def test_the_header_names_the_paper_once_the_full_text_is_scrolled_past_its_title(
    run: Run, hub: FakeHub
) -> None:
    down = with_form(hub, "full")
    title = entries(hub)[down]["paper"]["title"]
    async with run(size=(60, 20)) as reader:
        await reader.press(*"j" * down, "F")
        assert part(reader).startswith(title)
        assert reader.title.startswith(" Friday 21 August 2026")
        await reader.press("j")
        assert reader.title.startswith(f" {title[:20]}")
        await reader.press("g")
        assert reader.title.startswith(" Friday 21 August 2026")
        await reader.press("tab", "shift+tab", "space")
        assert reader.title.startswith(f" {title[:20]}")
