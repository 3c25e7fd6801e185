"""The sample beside its lists: discussions, linked repositories, a full text.

Nobody's words and nobody's models are in it: all of this is the sample's own.
"""

from __future__ import annotations

from typing import Any

Fields = dict[str, Any]

_Row = tuple[str, str, str, int | None, list[tuple[str, int]]]
"""The author, the time and the text of a comment, the one that it answers, its reactions."""

_COMMENTS: tuple[_Row, ...] = (
    (
        "A reader",
        "2026-08-21T09:12:00.000Z",
        "What I would like to know: does it still work when the inputs get **ten times** as long?"
        " The cost seems to grow as $O(n^2)$.",
        None,
        [("🔥", 4), ("rocket", 1)],
    ),
    (
        "Another reader",
        "2026-08-21T10:40:00.000Z",
        "The appendix has that, in its second table:\n\n"
        "| length | cost |\n| --- | ---: |\n| 8k | 1.0 |\n| 80k | 11.3 |",
        0,
        [],
    ),
    (
        "A third reader",
        "2026-08-21T14:05:00.000Z",
        "Thanks for the code. This is all that it takes:\n\n```sh\nmake install test\n```",
        None,
        [("🤗", 2)],
    ),
)


def comments(count: int) -> list[Fields]:
    """As many comments as the lists count, as far as the sample has any."""
    return [_comment(index, *row) for index, row in enumerate(_COMMENTS[:count])]


def linked(arxiv_id: str, with_code: bool) -> Fields:
    """A model, a dataset and a space for papers that have code; nothing for others."""
    name = arxiv_id.replace("/", "-")
    models = [_model(f"sample/{name}-large", 212, 18_400, 7_600_000_000)]
    models += [_model(f"sample/{name}-small", 41, 2_310, 600_000_000)]
    datasets = [{"id": f"sample/{name}-data", "author": "sample", "likes": 17, "downloads": 940}]
    spaces = [
        {
            "id": f"sample/{name}-demo",
            "emoji": "🧭",
            "running": True,
            "featured": False,
            "shortDescription": "Try it on a file of your own",
        }
    ]
    kinds: dict[str, list[Fields]] = {"Models": models, "Datasets": datasets, "Spaces": spaces}
    answer: Fields = {}
    for kind, named in kinds.items():
        answer[f"linked{kind}"] = named if with_code else []
        answer[f"numTotal{kind}"] = len(named) if with_code else 0
    return answer


def full_text(arxiv_id: str, title: str) -> str:
    """A page about full texts in place of the paper's own."""
    from importlib.resources import files

    text = files("papers_tui.sample").joinpath("text.md").read_text(encoding="utf-8")
    return text.format(id=arxiv_id, title=title)


def _comment(
    index: int,
    author: str,
    when: str,
    text: str,
    parent: int | None,
    reactions: list[tuple[str, int]],
) -> Fields:
    data: Fields = {
        "edited": False,
        "hidden": False,
        "latest": {"raw": text, "html": "", "updatedAt": when},
        "reactions": [{"reaction": name, "users": [], "count": count} for name, count in reactions],
    }
    if parent is not None:
        data["parentCommentId"] = _id(parent)
    account = {"name": "", "fullname": author}
    return {"id": _id(index), "createdAt": when, "type": "comment", "author": account, "data": data}


def _id(index: int) -> str:
    return f"{index:024x}"


def _model(name: str, likes: int, downloads: int, parameters: int) -> Fields:
    return {
        "id": name,
        "author": "sample",
        "likes": likes,
        "downloads": downloads,
        "numParameters": parameters,
        "pipeline_tag": "text-generation",
        "gated": False,
        "private": False,
    }
