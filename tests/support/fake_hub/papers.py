"""One paper: its details, what is linked to it, and its discussion, all following from its id."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from tests.support.data.fake_days import Entry, object_id
from tests.support.fake_hub import daily

SAMPLE = 12
"""The most of the linked models, datasets and spaces that are listed; totals tell more."""

_TASKS = ("text-generation", "image-to-video", "feature-extraction", "automatic-speech-recognition")
_EMOJI = ("🌌", "🦊", "🪄", "🧭")
_TALK = (
    "Thanks for the clear write-up! How does it behave on *longer* inputs, say `128k` tokens?",
    "Good question. We tried up to 64k: see **Table 3**, and [the code](https://example.org/run).",
    "Buy cheap followers here",
    "A summary by a bot:\n\n- cheaper\n- faster\n\n> as the abstract says\n\nwith $O(n)$ memory.",
    "Same here, I would like to know that too 👀",
    "We could repeat Table 1 within sim2\\%.\n\n```python\nrun(seed=1)\n```",
)


def details(entry: Entry, fields: frozenset[str]) -> Entry:
    """The paper at top level with what is linked to it, and the fields that were asked for."""
    paper = daily.paper(entry)
    name = daily.paper_id(entry)
    answer: Entry = {"discussionId": object_id("discussion", name), **paper}
    for kind in ("Models", "Datasets", "Spaces"):
        every = linked(name, kind)
        answer[f"linked{kind}"] = every[:SAMPLE]
        answer[f"numTotal{kind}"] = len(every)
    if "submissionDeadline" in fields:
        answer["submissionDeadline"] = _moment(_published(paper) + timedelta(days=14))
    if "comments" in fields:
        answer["comments"] = comments(entry)
    return answer


def repositories(name: str) -> Entry:
    """The answer of `/api/arxiv/{id}/repos`: everything that cites the paper."""
    return {kind.lower(): linked(name, kind) for kind in ("Models", "Datasets", "Spaces")}


def linked(name: str, kind: str) -> list[Entry]:
    """All models, datasets or spaces that cite a paper: none for many, over the sample for few."""
    chance = daily.dice(kind, name)
    count = (0, 0, 1, 2, 3, 5, 8, 40)[chance % 8]
    make = {"Models": _model, "Datasets": _dataset, "Spaces": _space}[kind]
    return [make(name, index, random.Random(chance + index)) for index in range(count)]


def comments(entry: Entry) -> list[Entry]:
    """As many comments as the entry counts: a question, its reply, a hidden one, then more."""
    count = entry.get("numComments")
    count = count if isinstance(count, int) else 0
    return [_comment(entry, index) for index in range(min(count, 500))]


def _comment(entry: Entry, index: int) -> Entry:
    name = daily.paper_id(entry)
    login = f"reader-{daily.dice('comment', name, str(index)) % 50}"
    when = _moment(_published(daily.paper(entry)) + timedelta(days=1, hours=index))
    comment: Entry = {
        "id": object_id("comment", name, str(index)),
        "author": _account(login, "user"),
        "createdAt": when,
        "type": "comment",
        "data": _data(index, login, when),
    }
    if index % 6 in (1, 4):
        parent = index - index % 6 + (0 if index % 6 == 1 else 3)
        comment["data"]["parentCommentId"] = object_id("comment", name, str(parent))
    return comment


def _data(index: int, login: str, when: str) -> Entry:
    raw = _TALK[index % len(_TALK)]
    hidden = index % 6 == 2
    data: Entry = {
        "edited": index % 6 == 3,
        "hidden": hidden,
        "latest": {"raw": raw, "html": f"<p>{raw}</p>", "updatedAt": when},
        "numEdits": int(index % 6 == 3),
        "identifiedLanguage": {"language": "en", "probability": 0.93},
        "editors": [login],
        "editorAvatarUrls": [f"/avatars/{login}.svg"],
        "reactions": _reactions(index),
        "isReport": False,
    }
    if hidden:
        data.update(hiddenBy="moderator", hiddenReason="Spam")
        data["latest"].update(
            raw="This comment has been hidden", html="This comment has been hidden"
        )
    return data


def _reactions(index: int) -> list[Entry]:
    """Emoji, as observed, and names, as the published schema has it."""
    kinds: dict[int, list[tuple[str, int]]] = {
        0: [("🔥", 6), ("rocket", 2)],
        3: [("thumbsup", 1), ("🤗", 3)],
    }
    return [
        {"reaction": character, "users": [f"reader-{n}" for n in range(count)], "count": count}
        for character, count in kinds.get(index % 6, [])
    ]


def _account(login: str, kind: str) -> Entry:
    flags = dict.fromkeys(("isHf", "isHfAdmin", "isMod"), False)
    account: Entry = {
        "_id": object_id(kind, login),
        "avatarUrl": f"/avatars/{login}.svg",
        "fullname": login.replace("-", " ").title(),
        "name": login,
        "type": kind,
        **flags,
        "followerCount": len(login),
    }
    return {**account, "isPro": False, "isUserFollowing": False} if kind == "user" else account


def _repository(name: str, index: int, dice: random.Random, kind: str) -> Entry:
    author = f"lab-{dice.randrange(9)}"
    return {
        "author": author,
        "id": f"{author}/{kind}-{name.replace('/', '-')}-{index}",
        "downloads": int(dice.expovariate(1 / 5000)),
        "likes": int(dice.expovariate(1 / 40)),
        "gated": dice.choice((False, False, False, "auto", "manual")),
        "isLikedByUser": False,
        "lastModified": _moment(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=index)),
        "private": False,
        "repoType": kind,
    }


def _model(name: str, index: int, dice: random.Random) -> Entry:
    model = _repository(name, index, dice, "model")
    model["availableInferenceProviders"] = []
    model["pipeline_tag"] = dice.choice(_TASKS)
    if dice.random() < 0.8:
        model["authorData"] = _account(model["author"], "org")
        model["numParameters"] = dice.randrange(10**8, 10**11)
    return model


def _dataset(name: str, index: int, dice: random.Random) -> Entry:
    dataset = _repository(name, index, dice, "dataset")
    if dice.random() < 0.7:
        dataset["datasetsServerInfo"] = {
            "viewer": "viewer",
            "numRows": dice.choice((None, dice.randrange(10**6))),
            "libraries": ["datasets", "pandas"],
            "formats": ["parquet"],
            "modalities": ["text"],
        }
    return dataset


def _space(name: str, index: int, dice: random.Random) -> Entry:
    space: Entry = {
        "id": f"lab-{dice.randrange(9)}/demo-{name.replace('/', '-')}-{index}",
        "emoji": dice.choice(_EMOJI),
        "running": dice.random() < 0.8,
        "featured": dice.random() < 0.1,
    }
    if dice.random() < 0.6:
        space["shortDescription"] = "Try it on a file of your own"
    return space


def _published(paper: Entry) -> datetime:
    try:
        return datetime.fromisoformat(daily.text(paper, "publishedAt")).replace(tzinfo=UTC)
    except ValueError:
        return datetime(2026, 1, 1, tzinfo=UTC)


def _moment(moment: datetime) -> str:
    value = moment.replace(tzinfo=None).isoformat(timespec="milliseconds")
    return f"{value}Z"
