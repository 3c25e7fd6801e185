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
    "open": 'a "b',
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
        ("word in:open", "open makes no sense: this quote has no end", "close it"),
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


def test_queries_that_double_each_other_are_an_error_and_not_endless_work() -> None:
    doubling = {f"n{at}": f"in:n{at + 1} in:n{at + 1}" for at in range(30)} | {"n30": "x"}
    with pytest.raises(QueryError, match="has more than 500 terms") as caught:
        parse("y in:n0", named=doubling)
    assert caught.value.position == len("y in:")
    few = {f"n{at}": f"in:n{at + 1} in:n{at + 1}" for at in range(6)} | {"n6": "x"}
    assert set(wanted(parse("in:n0", named=few).tree)) == set(wanted(parse("x").tree))


def test_a_long_chain_of_queries_is_an_error_and_no_overflow() -> None:
    chain = {f"n{at}": f"in:n{at + 1}" for at in range(2_000)} | {"n2000": "x"}
    with pytest.raises(QueryError, match="through more than 40 queries"):
        parse("in:n0", named=chain)
    assert parse("in:n1961", named=chain).words == parse("x").words


def test_parentheses_and_names_nest_no_deeper_together() -> None:
    nested = {f"n{at}": "(" * 9 + f"in:n{at + 1}" + ")" * 9 for at in range(30)} | {"n30": "x"}
    with pytest.raises(QueryError, match=r"nest too deep|more than 40"):
        parse("in:n0", named=nested)
