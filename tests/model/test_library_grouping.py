"""The reading list in groups, and its tags in order."""

from __future__ import annotations

from papers_tui.model.library.grouping import Grouping, groups, tags_in_use
from papers_tui.model.library.marks import Library, Mark

TAGS = {
    "2501.00001": ("Über", "zoo", "apple"),
    "2501.00002": ("Banana", "most"),
    "2501.00003": ("most",),
    "2501.00004": (),
}
LIBRARY = Library({paper: Mark(tags=tags, starred=True) for paper, tags in TAGS.items()})


def test_the_tags_used_most_come_first_and_others_by_letters_whatever_their_case() -> None:
    assert tags_in_use(LIBRARY) == ("most", "apple", "Banana", "Über", "zoo")
    named = [group.name for group in groups(LIBRARY, Grouping.TAG)]
    assert named == ["All", "#most", "#apple", "#Banana", "#Über", "#zoo", "No tag"]
