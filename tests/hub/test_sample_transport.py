"""The bundled sample's answers: what the hub would say, if it held nothing but the sample."""

from __future__ import annotations

import json
import re
from datetime import date
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.model.period import FIRST_DAY
from papers_tui.sample import FIRST, NEWEST, Answer, answer

Entry = dict[str, Any]

FEED, SEARCH = "/api/daily_papers", "/api/papers/search"
TWICE = "2608.12313"
DAYS: dict[str, list[Entry]] = json.loads(
    files("papers_tui.sample").joinpath("days.json").read_bytes()
)
PAPERS = {entry["paper"]["id"]: entry["paper"] for day in DAYS.values() for entry in day}


def ask(path: str, **query: str) -> Any:
    """The JSON of an answer that must be a 200."""
    reply = answer(path, query)
    assert reply.status == 200, reply.body
    return json.loads(reply.body)


def ids(entries: list[Entry]) -> list[str]:
    return [entry["paper"]["id"] for entry in entries]


def test_the_first_and_the_newest_day_are_those_of_the_lists() -> None:
    assert (FIRST.isoformat(), NEWEST.isoformat()) == (min(DAYS), max(DAYS))


def error(reply: Answer) -> str:
    """The text of an answer that must be the hub's kind of error."""
    body = json.loads(reply.body)
    assert list(body) == ["error"]
    return str(body["error"])


@pytest.mark.parametrize("day", DAYS)
def test_a_day_is_answered_with_its_list(day: str) -> None:
    assert ids(ask(FEED, date=day, limit="100")) == ids(DAYS[day])


@pytest.mark.parametrize(
    "query",
    [
        {"date": "2026-08-18"},
        {"date": "2026-08-15"},
        {"date": "2023-05-04"},
        {"week": "2026-W33"},
        {"week": "2026-W35"},
        {"month": "2026-07"},
    ],
    ids=str,
)
def test_a_period_without_data_is_an_empty_list(query: dict[str, str]) -> None:
    assert ask(FEED, **query) == []


@given(st.dates(FIRST_DAY, date(2060, 1, 1)))
def test_a_day_is_refused_exactly_when_it_is_later_than_the_newest(day: date) -> None:
    reply = answer(FEED, {"date": day.isoformat()})
    if day > NEWEST:
        assert reply.status == 400
        assert "date upper bound 2026-08-21" in error(reply)
    else:
        assert len(json.loads(reply.body)) == len(DAYS.get(day.isoformat(), []))


@pytest.mark.parametrize("query", [{"week": "2026-W34"}, {"month": "2026-08"}], ids=str)
def test_a_week_and_a_month_unite_their_days(query: dict[str, str]) -> None:
    found = ask(FEED, **query)
    upvotes = [entry["paper"]["upvotes"] for entry in found]
    assert sorted(ids(found)) == sorted(PAPERS)
    assert upvotes == sorted(upvotes, reverse=True)


def test_without_a_date_the_newest_come_first() -> None:
    found = ask(FEED)
    listed = [entry["paper"]["submittedOnDailyAt"] for entry in found]
    assert sorted(ids(found)) == sorted(PAPERS)
    assert listed == sorted(listed, reverse=True)
    assert ids(found)[:10] == ids(DAYS["2026-08-21"])


def test_trending_ranks_all_papers_and_ignores_the_day() -> None:
    found = ask(FEED, sort="trending")
    stars = [entry["paper"].get("githubStars", 0) for entry in found]
    assert sorted(ids(found)) == sorted(PAPERS)
    assert stars == sorted(stars, reverse=True)
    assert ids(ask(FEED, sort="trending", date="2026-08-19")) == ids(found)


@given(st.integers(1, 40))
def test_the_pages_make_the_complete_list(limit: int) -> None:
    complete, pages, page = ids(ask(FEED, week="2026-W34")), list[str](), 0
    while True:
        query = {"week": "2026-W34", "limit": str(limit), "p": str(page)}
        reply, page = answer(FEED, query), page + 1
        part = ids(json.loads(reply.body))
        pages += part
        assert len(part) <= limit
        if "Link" not in reply.headers:
            break
        assert re.fullmatch(rf'<https://[^>]*\bp={page}\b[^>]*>; rel="next"', reply.headers["Link"])
    assert pages == complete


def test_after_the_last_page_there_is_nothing() -> None:
    assert ask(FEED, date="2026-08-21", p="100") == []


@pytest.mark.parametrize(
    "query",
    [
        {"date": "2025-13-40"},
        {"date": "2026-8-21"},
        {"date": ""},
        {"week": "2026-W53"},
        {"week": "2026-W00"},
        {"month": "2026-13"},
        {"p": "-1"},
        {"p": "x"},
        {"p": "9" * 5000},
        {"limit": "0"},
        {"limit": "101"},
        {"sort": "upvotes"},
    ],
    ids=lambda query: str(query)[:40],
)
def test_what_the_hub_s_rules_forbid_is_a_bad_request(query: dict[str, str]) -> None:
    reply = answer(FEED, query)
    assert reply.status == 400
    assert next(iter(query)) in error(reply)


@pytest.mark.parametrize("arxiv_id", PAPERS)
def test_a_paper_is_answered_with_what_is_linked_to_it(arxiv_id: str) -> None:
    paper = ask(f"/api/papers/{arxiv_id}")
    for kind in ("Models", "Datasets", "Spaces"):
        linked = paper.pop(f"linked{kind}")
        assert len(linked) == paper.pop(f"numTotal{kind}")
        assert all(one["id"].startswith("sample/") for one in linked), "nobody's but the sample's"
        assert bool(linked) is ("githubRepo" in paper)
    assert paper in [entry["paper"] for entry in ask(FEED)]
    assert paper["id"] == arxiv_id


def test_comments_come_only_when_they_are_asked_for() -> None:
    assert "comments" not in ask(f"/api/papers/{TWICE}")
    assert "comments" in ask(f"/api/papers/{TWICE}", field="comments")


def test_there_are_as_many_comments_as_the_lists_count_and_the_sample_has() -> None:
    for day in DAYS.values():
        for entry in day:
            paper = ask(f"/api/papers/{entry['paper']['id']}", field="comments")
            assert len(paper["comments"]) == min(3, entry["numComments"])


def test_the_text_of_a_paper_is_markdown_with_its_title() -> None:
    reply = answer(f"/papers/{TWICE}.md", {})
    assert reply.headers["Content-Type"].startswith("text/markdown")
    assert reply.body.decode().startswith(f"Title: {PAPERS[TWICE]['title']}\n")
    assert "{" not in reply.body.decode().split("## 1 ")[0].replace("$\\mathcal{O}", "")


def test_a_search_finds_the_papers_with_all_the_words() -> None:
    found = ask(SEARCH, q="Hallucination TOKEN")
    assert ids(found) == ["2608.18115"]
    assert ids(ask(SEARCH, q="hallucination zebra")) == []
    assert ids(ask(SEARCH, q=TWICE)) == [TWICE]


@given(st.sampled_from(sorted(PAPERS)), st.data())
def test_a_search_for_words_of_a_paper_finds_it(arxiv_id: str, data: st.DataObject) -> None:
    paper = PAPERS[arxiv_id]
    words = f"{paper['title']} {paper['summary']}".split()
    chosen = data.draw(st.lists(st.sampled_from(words), min_size=1, max_size=4))
    for entry in (found := ask(SEARCH, q=" ".join(chosen))):
        text = f"{entry['paper']['id']} {entry['title']} {entry['summary']}".casefold()
        assert all(word.casefold() in text for word in chosen)
    assert arxiv_id in ids(found)


def test_a_search_puts_titles_first_and_minds_its_limits() -> None:
    found = ask(SEARCH, q="benchmark")
    named = ["benchmark" in entry["title"].casefold() for entry in found]
    assert named == sorted(named, reverse=True)
    assert {True, False} == set(named)
    assert ids(ask(SEARCH, q="benchmark", limit="2")) == ids(found)[:2]
    assert len(ask(SEARCH)) == len(PAPERS)
    assert answer(SEARCH, {"q": "x" * 251}).status == 400
    assert answer(SEARCH, {"limit": "121"}).status == 400


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/api/papers",
        "/api/papers/",
        "/api/papers/2608.99999",
        f"/api/papers/{TWICE}/discussions",
        "/papers/2608.99999.md",
        f"/papers/{TWICE}",
        f"/api/arxiv/{TWICE}/repos",
        "/api/daily_papers/",
    ],
)
def test_all_else_is_not_found(path: str) -> None:
    reply = answer(path, {})
    assert reply.status == 404
    assert error(reply)


@pytest.mark.parametrize("path", [FEED, SEARCH, f"/api/papers/{TWICE}", "/nowhere"])
def test_every_answer_is_called_json(path: str) -> None:
    assert answer(path, {}).headers["Content-Type"] == "application/json; charset=utf-8"
