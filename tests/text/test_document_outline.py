"""The outline of a full text and its pieces, against a reader that goes from line to line."""

from __future__ import annotations

import re
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.text.document.outline import chunks, sections
from tests.support.patience import examples

LARGE = 2_000
LONGEST_FORMULA = 80

LINES = [
    "# Title", "## 1 Intro", "Title", "===", "---", "-----", "```", "~~~~", "  ```", "    code",
    "$$", "$$ a", "b $$", "$$a$$", "- item", "  more of it", "", "", "", "word", "w" * 499,
    "w" * 999, "text " * 60, "![a](b)", "•", "↑", "## References", "[1] A. One.", "### Next",
    "| a | b |",
]  # fmt: skip


def titles(source: str) -> list[str]:
    return [section.title for section in sections(source)]


def closed_lines(lines: list[str]) -> set[int]:
    """The lines of code and of display formulas that take several lines."""
    closed: set[int] = set()
    fence, formula = "", -LONGEST_FORMULA
    for number, line in enumerate(lines):
        mark = re.match(r" {0,3}(`{3,}|~{3,})", line)
        if fence or mark:
            closed.add(number)
            if not fence and mark:
                fence = mark[1]
            elif mark and mark[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif line.count("$$") % 2:
            closed.add(number)
            formula = -LONGEST_FORMULA if number - formula < LONGEST_FORMULA else number
        elif number - formula < LONGEST_FORMULA:
            closed.add(number)
    return closed


def begins_well(lines: list[str], number: int) -> bool:
    """Whether a block begins there that does not go on with the one above."""
    if not lines[number] or lines[number][0].isspace() or lines[number - 1].strip():
        return False
    above = [line for line in lines[max(0, number - 3) : number - 1] if line.strip()]
    return not above or not (above[-1].startswith("![") or above[-1] in ("•", "↑"))


def cuts(source: str) -> list[int]:
    """The beginnings of the pieces that have any text, read line by line."""
    lines = source.split("\n")
    closed = closed_lines(lines)
    headings = {section.line: section for section in sections(source)}
    for line in headings:
        if lines[line + 1 : line + 2] and re.match("[=-]+$", lines[line + 1]):
            lines[line] = f"{'#' * headings[line].level} {lines[line].strip()}"
            lines[line + 1] = ""
    references = next((line for line in headings if headings[line].title == "References"), None)
    after = [
        line
        for line in headings
        if references is not None
        and line > references
        and headings[line].level <= headings[references].level
    ]
    forced = {references, *after[:1]}
    found, size = [0], 0
    for number, text in enumerate(lines):
        if number and number not in closed:
            large = size > LARGE and begins_well(lines, number)
            if number in forced or large or (number in headings and size > LARGE // 2):
                found.append(number)
                size = 0
        size += len(text) + 1
    ends = [*found, len(lines)]
    return [first for first, end in pairwise(ends) if "".join(lines[first:end]).strip()]


def long_text(seed: int, length: int) -> list[str]:
    """Lines of which some pieces are full; Hypothesis by itself keeps to short lists."""
    return Random(seed).choices(["", "", "w" * 499, "w" * 999, "```", "$$", "## 1 Intro"], k=length)


some_lines = st.one_of(
    st.lists(st.sampled_from(LINES), min_size=1, max_size=200),
    st.builds(long_text, st.integers(0, 2**32), st.integers(12, 60)),
)


@examples(5)
@given(some_lines)
def test_the_pieces_are_those_of_a_reader_by_line(lines: list[str]) -> None:
    source = "\n".join(lines)
    assert [chunk.line for chunk in chunks(source)] == cuts(source)


@given(some_lines)
def test_no_heading_is_code_or_formula(lines: list[str]) -> None:
    closed = closed_lines(lines)
    assert not closed & {section.line for section in sections("\n".join(lines))}


@pytest.mark.parametrize(
    "source",
    [
        "# One\n\n```\n# no\n\nno\n===\n```\n---\n\nTwo\n===",
        "# One\n\n$$\n# no\n\n$$\n---\n\nTwo\n===",
        "# One\n\n~~~\n```\n# no\n~~~\n===\n\nTwo\n---",
    ],
)
def test_what_ends_code_or_a_formula_is_no_heading(source: str) -> None:
    assert titles(source) == ["One", "Two"]


def test_a_formula_that_never_ends_hides_a_page_at_most() -> None:
    source = "\n".join(["$$", *["# no"] * (LONGEST_FORMULA - 1), "# Yes"])
    assert titles(source) == ["Yes"]
    again = f"{source}\n\n$$\n# no\n$$\n\n# So"
    assert titles(again) == ["Yes", "So"]


def test_code_that_never_ends_hides_the_rest() -> None:
    assert titles("# One\n\n```\n" + "# no\n\n" * 500) == ["One"]


def test_titles_are_plain() -> None:
    source = "## 2.1 *Very* `new` [Things](https://a.example.org/) of $x^2$ and a\\_b"
    assert titles(source) == ["2.1 Very new Things of x² and a_b"]
    twice = "## 3 The θ 𝜃\\theta italic_θ-Model\n\n## 4 In 𝒪(n)\\mathcal{O}(n)"
    assert titles(twice) == ["3 The θ-Model", "4 In 𝒪(n)"]


@pytest.mark.parametrize("title", ["7 References", "Bibliography:", "A References", "Works Cited"])
def test_references_are_known_by_their_title(title: str) -> None:
    source = f"# Paper\n\nText.\n\n## {title}\n\n[1] One.\n\n## After\n\nMore."
    assert [chunk.references for chunk in chunks(source)] == [False, True, False]


@pytest.mark.parametrize("title", ["Frames of references", "No preferences", "Cited by"])
def test_other_titles_are_no_references(title: str) -> None:
    assert not any(chunk.references for chunk in chunks(f"# Paper\n\n## {title}\n\n[1] One."))


GLUED = """Title: 4DAnyone: Create Anyone

# 4DAnyone: Create Anyone
## 1Introduction
### 1.1DNNs at Work
## 2 Related Work
### 3DGS and 3DZip
### 4D Scenes, 360CityArena and 2.5DHuman
## 3Data
## 5.Results
## Appendix AProofs
### A.1Lemmas
"""


def test_a_section_number_stands_apart_from_its_heading_and_a_name_stays_complete() -> None:
    assert titles(GLUED) == [
        "4DAnyone: Create Anyone",
        "1 Introduction",
        "1.1 DNNs at Work",
        "2 Related Work",
        "3DGS and 3DZip",
        "4D Scenes, 360CityArena and 2.5DHuman",
        "3 Data",
        "5. Results",
        "Appendix A Proofs",
        "A.1 Lemmas",
    ]


@pytest.mark.parametrize("title", ["3DGS at Night", "4Real: Video", "360CityArena", "2Hop: Roads"])
def test_a_title_is_left_alone(title: str) -> None:
    assert titles(f"Title: {title}\n\n# {title}\n\nA text.\n\n## 1Introduction\n") == [
        title, "1 Introduction",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["3DGS", "4Real", "360CityArena", "12Labs"])
def test_a_name_with_a_number_is_no_section(name: str) -> None:
    assert titles(f"# {name} at Night\n\nA text.\n") == [f"{name} at Night"]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("# A title ##", "A title"),
        ("## A title##  ", "A title##"),
        ("# #", "#"),
        ("#  \t", ""),
        ("# `A` **title**", "A title"),
        ("# A" + " " * 100_000 + "title #", "A"),
        ("# A" + " " * 900 + "title" + " " * 100_000 + "#", "A title"),
        ("# A " + "`" * 100_000, "A " + "`" * 144),
        ("# " + "*a " * 100_000, ("*a " * 333).strip() + " *"),
    ],
)
def test_a_title_is_read_without_its_marks_however_long_its_line(line: str, title: str) -> None:
    assert titles(line) == [title]


@pytest.mark.parametrize("last", [r"\newpage", r"\left"])
def test_a_command_alone_on_the_last_line_is_left_out(last: str) -> None:
    (chunk,) = chunks(f"# A title\n\nSome words.\n\n{last}")
    assert chunk.text.rstrip() == "# A title\n\nSome words."


def test_a_line_of_many_hyphens_on_a_page_without_markdown_is_no_heading() -> None:
    """Could each hyphen be read in two ways, the line would take longer than a day."""
    symbols = "".join(f"{symbol}\n" for symbol in "abcdefghij" * 4)
    page = f"{symbols}\n1Introduction-to-it\n\nWords.\n\n2End{'-a' * 60}!\n\nWords."
    assert titles(page) == ["1 Introduction-to-it"]


def test_code_within_a_line_is_no_beginning_of_code() -> None:
    source = "# One\n\n```a``` is code, ```b``` too.\n\n# Two\n\n~~~ a`b\n# no\n~~~\n\n# Three"
    assert [section.title for section in sections(source)] == ["One", "Two", "Three"]
