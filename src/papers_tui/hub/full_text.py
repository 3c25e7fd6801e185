"""A paper's text out of the hub's answer, which may not have one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from papers_tui.hub.errors import NoFullText, Unreadable
from papers_tui.hub.http.failures import error_for_status
from papers_tui.hub.http.httpx_import import httpx
from papers_tui.text.clean import source

if TYPE_CHECKING:
    from papers_tui.hub.http.answer import Answer

MARKDOWN = "text/markdown"

LONGEST_TEXT = 5_000_000
"""Characters that are kept of a text."""

_HTML = re.compile(r"\s*<(?:!doctype|html|head|body)\b", re.IGNORECASE)
_LONGEST_HEAD = 4_000
_HEAD_ENDS = re.compile(r"^Markdown Content:[ \t]*\n", re.MULTILINE)
_FROM = re.compile(r"^URL Source:[ \t]*(\S+)", re.MULTILINE)
"""The lines that the hub writes above a text: its title and where it is from."""

_PAGE_OF_HUB = re.compile(r"https?://[^/\s]+/papers/")
_PAGE_WORDS = re.compile(r"\s*# [^\n]*\n\s*Published on [^\n]*\n\s*(?:Authors:[^\n]*\n\s*)?")
_SECTION = re.compile(r"^##? ", re.MULTILINE)


def read_text(answer: Answer, paper_id: str) -> str:
    """The text as Markdown, safe to print, without the hub's lines about its origin.

    Raises NoFullText for a page in its place, and for one that is no more than the hub's page
    about the paper in Markdown.
    """
    if answer.status == httpx.codes.NOT_FOUND:
        raise NoFullText(paper_id)
    if answer.status >= httpx.codes.BAD_REQUEST:
        raise error_for_status(answer)
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if "html" in kind:
        raise NoFullText(paper_id)
    if not kind.startswith("text/") and kind:
        raise Unreadable("The hub's answer is no text; try again later.")
    sent = answer.body.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    origin, body = _without_head(sent)
    text = source(body, LONGEST_TEXT, keep_tabs=True)  # they separate the cells of some tables
    if not text.strip() or _HTML.match(text) or _PAGE_OF_HUB.match(origin) or _is_page(text):
        raise NoFullText(paper_id)
    return text


def _without_head(sent: str) -> tuple[str, str]:
    """The address that a text is from, where its head names one, and the text without the head."""
    end = _HEAD_ENDS.search(sent, 0, _LONGEST_HEAD)
    found = _FROM.search(sent, 0, end.start()) if end else None
    return (found[1], sent[end.end() :]) if end and found else ("", sent)


def _is_page(text: str) -> bool:
    """Whether it is the hub's page in Markdown, which ends with the abstract."""
    head = _PAGE_WORDS.match(text)
    return head is not None and len(_SECTION.findall(text, head.end())) <= 1
