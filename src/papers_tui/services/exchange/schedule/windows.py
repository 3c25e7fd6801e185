"""Jobs as tasks of the task scheduler of Windows."""

from __future__ import annotations

import subprocess
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from papers_tui.services.exchange.schedule.system import run

if TYPE_CHECKING:
    from papers_tui.services.exchange.schedule.job import Job

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
            run("schtasks", "/Create", "/F", "/TN", self.name, "/XML", str(path))

    def uninstall(self) -> None:
        """Delete the task."""
        run("schtasks", "/Delete", "/F", "/TN", self.name)
