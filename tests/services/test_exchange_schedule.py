"""Schedules of digests: shown complete, installed at once, taken away again."""

from __future__ import annotations

import os
import plistlib
import shlex
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from typing import TYPE_CHECKING

import pytest

from papers_tui.services.exchange.schedule.cron import Cron
from papers_tui.services.exchange.schedule.job import Job, ScheduleError, job, with_passwords
from papers_tui.services.exchange.schedule.launchd import Launchd
from papers_tui.services.exchange.schedule.plan import plan
from papers_tui.services.exchange.schedule.systemd import Systemd
from papers_tui.services.exchange.schedule.windows import TaskScheduler

if TYPE_CHECKING:
    from pathlib import Path

ANALYZE = shutil.which("systemd-analyze")
ODD = """--where=a "b" 'c' $HOME 100% \\ `d`; e#f"""
JOB = Job("My Digest", (sys.executable, "-c", "import sys; print(sys.argv[1:])", ODD),
          {"PAPERS_TUI_HOME": "/home/a b/50%"}, 7, 30, weekly=False)  # fmt: skip
WEEKLY = Job("weekly", JOB.command, {}, 21, 5, weekly=True)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-ins are scripts of a shell")


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with nothing in it that is all of PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def stand_in(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def a_crontab(folder: Path) -> Path:
    """A crontab program with a file behind it."""
    table = folder / "table"
    stand_in(
        folder,
        "crontab",
        f'if [ "$1" = -l ]; then [ -f {table} ] && exec /bin/cat {table};'
        f' echo "no crontab for me" >&2; exit 1; else exec /bin/cat > {table}; fi',
    )
    return table


def test_the_line_of_the_crontab_runs_the_command_as_it_is() -> None:
    line = Cron(JOB).line
    assert line.startswith("30 7 * * * ")
    command = line.removeprefix("30 7 * * * ").replace("\\%", "%")
    done = subprocess.run(  # noqa: S603
        ["/bin/sh", "-c", command], capture_output=True, text=True, check=True, env={}
    )
    assert done.stdout == f"{[ODD]}\n"
    assert "%" not in line.replace("\\%", "")
    assert Cron(WEEKLY).line.startswith("5 21 * * 1 ")


def test_a_line_is_added_once_and_only_it_is_taken_away(programs: Path) -> None:
    table = a_crontab(programs)
    mine = "# mine\n0 1 * * * backup # papers-tui-my-digest\n"
    for before in ("", mine):
        table.write_text(before, encoding="utf-8")
        Cron(JOB).install()
        Cron(JOB).install()
        Cron(WEEKLY).install()
        assert table.read_text("utf-8").splitlines() == [
            *before.splitlines(), Cron(JOB).line, Cron(WEEKLY).line,
        ]  # fmt: skip
        Cron(JOB).uninstall()
        Cron(WEEKLY).uninstall()
        assert table.read_text("utf-8") == before
    with pytest.raises(ScheduleError, match="is not in the crontab"):
        Cron(JOB).uninstall()


def test_other_lines_of_the_crontab_stay_byte_for_byte(programs: Path) -> None:
    table = a_crontab(programs)
    mine = b"# caf\xe9 \x0c \xe2\x80\xa8 \xc2\x85\r\n\n0 1 * * * a \r b\n"
    table.write_bytes(mine)
    Cron(JOB).install()
    assert table.read_bytes() == mine + f"{Cron(JOB).line}\n".encode()
    Cron(JOB).uninstall()
    assert table.read_bytes() == mine


def test_the_words_of_a_program_are_made_safe_to_print(programs: Path) -> None:
    stand_in(programs, "crontab", "printf 'a\\033[31m\\nb\\377' >&2; exit 1")
    with pytest.raises(ScheduleError, match=r"^crontab: a\[31m b.$"):
        Cron(JOB).install()


def test_without_a_crontab_program_it_says_what_to_do(programs: Path) -> None:
    assert list(programs.iterdir()) == []
    with pytest.raises(ScheduleError, match="install cron"):
        Cron(JOB).install()


def test_units_hold_the_command_and_are_taken_away(programs: Path, tmp_path: Path) -> None:
    stand_in(programs, "systemctl", f'echo "$@" >> {programs}/log')
    found = plan(JOB, {"XDG_CONFIG_HOME": str(tmp_path / "config")})
    assert isinstance(found, Systemd)
    found.install()
    units = sorted((tmp_path / "config/systemd/user").iterdir())
    assert [unit.suffix for unit in units] == [".service", ".timer"]
    assert "OnCalendar=*-*-* 07:30:00" in units[1].read_text("utf-8")
    assert 'Environment="PAPERS_TUI_HOME=/home/a b/50%%"' in units[0].read_text("utf-8")
    assert f"enable --now {units[1].name}" in (programs / "log").read_text("utf-8")
    found.uninstall()
    assert list((tmp_path / "config/systemd/user").iterdir()) == []
    with pytest.raises(ScheduleError, match="is not installed"):
        found.uninstall()


def test_a_timer_that_cannot_be_started_leaves_nothing(programs: Path, tmp_path: Path) -> None:
    stand_in(programs, "systemctl", 'case "$*" in *enable*) echo "no bus" >&2; exit 1;; esac')
    found = plan(JOB, {"XDG_CONFIG_HOME": str(tmp_path / "config")})
    with pytest.raises(ScheduleError, match="nothing was installed: systemctl: no bus"):
        found.install()
    assert list((tmp_path / "config/systemd/user").iterdir()) == []


def test_what_cannot_be_written_or_deleted_is_an_error(programs: Path, tmp_path: Path) -> None:
    stand_in(programs, "systemctl", "exit 0")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(ScheduleError, match=r"nothing was installed: .*user: Not a directory"):
        Systemd(JOB, tmp_path / "file" / "user").install()
    unit = next(iter(Systemd(JOB, tmp_path).files()))
    (unit / "folder").mkdir(parents=True)
    with pytest.raises(ScheduleError, match="nothing was installed"):
        Systemd(JOB, tmp_path).install()
    with pytest.raises(ScheduleError, match=r"could not be deleted .* delete it yourself"):
        Systemd(JOB, tmp_path).uninstall()


def test_without_a_user_bus_it_is_cron(programs: Path) -> None:
    stand_in(programs, "systemctl", "echo 'Failed to connect to bus' >&2; exit 1")
    assert isinstance(plan(JOB, {}), Cron)


@pytest.mark.skipif(ANALYZE is None, reason="there is no systemd here")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    for each in (JOB, WEEKLY):
        files = Systemd(each, tmp_path).files()
        for path, text in files.items():
            path.write_text(text, encoding="utf-8")
        done = subprocess.run(  # noqa: S603
            [str(ANALYZE), "verify", "--user", *map(str, files)],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
        )
        assert (done.returncode, done.stderr) == (0, "")


def test_an_agent_of_launchd_is_a_property_list(programs: Path, tmp_path: Path) -> None:
    stand_in(programs, "launchctl", f'echo "$@" >> {programs}/log')
    agent = Launchd(WEEKLY, tmp_path / "Agents")
    agent.install()
    read = plistlib.loads(agent.path.read_bytes())
    assert read["ProgramArguments"] == list(WEEKLY.command)
    assert read["StartCalendarInterval"] == {"Hour": 21, "Minute": 5, "Weekday": 1}
    agent.uninstall()
    assert not agent.path.exists()
    stand_in(programs, "launchctl", "echo refused >&2; exit 5")
    with pytest.raises(ScheduleError, match="refused"):
        agent.install()
    assert not agent.path.exists()


def arguments(line: str) -> list[str]:
    """The arguments of a command line, as programs of Windows take it apart.

    https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments
    """
    words, word, quoted, place = [], "", False, 0
    while place < len(line):
        slashes = len(line[place:]) - len(line[place:].lstrip("\\"))
        place += slashes
        follows = line[place : place + 1]
        word += "\\" * (slashes // 2 if follows == '"' else slashes)
        if follows == '"' and slashes % 2:
            word += '"'
        elif follows == '"':
            quoted = not quoted
        elif follows in " \t" and not quoted:
            words.append(word)
            word = ""
        else:
            word += follows
        place += 1
    return [*words, word]


TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"


def test_a_task_of_windows_starts_the_command_as_it_is_with_its_environment(
    programs: Path, tmp_path: Path
) -> None:
    home = tmp_path / "a b" / "50% é&<"
    made = job("weekly", ["config", "path"], {"PAPERS_TUI_HOME": str(home)}, (21, 5), weekly=True)
    stand_in(programs, "schtasks", f'echo "$*" > {programs}/asked; /bin/cp "$6" {programs}/xml')
    TaskScheduler(made).install()
    asked = (programs / "asked").read_text("utf-8")
    assert asked.startswith("/Create /F /TN papers-tui weekly /XML ")
    task = ElementTree.parse(programs / "xml").getroot()  # noqa: S314 - our own
    assert task.findtext(f".//{TASK}StartBoundary") == "2024-01-01T21:05:00"
    assert task.find(f".//{TASK}ScheduleByWeek/{TASK}DaysOfWeek/{TASK}Monday") is not None
    command = [
        task.findtext(f".//{TASK}Command") or "",
        *arguments(task.findtext(f".//{TASK}Arguments") or ""),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={})  # noqa: S603
    assert done.stdout == f"{home / 'config.toml'}\n"
    daily = ElementTree.fromstring(TaskScheduler(JOB).xml())  # noqa: S314
    assert daily.findtext(f".//{TASK}ScheduleByDay/{TASK}DaysInterval") == "1"
    plain = ElementTree.fromstring(TaskScheduler(WEEKLY).xml())  # noqa: S314
    assert arguments(plain.findtext(f".//{TASK}Arguments") or "") == list(WEEKLY.command[1:])


@pytest.mark.parametrize("odd", ["a\nb", "a\rb", "\x1b[2J", "\u2028", "\x85"])
def test_what_would_be_a_line_of_its_own_is_refused(odd: str) -> None:
    with pytest.raises(ScheduleError, match="leave that out"):
        job("daily", ["digest", f"--where={odd}"], {}, (7, 30), weekly=False)
    with pytest.raises(ScheduleError, match="leave that out"):
        job("daily", ["digest"], {"PAPERS_TUI_HOME": odd}, (7, 30), weekly=False)


def test_each_name_has_a_file_of_its_own_and_no_token_is_written() -> None:
    names = ["a b", "a-b", "A b", "ä", "日本", "a/b", "../b"]
    slugs = [Job(name, (), {}, 0, 0, weekly=False).slug for name in names]
    assert len(set(slugs)) == len(names)
    assert all(slug.replace("-", "").isalnum() and slug.isascii() for slug in slugs)
    made = job("n", ["digest"], {"HF_TOKEN": "secret", "HF_ENDPOINT": "https://x.example"},
               (7, 30), weekly=False)  # fmt: skip
    assert made.environment == {"HF_ENDPOINT": "https://x.example"}
    assert shlex.split(Cron(made).line.partition("/usr/bin/env ")[2])[1] == sys.executable


def test_the_command_finds_the_same_files_servers_and_proxies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    plain = {
        "XDG_CONFIG_HOME": "/c",
        "XDG_DATA_HOME": "/d",
        "XDG_STATE_HOME": "/s",
        "XDG_CACHE_HOME": "/a",
        "SSL_CERT_FILE": "/x.pem",
        "SSL_CERT_DIR": "/x",
        "HTTPS_PROXY": "http://proxy:8080",
        "no_proxy": "a.example",
    }
    secret = {"https_proxy": "http://me:word@proxy:8080", "ALL_PROXY": "me@proxy"}
    made = job("n", ["digest"], {**plain, **secret, "PAPERS_TUI_HOME": "papers", "PAGER": "less"},
               (7, 30), weekly=False)  # fmt: skip
    assert made.environment == {**plain, "PAPERS_TUI_HOME": str(tmp_path / "papers")}
    assert with_passwords({**plain, **secret}) == ("https_proxy", "ALL_PROXY")


def test_a_path_in_bytes_that_are_no_text_is_refused_and_one_in_utf8_is_text() -> None:
    home = os.fsencode("/home/Grüße").decode("ascii", "surrogateescape")  # as in the locale C
    found = job("daily", ["digest"], {"PAPERS_TUI_HOME": home}, (7, 30), weekly=False)
    assert found.environment == {"PAPERS_TUI_HOME": "/home/Grüße"}
    for name in ("/home/b\udcff", "/home/\ud800"):
        with pytest.raises(ScheduleError, match="is no UTF-8, which timers cannot take"):
            job("daily", ["digest", "-o", name], {}, (7, 30), weekly=False)
