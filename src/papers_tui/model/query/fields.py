"""The fields of the query language and the values that they take."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from papers_tui.model.query.errors import QueryError, excerpt
from papers_tui.model.query.syntax import By, Compare, Dated, Has, Is, TagIs, Words, month_end
from papers_tui.text.fold import ends_in_word, fold, whole, words
from papers_tui.text.wording import nearest

if TYPE_CHECKING:
    from papers_tui.model.query.syntax import Node, Term

TEXT_FIELDS = ("title", "abstract", "author", "org", "keyword")
COUNT_FIELDS = ("upvotes", "comments", "stars", "authors")
DATE_FIELDS = ("day", "published")
CHOICES = {
    "is": ("starred", "seen", "unseen", "to-read", "reading", "read"),
    "has": ("code", "project", "note", "summary", "pdf"),
    "sort": ("relevance", "upvotes", "day", "comments", "stars", "title"),
}
FIELDS = (*TEXT_FIELDS, "tag", "by", *CHOICES, *COUNT_FIELDS, *DATE_FIELDS)

_MEANT = {
    "categories": "keyword",
    "category": "keyword",
    "date": "day",
    "name": "author",
    "organisation": "org",
    "organization": "org",
    "status": "is",
    "submitter": "by",
    "text": "abstract",
    "user": "by",
    "votes": "upvotes",
    "year": "published",
}
_COUNT = re.compile(r"(>=|<=|[><=])?([0-9]{1,15})", re.ASCII)
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_UNFINISHED_DATE = re.compile(r"[\d.-]*", re.ASCII)


def leaf(term: Term, *, growing: bool = False) -> Node | None:
    """What a term asks for; None for a bare one without a word in it.

    The last word of a `growing` term counts as a prefix. Raises `QueryError` for a value that
    its field cannot have.
    """
    if term.field in ("", *TEXT_FIELDS):
        return _text(term, growing)
    if term.field in COUNT_FIELDS:
        return _count(term)
    if term.field in DATE_FIELDS:
        return _dated(term)
    if term.field in CHOICES:
        value = choice(term)
        return Is(value) if term.field == "is" else Has(value)
    value = whole(term.value)
    if not value:
        raise _missing(term)
    return TagIs(value) if term.field == "tag" else By(value)


def choice(term: Term) -> str:
    """The value of `is:`, `has:` or `sort:`; raises `QueryError` if it is none of those."""
    value, known = whole(term.value), CHOICES[term.field]
    if value in known:
        return value
    if not value:
        raise _missing(term)
    near = nearest(value, known)
    hint = f"did you mean {term.field}:{near}?" if near else f"there are {', '.join(known)}"
    raise _wrong(term, f"{term.field}: knows no {excerpt(term.value)}", hint)


def unfinished(term: Term) -> bool:
    """Whether more letters could make sense of the last term of a query being typed."""
    if term.field in COUNT_FIELDS:
        return term.value in ("", ">", ">=", "<", "<=", "=")
    if term.field in DATE_FIELDS:
        last = term.value.rpartition(".")[2]
        return len(last) < len("2025-12-11") and _UNFINISHED_DATE.fullmatch(term.value) is not None
    if term.field in CHOICES:
        return any(known.startswith(whole(term.value)) for known in CHOICES[term.field])
    return True


def unknown_field(name: str, text: str, position: int) -> QueryError:
    """The error for a field that there is not, with the nearest one that there is."""
    near = _MEANT.get(fold(name)) or nearest(name, FIELDS)
    verbatim = f'"{excerpt(text)}" in quotes looks for the text'
    hint = f"did you mean {near}:? {verbatim}" if near else verbatim
    return QueryError(f"there is no field {excerpt(name)}:", position, len(name) + 1, hint)


def _text(term: Term, growing: bool) -> Node | None:
    value = term.value
    starred = not term.quoted and value.endswith("*")
    value = value.rstrip("*") if starred else value
    found = tuple(words(value))
    if found:
        return Words(found, term.field, (starred or growing) and ends_in_word(value))
    if term.field:
        raise _missing(term)
    return None


def _count(term: Term) -> Node:
    match = _COUNT.fullmatch(term.value)
    if match:
        return Compare(term.field, match[1] or "=", int(match[2]))
    if term.field == "authors" and words(term.value):
        name = excerpt(term.value)
        raise _wrong(term, "authors: counts them", f"author:{name} finds one by name")
    raise _wrong(
        term,
        f"{term.field}: is compared with a whole number",
        f"write it without a space, such as {term.field}:>=10",
    )


def _dated(term: Term) -> Node:
    first, dots, last = term.value.partition("..")
    span = (_day(term, first)[0], _day(term, last if dots else first)[1])
    if span == (None, None):
        raise _wrong_date(term)
    if span[0] and span[1] and span[0] > span[1]:
        hint = f"write {term.field}:{last}..{first}"
        raise _wrong(term, "the range ends before it begins", hint)
    return Dated(term.field, *span)


def _day(term: Term, text: str) -> tuple[date | None, date | None]:
    """The first and the last day of a written day, month or year; of nothing, an open end."""
    if not text:
        return None, None
    match = _DATE.fullmatch(text)
    if match is None:
        raise _wrong_date(term)
    try:
        return _span(*(int(part) if part else 0 for part in match.groups()))
    except ValueError:
        raise _wrong(term, f"there is no date {excerpt(text)}", _DATE_HINT) from None


def _span(year: int, month: int, day: int) -> tuple[date, date]:
    if day:
        return date(year, month, day), date(year, month, day)
    first, last = (month, month) if month else (1, 12)
    return date(year, first, 1), month_end(year, last)


_DATE_HINT = "write 2025-12-11, 2025-12, 2025, or two of them with .. between"


def _wrong_date(term: Term) -> QueryError:
    return _wrong(term, f"{term.field}: wants a date or a range of dates", _DATE_HINT)


def _missing(term: Term) -> QueryError:
    hint = "write it right after the colon, with quotes around spaces"
    return _wrong(term, f"{term.field}: has nothing to look for", hint)


def _wrong(term: Term, message: str, hint: str) -> QueryError:
    """The error at the term's value, or at all of the term when it has none."""
    start = term.value_start if term.value_start < term.end else term.start
    return QueryError(message, start, term.end - start, hint)
