"""Queries, and what each must find, computed once more over the hub's JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.model.query.facts import Facts

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.oracles.brute_force import Item


def facts(paper_id: str) -> Facts:
    """Facts that a reader made about the paper with that id."""
    end = int(paper_id[-2:])
    return Facts(
        starred=end % 10 == 7,
        status={3: "to-read", 5: "reading", 8: "read"}.get(end % 10),
        tags=("To Do", "géo") if end % 10 == 1 else (),
        note="Later." if end < 4 else "",
        seen=end % 3 == 0,
        pdf=end == 50,
    )


def _of(item: Item) -> Facts:
    return facts(item.id)


TABLE: list[tuple[str, Callable[[Item], bool]]] = [
    ("", lambda p: True),
    # words of true papers
    ("diffusion", lambda p: p.has("diffusion")),
    (
        "DIFFUSION Models",
        lambda p: p.has_form("diffusion", "diffusions") and p.has_form("model", "models"),
    ),
    ('"diffusion models"', lambda p: p.has("diffusion models")),
    (
        "language models -vision",
        lambda p: (
            p.has_form("language", "languages")
            and p.has_form("model", "models")
            and not p.has_form("vision", "visions")
        ),
    ),
    ("GPT-4o", lambda p: p.has("gpt 4o")),
    ("LLaMA-3.1", lambda p: p.has("llama 3 1")),
    ("C++", lambda p: p.has("c++")),
    ("c", lambda p: p.has("c")),
    ("τ-bench", lambda p: p.has("τ bench")),
    ("SWE-bench*", lambda p: any(p.has("swe bench" + end) for end in ("", "es", "ing", "mark"))),
    ("title:video", lambda p: p.has("video", "title")),
    ("title:video OR title:image", lambda p: p.has("video", "title") or p.has("image", "title")),
    ("abstract:robot*", lambda p: p.begins("robot", "abstract")),
    ("keyword:transformer", lambda p: p.has("transformer", "keyword")),
    ('keyword:"reinforcement learning"', lambda p: p.has("reinforcement learning", "keyword")),
    ("author:wang", lambda p: p.has("wang", "author")),
    ('author:"yang wang"', lambda p: p.has("yang wang", "author")),
    ("author:muller", lambda p: p.has("muller", "author")),
    ("org:google", lambda p: p.has("google", "org")),
    ("org:tsinghua OR org:peking", lambda p: p.has("tsinghua", "org") or p.has("peking", "org")),
    (
        "agent* (web OR mobile) -survey",
        lambda p: p.begins("agent") and (p.has("web") or p.has("mobile")) and not p.has("survey"),
    ),
    ("multi-modal OR multimodal", lambda p: p.has("multi modal") or p.has("multimodal")),
    ("state-of-the-art", lambda p: p.has("state of the art")),
    ("2512.09363", lambda p: p.id == "2512.09363" or p.has("2512 09363")),
    (
        "https://arxiv.org/abs/2512.09363v2 video",
        lambda p: (p.id == "2512.09363" or p.has("2512 09363")) and p.has("video"),
    ),
    ("has:code diffusion", lambda p: bool(p.paper.get("githubRepo")) and p.has("diffusion")),
    # words of made ones, and those that both have
    ("the", lambda p: p.has("the")),
    ("model", lambda p: p.has_form("model", "models")),
    ("the model of", lambda p: p.has("the") and p.has_form("model", "models") and p.has("of")),
    ('"the model"', lambda p: p.has("the model")),
    ('"to the" -the-model', lambda p: p.has("to the") and not p.has("the model")),
    ("-the", lambda p: not p.has("the")),
    ("-the -of", lambda p: not p.has("the") and not p.has("of")),
    ("-(the of)", lambda p: not (p.has("the") and p.has("of"))),
    ("m*", lambda p: p.begins("m")),
    ("gl*", lambda p: p.begins("gl")),
    ("gal* OR bru*", lambda p: p.begins("gal") or p.begins("bru")),
    ("stain*", lambda p: p.begins("stain")),
    ("title:ma*", lambda p: p.begins("ma", "title")),
    ("kex lind", lambda p: p.has("kex") and p.has("lind")),
    ("kéx", lambda p: p.has("kex")),
    ("the-4o", lambda p: p.has("the 4o")),
    ("the++", lambda p: p.has("the++")),
    ("τ-the", lambda p: p.has("τ the")),
    ("the_bench", lambda p: p.has("the_bench")),
    ("org:lab", lambda p: p.has("lab", "org")),
    ("org:lab -title:the", lambda p: p.has("lab", "org") and not p.has("the", "title")),
    ("author:*no*", lambda p: p.begins("no", "author")),
    # numbers and days
    ("upvotes:>=50", lambda p: p.count("upvotes") >= 50),
    ("upvotes:0", lambda p: p.count("upvotes") == 0),
    ("comments:>3", lambda p: p.count("comments") > 3),
    ("-comments:>3", lambda p: not p.count("comments") > 3),
    ("stars:>100 upvotes:<20", lambda p: p.count("stars") > 100 and p.count("upvotes") < 20),
    ("stars:<=1", lambda p: 0 <= p.count("stars") <= 1),
    ("-stars:>=0", lambda p: p.count("stars") < 0),
    ("authors:<5", lambda p: 0 < p.count("authors") < 5),
    ("authors:=1 OR authors:>30", lambda p: p.count("authors") == 1 or p.count("authors") > 30),
    ("day:2025-12-11", lambda p: p.on("2025-12-11")),
    ("day:2025-12", lambda p: p.on("2025-12")),
    ("day:2023", lambda p: p.on("2023")),
    ("day:2023-06-01..2023-06-15 the", lambda p: p.on("2023-06-01", "2023-06-15") and p.has("the")),
    ("day:2025-01-01..", lambda p: p.on("2025-01-01", "9999")),
    ("day:..2023-05-10", lambda p: p.on("0", "2023-05-10")),
    ("-day:2023", lambda p: not p.on("2023")),
    ("published:2023-05", lambda p: p.published.startswith("2023-05")),
    ("published:..2024-06-30", lambda p: "" < p.published <= "2024-06-30"),
    ("-published:2000..", lambda p: p.published < "2000"),
    # what there is besides, and what the reader did
    ("has:code", lambda p: bool(p.paper.get("githubRepo"))),
    (
        "has:project -has:code",
        lambda p: bool(p.paper.get("projectPage")) and not p.paper.get("githubRepo"),
    ),
    ("-has:summary", lambda p: not p.paper.get("ai_summary")),
    ("by:akhaliq", lambda p: p.by("akhaliq")),
    ("is:starred", lambda p: _of(p).starred),
    ("is:seen model", lambda p: _of(p).seen and p.has_form("model", "models")),
    ("is:unseen", lambda p: not _of(p).seen),
    ("is:unseen OR the", lambda p: not _of(p).seen or p.has("the")),
    ("is:to-read OR is:reading", lambda p: _of(p).status in ("to-read", "reading")),
    ("-is:read upvotes:>5", lambda p: _of(p).status != "read" and p.count("upvotes") > 5),
    ('tag:"to do"', lambda p: bool(_of(p).tags)),
    ("tag:geo -has:note", lambda p: bool(_of(p).tags) and not _of(p).note),
    ("tag:do", lambda p: False),
    ("has:pdf", lambda p: _of(p).pdf),
    (
        "(is:starred OR has:note) (the OR day:2023-05)",
        lambda p: (_of(p).starred or bool(_of(p).note)) and (p.has("the") or p.on("2023-05")),
    ),
    (
        "-(title:the OR is:seen) OR upvotes:>500",
        lambda p: not (p.has("the", "title") or _of(p).seen) or p.count("upvotes") > 500,
    ),
    # orders change nothing but the order
    ("sort:title gl*", lambda p: p.begins("gl")),
    ("sort:day the", lambda p: p.has("the")),
    ("has:code sort:stars", lambda p: bool(p.paper.get("githubRepo"))),
]
