"""The fields of the query language and the values that they take."""

from __future__ import annotations

import re

from papers_tui.model.query import dates
from papers_tui.model.query.errors import QueryError, excerpt
from papers_tui.model.query.inflection import forms
from papers_tui.model.query.syntax import (
    ANYWHERE,
    Account,
    By,
    Compare,
    Dated,
    Has,
    Is,
    Node,
    Relative,
    TagIs,
    Term,
    Words,
    all_of,
    quoted,
)
from papers_tui.text.fold import ends_in_word, fold, folded_name, words
from papers_tui.text.wording import nearest

TEXT_FIELDS = ("title", "abstract", "author", "org", "keyword")
COUNT_FIELDS = ("upvotes", "comments", "stars", "authors")
DATE_FIELDS = ("day", "published", "seen", "added")
SORTS = ("relevance", "upvotes", "day", "comments", "stars", "title")
CHOICES = {
    "is": ("starred", "seen", "unseen", "to-read", "reading", "read", "followed"),
    "has": (
        *("code", "project", "model", "dataset", "space", "media", "discussion"),
        *("summary", "note", "pdf"),
    ),
    "sort": SORTS,
}
FIELDS = (*TEXT_FIELDS, "tag", "by", "in", *CHOICES, *COUNT_FIELDS, *DATE_FIELDS)

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
_COUNTS = re.compile(r"([0-9]{1,15})?\.\.([0-9]{1,15})?", re.ASCII)
_UNFINISHED_COUNT = re.compile(r"[><]?=?|[0-9]+\.", re.ASCII)


def leaf(term: Term, *, growing: bool = False) -> Node | None:
    """The condition that a term stands for; None for a bare one without a word in it.

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
    value = folded_name(term.value)
    if not value:
        raise missing(term)
    return TagIs(value) if term.field == "tag" else By(value)


def choice(term: Term) -> str:
    """The value of `is:`, `has:` or `sort:`; raises `QueryError` if it is none of those."""
    value, known = folded_name(term.value), CHOICES[term.field]
    if value in known:
        return value
    if not value:
        raise missing(term)
    near = nearest(value, known)
    hint = f"did you mean {term.field}:{near}?" if near else f"there are {', '.join(known)}"
    raise _wrong(term, f"{term.field}: knows no {excerpt(term.value)}", hint)


def unfinished(term: Term) -> bool:
    """Whether more letters could make sense of the last term of a query being typed."""
    if term.field in COUNT_FIELDS:
        return _UNFINISHED_COUNT.fullmatch(term.value) is not None
    if term.field in DATE_FIELDS:
        return dates.is_unfinished(term.value)
    if term.field in CHOICES:
        return any(known.startswith(folded_name(term.value)) for known in CHOICES[term.field])
    return True


def unknown_field(name: str, text: str, position: int) -> QueryError:
    """The error for a field that there is not, with the nearest one that there is."""
    near = _MEANT.get(fold(name)) or nearest(name, FIELDS)
    verbatim = f'"{excerpt(text)}" in quotes looks for the text'
    hint = f"did you mean {near}:? {verbatim}" if near else verbatim
    return QueryError(f"there is no field {excerpt(name)}:", position, len(name) + 1, hint)


def _text(term: Term, growing: bool) -> Node | None:
    value = term.value
    if term.field == "author" and value.startswith("@") and (login := folded_name(value[1:])):
        return Account(login)
    starred = not term.quoted and value.endswith("*")
    value = value.rstrip("*") if starred else value
    found = tuple(words(value))
    if found:
        prefix = (starred or growing) and ends_in_word(value)
        bare = term.field == ANYWHERE and not (term.quoted or prefix) and len(found) == 1
        return Words(found, term.field, prefix, bare and len(forms(found[0])) > 1)
    if term.field:
        raise missing(term)
    return None


def _count(term: Term) -> Node:
    match = _COUNT.fullmatch(term.value)
    if match:
        return Compare(term.field, match[1] or "=", int(match[2]))
    if (match := _COUNTS.fullmatch(term.value)) and term.value != "..":
        return _counts(term, match[1], match[2])
    if term.field == "authors" and words(term.value):
        name = excerpt(term.value)
        raise _wrong(
            term, "authors: takes the number of authors", f"author:{name} finds one by name"
        )
    raise _wrong(
        term,
        f"{term.field}: is compared with a whole number",
        f"write it without a space, such as {term.field}:>=10 or {term.field}:10..20",
    )


def _counts(term: Term, least: str | None, most: str | None) -> Node:
    if least and most and int(least) > int(most):
        raise _backward(term, least, most)
    ends = ((">=", least), ("<=", most))
    return all_of([Compare(term.field, operator, int(end)) for operator, end in ends if end])


def _dated(term: Term) -> Node:
    text = _date_text(term.value)
    try:
        span = dates.span(text, dates.ANY_DAY)
    except dates.NoSuchDate as error:
        parts = [one for one in term.value.split("..") if _date_text(one).endswith(str(error))]
        written = excerpt(next(iter(parts), str(error)))
        raise _wrong(term, f"there is no date {written}", _DATE_HINT) from None
    if span is None:
        raise _wrong(term, f"{term.field}: wants a date or a range of dates", _DATE_HINT)
    first, last = span
    is_relative = dates.is_relative(text)
    if first and last and first > last and (not is_relative or dates.is_counted_in_days(text)):
        ends = term.value.split("..")
        raise _backward(term, *(ends if len(ends) == 2 else text.split("..")))
    return Relative(term.field, text) if is_relative else Dated(term.field, first, last)


def _date_text(written: str) -> str:
    """A date, or a range of dates, as `dates` reads it."""
    return folded_name(written).replace(" ", "-")


_DATE_HINT = "write 2025-12-11, 2025-12, 2025-W50, today, -7, or two of them with .. between"


def _backward(term: Term, first: str, last: str) -> QueryError:
    hint = f"write {term.field}:{quoted(f'{last.strip()}..{first.strip()}')}"
    return _wrong(term, "the range ends before it begins", hint)


def missing(term: Term) -> QueryError:
    """The error for a field without a value."""
    hint = "write it right after the colon, with quotes around spaces"
    return _wrong(term, f"{term.field}: has nothing to look for", hint)


def _wrong(term: Term, message: str, hint: str) -> QueryError:
    """The error at the term's value, or at all of the term when it has none."""
    start = term.value_start if term.value_start < term.end else term.start
    return QueryError(message, start, term.end - start, hint)
