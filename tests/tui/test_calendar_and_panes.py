"""The part that has the keys, the part that is read, and the marks of the calendar."""

from __future__ import annotations

from calendar import monthcalendar
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING

import pytest
from textual.events import Click
from textual.widgets import Input

from papers_tui.tui.commands import Place
from papers_tui.tui.dialogs.base import Dialog
from papers_tui.tui.widgets.bars import Bar
from papers_tui.tui.widgets.calendar import Calendar
from papers_tui.tui.widgets.line_list import LineList
from papers_tui.tui.widgets.tabs import Tabs
from tests.support.home import put
from tests.support.reader import FRIDAY, Run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_border_is_heavy_while_the_text_has_the_keys(
    run: Run, size: tuple[int, int]
) -> None:
    async with run(size=size) as reader:
        border = reader.screen.divider
        assert border.region.area
        seen = []
        for key in ("", "tab", "tab"):
            if key:
                await reader.press(key)
            seen.append(set(border.render().plain.split()) & {"┃", "│"} or border.render().plain[0])
        assert seen[0] == seen[2] != seen[1]


async def test_the_current_part_is_underlined_and_the_paper_named_in_all(run: Run) -> None:
    async with run() as reader:
        assert reader.screen.paper is not None
        title = reader.screen.paper.title
        for name in ("Abstract", "Discussion", "Linked", "Full text"):
            await reader.press("enter" if name == "Abstract" else "tab")
            names, line = reader.screen.query_one(Tabs).text.split("\n")
            start, end = line.index("━"), line.rindex("━") + 1
            assert names[start:end].strip().startswith(name)
            named = reader.text if name == "Abstract" else reader.title
            assert title.split()[0] in named


async def test_no_row_of_tabs_is_shown_before_a_paper_is_read(run: Run) -> None:
    async with run() as reader:
        assert reader.screen.lazy.reading_view.tabs is not None  # made ahead, as a full text has it
        await reader.settle()
        assert reader.screen.cards.region.y == 1
        assert not reader.screen.query_one(Tabs).region.area


@pytest.mark.parametrize(
    ("form", "day", "week"),
    [
        ("21 Aug 2026", "Friday 21 August 2026", "Week 34, 17 to 21"),
        ("2026-08-21", "Friday 2026-08-21", "Week 34, 2026-08-17 to 2026-08-23"),
        ("21.08.2026", "Friday 21.08.2026", "Week 34, 17.08.2026 to 23.08.2026"),
    ],
)
async def test_the_header_and_the_date_dialog_follow_the_date_format(
    run: Run, home: Path, form: str, day: str, week: str
) -> None:
    put(home, f'date_format = "{form}"\n')
    async with run() as reader:
        assert day in reader.title
        await reader.press("2")
        assert week.removesuffix("21") in reader.title
        await reader.press("1", "d")
        dialog = reader.app.screen
        hint = dialog.query_one(Input).placeholder
        assert hint.startswith("2026-08-21, " if " " in form else f"{form}, ")
        await reader.press("x")
        assert f"Try {hint.partition(',')[0]}, -3" in dialog.query_one(Bar).text
        await reader.press("ctrl+u", *form)
        assert dialog.query_one(Input).value == form
        await reader.press("enter")
        assert day in reader.title


async def test_the_calendar_marks_today_and_what_was_seen(run: Run) -> None:
    async with run() as reader:
        await reader.press("A", "[", "d")
        calendar = reader.app.screen.query_one(Calendar)
        spans = {span.start: str(span.style) for span in calendar.render().spans}
        text = calendar.render().plain
        today = spans[text.index(f" {FRIDAY.day}", text.index("Sun"))]
        assert "underline" in today
        assert f"{FRIDAY.day}✓" in text
        assert f"{(FRIDAY - timedelta(days=1)).day}●" in text


async def test_the_help_explains_the_symbols(run: Run) -> None:
    async with run() as reader:
        await reader.press("?", *"symbols")
        shown = reader.app.screen.query_one(LineList).plain
        for symbol in ("●", "★", "✓", "☐ ◐ ☑", "✎", "▲", "talk", "code"):
            assert symbol in shown


@pytest.mark.parametrize(
    ("keys", "name", "says"),
    [
        ("d", "Go to", "Enter opens"),
        ("t", "Tags", "Enter sets or removes"),
        ("e", "Note", "Esc saves"),
        ("i", "Add a paper", "Esc closes"),
        ("x", "Export into ", "Esc closes"),
        ("?", "Help", "Esc closes"),
        ("ctrl+p", "Palette", "Enter does it"),
    ],
)
async def test_a_dialog_has_its_name_above_and_its_keys_below(
    run: Run, keys: str, name: str, says: str
) -> None:
    async with run() as reader:
        await reader.press(keys)
        assert isinstance(reader.app.screen, Dialog)
        box = reader.app.screen.query_one("#dialog")
        assert str(box.border_title).startswith(name)
        assert says in str(box.border_subtitle)


async def test_a_date_that_is_not_picked_leaves_the_paper_that_is_read(run: Run) -> None:
    async with run() as reader:
        await reader.press("j", "enter", "d", "escape")
        assert reader.screen.place == Place.ABSTRACT
        await reader.press("d", *"2026-08-20", "enter")
        assert not reader.screen.reading
        assert "Thursday 20 August" in reader.title


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 8, 21), 1, date(2026, 8, 24)),  # from Friday to Monday
        (date(2026, 8, 24), -1, date(2026, 8, 21)),
        (date(2026, 8, 20), 1, date(2026, 8, 21)),
        (date(2026, 8, 21), 7, date(2026, 8, 28)),
        (date(2020, 1, 1), -1, date(2020, 1, 1)),  # nothing is before the first day
    ],
)
def test_going_day_by_day_passes_over_weekends(start: date, days: int, end: date) -> None:
    calendar = Calendar(start, date(2020, 1, 1), date(2030, 1, 1))
    calendar.move(days)
    assert calendar.day == end


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2029, 12, 31), 3, date(2030, 1, 1)),
    ],
)
def test_going_by_months_stays_in_the_month(start: date, months: int, end: date) -> None:
    calendar = Calendar(start, date(2020, 1, 1), date(2030, 1, 1))
    calendar.move_months(months)
    assert calendar.day == end


@pytest.mark.parametrize("year", [2023, 2024, 2026])
def test_a_click_picks_the_day_under_it_in_every_month(
    year: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    picked: list[date] = []
    for month in range(1, 13):
        calendar = Calendar(date(year, month, 1), date(2020, 1, 1), date(2030, 1, 1))
        monkeypatch.setattr(calendar, "post_message", lambda message: picked.append(message.day))
        weeks = monthcalendar(year, month)
        for row, column in product(range(len(weeks)), range(7)):
            picked.clear()
            x, y = column * 7 + 3, row + 2
            calendar.on_click(Click(None, x, y, 0, 0, 1, False, False, False))
            number = weeks[row][column]
            assert picked == ([date(year, month, number)] if number else [])
