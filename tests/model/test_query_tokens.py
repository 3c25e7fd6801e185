"""The last word of a query, which is still typed."""

from __future__ import annotations

import pytest

from papers_tui.model.query.tokens import last_word, may_become_field


@pytest.mark.parametrize(
    ("text", "word"),
    [("", ""), ("a b", "b"), ("a ", ""), ('tag:"a b', 'tag:"a b'), ('"a b" c', "c"), ("(a", "a")],
)
def test_the_last_word_begins_behind_spaces_and_parentheses(text: str, word: str) -> None:
    assert text[last_word(text) :] == word


@pytest.mark.parametrize("text", ["upv", "robots -AUTHOR", "(is", "robots (-has", "org"])
def test_the_beginning_of_a_field_may_become_one(text: str) -> None:
    assert may_become_field(text)


@pytest.mark.parametrize("text", ["", "upv ", "robots", 'is "graph upv', '"what is'])
def test_other_words_and_those_of_a_phrase_become_no_field(text: str) -> None:
    assert not may_become_field(text)
