"""A dozen papers made by hand, and what a reader did with them."""

from __future__ import annotations

import json
from datetime import date

from papers_tui.model.paper import Paper
from papers_tui.model.query.facts import Facts

PAPERS = (
    Paper(
        id="2512.00001",
        title="GPT-4o Writes C++",
        abstract="A study of code in C++ and C#.\n\nIt holds for x^2 and NEAR(a b) too.",
        authors=("Ann Lee", "Bo Zhang"),
        published=date(2025, 12, 1),
        listed=(date(2025, 12, 2),),
        upvotes=50,
        comments=3,
        ai_summary="Language models write systems code.",
        ai_keywords=("code generation", "large language models"),
        organization="Open Lab",
        submitted_by="annlee",
        submitter_name="Ann Lee",
        github_repo="https://github.com/open/cpp",
        github_stars=100,
    ),
    Paper(
        id="2512.00002",
        title="Poincaré Embeddings Revisited",
        abstract="Hyperbolic geometry for trees, as in 2512.00001.",
        authors=("José Müller",),
        published=date(2025, 12, 10),
        listed=(date(2025, 12, 11),),
        upvotes=0,
        comments=0,
        organization="Université de Genève",
        submitted_by="jmu",
        submitter_name="José Müller",
        project_page="https://poincare.example",
    ),
    Paper(
        id="2511.00003",
        title="Unknown Quantities",
        media=("https://example.org/a.mp4",),
    ),
    Paper(
        id="2511.00004",
        title="τ-bench: Agents with Tools",
        abstract="Tool use by agents. OR is a word, and so are not and near.",
        authors=tuple(f"Author {number}" for number in range(1, 8)),
        published=date(2025, 11, 30),
        listed=(date(2025, 12, 1), date(2025, 12, 4)),
        upvotes=51,
        comments=4,
        ai_keywords=("tool use", "agents"),
        submitted_by="Tau",
        github_repo="https://github.com/tau/bench",
        github_stars=101,
    ),
    Paper(
        id="2410.00005",
        title="Bench Press: the τ of Training",
        abstract="Agentic training at scale, with LLaMA-3.1 and llama 3 1.",
        authors=("Lee Ann", "Zhang Wei"),
        published=date(2024, 10, 31),
        listed=(date(2024, 11, 1),),
        upvotes=7,
        organization="Lab of Iron",
        submitted_by="lee",
    ),
    Paper(
        id="hep-th/9901001",
        title="Strings Before Listings",
        abstract="An old paper on branes.",
        authors=("E. Witten",),
        published=date(1999, 1, 1),
    ),
    Paper(
        id="2512.00007",
        title="日本語 Language Models for Straße Signs",
        abstract="Vision+language, RGB+D, snake_case.",
        authors=("山田 太郎",),
        published=date(2025, 12, 31),
        listed=(date(2025, 12, 31),),
        upvotes=12,
        comments=1,
        submitted_by="yamada",
    ),
    Paper(
        id="2601.00008",
        title="A Survey of Surveys",
        abstract="Models of language, language of models.",
        authors=("Ann Lee", "Cy Twombly", "Di Prima"),
        published=date(2026, 1, 1),
        listed=(date(2026, 1, 2),),
        upvotes=200,
        comments=40,
        ai_summary="Surveys are surveyed.",
        submitted_by="cy",
        submitter_name="Ann  Lee",
    ),
    Paper(
        id="2601.00009",
        title="Ratio 1:1 at 12:30",
        abstract="See https://example.org/a?b=c for the title: nothing.",
        authors=("No Body",),
        listed=(date(2026, 1, 5),),
        upvotes=5,
    ),
    Paper(
        id="2601.00010",
        title=r"Learning in $\mathcal{O}(n)$ Time",
        abstract="Linear time.",
        authors=("Big O",),
        published=date(2026, 1, 9),
        upvotes=49,
        github_repo="https://github.com/big/o",
    ),
    Paper(
        id="2601.00011",
        title="Diffusion Models for Video",
        abstract="Video diffusion with diffusion models.",
        authors=("Vi Deo", "Bo Zhang"),
        published=date(2026, 1, 10),
        listed=(date(2026, 1, 12),),
        upvotes=3,
        comments=2,
        ai_keywords=("diffusion", "video generation"),
        organization="Video Lab",
        submitted_by="bozhang",
        github_repo="https://github.com/vi/deo",
        github_stars=0,
    ),
    Paper(
        id="2601.00012",
        title="Quantized Quantization",
        abstract="Quantizing the quantizers; see arXiv:2512.00001v2.",
        authors=("Q",),
        published=date(2026, 1, 12),
        listed=(date(2026, 1, 12),),
        upvotes=1000,
        comments=100,
        github_stars=5000,
    ),
)

NAMES = "abcdefghijkl"
"""A letter for each paper, in their order."""

FACTS = {
    "a": Facts(
        starred=True,
        status="to-read",
        tags=("MTL", "to do"),
        note="Later.",
        seen=True,
        added_on=date(2025, 12, 3),
        linked=frozenset({"model"}),
        accounts=("annlee",),
    ),
    "b": Facts(
        status="reading",
        tags=("Géométrie",),
        seen=True,
        seen_on=date(2025, 12, 11),
        linked=frozenset({"model", "dataset"}),
    ),
    "d": Facts(
        status="read",
        tags=("to", 'the "big" one'),
        seen=True,
        seen_on=date(2025, 12, 12),
        pdf=True,
    ),
    "h": Facts(
        starred=True,
        tags=("mtl", "(odd)"),
        added_on=date(2026, 1, 2),
        accounts=("annlee",),
        followed=True,
    ),
    "k": Facts(note="Watch."),
}


def raw(name: str) -> bytes:
    """The JSON of the paper with that letter, as far as the archive reads more out of it."""
    users = [{"name": "A", "user": {"user": login.title()}} for login in facts(name).accounts]
    return json.dumps({"paper": {"authors": users}}).encode()


def shown(text: str) -> str:
    """The one formula among the papers as a reader sees it."""
    return text.replace(r"$\mathcal{O}(n)$", "𝒪(n)")


def facts(name: str) -> Facts:
    """The facts of the paper with that letter."""
    return FACTS.get(name, Facts())
