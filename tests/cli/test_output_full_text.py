"""Markdown as plain lines on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from papers_tui.cli.output.full_text import comment_lines, text_lines
from papers_tui.cli.output.styling import Styling
from papers_tui.text.cells import width
from papers_tui.text.document.formulas.latexml import formulas_once
from papers_tui.text.document.source_lines import referring

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PLAIN = Styling(False)
CODE = "x" * 120
TEXT = f"""\
# A title

Some *words* about $x^2$, {"many of them " * 12}and the rest.

```
{CODE}
```

- one
- another {"word " * 20}

> quoted

| name | score |
| --- | ---: |
| ours | 1.5 |
"""


def lines(text: str, room: int = 60) -> list[str]:
    return list(text_lines(text, room, PLAIN))


def test_lines_are_broken_but_for_code() -> None:
    assert [line for line in lines(TEXT) if width(line) > 60] == [f"  {CODE}"]


def test_marks_of_markdown_and_tex_are_gone() -> None:
    shown = "\n".join(lines(TEXT))
    assert "Some words about x²," in shown
    assert "A title\n\nSome" in shown
    assert "\n> quoted" in shown


def test_items_stand_together_and_their_rows_under_each_other() -> None:
    shown = lines(TEXT)
    first = next(number for number, line in enumerate(shown) if line.endswith("one"))
    assert shown[first + 1].lstrip(" •-").startswith("another")
    assert shown[first + 2].startswith("  word")


def test_a_table_has_columns_where_they_fit() -> None:
    shown = lines(TEXT)
    at = shown.index("name  score")
    assert shown[at + 1 : at + 3] == ["----  -----", "ours  1.5"]


def test_a_wide_table_names_each_cell() -> None:
    wide = f"| name | {'long ' * 20}|\n| --- | --- |\n| ours | {'word ' * 20}|"
    shown = lines(wide, 40)
    assert "name: ours" in shown
    assert any(line.startswith("long long") for line in shown)
    assert max(map(width, shown)) <= 40


@pytest.mark.parametrize("draw", [text_lines, comment_lines])
@given(text=st.text("ab1 *#>-\n", max_size=200))
def test_no_letter_or_digit_is_lost(
    draw: Callable[[str, int, Styling], Iterator[str]], text: str
) -> None:
    # No formula that stands twice, as in `1>11>1`, and no footnote, as in `1 1 1>`.
    assume(all(referring(formulas_once(line)) == line for line in text.split("\n")))
    shown = "".join(draw(text, 40, PLAIN))
    for character in "ab1":
        assert shown.count(character) >= text.count(character)


def test_steps_of_an_algorithm_stand_close_under_their_caption() -> None:
    source = "Algorithm 1 Counting\n\n1: for all\n\n2: count it\n\n3: end for"
    assert lines(source) == [
        "Algorithm 1 Counting",
        "  1   for all",
        "  2     count it",
        "  3   end for",
    ]
