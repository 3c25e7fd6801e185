"""Queries that have a name, used in others by `in:`."""

from __future__ import annotations

import pytest

from papers_tui.model.query.errors import QueryError
from papers_tui.model.query.parser import parse
from papers_tui.model.query.syntax import And, In, Not, Words, wanted

NAMED = {
    "To Discuss": "robots OR agents",
    "mine": 'in:"to discuss" -survey sort:stars',
    "a": "in:b",
    "b": "x OR in:c",
    "c": "-in:A",
    "self": "in:self",
    "wrong": "upvotes:many",
}


def test_in_is_the_query_of_that_name_whatever_the_case_of_the_name() -> None:
    tree = parse('in:"to  discuss" video', named=NAMED).tree
    assert tree == And((In("To Discuss", parse("robots OR agents").tree), parse("video").tree))


def test_a_named_query_may_use_another_and_its_order_does_not_count() -> None:
    query = parse("in:mine", named=NAMED)
    assert query.sort is None
    assert [leaf for leaf in wanted(query.tree) if isinstance(leaf, Words)] == list(query.words)
    assert str(query) == "in:mine"


def test_not_in_is_all_but_those() -> None:
    assert isinstance(parse('-in:"to discuss"', named=NAMED).tree, Not)


@pytest.mark.parametrize(
    ("query", "message", "hint"),
    [
        ("x in:a", "a → b → c → a", "leave one"),
        ("in:self", "self → self", "leave one"),
        ("in:miine", "there is no search or watch miine", 'in:"mine"'),
        ("in:wrong", "wrong makes no sense: upvotes: is compared", "upvotes:>=10"),
    ],
)
def test_what_in_cannot_find_is_an_error_at_its_place(query: str, message: str, hint: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query, named=NAMED)
    assert message in str(caught.value)
    assert hint in caught.value.hint
    assert query[caught.value.position :].startswith(query.partition("in:")[2])


def test_a_name_that_is_being_typed_is_no_error() -> None:
    assert parse("x in:to", typing=True, named=NAMED).tree == parse("x").tree
