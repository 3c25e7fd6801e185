"""Entries of RIS, CSV, JSON of several programs, and reading lists of this one."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from typing import TYPE_CHECKING, Any

from papers_tui.services.exchange.imports.entries import (
    SourceEntry,
    as_text,
    entry_of,
    id_in,
    says_id_alone,
    status_in,
    tags_in,
)
from papers_tui.text.arxiv_ids import find_ids
from papers_tui.text.clean import harmless, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_RIS_LINE = re.compile(r"([A-Z][A-Z0-9])  ?- ?(.*)")
_RIS_NAMES = {"TI": "title", "T1": "title", "AB": "abstract", "N2": "abstract", "N1": "notes",
              "KW": "keywords", "DO": "doi", "UR": "url", "AN": "archiveid"}  # fmt: skip
_TABLE_NAMES = frozenset((
    "doi", "url", "title", "id", "arxiv", "arxivid", "arxiv_id", "eprint", "key", "link",
    "itemtype",
))  # fmt: skip
_PAPER = re.compile(r"^[ \t]*\[\[[ \t]*[\"']?paper[\"']?[ \t]*\]\]", re.MULTILINE)
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7}).*$", re.MULTILINE)
_GUARDED = re.compile(r"'(?=[=+\-@\t\r\n＝＋－＠])")
_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
"""What Excel reads in front of the head."""

_MOST_IN_A_CELL = 2**24


def is_ris(text: str) -> bool:
    """Whether a record begins anywhere."""
    return re.search(r"^TY  ?- ", text, re.MULTILINE) is not None


def ris_entries(text: str) -> Iterator[SourceEntry]:
    """The records, each from its TY to its ER or the next TY."""
    start, fields, last = 0, dict[str, list[str]](), ""
    for number, line in enumerate(text.splitlines(), 1):
        match = _RIS_LINE.match(line)
        if match and match[1] in ("TY", "ER"):
            if fields:
                yield _ris_entry(start, fields)
            start, fields, last = number, {"type": []} if match[1] == "TY" else {}, ""
        elif match and start:
            last = _RIS_NAMES.get(match[1], match[1].lower())
            fields.setdefault(last, []).append(match[2])
        elif last and fields.get(last) and line.strip():
            fields[last][-1] += f" {line.strip()}"
    if fields:
        yield _ris_entry(start, fields)


def _ris_entry(line: int, fields: Mapping[str, list[str]]) -> SourceEntry:
    joined = {name: "\n".join(values) for name, values in fields.items()}
    return entry_of(line, joined.get("title", ""), joined, as_text(joined.get("notes", "")))


def is_table(text: str) -> bool:
    """Whether the first line names columns as Zotero, this program and others do."""
    names = set(_names(next(iter(_rows(text)), (0, []))[1]))
    return len(names) > 1 and len(names & _TABLE_NAMES) > 1 and _is_closed(text)


def _is_closed(text: str) -> bool:
    """Whether the last quote is closed; else a cell may have swallowed all rows behind it."""
    if text.count('"') % 2 == 0:
        return True
    csv.field_size_limit(_MOST_IN_A_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_commonest(text), strict=True)
    try:
        for _ in reader:
            pass
    except csv.Error:
        return False
    return True


def table_entries(text: str) -> Iterator[SourceEntry]:
    """The rows below the head."""
    rows = _rows(text)
    _, head = next(rows)
    names = _names(head)
    for line, row in rows:
        cells = (_GUARDED.sub("", cell, 1) if cell[:1] == "'" else cell for cell in row)
        fields = dict(zip(names, cells, strict=False))
        note = as_text(fields.get("notes") or fields.get("note") or "")
        if any(fields.values()):
            yield entry_of(line, fields.get("title", ""), fields, note)


def _names(head: list[str]) -> list[str]:
    return ["".join(name.lower().split()) for name in head]


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with the lines they begin in; the separator is the commonest of the head."""
    line = 1
    if named := _SEPARATOR.match(text):
        text, line = text[named.end() :], 2
    separator = named[1] if named else _commonest(text)
    csv.field_size_limit(_MOST_IN_A_CELL)
    before = line - 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            row = []
        if row:
            yield line, row
        line = before + reader.line_num + 1


def _commonest(text: str) -> str:
    return max(",;\t", key=text.partition("\n")[0].count)


def json_entries(text: str) -> list[SourceEntry] | None:
    """The objects of an array, of `items` in an object, or on lines of their own; None if none."""
    try:
        return [_json_entry(line, each) for line, each in _objects(text)] or None
    except RecursionError:  # from Python 3.12 on JSON may nest deeper than functions may
        return None


def _objects(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The outermost objects that are records, with the lines they begin in."""
    decoder, place, line, counted = json.JSONDecoder(), 0, 1, 0
    if match := re.match(r'\s*\{.*?"items"\s*:\s*\[', text, re.DOTALL):
        place = match.end()
    while True:
        start = text.find("{", place)
        if start < 0:
            return
        if text[place:start].strip(" \t\r\n,["):
            return
        try:
            found, place = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            return
        line, counted = line + text.count("\n", counted, start), start
        yield line, found


def _json_entry(line: int, found: Mapping[str, Any]) -> SourceEntry:
    fields = {name.lower(): "\n".join(_strings(value)) for name, value in found.items()}
    notes = as_text(fields.get("notes") or fields.get("note") or "")
    name = fields.get("title") or fields.get("id", "")
    return entry_of(line, name, fields, "" if says_id_alone(notes, fields) else notes)


def _strings(value: object) -> Iterator[str]:
    """The texts in a value, in order: Zotero has objects with a tag or a note and more in each."""
    match value:
        case str():
            yield value
        case bool():
            yield str(value)
        case list():
            for each in value:
                yield from _strings(each)
        case {"note": text} | {"tag": text}:
            yield from _strings(text)
        case dict():
            for each in value.values():
                yield from _strings(each)


def is_reading_list(text: str) -> bool:
    """Whether a paper's block begins anywhere, as in library.toml and copies of it."""
    return _PAPER.search(text) is not None


def reading_list_entries(text: str) -> Iterator[SourceEntry]:
    """The blocks, each parsed alone, so that a damaged one costs no other."""
    starts = [match.start() for match in _PAPER.finditer(text)]
    line, place = 1, 0
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        line += text.count("\n", place, start)
        place = start
        yield _block(line, text[start:end])


def _block(line: int, text: str) -> SourceEntry:
    try:
        (found, *_) = tomllib.loads(_CONFLICT.sub("", text))["paper"]
    except (ValueError, KeyError, RecursionError):
        found = {"id": next(iter(find_ids(text)), "")}
    title, tags = one_line(str(found.get("title", ""))), found.get("tags", ())
    words = [str(tag) for tag in tags] if isinstance(tags, list) else []
    note = found.get("note", "")
    return SourceEntry(
        line,
        title,
        id_in({"id": str(found.get("id", ""))}),
        title,
        tags_in(words),
        harmless(note).strip() if isinstance(note, str) else "",
        status=status_in(str(found.get("status", ""))),
        starred=found.get("starred") is True,
    )
