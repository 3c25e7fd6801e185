"""Check files, settings, hub and terminal, say what is wrong and what could be done about it.

Without an option nothing is changed. Backups are named by their time in UTC; --restore takes one
of those, or a day, week or month, and brings back the newest backup up to the end of that.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.cli.errors import CommandError
from papers_tui.cli.grammar.parser import when

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator

    from papers_tui.cli.context import Context
    from papers_tui.services.doctor.checks import Check
    from papers_tui.store.library.file import LibraryFile

_STATE = len("damaged") + 2

EXAMPLES = (
    "papers-tui doctor",
    "papers-tui doctor --repair",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the repairs."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--repair", action="store_true", help="do what the checks propose")
    help_text = "bring a backup of the reading list back; what it is now is backed up first"
    what.add_argument("--restore", type=_until, metavar="DATE", help=help_text)
    help_text = "take the reading list as it is, although many papers are gone from it"
    what.add_argument("--accept", action="store_true", help=help_text)


def run(options: argparse.Namespace, context: Context) -> int:
    """Check, or repair; 0 when nothing is damaged afterwards."""
    from papers_tui.store.errors import LibraryError

    with context.session() as session:
        file = session.library_file
        try:
            if options.restore is not None:
                return _restore(file, options.restore)
            if options.accept:
                return _accept(file)
        except LibraryError as problem:
            raise CommandError(str(problem)) from problem
        return _check(_checks(file, context), repairs=options.repair)


def _checks(file: LibraryFile, context: Context) -> Iterator[Check]:
    """All checks, each made when it is its turn."""
    from papers_tui.cli.settings import key_problems
    from papers_tui.services.doctor.environment import (
        endpoint_check,
        leftover_check,
        privacy_check,
        settings_checks,
        version_check,
    )
    from papers_tui.services.doctor.files import database_checks, library_checks
    from papers_tui.services.doctor.terminal import terminal_checks

    paths, settings = context.paths, context.settings
    yield from library_checks(file)
    yield from database_checks(paths)
    problems = (*settings.problems, *key_problems(settings))
    yield from settings_checks(paths.config, settings, problems)
    yield leftover_check(paths)
    yield privacy_check(paths)
    yield endpoint_check(context.environment, settings, offline=context.offline)
    yield version_check()
    yield from terminal_checks(context.environment, streams.size(sys.stdout))


def _check(checks: Iterable[Check], *, repairs: bool) -> int:
    from papers_tui.services.doctor.checks import Health

    damaged, can_repair = [], False
    for check in checks:
        _print(check)
        if repairs and check.fix:
            if not _fixed(check.fix):
                damaged.append(check.name)
            continue
        if check.repair:
            _line("", f"--repair would {check.repair}")
        if check.health is Health.DAMAGED:
            damaged.append(check.name)
            can_repair = can_repair or bool(check.repair)
    if damaged:
        way_out = (
            "papers-tui doctor --repair fixes it" if can_repair else "the lines above say more"
        )
        are = "is" if len(damaged) == 1 else "are"
        raise CommandError(f"{' and '.join(damaged)} {are} not in order; {way_out}")
    return 0


def _print(check: Check) -> None:
    _line(check.health, f"{check.name}: {check.sentence}")
    for detail in check.details:
        _line("", f"  {detail}")


def _fixed(fix: Callable[[], str]) -> bool:
    """Apply a repair and report it; whether that could be done."""
    from papers_tui.model.errors import PapersError

    try:
        _line("", f"repaired: {fix()}")
    except PapersError as problem:
        _line("", f"not repaired: {problem}")
        return False
    return True


def _line(head: str, text: str) -> None:
    from papers_tui.text.clean import one_line

    indent = text[: len(text) - len(text.lstrip())]
    streams.write(f"{head:<{_STATE}}{indent}{one_line(text, 10_000)}\n")


def _restore(file: LibraryFile, until: datetime) -> int:
    from papers_tui.services.doctor.files import restore
    from papers_tui.store.library.backups import stamp

    backup = restore(file, until)
    if backup is None:
        raise CommandError(
            f"there is no backup of {stamp(until)} or before; doctor lists those there are"
        )
    streams.write(f"{file.path} is again as it was at {backup.stamp}\n")
    streams.write(f"what it was before is in {file.backup_folder}\n")
    return 0


def _accept(file: LibraryFile) -> int:
    from papers_tui.services.doctor.files import accept

    if accept(file):
        streams.write(f"{file.path} is taken as it is\n")
    else:
        streams.write("there was nothing to accept\n")
    return 0


def _until(text: str) -> datetime:
    """The end of the second, day, week or month that was named, in UTC."""
    if len(text) > len("2025-12-11"):
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return _end_of(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return _end_of(text)


def _end_of(text: str) -> datetime:
    today = datetime.now(UTC).date()  # backups are named by UTC, whatever the hub's day is
    days = {"today": today, "yesterday": today - timedelta(days=1)}
    last = days.get(text.strip().lower()) or when(text, today).last
    return datetime.combine(last, time.max, UTC)
