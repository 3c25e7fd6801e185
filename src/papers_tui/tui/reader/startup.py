"""What the settings want a start to open, when it is not the newest day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.model.errors import PapersError
from papers_tui.model.period import Month, Period, Trending, Week

if TYPE_CHECKING:
    from datetime import date

    from papers_tui.services.session import Session
    from papers_tui.tui.reader.screen import ReaderScreen


def first_list(session: Session) -> Period | None:
    """The list that the settings name; None when that is the newest day or no period at all."""
    return _list_of(session.settings.start, session.lists.newest_known().day)


def go_on(window: ReaderScreen, session: Session, shown: Period | None) -> None:
    """After the first frame: find out what is newest, or search what the settings name.

    `shown` is the list that is on screen for another reason than being the newest day's.
    """
    first = first_list(session)
    if first is not None:
        if shown == first:
            window.run_worker(_follow(window, session), group="newest")
    elif shown is None:
        window.lazy.search_results.run(dict(session.settings.searches)[session.settings.start])


async def _follow(window: ReaderScreen, session: Session) -> None:
    """Ask for the newest day; when a new week or month has begun with it, go there."""
    shown = window.hub_list.period
    if not session.lists.may_ask:
        return
    try:
        await session.lists.newest()
    except PapersError:
        return  # the list on screen has been asked for as well, and says so
    now = first_list(session)
    if (
        now is not None
        and window.source is window.hub_list
        and shown == window.hub_list.period != now
    ):
        window.hub_list.open(now, ask=True)


def _list_of(start: str, day: date) -> Period | None:
    match start:
        case "week":
            return Week.of(day)
        case "month":
            return Month.of(day)
        case "trending":
            return Trending()
        case _:
            return None
