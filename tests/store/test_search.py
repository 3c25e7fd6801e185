"""Search with its tables finds exactly what the language says."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.model.paper import Entry, Paper
from papers_tui.model.query.facts import Facts
from papers_tui.model.query.fields import TEXT_FIELDS
from papers_tui.model.query.match import SEARCHED, SearchableText, finds, texts_of
from papers_tui.model.query.parser import Query, parse
from papers_tui.model.query.syntax import And, Compare, Dated, In, Or, Words, negated
from papers_tui.store.archive.archive import Archive
from papers_tui.store.archive.search.index_rows import Texts
from papers_tui.store.archive.search.ranking import Asked
from papers_tui.text.fold import words
from tests.support.data.query_cases import FACTS, NAMES, PAPERS, raw, shown
from tests.support.patience import examples
from tests.support.strategies.papers import papers
from tests.support.strategies.queries import LEAVES, trees

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from papers_tui.model.query.syntax import Node
    from papers_tui.store.archive.search.search import Search

NOON = datetime(2026, 1, 12, 12, tzinfo=UTC)
TODAY = NOON.date()
SHOWN = Texts(shown, "one formula")
BY_ID = {PAPERS[NAMES.index(name)].id: facts for name, facts in FACTS.items()}


def asked(query: Query, facts: Mapping[str, Facts] = BY_ID) -> Asked:
    return Asked(query, lambda: facts, dict, TODAY)


def add(archive: Archive, *some: Paper) -> None:
    archive.add([Entry(paper) for paper in some], NOON)


@pytest.fixture(scope="module")
def archive() -> Iterator[Archive]:
    with TemporaryDirectory() as folder:
        archive = Archive.open(Path(folder) / "archive.db", SHOWN)
        archive.add(
            [Entry(paper, raw(name)) for name, paper in zip(NAMES, PAPERS, strict=True)], NOON
        )
        yield archive
        archive.close()


@pytest.fixture(scope="module")
def search(archive: Archive) -> Search:
    return archive.search()


def by_hand(tree: Node, some: Sequence[Paper], facts: Mapping[str, Facts] = BY_ID) -> set[str]:
    return {
        paper.id
        for paper in some
        if finds(tree, SearchableText(paper, shown), facts.get(paper.id, Facts()))
    }


@examples(3)
@given(tree=trees(LEAVES | LEAVES.map(lambda leaf: In("a search", leaf))))
def test_any_tree_means_the_same_to_sqlite_and_in_memory(search: Search, tree: Node) -> None:
    found = search.find(asked(Query(tree)))
    assert set(found.ids) == by_hand(tree, PAPERS)
    assert len(found.ids) == len(set(found.ids)) == found.total
    assert search.problem == ""


@examples(0.5)
@given(
    some=st.lists(papers(), min_size=1, max_size=4, unique_by=lambda paper: paper.id),
    newer=st.lists(papers(), max_size=3),
    data=st.data(),
)
def test_whatever_papers_hold_and_become_trees_mean_the_same(
    some: list[Paper], newer: list[Paper], data: st.DataObject
) -> None:
    with (
        TemporaryDirectory() as folder,
        closing(Archive.open(Path(folder) / "archive.db")) as archive,
    ):
        add(archive, *some)
        add(archive, *(replace(new, id=old.id) for old, new in zip(some, newer, strict=False)))
        now = list(archive.papers([paper.id for paper in some]).values())
        for tree in data.draw(st.lists(trees_about([*some, *now]), min_size=1, max_size=10)):
            found = archive.search().find(Asked(Query(tree), dict, dict, TODAY))
            assert set(found.ids) == {
                paper.id for paper in now if finds(tree, SearchableText(paper), Facts())
            }
        assert archive.problem == ""


def trees_about(some: Sequence[Paper]) -> st.SearchStrategy[Node]:
    """Trees whose words and days the papers have."""
    texts = [text for paper in some for field in SEARCHED for text in texts_of(paper, field)]
    known = st.sampled_from(sorted({word for text in texts for word in words(text)} | {"none"}))
    leaves = st.builds(
        Words,
        st.lists(known, min_size=1, max_size=2).map(tuple),
        st.sampled_from(["", *TEXT_FIELDS]),
        st.booleans(),
    )
    days = sorted({day for paper in some for day in paper.listed} | {TODAY})
    spans = st.builds(
        lambda ends: Dated("day", *sorted(ends)), st.tuples(*2 * [st.sampled_from(days)])
    )
    return trees(leaves | spans | LEAVES)


@pytest.mark.parametrize("depth", [1, 11, 12, 13, 14, 25, 26, 60])
def test_trees_of_any_depth_mean_the_same(search: Search, depth: int) -> None:
    tree: Node = Words(("models",))
    beside: list[Node] = [Words(("ann",)), Compare("upvotes", ">", 10), Words(("to",), prefix=True)]
    for level in range(depth):
        other = beside[level % 3]
        parts = (other, negated(tree)) if level % 2 else (tree, other)
        tree = And(parts) if level % 3 else Or(parts)
    assert set(search.find(asked(Query(tree))).ids) == by_hand(tree, PAPERS)
    assert search.problem == ""


@pytest.mark.parametrize("between", [" ", " OR ", " -"])
def test_the_longest_queries_are_answered(search: Search, between: str) -> None:
    text = between.join(["models"] + [f"word{number}" for number in range(240)])
    assert set(search.find(asked(parse(text))).ids) == by_hand(parse(text).tree, PAPERS)
    assert search.problem == ""


def test_words_that_mean_something_to_sqlite_mean_nothing(search: Search) -> None:
    for text in (
        "NEAR(a b)",
        "and",
        '"or"',
        "not",
        "title-x",
        "a^b",
        "{title}",
        "rowid",
        "models' --",
    ):
        query = parse(text)
        assert set(search.find(asked(query)).ids) == by_hand(query.tree, PAPERS)
    assert search.problem == ""
