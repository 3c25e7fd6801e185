"""Text from elsewhere: harmless afterwards, and nothing taken that a reader needs."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.text.clean import clean, harmless, one_line, source

HOSTILE = st.text() | st.text(
    st.sampled_from("aZ é\u0301\u0489\x1b\x07\x9b\x85\u202e\u200b\u2028\ud800\udc00\n\r\t ")
)


@given(HOSTILE, st.integers(5, 60))
def test_clean_text_is_harmless_short_and_stays_so(text: str, most: int) -> None:
    safe = clean(text, most)
    safe.encode("utf-8")
    categories = {unicodedata.category(character) for character in safe if character != "\n"}
    assert not {"Cc", "Cs", "Zl", "Zp"} & categories
    assert len(safe) <= most
    assert clean(safe, most) == safe


@given(HOSTILE)
def test_one_line_is_one_line(text: str) -> None:
    line = one_line(text)
    assert line == " ".join(line.split())
    assert one_line(line) == line


@given(HOSTILE)
def test_what_a_user_wrote_is_harmless_and_keeps_its_spaces(text: str) -> None:
    safe = harmless(f"  {text}\n\n\n    ")
    safe.encode("utf-8")
    assert harmless(safe) == safe
    assert not {"Cc", "Cs"} & {
        unicodedata.category(character) for character in safe if character != "\n"
    }
    assert (safe[:2], safe[-7:]) == ("  ", "\n\n\n    ")


@pytest.mark.parametrize(
    "text",
    [
        "Émilie's 漢字 “quotes” – α→β: f(x)=∑ᵢ xᵢ² [v2]",
        "בינה מלאכותית: سلام دنيا (v2) 100%",
        "क्षत्रिय नमस्ते ภาษาไทย 한국어",
        "👩🏽\u200d🔬 🏳️\u200d🌈 🇨🇭",
        "می\u200cخواهم",
        "one\ntwo\n\nthree",
    ],
)
def test_what_people_write_comes_through_unchanged(text: str) -> None:
    assert clean(text) == text


def test_a_terminal_sequence_loses_its_teeth() -> None:
    assert clean("A\x1b]52;c;UFdO\x1b\\B\x9b2J") == "A]52;c;UFdO\\B2J"
    assert clean("gi\u200bt\u202egnp.exe") == "gitgnp.exe"


def test_what_is_cut_says_so() -> None:
    assert clean("x" * 1000, 10) == "xxxxxxxxx…"
    assert clean("x" * 10, 10) == "x" * 10
    assert clean("x" + " " * 1_000_000 + "y", 10) == "x…"
    assert clean(" " * 1_000_000 + "x", 10) == "x"


def test_marks_do_not_climb_out_of_their_row() -> None:
    assert len(clean("Z" + "\u0301\u0489\u0363" * 3000 + "algo")) <= 10


def test_what_is_no_text_is_empty() -> None:
    assert [clean(value) for value in (None, 3, b"x", ["x"], {"x": 1})] == [""] * 5


def test_a_source_keeps_its_spaces_and_lines_and_gets_no_tabs() -> None:
    assert source("a:\r\n\tb\n\n\n\n     c  \n", 99) == "a:\n    b\n\n\n\n     c"
    assert source("  indented", 99) == "  indented"
    assert source("a\x1b[2J\u202eb", 99) == "a[2Jb"


def test_a_long_source_is_cut_with_a_character() -> None:
    assert source("x" * 9, 9) == "x" * 9
    assert source("x" * 10, 9) == "x" * 8 + "…"
    assert source("\x1b" * 10 + "x", 9) == ""
    assert source(None, 9) == source(7, 9) == ""


INVISIBLE = ["\xad", "\u034f", "\u115f", "\u180e", "\u2800", "\u3164", "\U0001d173", "\ufe0f"]


@pytest.mark.parametrize("filler", INVISIBLE)
def test_invisible_characters_hide_no_text_however_many(filler: str) -> None:
    shown = one_line(f"Deep{filler * 3_000} Learning{filler * 3_000}")
    assert " ".join(shown.replace("\ufe0f", "").split()) == "Deep Learning"


def test_a_selector_stays_with_what_it_selects_a_form_of() -> None:
    assert one_line("⚙️ gear, 葛\U000e0100城") == "⚙️ gear, 葛\U000e0100城"
    assert one_line("⚙️️️ gear") == "⚙️ gear"
    assert one_line("️gear ️x") == "gear x"
