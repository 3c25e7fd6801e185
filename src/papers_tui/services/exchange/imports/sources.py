"""The kind of source that a text is, and the papers in it."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from papers_tui.services.exchange.imports import bibtex, plain, rdf, records

if TYPE_CHECKING:
    from papers_tui.services.exchange.imports.entries import SourceEntry

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read(data: bytes) -> list[SourceEntry]:
    """The papers in order; those of a bibliography also where no id is in them."""
    text = decoded(data)
    if rdf.is_rdf(text):
        return list(rdf.entries(text))
    if text.lstrip()[:1] in ("[", "{") and (found := records.json_entries(text)) is not None:
        return found
    if records.is_reading_list(text):
        return list(records.reading_list_entries(text))
    if records.is_ris(text):
        return list(records.ris_entries(text))
    if bibtex.is_bibtex(text):
        found = list(bibtex.entries(text))
        known = {entry.id for entry in found}
        around = plain.entries(bibtex.rest_of(text))
        return [*found, *(entry for entry in around if entry.id not in known)]
    if records.is_table(text):
        return list(records.table_entries(text))
    return list(plain.entries(text))


def decoded(data: bytes) -> str:
    """The text in UTF-8, or as its byte order mark says; else in Latin-1, which takes any byte."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")
