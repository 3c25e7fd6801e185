"""The table of the query language: complete, and true."""

from __future__ import annotations

import pytest

from papers_tui.model.query.fields import CHOICES, FIELDS
from papers_tui.model.query.parser import Query, parse
from papers_tui.model.query.reference import LANGUAGE, NOTES


@pytest.mark.parametrize("example", [row.example for row in LANGUAGE])
def test_every_example_of_the_help_is_a_query(example: str) -> None:
    assert parse(example, named={"to discuss": "tag:later"}) != Query()


def test_the_help_names_every_field_and_every_choice() -> None:
    syntax = {row.syntax: row.meaning for row in LANGUAGE}
    assert {f"{field}:" for field in FIELDS} <= syntax.keys()
    for field, values in CHOICES.items():
        assert all(value in syntax[f"{field}:"] for value in values)
    assert all(NOTES)
