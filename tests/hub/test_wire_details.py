"""Discussions and linked repositories, out of what the hub sends."""

from __future__ import annotations

import copy
import json
import unicodedata
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.hub.errors import Missing, Unreadable
from papers_tui.hub.http.httpx_import import httpx
from papers_tui.hub.wire_details import read_details, read_raw
from papers_tui.model.details import Reaction, RepositoryKind, is_repository_id
from tests.hostile import strings
from tests.support.patience import examples
from tests.support.scripted_hub import hub

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
ANSWER: dict[str, Any] = {
    "id": "2605.15141",
    "title": "A Title",
    "upvotes": 84,
    "linkedModels": [
        {
            "id": "lab/guard-8B",
            "downloads": 146_356,
            "likes": 311,
            "gated": "manual",
            "pipeline_tag": "text-generation",
            "numParameters": 8_030_261_248,
            "tags": ["license:mit"],
        }
    ],
    "numTotalModels": 72,
    "linkedDatasets": [{"id": "lab/data", "gated": False, "cardData": {"license": "cc0-1.0"}}],
    "linkedSpaces": [
        {"id": "lab/demo", "emoji": "🌌", "running": True, "shortDescription": "Try  it"}
    ],
    "numTotalSpaces": 324,
    "comments": [
        {
            "id": "c1",
            "author": {"name": "yaful", "fullname": "Yafu Li"},
            "createdAt": "2026-05-15T02:18:15.000Z",
            "data": {
                "edited": True,
                "latest": {"raw": "See:\n\n```\nif x:\n\treturn 1\n```\n"},
                "reactions": [
                    {"reaction": "🔥", "users": ["a"], "count": 6},
                    {"reaction": "fire", "users": ["b"], "count": 1},
                    {"reaction": "wave", "users": ["a", "b"]},
                ],
            },
        },
        {
            "id": "c2",
            "author": {"name": "spammer"},
            "createdAt": "yesterday",
            "data": {
                "hidden": True,
                "latest": {"raw": "Buy"},
                "parentCommentId": "c1",
                "reactions": [{"reaction": "eyes", "count": 1}],
            },
        },
        {"author": {"name": "nobody"}},
    ],
}


def test_a_comment_keeps_all_that_is_shown_of_it() -> None:
    entry, details = read_details(ANSWER)
    first, hidden = details.comments
    assert (first.author, first.author_name, first.edited) == ("yaful", "Yafu Li", True)
    assert first.created == datetime(2026, 5, 15, 2, 18, 15, tzinfo=UTC)
    assert first.text == "See:\n\n```\nif x:\n    return 1\n```"
    assert first.reactions == (Reaction("🔥", 7), Reaction("wave", 2))
    assert (hidden.hidden, hidden.author, hidden.text, hidden.parent) == (True, "", "", "c1")
    assert (hidden.created, hidden.reactions) == (None, ())
    assert (details.comment_count, entry.paper.comments) == (3, 3)


def test_what_is_linked_is_read_with_its_totals() -> None:
    linked = read_details(ANSWER)[1].linked
    (model,), (data,), (space,) = (linked.of(kind) for kind in RepositoryKind)
    assert (model.id, model.likes, model.downloads, model.gated) == (
        *("lab/guard-8B", 311, 146_356, True),
    )
    assert (model.task, model.license) == ("text-generation", "mit")
    assert model.parameters == 8_030_261_248
    assert (data.gated, data.license, data.running) == (False, "cc0-1.0", None)
    assert (space.emoji, space.running, space.about) == ("🌌", True, "Try it")
    assert [linked.total_of(kind) for kind in RepositoryKind] == [72, 1, 324]


def test_the_papers_own_json_is_kept_apart_from_the_rest() -> None:
    entry, details = read_details(ANSWER)
    assert json.loads(entry.raw) == {"id": "2605.15141", "title": "A Title", "upvotes": 84}
    assert {**json.loads(entry.raw), **json.loads(details.raw)} == ANSWER
    assert read_raw(details.raw) == details


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"7", b"\xff", b"[" * 100_000])
def test_damaged_json_is_no_details(raw: bytes) -> None:
    assert read_raw(raw) is None


def test_an_answer_without_a_discussion_says_nothing_of_it() -> None:
    entry, details = read_details({"id": "2605.15141", "title": "T"})
    assert (details.comments, details.linked.total, entry.paper.comments) == ((), 0, None)
    entry, _ = read_details({"id": "2605.15141", "title": "T", "comments": []})
    assert entry.paper.comments is None


def test_long_lists_and_texts_are_kept_up_to_their_caps() -> None:
    sent = copy.deepcopy(ANSWER)
    text = "x" * 65_536
    sent["comments"] = [{"id": f"c{n}", "data": {"latest": {"raw": text}}} for n in range(3)]
    sent["comments"] += [{"id": f"d{n}"} for n in range(2_500)]
    sent["comments"][1]["data"]["latest"]["raw"] += "x"
    sent["linkedModels"] = [{"id": f"lab/m{n}"} for n in range(1_200)]
    details = read_details(sent)[1]
    assert (len(details.comments), details.comment_count) == (2_000, 2_503)
    assert details.comments[0].text == text
    assert details.comments[1].text == "x" * 65_535 + "…"
    assert (len(details.linked.models), details.linked.total_models) == (1_000, 1_000)


HAZARDS = [
    text
    for texts in (strings._MARKUP, strings._TERMINAL, strings._UNICODE)
    for text in texts.values()
]


@pytest.mark.parametrize("text", HAZARDS)
def test_no_string_of_an_answer_can_steer_a_terminal(text: str) -> None:
    sent = copy.deepcopy(ANSWER)
    sent["comments"][0] |= {"id": text, "author": {"name": text, "fullname": text}}
    sent["comments"][0]["data"] |= {
        "latest": {"raw": text},
        "reactions": [{"reaction": text, "count": 2}],
        "parentCommentId": text,
    }
    sent["linkedSpaces"][0] |= {"emoji": text, "shortDescription": text}
    sent["linkedModels"][0] |= {"pipeline_tag": text, "tags": [f"license:{text}"]}
    details = read_details(sent)[1]
    comment = details.comments[0]
    lines = [comment.id, comment.author, comment.author_name, comment.parent]
    lines += [reaction.emoji for reaction in comment.reactions]
    for repository in (*details.linked.models, *details.linked.spaces):
        lines += [repository.emoji, repository.about, repository.task, repository.license]
    for line in lines:
        assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in line)
        assert line.encode().decode() == line
    assert not {"\x1b", "\x9b", "\u202e", "\r", "\t"} & set(comment.text)


NAMES = st.sampled_from(
    [
        *("id", "author", "name", "fullname", "createdAt", "data", "latest", "raw", "reactions"),
        *("reaction", "count", "users", "hidden", "edited", "parentCommentId", "likes", "tags"),
        *("downloads", "gated", "numParameters", "emoji", "running", "cardData", "license"),
    ]
)
THINGS = st.recursive(
    JSON | st.sampled_from(["a", "lab/m", "2026-05-15T02:18:15.000Z", True, 3]),
    lambda inner: st.dictionaries(NAMES, inner, max_size=5) | st.lists(inner, max_size=3),
    max_leaves=20,
)


@examples(3)
@given(st.dictionaries(st.sampled_from(list(ANSWER)[3:]), THINGS | st.lists(THINGS, max_size=4)))
def test_nothing_that_can_be_sent_is_a_bug(sent: dict[str, Any]) -> None:
    details = read_details({"id": "2605.15141", **sent})[1]
    assert all(comment.id for comment in details.comments)
    for kind in RepositoryKind:
        assert all(is_repository_id(each.id) for each in details.linked.of(kind))
        assert details.linked.total_of(kind) >= len(details.linked.of(kind))
    assert read_raw(details.raw) == details


async def test_one_request_brings_the_paper_its_discussion_and_what_is_linked() -> None:
    asking, pages = hub(ANSWER)
    entry, details = await asking.details("2605.15141")
    assert (entry.paper.title, len(details.comments)) == ("A Title", 2)
    (request,) = pages.asked
    assert request.url.path == "/api/papers/2605.15141"
    assert pages.queries == [{"field": "comments"}]


async def test_another_paper_none_and_no_id_are_named() -> None:
    asking, pages = hub(ANSWER)
    with pytest.raises(Unreadable):
        await asking.details("2605.15142")
    with pytest.raises(Missing):
        await asking.details("../x")
    assert len(pages.asked) == 1
    asking, _ = hub(httpx.Response(404, json={"error": "Paper not found"}))
    with pytest.raises(Missing):
        await asking.details("2605.15141")
