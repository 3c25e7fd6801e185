"""The made-up archive is the same everywhere, and like a true one."""

from __future__ import annotations

import json
import zlib
from itertools import islice
from typing import TYPE_CHECKING

from papers_tui.hub.wire import read_entry
from tests.support.data import synthetic

if TYPE_CHECKING:
    from papers_tui.model.paper import Paper


def test_the_same_seed_makes_the_same_papers_on_every_machine() -> None:
    some = list(synthetic.papers(40))
    assert list(islice(synthetic.papers(1_000), 40)) == some
    assert list(synthetic.papers(40, seed=2)) != some
    assert zlib.crc32("".join(paper.title for paper in some).encode()) == 2_637_811_769


def test_the_papers_are_all_others_and_their_lists_are_weekdays() -> None:
    lists = list(synthetic.days(500))
    papers = [paper for _, listing in lists for paper in listing.papers]
    assert len({paper.id for paper in papers}) == len(papers) == 500
    assert all(day.weekday() < 5 for day, _ in lists)
    assert sorted(day for day, _ in lists) == [day for day, _ in lists]


def test_the_json_says_what_the_papers_do() -> None:
    for _, listing in synthetic.days(100):
        for entry in listing.entries:
            read = read_entry(json.loads(entry.raw))
            assert read is not None
            assert known(read.paper) == known(entry.paper)


def known(paper: Paper) -> tuple[object, ...]:
    texts = (paper.title, paper.abstract, paper.authors, paper.ai_summary, paper.organization)
    return (paper.id, *texts, paper.upvotes, paper.comments, paper.published, paper.github_repo)
