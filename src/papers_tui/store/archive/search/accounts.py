"""The hub's accounts of authors, read out of the JSON that the archive keeps of a paper."""

from __future__ import annotations

import json
from typing import NamedTuple

from papers_tui.text.clean import one_line
from papers_tui.text.fold import folded_name

_LONGEST = 200
_DENIED = "extracted_infirmed"
"""The state of an account of which its owner reported that it is not the author's."""


class AuthorAccount(NamedTuple):
    """An author who is known at the hub."""

    name: str
    """As the paper has it."""

    login: str
    """Folded, as queries compare it."""


def accounts(raw: bytes) -> tuple[AuthorAccount, ...]:
    """The authors with an account, in their order; none of JSON that is no paper.

    The login is `user` in an author's `user`, and also `name` since March 2026.
    """
    try:
        entry = json.loads(raw)
    except (ValueError, RecursionError):
        return ()
    return tuple(filter(None, map(_account, _authors(entry))))


def _authors(entry: object) -> list[object]:
    paper = entry.get("paper", entry) if isinstance(entry, dict) else None
    authors = paper.get("authors") if isinstance(paper, dict) else None
    return authors if isinstance(authors, list) else []


def _account(author: object) -> AuthorAccount | None:
    if not isinstance(author, dict) or author.get("hidden") is True:
        return None
    user = author.get("user")
    if not isinstance(user, dict) or author.get("status") == _DENIED:
        return None
    login = folded_name(one_line(user.get("user") or user.get("name"), _LONGEST))
    return AuthorAccount(one_line(author.get("name"), _LONGEST), login) if login else None
