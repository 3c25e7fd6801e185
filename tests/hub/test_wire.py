"""Reading what the hub sends: no field is lost, and nothing it sends stops the program."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import astuple
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.hub.errors import Unreadable
from papers_tui.hub.wire import author_names, read_detail, read_entry, read_latest_day, read_listing
from papers_tui.model.arxiv_id import exact_id
from papers_tui.text.clean import reflow
from tests.hostile.corpus import encoded, payloads
from tests.hostile.shapes import SAFE, entry
from tests.support.recorded import DAYS, needs_recorded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from papers_tui.model.paper import Paper

HOSTILE = payloads()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=15,
)
FIELDS = [
    *("title", "summary", "authors", "upvotes", "publishedAt", "ai_keywords", "ai_summary"),
    *("mediaUrls", "mediaUrl", "organization", "submittedOnDailyBy", "submittedOnDailyAt"),
    *("githubStars", "githubRepo", "projectPage", "withdrawnAt", "numComments", "submittedBy"),
]
PAPERS = st.dictionaries(
    st.sampled_from(FIELDS),
    JSON
    | st.lists(
        st.dictionaries(st.sampled_from(["name", "user", "fullname", "hidden"]), JSON, max_size=3),
        max_size=3,
    ),
)
ENTRIES = st.builds(
    lambda inner, outer: {"paper": {"id": "2501.00001", **inner}, **outer}, PAPERS, PAPERS
)


def one(item: Any) -> Paper:
    (paper,) = read_listing([item]).papers
    return paper


def words(text: str) -> str:
    return " ".join(text.split())


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from strings(item)


def assert_safe(paper: Paper) -> None:
    assert exact_id(paper.id) == paper.id
    assert paper.title == words(paper.title) != ""
    for text in strings(astuple(paper)):
        text.encode("utf-8")
        assert len(text) <= 20_000
        assert not {"Cc", "Cs", "Zl", "Zp"} & {unicodedata.category(c) for c in text if c != "\n"}
        assert not set("\u202e\u2066\u200b\ufeff") & set(text)
    for count in (paper.upvotes, paper.comments, paper.github_stars):
        assert count is None or (type(count) is int and 0 <= count <= 10**9)
    for day in (paper.published, paper.withdrawn, *paper.listed):
        assert day is None or 1990 <= day.year <= 2100


@given(JSON | st.lists(JSON | ENTRIES, max_size=4))
def test_any_json_becomes_safe_papers_or_one_named_error(payload: object) -> None:
    if not isinstance(payload, list):
        with pytest.raises(Unreadable, match=r"not a list.*\.$"):
            read_listing(payload)
        return
    listing = read_listing(payload)
    for paper in listing.papers:
        assert_safe(paper)
    read_latest_day(payload)


@pytest.mark.parametrize("hazard", HOSTILE)
def test_a_hostile_list_becomes_safe_papers(hazard: str) -> None:
    sent = json.loads(encoded(HOSTILE[hazard]))
    listing = read_listing(sent)
    for paper in listing.papers:
        assert_safe(paper)
    twice = len(sent) - len({json.dumps(item["paper"]["id"]) for item in sent if is_paper(item)})
    assert len(listing.entries) + listing.unreadable >= min(len(sent), 2000) - twice


def is_paper(item: Any) -> bool:
    return isinstance(item, dict) and isinstance(item.get("paper"), dict) and "id" in item["paper"]


def raw_listed(item: Any) -> tuple[date, ...]:
    sent = item["paper"].get("submittedOnDailyAt")
    return (datetime.fromisoformat(sent).astimezone(UTC).date(),) if sent else ()


def raw_organization(item: Any) -> str:
    sent = item.get("organization") or item.get("submitterOrganization") or {}
    return words(sent.get("fullname") or sent.get("name") or "")


def raw_keywords(item: Any) -> tuple[str, ...]:
    sent = [words(word) for word in item["paper"].get("ai_keywords", ()) if word.strip()]
    first = {word.casefold(): word for word in reversed(sent)}
    return tuple(word for word in dict.fromkeys(sent) if first[word.casefold()] == word)


def raw_media(item: Any) -> set[str]:
    many = {*item.get("mediaUrls", ()), *item["paper"].get("mediaUrls", ())}
    return many | ({item["mediaUrl"]} if "mediaUrl" in item else set())


@needs_recorded
@pytest.mark.parametrize("day", DAYS, ids=lambda day: day.stem)
def test_nothing_recorded_is_lost(day: Path) -> None:
    sent = json.loads(day.read_bytes())
    listing = read_listing(sent)
    assert (listing.unreadable, listing.complete) == (0, True)
    assert [paper.id for paper in listing.papers] == [item["paper"]["id"] for item in sent]
    for item, kept in zip(sent, listing.entries, strict=True):
        paper, inner = kept.paper, item["paper"]
        submitter = item.get("submittedBy") or inner.get("submittedOnDailyBy") or {}
        assert json.loads(kept.raw) == item
        assert paper.title == words(inner["title"])
        assert words(paper.abstract) == words(inner["summary"])
        assert list(paper.authors) == [
            words(author["name"]) for author in inner["authors"] if not author.get("hidden")
        ]
        assert paper.published == datetime.fromisoformat(inner["publishedAt"]).date()
        assert paper.listed == raw_listed(item)
        assert paper.upvotes == inner["upvotes"]
        assert paper.comments == item["numComments"]
        assert paper.ai_summary == inner.get("ai_summary", "").strip()
        assert paper.ai_keywords == raw_keywords(item)
        assert paper.organization == raw_organization(item)
        assert paper.submitted_by == (submitter.get("name") or submitter.get("user") or "")
        assert paper.submitter_name == words(submitter.get("fullname", ""))
        assert paper.github_repo == inner.get("githubRepo", "").strip()
        assert paper.github_stars == inner.get("githubStars")
        assert paper.project_page == inner.get("projectPage", "").strip()
        assert set(paper.media) == raw_media(item)
        assert paper.withdrawn is None


@needs_recorded
def test_a_day_is_the_latest_one_in_its_own_list() -> None:
    for day in DAYS:
        latest = read_latest_day(json.loads(day.read_bytes()))
        assert latest in (None, date.fromisoformat(day.stem))


def test_the_day_of_publication_is_the_inner_one() -> None:
    outer = {"publishedAt": "2025-12-10T20:00:00.000Z"}
    inner = {"publishedAt": "2025-12-11T00:00:00.000Z"}
    assert one(entry(paper=inner, **outer)).published == date(2025, 12, 11)
    assert one(entry(paper={"publishedAt": None}, **outer)).published is None


def test_a_paper_without_a_wrapper_is_read_too() -> None:
    bare = {"id": "2501.00001v3", "title": "T", "publishedAt": "2025-01-02T03:04:05Z"}
    paper = one({**bare, "numComments": 4})
    assert (paper.id, paper.title, paper.comments) == ("2501.00001", "T", 4)
    assert paper.published == date(2025, 1, 2)
    assert read_detail(bare).paper.id == "2501.00001"
    with pytest.raises(Unreadable, match="not a paper"):
        read_detail({"error": "no"})


def test_old_shapes_are_read() -> None:
    item = entry(
        paper={
            "authors": [{"name": "A", "hidden": True}, {"name": " B\nC "}],
            "submittedOnDailyBy": {"user": "old-login", "fullname": "Old Name"},
        },
        submittedBy=None,
        mediaUrl="https://example.org/1.mp4",
        submitterOrganization={"name": "org", "fullname": "The Org"},
    )
    paper = one(item)
    assert paper.authors == ("B C",)
    assert (paper.submitted_by, paper.submitter_name) == ("old-login", "Old Name")
    assert paper.media == ("https://example.org/1.mp4",)
    assert paper.organization == "The Org"


def test_what_is_reported_twice_or_not_at_all_is_dropped() -> None:
    keywords = [" RL ", "", "rl", "LLM", "  ", None, "LLM"]
    inner = {"ai_keywords": keywords, "mediaUrls": ["https://a.b/2", "https://a.b/1"]}
    paper = one(entry(paper=inner, mediaUrls=["https://a.b/1", "https://a.b/3", ""]))
    assert paper.ai_keywords == ("RL", "LLM")
    assert paper.media == ("https://a.b/2", "https://a.b/1", "https://a.b/3")


@pytest.mark.parametrize("sent", [2401.00001, 2401.1, 240100001, True, None, ["2401.00001"], {}])
def test_an_id_is_a_text(sent: object) -> None:
    # A number has lost its last zeros: 2401.10000 would be the paper 2401.1.
    listing = read_listing([{"paper": {"id": sent, "title": "On nets"}}])
    assert (listing.entries, listing.unreadable) == ((), 1)


def test_one_bad_entry_costs_one_entry() -> None:
    listing = read_listing([None, SAFE, entry(), entry(title="again"), entry("../../etc")])
    assert [paper.title for paper in listing.papers] == [SAFE["title"], "A Harmless Title"]
    assert listing.unreadable == 2


def test_a_paper_without_a_title_goes_by_its_id() -> None:
    assert one(entry(title=" \n\u200b")).title == "2401.00001"


def test_an_address_that_cannot_be_shown_as_sent_is_none() -> None:
    inner = {"githubRepo": "https://github.com/o/r\u202e/evil", "projectPage": "x" * 2001}
    paper = one(entry(paper=inner))
    assert (paper.github_repo, paper.project_page) == ("", "")
    assert one(entry(paper={"projectPage": " https://a.b/ "})).project_page == "https://a.b/"


def test_a_list_that_is_too_long_is_cut_and_says_so() -> None:
    listing = read_listing(HOSTILE["size_entries_5000"])
    assert (len(listing.entries), listing.complete) == (2000, False)


def test_authors_and_keywords_are_cut_at_their_limits() -> None:
    assert len(one(HOSTILE["size_authors_20k"][0]).authors) == 20_000
    assert len(one(HOSTILE["size_keywords_20k"][0]).ai_keywords) == 200


def test_the_json_is_kept_unless_it_is_too_large() -> None:
    kept = read_entry(SAFE)
    assert kept is not None
    assert kept.raw.isascii()
    assert json.loads(kept.raw) == SAFE
    for hazard in ("size_abstract_5mb", "deep"):
        item = HOSTILE[hazard][0] if hazard in HOSTILE else entry(paper={"x": nested(100_000)})
        large = read_entry(item)
        assert large is not None
        assert large.raw == b""


def nested(levels: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("sent", "read"),
    [(3, 3), (0, 0), (-5, 0), (2.9, 2), (1e308, 10**9), (2**63, 10**9), (10**5000, 10**9)]
    + [(value, None) for value in (True, None, "3", float("nan"), float("inf"), [3])],
    ids=lambda value: str(value)[:9] if not isinstance(value, int) or value < 10**9 else "huge",
)
def test_counts_are_counts(sent: object, read: int | None) -> None:
    assert one(entry(paper={"upvotes": sent})).upvotes == read


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("2024-01-01T23:30:00-05:00", date(2024, 1, 2)),
        ("2024-01-01T00:00:00", date(2024, 1, 1)),
        ("2024-02-29", date(2024, 2, 29)),
        ("1989-12-31T00:00:00Z", None),
        ("9999-12-31T23:59:59-14:00", None),
        ("2024-W01-1", None),
        ("20240101", None),
    ],
)
def test_days_are_days_in_utc(sent: str, read: date | None) -> None:
    assert one(entry(paper={"withdrawnAt": sent})).withdrawn == read


def test_paragraphs_outlive_the_line_breaks_within_them() -> None:
    assert reflow("One\n  two.\n \nThree\nfour.\n\n\n") == "One two.\n\nThree four."


@given(st.text(st.sampled_from("ab \n\t")))
def test_a_text_flows_once(text: str) -> None:
    flowed = reflow(text)
    assert reflow(flowed) == flowed
    assert flowed.split() == text.split()


def test_authors_beyond_the_cap_are_others_and_marks_are_nobody() -> None:
    names = author_names(iter([":", *(f"A. Name{number}" for number in range(20_001))]))
    assert (names[0], names[-2], names[-1]) == ("A. Name0", "A. Name19999", "et al.")
