"""The widget of a full text: its first rows at once, the rest without the rows moving."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App
from textual.selection import Selection
from textual.worker import WorkerCancelled

import papers_tui.tui
from papers_tui.text.fold import fold
from papers_tui.tui.render.blocks import TextKeys
from papers_tui.tui.render.full_text import FullTextLayout
from papers_tui.tui.render.lines import Line, Span, plain
from papers_tui.tui.render.matches import Match, find_in, highlighted
from papers_tui.tui.widgets.full_text import FullTextPane
from tests.support.patience import seconds

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from textual.app import ComposeResult
    from textual.pilot import Pilot

    from papers_tui.tui.render.blocks import LaidOutRow

WORDS = "one step reads what the step before it wrote and nothing else "


def source(count: int = 40) -> str:
    parts = ["# Steps"]
    for number in range(1, count + 1):
        parts += [f"## {number} Part", f"Opening {number}. {WORDS * 6}", f"Closing {number}."]
        parts += ["$$\nx^2\n$$", "- first\n- second"] if number % 3 == 0 else []
    parts += ["## References", *(f"- [{n}] Author {n}: A Title" for n in range(1, 8))]
    return "\n\n".join([*parts, "## Appendix", f"Proofs. {WORDS}"]) + "\n"


TEXT = source()


class Host(App[None]):
    """An app around the widget, in the program's style."""

    CSS_PATH = Path(papers_tui.tui.__file__).parent / "papers.tcss"

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[FullTextPane.Moved] = []
        self.followed: list[str] = []

    def compose(self) -> ComposeResult:
        yield FullTextPane(id="paper")

    def on_full_text_pane_moved(self, message: FullTextPane.Moved) -> None:
        self.heard.append(message)

    def on_reading_pane_link_clicked(self, message: FullTextPane.LinkClicked) -> None:
        self.followed.append(message.url)


class Hosted:
    """The running app, and what a test asks it."""

    def __init__(self, app: Host, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def paper(self) -> FullTextPane:
        return self.app.query_one(FullTextPane)

    @property
    def screen(self) -> list[str]:
        """The rows in sight, without their margins."""
        paper = self.paper
        return [paper.render_line(y).text.rstrip(" ▐").strip() for y in range(paper.size.height)]

    async def settle(self) -> None:
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    def show(self, key: str, text: str, at: int = 0) -> None:
        self.paper.show(key, FullTextLayout(text, TextKeys("+")), at)

    def top(self, rows: int = 1) -> list[str]:
        return self.screen[:rows]


@asynccontextmanager
async def hosted(*, size: tuple[int, int] = (80, 20)) -> AsyncIterator[Hosted]:
    app = Host()
    async with app.run_test(size=size) as pilot:
        yield Hosted(app, pilot)


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n")


async def test_the_first_rows_are_there_at_once_and_do_not_move() -> None:
    at = line_of(TEXT, "## 20 Part")
    async with hosted() as reader:
        reader.show("a", TEXT, at)
        before = reader.screen
        assert before[0] == "20 Part"
        assert before[2].startswith("Opening 20.")
        few = reader.paper.total
        await reader.settle()
        assert reader.screen == before
        assert reader.paper.total > 3 * few
        assert reader.paper.place == at
        assert reader.paper.plain.count("Opening") == 40


@pytest.mark.parametrize("words", ["# Steps", "Closing 7.", "x^2", "## Appendix", "Proofs."])
async def test_any_line_can_be_on_top_and_is_remembered(words: str) -> None:
    at = line_of(TEXT, words)
    async with hosted(size=(80, 8)) as reader:
        reader.show("a", TEXT, at)
        before = reader.screen
        await reader.settle()
        assert reader.screen == before
        place = reader.paper.place
        reader.show("b", "Other.")
        assert reader.screen[0] == "Other."
        reader.show("a", TEXT, place)
        await reader.settle()
        assert reader.screen == before


async def test_a_text_shown_before_there_is_room_waits_for_it() -> None:
    async with hosted() as reader:
        reader.paper.display = False
        await reader.pilot.pause()
        reader.show("a", TEXT, line_of(TEXT, "## 5 Part"))
        reader.paper.display = True
        await reader.settle()
        assert reader.top() == ["5 Part"]


async def test_another_width_keeps_the_line_on_top() -> None:
    async with hosted() as reader:
        reader.show("a", TEXT, line_of(TEXT, "## 12 Part"))
        await reader.settle()
        reader.paper.scroll_rows(2)
        assert reader.top()[0].startswith("Opening 12.")
        await reader.pilot.resize_terminal(50, 20)
        await reader.settle()
        assert reader.top()[0].startswith("Opening 12.")
        assert max(map(len, reader.screen)) <= 50
        await reader.pilot.resize_terminal(50, 30)
        await reader.settle()
        assert reader.top()[0].startswith("Opening 12.")


async def test_references_fold_where_they_stand() -> None:
    async with hosted() as reader:
        reader.show("a", TEXT, line_of(TEXT, "## References"))
        await reader.settle()
        assert "References (7) — + shows them" in reader.screen
        assert "Author 3" not in reader.paper.plain
        reader.paper.toggle_references()
        await reader.settle()
        assert "[3] Author 3: A Title" in reader.paper.plain
        reader.paper.go_to(line_of(TEXT, "[6] Author"))
        reader.paper.toggle_references()
        await reader.settle()
        assert "References (7) — + shows them" in reader.screen
        row = reader.screen.index("References (7) — + shows them")
        await reader.pilot.click(FullTextPane, offset=(5, row))
        await reader.settle()
        assert "[3] Author 3: A Title" in reader.paper.plain


async def test_a_search_goes_from_match_to_match_and_round() -> None:
    async with hosted() as reader:
        reader.show("a", TEXT, line_of(TEXT, "## 10 Part"))
        await reader.settle()
        assert reader.paper.find("CLÓSING 1") == 11
        assert reader.paper.found == "2 of 11"
        assert any("Closing 10." in row for row in reader.screen)
        assert reader.paper.find_next()
        assert reader.paper.found == "3 of 11"
        assert any("Closing 11." in row for row in reader.screen)
        assert [reader.paper.find_next(-1) for _ in range(3)] == [True] * 3
        assert reader.paper.found == "11 of 11"
        matches = [
            segment.text
            for y in range(20)
            for segment in reader.paper.render_line(y)
            if segment.style and segment.style.reverse
        ]
        assert matches == ["Closing 1"]
        await reader.settle()
        assert reader.paper.find("part") is not None
        for _ in range(2):
            styles = [
                segment.style.color
                for y in range(20)
                for segment in reader.paper.render_line(y)
                if segment.style and segment.style.reverse
            ]
            accent = reader.paper.style("current-match").color
            assert styles.count(accent) == 1 < len(styles), "the one that is shown"
            reader.paper.find_next()
        assert reader.paper.find("nowhere") == 0
        assert reader.paper.found == "no match"
        assert not reader.paper.find_next()
        reader.paper.find("")
        assert reader.paper.found == ""


async def test_a_search_before_the_rest_is_there_finds_the_rest() -> None:
    async with hosted() as reader:
        reader.show("a", TEXT, line_of(TEXT, "## 10 Part"))
        assert 0 < (reader.paper.find("Opening") or 0) < 40
        on_screen = reader.screen
        await reader.settle()
        assert reader.paper.found == "10 of 40"
        assert reader.screen == on_screen


async def test_a_search_goes_to_what_is_laid_out_later() -> None:
    async with hosted() as reader:
        reader.show("a", TEXT)
        assert reader.paper.find("Closing 30.") is None
        await reader.settle()
        assert reader.paper.found == "1 of 1"
        assert any("Closing 30." in row for row in reader.screen)
        assert reader.paper.find("nowhere") == 0
    async with hosted() as reader:
        reader.show("a", TEXT)
        assert reader.paper.find("nowhere") is None
        await reader.settle()
        assert reader.paper.found == "no match"
        assert reader.paper.top == 0


async def test_a_search_looks_into_folded_references() -> None:
    async with hosted() as reader:
        reader.show("a", TEXT)
        await reader.settle()
        reader.paper.find("Closing 20.")
        assert "References (7)" in reader.paper.plain
        reader.paper.find("author 3: a")
        await reader.settle()
        assert reader.paper.found == "1 of 1"
        assert any("[3] Author 3: A Title" in row for row in reader.screen)
        assert "References (7)" not in reader.paper.plain


async def test_references_stay_folded_where_a_search_finds_the_words_elsewhere() -> None:
    async with hosted() as reader:
        reader.show("a", TEXT.replace("Closing 20.", "Closing with Author 3."))
        await reader.settle()
        assert reader.paper.find("author 3") == 1
        await reader.settle()
        assert "References (7)" in reader.paper.plain
        assert reader.paper.find("author 33") == 0
        assert reader.paper.find("author 4") is None
        await reader.settle()
        assert reader.paper.found == "1 of 1"


async def test_moving_reports_section_and_progress() -> None:
    async with hosted() as reader:
        reader.show("a", TEXT)
        await reader.settle()
        section = reader.paper.section
        assert section is not None
        assert section.title == "Steps"
        reader.paper.go_to(line_of(TEXT, "## 20 Part"))
        await reader.pilot.pause()
        last = reader.app.heard[-1]
        assert last.section is not None
        assert last.section.title == "20 Part"
        assert 40 < last.progress < 60
        count = len(reader.app.heard)
        reader.paper.go_to(line_of(TEXT, "## 20 Part"))
        await reader.pilot.pause()
        assert len(reader.app.heard) == count
        while reader.paper.page_down():
            pass
        await reader.pilot.pause()
        assert reader.app.heard[-1].progress == 100


async def test_the_outline_stands_beside_a_wide_text_and_leads_to_its_sections() -> None:
    async with hosted(size=(130, 20)) as reader:
        reader.show("a", TEXT, line_of(TEXT, "## 20 Part"))
        await reader.settle()
        assert any(row.startswith("▌  20 Part") for row in reader.screen)
        assert all(reader.paper.render_line(y).cell_length == 130 for y in range(20))
        row = next(y for y, text in enumerate(reader.screen) if text.startswith("25 Part"))
        await reader.pilot.click(FullTextPane, offset=(6, row))
        await reader.settle()
        assert reader.paper.section == next(
            s for s in reader.paper.sections if s.title == "25 Part"
        )
        marked = [row[:12].split() for row in reader.screen if row.startswith("▌")]
        assert marked == [["▌", "25", "Part"]]
        await reader.pilot.resize_terminal(100, 20)
        await reader.settle()
        assert not any("▌" in row for row in reader.screen)
        assert reader.top() == ["25 Part"]


@pytest.mark.parametrize(("width", "left"), [(110, (109 - 88) // 2), (90, 2)])
async def test_a_text_stands_in_the_middle_of_a_wide_pane(width: int, left: int) -> None:
    async with hosted(size=(width, 20)) as reader:
        reader.show("a", "A line.")
        await reader.settle()
        assert reader.paper.plain == " " * left + "A line."


async def test_links_are_reported_and_text_can_be_selected() -> None:
    async with hosted() as reader:
        reader.show("a", "See [this](https://a.example.org/x) now.")
        await reader.settle()
        await reader.pilot.click(FullTextPane, offset=(7, 0))
        assert reader.app.followed == ["https://a.example.org/x"]
        chosen = reader.paper.get_selection(Selection(None, None))
        assert chosen == ("See this now.", "\n")


async def test_another_text_stops_the_layout_of_the_one_before() -> None:
    async with hosted() as reader:
        reader.show("a", source(400))
        reader.show("b", "Short.")
        await reader.settle()
        assert reader.paper.key == "b"
        assert reader.paper.plain.strip() == "Short."
        reader.show("c", source(400))
        reader.paper.clear()
        await reader.settle()
        assert reader.paper.total == 0
        assert reader.paper.place == 0
        reader.show("d", source(400))


OTHER = TEXT.replace("Opening", "Begin")


@pytest.mark.parametrize(
    "change",
    [
        lambda reader: reader.show("b", OTHER, line_of(OTHER, "## 20 Part")),
        lambda reader: reader.paper.toggle_references(),
    ],
)
async def test_late_rows_of_a_text_do_not_replace_what_was_put_since(
    monkeypatch: pytest.MonkeyPatch, change: Callable[[Hosted], object]
) -> None:
    made, gate, lay_out = Event(), Event(), FullTextLayout.all_rows

    def late(text: FullTextLayout, width: int, **named: Any) -> list[LaidOutRow] | None:
        rows = lay_out(text, width, **named)
        made.set()
        gate.wait(seconds(30))
        return rows

    monkeypatch.setattr(FullTextLayout, "all_rows", late)
    async with hosted() as reader:
        reader.show("a", TEXT, line_of(TEXT, "## 3 Part"))
        await asyncio.to_thread(made.wait, seconds(30))
        waiting: list[Callable[[], object]] = []
        with monkeypatch.context() as held:
            put_off = lambda *work: waiting.append(partial(*work))  # noqa: E731
            held.setattr(reader.paper, "call_after_refresh", put_off)
            change(reader)
            before = reader.screen, reader.paper.total
            gate.set()
            with suppress(WorkerCancelled):
                await reader.app.workers.wait_for_complete()
            assert (reader.screen, reader.paper.total) == before
        for work in waiting:
            work()
        await reader.settle()
        assert reader.screen == before[0]


async def test_an_empty_text_is_shown_as_nothing() -> None:
    async with hosted() as reader:
        reader.show("a", "")
        reader.paper.find("x")
        reader.paper.go_to(10)
        reader.paper.toggle_references()
        await reader.settle()
        assert reader.paper.total == 0
        assert reader.paper.section is None


def test_words_are_found_over_the_end_of_a_row() -> None:
    assert find_in(["a low-", "resource one"], "low-resource") == [(Match(0, 2, 6), Match(1, 0, 8))]
    assert find_in(["深度", "学习"], "深度学习") == [(Match(0, 0, 2), Match(1, 0, 2))]


ROWS = st.lists(st.text(st.sampled_from("abAé ﬁ漢\u0301"), max_size=12), max_size=6)


@given(ROWS, st.text(st.sampled_from("abÉ f漢"), min_size=1, max_size=4))
def test_what_is_found_reads_as_what_was_looked_for(rows: list[str], words: str) -> None:
    for places in find_in(rows, words):
        text = " ".join(rows[row][start:end] for row, start, end in places)
        assert "".join(fold(words).split()) in "".join(fold(text).split())


def test_matches_cross_the_ends_of_rows() -> None:
    assert find_in(["a big", "  step on"], "BIG  step") == [(Match(0, 2, 5), Match(1, 2, 6))]
    assert find_in(["naïve"], "naive") == [(Match(0, 0, 5),)]


@given(
    st.lists(st.builds(Span, st.text("ab", max_size=5), st.sampled_from(["", "x"])), max_size=5),
    st.integers(0, 10),
    st.integers(1, 6),
)
def test_highlighting_changes_only_styles(spans: list[Span], start: int, length: int) -> None:
    line: Line = tuple(spans)
    shown = highlighted(line, [(start, start + length)])
    assert plain(shown) == plain(line)
    matched = "".join(span.text for span in shown if span.style == "match")
    assert matched == plain(line)[start : start + length]


async def test_paging_on_before_the_rest_is_there_goes_on() -> None:
    async with hosted() as reader:
        reader.show("a", TEXT)
        places = []
        while reader.paper.page_down():
            places.append(reader.paper.place)
        assert len(places) > 10
        assert places == sorted(places)
        on_screen = reader.screen
        await reader.settle()
        assert reader.screen == on_screen
