"""arXiv ids in the forms that people paste."""

from __future__ import annotations

import re

_NEW = r"\d{4}\.\d{4,5}"
_OLD = r"[a-z][a-z-]*(?:\.[A-Z]{2})?/\d{7}"
_ID = re.compile(rf"({_NEW}|{_OLD})(?:v\d{{1,3}})?", re.ASCII)
_PREFIX = re.compile(
    r"arxiv:\s*"
    r"|(?:https?://)?(?:www\.|export\.)?(?:arxiv\.org/(?:abs|pdf|html|format|bibtex)/)"
    r"|(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co)/papers/",
    re.ASCII | re.IGNORECASE,
)
_SUFFIX = re.compile(r"(?:\.pdf|\.md)?/?(?:[?#].*)?", re.ASCII | re.IGNORECASE)


def parse_id(text: str) -> str | None:
    """The arXiv id without its version in a pasted id, `arXiv:` reference or link; else None.

    Forms: https://info.arxiv.org/help/arxiv_identifier.html. The text must be nothing but the
    id, so that a path or a command never passes for one.
    """
    text = text.strip()
    if prefix := _PREFIX.match(text):
        text = text[prefix.end() :]
    match = _ID.match(text)
    if match is None or not _SUFFIX.fullmatch(text, match.end()):
        return None
    return match[1]


def exact_id(text: str) -> str | None:
    """The id without its version when the text is an arXiv id to the letter; else None."""
    match = _ID.fullmatch(text)
    return match[1] if match else None
