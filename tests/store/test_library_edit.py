"""A changed list in its file: as if newly written, and to the letter what it was elsewhere."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.model.library.changes import (
    Add,
    Change,
    Put,
    Remove,
    SetNote,
    Several,
    Star,
    Tag,
    Unstar,
    Untag,
    apply,
)
from papers_tui.model.library.inverse import inverse
from papers_tui.model.library.marks import Library, Mark
from papers_tui.store.library.text.block_edit import new_block
from papers_tui.store.library.text.document import Document, parse
from papers_tui.store.library.text.edit import NotSpliceable, RemovedBlock, splice
from papers_tui.store.library.text.mark_tables import new_values
from papers_tui.store.library.text.rewrite import rewrite
from tests.support.strategies.libraries import IDS, NOW, changes, libraries

FILE = Path("library.toml")
A, B = IDS[:2]
BY_HAND = '''# my papers

[[paper]]
id = "2501.00001"\t# good
rating = 5
starred = true # at last
\tnote = """
[[paper]]
id = "2501.00009"
"""

# seen at a conference
[[ 'paper' ]]
  id = "https://arxiv.org/abs/2501.00002v3"
  tags = ["a", "b",
    "c"]
  [paper.other]
  note = "not ours"

[settings]
[[paper]]
id = "not an arXiv id"
starred = true
'''


def read(text: str) -> Document:
    return parse(FILE, text.encode(), {})


def changed(
    document: Document, change: Change, gone: dict[str, RemovedBlock] | None = None
) -> Document:
    return splice(document, apply(document.library, change, NOW), {} if gone is None else gone)


def written(library: Library, newline: str) -> str:
    return newline.join(new_block(new_values(*item), newline) for item in library.items())


def tables(document: Document) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(document.text).get("paper", [])
    return found


@given(libraries, st.sampled_from(["\n", "\r\n"]))
def test_what_is_written_is_what_is_read(library: Library, newline: str) -> None:
    document = read(written(library, newline))
    assert document.library == library
    assert list(document.library) == list(library)


@given(libraries, changes, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_a_splice_says_what_the_change_says_and_what_a_rewrite_says(
    library: Library, change: Change, newline: str, has_bom: bool
) -> None:
    mark = "\ufeff" if has_bom else ""
    document = parse(FILE, (mark + written(library, newline)).encode(), {})
    after = apply(library, change, NOW)
    spliced = splice(document, after, {})
    assert spliced.library == after
    assert parse(FILE, spliced.encode(), {}) == spliced
    if [paper for paper in after if paper in library] == [p for p in library if p in after]:
        assert list(spliced.library) == list(after)
    assert newline == "\n" or not library or "\n" not in spliced.text.replace("\r\n", "")
    again = parse(FILE, rewrite(document, spliced.library), {})
    assert again.library == after
    if list(spliced.library) == list(after):
        assert tables(again) == tables(spliced)


@given(changes)
def test_by_hand_or_not_a_splice_equals_a_rewrite(change: Change) -> None:
    document = read(BY_HAND)
    after = apply(document.library, change, NOW)
    spliced = splice(document, after, {})
    again = parse(FILE, rewrite(document, spliced.library), {})

    def by_id(document: Document) -> list[dict[str, Any]]:
        return sorted(tables(document), key=lambda table: str(table["id"]))

    assert by_id(again) == by_id(spliced)
    for comment in ("# my papers", "# good", "# at last", "# seen", "rating = 5", "[settings]"):
        assert comment in spliced.text


@given(libraries, changes)
def test_undo_puts_the_very_bytes_back(library: Library, change: Change) -> None:
    stars = Several(tuple(Star(paper) for paper in library))
    document, gone = read(written(apply(library, stars, NOW), "\n")), dict[str, RemovedBlock]()
    after = changed(document, change, gone)
    undone = changed(after, inverse(document.library, change), gone)

    def lines(text: str) -> list[str]:
        return [line for line in text.splitlines() if not line.startswith(("title", "changed"))]

    assert lines(undone.text) == lines(document.text)


@given(libraries, changes)
def test_lines_of_other_papers_and_keys_stay(library: Library, change: Change) -> None:
    document = read(written(library, "\n"))
    after = splice(document, apply(library, change, NOW), {})
    old, new = document.library, after.library
    before = {piece.id: piece.text.rstrip("\n") for piece in document.pieces if piece.id}
    for piece in after.pieces:
        if piece.id in before and old[piece.id] == new[piece.id]:
            assert piece.text.rstrip("\n") == before[piece.id]


def test_only_what_is_set_changes_in_a_file_made_by_hand() -> None:
    change = Several((Unstar(A), Untag(B, "b"), Star(B)))
    after = changed(read(BY_HAND), change).text
    expected = BY_HAND.replace("starred = true # at last\n", "# at last\n")
    expected = expected.replace('"a", "b",\n    "c"]', '"a", "c"]')
    expected = expected.replace("  tags", "  starred = true\n  tags")
    stamp = "changed = 2026-03-01T12:00:00Z\n"
    expected = expected.replace('9"\n"""\n', f'9"\n"""\n\t{stamp}')
    expected = expected.replace('"c"]\n', f'"c"]\n  {stamp}')
    assert after == expected


def test_a_block_with_more_than_the_program_writes_stays_bare() -> None:
    document = changed(read(BY_HAND), Several((Remove(A), Remove(B))))
    assert document.library == Library({A: Mark(), B: Mark()})
    assert "rating = 5" in document.text
    assert 'note = "not ours"' in document.text


def test_a_new_paper_goes_to_the_end_behind_an_empty_line() -> None:
    for text in ("", "# nothing yet", BY_HAND, BY_HAND.rstrip()):
        after = changed(read(text), Add("2501.00003", "New"))
        assert after.text.startswith(text)
        new = '[[paper]]\nid = "2501.00003"\ntitle = "New"\n'
        assert after.text.endswith(f"\n\n{new}{STAMPS}" if text else f"{new}{STAMPS}")
        assert parse(FILE, after.encode(), {}) == after


STAMPS = "added = 2026-03-01T12:00:00Z\nchanged = 2026-03-01T12:00:00Z\n"


def test_a_last_line_without_its_end_gets_one_when_another_follows() -> None:
    text = '[[paper]]\nid = "2501.00001"'
    after = changed(read(text), Star(A)).text
    assert after == f"{text}\nstarred = true\nchanged = 2026-03-01T12:00:00Z\n"


def test_a_paper_that_is_there_twice_is_one() -> None:
    text = (
        '[[paper]]\nid = "2501.00001"\nstarred = true\ntags = ["a"]\nnote = "one"\n'
        '[[paper]]\nid = "2501.00001v2"\ntags = ["b"]\nnote = "two"\nrating = 1\n'
    )
    document = read(text)
    assert document.library[A] == Mark(starred=True, tags=("a", "b"), note="one\n\ntwo")
    for change in (Unstar(A), Untag(A, "a"), Tag(A, "c"), SetNote(A, "new"), Remove(A)):
        after = changed(document, change)
        expected = apply(document.library, change, NOW).get(A, Mark())
        assert after.library[A] == expected
        assert "rating = 1" in after.text


def test_odd_tags_that_stay_are_written_as_they_were() -> None:
    long = "x" * 100
    document = read(f'[[paper]]\nid = "2501.00001"\ntags = ["a", "{long}", "a  b"]\n')
    after = changed(document, Tag(A, "new"))
    assert tables(after)[0]["tags"] == ["a", long, "a  b", "new"]


def test_a_file_that_cannot_be_spliced_keeps_its_data_in_a_rewrite() -> None:
    text = 'paper = [{id = "2501.00001", rating = 5, starred = true}, {id = "odd"}]\n[x]\ny = 1\n'
    document = read(text)
    assert document.library == Library({A: Mark(starred=True)})
    after = apply(document.library, Several((Tag(A, "t"), Star(B))), NOW)
    with pytest.raises(NotSpliceable):
        splice(document, after, {})
    again = parse(FILE, rewrite(document, after), {})
    assert again.library == after
    assert [table.get("rating") for table in tables(again)] == [5, None, None]
    assert tomllib.loads(again.text)["x"] == {"y": 1}


def test_a_block_put_back_where_it_was_last_and_is_not_any_more() -> None:
    library = Library({A: Mark(starred=True), B: Mark(starred=True)})
    gone: dict[str, RemovedBlock] = {}
    document = changed(read(written(library, "\n")), Remove(B), gone)
    document = changed(document, Star("2501.00003"), gone)
    document = changed(document, Put(B, library[B], A), gone)
    assert list(document.library) == [A, B, "2501.00003"]
    assert document.text.count("\n\n[[paper]]") == 2
    assert parse(FILE, document.encode(), {}) == document


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("gap", [0, 1])
def test_a_block_is_put_back_with_the_empty_lines_around_it(newline: str, gap: int) -> None:
    one, two, three = (
        new_block(new_values(paper, Mark(starred=True)), newline) for paper in (A, B, "2501.00003")
    )
    gone: dict[str, RemovedBlock] = {}
    before = one + newline * gap + two
    document = changed(read(before), Remove(B), gone)
    assert document.text == one
    assert changed(document, Put(B, Mark(starred=True), A), gone).text == before
    third = Put("2501.00003", Mark(starred=True), A)
    document = changed(changed(document, third, gone), Put(B, Mark(starred=True), A), gone)
    assert document.text == newline.join((one, two, three))


def test_known_blocks_are_not_parsed_again_and_say_the_same() -> None:
    document = read(BY_HAND)
    known = {piece.text: piece for piece in document.pieces if piece.is_paper}
    edited = BY_HAND.replace("rating = 5", "rating = 6") + '[[paper]]\nid = "2501.00003"\n'
    assert parse(FILE, edited.encode(), known) == parse(FILE, edited.encode(), {})
