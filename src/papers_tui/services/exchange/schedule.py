"""A command that runs by itself every day or week: what that takes on this system, and doing it.

systemd's user timers where they can be reached, else cron; launchd on macOS; the task scheduler
on Windows. A plan is shown before anything is written, and taken away as it was written.
"""

from __future__ import annotations

import hashlib
import os
import plistlib
import re
import shlex
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol

from papers_tui.model.errors import PapersError
from papers_tui.services import desktop
from papers_tui.text.clean import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PASSED_ON = ("PAPERS_TUI_HOME", "PAPERS_TUI_ARXIV", "HF_ENDPOINT")
"""The variables that the command gets, where they are set. A token is never written anywhere."""

_PATIENCE = 20.0
_SHOWN = 60
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SLUG = re.compile(r"[^a-z0-9]+")
_TASK = "http://schemas.microsoft.com/windows/2004/02/mit/task"
_TASK_SETTINGS = {
    "DisallowStartIfOnBatteries": "false",
    "StopIfGoingOnBatteries": "false",
    "StartWhenAvailable": "true",
}
_A_MONDAY = "2024-01-01"
_WITH_ENVIRONMENT = (
    "import os, runpy, sys; end = 2 + int(sys.argv[1]);"
    " os.environ.update(pair.split('=', 1) for pair in sys.argv[2:end]);"
    " sys.argv[:end] = ['papers-tui']; runpy.run_module('papers_tui', run_name='__main__')"
)
"""Runs the program with the variables that stand before its arguments, after their number."""

_NO_TIMERS = (
    "nothing here runs commands by the clock: systemd's user instance cannot be reached and there"
    " is no crontab; install cron, or log in with a session of your own"
)


class ScheduleError(PapersError):
    """Something could not be installed or taken away, and nothing was changed."""


@dataclass(frozen=True, slots=True)
class Job:
    """A command line that is to run by the clock."""

    name: str
    command: tuple[str, ...]
    """The program by its complete path, and its arguments."""

    environment: Mapping[str, str]
    hour: int
    minute: int
    weekly: bool
    """On Mondays; else every day."""

    @property
    def slug(self) -> str:
        """The name in characters that files and units may have, different for each name."""
        slug = _SLUG.sub("-", self.name.lower()).strip("-")
        if slug == self.name:
            return slug
        return f"{slug or 'digest'}-{hashlib.sha256(self.name.encode()).hexdigest()[:6]}"


class Plan(Protocol):
    """The way of one system to run a job."""

    def text(self) -> str:
        """The files and lines to be installed, for a person to read."""

    def install(self) -> None:
        """Install it, or raise ScheduleError with everything as it was."""

    def uninstall(self) -> None:
        """Take exactly that away; raises ScheduleError when it is not there."""


def job(name: str, arguments: Sequence[str], environment: Mapping[str, str], at: tuple[int, int],
        *, weekly: bool) -> Job:  # fmt: skip
    """The job that runs this program with these arguments.

    Raises ScheduleError for bytes that are no UTF-8: timers take only text.
    """
    command = (sys.executable, "-m", "papers_tui", *arguments)
    passed = {name: environment[name] for name in PASSED_ON if environment.get(name)}
    words = tuple(map(_text, command))
    passed = {name: _text(value) for name, value in passed.items()}
    return Job(name, words, passed, *at, weekly)


def _text(word: str) -> str:
    """A word in UTF-8, also where the locale has another encoding; else ScheduleError.

    One with a line break or another control character would be more than one line of a crontab.
    """
    if _CONTROL.search(word):
        what = f"{one_line(word, _SHOWN)!r} has a line break or another control character"
        raise ScheduleError(f"{what}, which timers cannot take; leave that out")
    try:
        return word.encode("utf-8", "surrogateescape").decode()
    except UnicodeError as error:
        what = f"{one_line(word)} is no UTF-8, which timers cannot take"
        raise ScheduleError(f"{what}; rename it, or name a link to it") from error


def plan(job: Job, environment: Mapping[str, str]) -> Plan:
    """The plan for this system."""
    home = Path.home()
    if sys.platform == "darwin":
        return Launchd(job, home / "Library" / "LaunchAgents")
    if os.name == "nt":
        return TaskScheduler(job)
    if _has_user_bus():
        folder = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
        return Systemd(job, folder / "systemd" / "user")
    return Cron(job)


@dataclass(frozen=True, slots=True)
class Systemd:
    """A user timer: https://www.freedesktop.org/software/systemd/man/systemd.timer.html."""

    job: Job
    folder: Path

    def files(self) -> dict[Path, str]:
        """The units."""
        day = "Mon *-*-*" if self.job.weekly else "*-*-*"
        clock = f"{self.job.hour:02}:{self.job.minute:02}:00"
        environment = "".join(
            f"Environment={_unit_quoted(f'{name}={value}')}\n"
            for name, value in self.job.environment.items()
        )
        service = (
            f"[Unit]\nDescription=papers-tui digest {self.job.slug}\n\n"
            f"[Service]\nType=oneshot\n{environment}"
            f"ExecStart={' '.join(map(_unit_quoted, self._command()))}\n"
        )
        timer = (
            f"[Unit]\nDescription=papers-tui digest {self.job.slug}\n\n"
            f"[Timer]\nOnCalendar={day} {clock}\nPersistent=true\n\n"
            "[Install]\nWantedBy=timers.target\n"
        )
        return {self._path("service"): service, self._path("timer"): timer}

    def text(self) -> str:
        """The units, and what they need."""
        files = "\n".join(f"# {path}\n{text}" for path, text in self.files().items())
        return (
            f"{files}\n# then: systemctl --user enable --now {self._path('timer').name}\n"
            "# It runs while you are logged in; loginctl enable-linger lets it run always.\n"
        )

    def install(self) -> None:
        """Write the units and start the timer."""
        before = {path: path.read_bytes() if path.exists() else None for path in self.files()}
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for path, text in self.files().items():
                path.write_text(text, encoding="utf-8")
            _run("systemctl", "--user", "daemon-reload")
            _run("systemctl", "--user", "enable", "--now", self._path("timer").name)
        except (OSError, ScheduleError) as error:
            for path, data in before.items():
                _put_back(path, data)
            raise ScheduleError(f"nothing was installed: {error}") from error

    def uninstall(self) -> None:
        """Stop the timer and delete the units."""
        paths = [path for path in self.files() if path.exists()]
        if not paths:
            raise ScheduleError(f"{self._path('timer').name} is not installed; nothing was changed")
        _run("systemctl", "--user", "disable", "--now", self._path("timer").name)
        for path in paths:
            path.unlink()
        _run("systemctl", "--user", "daemon-reload")

    def _path(self, kind: str) -> Path:
        return self.folder / f"papers-tui-{self.job.slug}.{kind}"

    def _command(self) -> tuple[str, ...]:
        return tuple(part.replace("$", "$$") for part in self.job.command)


@dataclass(frozen=True, slots=True)
class Cron:
    """A line of the crontab: https://man7.org/linux/man-pages/man5/crontab.5.html."""

    job: Job

    @property
    def line(self) -> str:
        """The line, with a comment by which it is found again."""
        words = [f"{name}={value}" for name, value in self.job.environment.items()]
        command = shlex.join([*(["/usr/bin/env", *words] if words else []), *self.job.command])
        when = f"{self.job.minute} {self.job.hour} * * {1 if self.job.weekly else '*'}"
        escaped = command.replace("%", "\\%")  # which cron else takes for the end of the line
        return f"{when} {escaped} {self._mark}"

    @property
    def _mark(self) -> str:
        return f"# papers-tui-{self.job.slug}"

    def text(self) -> str:
        """The line."""
        return f"# a line of the crontab, which crontab -e shows\n{self.line}\n"

    def install(self) -> None:
        """Add the line, in place of an older one of the same name."""
        _crontab_write([*self._others(_crontab_read()), self.line])

    def uninstall(self) -> None:
        """Take the line out."""
        lines = _crontab_read()
        others = self._others(lines)
        if len(others) == len(lines):
            raise ScheduleError(f"{self._mark[2:]} is not in the crontab; nothing was changed")
        _crontab_write(others)

    def _others(self, lines: list[str]) -> list[str]:
        return [line for line in lines if not line.endswith(f" {self._mark}")]


@dataclass(frozen=True, slots=True)
class Launchd:
    """An agent of launchd; see launchd.plist(5)."""

    job: Job
    folder: Path

    @property
    def label(self) -> str:
        """The agent's name."""
        return f"papers-tui.{self.job.slug}"

    @property
    def path(self) -> Path:
        """The agent's file."""
        return self.folder / f"{self.label}.plist"

    def data(self) -> bytes:
        """The property list."""
        when = {"Hour": self.job.hour, "Minute": self.job.minute}
        if self.job.weekly:
            when["Weekday"] = 1
        return plistlib.dumps(
            {
                "Label": self.label,
                "ProgramArguments": list(self.job.command),
                "EnvironmentVariables": dict(self.job.environment),
                "StartCalendarInterval": when,
            }
        )

    def text(self) -> str:
        """The property list, and where it goes."""
        return f"<!-- {self.path} -->\n{self.data().decode()}"

    def install(self) -> None:
        """Write the property list and load it."""
        before = self.path.read_bytes() if self.path.exists() else None
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.path.write_bytes(self.data())
            if before is not None:
                _run("launchctl", "bootout", f"{self._domain}/{self.label}", may_fail=True)
            _run("launchctl", "bootstrap", self._domain, str(self.path))
        except (OSError, ScheduleError) as error:
            _put_back(self.path, before)
            raise ScheduleError(f"nothing was installed: {error}") from error

    def uninstall(self) -> None:
        """Unload the agent and delete its file."""
        if not self.path.exists():
            raise ScheduleError(f"{self.label} is not installed; nothing was changed")
        _run("launchctl", "bootout", f"{self._domain}/{self.label}", may_fail=True)
        self.path.unlink()

    @property
    def _domain(self) -> str:
        return f"gui/{getattr(os, 'getuid', lambda: 0)()}"


@dataclass(frozen=True, slots=True)
class TaskScheduler:
    """A task of Windows.

    https://learn.microsoft.com/windows/win32/taskschd/daily-trigger-example--xml- and the weekly
    one beside it. A command line of schtasks may be of 261 characters, a file says as much as one
    likes.
    """

    job: Job

    @property
    def name(self) -> str:
        """The task's name."""
        return f"papers-tui {self.job.slug}"

    def command(self) -> tuple[str, ...]:
        """The program and its arguments; a task has no environment of its own to set."""
        program, *arguments = self.job.command
        if not self.job.environment:
            return self.job.command
        pairs = [f"{name}={value}" for name, value in self.job.environment.items()]
        given = arguments[2:]  # what follows -m papers_tui
        return (program, "-c", _WITH_ENVIRONMENT, str(len(pairs)), *pairs, *given)

    def xml(self) -> str:
        """The task, for `schtasks /Create /XML`."""
        task = ElementTree.Element("Task", version="1.2", xmlns=_TASK)
        about = ElementTree.SubElement(task, "RegistrationInfo")
        ElementTree.SubElement(about, "Description").text = f"papers-tui digest {self.job.slug}"
        triggers = ElementTree.SubElement(task, "Triggers")
        trigger = ElementTree.SubElement(triggers, "CalendarTrigger")
        clock = f"{self.job.hour:02}:{self.job.minute:02}:00"
        ElementTree.SubElement(trigger, "StartBoundary").text = f"{_A_MONDAY}T{clock}"
        if self.job.weekly:
            weeks = ElementTree.SubElement(trigger, "ScheduleByWeek")
            ElementTree.SubElement(weeks, "WeeksInterval").text = "1"
            ElementTree.SubElement(ElementTree.SubElement(weeks, "DaysOfWeek"), "Monday")
        else:
            days = ElementTree.SubElement(trigger, "ScheduleByDay")
            ElementTree.SubElement(days, "DaysInterval").text = "1"
        settings = ElementTree.SubElement(task, "Settings")
        for name, value in _TASK_SETTINGS.items():
            ElementTree.SubElement(settings, name).text = value
        program, *arguments = self.command()
        action = ElementTree.SubElement(ElementTree.SubElement(task, "Actions"), "Exec")
        ElementTree.SubElement(action, "Command").text = program
        ElementTree.SubElement(action, "Arguments").text = subprocess.list2cmdline(arguments)
        ElementTree.indent(task)
        return f"{ElementTree.tostring(task, encoding='unicode')}\n"

    def text(self) -> str:
        """The task, and how it becomes one."""
        how = subprocess.list2cmdline(["schtasks", "/Create", "/TN", self.name, "/XML", "FILE"])
        return f"<!-- {how} -->\n{self.xml()}"

    def install(self) -> None:
        """Create the task, in place of an older one of the same name."""
        with TemporaryDirectory(prefix="papers-tui-") as folder:
            path = Path(folder) / "task.xml"
            path.write_text(f'<?xml version="1.0" encoding="UTF-16"?>\n{self.xml()}', "utf-16")
            _run("schtasks", "/Create", "/F", "/TN", self.name, "/XML", str(path))

    def uninstall(self) -> None:
        """Delete the task."""
        _run("schtasks", "/Delete", "/F", "/TN", self.name)


def _has_user_bus() -> bool:
    try:
        _run("systemctl", "--user", "show-environment")
    except ScheduleError:
        return False
    return True


def _crontab_read() -> list[str]:
    if shutil.which("crontab") is None:
        raise ScheduleError(_NO_TIMERS)
    try:
        return _run("crontab", "-l").splitlines()
    except ScheduleError as error:
        if "no crontab for" in str(error):
            return []
        raise


def _crontab_write(lines: list[str]) -> None:
    _run("crontab", "-", given="".join(f"{line}\n" for line in lines))


def _run(*command: str, given: str = "", may_fail: bool = False) -> str:
    """The output of a program of the system; raises ScheduleError with what it says."""
    program = shutil.which(command[0])
    if program is None:
        raise ScheduleError(f"there is no {command[0]} here")
    try:
        done = subprocess.run(  # noqa: S603 - a program of the system, with our arguments
            [program, *command[1:]],
            input=given,
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
            env=desktop.without_secrets(),
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ScheduleError(f"{command[0]} does not answer: {error}") from error
    if done.returncode and not may_fail:
        message = " ".join((done.stderr or done.stdout).split()) or f"exit {done.returncode}"
        raise ScheduleError(f"{command[0]}: {message}")
    return done.stdout


def _put_back(path: Path, data: bytes | None) -> None:
    if data is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(data)


def _unit_quoted(word: str) -> str:
    """A word for a unit: https://www.freedesktop.org/software/systemd/man/systemd.syntax.html."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'
