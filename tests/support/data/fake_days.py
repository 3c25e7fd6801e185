"""Days of Daily Papers as the hub sends them, made of our own words and the same at every call."""

from __future__ import annotations

import hashlib
import marshal
import random
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, Final, Literal

Entry = dict[str, Any]
"""One item of a daily list, as decoded from the hub's JSON."""

Shape = Literal["2024-03", "2024-06", "2025-09", "2026"]
"""The month in which the hub began to send entries of this form."""

ABSENT: Final = object()
"""Given as an override, it takes the key away, as the hub does with what it does not know."""

_OUTER_ONLY = frozenset(
    {
        "numComments",
        "thumbnail",
        "mediaUrl",
        "submittedBy",
        "submitterOrganization",
        "isAuthorParticipating",
    }
)
_IN_BOTH = frozenset({"title", "summary", "mediaUrls", "organization"})
_PER_DAY = 3000

_SUBJECTS = (
    "Lighthouse", "Tidal", "Patchwork", "Quiet", "Borrowed", "Folded", "Drifting", "Woven",
    "Second-Hand", "Slow", "Paper", "Orchard", "Lantern", "Sideways", "Granite", "Kettle",
)  # fmt: skip
_METHODS = (
    "Attention", "Diffusion", "Distillation", "Retrieval", "Pruning", "Rewards", "Agents",
    "Tokenizers", "World Models", "Speech Codecs", "Gaussian Splatting", "Benchmarks",
)  # fmt: skip
_GOALS = (
    "Long Documents", "Kitchen Robots", "Small Devices", "Old Maps", "Night Driving",
    "Low-Resource Languages", "Protein Folding", "Sheet Music", "Weather", "Code Review",
)  # fmt: skip
_GIVEN = ("Ada", "Bruno", "Chiara", "Dmitri", "Élodie", "Farid", "Grete", "Hana", "Iñigo", "Jürgen")
_FAMILY = ("Abel", "Brandt", "Çelik", "Dvořák", "Eriksen", "Fontaine", "Gómez", "Hashimoto", "Łoś")
_KEYWORDS = (
    "attention", "sparse routing", "reward model", "diffusion", "token budget", "alignment",
    "retrieval", "curriculum", "quantization", "latent space",
)  # fmt: skip
_SENTENCES = (
    "We ask how far {method} can be pushed when {goal} is all that matters.",
    "Earlier work needs O(n^2) memory; ours stays linear in the length of the input.",
    "A small model, trained for one day on eight cards, keeps up with one ten times its size.",
    "On seven public tests it gains sim20\\% over the best baseline and loses on none.",
    "We find that most of the cost comes from a step that can be left out without harm.",
    "Ablations show which of the three parts does the work, and which only seems to.",
    "Code, weights and the tasks that failed are released for others to look at.",
)


def entry(arxiv_id: str, *, shape: Shape = "2026", listed: str = "", **overrides: Any) -> Entry:
    """One list entry in the hub's wire form of `shape`.

    `listed` is its day (default: a day of the month in the id). Overrides go where the hub keeps
    that key: in `paper`, beside it, or in both; `ABSENT` takes a key away.
    """
    dice = random.Random(arxiv_id)
    day = date.fromisoformat(listed) if listed else _default_day(arxiv_id)
    paper = _paper(arxiv_id, day, dice)
    result: Entry = {
        "paper": paper,
        "publishedAt": _instant(datetime.combine(day, time()) - timedelta(days=1, hours=4)),
        "title": paper["title"],
        "summary": paper["summary"],
        "thumbnail": f"https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/{arxiv_id}.png",
        "numComments": dice.randrange(6),
        "submittedBy": _submitter(paper["submittedOnDailyBy"], dice),
        "isAuthorParticipating": dice.random() < 0.3,
    }
    for key in ("mediaUrls", "organization"):
        if key in paper:
            result[key] = paper[key]
    _age(result, shape)
    for key, value in overrides.items():
        _override(result, key, value)
    return result


def day(day: date | str, count: int = 20, *, shape: Shape = "2026") -> list[Entry]:
    """The list of one day, most upvotes first; at most 3,000 entries, no id twice in a month."""
    on = date.fromisoformat(day) if isinstance(day, str) else day
    if not 0 <= count <= _PER_DAY:
        raise ValueError(f"a day has 0 to {_PER_DAY} entries, not {count}")
    numbers = (on.day * _PER_DAY + index for index in range(count))
    made = [
        entry(f"{on:%y%m}.{number:05}", shape=shape, listed=on.isoformat()) for number in numbers
    ]
    return sorted(made, key=lambda item: -int(item["paper"]["upvotes"]))


def days(
    first: date | str, last: date | str, count: int = 20, *, shape: Shape = "2026"
) -> dict[str, list[Entry]]:
    """The lists of all weekdays from `first` to `last`, by ISO date; each call gives its own."""
    made: dict[str, list[Entry]] = marshal.loads(  # noqa: S302 - made here
        _weekdays(str(first), str(last), count, shape)
    )
    return made


@cache
def _weekdays(first: str, last: str, count: int, shape: Shape) -> bytes:
    on, end = date.fromisoformat(first), date.fromisoformat(last)
    made: dict[str, list[Entry]] = {}
    while on <= end:
        if on.weekday() < 5:
            made[on.isoformat()] = day(on, count, shape=shape)
        on += timedelta(days=1)
    return marshal.dumps(made)


def object_id(*seed: str) -> str:
    """24 hexadecimal digits, like the hub's own object ids."""
    return hashlib.sha256("/".join(seed).encode()).hexdigest()[:24]


def _paper(arxiv_id: str, day: date, dice: random.Random) -> Entry:
    method, goal = dice.choice(_METHODS), dice.choice(_GOALS)
    listed = datetime.combine(day, time())
    user = dice.choice(_GIVEN).lower().replace("é", "e").replace("ñ", "n").replace("ü", "u")
    paper: Entry = {
        "id": arxiv_id,
        "authors": [_author(arxiv_id, index, dice) for index in range(dice.randint(1, 9))],
        "publishedAt": _instant(listed - timedelta(days=1)),
        "submittedOnDailyAt": _instant(listed),
        "title": f"{dice.choice(_SUBJECTS)} {method} for {goal}",
        "submittedOnDailyBy": _user(f"{user}-{dice.randrange(40)}"),
        "summary": " ".join(
            text.format(method=method, goal=goal) for text in dice.sample(_SENTENCES, 5)
        ),
        "upvotes": int(dice.expovariate(1 / 25)),
        "discussionId": object_id("discussion", arxiv_id),
    }
    paper.update(_extras(arxiv_id, method, dice))
    return paper


def _extras(arxiv_id: str, method: str, dice: random.Random) -> Entry:
    slug = method.lower().replace(" ", "-")
    extras: Entry = {}
    if dice.random() < 0.2:
        extras["mediaUrls"] = [f"https://cdn-uploads.huggingface.co/production/{arxiv_id}.mp4"]
    if dice.random() < 0.3:
        extras["projectPage"] = f"https://{slug}.example.org/"
    if dice.random() < 0.5:
        extras["githubRepo"] = f"https://github.com/example-lab/{slug}"
        extras["githubRepoAddedBy"] = dice.choice(("user", "auto", "admin"))
        extras["githubStars"] = int(dice.expovariate(1 / 150))
    if dice.random() < 0.7:
        extras["ai_summary"] = f"{method} made cheaper by leaving out what does not help."
        extras["ai_keywords"] = dice.sample(_KEYWORDS, 4)
        extras["ai_summary_model"] = "example/summarizer-small"
    if dice.random() < 0.4:
        extras["organization"] = {
            "_id": object_id("org", slug),
            "name": f"{slug}-lab",
            "fullname": f"{method} Laboratory",
            "avatar": "https://cdn-avatars.huggingface.co/v1/production/uploads/lab.png",
        }
    return extras


def _author(arxiv_id: str, index: int, dice: random.Random) -> Entry:
    author: Entry = {
        "_id": object_id("author", arxiv_id, str(index)),
        "name": f"{dice.choice(_GIVEN)} {dice.choice(_FAMILY)}",
        "hidden": False,
    }
    if dice.random() < 0.1:
        author["user"] = _user(f"author-{dice.randrange(40)}")
        author["status"] = "claimed_verified"
        author["statusLastChangedAt"] = "2026-01-02T03:04:05.000Z"
    return author


def _user(login: str) -> Entry:
    return {
        "_id": object_id("user", login),
        "avatarUrl": f"/avatars/{login}.svg",
        "isPro": False,
        "fullname": login.replace("-", " ").title(),
        "user": login,
        "type": "user",
        "name": login,
    }


def _submitter(user: Entry, dice: random.Random) -> Entry:
    kept = {key: user[key] for key in ("_id", "avatarUrl", "fullname", "name", "type", "isPro")}
    flags = dict.fromkeys(("isHf", "isHfAdmin", "isMod", "isUserFollowing"), False)
    return {**kept, **flags, "followerCount": dice.randrange(500)}


def _age(item: Entry, shape: Shape) -> None:
    """Turn an entry of 2026 into the form that the hub sent earlier."""
    if shape == "2026":
        return
    paper = item["paper"]
    wrapped = paper["title"].replace(" for ", "\n  for ")
    paper["title"] = wrapped
    item["title"] = wrapped if shape == "2025-09" else paper["title"].replace("\n ", "")
    paper["summary"] = paper["summary"].replace(". ", ".\n")
    paper.pop("ai_summary_model", None)
    organization = item.pop("organization", None)
    paper.pop("organization", None)
    if shape == "2025-09":
        item["summary"] = paper["summary"]
        if organization:
            item["submitterOrganization"] = organization
        return
    _forget(paper, "submittedOnDailyAt", "submittedOnDailyBy", "ai_summary", "ai_keywords")
    _forget(paper, "githubRepo", "githubRepoAddedBy", "githubStars", "projectPage", "mediaUrls")
    _forget(item, "summary", "isAuthorParticipating")
    if shape == "2024-03":
        media = item.pop("mediaUrls", None)
        if media:
            item["mediaUrl"] = media[0]
        _forget(item, "submittedBy", "thumbnail")
        _forget(paper, "discussionId")


def _forget(item: Entry, *keys: str) -> None:
    for key in keys:
        item.pop(key, None)


def _override(item: Entry, key: str, value: Any) -> None:
    if key in _OUTER_ONLY:
        homes = [item]
    elif key in _IN_BOTH:
        homes = [item, item["paper"]]
    else:
        homes = [item["paper"]]
    for home in homes:
        if value is ABSENT:
            home.pop(key, None)
        else:
            home[key] = value


def _default_day(arxiv_id: str) -> date:
    """The middle of the month that a new-style id names."""
    if arxiv_id[:4].isdecimal() and arxiv_id[4:5] == "." and 1 <= int(arxiv_id[2:4]) <= 12:
        return date(2000 + int(arxiv_id[:2]), int(arxiv_id[2:4]), 15)
    return date(2026, 1, 15)


def _instant(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds") + "Z"
