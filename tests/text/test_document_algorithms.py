"""Algorithms of full texts: one row a step, its formulas within the row, indented by depth."""

from __future__ import annotations

import pytest

from papers_tui.text.document.algorithms import caption, end_of_algorithm, steps
from papers_tui.text.document.markdown import blocks
from papers_tui.text.document.outline import chunks

NUMBERED = r"""Algorithm 1 Counting with Errors

0: Some Data

\mathcal{D}
, Start

1:for

t=0 t=0
to

T−1 T-1
do

2: Reconstruct

δ i\delta_{i}
using Eq. [3](https://arxiv.org/html/2608.00001v1#S3.E3 "x") and seed

s i s_{i}

3: if

x_{i}\in\mathcal{D}
then

4: break

5: end if

6:

𝐮 t←αg^t\mathbf{u}_{t}\leftarrow\alpha\hat{g}_{t}
// Apply it

7:end for

The gradient of it is then estimated by aggregating all that was counted, as it was done before us.
"""

BARE = r"""Algorithm 2 The Main Process

0:

P 𝑃 P italic_P
(population size),

G 𝐺 G italic_G
(number of generations)

pop←←𝑝 𝑜 𝑝 absent pop\leftarrow italic_p italic_o italic_p ←
initialize

P 𝑃 P italic_P
networks

for

g=1 𝑔 1 g=1 italic_g = 1
to

G 𝐺 G italic_G
do

if

a≥b 𝑎 𝑏 a\geq b italic_a ≥ italic_b
then

break

end if

q←←𝑞 absent q\leftarrow italic_q ←
divide

pop 𝑝 𝑜 𝑝 pop italic_p italic_o italic_p
by distances

return

q 𝑞 q italic_q

2 Results
---------

They hold.
"""


def shown(source: str) -> list[tuple[str, str, int, str]]:
    found = [block for chunk in chunks(source) for block in blocks(chunk)]
    return [(block.kind, block.number.strip(), block.level, block.text) for block in found]


def test_each_step_is_one_row_with_its_formulas() -> None:
    assert shown(NUMBERED) == [
        ("figure", "", 0, "Counting with Errors"),
        ("step", "", 0, "Some Data 𝒟, Start"),
        ("step", "1", 0, "for t=0 to T−1 do"),
        ("step", "2", 1, "Reconstruct δᵢ using Eq. 3 and seed sᵢ"),
        ("step", "3", 1, "if xᵢ ∈ 𝒟 then"),
        ("step", "4", 2, "break"),
        ("step", "5", 1, "end if"),
        ("step", "6", 1, "uₜ ← αĝₜ // Apply it"),
        ("step", "7", 0, "end for"),
        ("paragraph", "", 0, NUMBERED.strip().split("\n")[-1]),
    ]


def test_steps_without_numbers_are_known_by_their_words() -> None:
    assert shown(BARE)[1:-2] == [
        ("step", "", 0, "P (population size), G (number of generations)"),
        ("step", "", 0, "pop ← initialize P networks"),
        ("step", "", 0, "for g=1 to G do"),
        ("step", "", 1, "if a≥b then"),
        ("step", "", 2, "break"),
        ("step", "", 1, "end if"),
        ("step", "", 1, "q ← divide pop by distances"),
        ("step", "", 1, "return q"),
    ]


LABELED = r"""Algorithm 3 A Loop

Input: data \mathcal{D}

Output: model

1:while all do

2:if x > 0 then

3:\theta\leftarrow\theta-\eta

4:else

5:continue

6:end if

7:end while

"""


def test_labels_begin_rows_and_a_number_is_no_part_of_a_formula() -> None:
    assert shown(LABELED)[1:] == [
        ("step", "", 0, "Input: data 𝒟"),
        ("step", "", 0, "Output: model"),
        ("step", "1", 0, "while all do"),
        ("step", "2", 1, "if x > 0 then"),
        ("step", "3", 2, "θ ← θ−η"),
        ("step", "4", 1, "else"),
        ("step", "5", 2, "continue"),
        ("step", "6", 1, "end if"),
        ("step", "7", 0, "end while"),
    ]


def test_what_follows_an_opened_block_begins_a_step() -> None:
    source = "Algorithm 4 Drawing\n\nRequire: n n\n\nfor all do\n\nx\\sim p\n\nend for\n"
    assert [(text, depth) for _, _, depth, text in shown(source)[1:]] == [
        ("Require: n", 0), ("for all do", 0), ("x∼p", 1), ("end for", 0),
    ]  # fmt: skip


def test_steps_know_their_lines() -> None:
    lines = NUMBERED.split("\n")
    found = steps([(text, number) for number, text in enumerate(lines)][1:-3])
    assert [lines[step.line].partition(":")[0] for step in found] == list("01234567")


@pytest.mark.parametrize(
    ("line", "known"),
    [
        ("Algorithm 1 Counting with Errors", ("Algorithm 1", "Counting with Errors")),
        ("**Algorithm 2.** Bold Counting", ("Algorithm 2", "Bold Counting")),
        ("Algorithm 1 outlines the procedure.", None),
        ("Algorithm 1 shows it", None),
        ("Algorithms 1 and 2", None),
    ],
)
def test_a_caption_is_no_sentence(line: str, known: tuple[str, str] | None) -> None:
    assert caption(line) == known


def test_a_caption_alone_has_no_steps() -> None:
    lines = ["Algorithm 1 Counting", "", "Prose that goes on about something else altogether."]
    assert end_of_algorithm(lines, 0, len(lines)) == 0


def test_no_piece_of_a_text_ends_within_an_algorithm() -> None:
    many = "\n\n".join(f"{number}: Count {'x' * 60}" for number in range(1, 90))
    found = shown(f"Text.\n\nAlgorithm 1 Counting\n\n{many}\n\n# After\n\nText.")
    assert [kind for kind, *_ in found] == (
        ["paragraph", "figure", *["step"] * 89, "heading", "paragraph"]
    )
