"""A file's papers on the reading list: new and known ones, united, changed once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from papers_tui.model.library.changes import Several, apply
from papers_tui.model.library.marks import EMPTY, Library, Mark, Status
from papers_tui.services.exchange.importing import ImportOptions, plan

ONE, TWO = "2507.21049", "2508.00123"
NOON = datetime(2026, 8, 20, 12, tzinfo=UTC)
TEXT = f"""@misc{{a, title={{First}}, eprint={{{ONE}}}, keywords={{nets}}, annote={{Compare.}}}}
@misc{{b, title={{Second}}, eprint={{{TWO}}}}}
@misc{{c, title={{Again}}, url={{arxiv.org/abs/{ONE}}}, keywords={{stars}}, annote={{Later.}}}}
@book{{d, title={{No id}}}}
""".encode()
ALL = ImportOptions(with_tags=True, with_notes=True)


def after(library: Library, wishes: ImportOptions = ALL) -> Library:
    return apply(library, Several(plan(TEXT, library, wishes).changes), NOON)


def test_new_papers_are_added_with_what_their_entries_say() -> None:
    found = plan(TEXT, EMPTY, ALL)
    assert (found.new, found.known) == ((ONE, TWO), ())
    assert [entry.line for entry in found.unreadable] == [4]
    library = after(EMPTY)
    assert library[ONE].title == "First"
    assert library[ONE].status is Status.TO_READ
    assert library[ONE].tags == ("nets", "stars")
    assert library[ONE].note == "Compare.\n\nLater."


def test_without_parts_keywords_and_notes_stay_behind() -> None:
    mark = after(EMPTY, ImportOptions(tags=("thesis",), star=True))[ONE]
    assert (mark.tags, mark.note, mark.starred) == (("thesis",), "", True)


def test_a_new_paper_has_star_and_status_of_another_reading_list() -> None:
    lists = f'''[[paper]]
id = "{ONE}"
starred = true
status = "read"
[[paper]]
id = "{TWO}"
status = "wishing"
'''.encode()

    def done(library: Library, wishes: ImportOptions) -> Library:
        return apply(library, Several(plan(lists, library, wishes).changes), NOON)

    new = done(EMPTY, ImportOptions())
    assert (new[ONE].status, new[ONE].starred) == (Status.READ, True)
    assert (new[TWO].status, new[TWO].starred) == (Status.TO_READ, False)
    explicit = done(EMPTY, ImportOptions(status=Status.READING, is_status_explicit=True))
    assert {mark.status for mark in explicit.values()} == {Status.READING}
    known = Library({ONE: Mark(status=Status.READING)})
    assert done(known, ImportOptions())[ONE] == known[ONE]


def test_citation_keys_are_those_of_the_entries_where_asked_for() -> None:
    assert plan(TEXT, EMPTY, ALL).keys == {}
    assert plan(TEXT, EMPTY, ImportOptions(with_keys=True)).keys == {ONE: "a", TWO: "b"}


def test_a_note_that_was_edited_is_not_added_again() -> None:
    known = Library({ONE: Mark(note="Compare.\n\nBetween.\n\nLater.")})
    assert after(known)[ONE].note == known[ONE].note
    other = Library({ONE: Mark(note="ReCompare.")})
    assert after(other)[ONE].note == "ReCompare.\n\nCompare.\n\nLater."


def test_a_second_time_changes_nothing() -> None:
    library = after(EMPTY)
    assert plan(TEXT, library, ALL).changes == ()
    assert plan(TEXT, library, ALL).known == (ONE, TWO)


def test_a_known_paper_keeps_status_and_note_and_gains_the_rest() -> None:
    known = Library({ONE: Mark(title="Mine", status=Status.READ, tags=("nets",), note="My own.")})
    mark = after(known, ImportOptions(star=True, with_tags=True, with_notes=True))[ONE]
    assert (mark.title, mark.status, mark.starred) == ("Mine", Status.READ, True)
    assert mark.tags == ("nets", "stars")
    assert mark.note == "My own.\n\nCompare.\n\nLater."
    again = after(Library({ONE: mark}), ALL)
    assert again[ONE] == mark


def test_an_explicit_status_holds_for_known_papers_too() -> None:
    known = Library({ONE: Mark(status=Status.READ)})
    for status in (Status.READING, None):
        wishes = ImportOptions(status=status, is_status_explicit=True)
        library = after(known, wishes)
        assert library[TWO].status == status
        assert ONE not in library if status is None else library[ONE].status == status


@pytest.mark.slow
def test_ten_thousand_entries_are_one_change_and_nothing_the_second_time() -> None:
    ids = [f"{2501 + number // 9_000}.{number % 9_000 + 1:05}" for number in range(10_000)]
    text = "\n".join(
        f"@misc{{key{number},\n  title = {{On {{Nets}} {number}}},\n  eprint = {{{one}}},\n"
        f"  abstract = {{{'words of an abstract ' * 40}}},\n  keywords = {{nets}},\n}}"
        for number, one in enumerate(ids)
    ).encode()
    found = plan(text, EMPTY, ALL)
    assert found.new == tuple(ids)
    library = apply(EMPTY, Several(found.changes), NOON)
    assert library[ids[-1]].title == "On Nets 9999"
    assert plan(text, library, ALL).changes == ()
