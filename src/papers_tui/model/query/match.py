"""The query language in memory: whether a query finds a paper."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING

from papers_tui.model.query.syntax import (
    ANYWHERE,
    Account,
    And,
    By,
    Compare,
    Dated,
    Has,
    In,
    Is,
    Node,
    Not,
    Or,
    PaperId,
    Relative,
    TagIs,
    Words,
)
from papers_tui.text.fold import WALL, folded_name, index_text, words

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from papers_tui.model.paper import Paper
    from papers_tui.model.query.facts import Facts
    from papers_tui.model.query.parser import Query

SEARCHED = ("title", "abstract", "author", "summary", "keyword", "org")
"""The texts of a paper in which a bare word is looked for."""

LINKED = ("model", "dataset", "space")
"""The kinds of repositories that the hub links to papers."""

_OPERATORS: dict[str, Callable[[int, int], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
}


def as_written(text: str) -> str:
    """The text itself: for callers that show no text in another form."""
    return text


def texts_of(paper: Paper, field: str, shown: Callable[[str], str] = as_written) -> tuple[str, ...]:
    """The texts to look through in a field of `SEARCHED`, in the written and the shown form."""
    match field:
        case "author":
            return paper.authors
        case "keyword":
            return tuple(dict.fromkeys((*paper.ai_keywords, *map(shown, paper.ai_keywords))))
        case "org":
            return (paper.organization,)
    texts = {"title": paper.title, "abstract": paper.abstract, "summary": paper.ai_summary}
    return tuple(dict.fromkeys((texts[field], shown(texts[field]))))


class SearchableText:
    """A paper to be looked through, its texts folded when first asked for.

    Keep it where the same papers are filtered again and again.
    """

    def __init__(self, paper: Paper, shown: Callable[[str], str] = as_written) -> None:
        self.paper = paper
        self._shown = shown
        self._folded: dict[str, str] = {}

    def folded(self, field: str) -> str:
        """The words of a field with a space before and after each; `ANYWHERE` is all fields."""
        text = self._folded.get(field)
        if text is None:
            text = self._folded[field] = self._fold(field)
        return text

    def _fold(self, field: str) -> str:
        if field == ANYWHERE:
            return WALL.join(map(self.folded, SEARCHED))
        return f" {index_text(*texts_of(self.paper, field, self._shown))} "


def matches(
    query: Query, paper: Paper, facts: Facts, shown: Callable[[str], str] = as_written
) -> bool:
    """Whether the query finds the paper."""
    return finds(query.tree, SearchableText(paper, shown), facts)


def finds(node: Node, text: SearchableText, facts: Facts) -> bool:
    """Whether the tree finds the paper."""
    match node:
        case And(parts):
            return all(finds(part, text, facts) for part in parts)
        case Or(parts):
            return any(finds(part, text, facts) for part in parts)
        case Not(part):
            return not finds(part, text, facts)
        case In(_, part):
            return finds(part, text, facts)
        case Words():
            folded = text.folded(node.field)
            return any(_needle(form, node.prefix) in folded for form in node.forms)
        case PaperId(paper_id):
            named = _needle(tuple(words(paper_id)))
            return text.paper.id == paper_id or named in text.folded(ANYWHERE)
        case TagIs(tag):
            return any(folded_name(given) == tag for given in facts.tags)
        case Is(state):
            return _is(state, facts)
        case Account(login):
            return login in facts.accounts
        case Relative():
            raise TypeError(node)  # `relative.fixed` makes a Dated of it
        case _:
            return _fits(node, text.paper, facts)


def _needle(words: tuple[str, ...], prefix: bool = False) -> str:
    return f" {' '.join(words)}{'' if prefix else ' '}"


def _fits(node: By | Compare | Dated | Has, paper: Paper, facts: Facts) -> bool:
    match node:
        case By(name):
            return name in (folded_name(paper.submitted_by), folded_name(paper.submitter_name))
        case Compare(field, operator_, number):
            count = _count(paper, field)
            return count is not None and _OPERATORS[operator_](count, number)
        case Dated("published", first, last):
            return within(paper.published, first, last)
        case Dated("seen", first, last):
            return within(facts.seen_on, first, last)
        case Dated("added", first, last):
            return within(facts.added_on, first, last)
        case Dated(_, first, last):
            return any(within(day, first, last) for day in paper.listed)
        case Has(what):
            return _has(what, paper, facts)


def _is(state: str, facts: Facts) -> bool:
    match state:
        case "starred":
            return facts.starred
        case "seen":
            return facts.seen
        case "unseen":
            return not facts.seen
        case "followed":
            return facts.followed
        case _:
            return facts.status == state


def _has(what: str, paper: Paper, facts: Facts) -> bool:
    there = {
        "code": paper.github_repo,
        "project": paper.project_page,
        "note": facts.note,
        "summary": paper.ai_summary,
        "pdf": facts.pdf,
        "media": paper.media,
        "discussion": paper.comments,
    }
    if what in LINKED:
        return what in facts.linked
    return bool(there[what])


def _count(paper: Paper, field: str) -> int | None:
    counts = {
        "upvotes": paper.upvotes,
        "comments": paper.comments,
        "stars": paper.github_stars,
        "authors": len(paper.authors) or None,
    }
    return counts[field]


def within(day: date | None, first: date | None, last: date | None) -> bool:
    """Whether a day is known and lies from the first to the last one; None leaves an end open."""
    if day is None:
        return False
    return (first is None or first <= day) and (last is None or day <= last)
