"""Entries of BibTeX and biblatex, also of files that BibTeX itself would refuse.

A library would stop at the first mistake, names no lines, or takes a second for each thousand.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from papers_tui.services.exchange.imports.entries import SourceEntry, entry_of, id_in, says_id_alone
from papers_tui.text.tex.convert import to_unicode
from papers_tui.text.tex.symbols import ACCENTS

if TYPE_CHECKING:
    from collections.abc import Iterator


_START = re.compile(
    r"@\s*+(?P<kind>[a-z]++)\s*+[{(]"
    r"(?:(?=\s++[a-z]++\s*+=\s*+[{\"\d])|\s*+(?P<key>[^\s,{}()=\"#%]*+)"
    r"(?=\s*+,|[ \t\r]*+\n\s*+[a-z]++\s*+=\s*+[{\"\d]))",
    re.IGNORECASE,
)
"""The beginning of an entry; its key may be missing where a field follows, and the comma."""

_FIELD = re.compile(r"\s*([a-z][\w.:+-]*)\s*=\s*", re.IGNORECASE)
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_QUOTE = re.compile(r'\\.|[{}"]', re.DOTALL)
_NAMED_ID = re.compile(r"\b(eprint|arxivid|doi|url)\s*+=\s*+[{\"]?([^\s{}\",]++)", re.IGNORECASE)
_WORD = re.compile(r"[^\s,{}()\"]*")
_ANY = re.compile(r"@\s*+[a-z]++\s*+\{(?=\s*+(?:[^\s,{}()=\"#%]*+\s*+,|@))", re.IGNORECASE)
_COMMENT = re.compile(r"@\s*+comment\s*+\{", re.IGNORECASE)
_ACCENT = re.compile(
    r"\\(?:(?P<accent>[`'^\"~=.])|(?P<name>[uvHcdkr])(?=[\s{]))\s*"
    r"(?:\{(?:\\(?=[ij]\}))?(?P<inside>[A-Za-z])\}"
    r"|\\(?P<dotless>[ij])(?![A-Za-z])\s*|(?P<letter>[A-Za-z]))"
)
"""An accent and its letter, also a dotless one."""

_NO_ENTRIES = ("comment", "string", "preamble")
_NOTES = ("annote", "annotation", "comment", "note")


def is_bibtex(text: str) -> bool:
    """Whether there is the beginning of an entry."""
    return next(_starts(text), None) is not None


def rest_of(text: str) -> str:
    """The text around entries that are part of a letter or of notes, on its own lines.

    Nothing is left of a bibliography, which begins with an entry or a comment.
    """
    if text.lstrip()[:1] in ("@", "%"):
        return ""
    parts, place = [], 0
    for match in _ANY.finditer(text):
        if match.start() < place:
            continue
        _, end = _value(text, match.end() - 1, len(text))
        parts += [text[place : match.start()], "\n" * text.count("\n", match.start(), end)]
        place = end
    return "".join([*parts, text[place:]])


def entries(text: str) -> Iterator[SourceEntry]:
    """The entries in order; one that does not end ends where the next one begins."""
    starts = list(_starts(text))
    ends = [*(match.start() for match in starts[1:]), len(text)]
    line, place = 1, 0
    for match, end in zip(starts, ends, strict=True):
        line += text.count("\n", place, match.start())
        place = match.start()
        fields: dict[str, str] = {}
        for name, value in _fields(text, match.end(), end):
            fields.setdefault(name, value)
        if id_in(fields) is None:  # another field that does not end may have swallowed it
            for name, value in _NAMED_ID.findall(text, match.end(), end):
                fields.setdefault(name.lower(), value)
        yield _entry(line, match["key"] or "", fields)


def _starts(text: str) -> Iterator[re.Match[str]]:
    """The beginnings of entries that are not commented out."""
    place = 0
    comment = _COMMENT.search(text)
    for match in _START.finditer(text):
        while comment and comment.end() <= match.start():
            _, place = _value(text, comment.end() - 1, len(text))
            comment = _COMMENT.search(text, place)
        if match.start() >= place and match["kind"].lower() not in _NO_ENTRIES:
            yield match


def _entry(line: int, key: str, fields: dict[str, str]) -> SourceEntry:
    notes = (fields.get(name, "") for name in _NOTES)
    noted = (each for each in notes if each and not says_id_alone(each, fields))
    note = "\n\n".join(map(_plain, noted))
    plain = {**fields, "title": _plain(fields.get("title", ""))}
    return entry_of(line, key, {**plain, "key": key, "citationkey": key}, note)


def _plain(text: str) -> str:
    """The text without TeX."""
    line = " ".join(text.split())
    if "\\" in line and "$" not in line:
        line = _ACCENT.sub(_accented, line)  # in most titles all that there is of TeX
    shown = to_unicode(line) if "\\" in line or "$" in line else line
    return shown.replace("{", "").replace("}", "")


def _accented(command: re.Match[str]) -> str:
    letter = command["inside"] or command["dotless"] or command["letter"]
    return unicodedata.normalize("NFC", letter + ACCENTS[command["accent"] or command["name"]])


def _fields(text: str, place: int, end: int) -> Iterator[tuple[str, str]]:
    """The fields by name, without the delimiters around their values."""
    while place < end:
        place += 1  # the comma, or whatever stands in its place
        match = _FIELD.match(text, place, end)
        if match is None:
            place = _next_comma(text, place, end)
            continue
        value, place = _value(text, match.end(), end)
        yield match[1].lower(), value
        place = _next_comma(text, place, end)


def _value(text: str, place: int, end: int) -> tuple[str, int]:
    """The value that begins there, and where it ends; what is joined to it by # is left out."""
    opening = text[place : place + 1]
    if opening not in ('"', "{"):
        word = _WORD.match(text, place, end)
        return (word[0], word.end()) if word else ("", place)
    open_braces = 0
    for match in (_QUOTE if opening == '"' else _BRACE).finditer(text, place + 1, end):
        if match[0] == "{":
            open_braces += 1
        elif match[0] == "}" and open_braces:
            open_braces -= 1
        elif match[0] in ("}", '"') and not open_braces:
            return text[place + 1 : match.start()], match.end()
    line_end = text.find("\n", place, end)
    line = text[place + 1 : line_end if line_end >= 0 else end].rstrip(", \t\r")
    return line, place + 1 + len(line)  # its delimiter is missing


def _next_comma(text: str, place: int, end: int) -> int:
    found = text.find(",", place, end)
    return found if found >= 0 else end
