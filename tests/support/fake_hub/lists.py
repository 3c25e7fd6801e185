"""The lists of papers: daily, all, and found."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from tests.support.fake_hub import daily, params
from tests.support.fake_hub.params import Refused
from tests.support.fake_hub.wire import Answer, Request, as_json

if TYPE_CHECKING:
    from tests.support.data.fake_days import Entry
    from tests.support.fake_hub.daily import Days

_WORD = re.compile(r"\w+")
_INDEX_KEYS = (
    "id",
    "title",
    "upvotes",
    "publishedAt",
    "authors",
    "summary",
    "projectPage",
    "githubRepo",
    "ai_summary",
    "organization",
)


def daily_papers(request: Request, days: Days, url: str) -> Answer:
    """`/api/daily_papers`: a period by upvotes, all days by time, or the trending order.

    The next page is linked from every page that holds anything, the last one included, as
    observed: the empty page is the end.
    """
    page = params.integer(request, "p", default=0, at_least=0, at_most=params.LAST_PAGE)
    limit = params.integer(request, "limit", default=50)
    wanted = params.period(request, daily.newest(days))
    submitter = params.one(request, "submitter")
    trending = params.choice(request, "sort", ("publishedAt", "trending")) == "trending"
    if trending:
        entries = sorted(daily.listed(days), key=_rank)
    elif {"date", "week", "month"} & request.parameters.keys():
        entries = sorted(_of_period(days, request, wanted), key=lambda e: -daily.upvotes(e))
    else:
        entries = sorted(daily.listed(days), key=daily.submitted_at, reverse=True)
    if submitter is not None:
        entries = [entry for entry in entries if daily.submitter(entry) == submitter]
    found = entries[page * limit : (page + 1) * limit]
    return _linked(found, request, url, p=str(page + 1)) if found else as_json(found)


def _of_period(days: Days, request: Request, wanted: Any) -> list[Any]:
    if "date" in request.parameters:
        # One day's list goes out as it came, whatever a test has put into it.
        return [entry for day, entries in list(days.items()) if wanted(day) for entry in entries]
    return daily.listed(days, wanted)


def index(request: Request, days: Days, url: str) -> Answer:
    """`/api/papers`: all papers, newest publication first, walked by an opaque cursor."""
    limit = params.integer(request, "limit", default=50)
    start = _position(params.one(request, "cursor") or "")
    papers = [daily.paper(entry) for entry in daily.listed(days) if daily.paper_id(entry)]
    papers.sort(key=lambda paper: daily.text(paper, "publishedAt"), reverse=True)
    found = [_indexed(paper) for paper in papers[start : start + limit]]
    if start + limit >= len(papers):
        return as_json(found)
    cursor = urlsafe_b64encode(f"after:{start + limit}".encode()).decode()
    return _linked(found, request, url, cursor=cursor)


def search(request: Request, days: Days) -> Answer:
    """`/api/papers/search`: best match first; a paper matches by any word, or by its id."""
    query = params.short(request, "q", at_most=250)
    limit = params.integer(request, "limit", default=120, at_most=120)
    return as_json(matching(days, query)[:limit])


def matching(days: Days, query: str) -> list[Entry]:
    """The entries in which a word of the query occurs, those with most matches first."""
    words = set(_WORD.findall(query.casefold()))
    scored = [(_score(daily.paper(entry), query, words), entry) for entry in daily.listed(days)]
    found = [(score, entry) for score, entry in scored if score]
    found.sort(key=lambda pair: (pair[0], daily.upvotes(pair[1])), reverse=True)
    return [entry for _, entry in found]


def _score(paper: Entry, query: str, words: set[str]) -> int:
    if daily.text(paper, "id") == query.strip():
        return 1000
    title = set(_WORD.findall(daily.text(paper, "title").casefold()))
    body = set(_WORD.findall(daily.text(paper, "summary").casefold()))
    for name in daily.authors(paper):
        body.update(_WORD.findall(name.casefold()))
    return 3 * len(words & title) + len(words & body)


def _indexed(paper: Entry) -> Entry:
    item = {key: paper[key] for key in _INDEX_KEYS if key in paper}
    item["thumbnailUrl"] = (
        f"https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/{paper['id']}.png"
    )
    return item


def _rank(entry: Any) -> int:
    return daily.dice("trending", daily.paper_id(entry))


def _position(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        name, _, number = urlsafe_b64decode(cursor).decode().partition(":")
        if name == "after":
            return int(number)
    except ValueError:
        pass
    raise Refused('Invalid cursor: "cursor" is none that was given out')


def _linked(found: list[Any], request: Request, url: str, **changed: str) -> Answer:
    query = urlencode({**request.query, **changed})
    return as_json(found, Link=f'<{url}{request.path}?{query}>; rel="next"')
