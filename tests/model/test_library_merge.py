"""Two versions of the reading list: the merge asks nobody's order and loses nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given

from papers_tui.model.library.marks import EMPTY, Library, Mark, Status
from papers_tui.model.library.merge import merge, merge_notes, unite
from tests.support.strategies.libraries import NOW, libraries, marks

ID = "2507.21049"


@given(libraries, libraries, libraries)
def test_the_merge_does_not_ask_who_is_who(base: Library, ours: Library, theirs: Library) -> None:
    assert merge(base, ours, theirs) == merge(base, theirs, ours)


@given(libraries, libraries)
def test_what_only_one_side_changed_is_as_that_side_has_it(base: Library, side: Library) -> None:
    assert merge(base, side, base) == merge(base, base, side) == merge(base, side, side) == side


@given(libraries, libraries, libraries)
def test_the_merge_loses_nothing(base: Library, ours: Library, theirs: Library) -> None:
    merged = merge(base, ours, theirs)
    for side in (ours, theirs):
        for paper, mark in side.items():
            before = base.get(paper, Mark())
            if mark == base.get(paper):
                continue
            kept = merged[paper]
            assert kept.starred or not mark.starred or before.starred
            assert set(mark.tags) - set(before.tags) <= set(kept.tags)
            assert mark.note in kept.note or mark.note == before.note
            assert kept.status or not mark.status or mark.status == before.status or base


@given(marks, marks)
def test_united_marks_have_all_of_both(one: Mark, other: Mark) -> None:
    both = unite(one, other)
    assert both == unite(other, one)
    assert both.starred == (one.starred or other.starred)
    assert set(both.tags) == {*one.tags, *other.tags}
    assert one.note in both.note
    assert other.note in both.note
    assert bool(both.status) == bool(one.status or other.status)
    assert unite(both, one).note == unite(both, other).note == both.note


def test_a_paper_was_added_when_it_first_was_and_changed_when_it_last_was() -> None:
    early, late = NOW, NOW + timedelta(days=1)
    one, other = Mark(added=early, changed=late), Mark(added=late, changed=early)
    both = unite(one, other)
    assert (both.added, both.changed) == (early, late)
    assert unite(Mark(added=late), Mark()).added == late


def test_the_status_is_that_of_the_later_change() -> None:
    early = Mark(status=Status.READ, changed=NOW)
    late = Mark(status=Status.TO_READ, changed=NOW + timedelta(seconds=1))
    assert unite(early, late).status is unite(late, early).status is Status.TO_READ
    gone = replace(early, status=None, changed=NOW + timedelta(days=1))
    assert merge(Library({ID: early}), Library({ID: late}), Library({ID: gone}))[ID].status is None


def test_a_tag_taken_off_on_one_side_and_one_given_on_the_other() -> None:
    base = Library({ID: Mark(tags=("a", "b"))})
    ours, theirs = Library({ID: Mark(tags=("b",))}), Library({ID: Mark(tags=("a", "b", "c"))})
    assert merge(base, ours, theirs)[ID].tags == ("b", "c")


def test_a_star_given_on_either_side_stays_and_one_taken_off_goes() -> None:
    bare, star = Library({ID: Mark(note="x")}), Library({ID: Mark(note="x", starred=True)})
    other = Library({ID: Mark(note="y")})
    assert merge(bare, star, other)[ID] == Mark(note="y", starred=True)
    starred = Library({ID: Mark(note="y", starred=True)})
    assert merge(star, bare, starred)[ID] == Mark(note="y")


def test_edit_beats_delete() -> None:
    base, edited = Library({ID: Mark(starred=True)}), Library({ID: Mark(starred=True, note="n")})
    assert merge(base, EMPTY, edited) == merge(base, edited, EMPTY) == edited
    assert merge(base, EMPTY, base) == EMPTY


def test_both_notes_are_kept_once() -> None:
    assert merge_notes("x", "b", "a") == "a\n\nb"
    assert merge_notes("x", "x and more", "x and") == "x and more"
    assert merge_notes("a", "", "b") == "b"
    assert merge_notes("", "no", "not yet") == "no\n\nnot yet"
    assert merge_notes("", "(no)", "so (no), maybe") == "so (no), maybe"


@given(libraries, libraries)
def test_libraries_differ_where_their_marks_do(one: Library, other: Library) -> None:
    differing = one.differing(other)
    assert differing == other.differing(one)
    assert differing == {p for p in {*one, *other} if one.get(p) != other.get(p)}
    assert (one == other) is (not differing)
