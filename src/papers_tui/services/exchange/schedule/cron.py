"""Jobs as lines of the crontab."""

from __future__ import annotations

import shlex
import shutil
from dataclasses import dataclass

from papers_tui.services.exchange.schedule.job import Job, ScheduleError
from papers_tui.services.exchange.schedule.system import run

_NO_TIMERS = (
    "nothing here runs commands by the clock: systemd's user instance cannot be reached and there"
    " is no crontab; install cron, or log in with a session of your own"
)


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


def _crontab_read() -> list[str]:
    if shutil.which("crontab") is None:
        raise ScheduleError(_NO_TIMERS)
    try:
        text = run("crontab", "-l")
    except ScheduleError as error:
        if "no crontab for" in str(error):
            return []
        raise
    return text.removesuffix("\n").split("\n") if text else []


def _crontab_write(lines: list[str]) -> None:
    run("crontab", "-", given="".join(f"{line}\n" for line in lines))
