"""`sync` as a command: what it says, where it says it, and how it ends."""

from __future__ import annotations

import io
import os
import re
import signal
import struct
import subprocess
import sys
from contextlib import closing
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from papers_tui.cli.progress import ProgressBar, line
from papers_tui.model.date_style import DATES
from papers_tui.services.sync import Progress
from papers_tui.store.archive.archive import Archive
from papers_tui.text.cells import width
from tests.support.command_line import PROGRAM
from tests.support.fake_hub import Fault

if TYPE_CHECKING:
    from tests.support.command_line import Shell

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and terminals differ")


def archived(shell: Shell) -> list[date]:
    with closing(Archive.open(shell.home / "archive.db")) as archive:
        return list(archive.days())


def test_a_sync_says_what_it_did_and_puts_out_nothing(shell: Shell) -> None:
    done = shell("sync", "--since", shell.day(4))
    assert (done.status, done.out) == (0, "")
    assert done.err == "papers-tui: 5 of 5 days fetched, 30 papers\n"
    assert [day.isoformat() for day in archived(shell)] == [shell.day(n) for n in (4, 3, 2, 1, 0)]
    assert shell("list", "--offline").ids == shell.listed(shell.day())


def test_settled_days_are_counted_apart(shell: Shell) -> None:
    shell("sync", "--since", shell.day(30), "--until", shell.day(25))
    again = shell("sync", "--since", shell.day(30), "--until", shell.day(24))
    assert again.err == "papers-tui: 1 of 1 day fetched, 6 papers; 6 days were archived before\n"
    done = shell("sync", "--since", shell.day(30), "--until", shell.day(24), "--refresh")
    assert done.err == "papers-tui: 7 of 7 days fetched, 42 papers\n"


def test_a_time_without_anything_to_fetch_is_no_count_of_nothing(shell: Shell) -> None:
    newest = date.fromisoformat(shell.day())
    to_come = newest + timedelta(days=30)
    nothing = shell("sync", "--since", str(to_come), "--until", str(to_come))
    assert nothing.status == 0
    assert nothing.err.startswith("papers-tui: there is no list in that time")
    since, until = shell.day(30), shell.day(29)
    shell("sync", "--since", since, "--until", until)
    again = shell("sync", "--since", since, "--until", until)
    assert again.err == "papers-tui: there was nothing to fetch; 2 days were archived before\n"


def test_a_last_day_before_the_default_of_the_first_asks_for_that(shell: Shell) -> None:
    done = shell("sync", "--until", "2025-01-02")
    assert done.status == 2
    assert "--until 2 January 2025 is before " in done.err
    assert "(add --since)" in done.err
    assert shell.hub.requests == []
    assert shell("sync", "--until", shell.day(3)).status == 0


def test_all_begins_with_the_first_day_there_is(shell: Shell) -> None:
    done = shell("sync", "--since", "all", "--until", "2023-05-31")
    assert done.status == 0
    assert "20 of 20 days fetched, 0 papers" in done.err


def test_a_sync_needs_the_network(shell: Shell) -> None:
    done = shell("sync", "--offline")
    assert done.status == 1
    assert done.err == "papers-tui: error: sync needs the network (leave out --offline)\n"
    shell.hub.down()
    done = shell("sync")
    assert (done.status, done.err.count("\n")) == (1, 1)
    assert "could not be reached (check the network" in done.err


def test_days_that_failed_are_named_and_the_status_is_1(shell: Shell) -> None:
    bad = shell.day(2)
    shell.hub.fault(f"/api/daily_papers?date={bad}", Fault(status=500, times=None))
    done = shell("sync", "--since", shell.day(4))
    assert done.status == 1
    assert "4 of 5 days fetched" in done.err
    named = DATES.day(date.fromisoformat(bad))
    assert f"warning: {named}: The hub has trouble (500); try again later." in done.err
    assert "error: 1 day could not be fetched (run the same sync again later)" in done.err
    assert len(archived(shell)) == 4


@needs_posix
@pytest.mark.program
def test_an_interrupt_keeps_what_is_there_and_the_next_run_goes_on(shell: Shell) -> None:
    held = f"/api/daily_papers?date={shell.day(30)}"
    shell.hub.hold(held)
    with subprocess.Popen(  # noqa: S603
        [*PROGRAM, "sync", "--since", shell.day(35)],
        stderr=subprocess.PIPE,
        env=shell.environment(),
    ) as program:
        assert shell.hub.wait_for(held)
        program.send_signal(signal.SIGINT)
        _, reported = program.communicate(timeout=60)
    assert program.returncode == 130
    there = archived(shell)
    reports = re.fullmatch(
        r"papers-tui: stopped: (\d+) of 36 days fetched; the next sync goes on .*\n",
        reported.decode(),
    )
    # The day that was being written when the interrupt came is kept as well.
    assert reports is not None
    assert int(reports[1]) <= len(there) <= int(reports[1]) + 1
    assert [day.isoformat() for day in there] == [
        shell.day(back) for back in range(len(there) - 1, -1, -1)
    ]
    assert len(there) > 20
    shell.hub.release()
    shell.hub.requests.clear()
    assert shell("sync", "--since", shell.day(35)).status == 0
    assert len(archived(shell)) == 36
    asked = {request.query["date"] for request in shell.hub.requests}
    assert {shell.day(back) for back in range(len(there), 36)} <= asked
    assert not asked & {shell.day(back) for back in range(15, len(there))}


@needs_posix
@pytest.mark.program
def test_a_bar_is_drawn_only_on_a_terminal_and_taken_away(shell: Shell) -> None:
    done = on_terminal(shell, "sync", "--since", shell.day(9), columns=60)
    *drawn, last = done.split("\r")
    assert any("10/10 days" in text for text in drawn)
    assert all(width(text) < 60 for text in drawn)
    assert last == "papers-tui: 10 of 10 days fetched, 60 papers\n"
    assert drawn[-1].strip() == ""


@needs_posix
@pytest.mark.program
def test_a_terminal_gets_a_table_that_fits_and_no_color_when_asked(shell: Shell) -> None:
    colored = on_terminal(shell, "list", columns=50)
    assert "\x1b[1m" in colored
    plain = on_terminal(shell, "list", columns=50, NO_COLOR="1")
    assert plain == re.sub(r"\x1b\[\dm", "", colored)
    assert all(width(text) <= 50 for text in plain.splitlines())
    assert all(key in plain for key in shell.listed(shell.day()))


@needs_posix
@pytest.mark.program
def test_a_terminal_gets_twenty_results_and_a_pipe_a_hundred(shell: Shell) -> None:
    shell("sync", "--since", shell.day(20))
    shown = on_terminal(shell, "search", "upvotes:>=0", "--format", "ids", columns=80)
    assert len(shown.splitlines()) == 21
    assert shown.splitlines()[-1] == "papers-tui: 20 of 126 papers; --limit N shows more"
    assert len(shell("search", "upvotes:>=0").ids) == 100
    assert len(shell("search", "upvotes:>=0", "--limit", "110").ids) == 110


def on_terminal(shell: Shell, *arguments: str, columns: int, **environment: str) -> str:
    """Both streams of a command on a terminal of so many columns."""
    import fcntl
    import pty
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    with subprocess.Popen(  # noqa: S603
        [*PROGRAM, *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=shell.environment(TERM="xterm", **environment),
    ) as program:
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 65536):
                shown += piece
        except OSError:  # the end of a terminal on Linux
            pass
        finally:
            os.close(ours)
        assert program.wait(60) == 0
    return shown.decode().replace("\r\n", "\n")


HALF = Progress(total=800, done=400, papers=9812, day=date(2025, 3, 4), rate=2.5)


def test_the_bar_fits_and_reports_the_counts_first() -> None:
    for room in range(19, 130):
        shown = line(HALF, room)
        assert width(shown) <= room
        assert "400/800 days" in shown


def test_a_wide_bar_reports_everything() -> None:
    full, empty = "█" * 20, "░" * 20
    assert line(HALF, 200) == (
        f"{full}{empty}  400/800 days  3 min left  2.5 days/s  4 Mar 25  9,812 papers"
    )
    assert "left" not in line(Progress(total=3), 200)


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_wait_is_shown_and_wiped_out() -> None:
    screen = Screen()
    bar = ProgressBar(screen, {"COLUMNS": "40"})
    bar.wait(54.3)
    bar.clear()
    assert "the hub asks us to wait: 55 s" in screen.getvalue()
    assert screen.getvalue().endswith("\r" + " " * 31 + "\r")


def test_a_long_wait_is_reported_once_and_at_once_where_nobody_looks() -> None:
    pipe = io.StringIO()
    bar = ProgressBar(pipe, {})
    for seconds in (54.3, 53.3, 52.3, 0.0, 4.0, 0.0, 9.0):
        bar.wait(seconds)
    assert pipe.getvalue() == (
        "papers-tui: the hub asks us to wait: 55 s\npapers-tui: the hub asks us to wait: 9 s\n"
    )


def test_nothing_is_drawn_where_nobody_looks() -> None:
    nobody = io.StringIO()
    bar = ProgressBar(nobody, {})
    bar.show(HALF)
    bar.wait(3)
    bar.clear()
    assert nobody.getvalue() == ""


def test_nothing_is_fetched_that_cannot_be_kept(shell: Shell) -> None:
    shell.home.symlink_to(shell.home.with_name("a disk that is not there"))
    done = shell("sync")
    assert done.status == 1
    assert f"error: nothing can be kept at {shell.home / 'archive.db'}" in done.err
    assert shell.hub.requests == []


@needs_posix
@pytest.mark.program
def test_a_disk_that_fills_up_ends_it_with_a_sentence(shell: Shell) -> None:
    limited = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, -1));"
    code = f"{limited} from papers_tui.cli.main import run; sys.exit(run(['sync']))"
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code],
        check=False,
        capture_output=True,
        text=True,
        env=shell.environment(),
    )
    assert done.returncode == 1
    assert done.stdout == ""
    *_, last = done.stderr.splitlines()
    assert last.startswith("papers-tui: error: The archive could not be written: ")
    assert done.stderr.count("could not be written") == 1
    assert "Traceback" not in done.stderr
