"""stdin, stdout and stderr: in UTF-8 everywhere, quiet when nobody listens any more."""

from __future__ import annotations

import codecs
import errno
import io
import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from papers_tui.cli.errors import CommandError, UsageError, discard, to_stderr
from papers_tui.store.paths import no_path
from papers_tui.text.clean import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TextIO

_COLUMNS = 80
_FEWEST, _MOST = 20, 1_000
_LARGEST_INPUT = 2**20
_BYTES = re.compile("[\udc80-\udcff]")
"""The characters that Python makes of bytes that it cannot decode."""

_AS_IT_WAS = "papers-tui"
"""The name of our way to encode what is no text."""


class Closed(io.TextIOBase):
    """A stdout that was closed before the start: whatever is written to it is lost, and fails."""

    def write(self, text: str) -> int:
        """Raise OSError, unless there is nothing to write."""
        if text:
            raise OSError(errno.EBADF, "stdout is closed")
        return 0


def use_utf8() -> None:
    """Write UTF-8 whatever the locale says.

    The bytes of a file's name that are no UTF-8 are written as they are, so that a shell finds the
    file; what else cannot be encoded is written as an escape.
    A stderr that was closed before the start becomes one that leads nowhere.
    """
    codecs.register_error(_AS_IT_WAS, _as_it_was)
    if sys.stdout is None or sys.stderr is None:
        _take_free_descriptors()
    if sys.stdout is None:
        sys.stdout = Closed()
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115 - as long as the program
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=_AS_IT_WAS)


def write(text: str) -> None:
    """Write data to stdout; raises BrokenPipeError, and CommandError where the disk is full."""
    _tried(lambda: sys.stdout.write(text))


def flush() -> None:
    """Write out what is still in a buffer; raises as `write` does."""
    _tried(sys.stdout.flush)


def report(text: str) -> None:
    """A line for the user on stderr; lost where that cannot be written to."""
    to_stderr(f"papers-tui: {text}\n")


def warn(text: str) -> None:
    """A line on stderr about what went wrong although the command goes on."""
    report(f"warning: {' '.join(text.split())}")


def read_bytes() -> bytes:
    """The bytes on stdin, however many there are."""
    raw = getattr(sys.stdin, "buffer", None)
    if raw is None:
        return sys.stdin.read().encode("utf-8", "surrogateescape") if sys.stdin else b""
    data: bytes = raw.read()
    return data


def decoded(arguments: Sequence[str]) -> list[str]:
    """The arguments as UTF-8, also where the locale has another encoding; else UsageError."""
    try:
        return [
            os.fsencode(text).decode("utf-8") if _BYTES.search(text) else text for text in arguments
        ]
    except UnicodeError as error:
        raise UsageError("an argument is no UTF-8; use a locale with UTF-8") from error


def file_named(text: str) -> Path:
    """The file that an argument names, in the encoding that the system's calls want.

    Raises UsageError for a name that no file can have, such as one that is too long.
    """
    path = Path(os.fsdecode(text.encode("utf-8"))) if os.name == "posix" else Path(text)
    try:
        os.stat(path)  # noqa: PTH116 - Path.exists hides some errors, and raises others
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return path
    except (OSError, ValueError) as error:
        raise UsageError(f"{no_path(text, error)}; give another") from error
    return path


def output_file(text: str) -> Path | None:
    """The file behind `-o`, None for stdout; raises UsageError and CommandError for none."""
    if text == "-":
        return None
    if not text:
        raise UsageError("-o has no name behind it; give that of a file")
    path = file_named(text)
    if path.is_dir():
        raise CommandError(f"{one_line(text)} is a folder; give the name of a file in it")
    return path


def read_input(errors: str = "replace") -> str:
    """The text on stdin; raises CommandError when it is over a mebibyte.

    With `errors` strict it raises that for bytes that are no UTF-8 too.
    """
    raw = getattr(sys.stdin, "buffer", None)
    if raw is None:
        return sys.stdin.read(_LARGEST_INPUT) if sys.stdin else ""
    data: bytes = raw.read(_LARGEST_INPUT + 1)
    if len(data) > _LARGEST_INPUT:
        raise CommandError("stdin holds more than a mebibyte; give less at a time")
    try:
        return data.decode("utf-8", errors).removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    except UnicodeDecodeError as error:
        raise CommandError("stdin holds no UTF-8; convert it first") from error


def is_terminal(stream: TextIO) -> bool:
    """Whether a person looks at it; a closed stream is none."""
    with suppress(AttributeError, ValueError):
        return stream.isatty()
    return False


def is_closed(stream: TextIO) -> bool:
    """Whether the stream was closed before the start, so that what is written to it is lost."""
    return isinstance(stream, Closed)


WIDEST = 100
"""Columns that a text is printed in at most: longer lines are hard to read."""


def columns(stream: TextIO, environment: Mapping[str, str]) -> int:
    """The width in cells: what COLUMNS says, else the terminal's, else 80."""
    named = environment.get("COLUMNS", "")
    if named.isascii() and named.isdigit() and int(named[:6]) > 0:
        width = int(named[:6])
    else:
        try:
            width = os.get_terminal_size(stream.fileno()).columns
        except (AttributeError, OSError, ValueError):
            width = 0
    return max(_FEWEST, min(width or _COLUMNS, _MOST))


def size(stream: TextIO) -> tuple[int, int] | None:
    """Columns and rows of the terminal; None where there is none."""
    if not is_terminal(stream):
        return None
    with suppress(AttributeError, OSError, ValueError):
        found = os.get_terminal_size(stream.fileno())
        return found.columns, found.lines
    return None


def has_colors(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether to write escape sequences: to a terminal that knows them, if NO_COLOR is not set.

    https://no-color.org; consoles of Windows understand them when a terminal program says so.
    """
    if environment.get("NO_COLOR") or not is_terminal(stream):
        return False
    if environment.get("TERM", "") == "dumb":
        return False
    return os.name != "nt" or "WT_SESSION" in environment or "TERM" in environment


def _as_it_was(error: UnicodeError) -> tuple[str | bytes, int]:
    try:
        return codecs.lookup_error("surrogateescape")(error)
    except UnicodeError:
        return codecs.lookup_error("backslashreplace")(error)


def _take_free_descriptors() -> None:
    """Have no file that is opened later be taken for stdin, stdout or stderr by a child."""
    with suppress(OSError):
        while (taken := os.open(os.devnull, os.O_RDWR)) <= 2:
            os.set_inheritable(taken, True)
        os.close(taken)


def _tried(work: Callable[[], object]) -> None:
    try:
        work()
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.errno == errno.EINVAL and sys.platform == "win32":  # what a closed pipe is there
            raise BrokenPipeError from error
        discard(sys.stdout)
        advice = "free some space" if error.errno == errno.ENOSPC else "look at where it goes"
        raise CommandError(
            f"the output could not be written: {error.strerror} ({advice})"
        ) from error
