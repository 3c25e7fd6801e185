"""Marks as they stand in files: TOML tables and JSON rows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from papers_tui.model.arxiv_id import exact_id, parse_id
from papers_tui.model.library.marks import LONGEST_TAG, Mark, Status
from papers_tui.text.clean import one_line, own

if TYPE_CHECKING:
    from collections.abc import Mapping

    from papers_tui.store.library.text.block_edit import Value

Table = dict[str, Any]


def read_table(table: object) -> tuple[str | None, Mark]:
    """A paper's id, None when it is no arXiv id, and its marks; what is no table has neither."""
    if not isinstance(table, dict):
        return None, Mark()
    written = table.get("id")
    written = written if isinstance(written, str) else ""  # a number has lost its last zeros
    return exact_id(written) or parse_id(written), Mark(
        starred=table.get("starred") is True,
        status=_status(table.get("status")),
        tags=tuple(dict.fromkeys(filter(None, map(read_tag, raw_tags(table))))),
        note=own(_text(table.get("note")) or ""),
        title=one_line(_text(table.get("title"))),
        added=_moment(table.get("added")),
        changed=_moment(table.get("changed")),
    )


_STATUSES = frozenset(Status)


def unread(table: Table) -> set[str]:
    """The keys whose values mean nothing, so that nobody has seen what they say."""
    found = {key for key in ("title", "note") if _text(table.get(key)) is None}
    found |= {key for key in ("added", "changed") if key in table and not _moment(table[key])}
    if not isinstance(table.get("starred", False), bool):
        found.add("starred")
    if "status" in table and _status(table["status"]) is None:
        found.add("status")
    if any(_text(raw) is None for raw in raw_tags(table)):
        found.add("tags")
    return found


def raw_tags(table: Table) -> list[object]:
    """The tags as they are written; one that stands alone is one."""
    tags = table.get("tags", [])
    return tags if isinstance(tags, list) else [tags]


def read_tag(raw: object) -> str:
    """The tag that a written one is shown as."""
    return one_line(_text(raw), LONGEST_TAG)


def changed_values(table: Table, old: Mark, new: Mark) -> dict[str, Value | None]:
    """The values to write into a paper's table to make one mark the other; None removes a key.

    Tags that stay are written as they were: what is shown of one may be less than what it is.
    """
    written = {read_tag(raw): raw for raw in raw_tags(table)}
    tags = [raw if isinstance(raw := written.get(tag), str) else tag for tag in new.tags]
    pairs: Mapping[str, tuple[object, object, Value | None]] = {
        "title": (old.title, new.title, new.title),
        "starred": (old.starred, new.starred, new.starred or None),
        "status": (old.status, new.status, new.status and new.status.value),
        "tags": (old.tags, new.tags, tags or None),
        "note": (old.note, new.note, new.note or None),
        "added": (old.added, new.added, new.added),
        "changed": (old.changed, new.changed, new.changed),
    }
    return {key: value for key, (before, after, value) in pairs.items() if before != after}


def new_values(paper: str, mark: Mark) -> dict[str, Value | None]:
    """All that is written for a new paper."""
    return {"id": paper, **changed_values({}, Mark(), mark)}


def to_row(mark: Mark) -> list[object]:
    """The mark as JSON."""
    when = (mark.added, mark.changed)
    moments = [moment and moment.isoformat() for moment in when]
    return [mark.starred, mark.status, list(mark.tags), mark.note, mark.title, *moments]


def from_row(row: list[Any]) -> Mark:
    """The mark that `to_row` wrote; what else it may raise is ValueError or TypeError."""
    starred, status, tags, note, title, added, changed = row
    return Mark(
        starred=starred is True,
        status=Status(status) if status else None,
        tags=tuple(map(str, tags)),
        note=str(note),
        title=str(title),
        added=datetime.fromisoformat(added) if added else None,
        changed=datetime.fromisoformat(changed) if changed else None,
    )


def _text(value: object) -> str | None:
    """The value as a text, empty without one; None for one that cannot be shown as a text."""
    if value is None or isinstance(value, str):
        return value or ""
    try:
        return None if isinstance(value, dict | list) else str(value)
    except ValueError:  # a number of more digits than Python writes
        return None


def _status(value: object) -> Status | None:
    return Status(value) if isinstance(value, str) and value in _STATUSES else None


def _moment(value: object) -> datetime | None:
    try:
        if isinstance(value, str):
            value = datetime.fromisoformat(value)
        if isinstance(value, date) and not isinstance(value, datetime):
            value = datetime(value.year, value.month, value.day, tzinfo=UTC)
        if isinstance(value, datetime):
            return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return None
