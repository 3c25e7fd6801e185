"""The facts about a paper on this machine that queries can ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from papers_tui.model.library.marks import Mark


class Facts(NamedTuple):
    """Facts about a paper that only this machine knows."""

    starred: bool = False
    status: str | None = None
    """One of to-read, reading and read; None when there is none."""

    tags: tuple[str, ...] = ()
    note: str = ""
    seen: bool = False
    seen_on: date | None = None
    """The day in the user's time zone, as that of `added_on`."""

    added_on: date | None = None
    """The day on which the paper came into the reading list."""

    pdf: bool = False
    linked: frozenset[str] = frozenset()
    """The kinds of repositories linked to the paper at the hub: model, dataset, space."""

    followed: bool = False
    """Whether a watch finds the paper."""

    accounts: tuple[str, ...] = ()
    """The folded logins of its authors."""


def of(mark: Mark, *, seen_on: date | None = None) -> Facts:
    """The facts about a paper with that mark in the reading list, seen on that day if at all."""
    status = mark.status.value if mark.status else None
    return Facts(
        starred=mark.starred,
        status=status,
        tags=mark.tags,
        note=mark.note,
        seen=seen_on is not None,
        seen_on=seen_on,
        added_on=local_day(mark.added) if mark.added else None,
    )


def local_day(moment: datetime) -> date:
    """The day of an aware time in the time zone of this machine; its own at the calendar's ends."""
    try:
        return moment.astimezone().date()
    except (OverflowError, OSError, ValueError):  # Windows has no zones before 1970
        return moment.date()


def joined(
    facts: Mapping[str, Facts], more: Mapping[str, Mapping[str, Any]]
) -> Mapping[str, Facts]:
    """The facts by paper, with more fields of some of them."""
    if not more:
        return facts
    nothing = Facts()
    new = {key: facts.get(key, nothing)._replace(**fields) for key, fields in more.items()}
    return {**facts, **new}
