"""Relative dates of a query made fixed, once it is known from which day they are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from papers_tui.model.query import dates
from papers_tui.model.query.syntax import And, Dated, In, Node, Not, Or, Relative

if TYPE_CHECKING:
    from datetime import date

    from papers_tui.model.query.parser import Query

_OWN = ("seen", "added")


class Days(NamedTuple):
    """The days from which relative dates are counted."""

    newest: date
    """The hub's newest day: for the days of lists and of publication."""

    today: date
    """The user's own: for what was seen and added."""


def fixed(query: Query, days: Days) -> Query:
    """The query with fixed dates alone."""
    return query._replace(tree=_fixed(query.tree, days))


def _fixed(node: Node, days: Days) -> Node:
    match node:
        case And(parts):
            return And(tuple(_fixed(part, days) for part in parts))
        case Or(parts):
            return Or(tuple(_fixed(part, days) for part in parts))
        case Not(part):
            return Not(_fixed(part, days))
        case In(_, part):
            return _fixed(part, days)
        case Relative(field, text):
            span = dates.span(text, days.today if field in _OWN else days.newest)
            return Dated(field, *(span or (None, None)))
        case _:
            return node
