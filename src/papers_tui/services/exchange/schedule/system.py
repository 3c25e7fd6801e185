"""Programs of the system that run jobs, and files put back where they fail."""

from __future__ import annotations

import locale
import shutil
import subprocess
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from papers_tui.services.exchange.schedule.job import ScheduleError
from papers_tui.services.programs import desktop
from papers_tui.text.clean import harmless, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PATIENCE = 20.0


def run(*command: str, given: str = "", may_fail: bool = False) -> str:
    """The output of a program of the system; raises ScheduleError with what it says.

    Bytes that are no UTF-8, as a crontab may have, come out and go in as they are.
    """
    program = shutil.which(command[0])
    if program is None:
        raise ScheduleError(f"there is no {command[0]} here")
    try:
        done = subprocess.run(  # noqa: S603 - a program of the system, with our arguments
            [program, *command[1:]],
            input=given.encode("utf-8", "surrogateescape"),
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
            env=desktop.without_secrets(),
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ScheduleError(f"{command[0]} does not answer: {error}") from error
    if done.returncode and not may_fail:
        words = (done.stderr or done.stdout).decode(locale.getencoding(), "replace")
        message = one_line(words) or f"exit {done.returncode}"
        raise ScheduleError(f"{command[0]}: {message}")
    return done.stdout.decode("utf-8", "surrogateescape")


@contextmanager
def installing(*paths: Path) -> Iterator[None]:
    """Write these files and start what reads them; where that fails they are as they were.

    Raises ScheduleError.
    """
    before: dict[Path, bytes | None] = {}
    try:
        before |= {path: path.read_bytes() if path.exists() else None for path in paths}
        yield
    except (OSError, ScheduleError) as error:
        for path, data in before.items():
            with suppress(OSError):  # what cannot be written now was not written before
                _put_back(path, data)
        reason = str(error)
        if isinstance(error, OSError):
            reason = f"{harmless(str(error.filename))}: {error.strerror}"
        raise ScheduleError(f"nothing was installed: {reason}") from error


def delete(*paths: Path) -> None:
    """Delete files that were installed; raises ScheduleError."""
    for path in paths:
        try:
            path.unlink()
        except OSError as error:
            shown = harmless(str(path))
            raise ScheduleError(
                f"{shown} could not be deleted ({error.strerror}); delete it yourself"
            ) from error


def not_installed(name: str) -> ScheduleError:
    """The error about a job that cannot be taken away."""
    return ScheduleError(f"{name} is not installed; nothing was changed")


def _put_back(path: Path, data: bytes | None) -> None:
    if data is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(data)
