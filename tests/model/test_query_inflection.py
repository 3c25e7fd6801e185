"""The singular and the plural of words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.model.query.inflection import forms, plural

WORDS = st.text("abeghsxyz", min_size=3, max_size=7)


@pytest.mark.parametrize(
    ("singular", "many"),
    [
        ("robot", "robots"),
        ("category", "categories"),
        ("class", "classes"),
        ("search", "searches"),
        ("survey", "surveys"),
        ("cache", "caches"),
        ("llm", "llms"),
    ],
)
def test_each_is_a_form_of_the_other(singular: str, many: str) -> None:
    assert many in forms(singular)
    assert singular in forms(many)


@given(WORDS)
def test_a_word_is_a_form_of_its_plural(word: str) -> None:
    assert word in forms(plural(word))
    assert forms(word)[0] == word
    assert all(word in forms(form) for form in forms(word))


@pytest.mark.parametrize("word", ["a", "ab", "gpt4", "c++", "日本語", "snake_case", "naïve"])
def test_what_is_no_english_word_has_one_form(word: str) -> None:
    assert forms(word) == (word,)
