"""Changes of the reading list, their inverses, and how they are described."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given

from papers_tui.model.library.changes import (
    Add,
    Change,
    Put,
    Remove,
    SetNote,
    SetStatus,
    Several,
    Star,
    Tag,
    Unstar,
    Untag,
    apply,
    named,
)
from papers_tui.model.library.describe import describe
from papers_tui.model.library.inverse import inverse
from papers_tui.model.library.marks import EMPTY, Library, Mark, Status, parse_tag
from tests.support.strategies.libraries import NOW, changes, libraries

A, B, C = "2501.00001", "2501.00002", "2501.00003"
LATER = NOW + timedelta(hours=1)


def message(library: Library) -> list[tuple[object, ...]]:
    """All but the moments and the titles of papers, in order."""
    return [
        (paper, mark.starred, mark.status, mark.tags, mark.note, mark.added)
        for paper, mark in library.items()
    ]


@given(libraries, changes)
def test_undo_brings_back_what_was_set_and_where(library: Library, change: Change) -> None:
    after = apply(library, change, NOW)
    undo = inverse(library, change)
    undone = apply(after, undo, LATER)
    assert [row[:5] for row in message(undone)] == [row[:5] for row in message(library)]
    redone = apply(undone, inverse(after, undo), LATER)
    assert redone.keys() == after.keys()
    assert {row[:5] for row in message(redone)} == {row[:5] for row in message(after)}


@given(libraries, changes)
def test_a_change_touches_only_the_papers_it_names(library: Library, change: Change) -> None:
    after = apply(library, change, NOW)
    for paper in {*library, *after} - named(change):
        assert after[paper] == library[paper]


@given(libraries, changes)
def test_what_says_nothing_new_changes_nothing(library: Library, change: Change) -> None:
    if not isinstance(change, Several | Add | Remove):
        once = apply(library, change, NOW)
        assert apply(once, change, LATER) == once


def test_a_new_paper_goes_to_the_end_with_its_title_and_moment() -> None:
    library = apply(apply(EMPTY, Star(B, "Two"), NOW), Tag(A, "x"), LATER)
    assert list(library) == [B, A]
    assert library[B] == Mark(starred=True, title="Two", added=NOW, changed=NOW)


def test_a_later_change_keeps_the_title_and_the_day_it_came() -> None:
    library = apply(apply(EMPTY, Star(A, "One"), NOW), Star(A, "Other"), LATER)
    assert library[A].changed == NOW
    library = apply(library, SetStatus(A, Status.READ, "Other"), LATER)
    assert library[A] == Mark(
        starred=True, status=Status.READ, title="One", added=NOW, changed=LATER
    )


def test_a_missing_title_is_filled_in_without_a_trace() -> None:
    library = apply(EMPTY, Star(A), NOW)
    assert apply(library, Add(A, "One"), LATER)[A] == Mark(
        starred=True, title="One", added=NOW, changed=NOW
    )


def test_a_paper_with_nothing_set_leaves() -> None:
    starred = apply(EMPTY, Star(A), NOW)
    assert apply(starred, Unstar(A), NOW) == EMPTY
    assert A in apply(apply(EMPTY, Add(A), NOW), Unstar(A), NOW)


@pytest.mark.parametrize(
    "change", [Star("b"), Tag("b", "x"), SetStatus("b", Status.READ), SetNote("b", "n"), Star("c")]
)
def test_undo_leaves_a_paper_in_the_list_that_was_there_with_nothing_set(change: Change) -> None:
    before = Library({key: Mark(title=key, starred=key == "a") for key in "abcd"})
    after = apply(before, change, NOW)
    back = inverse(before, change)
    undone = apply(after, back, NOW)
    assert list(undone.items()) == list(before.items())
    assert apply(undone, inverse(after, back), NOW) == after


def test_undo_leaves_what_others_set_in_between() -> None:
    undo = inverse(EMPTY, Star(A))
    others = apply(apply(EMPTY, Star(A), NOW), Tag(A, "theirs"), NOW)
    assert apply(others, undo, LATER)[A].tags == ("theirs",)
    undo = inverse(EMPTY, Add(B))
    others = apply(apply(EMPTY, Add(B), NOW), SetNote(B, "theirs"), NOW)
    assert apply(others, undo, LATER)[B].note == "theirs"


def test_a_note_that_somebody_else_changed_in_between_is_kept_too() -> None:
    library = apply(EMPTY, SetNote(A, "theirs"), NOW)
    assert apply(library, SetNote(A, "ours", was=""), NOW)[A].note == "ours\n\ntheirs"
    assert apply(library, SetNote(A, "ours", was="theirs"), NOW)[A].note == "ours"


def test_a_paper_put_back_stands_where_it_stood() -> None:
    library = Library({paper: Mark(starred=True) for paper in (A, B, C)})
    for paper in (A, B, C):
        undo = inverse(library, Remove(paper))
        assert list(apply(apply(library, Remove(paper), NOW), undo, NOW)) == [A, B, C]
    assert list(apply(EMPTY, Put(B, Mark(starred=True), after=A), NOW)) == [B]


def test_a_tag_put_back_stands_where_it_stood() -> None:
    library = Library({A: Mark(tags=("x", "y", "z"))})
    undone = apply(apply(library, Untag(A, "y"), NOW), inverse(library, Untag(A, "y")), NOW)
    assert undone[A].tags == ("x", "y", "z")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (Star(A), 'Starred "Rep-MTL"'),
        (Unstar(B), f'Unstarred "{B}"'),
        (Several((Tag(A, "mtl"), Tag(B, "mtl"), Tag(C, "mtl"))), 'Tagged 3 papers with "mtl"'),
        (Several((Tag(A, "x"), Untag(A, "y"))), 'Tagged "Rep-MTL" with "x" and took "y" off'),
        (Several((Star(A), Tag(B, "x"))), "Changed 2 papers"),
        (SetStatus(A, Status.TO_READ), 'Marked "Rep-MTL" as to-read'),
        (SetStatus(A, None), 'Took the status off "Rep-MTL"'),
        (SetNote(A, ""), 'Deleted the note on "Rep-MTL"'),
        (Put(C, Mark()), 'Put back "A title that is far too long to be…"'),
        (Several(), "Nothing changed"),
        (Several((Tag(A, "rl"), Tag(A, "to do"))), 'Tagged "Rep-MTL" with "rl", "to do"'),
        (Several((Untag(A, "a"), Untag(A, "b"))), 'Took the tags "a", "b" off "Rep-MTL"'),
        (
            Several((Tag(A, "a"), Untag(A, "x"), Tag(C, "a"), Untag(C, "x"))),
            'Tagged 2 papers with "a" and took "x" off',
        ),
        (
            Several(tuple(Tag(A, tag) for tag in "abcdef")),
            'Tagged "Rep-MTL" with "a", "b", "c", "d" and 2 more',
        ),
    ],
)
def test_a_change_is_reported_in_one_sentence(change: Change, sentence: str) -> None:
    titles = {A: "Rep-MTL", C: "A title that is far too long to be told in one line"}
    assert describe(change, titles) == sentence


def test_formulas_in_a_title_are_reported_as_they_are_shown() -> None:
    assert describe(Star(A), {A: r"On $\alpha$-Divergence"}) == 'Starred "On α-Divergence"'


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("mtl", "mtl"),
        ("  two  words ", "two words"),
        ("x" * 60, "x" * 60),
        ("x" * 61, None),
        ("a,b", None),
        (" \n ", None),
        ("\x1b", None),
    ],
)
def test_a_tag_is_one_short_line_without_commas(typed: str, tag: str | None) -> None:
    assert parse_tag(typed) == tag


def test_many_changes_in_one_step_are_taken_back_and_made_again_in_order() -> None:
    papers = [f"2501.{number:05}" for number in range(1, 3_001)]
    change = Several(tuple(one for paper in papers for one in (Add(paper), Star(paper))))
    undo = inverse(EMPTY, change)
    starred = apply(EMPTY, change, NOW)
    redo = inverse(starred, undo)
    undone = apply(starred, undo, NOW)
    assert undone == EMPTY
    assert list(apply(undone, redo, NOW)) == papers
