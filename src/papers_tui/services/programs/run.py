"""Programs of the user that are given papers and whose output is read: limited in size and time."""

from __future__ import annotations

import os
import subprocess
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from papers_tui.model.errors import PapersError
from papers_tui.services.programs.desktop import failure, not_started, without_secrets
from papers_tui.services.programs.hook_runner import FLAGS, end
from papers_tui.text.clean import harmless

if TYPE_CHECKING:
    from collections.abc import Sequence

SECONDS = 60.0
"""The longest that a program may run, in seconds."""

MOST = 2**18
"""The most of its output that is read, in bytes."""

_LAST_WORDS = 0.5
"""Seconds for output that is under way when a program has ended; what it left behind may go on."""


class ProgramError(PapersError):
    """A program could not be started."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of a program."""

    output: str
    """Both of its streams as they came, as it wrote them: not yet safe to show."""

    problem: str = ""
    """The problem, as a sentence without its stop, or nothing."""


class Run:
    """One run of a program. It waits in the thread that calls `outcome`; `stop` ends it."""

    def __init__(self, command: Sequence[str], data: bytes, seconds: float = SECONDS) -> None:
        """Start the program, `data` on its stdin; raises ProgramError. No shell is asked."""
        self._command, self._seconds = command, seconds
        self._name = harmless(command[0])
        self._output = bytearray()
        self._problem = ""
        try:
            self._program = subprocess.Popen(  # noqa: S603 - the user's own words, no shell
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                start_new_session=True, creationflags=FLAGS, env=without_secrets(),
            )  # fmt: skip
        except (OSError, ValueError) as error:
            raise ProgramError(not_started(command, error)) from error
        _thread(self._feed, self._program.stdin, data)
        self._reading = _thread(self._read, self._program.stdout)

    def outcome(self) -> Outcome:
        """Wait for the end of the program, but no longer than it may run."""
        try:
            status = self._program.wait(self._seconds)
        except subprocess.TimeoutExpired:
            self._end(f"{self._name} took more than {self._seconds:g} seconds and was ended")
            status = self._program.wait()
        self._reading.join(_LAST_WORDS)
        if status and not self._problem:
            self._problem = failure(self._command, status)
        return Outcome(bytes(self._output).decode("utf-8", "replace"), self._problem)

    def stop(self) -> None:
        """End the program, as the user wishes; what an ended one left behind stays."""
        if self._program.returncode is None:
            self._end(f"{self._name} was stopped")

    def _end(self, problem: str) -> None:
        """End the program and what it has started, for that reason."""
        self._problem = self._problem or problem
        end(self._program)

    def _feed(self, stdin: IO[bytes], data: bytes) -> None:
        with suppress(OSError), stdin:  # it need not read all of it
            stdin.write(data)

    def _read(self, stdout: IO[bytes]) -> None:
        with suppress(OSError), stdout:
            while piece := os.read(stdout.fileno(), MOST + 1 - len(self._output)):
                self._output += piece
                if len(self._output) > MOST:
                    del self._output[MOST:]
                    self._end(f"{self._name} wrote more than {MOST // 1024} KiB and was ended")
                    return


def _thread(work: object, stream: IO[bytes] | None, *more: bytes) -> threading.Thread:
    thread = threading.Thread(target=work, args=(stream, *more), name="program", daemon=True)  # type: ignore[arg-type]
    thread.start()
    return thread
