"""The process that runs hooks: it outlives the program that starts it, and ends each hook in time.

Run by its path, so that it starts fast: it knows the standard library alone. The task is JSON on
stdin; sentences about hooks that failed go to stdout, and to the log.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

AT_ONCE = 4
"""The most hooks of a user that run at once, whichever program has started them."""

VARIABLE = "PAPERS_TUI_HOOK"
"""The variable that has the hook's name; where it is set, papers-tui starts no hooks."""

if sys.platform == "win32":
    FLAGS = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
else:
    FLAGS = 0
"""The flag that keeps a program off this terminal on Windows, as a session does elsewhere."""

_LARGEST_LOG = 2**20
_LOOK_AGAIN = 0.05
"""Seconds between two looks whether another hook may run."""


def main() -> None:
    """Run the hooks of the task on stdin."""
    task = json.load(sys.stdin.buffer)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for sentence in pool.map(lambda hook: _run(hook, task), task["hooks"]):
            if sentence:
                _report(sentence, Path(task["log"]))


def _run(hook: dict[str, Any], task: dict[str, Any]) -> str:
    """Run one hook to its end; what went wrong, as a sentence without its stop, or nothing."""
    with _turn(Path(task["folder"])):
        return _ended(hook, task["seconds"])


def _ended(hook: dict[str, Any], seconds: float) -> str:
    name, command = hook["name"], hook["command"]
    shown = f"{name}: {command[0]}"
    try:
        program = subprocess.Popen(  # noqa: S603 - the user's own program, no shell
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True, creationflags=FLAGS, env={**os.environ, VARIABLE: name},
        )  # fmt: skip
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return f"{shown} could not be started ({reason})"
    try:
        program.communicate(hook["input"].encode(), timeout=seconds)
    except subprocess.TimeoutExpired:
        end(program)
        program.wait()
        return f"{shown} took more than {seconds:g} seconds and was ended"
    return f"{shown} ended with status {program.returncode}" if program.returncode else ""


def end(program: subprocess.Popen[bytes]) -> None:
    """End a program that has a session of its own, and what it has started."""
    with suppress(OSError):
        if sys.platform == "win32":
            command = ["taskkill", "/T", "/F", "/PID", str(program.pid)]
            subprocess.run(command, capture_output=True, check=False)  # noqa: S603
            program.kill()
        else:
            os.killpg(program.pid, signal.SIGKILL)


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """Wait until another hook may run; the system frees the place of a process that dies."""
    held = None
    if sys.platform != "win32":
        with suppress(OSError):
            while (held := _place(folder)) is None:
                time.sleep(_LOOK_AGAIN)
    try:
        yield
    finally:
        if held is not None:
            os.close(held)


def _place(folder: Path) -> int | None:
    """One of the places, as the descriptor that holds it; None when all are taken."""
    import fcntl  # not there on Windows

    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for number in range(AT_ONCE):
        place = os.open(
            folder / f"hook-{number}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600
        )
        try:
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(place)
        else:
            return place
    return None


def _report(sentence: str, log: Path) -> None:
    """Write the sentence to the log, then to whoever waits for it."""
    with suppress(OSError):
        log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if log.is_file() and log.stat().st_size > _LARGEST_LOG:
            log.unlink()
        with os.fdopen(os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a") as file:
            file.write(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} {json.dumps(sentence)[1:-1]}\n")
    with suppress(OSError):  # whoever reads it may have ended
        sys.stdout.write(f"{json.dumps(sentence)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
