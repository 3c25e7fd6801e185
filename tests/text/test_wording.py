"""Counts with their nouns, times in words, and the name that was meant."""

from __future__ import annotations

from datetime import timedelta

import pytest

from papers_tui.text.wording import age, counted, did_you_mean, duration, nearest

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


@pytest.mark.parametrize(
    ("seconds", "reported"),
    [
        *((0, "0 s"), (58.2, "59 s"), (59.2, "1 min"), (60, "1 min"), (3540, "59 min")),
        *((3541, "1 h"), (3599, "1 h"), (3600, "1 h"), (3900, "1 h 5 min"), (7200, "2 h")),
    ],
)
def test_a_time_is_reported_in_units_that_matter(seconds: float, reported: str) -> None:
    assert duration(seconds) == reported


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=60), "1 min ago"),
        (timedelta(minutes=59, seconds=59), "59 min ago"),
        (timedelta(minutes=60), "1 h ago"),
        (timedelta(hours=3, minutes=59), "3 h ago"),
        (timedelta(hours=47, minutes=59), "47 h ago"),
        (timedelta(hours=48), "2 days ago"),
        (timedelta(days=12, hours=23), "12 days ago"),
    ],
)
def test_an_age_is_rounded_down_to_the_unit_that_reads_best(passed: timedelta, words: str) -> None:
    assert age(passed) == words
