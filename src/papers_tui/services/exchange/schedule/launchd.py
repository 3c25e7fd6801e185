"""Jobs as agents of launchd, on macOS."""

from __future__ import annotations

import os
import plistlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from papers_tui.services.exchange.schedule.system import delete, installing, not_installed, run

if TYPE_CHECKING:
    from pathlib import Path

    from papers_tui.services.exchange.schedule.job import Job


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
        is_loaded = self.path.exists()
        with installing(self.path):
            self.folder.mkdir(parents=True, exist_ok=True)
            self.path.write_bytes(self.data())
            if is_loaded:
                run("launchctl", "bootout", f"{self._domain}/{self.label}", may_fail=True)
            run("launchctl", "bootstrap", self._domain, str(self.path))

    def uninstall(self) -> None:
        """Unload the agent and delete its file."""
        if not self.path.exists():
            raise not_installed(self.label)
        run("launchctl", "bootout", f"{self._domain}/{self.label}", may_fail=True)
        delete(self.path)

    @property
    def _domain(self) -> str:
        return f"gui/{getattr(os, 'getuid', lambda: 0)()}"
