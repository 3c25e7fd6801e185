"""Three days of real papers, described in our own words, and the hub's answers about them.

Titles, authors, dates, counts and links are those of the hub's lists. The choice of papers, every
abstract and summary, and the second day of one paper (which the hub's lists have now and then) are
this sample's own. Papers with media show their preview image, and nobody's account is in it.

answer      The hub's answer to a request, from days.json (this module).
details     Discussions, linked repositories and the full text, from text.md.

Knows model alone. hub.sample_transport puts it in the place of the network.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from papers_tui.model.paper import HUB_URL
from papers_tui.model.period import DatedPeriod, Week, parse_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Entry = dict[str, Any]
"""One entry of a list in the hub's own JSON, not cleaned: the reader of the wire does that."""

FIRST, NEWEST = date(2026, 8, 19), date(2026, 8, 21)
"""The days between which the sample's are, these among them."""

_FEED = "/api/daily_papers"
_SEARCH = "/api/papers/search"
_PAPER = "/api/papers/"
_PAGE, _MOST, _MOST_FOUND = 50, 100, 120
_LONGEST_SEARCH = 250
_LAST_WEEK = 52
_SORTS = ("publishedAt", "trending")
_PAGE_OF = re.compile(r"/papers/(.+)\.md")
_JSON = {"Content-Type": "application/json; charset=utf-8"}


class _Refused(Exception):
    """A request that is against the hub's rules."""


@dataclass(frozen=True)
class Answer:
    """An answer as the hub would send it: status, body, and headers."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=lambda: dict(_JSON))


def answer(path: str, query: Mapping[str, str]) -> Answer:
    """The hub's answer to a GET, if it held nothing but the sample.

    It knows the lists, each paper with its text, and the search; all else is a 404. Sources: the
    hub's OpenAPI document and recorded answers.
    """
    try:
        if path == _FEED:
            return _feed(query)
        if path == _SEARCH:
            return _found(query)
    except _Refused as error:
        return _failed(400, str(error))
    if path.startswith(_PAPER):
        return _paper(path.removeprefix(_PAPER), query)
    page = _PAGE_OF.fullmatch(path)
    return _full_text(page[1]) if page else _missing()


@cache
def _days() -> dict[date, list[Entry]]:
    """The lists by day, newest first."""
    from importlib.resources import files  # not at the top: a start without the sample is quicker

    text = files(__name__).joinpath("days.json").read_text(encoding="utf-8")
    days = {date.fromisoformat(day): entries for day, entries in json.loads(text).items()}
    return dict(sorted(days.items(), reverse=True))


def _once(days: Iterable[date]) -> list[Entry]:
    """The entries of those days in their order, each paper where it comes first."""
    papers: dict[str, Entry] = {}
    for day in days:
        for entry in _days()[day]:
            papers.setdefault(entry["paper"]["id"], entry)
    return list(papers.values())


def _feed(query: Mapping[str, str]) -> Answer:
    page = _number(query, "p", 0, 0, None)
    limit = _number(query, "limit", _PAGE, 1, _MOST)
    listed = _listed(query)
    rest = listed[(page + 1) * limit :]
    link = {"Link": _next_link(query, page + 1)} if rest else {}
    return _sent(listed[page * limit : (page + 1) * limit], link)


def _listed(query: Mapping[str, str]) -> list[Entry]:
    if query.get("sort", _SORTS[0]) not in _SORTS:
        raise _Refused(f"Invalid sort: expected one of {', '.join(_SORTS)}")
    if query.get("sort") == "trending":
        return sorted(_once(_days()), key=_trend, reverse=True)
    period = _period(query)
    if period is None:
        return _once(_days())
    days = [day for day in _days() if period.first <= day <= period.last]
    return sorted(_once(days), key=_upvotes, reverse=True)


def _period(query: Mapping[str, str]) -> DatedPeriod | None:
    """The day, week or month that is asked for; the week 53 is one that the hub rejects."""
    for name, kind in (("date", "day"), ("week", "week"), ("month", "month")):
        if name not in query:
            continue
        period = parse_key(f"{kind}:{query[name]}")
        if not isinstance(period, DatedPeriod) or (
            isinstance(period, Week) and period.number > _LAST_WEEK
        ):
            raise _Refused(f"Invalid {name}: {query[name]}")
        if name == "date" and period.first > NEWEST:
            raise _Refused(f"Invalid date: date upper bound {NEWEST}")
        return period
    return None


def _found(query: Mapping[str, str]) -> Answer:
    """The papers that have all the words: those with more of them in the title come first."""
    limit = _number(query, "limit", _MOST_FOUND, 1, _MOST_FOUND)
    question = query.get("q", "")
    if len(question) > _LONGEST_SEARCH:
        raise _Refused(f"Invalid q: at most {_LONGEST_SEARCH} characters")
    words = question.casefold().split()
    found = [entry for entry in _once(_days()) if all(word in _text(entry) for word in words)]
    found.sort(key=lambda entry: (_hits(entry, words), _upvotes(entry)), reverse=True)
    return _sent(found[:limit])


def _paper(arxiv_id: str, query: Mapping[str, str]) -> Answer:
    papers = {entry["paper"]["id"]: entry["paper"] for entry in _once(_days())}
    if arxiv_id not in papers:
        return _missing()
    from papers_tui.sample import details

    paper = papers[arxiv_id]
    more = details.linked(arxiv_id, with_code="githubRepo" in paper)
    if query.get("field") == "comments":
        counts = {entry["paper"]["id"]: entry["numComments"] for entry in _once(_days())}
        more["comments"] = details.comments(counts[arxiv_id])
    return _sent(paper | more)


def _full_text(arxiv_id: str) -> Answer:
    papers = {entry["paper"]["id"]: entry["paper"] for entry in _once(_days())}
    if arxiv_id not in papers:
        return _missing()
    from papers_tui.sample import details

    text = details.full_text(arxiv_id, papers[arxiv_id]["title"])
    return Answer(200, text.encode(), {"Content-Type": "text/markdown; charset=utf-8"})


def _text(entry: Entry) -> str:
    return f"{entry['paper']['id']} {entry['title']} {entry['summary']}".casefold()


def _hits(entry: Entry, words: Iterable[str]) -> int:
    title = entry["title"].casefold()
    return sum(word in title for word in words)


def _upvotes(entry: Entry) -> int:
    return int(entry["paper"]["upvotes"])


def _trend(entry: Entry) -> tuple[int, int]:
    """The hub ranks by what happens to a repository's stars; all the sample has is their number."""
    return entry["paper"].get("githubStars", 0), _upvotes(entry)


def _number(query: Mapping[str, str], name: str, default: int, least: int, most: int | None) -> int:
    text = query.get(name, str(default))
    if not (text.isascii() and text.isdigit()) or len(text) > 9:
        raise _Refused(f"Invalid {name}: expected a number")
    number = int(text)
    if number < least or (most is not None and number > most):
        raise _Refused(f"Invalid {name}: out of range")
    return number


def _next_link(query: Mapping[str, str], page: int) -> str:
    address = f"{HUB_URL}{_FEED}?{urlencode({**query, 'p': page})}"
    return f'<{address}>; rel="next"'


def _sent(value: object, headers: Mapping[str, str] | None = None) -> Answer:
    body = json.dumps(value, ensure_ascii=False).encode()
    return Answer(200, body, _JSON | dict(headers or {}))


def _failed(status: int, error: str) -> Answer:
    return Answer(status, json.dumps({"error": error}).encode())


def _missing() -> Answer:
    return _failed(404, "Sorry, we can't find the page you are looking for.")
