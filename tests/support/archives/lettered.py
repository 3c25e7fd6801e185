"""Papers that go by a letter, for orders that are read at a glance."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from papers_tui.model.paper import Entry, Paper

if TYPE_CHECKING:
    from papers_tui.store.archive.archive import Archive

NOON = datetime(2026, 1, 12, 12, tzinfo=UTC)


def add(archive: Archive, *papers: Paper) -> None:
    archive.add([Entry(paper) for paper in papers], NOON)


def made(key: str, title: str = "Plain", abstract: str = "", age: int = 0, **known: int) -> Paper:
    """A paper of so many days ago; its id ends in the letter's place in the alphabet."""
    number = ord(key) - ord("a")
    return Paper(
        id=f"2601.{number:05}",
        title=title,
        abstract=abstract,
        listed=(NOON.date() - timedelta(age),),
        upvotes=known.get("upvotes", 0),
        comments=known.get("comments"),
        github_stars=known.get("stars"),
    )


def letters(ids: tuple[str, ...]) -> str:
    return "".join(chr(ord("a") + int(each[-5:])) for each in ids)


def filler(number: int) -> list[Paper]:
    """Papers without any of the words asked for, so that those are rare."""
    return [
        Paper(id=f"2501.{place:05}", title="Filler", abstract="of no interest " * 10)
        for place in range(number)
    ]
