"""Papers for tests: made up by hypothesis, and recorded ones where the recording is there."""

from __future__ import annotations

import json
import os
import string
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from papers_tui.model.paper import Entry, Listing, Paper
from papers_tui.text.clean import clean, one_line

IDS = st.from_regex(r"\d{4}\.\d{5}", fullmatch=True, alphabet=string.digits + ".")
DATES = st.dates(date(2023, 5, 4), date(2030, 1, 1))
TIMES = st.datetimes(datetime(2023, 5, 4), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
TEXTS = st.text(max_size=60).map(clean)
LINES = st.text(max_size=20).map(one_line)
NAMES = st.lists(LINES.filter(bool), max_size=3).map(tuple)
COUNTS = st.none() | st.integers(0, 10**6)


def papers(ids: st.SearchStrategy[str] = IDS) -> st.SearchStrategy[Paper]:
    """Papers with anything in any field."""
    return st.builds(
        Paper,
        id=ids,
        title=LINES,
        abstract=TEXTS,
        authors=NAMES,
        published=st.none() | DATES,
        listed=st.sets(DATES, max_size=3).map(lambda days: tuple(sorted(days))),
        upvotes=COUNTS,
        comments=COUNTS,
        ai_summary=TEXTS,
        ai_keywords=NAMES,
        organization=LINES,
        submitted_by=LINES,
        submitter_name=LINES,
        github_repo=LINES,
        github_stars=COUNTS,
        project_page=LINES,
        media=NAMES,
        withdrawn=st.none() | DATES,
    )


def entries(ids: st.SearchStrategy[str] = IDS) -> st.SearchStrategy[Entry]:
    """Papers with the bytes they came from."""
    return st.builds(Entry, papers(ids), st.binary(max_size=50))


def listings(ids: st.SearchStrategy[str] = IDS) -> st.SearchStrategy[Listing]:
    """Lists in which a paper may stand twice."""
    return st.builds(
        Listing, st.lists(entries(ids), max_size=6).map(tuple), st.integers(0, 3), st.booleans()
    )


def a_list(*ids: str, unreadable: int = 0, complete: bool = True) -> Listing:
    """A plain list of papers with those ids."""
    made = (Entry(Paper(id=key, title=f"On {key}"), b"{}") for key in ids)
    return Listing(tuple(made), unreadable, complete)


def recorded_days() -> dict[date, Listing]:
    """The recorded days; skips the test where they are not."""
    here = Path(__file__).parents[4] / "shared"
    folder = Path(os.environ.get("PAPERS_TUI_SHARED", here)) / "recorded"
    if not folder.is_dir():
        pytest.skip(f"the recorded days are not at {folder}")
    return {date.fromisoformat(file.stem): _read(file) for file in sorted(folder.glob("*.json"))}


def _read(file: Path) -> Listing:
    answer = json.loads(file.read_bytes())
    return Listing(tuple(Entry(_paper(item), json.dumps(item).encode()) for item in answer))


def _paper(item: dict[str, Any]) -> Paper:
    paper = item["paper"]
    authors = (one_line(author["name"]) for author in paper["authors"])
    return Paper(
        id=paper["id"],
        title=one_line(paper["title"]),
        abstract=clean(paper["summary"]),
        authors=tuple(filter(None, authors)),
        published=date.fromisoformat(paper["publishedAt"][:10]),
        upvotes=paper["upvotes"],
        comments=item["numComments"],
        ai_summary=clean(paper.get("ai_summary")),
        ai_keywords=tuple(filter(None, map(one_line, paper.get("ai_keywords", ())))),
        organization=one_line(item.get("organization", {}).get("fullname")),
        submitted_by=one_line(item.get("submittedBy", {}).get("name")),
        github_repo=one_line(paper.get("githubRepo")),
        github_stars=paper.get("githubStars"),
        media=tuple(item.get("mediaUrls", ())),
    )
