"""Checks around the files: versions, settings, leftovers, the address of the hub."""

from __future__ import annotations

import asyncio
import platform
from importlib.metadata import version
from typing import TYPE_CHECKING

from papers_tui import __version__
from papers_tui.hub.endpoints import Endpoints
from papers_tui.hub.errors import HubError
from papers_tui.model.query.errors import QueryError
from papers_tui.model.query.parser import parse
from papers_tui.services.doctor.checks import Check, Health
from papers_tui.services.hub_connection import HubConnection
from papers_tui.store import leftovers
from papers_tui.store.errors import StoreError
from papers_tui.store.files import private
from papers_tui.text.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from papers_tui.model.settings import Problem, Settings
    from papers_tui.store.paths import Paths

PATIENCE = 5.0
"""Seconds that the hub has to answer."""


def version_check() -> Check:
    """The versions that a report of a fault begins with."""
    parts = {
        "papers-tui": __version__,
        "Textual": version("textual"),
        "Python": platform.python_version(),
        platform.system(): platform.release(),
    }
    named = ", ".join(f"{name} {number}" for name, number in parts.items())
    return Check("version", Health.OK, named)


def settings_checks(path: Path, settings: Settings, problems: Sequence[Problem]) -> Iterator[Check]:
    """The settings: each problem, each query that makes no sense, or that all is well."""
    queries = list(_wrong_queries(settings))
    for problem in (*problems, *queries):
        yield Check(path.name, Health.WARNING, f"{path}, {problem}")
    if not problems and not queries:
        yield Check(path.name, Health.OK, f"{_settings_there(path, settings)} {path}")


def _wrong_queries(settings: Settings) -> Iterator[str]:
    """Sentences on the searches and watches that make no sense, each with its line."""
    tables = (("search", "searches", settings.searches), ("watch", "watches", settings.watches))
    for kind, table, queries in tables:
        for name, text in queries:
            try:
                parse(text, named=settings.named)
            except QueryError as error:
                line = settings.lines.get(f"{table}.{name}", 0)
                yield f"line {line}: the {kind} {name} makes no sense: {error.sentence}"


def _settings_there(path: Path, settings: Settings) -> str:
    """The number of settings in the file, as a sentence that ends before the file's path."""
    number = sum("." not in name for name in settings.lines)
    if settings.lines:
        return f"in order, with {number} of the settings; its place is"
    if path.is_file():
        return "in order, with all settings at their defaults; its place is"
    return "there is none yet; its place is"


def leftover_check(paths: Paths) -> Check:
    """Temporary files that nobody will finish."""
    found = leftovers.find(paths)
    if not found:
        return Check("leftovers", Health.OK, "none")
    many = counted(len(found), "temporary file was", "temporary files were")
    return Check(
        "leftovers",
        Health.WARNING,
        f"{many} left by a program that was killed",
        tuple(map(str, found)),
        repair="remove what is left over",
        fix=lambda: f"{leftovers.remove(found)} removed",
    )


def privacy_check(paths: Paths) -> Check:
    """Whether others on the machine can read what was read, or change what the program keeps."""
    files = (paths.archive, paths.state, paths.log)
    open_ones = tuple(private.open_to_others((*files, *(path.parent for path in files))))
    if not open_ones:
        return Check("privacy", Health.OK, "nobody else on this machine can read these files")
    return Check(
        "privacy",
        Health.WARNING,
        "others on this machine can read or change these",
        tuple(map(str, open_ones)),
        repair="close them to others",
        fix=lambda: _closed(open_ones),
    )


def _closed(paths: tuple[Path, ...]) -> str:
    try:
        private.close_to_others(paths)
    except OSError as error:
        raise StoreError(f"{error.filename}: {error.strerror}.") from error
    return f"{len(paths)} closed to others"


def endpoint_check(environment: Mapping[str, str], settings: Settings, *, offline: bool) -> Check:
    """Whether the hub's address is one, and somebody answers there."""
    try:
        endpoints = Endpoints.from_environment(environment, settings)
    except HubError as error:
        return Check("endpoint", Health.WARNING, str(error))
    if offline:
        return Check("endpoint", Health.OK, f"{endpoints.hub}, not asked")
    try:
        asyncio.run(_ask(endpoints))
    except TimeoutError:
        slow = f"{endpoints.hub} did not answer in {PATIENCE:.0f} s; look at the network, or wait"
        return Check("endpoint", Health.WARNING, slow)
    except HubError as error:
        return Check("endpoint", Health.WARNING, f"{endpoints.hub}: {error}")
    return Check("endpoint", Health.OK, f"{endpoints.hub} answers")


async def _ask(endpoints: Endpoints) -> None:
    connection = HubConnection(endpoints, deadline=PATIENCE)
    try:
        async with asyncio.timeout(PATIENCE):
            await (await connection.hub()).latest_day()
    finally:
        await connection.close()
