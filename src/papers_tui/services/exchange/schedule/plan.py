"""The way in which this system runs a job by the clock."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from papers_tui.services.exchange.schedule.cron import Cron
from papers_tui.services.exchange.schedule.launchd import Launchd
from papers_tui.services.exchange.schedule.systemd import Systemd, has_user_bus
from papers_tui.services.exchange.schedule.windows import TaskScheduler

if TYPE_CHECKING:
    from collections.abc import Mapping

    from papers_tui.services.exchange.schedule.job import Job


class Plan(Protocol):
    """The way of one system to run a job."""

    def text(self) -> str:
        """The files and lines to be installed, for a person to read."""

    def install(self) -> None:
        """Install it, or raise ScheduleError with everything as it was."""

    def uninstall(self) -> None:
        """Take away what was installed; raises ScheduleError when it is not there."""


def plan(job: Job, environment: Mapping[str, str]) -> Plan:
    """The plan for this system."""
    if sys.platform == "darwin":
        return Launchd(job, Path.home() / "Library" / "LaunchAgents")
    if os.name == "nt":
        return TaskScheduler(job)
    if has_user_bus():
        folder = Path(environment.get("XDG_CONFIG_HOME") or Path.home() / ".config")
        return Systemd(job, folder / "systemd" / "user")
    return Cron(job)
