"""The reader at work: lists, moving, seeing, and a network that comes and goes."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from threading import Event
from typing import TYPE_CHECKING

import pytest

from papers_tui.model.period import Day, Month, Trending, Week
from papers_tui.sample import FIRST
from papers_tui.services.programs import desktop
from papers_tui.store.archive.archive import Archive
from papers_tui.store.paths import Paths
from papers_tui.store.state import State
from papers_tui.text.tex.convert import to_unicode
from papers_tui.tui.reader.actions import export as actions
from papers_tui.tui.render import card as view
from papers_tui.tui.widgets.bars import Footer
from tests.support.data import fake_days
from tests.support.fake_hub import FakeHub, Fault
from tests.support.home import damage, put
from tests.support.patience import seconds
from tests.support.reader import FRIDAY, NOON, Run, sample

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

THURSDAY = date(2026, 8, 20)
MONDAY = date(2026, 8, 17)


async def test_a_first_start_shows_the_newest_day(run: Run, hub: FakeHub) -> None:
    async with run() as reader:
        shown = [entry["paper"]["id"] for entry in hub.days[FRIDAY.isoformat()]]
        assert list(reader.list_ids) == shown
        assert "Friday 21 August 2026" in reader.title
        assert "8 papers  8 unseen" in reader.title
        assert hub.days[FRIDAY.isoformat()][0]["paper"]["title"] in reader.text


async def test_a_later_start_shows_the_archive_before_the_hub_answers(
    run: Run, hub: FakeHub
) -> None:
    async with run():
        pass
    hub.hold()
    async with run(settle=False) as reader:
        await reader.pilot.pause()
        assert len(reader.list_ids) == 8
        assert "fetched just now" in reader.title
        hub.release()
        await reader.settle()


@pytest.mark.parametrize("answers", [True, False])
async def test_a_damaged_paper_in_sight_has_its_list_fetched_again_once(
    run: Run, hub: FakeHub, home: Path, *, answers: bool
) -> None:
    list_of_thursday = f"/api/daily_papers?date={THURSDAY}"
    async with run():  # which fetches the day before as well
        pass
    paper = hub.days[THURSDAY.isoformat()][-1]["paper"]
    damage(home, [paper["id"]])
    before = len(hub.asked(list_of_thursday))
    if not answers:
        hub.fault(list_of_thursday, Fault(503, times=None))
    async with run() as reader:
        await reader.press("[")
        await reader.press("G")
        shown = reader.screen.cards.paper(paper["id"]).title
        assert shown == (paper["title"] if answers else paper["id"])
        assert len(hub.asked(list_of_thursday)) == before + 1
        await reader.press("]", "[", "G")
        assert len(hub.asked(list_of_thursday)) == before + (1 if answers else 2)


async def test_the_cursor_stays_on_its_paper_when_fresh_counts_come(run: Run, hub: FakeHub) -> None:
    async with run() as reader:
        await reader.press("j", "j")
        paper_id = reader.current
        hub.days[FRIDAY.isoformat()].reverse()
        for rank, entry in enumerate(hub.days[FRIDAY.isoformat()]):
            entry["paper"]["upvotes"] = 900 - rank
        await reader.press("R")
        assert reader.current == paper_id
        assert reader.cursor == 5
        assert "upvotes" in reader.text
        assert "895 upvotes" in reader.text


async def test_stepping_skips_the_weekend_and_says_so(run: Run) -> None:
    async with run(period=Day(MONDAY)) as reader:
        await reader.press("[")
        assert reader.period == Day(date(2026, 8, 14))
        assert "Skipped the weekend" in reader.status


async def test_stepping_passes_over_an_empty_day_and_says_so(run: Run, hub: FakeHub) -> None:
    del hub.days[THURSDAY.isoformat()]
    async with run() as reader:
        await reader.press("[")
        assert reader.period == Day(date(2026, 8, 19))
        assert "Skipped 20 August" in reader.status
        await reader.press("]")
        assert reader.period == Day(FRIDAY)


async def test_stepping_stops_on_the_tenth_empty_day_that_follows_another(
    run: Run, hub: FakeHub, home: Path
) -> None:
    put(home, "prefetch = false")  # a day that is known to be empty would not count
    for day in set(hub.days) - {FRIDAY.isoformat()}:
        del hub.days[day]
    async with run() as reader:
        await reader.press("[")
        assert reader.period == Day(THURSDAY).step(-10)
        assert reader.list_ids == ()
        assert "Skipped 10 days without papers: 7 to 20 August." in reader.status


async def test_the_sample_ends_at_its_first_day(home: Path) -> None:
    async with sample(home) as reader:
        await reader.press("[", "[")
        assert (reader.period, bool(reader.list_ids)) == (Day(FIRST), True)
        await reader.press("[")
        assert reader.period == Day(FIRST)
        assert "The sample has three days, 19 to 21 August." in reader.status


async def test_nothing_comes_after_the_newest_list(run: Run) -> None:
    async with run() as reader:
        await reader.press("]")
        assert reader.period == Day(FRIDAY)
        assert "is the newest list" in reader.status


async def test_lists_of_a_week_a_month_and_what_is_trending(run: Run, hub: FakeHub) -> None:
    async with run() as reader:
        for key, period in (
            ("2", Week(2026, 34)),
            ("3", Month(2026, 8)),
            ("4", Trending()),
            ("1", Day(FRIDAY)),
        ):
            await reader.press(key)
            assert reader.period == period
            assert reader.list_ids
        await reader.press("3")
        assert len(reader.list_ids) == sum(len(day) for day in hub.days.values())


async def test_going_away_and_back_finds_the_same_paper(run: Run) -> None:
    async with run() as reader:
        await reader.press("j", "j", "j")
        paper_id = reader.current
        await reader.press("[", "]")
        assert reader.current == paper_id


async def test_a_day_still_to_come_leads_to_the_newest(run: Run) -> None:
    async with run(now=lambda: NOON + timedelta(days=90)) as reader:
        assert reader.period == Day(FRIDAY)
        assert "has no papers yet" in reader.title


async def test_the_hub_going_down_leaves_the_list_and_says_so(run: Run, hub: FakeHub) -> None:
    async with run() as reader:
        hub.down()
        await reader.press("R")
        assert len(reader.list_ids) == 8
        assert "offline since" in reader.title
        hub.up()
        await reader.press("R")
        assert "offline" not in reader.title


async def test_a_first_start_without_a_network_explains_itself(run: Run, hub: FakeHub) -> None:
    hub.down()
    async with run() as reader:
        assert "Enter opens a small sample" in reader.text
        assert reader.screen.query_one(Footer).render().plain.startswith(" Enter Sample  ")
        await reader.press("enter")
        assert reader.app.return_value == "demo"


async def test_a_login_page_replaces_nothing(run: Run, hub: FakeHub) -> None:
    async with run() as reader:
        hub.fault("/api", Fault(status=200, body="<html>sign in", kind="text/html", times=None))
        await reader.press("R", "[")
        hub.repair()
        await reader.press("]")
        assert len(reader.list_ids) == 8


async def test_a_week_without_papers_is_called_so(run: Run) -> None:
    async with run(period=Week(2025, 2)) as reader:
        assert "No papers were listed in Week 2" in reader.text


async def test_a_day_of_unreadable_entries_is_not_called_empty(run: Run, hub: FakeHub) -> None:
    hub.days[THURSDAY.isoformat()] = [{"paper": {}} for _ in range(17)]
    async with run() as reader:
        await reader.press("[")
        assert reader.period == Day(THURSDAY)
        assert "17 entries could not be read" in reader.title
        assert "17 entries could not be read" in reader.text


async def test_asking_too_much_counts_down(run: Run, hub: FakeHub) -> None:
    async with run() as reader:
        slow = Fault(status=429, headers={"RateLimit": '"api";r=0;t=7'}, times=1)
        hub.fault("/api", slow)
        await reader.pilot.press("R")
        await reader.until(lambda: "wait" in reader.title)
        await reader.pilot.press("j")
        await reader.pilot.pause()
        assert reader.cursor == 1


async def test_a_damaged_paper_does_not_have_what_is_trending_fetched_from_its_first_page(
    run: Run,
) -> None:
    async with run() as reader:
        await reader.press("4")
        reader.screen.hub_list.fetch_lost()
        assert not reader.screen.hub_list.fetcher.asking


async def test_a_paper_is_seen_after_a_while(run: Run, home: Path) -> None:
    put(home, "seen_after = 0.05\n")
    async with run() as reader:
        first = reader.current
        await reader.until(lambda: first in reader.screen.seen.ids)
        await reader.settle()
        assert "7 unseen" in reader.title
    async with run(offline=True) as reader:
        assert first in reader.screen.seen.ids


async def test_seen_marks_can_be_set_and_taken_back(run: Run) -> None:
    async with run() as reader:
        await reader.press("m")
        assert "7 unseen" in reader.title
        await reader.press("m")
        assert "8 unseen" in reader.title
        await reader.press("A")
        assert "unseen" not in reader.title


@pytest.fixture
def held_writes(monkeypatch: pytest.MonkeyPatch) -> Event:
    """The first mark of a seen paper is not written before this is set."""
    gate, mark_seen = Event(), State.mark_seen

    def late(state: State, ids: Iterable[str], at: datetime) -> None:
        gate.wait(seconds(30))
        mark_seen(state, ids, at)

    monkeypatch.setattr(State, "mark_seen", late)
    return gate


async def test_seen_marks_are_written_in_their_order_also_at_the_end(
    run: Run, home: Path, held_writes: Event
) -> None:
    async with run() as reader:
        first, second, *_ = reader.list_ids
        await reader.pilot.press("m", "m", "j", "m")
        reader.screen.session.at_close.insert(0, held_writes.set)
    state = State.open(Paths.in_home(home).state)
    assert state.seen_among([first, second]) == {second}
    state.close()


async def test_a_seen_mark_that_is_not_written_yet_stays_on_the_list(
    run: Run, held_writes: Event
) -> None:
    async with run() as reader:
        await reader.pilot.press("m", "O")
        assert "7 unseen" in reader.title
        held_writes.set()
        await reader.settle()
        await reader.press("O")
        assert "7 unseen" in reader.title


async def test_the_next_unseen_paper_may_be_on_an_older_day(run: Run) -> None:
    async with run() as reader:
        await reader.press("[", "]", "A", "n")
        assert reader.period == Day(THURSDAY)
        assert "unseen in" in reader.status


async def test_reading_takes_the_window_and_gives_it_back(run: Run) -> None:
    async with run() as reader:
        await reader.press("enter")
        assert reader.screen.reading
        assert not reader.screen.cards.is_on_screen
        first = reader.current
        await reader.press("]")
        assert reader.current != first
        await reader.press("escape")
        assert not reader.screen.reading
        assert reader.screen.cards.has_focus


async def test_space_reads_on_to_the_next_paper(run: Run) -> None:
    async with run(size=(80, 24)) as reader:
        presses = 0
        while reader.cursor == 0:
            await reader.press("space")
            presses += 1
        assert presses > 1
        assert reader.screen.abstract.top == 0


async def test_the_order_and_the_density_change_and_keep_the_paper(run: Run) -> None:
    async with run() as reader:
        await reader.press("j", "j")
        paper_id = reader.current
        for title in ("upvotes", "comments", "GitHub stars", "title"):
            await reader.press("O")
            assert f"by {title}" in reader.status
            assert reader.current == paper_id
        await reader.press("z")
        assert reader.screen.cards.density is view.LINE
        assert reader.current == paper_id


async def test_every_size_shows_the_paper_under_the_cursor(run: Run) -> None:
    async with run() as reader:
        await reader.press("j", "j", "j", "j")
        paper_id = reader.current
        for width, height in ((80, 24), (60, 20), (40, 12), (200, 60), (120, 40)):
            await reader.pilot.resize_terminal(width, height)
            await reader.settle()
            cards = reader.screen.cards
            assert cards.current == paper_id
            first = cards.cursor * cards.density.height
            assert cards.top <= first < cards.top + cards.page


async def test_a_date_can_be_typed(run: Run) -> None:
    async with run() as reader:
        await reader.press("d", *"-3", "enter")
        assert reader.period == Day(date(2026, 8, 18))


async def test_a_date_can_be_picked(run: Run) -> None:
    async with run() as reader:
        await reader.press("d", "left", "left", "enter")
        assert reader.period == Day(date(2026, 8, 19))


async def test_help_finds_a_command(run: Run) -> None:
    async with run() as reader:
        await reader.press("?", *"stars or title")
        assert "O" in reader.app.export_screenshot(simplify=True)
        await reader.press("escape")
        assert reader.screen.is_active


async def test_the_mouse_does_what_it_looks_like(run: Run) -> None:
    async with run() as reader:
        await reader.pilot.click("#cards", offset=(10, 5))
        await reader.settle()
        assert reader.cursor == 1
        await reader.pilot.click("#cards", offset=(10, 9), times=2)
        await reader.settle()
        assert reader.cursor == 2
        assert reader.screen.reading


async def test_fast_stepping_ends_on_the_last_day_asked_for(run: Run, hub: FakeHub) -> None:
    async with run() as reader:
        hub.delay = 0.05
        for _ in range(5):
            await reader.pilot.press("[")
        await reader.settle()
        assert reader.period == Day(date(2026, 8, 14))
        wanted = {entry["paper"]["id"] for entry in hub.days["2026-08-14"]}
        assert set(reader.list_ids) == wanted


async def test_neighbors_are_fetched_ahead(run: Run, hub: FakeHub, home: object) -> None:
    async with run():
        assert await asyncio.to_thread(hub.wait_for, "/api/daily_papers?date=2026-08-20")


async def test_an_offline_run_asks_nobody(run: Run, hub: FakeHub) -> None:
    async with run():
        pass
    asked = len(hub.requests)
    async with run(offline=True) as reader:
        await reader.press("[", "2", "4", "R")
    assert len(hub.requests) == asked


async def test_week_53_is_made_of_its_days(run: Run, hub: FakeHub) -> None:
    days = {date(2026, 12, 28 + n).isoformat(): hub.days[f"2026-08-{17 + n}"] for n in range(4)}
    hub.days.clear()
    hub.days.update(days)
    later = datetime(2026, 12, 31, 16, tzinfo=UTC)
    async with run(period=Week(2026, 53), now=lambda: later) as reader:
        assert len(reader.list_ids) == 32
        counts = [reader.screen.cards.paper(i).upvotes or 0 for i in reader.list_ids]
        assert counts == sorted(counts, reverse=True)


async def test_what_was_fetched_is_in_the_archive(run: Run, home: object) -> None:
    async with run() as reader:
        assert reader.list_ids
    archive = Archive.open(Paths.in_home(home).archive)  # type: ignore[arg-type]
    assert archive.listing(Day(FRIDAY)) is not None
    archive.close()


async def test_the_palette_gives_any_command(run: Run) -> None:
    async with run() as reader:
        await reader.pilot.press("ctrl+p")
        await reader.until(lambda: len(reader.app.screen_stack) > 1)
        await reader.pilot.press(*"trending")
        await reader.pilot.pause()
        await reader.pilot.press("enter")
        await reader.until(lambda: reader.period == Trending())


async def test_what_is_trending_goes_on_near_its_end(run: Run, hub: FakeHub) -> None:
    hub.days.update(fake_days.days(date(2026, 6, 1), date(2026, 7, 31), 8))
    async with run(period=Trending()) as reader:
        assert len(reader.list_ids) == 100
        await reader.press("G")
        assert len(reader.list_ids) == 200
        assert reader.cursor == 99


async def test_a_click_on_a_link_opens_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(desktop, "open_url", lambda url, _browser: opened.append(url))
    async with run() as reader:
        row = next(
            number
            for number, line in enumerate(reader.screen.abstract.plain.splitlines())
            if "arxiv.org/abs" in line
        )
        await reader.pilot.click("#text", offset=(14, row))
        await reader.settle()
        await reader.press("o", "a", "c")
        paper = reader.screen.paper
        assert paper is not None
        assert opened[:3] == [paper.arxiv_url, paper.hub_url, paper.arxiv_url]


async def test_the_link_is_copied(run: Run) -> None:
    async with run() as reader:
        await reader.press("y")
        paper = reader.screen.paper
        assert paper is not None
        assert reader.app.clipboard == paper.hub_url
        assert "Copied" in reader.status


async def test_a_link_that_is_copied_again_takes_its_next_form(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [100.0]
    monkeypatch.setattr(actions, "monotonic", lambda: clock[0])
    async with run(size=(160, 40)) as reader:
        paper = reader.screen.paper
        assert paper is not None
        markdown = f"[{to_unicode(paper.title)}]({paper.hub_url})"
        for copied in (paper.hub_url, paper.arxiv_url, markdown, paper.hub_url, paper.arxiv_url):
            await reader.press("y")
            clock[0] += 1.9
            assert reader.app.clipboard.replace("\\", "") == copied
            assert copied[:60] in reader.status.replace("\\", "")
        clock[0] += 0.1
        await reader.press("y")
        assert reader.app.clipboard == paper.hub_url
        await reader.press("v", "j", "v")
        for form, reported in (("/papers/", "hub"), ("/abs/", "arXiv"), ("- [", "Markdown")):
            await reader.press("y")
            first, second = reader.app.clipboard.splitlines()
            assert first != second
            assert form in first
            assert form in second
            assert "Copied 2 links" in reader.status
            assert reported in reader.status


async def test_the_desktop_keeps_what_was_copied_last(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, copied = Event(), list[str]()

    def slow(text: str) -> None:
        if "/papers/" in text:
            gate.wait(seconds(30))
        copied.append(text)

    monkeypatch.setattr(actions, "copy", slow)
    async with run() as reader:
        paper = reader.screen.paper
        assert paper is not None
        await reader.pilot.press("y", "y")
        gate.set()
        await reader.settle()
        assert copied == [paper.hub_url, paper.arxiv_url]


async def test_all_authors_unfold(run: Run, hub: FakeHub) -> None:
    names = [{"name": f"Author {number}", "hidden": False} for number in range(664)]
    hub.days[FRIDAY.isoformat()][0]["paper"]["authors"] = names
    async with run() as reader:
        assert "and 652 more" in reader.text
        await reader.press("+")
        assert "Author 663" in " ".join(reader.text.split())


async def test_a_request_that_nobody_waits_for_is_cancelled(run: Run, hub: FakeHub) -> None:
    async with run() as reader:
        await reader.press("[")
        hub.hold("/api/daily_papers?date=2026-08-20")
        await reader.pilot.press("R")
        await reader.until(lambda: hub.active > 0)
        await reader.pilot.press("]")
        await reader.settle()
        assert "asking" not in reader.title
        assert reader.period == Day(FRIDAY)
        hub.release()
