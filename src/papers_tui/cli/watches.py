"""Watches for the commands: their lists fetched, their errors reported, hooks started for news."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.cli.errors import GO_ONLINE, CommandError
from papers_tui.text.clean import harmless

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from papers_tui.cli.context import Context
    from papers_tui.services.session import Session
    from papers_tui.services.watches import Watches

KNOWN = "for a new watch, what is listed so far counts as known"
"""The reason why a new watch reports nothing."""

_MOST_NAMED = 5


def no_watch(context: Context) -> CommandError:
    """The error where watches are asked for and there is none."""
    path = harmless(str(context.paths.config))
    line = "\"agents\" = 'title:agent*'"
    return CommandError(
        f"there is no watch; the command paper.follow of the reader makes one, "
        f"and so does a line such as {line} under [watches] in {path}"
    )


def fetch(session: Session, context: Context, first: date, last: date | None = None) -> None:
    """Fetch what is missing or old, as far as the network goes; a warning names what is missing.

    Raises CommandError, with the reason, when nothing at all is archived for an answer.
    """
    if context.offline:
        if not session.archive.count():
            raise CommandError(f"nothing is archived; {GO_ONLINE}")
        return
    from papers_tui.hub.errors import HubError
    from papers_tui.store.errors import ArchiveError

    watches = session.watches()
    try:
        fetched = context.fetch(session, lambda: watches.fetch(first, last))
    except ArchiveError:
        if not session.archive.count():
            raise
        return  # that it cannot be written is said in the end; what it has can be read
    except HubError as error:
        fetched_reason, days = str(error), ""
    else:
        if not fetched.missing:
            return
        fetched_reason = fetched.reason
        named = ", ".join(map(context.dates.day, fetched.missing[:_MOST_NAMED]))
        days = f" Not up to date: {named}."
    if not session.archive.count():
        raise CommandError(f"nothing could be fetched, and nothing is archived: {fetched_reason}")
    streams.warn(f"{fetched_reason}{days} The next run fetches it.")


def warn_of_broken(watches: Watches, names: list[str]) -> CommandError | None:
    """Warn of the watches that make no sense, among all or those of these names.

    Gives the error to end with once the others have answered, if there is any.
    """
    broken = [one for one in watches.broken if not names or one.name in names]
    for one in broken:
        line = f", line {one.line}" if one.line else ""
        streams.warn(f"config.toml{line}: {one.sentence}")
    if not broken:
        return None
    subject = "a watch makes" if len(broken) == 1 else f"{len(broken)} watches make"
    return CommandError(f"{subject} no sense; correct what the warning above names")


def start_hooks(session: Session, news: Mapping[str, Sequence[str]], context: Context) -> None:
    """Start the user's program for the news, and do not wait for it.

    They are papers, each with the names of the watches that found it.
    """
    if not news or not context.settings.hooks:
        return
    from papers_tui.services.programs.hooks import hooks_of_news

    titles = {key: paper.title for key, paper in session.archive.papers(list(news)).items()}
    context.start_hooks(hooks_of_news(dict(context.settings.hooks), news, titles))
