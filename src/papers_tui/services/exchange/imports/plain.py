"""Papers in any text, by the arXiv ids that stand in it."""

from __future__ import annotations

import re
from email import message_from_string, policy
from email.message import EmailMessage
from typing import TYPE_CHECKING

from papers_tui.services.exchange.imports.entries import SourceEntry
from papers_tui.text.arxiv_ids import find_ids

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENCODED = re.compile(
    r"^Content-Transfer-Encoding:\s*(?:quoted-printable|base64)\s*$", re.IGNORECASE | re.MULTILINE
)


def entries(text: str) -> Iterator[SourceEntry]:
    """An entry for each paper in the first line that names it."""
    known = set[str]()
    for number, line in enumerate(_decoded(text).splitlines(), 1):
        for paper in find_ids(line):
            if paper not in known:
                known.add(paper)
                yield SourceEntry(number, paper, paper)


def _decoded(text: str) -> str:
    """The texts of a mail, which may break addresses apart; any other text as it is."""
    if not _ENCODED.search(text):
        return text
    try:
        message = message_from_string(text, _class=EmailMessage, policy=policy.default)
        parts = [part for part in message.walk() if part.get_content_maintype() == "text"]
        return "\n".join([*message.values(), *(part.get_content() for part in parts)])
    except Exception:  # the standard library's reader of headers raises all sorts
        return text
