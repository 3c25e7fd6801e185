"""The size of the archive on disk, and real days in and out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from json import dumps
from random import Random
from string import ascii_lowercase
from typing import TYPE_CHECKING

from papers_tui.model.paper import Entry, Listing, Paper
from papers_tui.model.period import Day
from papers_tui.store.archive.archive import Archive
from tests.support.strategies.papers import recorded_days

if TYPE_CHECKING:
    from pathlib import Path

DAY = Day(date(2026, 8, 20))
NOON = datetime(2026, 8, 20, 12, tzinfo=UTC)
MOST = 8 * 1024
"""Bytes on disk for each paper, what search needs included."""


def test_the_recorded_days_come_out_as_they_went_in_and_are_small(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    archive = Archive.open(path)
    recorded = recorded_days()
    for day, listing in recorded.items():
        archive.store(Day(day), listing, NOON)
    for day, listing in recorded.items():
        stored = archive.listing(Day(day))
        assert stored is not None
        assert stored.ids == tuple(paper.id for paper in listing.papers)
        for paper in archive.papers(stored.ids).values():
            assert day in paper.listed
    latest = {paper.id: entry.raw for one in recorded.values() for entry in one.entries
              for paper in [entry.paper]}  # fmt: skip
    texts = {paper.id: paper for one in recorded.values() for paper in one.papers}
    for paper_id, paper in archive.papers(list(latest)).items():
        assert paper == replace(texts[paper_id], listed=paper.listed)
        assert archive.raw(paper_id) == latest[paper_id]
    count = archive.count()
    archive.close()
    assert [file.name for file in tmp_path.iterdir()] == ["archive.db"]
    assert path.stat().st_size / count < MOST


def test_a_paper_of_the_usual_length_takes_at_most_8_kilobytes(tmp_path: Path) -> None:
    """As long as recorded ones: a summary of 1,500 characters, twice in an answer of 5,000."""
    chance = Random(1)
    words = [
        "".join(chance.choices(ascii_lowercase, k=chance.randint(2, 11))) for _ in range(3_000)
    ]

    def entry(number: int) -> Entry:
        summary = " ".join(chance.choices(words, k=200))
        authors = tuple(" ".join(chance.choices(words, k=2)).title() for _ in range(8))
        paper = Paper(id=f"2501.{number:05}", title=summary[:80], abstract=summary, authors=authors)
        ids = [{"_id": chance.randbytes(12).hex(), "name": name} for name in authors]
        answer = {"paper": {"id": paper.id, "authors": ids, "summary": summary}, "summary": summary}
        rest = chance.randbytes(300).hex()
        return Entry(paper, dumps(answer | {"submittedBy": rest}).encode())

    archive = Archive.open(tmp_path / "archive.db")
    for turn in range(20):
        page = Listing(tuple(entry(turn * 30 + number) for number in range(30)))
        archive.store(DAY.step(turn), page, NOON)
    archive.close()
    assert (tmp_path / "archive.db").stat().st_size / 600 < MOST
