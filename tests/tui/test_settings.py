"""Settings and their effects in the reader."""

from __future__ import annotations

import subprocess
import sys
from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis.strategies import dates
from textual.widgets import TextArea

from papers_tui.hub.endpoints import Endpoints
from papers_tui.hub.errors import HubError
from papers_tui.model.date_style import DateStyle
from papers_tui.model.order import Order
from papers_tui.model.period import Day, Month, Trending, Week
from papers_tui.model.query.parser import parse
from papers_tui.model.settings import Settings
from papers_tui.services.programs import desktop
from papers_tui.tui.render import card as view
from papers_tui.tui.terminal import lend
from tests.support.data import fake_days
from tests.support.home import put
from tests.support.reader import FRIDAY, NOON
from tests.support.screens import drawn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from papers_tui.model.period import Period
    from tests.support.fake_hub import FakeHub
    from tests.support.reader import Run


@pytest.mark.parametrize(
    ("start", "period"),
    [
        ("newest", Day(FRIDAY)),
        ("day", Day(FRIDAY)),
        ("week", Week(2026, 34)),
        ("month", Month(2026, 8)),
        ("trending", Trending()),
    ],
)
async def test_a_start_opens_what_is_set(run: Run, home: Path, start: str, period: Period) -> None:
    put(home, f'start = "{start}"\n')
    async with run() as reader:
        assert reader.period == period
        assert reader.list_ids
    async with run(period=Day(date(2026, 8, 19))) as reader:
        assert reader.period == Day(date(2026, 8, 19))


async def test_a_start_with_the_week_goes_on_to_a_new_week(
    run: Run, hub: FakeHub, home: Path
) -> None:
    async with run():
        pass  # now this machine knows a newest day
    put(home, 'start = "week"\n')
    hub.days.update(fake_days.days(date(2026, 8, 24), date(2026, 8, 25), 3))
    async with run(now=lambda: NOON + timedelta(days=4)) as reader:
        assert reader.period == Week(2026, 35)
        assert len(reader.list_ids) == 6


async def test_a_start_opens_the_reading_list(run: Run, home: Path) -> None:
    async with run() as reader:
        await reader.press("j", "s")
        starred = reader.current
    put(home, 'start = "library"\n')
    async with run() as reader:
        await reader.until(lambda: reader.list_ids == (starred,))
        assert "Reading list" in reader.title
    async with run(period=Day(FRIDAY)) as reader:
        assert "Reading list" not in reader.title


async def test_a_start_opens_a_saved_search(run: Run, hub: FakeHub, home: Path) -> None:
    entry = hub.days["2026-08-21"][2]["paper"]
    entry["title"] = "Zebras in the Quantum Garden"
    async with run():
        pass
    put(home, 'start = "animals"\n[searches]\nanimals = "zebras"\n')
    async with run() as reader:
        await reader.until(lambda: reader.list_ids == (entry["id"],))
        assert "zebras" in reader.title
        await reader.press("escape")
        assert reader.period == Day(FRIDAY)


async def test_lists_begin_in_the_order_and_density_that_are_set(run: Run, home: Path) -> None:
    put(home, 'order = "title"\ndensity = "compact"\n')
    async with run() as reader:
        assert reader.screen.hub_list.ordering is Order.TITLE
        assert "by title" in reader.status
        titles = [reader.screen.cards.paper(one).title for one in reader.list_ids]
        assert titles == sorted(titles, key=str.casefold)
        assert reader.screen.cards.density is view.LINE


async def test_with_zero_seconds_papers_are_seen_by_hand_only(run: Run, home: Path) -> None:
    put(home, "seen_after = 0\n")
    async with run() as reader:
        await reader.press("enter", "escape", "j", "k")
        assert reader.screen.seen._look is None
        assert reader.screen.seen.ids == frozenset()
        await reader.press("m")
        assert reader.screen.seen.ids == {reader.current}


async def test_a_paper_is_seen_after_the_time_that_is_set(run: Run, home: Path) -> None:
    put(home, "seen_after = 0.01\n")
    async with run() as reader:
        await reader.until(lambda: reader.current in reader.screen.seen.ids)


async def test_without_prefetch_only_the_list_on_screen_is_asked_for(
    run: Run, hub: FakeHub, home: Path
) -> None:
    thursday = "/api/daily_papers?date=2026-08-20"
    put(home, "prefetch = false\n")
    async with run():
        assert not hub.asked(thursday)
    put(home, "prefetch = true\n")
    async with run():
        assert hub.asked(thursday)


@pytest.mark.parametrize(
    ("text", "day_back", "passed", "asks"),
    [
        ("", 0, timedelta(minutes=12), True),
        ("refresh_newest = 15", 0, timedelta(minutes=12), False),
        ("refresh_newest = 15", 0, timedelta(minutes=16), True),
        ("refresh_others = 1", 1, timedelta(minutes=59), False),
        ("refresh_others = 1", 1, timedelta(minutes=61), True),
        ("", 1, timedelta(minutes=61), False),
    ],
)
async def test_lists_grow_old_as_set(
    run: Run, home: Path, text: str, day_back: int, passed: timedelta, asks: bool
) -> None:
    put(home, text)
    async with run() as reader:
        stored = reader.screen.hub_list.stored
        if day_back:
            await reader.press("[")
            stored = reader.screen.hub_list.stored
    async with run(now=lambda: NOON + passed, offline=True) as reader:
        assert reader.screen.hub_list._lists.is_stale(stored) is asks


def test_endpoints_come_from_the_settings_where_the_environment_says_nothing() -> None:
    settings = Settings(endpoint="https://mirror.example", arxiv_endpoint="https://arxiv.example")
    there = Endpoints.from_environment({}, settings)
    assert there.hub == "https://mirror.example"
    assert there.arxiv_pages == there.arxiv_api == "https://arxiv.example"
    there = Endpoints.from_environment({"HF_ENDPOINT": "https://other.example"}, settings)
    assert (there.hub, there.arxiv_pages) == ("https://other.example", "https://arxiv.example")
    with pytest.raises(HubError):
        Endpoints.from_environment({"HF_ENDPOINT": "nonsense"}, settings)


def opened(commands: list[list[str]], status: int = 0) -> Callable[..., SimpleNamespace]:
    """Stands for subprocess.Popen: notes the command, whose program has ended."""

    def start(argv: list[str], **_options: object) -> SimpleNamespace:
        commands.append(argv)
        return SimpleNamespace(poll=lambda: status)

    return start


async def test_a_browser_that_fails_is_reported(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "Popen", opened([], 3))
    put(home, f"browser = {[sys.executable]}\n")
    async with run(size=(200, 40)) as reader:
        await reader.press("o")
        assert "ended with status 3; correct browser in the settings" in reader.status


async def test_pages_are_opened_by_the_browser_that_is_set(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(subprocess, "Popen", opened(started))
    put(home, f'browser = ["{sys.executable}", "--url=%s", "-x"]\n')
    async with run() as reader:
        await reader.press("o")
        url = f"https://huggingface.co/papers/{reader.current}"
        assert started == [[sys.executable, f"--url={url}", "-x"]]


async def test_a_browser_that_is_not_there_is_reported(run: Run, home: Path) -> None:
    put(home, 'browser = ["no-such-browser", "--new-tab"]\n')
    async with run() as reader:
        await reader.press("o")
        assert "no-such-browser was not found; correct browser in the settings" in reader.status


def test_without_a_place_for_the_address_it_goes_to_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(subprocess, "Popen", opened(started))
    desktop.open_url("https://a.example/", (sys.executable, "--new"))
    assert started == [[sys.executable, "--new", "https://a.example/"]]


WRITE = "import sys; open(sys.argv[-1], 'a').write(' '.join(['', *sys.argv[1:-1]]))"


@pytest.mark.program
async def test_notes_are_written_with_the_editor_that_is_set(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor")
    put(home, f"editor = {[sys.executable, '-c', WRITE, 'edited', 'by it']}\n")
    async with run() as reader:
        monkeypatch.setattr(lend, "lent", lambda _app: nullcontext())
        await reader.press("e", *"new", "ctrl+o")
        area = reader.app.screen.query_one(TextArea)
        await reader.until(lambda: area.text != "new")
        await reader.press("escape")
        mark = reader.screen.marks.of(reader.current)
        assert mark is not None
        assert mark.note == "new edited by it"


@pytest.mark.program
@pytest.mark.parametrize(
    ("editor", "sentence"),
    [
        ("'unclosed", "VISUAL is 'unclosed, where a quote is not closed."),
        ("false", "false ended with status 1; the text is as it was saved last."),
    ],
)
async def test_an_editor_that_fails_is_reported_and_the_note_stays(
    run: Run, monkeypatch: pytest.MonkeyPatch, editor: str, sentence: str
) -> None:
    monkeypatch.setenv("VISUAL", editor)
    monkeypatch.setattr(lend, "lent", lambda _app: nullcontext())
    async with run() as reader:
        await reader.press("e", *"new", "ctrl+o")
        await reader.until(lambda: sentence in "".join(one.text for one in drawn(reader.app)))
        assert reader.app.screen.query_one(TextArea).text == "new"


FORMS = [
    ("21 Aug 2026", "1 August 2026", "1 Aug 26"),
    ("2026-08-21", "2026-08-01", "2026-08-01"),
    ("08/21/2026", "08/01/2026", "08/01/26"),
    ("21.08.2026", "01.08.2026", "01.08.26"),
]


@pytest.mark.parametrize(("form", "long", "short"), FORMS)
def test_dates_have_the_form_that_is_set(form: str, long: str, short: str) -> None:
    style = DateStyle(form)
    assert (style.day(date(2026, 8, 1)), style.short_day(date(2026, 8, 1))) == (long, short)


@pytest.mark.parametrize("form", [form for form, _, _ in FORMS])
@given(day=dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_query_takes_dates_in_the_form_that_is_set(form: str, day: date) -> None:
    style = DateStyle(form)
    for end in range(1, len(style.day(day))):
        parse(f'day:"{style.day(day)[:end]}', typing=True)
    for written in (style.day(day), style.short_day(day), style.title(Day(day))):
        assert parse(f'day:"{written}"') == parse(f"day:{day}"), written
        assert parse(f'seen:"{written}.."') == parse(f"seen:{day}..")


@pytest.mark.parametrize(
    ("hour", "of_24", "of_12"),
    [(0, "00:05", "12:05 am"), (9, "09:05", "9:05 am"), (12, "12:05", "12:05 pm"),
     (13, "13:05", "1:05 pm")],
)  # fmt: skip
def test_the_clock_counts_to_12_or_24(hour: int, of_24: str, of_12: str) -> None:
    moment = datetime(2026, 8, 1, hour, 5).astimezone()
    assert moment.astimezone(UTC) == moment
    assert DateStyle(hours=24).clock(moment) == of_24
    assert DateStyle(hours=12).clock(moment) == of_12


async def test_dates_on_screen_follow_the_settings_of_each_run(run: Run, home: Path) -> None:
    put(home, 'date_format = "2026-08-21"\n')
    async with run() as reader:
        assert "listed 2026-08-21" in reader.text
    put(home, "")
    async with run() as reader:
        assert "listed 21 August 2026" in reader.text


async def test_a_theme_that_is_not_there_is_reported_with_the_nearest(run: Run, home: Path) -> None:
    put(home, 'ascii = false\ntheme = "papers-drak"\n')
    async with run() as reader:
        assert "line 2: there is no theme papers-drak; did you mean papers-dark?" in reader.status
        assert reader.app.theme.startswith("papers-")


async def test_ctrl_c_names_the_key_that_leaves(run: Run, home: Path) -> None:
    put(home, 'keys.app.quit = "F4"\n')
    async with run() as reader:
        await reader.press("ctrl+c")
        assert "F4 leaves the program." in reader.status
        assert reader.app.is_running
