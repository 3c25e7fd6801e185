"""Folding, splitting into words, and finding the words again in the text as written."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.text.fold import ends_in_word, fold, folded_name, index_text, located, words

WRITTEN = st.text(st.sampled_from("aB9_+# -é\u0301ßﬁ½İΣ\u0345日\U0001f525ก\u0e48\n")) | st.text()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GPT-4o", ["gpt", "4o"]),
        ("C++ and C#, not C", ["c++", "and", "c#", "not", "c"]),
        ("RGB+D, a++b", ["rgb", "d", "a", "b"]),
        ("LLaMA-3.1", ["llama", "3", "1"]),
        ("2507.21049", ["2507", "21049"]),
        ("τ-bench", ["τ", "bench"]),
        ("snake_case __x", ["snake_case", "__x"]),
        ("Poincaré POINCARE\u0301", ["poincare", "poincare"]),
        ("Straße, ﬁne, x²", ["strasse", "fine", "x2"]),
        ("ᾳ ΑΣ ας", ["α", "ασ", "ασ"]),
        ("日本語の論文", ["日本語の論文"]),
        ("l'apprentissage", ["l", "apprentissage"]),
        ("# + ++ - \U0001f525", []),
    ],
)
def test_a_text_splits_into_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(WRITTEN, WRITTEN)
def test_a_text_is_folded_character_by_character(left: str, right: str) -> None:
    assert fold(left + right) == fold(left) + fold(right)


@given(WRITTEN)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert words(" ".join(words(text))) == words(text)


@given(WRITTEN)
def test_a_located_word_is_that_word_of_the_text(text: str) -> None:
    found = located(text)
    assert [word.word for word in found] == words(text)
    for word, start, end in found:
        assert 0 <= start < end <= len(text)
        assert word in words(text[start:end])


def test_a_word_takes_its_marks_along() -> None:
    assert located("un cafe\u0301.")[1] == ("cafe", 3, 8)


def test_what_is_compared_as_one_has_single_spaces() -> None:
    assert folded_name("  To\tDÓ ") == "to do"


@pytest.mark.parametrize("text", ["gpt", "a c++", "é", "e\u0301", "x_"])
def test_a_last_word_may_grow(text: str) -> None:
    assert ends_in_word(text)


@pytest.mark.parametrize("text", ["", "gpt-", "a +", "++", "gpt 4."])
def test_a_text_may_end_after_its_last_word(text: str) -> None:
    assert not ends_in_word(text)


def test_a_wall_stands_between_texts_indexed_together() -> None:
    assert index_text("Ann Lee", "...", "Bo C++") == "ann lee # bo c++"


@given(st.lists(WRITTEN, max_size=3))
def test_sqlite_only_splits(texts: list[str]) -> None:
    with closing(sqlite3.connect(":memory:")) as base:
        base.execute("""CREATE VIRTUAL TABLE t USING fts5(x, tokenize="ascii tokenchars '_+#'")""")
        base.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, instance)")
        base.execute("INSERT INTO t VALUES (?)", (index_text(*texts),))
        terms = [term for (term,) in base.execute("SELECT term FROM v ORDER BY offset")]
    assert [term for term in terms if term != "#"] == [
        word for text in texts for word in words(text)
    ]
