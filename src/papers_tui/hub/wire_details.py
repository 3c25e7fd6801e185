"""A paper's discussion and linked repositories out of the hub's JSON about it."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from papers_tui.hub.errors import Unreadable
from papers_tui.hub.wire import (
    Fields,
    count_of,
    fields_of,
    list_of,
    moment_of,
    name_of,
    read_detail,
)
from papers_tui.model.details import (
    Comment,
    Details,
    Linked,
    Reaction,
    Repository,
    RepositoryKind,
    is_repository_id,
)
from papers_tui.text.clean import one_line, source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from papers_tui.model.paper import Entry

_MOST_COMMENTS, _MOST_REPOSITORIES, _MOST_REACTIONS = 2_000, 1_000, 100
_LONGEST_COMMENT = 2**16
"""Characters, the most that the hub takes."""

_LONGEST_ABOUT, _LONGEST_EMOJI = 500, 20
_KEYS = (
    *("comments", "linkedModels", "numTotalModels", "linkedDatasets", "numTotalDatasets"),
    *("linkedSpaces", "numTotalSpaces"),
)
_MOST_PARAMETERS = 10**15
_LICENSE = "license:"
_EMOJIS = {
    "fire": "🔥",
    "rocket": "🚀",
    "eyes": "👀",
    "heart": "❤️",
    "hugs": "🤗",
    "cool": "😎",
    "plus": "➕",
    "brain": "🧠",
    "thumbsup": "👍",
    "handshake": "🤝",
    "sad": "😔",
    "mindblown": "🤯",
}
"""The names of the hub's published schema; answers have the emoji themselves."""


def read_details(payload: object) -> tuple[Entry, Details]:
    """The paper that `/api/papers/{id}?field=comments` answers, and what else is in the answer.

    The entry's JSON is the answer without that. Raises Unreadable when it is no paper.
    """
    fields = fields_of(payload)
    more = {key: fields[key] for key in _KEYS if key in fields}
    entry = read_detail({key: value for key, value in fields.items() if key not in more})
    details = _details(more)
    if details.comment_count and entry.paper.comments is None:
        entry = entry._replace(paper=replace(entry.paper, comments=details.comment_count))
    try:
        raw = json.dumps(more, separators=(",", ":")).encode("ascii")
    except (ValueError, RecursionError) as error:
        raise Unreadable("The hub's answer is damaged; try again later.") from error
    return entry, replace(details, raw=raw)


def read_raw(raw: bytes) -> Details | None:
    """The details that were read before from these bytes, read again; None for damaged bytes."""
    try:
        payload = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return replace(_details(payload), raw=raw) if isinstance(payload, dict) else None


def _details(fields: Fields) -> Details:
    comments = {comment.id: comment for comment in _comments(fields.get("comments"))}
    return Details(
        comments=tuple(comments.values()),
        linked=_linked(fields),
        comment_count=len(list_of(fields.get("comments"))),
    )


def _comments(value: object) -> Iterator[Comment]:
    for item in islice(map(fields_of, list_of(value)), _MOST_COMMENTS):
        if key := name_of(item.get("id")):
            yield _comment(key, item)


def _comment(key: str, item: Fields) -> Comment:
    data, author = fields_of(item.get("data")), fields_of(item.get("author"))
    parent, created = name_of(data.get("parentCommentId")), moment_of(item.get("createdAt"))
    if data.get("hidden") is True:
        return Comment(id=key, created=created, hidden=True, parent=parent)
    return Comment(
        id=key,
        author=name_of(author.get("name")) or name_of(author.get("user")),
        author_name=name_of(author.get("fullname")),
        created=created,
        text=source(fields_of(data.get("latest")).get("raw"), _LONGEST_COMMENT),
        edited=data.get("edited") is True,
        reactions=tuple(islice(_reactions(data.get("reactions")), _MOST_REACTIONS)),
        parent=parent,
    )


def _reactions(value: object) -> Iterator[Reaction]:
    """The emoji that somebody gave, each once."""
    counts: dict[str, int] = {}
    for item in islice(map(fields_of, list_of(value)), _MOST_REACTIONS):
        name = one_line(item.get("reaction"), _LONGEST_EMOJI)
        count = count_of(item.get("count"))
        emoji = _EMOJIS.get(name, name)
        given = len(list_of(item.get("users"))) if count is None else count
        if emoji and given:
            counts[emoji] = counts.get(emoji, 0) + given
    return (Reaction(emoji, count) for emoji, count in counts.items())


def _linked(fields: Fields) -> Linked:
    models, total_models = _named(fields, RepositoryKind.MODEL, "Models")
    datasets, total_datasets = _named(fields, RepositoryKind.DATASET, "Datasets")
    spaces, total_spaces = _named(fields, RepositoryKind.SPACE, "Spaces")
    return Linked(models, datasets, spaces, total_models, total_datasets, total_spaces)


def _named(fields: Fields, kind: RepositoryKind, name: str) -> tuple[tuple[Repository, ...], int]:
    """The repositories of a kind that the answer names, and how many it says there are."""
    sent = islice(map(fields_of, list_of(fields.get(f"linked{name}"))), _MOST_REPOSITORIES)
    found = {item.id: item for each in sent if (item := _repository(each, kind))}
    total = count_of(fields.get(f"numTotal{name}")) or 0
    return tuple(found.values()), max(total, len(found))


def _repository(item: Fields, kind: RepositoryKind) -> Repository | None:
    key = item.get("id")
    if not isinstance(key, str) or not is_repository_id(key):
        return None
    running = item.get("running")
    return Repository(
        kind=kind,
        id=key,
        likes=count_of(item.get("likes")),
        downloads=count_of(item.get("downloads")),
        task=name_of(item.get("pipeline_tag")),
        license=_license(item),
        about=one_line(item.get("shortDescription"), _LONGEST_ABOUT)
        or one_line(item.get("description"), _LONGEST_ABOUT),
        emoji=one_line(item.get("emoji"), _LONGEST_EMOJI),
        gated=item.get("gated") not in (None, False, ""),
        parameters=count_of(item.get("numParameters"), _MOST_PARAMETERS),
        running=running if isinstance(running, bool) else None,
    )


def _license(item: Fields) -> str:
    """The license, from among the tags or the data of the card, where other answers have it."""
    for tag in map(name_of, list_of(item.get("tags"))):
        if tag.startswith(_LICENSE):
            return tag.removeprefix(_LICENSE)
    return name_of(item.get("license")) or name_of(fields_of(item.get("cardData")).get("license"))
