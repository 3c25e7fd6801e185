"""Trees and queries by chance, mostly of words that the papers made by hand have."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from papers_tui.model.query import fields
from papers_tui.model.query.inflection import forms
from papers_tui.model.query.syntax import (
    Account,
    By,
    Compare,
    Dated,
    Has,
    Is,
    Node,
    PaperId,
    TagIs,
    Words,
    all_of,
    any_of,
    negated,
    render,
)
from papers_tui.text.fold import folded_name, words
from tests.support.data.query_cases import PAPERS

VOCABULARY = sorted({word for paper in PAPERS for word in words(f"{paper.title} {paper.abstract}")})
_WORD = st.sampled_from([*VOCABULARY, "absent", "or", "_", "7"])
_VALUE = st.sampled_from(
    ["mtl", "to do", "to", 'the "big" one', "(odd)", "ann lee", "cy", "-x", "a:b", "c*", '"']
) | st.text(min_size=1, max_size=8).map(folded_name).filter(bool)
_DAYS = st.dates(date(2024, 10, 1), date(2026, 2, 1)) | st.sampled_from(
    [date(2025, 1, 1), date(2025, 12, 1), date(2025, 12, 31), date.max, date.min]
)


@st.composite
def dates(draw: st.DrawFn) -> Node:
    """A range with at least one end."""
    first, last = sorted([draw(_DAYS), draw(_DAYS)])
    ends = draw(st.sampled_from([(first, last), (first, first), (None, last), (first, None)]))
    return Dated(draw(st.sampled_from(fields.DATE_FIELDS)), *ends)


WORDS_OF_ANY_FORM = (
    (_WORD | st.sampled_from(["model", "survey", "tools", "string", "agents"]))
    .filter(lambda word: len(forms(word)) > 1)
    .map(lambda word: Words((word,), inflected=True))
)

LEAVES: st.SearchStrategy[Node] = st.one_of(
    st.builds(
        Words,
        st.lists(_WORD, min_size=1, max_size=3).map(tuple),
        st.sampled_from(["", *fields.TEXT_FIELDS]),
        st.booleans(),
    ),
    st.builds(PaperId, st.sampled_from([paper.id for paper in PAPERS])),
    st.builds(TagIs, _VALUE),
    st.builds(By, _VALUE),
    st.builds(
        Compare,
        st.sampled_from(fields.COUNT_FIELDS),
        st.sampled_from([">", ">=", "<", "<=", "="]),
        st.integers(0, 300),
    ),
    dates(),
    WORDS_OF_ANY_FORM,
    st.builds(Account, st.sampled_from(["annlee", "nobody"])),
    st.builds(Is, st.sampled_from(fields.CHOICES["is"])),
    st.builds(Has, st.sampled_from(fields.CHOICES["has"])),
)


def _joined(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    parts = st.lists(inner, min_size=2, max_size=3)
    return parts.map(all_of) | parts.map(any_of) | inner.map(negated)


def trees(leaves: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    """Trees with these leaves."""
    return st.recursive(leaves, _joined, max_leaves=8)


TREES = trees(LEAVES)
QUERIES = TREES.map(render)


def texts() -> st.SearchStrategy[str]:
    """Some words of the papers."""
    return st.lists(_WORD, min_size=1, max_size=2).map(" ".join)
