"""Changes of the reading list from the command line: saved first, then titles found."""

from __future__ import annotations

import sys
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.cli.errors import CommandError
from papers_tui.model.library.changes import Several, apply, named, singles, with_old_notes
from papers_tui.model.library.marks import Library, Mark
from papers_tui.store.errors import LibraryError
from papers_tui.store.library.journal import DatedChange

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from papers_tui.cli.context import Context
    from papers_tui.model.library.changes import Change, Single
    from papers_tui.services.session import Session
    from papers_tui.store.library.file import LibraryFile

_ANY_TIME = datetime.min.replace(tzinfo=UTC)
"""The time of a change that is only described."""


def save_changes(
    context: Context,
    changes: Iterable[Single],
    *,
    wants_titles: bool = True,
    is_quiet: bool = False,
) -> None:
    """Make the changes; they are durable, in the file or the journal, when this returns.

    Then papers without a title are given one, where it can be had soon. Raises CommandError when
    nothing was done.
    """
    with context.session() as session:
        file = session.library_file
        before = file.settled().library
        change = with_old_notes(Several(tuple(changes)), before)
        after = _made(file, change)
        for loss in file.take_losses():
            streams.warn(loss.sentence)
        _start_hooks(context, session, before, change, after)
        if after is None:
            return
        file.remember()
        untitled = [key for key in sorted(named(change)) if key in after and not after[key].title]
        report = _no_report if is_quiet else partial(_report, before, change)
        if untitled and wants_titles:
            _add_titles(context, session, untitled, report)
        else:
            report({})
        _bring_in_late(file)


def _made(file: LibraryFile, change: Change) -> Library | None:
    """The library after the change; None when that waits in the journal, and the user is warned."""
    try:
        return file.apply([DatedChange(change, file.now())]).library
    except LibraryError as problem:
        if not problem.is_kept:
            raise CommandError(str(problem)) from problem
        streams.warn(f"{problem}; the change is kept, and made once the file is repaired")
        return None


def _bring_in_late(file: LibraryFile) -> None:
    """Bring in what another program has written since the save to the file it had open."""
    if file.take_late(is_last=True):
        with suppress(LibraryError):  # it is in the journal, and so are the changes
            file.apply()
        for found in file.take_unreadable():
            streams.warn(found.sentence)


def _start_hooks(
    context: Context, session: Session, before: Library, change: Change, after: Library | None
) -> None:
    """Start the user's programs for the change, and do not wait for them."""
    if not context.settings.hooks:
        return
    from papers_tui.cli.titles import archived_titles
    from papers_tui.services.programs.hooks import hooks_of_change

    after = apply(before, change, context.now()) if after is None else after
    ids = named(change)
    old, new = ({key: library[key] for key in ids if key in library} for library in (before, after))
    untitled = [key for key in ids if not (old | new).get(key, Mark()).title]
    commands, titles = dict(context.settings.hooks), archived_titles(session, untitled)
    context.start_hooks(hooks_of_change(commands, Library(old), Library(new), titles))


def _add_titles(
    context: Context,
    session: Session,
    ids: Sequence[str],
    report: Callable[[Mapping[str, str]], None],
) -> None:
    """Give the papers their titles; what cannot be had is left to another time."""
    from papers_tui.cli.titles import archived_titles, fetched_titles, keep_titles

    titles = archived_titles(session, ids)
    report(titles)
    if not context.offline:
        titles |= fetched_titles(context, session, [key for key in ids if key not in titles])
    keep_titles(session, titles)


def _no_report(_: Mapping[str, str]) -> None:
    """The command reports by itself."""


def _report(before: Library, change: Change, titles: Mapping[str, str]) -> None:
    """Report what has changed in one sentence, on a terminal."""
    if not streams.is_terminal(sys.stderr):
        return
    from papers_tui.model.library.describe import describe

    after = apply(before, change, _ANY_TIME)
    differing = before.differing(after)
    news = Several(tuple(part for part in singles(change) if part.id in differing))
    known = {key: mark.title or titles.get(key, "") for key, mark in {**before, **after}.items()}
    streams.report(f"{describe(news, known)}.")
