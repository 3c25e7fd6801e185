"""A query cut into terms, parentheses, minuses and ORs."""

from __future__ import annotations

from papers_tui.model.arxiv_id import parse_id
from papers_tui.model.query.errors import QueryError
from papers_tui.model.query.fields import FIELDS, unknown_field
from papers_tui.model.query.syntax import Term
from papers_tui.text.fold import fold

MOST_TERMS = 500
"""More than anybody types; a pasted abstract has about 200 words."""


def tokenize(query: str, *, typing: bool = False) -> list[Term]:
    """The pieces of a query in its order.

    Raises `QueryError` for unknown fields, too many terms and, unless one is still typing,
    quotes without an end.
    """
    if "[" in query and (stamped := parse_id(query)):  # arXiv:2507.21049v1 [cs.CV] 28 Jul 2025
        return [Term("id", 0, len(query), stamped)]
    terms: list[Term] = []
    place = 0
    while (place := _skip_spaces(query, place)) < len(query):
        term = _next(query, place, terms)
        if not (term.closed or typing):
            hint = "close it, or leave it out"
            raise QueryError("this quote has no end", term.value_start, 1, hint)
        terms.append(term)
        place = term.end
        if len(terms) > MOST_TERMS:
            hint = f"leave it at {MOST_TERMS} terms"
            raise QueryError("this is too long for a query", place - 1, 1, hint)
    return terms


def last_word(text: str) -> int:
    """The beginning of the last word: behind a space or a parenthesis that is not in quotes."""
    begin, quoted = 0, False
    for place, character in enumerate(text):
        if character == '"':
            quoted = not quoted
        elif not quoted and (character.isspace() or character in "()"):
            begin = place + 1
    return begin


def may_become_field(text: str) -> bool:
    """Whether the last word of what is typed may become the name of a field, as `upv`."""
    word = text[last_word(text) :].lstrip("(-").lower()
    return bool(word) and any(f"{field}:".startswith(word) for field in FIELDS)


def _next(query: str, place: int, before: list[Term]) -> Term:
    match query[place]:
        case "(":
            return Term("(", place, place + 1)
        case ")":
            return Term(")", place, place + 1)
        case "-" if not _is_space(query, place + 1) and query[place + 1] != ")":
            return Term("-", place, place + 1)
        case '"':
            return _quoted(query, place, place, "")
    word = query[place : _word_end(query, place)]
    if word == "OR" and not (before and before[-1].kind == "-"):
        return Term("OR", place, place + 2)
    return _id(query, place, word) or _term(query, place, word)


def _id(query: str, start: int, word: str) -> Term | None:
    """The arXiv id in a word, or in `arXiv:` and the word after it."""
    end = start + len(word)
    if fold(word) == "arxiv:":
        end = _word_end(query, _skip_spaces(query, end))
    found = parse_id(query[start:end])
    return Term("id", start, end, found) if found else None


def _term(query: str, start: int, word: str) -> Term:
    name, colon, value = word.partition(":")
    field = fold(name)
    end = start + len(word)
    if not colon or (field not in FIELDS and not _looks_like_field(query, name, start)):
        return Term("term", start, end, word, value_start=start)
    if field not in FIELDS:
        raise unknown_field(name, word, start)
    value_start = start + len(name) + 1
    if value_start == end and query[end : end + 1] == '"':
        return _quoted(query, start, end, field)
    if value_start == end and query[end : end + 1] == "(":
        hint = f"write ({field}:one {field}:two)"
        raise QueryError(f"{field}: stands before one word or phrase", end, 1, hint)
    return Term("term", start, end, value, field, value_start)


def _looks_like_field(query: str, name: str, start: int) -> bool:
    """Whether what stands before a colon was meant as a field.

    `1:1`, `https://…`, an arXiv id half typed, and a colon that ends a word are text.
    """
    place = start + len(name) + 1
    following = query[place : place + 1]
    begins_value = following.isalnum() or (following != "" and following in '"<>=_*')
    return begins_value and name.isalpha() and fold(name) != "arxiv"


def _quoted(query: str, start: int, opening: int, field: str) -> Term:
    """The text in quotes; two quotes in a row are one that belongs to it."""
    place = opening + 1
    while (place := query.find('"', place)) >= 0 and query[place + 1 : place + 2] == '"':
        place += 2
    closed = place >= 0
    value = query[opening + 1 : place if closed else len(query)]
    end = place + 1 if closed else len(query)
    return Term("term", start, end, value.replace('""', '"'), field, opening, True, closed)


def _skip_spaces(query: str, place: int) -> int:
    while place < len(query) and query[place].isspace():
        place += 1
    return place


def _is_space(query: str, place: int) -> bool:
    return place >= len(query) or query[place].isspace()


def _word_end(query: str, place: int) -> int:
    while place < len(query) and not query[place].isspace() and query[place] not in '()"':
        place += 1
    return place
