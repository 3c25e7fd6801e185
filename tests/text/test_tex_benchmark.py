"""Hard snippets against two libraries that make TeX Unicode: how many each has right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import unicodeit
from pylatexenc.latex2text import LatexNodes2Text

from papers_tui.text.tex.convert import to_unicode
from tests.support.data.tex_benchmark import HARD

if TYPE_CHECKING:
    from collections.abc import Callable

LEAST = 60
COUNTS = {"pylatexenc": 17, "unicodeit": 6}
"""The number of the 65 that pylatexenc 2.11 and unicodeit 0.7.5 have right; ours has all."""

LIBRARIES: dict[str, Callable[[str], str]] = {
    "pylatexenc": LatexNodes2Text().latex_to_text,
    "unicodeit": unicodeit.replace,
}


def right(convert: Callable[[str], str]) -> int:
    return sum(" ".join(convert(source).split()) in wanted for source, wanted in HARD)


def test_the_table_is_long_enough_and_no_snippet_is_twice_in_it() -> None:
    assert len({source for source, _ in HARD}) == len(HARD) >= LEAST


@pytest.mark.parametrize(("source", "wanted"), HARD)
def test_a_hard_snippet_reads_as_it_was_meant(source: str, wanted: tuple[str, ...]) -> None:
    assert to_unicode(source) in wanted


@pytest.mark.parametrize("name", LIBRARIES)
def test_a_library_has_as_many_right_as_was_counted(name: str) -> None:
    found = right(LIBRARIES[name])
    assert COUNTS[name] <= found < len(HARD)
