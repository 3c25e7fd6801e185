"""`/papers/{id}`: the paper as Markdown, or the hub's page about it."""

from __future__ import annotations

import html
import json
import random
import re
from typing import TYPE_CHECKING, Literal

from tests.support.fake_hub import daily
from tests.support.fake_hub.wire import Answer, as_text

if TYPE_CHECKING:
    from tests.support.data.fake_days import Entry

Form = Literal["full", "page", "html"]
"""The complete text; only the page's words as Markdown; the page itself as HTML."""

_SECTIONS = ("Introduction", "Related Work", "Method", "Experiments", "Limitations", "Conclusion")
_SENTENCES = (
    "Each step reads what the step before it wrote, and nothing else.",
    "We write $x_t$ for the state at time $t$ and $\\mathcal{L}_{\\text{task}}$ for the loss.",
    "The cost grows as $\\mathcal{O}(n \\log n)$, which is what makes long inputs possible [3].",
    "Details are in Section 3 and in the appendix; the settings follow [1, 2].",
    "A reader may skip the proof: only its last line is used later.",
    "With half of the data the gap is *smaller*, not larger, as one might expect.",
    "Of 1,024 runs, 17 failed (1.7%), all of them with the **largest** step size.",
    "It costs about $40 on rented cards, against $1,200 for the baseline.",
)


def form_of(arxiv_id: str) -> Form:
    """The hub's text of a paper: one in ten only as HTML, one in ten only the page's words."""
    chance = daily.dice("form", arxiv_id) % 10
    return "html" if chance == 0 else "page" if chance == 1 else "full"


def markdown(entry: Entry, form: Form) -> Answer:
    """The answer to a request for Markdown."""
    if form == "html":
        return page(entry)
    text = full(entry) if form == "full" else words_of_page(entry)
    return as_text(text, "text/markdown")


def page(entry: Entry) -> Answer:
    """The hub's page about a paper, with its data in an attribute, as the real one has."""
    props = html.escape(json.dumps({"paper": daily.paper(entry), "comments": []}))
    title = html.escape(daily.title(daily.paper(entry)))
    return as_text(
        f"<!doctype html>\n<html><head><title>Paper page - {title}</title></head><body>\n"
        f'<div class="SVELTE_HYDRATER contents" data-target="PaperContent" data-props="{props}">'
        f"<h1>{title}</h1>\n<p>{html.escape(daily.text(daily.paper(entry), 'summary'))}</p></div>\n"
        "</body></html>\n"
    )


def words_of_page(entry: Entry) -> str:
    """The page's words about a paper whose text the hub has not got."""
    paper = daily.paper(entry)
    return (
        f"# {daily.title(paper)}\n\nPublished on {daily.text(paper, 'publishedAt')[:10]}\n\n"
        f"Authors: {', '.join(daily.authors(paper))}\n\n"
        f"## Abstract\n\n{daily.text(paper, 'summary')}\n"
    )


def full(entry: Entry, sections: int = len(_SECTIONS)) -> str:
    """A complete paper in Markdown; more `sections` than names repeat the names, numbered on."""
    paper = daily.paper(entry)
    dice = random.Random(daily.paper_id(entry))
    parts = [f"# {daily.title(daily.paper(entry))}", ", ".join(daily.authors(paper))]
    parts += ["## Abstract", daily.text(paper, "summary")]
    for index in range(sections):
        parts += _section(index, daily.paper_id(entry), dice)
    parts += ["## References", *_references(paper, dice)]
    return "\n\n".join(parts) + "\n"


def _section(index: int, arxiv_id: str, dice: random.Random) -> list[str]:
    name = _SECTIONS[index % len(_SECTIONS)]
    parts = [f"## {index + 1} {name}", _paragraph(dice), _paragraph(dice)]
    if name == "Method":
        parts += [f"### {index + 1}.1 The objective", _formula(), _paragraph(dice)]
        parts += [_figure(index, arxiv_id), "```python\nfor step in steps:\n    x = f(x)\n```"]
    if name == "Experiments":
        parts += [_table(dice), f"Table {index}: Scores on three tests; higher is better."]
        parts += ["- one finding\n- another\n  - and a part of it", _paragraph(dice)]
    return parts


def _paragraph(dice: random.Random) -> str:
    return " ".join(dice.sample(_SENTENCES, 5))


def _formula() -> str:
    return (
        "$$\n\\mathcal{L}(\\theta)=\\frac{1}{N}\\sum_{i=1}^{N}\\left\\|f_{\\theta}(x_{i})"
        "-y_{i}\\right\\|^{2}+\\lambda\\,\\mathrm{KL}(p\\,\\|\\,q)\n$$"
    )


def _figure(index: int, arxiv_id: str) -> str:
    return (
        f"![Refer to caption](https://arxiv.org/html/{arxiv_id}/x{index}.png)\n\n"
        f"Figure {index}: What goes in on the left, what comes out on the right, after $T$ steps."
    )


def _table(dice: random.Random) -> str:
    rows = [("Model", "Recall", "Cost ($)", "Speed"), ("---", ":---:", "---:", "---")]
    for name in ("Baseline", "Ours (small)", "**Ours**"):
        numbers = (
            f"{dice.uniform(40, 90):.1f}",
            f"{dice.randrange(9)},200",
            f"{dice.random():.2f}×",
        )
        rows.append((name, *numbers))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _references(paper: Entry, dice: random.Random) -> list[str]:
    names = daily.authors(paper) or ["Nobody"]
    return [
        f"[{number}] {dice.choice(names)} et al. ({2010 + dice.randrange(16)}). "
        f"On {dice.choice(_SECTIONS).lower()}. arXiv:2401.{number:05}."
        for number in range(1, 8)
    ]


def reader_header(entry: Entry) -> str:
    """The lines that the hub's reader service puts above what it made of arXiv's HTML."""
    paper = daily.paper(entry)
    return (
        f"Title: {daily.title(paper)}\n\n"
        f"URL Source: https://arxiv.org/html/{daily.paper_id(entry)}\n\n"
        f"Published Time: {daily.text(paper, 'publishedAt')}\n\nMarkdown Content:\n"
    )


def converted(entry: Entry, sections: int = len(_SECTIONS)) -> str:
    """A complete paper as arXiv's HTML converts well: underlined headings, citations as links."""
    page = f"https://arxiv.org/html/{daily.paper_id(entry)}v1"
    lines = full(entry, sections).split("\n")[2:]
    made = []
    for line in lines:
        line = line.replace("## Abstract", "###### Abstract")
        if line.startswith("## "):
            made += [line[3:], "-" * (len(line) - 3)]
        else:
            made.append(re.sub(r"\[(\d+)\](?!\()", rf"[[\1]({page}#bib.bib\1)]", line))
    text = "\n".join(made).replace("![Refer", "![Image 1: Refer")
    references = re.sub(
        rf"(?m)^\[\[(\d+)\]\({re.escape(page)}#bib\.bib\d+\)\] ", r"*   [\1] ", text
    )
    return reader_header(entry) + references


def plain(entry: Entry, sections: int = len(_SECTIONS)) -> str:
    """A complete paper as text of its page: buttons, no marks at headings, formulas in pieces."""
    paper, dice = daily.paper(entry), random.Random(daily.paper_id(entry))
    names = [f"{n + 1}{_SECTIONS[n % len(_SECTIONS)]}" for n in range(sections)]
    parts = [
        "Back to arXiv\n\nThis page is an experiment.\n\nWhy HTML?\nReport Issue\nDownload PDF"
    ]
    parts[0] += "\n Abstract\n" + "\n".join(names) + "\n References"
    parts += ["Some packages do not convert.", f"License: CC BY 4.0\n{_stamp(entry)}\n"
              f"{daily.title(paper)}\n{', '.join(daily.authors(paper))}\nAbstract"]  # fmt: skip
    parts.append(daily.text(paper, "summary"))
    for name in names:
        parts += [name, _plain_paragraph(dice), "With a weight\n𝑤\n in\nℝ\n, the loss is:\n"]
        parts += ["\n𝐿\n\n(\n𝑤\n)\n=\n2", f"({name[0]})", "•", "We keep what we need."]
    parts.append("References\n" + "\n".join(
        f"{who} (2024)\n↑\n\t{who}.On one thing." for who in daily.authors(paper)[:7]
    ))  # fmt: skip
    foot = "Report Issue\nReport Issue for Selection\nInstructions for reporting errors"
    return reader_header(entry) + "\n\n".join([*parts, f"{foot}\n\nWrite to us.\n"])


def _stamp(entry: Entry) -> str:
    return f"arXiv:{daily.paper_id(entry)}v1 [cs.LG] 1 Aug 2026"


def _plain_paragraph(dice: random.Random) -> str:
    return " ".join(sentence for sentence in dice.sample(_SENTENCES, 5) if "$" not in sentence)
