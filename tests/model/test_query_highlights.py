"""The places of a query's words in a text as it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.model.query.highlights import spans
from papers_tui.model.query.parser import parse
from papers_tui.text.fold import words
from tests.support.data.query_cases import PAPERS
from tests.support.strategies.queries import QUERIES

TEXTS = st.sampled_from([f"{paper.title}. {paper.abstract}" for paper in PAPERS])


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("models", "Models, models; modelled", ["Models", "models"]),
        ("model*", "Models, modelled", ["Models", "modelled"]),
        ("gpt-4o", "GPT 4o and GPT-4o, not 4o", ["GPT 4o", "GPT-4o"]),
        ("gpt-4*", "GPT-4o", ["GPT-4o"]),
        ("poincare", "a Poincare\u0301 ball", ["Poincare\u0301"]),
        ("strasse cafe", "Die Straße, ein Café", ["Straße", "Café"]),
        ("fine c++", "ﬁne C++!", ["ﬁne", "C++"]),
        ("2", "½", ["½"]),
        ('a "a b" "b c"', "a b c", ["a b c"]),
        ('"a b c" b', "a b c", ["a b c"]),
        ("1 4", "½¼", ["½¼"]),
        ("-a b", "a b", ["b"]),
        ("title:a author:b c", "a b c d", ["a", "b", "c"]),
        ("is:starred", "starred", []),
        ("", "a", []),
    ],
)
def test_the_words_are_marked(query: str, text: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in spans(text, parse(query))] == marked


@given(QUERIES, TEXTS | st.text())
def test_marks_lie_in_the_text_and_apart(query: str, text: str) -> None:
    edges = [edge for span in spans(text, parse(query)) for edge in span]
    assert edges == sorted(set(edges))
    assert all(0 <= edge <= len(text) for edge in edges)


@given(st.data(), TEXTS | st.text())
def test_what_is_marked_folds_to_the_word(data: st.DataObject, text: str) -> None:
    word = data.draw(st.sampled_from(words(text) or ["absent"]))
    query = parse(f'"{word}"')
    marked = [words(text[start:end]) for start, end in spans(text, query)]
    assert all(word in found for found in marked)
    assert sum(found.count(word) for found in marked) == words(text).count(word)
