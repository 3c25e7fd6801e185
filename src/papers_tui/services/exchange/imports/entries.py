"""One paper as a source has it, and the arXiv id in its fields."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from papers_tui.model.arxiv_id import parse_id
from papers_tui.model.library.marks import Status, parse_tag
from papers_tui.text.arxiv_ids import find_ids
from papers_tui.text.clean import harmless, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_MARKUP = re.compile(r"<(?:/?[a-zA-Z][^<>]*|!--(?:(?!<!--).)*?--)>", re.DOTALL)
_PARAGRAPH = re.compile(r"<(?:/p|/div|/h\d|/li|br\s*/?)>\s*", re.IGNORECASE)
_BETWEEN_KEYWORDS = re.compile(r"[,;\n]")
_ABOUT_ID = re.compile(
    r"https?://\S+|\[[\w.,\s-]*\]"
    r"|\b(?:arxiv|abs|pdf|e-?prints?|preprint|version|comments?|url|available|online|at|from|see|in"
    r"|accessed|doi|cs)\b|(?<![a-z-])[a-z-]{2,15}(?:\.[a-z]{2})?/\d{7}|(?<=\d)v(?=\d)|[\W\d_]",
    re.IGNORECASE,
)
_LONGEST_NAME = 60
_KEY = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9:._/+-]{1,100}")

_SAFE = ("eprint", "arxiv", "arxivid", "archiveid", "archive_location", "doi")
_LIKELY = ("url", "urls", "link", "links", "number", "journal", "journaltitle", "howpublished")
_OTHER_PAPERS = (
    "abstract", "abstractnote", "title", "annote", "annotation", "keywords", "keyword", "tags",
    "manualtags", "automatictags", "mendeley-tags", "notes", "ai_summary", "ai_keywords",
    "references", "related", "crossref", "relations",
)  # fmt: skip
"""Fields whose ids may be those of other papers."""


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One paper as a source has it."""

    line: int
    """The line on which it begins, from 1 on."""

    name: str = ""
    """The source's name for it, for a person who looks for it there."""

    id: str | None = None
    """None when no arXiv id is in it."""

    title: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""
    key: str = ""
    """By which documents cite it."""

    status: Status | None = None
    """The progress of its reading, where the source says so in our words."""

    starred: bool = False


def entry_of(line: int, name: str, fields: Mapping[str, str], note: str = "") -> SourceEntry:
    """The entry with these fields, whose names are in lower case."""
    words = ("keywords", "keyword", "tags", "mendeley-tags", "manualtags", "automatictags")
    return SourceEntry(
        line,
        one_line(name, _LONGEST_NAME),
        id_in(fields),
        one_line(as_text(fields.get("title", ""))),
        tags_in(fields.get(word, "") for word in words),
        harmless(note).strip(),
        key_in(fields),
        status_in(fields.get("status", "")),
        fields.get("starred", "").lower() in ("true", "yes"),
    )


def key_in(fields: Mapping[str, str]) -> str:
    """The citation key, if BibTeX and we can write it as it is."""
    key = fields.get("citationkey") or fields.get("citekey") or fields.get("id", "")
    return key if _KEY.fullmatch(key) and "://" not in key and not parse_id(key) else ""


def says_id_alone(note: str, fields: Mapping[str, str]) -> bool:
    """Whether a note has the id of the paper with these fields, and nothing else to note."""
    return {*find_ids(note)} == {id_in(fields)} and not _ABOUT_ID.sub("", note)


def status_in(text: str) -> Status | None:
    """The status that the text names, if it is one of ours."""
    return next((status for status in Status if status == text), None)


def id_in(fields: Mapping[str, str]) -> str | None:
    """The paper's own id: in the field for it, in an address, or where else one stands."""
    archive = fields.get("eprinttype") or fields.get("archiveprefix") or "arxiv"
    if "arxiv" not in archive.lower():  # an id of PubMed, JSTOR or the like
        fields = {name: text for name, text in fields.items() if name != "eprint"}
    own = parse_id(fields.get("id", "")) or parse_id(fields.get("eprint", ""))
    if own:
        return own
    rest = [name for name in fields if name not in (*_SAFE, *_LIKELY, *_OTHER_PAPERS)]
    for name in (*_SAFE, *_LIKELY, *rest):
        if ids := find_ids(fields.get(name, "")):
            return ids[0]
    return None


def tags_in(texts: Iterable[str]) -> tuple[str, ...]:
    """The keywords in texts that separate them by commas, semicolons or lines, as tags."""
    words = (word for text in texts for word in _BETWEEN_KEYWORDS.split(as_text(text)))
    return tuple(dict.fromkeys(filter(None, map(parse_tag, words))))


def as_text(text: str) -> str:
    """The text without the markup of HTML, its paragraphs on lines of their own."""
    if "<" not in text and "&" not in text:
        return text
    return html.unescape(_MARKUP.sub("", _PARAGRAPH.sub("\n", text)))
