"""The start of the reader: its files, its hub, and the report after a crash."""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from papers_tui.cli.errors import FAILED, complain, fail, to_stderr
from papers_tui.cli.settings import settings_in
from papers_tui.model.errors import PapersError
from papers_tui.model.settings import Settings
from papers_tui.services.session import Session
from papers_tui.store.paths import Paths

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from papers_tui.hub.endpoints import Endpoints
    from papers_tui.model.period import Period
    from papers_tui.tui.app import PapersApp

_COLORS = "TEXTUAL_COLOR_SYSTEM"
_COLOR_SYSTEMS = ("auto", "standard", "256", "truecolor", "windows")
"""The values that this variable of Textual's can have."""


class ReaderOptions(NamedTuple):
    """The list that the reader opens, and its options."""

    period: Period | None = None
    offline: bool = False
    demo: bool = False
    ascii: bool = False
    start: str = ""
    """The list that a start opens in place of that of the settings, as `start` there."""

    search: str = ""
    """A query that a start runs, in the same way."""


def run_reader(options: ReaderOptions, environment: Mapping[str, str]) -> int:
    """Run the reader and return the exit status."""
    if options.demo:
        return _refused() or _demo(options)
    try:
        paths = Paths.from_environment(environment)
        settings = _with_start(settings_in(paths), options)
        endpoints = None if options.offline else _endpoints(environment, settings)
    except PapersError as error:
        return fail(str(error))
    if status := _refused():
        return status
    with (
        _thread_reports(paths.log) as reports,
        closing(Session(paths, endpoints, settings=settings)) as session,
    ):
        app = _run(session, options)
    if reports:
        to_stderr(f"papers-tui: warning: a part of the program failed{reports[0]}\n")
    if app.return_value == "demo":  # whoever looks at an empty list may ask for the sample
        return _demo(ReaderOptions(ascii=options.ascii))
    return _status(app, paths)


def _with_start(settings: Settings, options: ReaderOptions) -> Settings:
    """The settings with the start that the options ask for, if they ask for one.

    A query gets a name that no list has: whoever searches for "trending" wants no such list.
    """
    if query := options.search:
        name = f"--search {query}"
        return settings._replace(start=name, searches=(*settings.searches, (name, query)))
    return settings._replace(start=options.start) if options.start else settings


def _endpoints(environment: Mapping[str, str], settings: Settings) -> Endpoints:
    from papers_tui.hub.endpoints import Endpoints

    return Endpoints.from_environment(environment, settings)


def _refused() -> int:
    """Refuse to start without a terminal; 0 where there is one."""
    for number, what in ((0, "reads keys from stdin"), (2, "draws on stderr")):
        if not os.isatty(number):
            message = f"the reader {what}, which is no terminal (papers-tui list prints papers)"
            stream = sys.stderr if number == 0 or not os.isatty(1) else sys.stdout
            return complain(message, FAILED, stream)
    return 0


def _demo(options: ReaderOptions) -> int:
    from papers_tui.services.demo import fill, open_demo

    settings = _with_start(Settings(), options)
    with (
        # On Windows a thread that still holds a file must not turn the end into an error.
        tempfile.TemporaryDirectory(prefix="papers-tui-demo-", ignore_cleanup_errors=True) as home,
        closing(open_demo(Path(home), settings)) as session,
    ):
        if options.search:
            import asyncio

            asyncio.run(fill(session))
        return _status(_run(session, options), None)


def _run(session: Session, options: ReaderOptions) -> PapersApp:
    if os.environ.get(_COLORS, "auto") not in _COLOR_SYSTEMS:
        del os.environ[_COLORS]  # Textual would end with a bug
    from papers_tui.tui.app import run

    return run(session, options.period, ascii=options.ascii)


def _status(app: PapersApp, paths: Paths | None) -> int:
    """The exit status; after a crash, the report goes to the log and a line to the user."""
    if app.lost:
        with suppress(OSError):  # unbuffered: nothing is left that the exit would fail to write
            os.write(2, f"papers-tui: error: the terminal was lost: {app.lost}\n".encode())
        return FAILED
    if not app.crash:
        return app.return_code or 0
    where = _kept(app.crash, paths.log) if paths is not None else ""
    to_stderr(f"{app.crash}\npapers-tui: error: this is a bug in the program{where}\n")
    return FAILED


@contextmanager
def _thread_reports(log: Path) -> Iterator[list[str]]:
    """Keep reports of threads that end by a bug, in place of printing them over the screen."""
    reports: list[str] = []

    def keep(crash: threading.ExceptHookArgs) -> None:
        from papers_tui.tui.terminal.crash import crash_outline

        if crash.exc_value is not None:
            name = crash.thread.name if crash.thread else "a thread"
            report = f"in {name}:\n{crash_outline(crash.exc_value)}\n"
            reports.append(_kept(report, log, starts_new=not reports))

    usual, threading.excepthook = threading.excepthook, keep
    try:
        yield reports
    finally:
        threading.excepthook = usual


def _kept(report: str, log: Path, *, starts_new: bool = True) -> str:
    """Write the report and say where it is, or why it is nowhere."""
    from papers_tui.store.files import private

    try:
        private.make_folder(log.parent)
        if starts_new:
            log.unlink(missing_ok=True)
        private.append_text(log, report)
    except OSError as error:
        return f"; the report could not be written ({error.strerror})"
    return f"; the report is in {log}"
