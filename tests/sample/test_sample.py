"""The bundled sample's data: entries in the hub's form, and words of our own."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from datetime import date, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from papers_tui.model.arxiv_id import exact_id
from papers_tui.model.period import is_weekday
from papers_tui.sample import NEWEST

Entry = dict[str, Any]

TWICE = "2608.12313"
DATA = files("papers_tui.sample").joinpath("days.json").read_bytes()
DAYS: dict[str, list[Entry]] = json.loads(DATA)
ENTRIES = [(day, entry) for day, entries in DAYS.items() for entry in entries]
PAPERS: dict[str, Entry] = {entry["paper"]["id"]: entry["paper"] for _, entry in ENTRIES}

ENTRY_KEYS: dict[str, type] = {
    "paper": dict,
    "publishedAt": str,
    "title": str,
    "summary": str,
    "thumbnail": str,
    "numComments": int,
    "isAuthorParticipating": bool,
}
ENTRY_MAY: dict[str, type] = {"mediaUrls": list, "organization": dict}
PAPER_KEYS: dict[str, type] = {
    "id": str,
    "authors": list,
    "publishedAt": str,
    "submittedOnDailyAt": str,
    "title": str,
    "summary": str,
    "upvotes": int,
}
PAPER_MAY: dict[str, type] = {
    "mediaUrls": list,
    "projectPage": str,
    "githubRepo": str,
    "githubRepoAddedBy": str,
    "githubStars": int,
    "ai_summary": str,
    "ai_keywords": list,
    "organization": dict,
}


def check_keys(value: Entry, must: dict[str, type], may: dict[str, type]) -> None:
    assert must.keys() <= value.keys() <= must.keys() | may.keys()
    for key, item in value.items():
        assert type(item) is (must | may)[key], key
        assert item not in ("", [], {}), key


every_entry = pytest.mark.parametrize(
    ("day", "entry"), ENTRIES, ids=[f"{day}-{entry['paper']['id']}" for day, entry in ENTRIES]
)


@every_entry
def test_an_entry_has_the_hub_s_keys_and_types(day: str, entry: Entry) -> None:
    check_keys(entry, ENTRY_KEYS, ENTRY_MAY)
    check_keys(entry["paper"], PAPER_KEYS, PAPER_MAY)
    for author in entry["paper"]["authors"]:
        check_keys(author, {"name": str, "hidden": bool}, {})
    for texts in ("ai_keywords", "mediaUrls"):
        assert all(type(text) is str and text for text in entry["paper"].get(texts, []))
    if "organization" in entry:
        check_keys(entry["organization"], {"name": str}, {"fullname": str})


@every_entry
def test_an_entry_says_the_same_outside_and_inside(day: str, entry: Entry) -> None:
    paper = entry["paper"]
    assert (entry["title"], entry["summary"]) == (paper["title"], paper["summary"])
    assert entry.get("organization") == paper.get("organization")
    assert entry.get("mediaUrls") == paper.get("mediaUrls")
    assert exact_id(paper["id"]) == paper["id"]
    assert paper["id"] in entry["thumbnail"]


@every_entry
def test_an_entry_has_the_hub_s_dates(day: str, entry: Entry) -> None:
    paper = entry["paper"]
    published = datetime.fromisoformat(paper["publishedAt"])
    assert paper["submittedOnDailyAt"] == f"{day}T00:00:00.000Z"
    assert published - datetime.fromisoformat(entry["publishedAt"]) == timedelta(hours=4)
    assert published < datetime.fromisoformat(paper["submittedOnDailyAt"])


@every_entry
def test_links_are_safe_to_follow(day: str, entry: Entry) -> None:
    paper = entry["paper"]
    links = [paper.get("githubRepo"), paper.get("projectPage"), *paper.get("mediaUrls", [])]
    assert all(re.fullmatch(r"https://[\w./~-]+", link) for link in links if link)


@every_entry
def test_our_texts_are_a_paragraph_and_a_sentence(day: str, entry: Entry) -> None:
    paper = entry["paper"]
    assert 450 <= len(paper["summary"]) <= 900
    assert 2 <= len(sentences(paper["summary"])) <= 5
    if summary := paper.get("ai_summary"):
        assert len(sentences(summary)) == 1
        assert 60 <= len(summary) <= 160


def test_three_days_in_a_row_have_ten_papers_each() -> None:
    days = sorted(map(date.fromisoformat, DAYS))
    assert days == [NEWEST - timedelta(days=2), NEWEST - timedelta(days=1), NEWEST]
    assert all(is_weekday(day) for day in days)
    assert [len(entries) for entries in DAYS.values()] == [10, 10, 10]


def test_each_day_is_in_the_order_of_upvotes() -> None:
    for entries in DAYS.values():
        upvotes = [entry["paper"]["upvotes"] for entry in entries]
        assert upvotes == sorted(upvotes, reverse=True)


def test_one_paper_is_on_two_days_and_no_day_has_it_twice() -> None:
    on_days = Counter((day, entry["paper"]["id"]) for day, entry in ENTRIES)
    counts = Counter(arxiv_id for _, arxiv_id in on_days)
    assert set(on_days.values()) == {1}
    assert [arxiv_id for arxiv_id, count in counts.items() if count > 1] == [TWICE]
    newer, older = (entry for _, entry in ENTRIES if entry["paper"]["id"] == TWICE)
    listed = {"submittedOnDailyAt": older["paper"]["submittedOnDailyAt"]}
    assert newer | {"paper": newer["paper"] | listed} == older


def test_the_papers_differ_in_what_is_known_of_them() -> None:
    for key in ("githubRepo", "ai_summary", "organization", "projectPage", "mediaUrls"):
        having = sum(key in paper for paper in PAPERS.values())
        assert 2 <= having <= len(PAPERS) - 2, key
    assert max(len(paper["authors"]) for paper in PAPERS.values()) > 40
    assert min(len(paper["authors"]) for paper in PAPERS.values()) == 1
    assert any(r"$\mathcal{O}(n)$" in paper["summary"] for paper in PAPERS.values())
    assert any("\n" in paper["summary"] for paper in PAPERS.values())


def test_nobody_s_account_is_in_the_sample() -> None:
    assert not re.search(rb'"(_id|user|avatar\w*|submittedBy|submittedOnDailyBy)":', DATA)
    assert not re.search(rb"\b[0-9a-f]{24}\b", DATA)


def test_the_file_stays_small_and_readable() -> None:
    assert len(DATA) < 100_000
    assert max(map(len, DATA.splitlines())) < 1_000


def test_the_newest_day_is_the_newest_in_the_data() -> None:
    assert max(DAYS) == NEWEST.isoformat()


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.?!])\s+", text.strip()) if part]


def plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def recorded_days() -> Path:
    """The folder of recorded answers, which is not part of the repository."""
    shared = os.environ.get("PAPERS_TUI_SHARED")
    beside = Path(__file__).resolve().parents[3] / "shared"
    folder = (Path(shared) if shared else beside) / "recorded"
    if not folder.is_dir():
        pytest.skip(f"no recorded days in {folder}")
    return folder


def test_no_sentence_of_ours_is_one_of_the_recorded() -> None:
    theirs: set[str] = set()
    for day in recorded_days().glob("*.json"):
        for entry in json.loads(day.read_bytes()):
            paper = entry["paper"]
            texts = (paper["summary"], paper.get("ai_summary", ""))
            theirs.update(plain(part) for text in texts for part in sentences(text))
    ours = {
        plain(part)
        for paper in PAPERS.values()
        for text in (paper["summary"], paper.get("ai_summary", ""))
        for part in sentences(text)
    }
    assert len(theirs) > 1_000
    assert len(ours) > 100
    assert not ours & theirs


def test_no_run_of_eight_words_is_taken_from_a_recorded_abstract() -> None:
    folder = recorded_days()
    for day in DAYS:
        file = folder / f"{day}.json"
        if not file.is_file():
            pytest.skip(f"no recorded answer of {day}")
        for entry in json.loads(file.read_bytes()):
            theirs, ours = entry["paper"], PAPERS.get(entry["paper"]["id"], {})
            for key in ("summary", "ai_summary"):
                words = plain(ours.get(key, "")).split()
                runs = {" ".join(words[at : at + 8]) for at in range(len(words) - 7)}
                assert not [run for run in runs if run in plain(theirs["summary"])]
