"""Reading lists and changes to them, drawn by chance."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import strategies as st

from papers_tui.model.library.changes import (
    Add,
    Change,
    Remove,
    SetNote,
    SetStatus,
    Several,
    Star,
    Tag,
    Unstar,
    Untag,
)
from papers_tui.model.library.marks import Library, Mark, Status

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
IDS = [f"2501.0000{number}" for number in range(1, 6)] + ["hep-th/9901001"]
ids = st.sampled_from(IDS)
tags = st.sampled_from(["mtl", "to read", "é漢", 'q"uo\\te', "[x]"])
statuses = st.none() | st.sampled_from(Status)
titles = st.sampled_from(["", "Rep-MTL", 'A "title" \\ of [[paper]]', "漢字"])
notes = st.sampled_from(
    ["", "short", "two\nlines", "[[paper]]\nid = 1", 'ends with "', '"""', "a\\b", "# no comment"]
) | st.text("ab \n\"'\\#[]=é", max_size=12)
moments = st.none() | st.datetimes(datetime(2025, 1, 1), datetime(2026, 1, 1)).map(  # noqa: DTZ001
    lambda when: when.replace(microsecond=0, tzinfo=UTC)
)
marks = st.builds(
    Mark,
    starred=st.booleans(),
    status=statuses,
    tags=st.lists(tags, unique=True, max_size=3).map(tuple),
    note=notes,
    title=titles,
    added=moments,
    changed=moments,
)
libraries = st.dictionaries(ids, marks, max_size=5).map(Library)
singles: st.SearchStrategy[Change] = st.one_of(
    st.builds(Star, ids, titles),
    st.builds(Unstar, ids),
    st.builds(Tag, ids, tags, titles),
    st.builds(Untag, ids, tags),
    st.builds(SetStatus, ids, statuses, titles),
    st.builds(SetNote, ids, notes, titles),
    st.builds(Add, ids, titles),
    st.builds(Remove, ids),
)
changes: st.SearchStrategy[Change] = singles | st.lists(singles, max_size=4).map(
    lambda parts: Several(tuple(parts))
)
