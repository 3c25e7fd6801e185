"""Dates in what the commands print for people follow `date_format`; JSON keeps its own form."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from papers_tui.model.date_style import DateStyle
from papers_tui.model.period import Day
from tests.support.home import put

if TYPE_CHECKING:
    from tests.support.command_line import Shell

FORMS = ("21 Aug 2026", "2026-08-21", "08/21/2026", "21.08.2026")


@pytest.fixture(params=FORMS)
def style(request: pytest.FixtureRequest, shell: Shell) -> DateStyle:
    """The form of dates that the settings name."""
    put(shell.home, f'date_format = "{request.param}"\n')
    return DateStyle(request.param)


def test_lists_papers_and_numbers_have_dates_in_the_form_of_the_settings(
    style: DateStyle, shell: Shell
) -> None:
    day = date.fromisoformat(shell.day(1))
    table = shell("list", "--date", str(day), "--format", "table").out.splitlines()
    assert all(f"  {style.short_day(day)}  " in row for row in table[1:])
    key = shell.listed(str(day))[0]
    page = shell("show", key, "--format", "text").out
    assert f"Listed        {style.day(day)}\n" in page
    numbers = shell("stats", "--format", "text").out
    assert f" on 1 day, {style.day(day)} to {style.day(day)}\n" in numbers
    digest = shell("digest", "--date", str(day)).out
    assert digest.startswith(f"# Daily Papers, {style.title(Day(day))}\n")
    assert shell("show", key).json["listed"] == [day.isoformat()]
    assert shell("stats").json["first_day"] == day.isoformat()


def test_messages_have_dates_in_the_form_of_the_settings(style: DateStyle, shell: Shell) -> None:
    older = date.fromisoformat(shell.day(3))
    weekday = f"{older:%A} {style.day(older)}"
    assert (
        f"error: {weekday} is not archived" in shell("--offline", "list", "--date", str(older)).err
    )
    shell("list", "--date", str(older))
    nothing = shell("list", "--date", str(older), "--where", "stars:>1000000")
    assert f"papers of {weekday} is found by --where" in nothing.err
    since = shell("sync", "--since", "2026-02-03", "--until", "2026-01-02")
    assert since.status == 2
    assert style.day(date(2026, 2, 3)) in since.err
    assert style.day(date(2026, 1, 2)) in since.err


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the system has no TZ")
def test_a_moment_is_that_of_the_users_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "EAST-9")
    time.tzset()
    try:
        moment = datetime(2026, 8, 20, 16, 5, tzinfo=UTC)
        assert DateStyle().moment(moment) == "21 August 2026, 01:05"
        assert DateStyle("2026-08-21", 12).moment(moment) == "2026-08-21, 1:05 am"
    finally:
        monkeypatch.undo()
        time.tzset()
