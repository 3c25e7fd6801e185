"""Watches that a paper suggests."""

from __future__ import annotations

from papers_tui.model.paper import Paper
from papers_tui.model.query.parser import parse
from papers_tui.model.query.syntax import Account, By, Words
from papers_tui.model.settings import LONGEST_NAME
from papers_tui.model.watches import suggested

PAPER = Paper(
    id="2608.00001",
    title='Learning "fast" and slow, ' + "again and " * 20,
    authors=("Ada One", "Bo Two", "Cy Three"),
    organization="A (small) lab",
    submitted_by="ada",
    ai_keywords=("tool use",),
)


def test_watches_are_suggested_of_all_that_a_paper_names() -> None:
    watches = list(suggested(PAPER, {"Bo Two": "bo2"}, 2))
    assert [one.name for one in watches[:-1]] == [
        "Ada One", "Bo Two", "A (small) lab", "by ada", "tool use",
    ]  # fmt: skip
    assert [one.field for one in watches[:-1]] == ["author", "author", "org", "by", "keyword"]


def test_a_suggested_query_asks_for_its_one_thing() -> None:
    trees = [parse(one.query).tree for one in suggested(PAPER, {"Bo Two": "bo2"}, None)]
    assert trees[1] == Account("bo2")
    assert trees[4] == By("ada")
    assert all(isinstance(trees[number], Words) for number in (0, 2, 3, 5, 6))


def test_the_name_of_a_watch_is_no_longer_than_one_may_be() -> None:
    *_, by_title = suggested(PAPER, {}, 0)
    assert by_title.name == PAPER.title[:LONGEST_NAME]
