"""Counts with their nouns, and the name that was meant."""

from __future__ import annotations

import pytest

from papers_tui.text.wording import counted, did_you_mean, nearest

NAMES = ("title", "abstract", "PageDown", "to-read")


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0 papers"), (1, "1 paper"), (2, "2 papers"), (1204, "1,204 papers"), (None, "")],
)
def test_a_number_stands_with_its_noun(number: int | None, text: str) -> None:
    assert counted(number, "paper") == text


def test_a_plural_may_be_given() -> None:
    assert counted(2, "entry", "entries") == "2 entries"
    assert counted(1, "entry", "entries") == "1 entry"


@pytest.mark.parametrize(
    ("word", "meant"),
    [("titel", "title"), ("ABSTRAKT", "abstract"), ("pagedown", "PageDown"), ("xyz", ""), ("", "")],
)
def test_the_nearest_name_is_found_whatever_its_case(word: str, meant: str) -> None:
    assert nearest(word, NAMES) == meant


def test_a_long_word_is_compared_by_its_beginning() -> None:
    assert nearest("title" + "x" * 100_000, NAMES) == ""


def test_the_name_that_was_meant_ends_a_sentence() -> None:
    assert did_you_mean("toread", NAMES) == " (did you mean to-read?)"
    assert did_you_mean("xyz", NAMES) == ""
