"""The command line up to where the reader starts: what is understood, reported and returned."""

from __future__ import annotations

import gc
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from papers_tui import __version__
from papers_tui.cli.launch import ReaderOptions
from papers_tui.cli.main import run
from papers_tui.model.period import Day, Month, Period, Trending, Week, hub_day
from papers_tui.tui.commands import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(__file__).resolve().parents[2] / "src"


@pytest.fixture(autouse=True)
def _collecting() -> Iterator[None]:
    """A start turns the collector off until the reader is up, which it never is here."""
    yield
    gc.enable()


def program(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a user would, from its source."""
    return subprocess.run(  # noqa: S603 - this interpreter, our own arguments
        [sys.executable, "-m", "papers_tui", *arguments],
        env={**os.environ, "PYTHONPATH": str(SOURCE), **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )


Asked = Callable[..., ReaderOptions]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """The options that the reader would start with, for a command line."""
    opened: list[ReaderOptions] = []

    def read(options: ReaderOptions, _: object) -> int:
        opened.append(options)
        return 0

    def ask(*arguments: str) -> ReaderOptions:
        assert run(arguments) == 0
        return opened.pop()

    monkeypatch.setattr("papers_tui.cli.launch.run_reader", read)
    return ask


@pytest.mark.parametrize(
    "arguments",
    [
        ["--dat"],
        ["--date"],
        ["--date", "nonsense"],
        ["--date", "2025-02-30"],
        ["--date", "2025-W50"],
        ["--week", "2025-12"],
        ["--month", "2025-W50"],
        ["--date", "today", "--trending"],
        ["--week", "2025-W50", "--month", "2025-12"],
        ["frobnicate"],
        ["help", "nothing"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2_and_says_so_on_stderr(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert re.fullmatch(r"papers-tui: error: \w.* \(.*see papers-tui --help\)\n", err, re.I)


def test_a_date_that_is_none_is_repeated_with_one_that_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["--date", "nonsense"]) == 2
    assert "'nonsense' is not a day such as 2025-12-11" in capsys.readouterr().err


@pytest.mark.program
def test_the_version_is_data() -> None:
    result = program("--version")
    assert (result.returncode, result.stdout, result.stderr) == (
        0,
        f"papers-tui {__version__}\n",
        "",
    )


@pytest.mark.program
def test_usage_errors_of_the_program_itself_have_no_traceback() -> None:
    result = program("--date", "nonsense")
    assert result.returncode == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


@pytest.mark.program
def test_an_endpoint_that_is_none_ends_with_1_and_one_line(tmp_path: Path) -> None:
    home = tmp_path / "home"
    result = program(HF_ENDPOINT="ftp://nowhere", PAPERS_TUI_HOME=str(home))
    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.startswith("papers-tui: error: HF_ENDPOINT is no http(s) address")
    assert len(result.stderr.splitlines()) == 1
    assert not home.exists()


def test_help_names_every_option_and_starts_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["help"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    for option in ("--date", "--week", "--month", "--trending", "--offline", "--demo", "--version"):
        assert option in out


def test_the_keys_are_printed_with_every_command_and_key(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["help", "keys"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    rows = {words[-1]: words[:-1] for words in map(_before_the_help, out.splitlines()) if words}
    assert set(rows) == {command.id for command in COMMANDS}
    for command in COMMANDS:
        assert rows[command.id] == list(command.shown_keys)


def _before_the_help(line: str) -> list[str]:
    """The keys and the id of a row; nothing of a heading or an empty line."""
    for command in COMMANDS:
        if line.endswith(f" {command.help}") and f" {command.id} " in line:
            return line.removesuffix(command.help).split()
    return []


@pytest.mark.program
def test_the_keys_are_printed_by_the_program_too() -> None:
    result = program("help", "keys")
    assert result.returncode == 0
    assert result.stderr == ""
    assert "app.quit" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "period"),
    [
        (["--date", "2025-12-11"], Day(date(2025, 12, 11))),
        (["--date=2025-12-11"], Day(date(2025, 12, 11))),
        (["--date", "11 Dec 2025"], Day(date(2025, 12, 11))),
        (["--date", "11.12.2025"], Day(date(2025, 12, 11))),
        (["--week", "2025-W50"], Week(2025, 50)),
        (["--week", "2025-12-11"], Week(2025, 50)),
        (["--month", "2025-12"], Month(2025, 12)),
        (["--month", "2025-12-11"], Month(2025, 12)),
        (["--trending"], Trending()),
        ([], None),
    ],
)
def test_a_list_is_named_as_people_write_it(
    arguments: list[str], period: Period | None, asked: Asked
) -> None:
    assert asked("--offline", *arguments) == ReaderOptions(period=period, offline=True)


@pytest.mark.parametrize(("text", "ago"), [("today", 0), ("yesterday", 1), ("-3", 3)])
def test_a_day_is_counted_back_from_the_hubs_today(text: str, ago: int, asked: Asked) -> None:
    before = hub_day(datetime.now(UTC))
    period = asked("--date", text).period
    after = hub_day(datetime.now(UTC))
    assert period in {Day(day - timedelta(days=ago)) for day in (before, after)}


def test_the_sample_is_asked_for_by_name(asked: Asked) -> None:
    assert asked("--demo") == ReaderOptions(demo=True)


def test_the_readers_switches_are_understood_in_any_order_and_beside_a_list(asked: Asked) -> None:
    both = ReaderOptions(offline=True, ascii=True)
    assert asked("--ascii", "--offline") == asked("--offline", "--ascii", "--offline") == both
    assert asked("--ascii", "--trending", "--offline") == both._replace(period=Trending())


def test_the_reader_opens_the_reading_list_what_is_followed_or_a_search(asked: Asked) -> None:
    assert asked("--library").start == "library"
    assert asked("--following").start == "following"
    assert asked("--search", "-old has:code").search == "-old has:code"
    assert (asked().start, asked().search) == ("", "")


def test_a_search_that_makes_no_sense_opens_no_reader(
    asked: Asked, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--search", "upvotes:>x"]) == 2
    assert "^" in capsys.readouterr().err
    assert run(["--library", "--trending"]) == 2
