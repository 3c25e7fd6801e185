"""Jobs as timers of systemd's user instance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from papers_tui.services.exchange.schedule.job import Job, ScheduleError
from papers_tui.services.exchange.schedule.system import delete, installing, not_installed, run

if TYPE_CHECKING:
    from pathlib import Path


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
        with installing(*self.files()):
            self.folder.mkdir(parents=True, exist_ok=True)
            for path, text in self.files().items():
                path.write_text(text, encoding="utf-8")
            run("systemctl", "--user", "daemon-reload")
            run("systemctl", "--user", "enable", "--now", self._path("timer").name)

    def uninstall(self) -> None:
        """Stop the timer and delete the units."""
        paths = [path for path in self.files() if path.exists()]
        if not paths:
            raise not_installed(self._path("timer").name)
        run("systemctl", "--user", "disable", "--now", self._path("timer").name)
        delete(*paths)
        run("systemctl", "--user", "daemon-reload")

    def _path(self, kind: str) -> Path:
        return self.folder / f"papers-tui-{self.job.slug}.{kind}"

    def _command(self) -> tuple[str, ...]:
        return tuple(part.replace("$", "$$") for part in self.job.command)


def has_user_bus() -> bool:
    """Whether the user instance of systemd can be reached."""
    try:
        run("systemctl", "--user", "show-environment")
    except ScheduleError:
        return False
    return True


def _unit_quoted(word: str) -> str:
    """A word for a unit: https://www.freedesktop.org/software/systemd/man/systemd.syntax.html."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'
