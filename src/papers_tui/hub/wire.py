"""Papers out of the hub's JSON.

Here stand the names of a paper's fields. Of JSON that is archived, `store.archive.documents` and
`store.archive.search.accounts` read a few more, in the same way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import islice
from math import isfinite

from papers_tui.hub.errors import Missing, Unreadable
from papers_tui.model.arxiv_id import exact_id
from papers_tui.model.paper import Entry, Listing, Paper
from papers_tui.text.clean import ABSTRACT, NAME, URL, clean, one_line, reflow

Fields = Mapping[str, object]

_MOST_ENTRIES, _MOST_AUTHORS, _MOST_KEYWORDS, _MOST_MEDIA = 2_000, 20_000, 200, 200
"""Caps on what one answer may hold. Most ever recorded: 100 a page, 5,154, 44, 13."""

_LARGEST_COUNT = 10**9
_LARGEST_RAW = 2**20
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}(?![\d-])", re.ASCII)
_LONGEST_DATE = 40
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


def read_listing(payload: object) -> Listing:
    """Every paper that can be read, once and in the order sent; the others are counted.

    `complete` is False only when the answer itself held more than is kept. Raises Unreadable
    for what is no list.
    """
    items = _checked_list(payload)
    entries: dict[str, Entry] = {}
    unreadable = 0
    for item in items[:_MOST_ENTRIES]:
        if entry := read_entry(item):
            entries.setdefault(entry.paper.id, entry)
        else:
            unreadable += 1
    return Listing(tuple(entries.values()), unreadable, len(items) <= _MOST_ENTRIES)


def read_entry(item: object) -> Entry | None:
    """One paper of a list, wrapped (`{"paper": {...}, ...}`) or bare; None without an arXiv id."""
    outer = fields_of(item)
    inner = outer.get("paper")
    try:
        paper = read_paper(inner, outer) if isinstance(inner, dict) else read_paper(outer, {})
    except Unreadable:
        return None
    return Entry(paper, _raw(item))


def read_detail(payload: object) -> Entry:
    """The paper that `/api/papers/{id}` answers; raises Unreadable when it is none."""
    entry = read_entry(payload)
    if entry is None:
        raise Unreadable("The hub's answer is not a paper; try again later.")
    return entry


def read_latest_day(payload: object) -> date | None:
    """The latest UTC day on which a paper of the list was submitted to a daily list, or None.

    All recorded entries were submitted on the day of their list. Raises Unreadable for what is
    no list.
    """
    days = (_listed(item) for item in islice(map(fields_of, _checked_list(payload)), _MOST_ENTRIES))
    return max((day for day in days if day), default=None)


def read_paper(fields: Fields, outer: Fields) -> Paper:
    """A paper from its own fields and those around it; raises Unreadable without an arXiv id.

    Lists wrap a paper and repeat some fields outside, where old ones had all they knew. The day
    of publication is the inner one's: the outer is hours off (an error of the hub's).
    """
    sent_id = fields.get("id")
    paper_id = exact_id(sent_id) if isinstance(sent_id, str) else None
    if paper_id is None:
        raise Unreadable("The entry has no arXiv id.")
    submitter = fields_of(outer.get("submittedBy")) or fields_of(fields.get("submittedOnDailyBy"))
    listed = day_of(fields.get("submittedOnDailyAt"))
    return Paper(
        id=paper_id,
        title=one_line(fields.get("title")) or one_line(outer.get("title")) or paper_id,
        abstract=_paragraphs(fields.get("summary")) or _paragraphs(outer.get("summary")),
        authors=author_names(_authors(fields.get("authors"))),
        published=day_of(fields.get("publishedAt")),
        listed=(listed,) if listed else (),
        upvotes=count_of(fields.get("upvotes")),
        comments=count_of(outer.get("numComments", fields.get("numComments"))),
        ai_summary=_paragraphs(fields.get("ai_summary")),
        ai_keywords=tuple(islice(_keywords(fields.get("ai_keywords")), _MOST_KEYWORDS)),
        organization=_organization(fields, outer),
        submitted_by=name_of(submitter.get("name")) or name_of(submitter.get("user")),
        submitter_name=name_of(submitter.get("fullname")),
        github_repo=_address(fields.get("githubRepo")),
        github_stars=count_of(fields.get("githubStars")),
        project_page=_address(fields.get("projectPage")),
        media=tuple(islice(dict.fromkeys(_media(fields, outer)), _MOST_MEDIA)),
        withdrawn=day_of(fields.get("withdrawnAt")),
    )


def author_names(names: Iterator[str]) -> tuple[str, ...]:
    """The names that name somebody, `et al.` behind them where they are too many to keep."""
    some = (name for name in names if any(map(str.isalpha, name)))
    kept = tuple(islice(some, _MOST_AUTHORS + 1))
    return kept if len(kept) <= _MOST_AUTHORS else (*kept[:_MOST_AUTHORS], "et al.")


def _authors(value: object) -> Iterator[str]:
    """The names that the hub shows."""
    for author in map(fields_of, list_of(value)):
        if author.get("hidden") is not True and (name := name_of(author.get("name"))):
            yield name


def _organization(fields: Fields, outer: Fields) -> str:
    """The full name, else the login. Old lists call it the submitter's organization."""
    for where in (fields, outer):
        for key in ("organization", "submitterOrganization"):
            sent = fields_of(where.get(key))
            if name := name_of(sent.get("fullname")) or name_of(sent.get("name")):
                return name
    return ""


def _keywords(value: object) -> Iterator[str]:
    """The keywords that are not empty, each once whatever its case."""
    seen = {""}
    for keyword in map(name_of, list_of(value)):
        if (folded := keyword.casefold()) not in seen:
            seen.add(folded)
            yield keyword


def _media(fields: Fields, outer: Fields) -> Iterator[str]:
    """All addresses of pictures and videos; lists before June 2024 have one under another name."""
    for where in (fields, outer):
        sent = (*list_of(where.get("mediaUrls")), where.get("mediaUrl"))
        yield from filter(None, map(_address, sent))


def _listed(item: Fields) -> date | None:
    return day_of((fields_of(item.get("paper")) or item).get("submittedOnDailyAt"))


def _paragraphs(value: object) -> str:
    return reflow(clean(value, ABSTRACT))


def name_of(value: object) -> str:
    """A name on one line, or nothing."""
    return one_line(value, NAME)


def _address(value: object) -> str:
    """An address as sent, or nothing when cleaning or cutting it would change it."""
    if not isinstance(value, str):
        return ""
    address = value.strip()
    return one_line(address, URL) if len(address) <= URL and address.isprintable() else ""


def count_of(value: object, most: int = _LARGEST_COUNT) -> int | None:
    """The number, or the nearest from 0 to `most`; None for what is no number."""
    if type(value) is int or (isinstance(value, float) and isfinite(value)):
        return max(0, min(most, int(value)))
    return None


def day_of(value: object) -> date | None:
    """The UTC day of an ISO date or time, from 1990 to 2100; else None."""
    moment = moment_of(value)
    return moment.date() if moment else None


def moment_of(value: object) -> datetime | None:
    """The moment of an ISO date or time, in UTC where it names no zone; else None."""
    if not isinstance(value, str) or not _DATED.match(value):
        return None
    try:
        moment = datetime.fromisoformat(value[:_LONGEST_DATE])
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return moment if _FIRST_YEAR <= moment.year <= _LAST_YEAR else None


def _raw(item: object) -> bytes:
    try:
        raw = json.dumps(item, separators=(",", ":")).encode("ascii")
    except (ValueError, RecursionError):
        return b""
    return raw if len(raw) <= _LARGEST_RAW else b""


def _checked_list(payload: object) -> list[object]:
    if not isinstance(payload, list):
        raise Unreadable("The hub's answer is not a list of papers; try again later.")
    return payload


def list_of(value: object) -> list[object]:
    """The array, or an empty one in place of anything else."""
    return value if isinstance(value, list) else []


def known_id(paper_id: str) -> str:
    """The id without its version; raises Missing when it is no arXiv id."""
    found = exact_id(paper_id)
    if found is None:
        raise Missing(f"{paper_id!a} is no arXiv id.", 404)
    return found


def fields_of(value: object) -> Fields:
    """The object, or an empty one in place of anything else."""
    return value if isinstance(value, dict) else {}
