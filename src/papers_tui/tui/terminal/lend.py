"""The terminal lent to another program, such as an editor, and taken back whatever happens."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from papers_tui.model.errors import PapersError
from papers_tui.services.programs import desktop

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from textual.app import App

    from papers_tui.model.settings import Settings

_PATIENCE = 1.0
"""Seconds that the program gets to save its own files when this one is asked to end."""


_LOOKS = 15
"""The number of looks at a program that was started, while it may fail."""


_turns: WeakKeyDictionary[App[object], asyncio.Lock] = WeakKeyDictionary()
"""For each reader, the lock that the program on its terminal holds."""


class LendError(PapersError):
    """A program that needs the terminal could not be started."""


async def run_in_terminal(app: App[object], command: Sequence[str]) -> int:
    """Run a program on the terminal and return its exit status; the event loop runs on.

    One that has the terminal is waited for. Ctrl+C and Ctrl+\\ are for the program alone. Raises
    LendError when it cannot be started; the terminal is back then, too.
    """
    async with _turns.setdefault(app, asyncio.Lock()):
        return await _run(app, command)


async def _run(app: App[object], command: Sequence[str]) -> int:
    with lent(app), _keys_ignored():
        try:
            program = subprocess.Popen(  # noqa: S603, ASYNC220
                command, stdout=_screen(), env=desktop.without_secrets()
            )
        except (OSError, ValueError) as error:
            raise LendError(desktop.not_started(command, error)) from error
        try:
            return await asyncio.to_thread(program.wait)
        finally:
            _end(program)


async def open_page(app: App[object], url: str, settings: Settings) -> None:
    """Have the browser show a page, on the terminal if that is where it draws.

    Raises DesktopError, CommandLineError and LendError.
    """
    if command := desktop.page_here(url, settings):
        await _shown(app, command)
    else:
        await _wait_for_start(await asyncio.to_thread(desktop.open_url, url, settings.browser))


async def open_pdf(app: App[object], path: Path, settings: Settings) -> None:
    """Have the viewer show a PDF, on the terminal if that is where it draws.

    Raises DesktopError and LendError.
    """
    if command := desktop.pdf_here(path, settings):
        await _shown(app, command)
    else:
        await _wait_for_start(await asyncio.to_thread(desktop.open_file, path, settings.pdf_viewer))


async def _wait_for_start(started: desktop.Started | None) -> None:
    """Look for a while whether the program fails; no thread waits, as that would delay the end."""
    for _ in range(_LOOKS):
        if started is None or started.has_ended():
            break
        await asyncio.sleep(desktop.SOON / _LOOKS)


async def _shown(app: App[object], command: Sequence[str]) -> None:
    status = await run_in_terminal(app, command)
    if status:
        raise LendError(f"{desktop.failure(command, status)}.")


@contextmanager
def lent(app: App[object]) -> Iterator[None]:
    """The terminal as it was before the reader began; it is taken back when the block is left."""
    driver = app._driver
    if driver is None or not driver.can_suspend:
        raise LendError("This terminal cannot be lent to another program.")
    settings = getattr(driver, "attrs_before", None)
    driver.suspend_application_mode()
    try:
        with driver.no_automatic_restart():
            yield
    finally:
        if app.is_running:
            if callable(take_back := getattr(driver, "take_back", None)):
                take_back(settings)
            else:
                driver.resume_application_mode()
            app.refresh(layout=True)


@contextmanager
def _keys_ignored() -> Iterator[None]:
    """Have the keys that end a program not end this one: a handler, which no child inherits."""
    numbers = [signal.SIGINT, *([signal.SIGQUIT] if hasattr(signal, "SIGQUIT") else [])]
    before = {number: signal.signal(number, lambda *_: None) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _screen() -> int | None:
    """The stdout of a program that draws: stderr's terminal where our own stdout is none."""
    return None if os.isatty(1) else 2


def _end(program: subprocess.Popen[bytes]) -> None:
    """Have a program end that still runs when nobody waits for it any more."""
    if program.poll() is None:
        with suppress(OSError):
            program.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGHUP)
        with suppress(subprocess.TimeoutExpired):
            program.wait(_PATIENCE)
