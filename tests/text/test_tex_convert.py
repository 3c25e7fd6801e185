"""TeX as Unicode: what a careful reader wants to see, and nothing lost."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.text.tex.convert import has_tex, to_unicode
from tests.support.data.tex_table import AS_WRITTEN, FROM_THE_HUB, LEFT_ALONE, NOTATION

TABLE = (*FROM_THE_HUB, *NOTATION)

COMMAND = re.compile(r"\\[A-Za-z]+")
HUBS_OWN = re.compile(
    r"times|sim|circ|infty|rightarrow|approx|pm|ell|tau|phi|textbf|mathrm|\{https?:[^}]*\}"
)
"""Remains of commands on the hub, and addresses that it gives twice."""

FRAGMENTS = r"""
    \frac \sqrt \alpha \mathbb \mathcal{O} \text{ab \left( \right. { } [ ] $ $ $$ ^ _ \' \" \c{c}
    \begin{a} \end{a} % \% \\ \( \) \[ \] ` `` '' ' " ~ -- --- a b x 1 2 23times sim20% textbf{
    https://a.b/c_d www. \ é ℝ ² ₀ , . ( ) \hat \href{ \url{ \cite{a} \ours \operatorname* {\bf
    {\' \not \in \color{red} \binom \pmod | \| \, \! ^circ _{ ^{
"""
COMMANDS = r"""
    \textbf{@} $\frac{@}{@+1}$ x_{@} $\mathcal{@}^{@}$ \ours{@} $\ours{@}$ \sqrt{@} \hat{@} \c{@}
    \cite{@} \frac{@ $\text{@}\left(@\right)$ \url{@} \href{a@}{@c} {\bf\ @} $\binom{@}{@}$
    \(@_{@}\)
    @^{@} $\sqrt[5]{@}$ \textcolor{red}{@} \emph{@ $@ \'{@}
    $\overline{@}$ $\not@$ \footnote{@}
"""
PIECES = st.sampled_from([*FRAGMENTS.split(), " ", "\n", "\n\n", "\x1b", "\x00"])
SOUP = st.lists(PIECES, max_size=14).map("".join)
NO_NAMES = st.text("abxyzRQ0123456789 \\{}$^_%~-'`\"()[]&#,.;|\n", max_size=60)
"""No command, and no leaving of one, can be spelt in it."""


@pytest.mark.parametrize(("source", "wanted"), TABLE)
def test_a_reader_sees_what_the_author_meant(source: str, wanted: str) -> None:
    assert to_unicode(source) == wanted


@pytest.mark.parametrize("text", [*LEFT_ALONE, *AS_WRITTEN])
def test_what_is_no_tex_stays_as_it_was_written(text: str) -> None:
    assert to_unicode(text) == text


@pytest.mark.parametrize("wanted", [wanted for _, wanted in TABLE])
def test_the_result_stays_as_it_is(wanted: str) -> None:
    assert to_unicode(wanted) == wanted


def test_the_table_is_long_enough_and_no_snippet_is_twice_in_it() -> None:
    snippets = [source for source, _ in FROM_THE_HUB] + [*LEFT_ALONE]
    assert len(set(snippets)) == len(snippets) >= 150


@pytest.mark.parametrize("source", [source for source, wanted in TABLE if source != wanted])
def test_what_changes_is_seen_at_once_to_have_tex(source: str) -> None:
    assert has_tex(source)


@pytest.mark.parametrize("text", ["All You Need", "2.5 times, 1,000 sims: simple (5%)"])
def test_plain_text_is_seen_to_have_no_tex(text: str) -> None:
    assert not has_tex(text)
    assert to_unicode(text) is text


@given(SOUP | st.text())
def test_no_text_is_refused_and_no_control_character_comes_out(text: str) -> None:
    shown = to_unicode(text)
    assert not [
        character
        for character in shown
        if character != "\n" and unicodedata.category(character) == "Cc"
    ]
    assert "\ufdd0" not in shown or "\ufdd0" in text


@given(NO_NAMES)
def test_no_letter_or_digit_outside_commands_is_lost(text: str) -> None:
    assert not _letters(COMMAND.sub("", text)) - _letters(to_unicode(text))


@given(st.text("bkqwxyz0123456789", min_size=1, max_size=4), st.sampled_from(COMMANDS.split()))
def test_no_letter_or_digit_inside_commands_is_lost(inside: str, command: str) -> None:
    wanted = Counter(list(inside) * command.count("@"))
    assert not wanted - _letters(to_unicode(command.replace("@", inside)))


WORDS = st.lists(
    st.sampled_from(["Large", "small", "Tiny", "models", "of", "LLMs", "red", "Blue", "em-dash"]),
    min_size=1,
    max_size=5,
).map(" ".join)
FRAMES = (
    "{@}", "a {@} b", "**@**", "*@*", "_@_", "[@](https://a.org)", "{@}s", "({@}) and {@}",
    r"\emph{@}", "``@`` and ``@''",
)  # fmt: skip


@given(WORDS, st.sampled_from(FRAMES))
def test_no_word_in_remains_of_markup_is_lost(words: str, frame: str) -> None:
    shown = to_unicode(frame.replace("@", words))
    assert shown.count(words) == frame.count("@")


def test_depth_and_length_break_nothing() -> None:
    for text in (
        "$" + "{" * 5000 + "}" * 5000 + "$",
        r"\textbf{" * 3000,
        "$" + r"\frac{1}{" * 200 + "2" + "}" * 200 + "$",
        r"\(" * 3000,
        r"\cite[" * 3000,
        "$" + r"\sqrt[" * 300 + "$",
        "{\\bf " * 2000 + "x" + "}" * 2000,
    ):
        assert to_unicode(text).count("2") == text.count("2")


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("$" + r"\text{" * 24 + "x" + "}" * 24 + "$", "x"),
        ("$" + r"\overset{a}{" * 24 + "x" + "}" * 24 + "$", "x" + "ᵃ" * 24),
        (r"{\zeta a " * 24 + "}" * 24, "{ζ a " * 24 + "}" * 24),
        (r"{\c{" * 12 + "abcd" + "}}" * 12, r"{\c{" * 12 + "abcd" + "}}" * 12),
        (r"{\bf " * 24 + "x" + "}" * 24, "x"),
    ],
)
def test_each_level_of_what_is_nested_is_drawn_once(source: str, shown: str) -> None:
    """Drawn twice at each of 24 levels, these would take years."""
    assert to_unicode(source) == shown


def macros_made_of_macros(times: int) -> str:
    """Nine macros, each standing for the next one so many times, and the use of the first."""
    definitions = [
        rf"\def\m{one}{{" + rf"\m{two}" * times + "}" for one, two in pairwise("abcdefghij")
    ]
    return "".join(definitions) + r"\def\mj{x}" + r" \ma"


def test_macros_made_of_macros_add_only_so_much_to_a_text() -> None:
    assert to_unicode(macros_made_of_macros(2)).strip() == "x" * 2**9
    trap = macros_made_of_macros(10)
    assert len(to_unicode(trap)) <= len(trap)


def test_a_long_text_is_converted_piece_by_piece() -> None:
    assert to_unicode(r"$\alpha$ and words " * 5_000) == "α and words " * 5_000
    assert to_unicode("\\alpha" * 10_000).count("α") > 9_990


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("__a " + "word " * 4_000 + "b", "__a " + "word " * 4_000 + "b"),
        ("__a " + "word " * 3_000 + "b__ c", "a " + "word " * 3_000 + "b c"),
        ("__a\nb__ c", "a\nb c"),
        ("__a\nb\nc__ d", "__a\nb\nc__ d"),
        ("__init__ of a", "__init__ of a"),
        (r"{\color{red}" + "\t" * 9_000 + "a} b", "a b"),
        (r"{\color{red}" + "\n" * 9_000 + "a", "{" + "\n" * 9_000 + "a"),
        (r"$\parallel" + " " * 400 + r"x  \parallel$", "‖x‖"),
        (r"\item[" * 3_000, "• [" * 3_000),
    ],
)
def test_markup_that_does_not_end_is_looked_for_once(source: str, shown: str) -> None:
    assert to_unicode(source) == shown


@pytest.mark.program
def test_plain_text_loads_no_parser() -> None:
    code = (
        "import sys\n"
        "from papers_tui.text.tex.convert import to_unicode\n"
        "to_unicode('Plain text: 5% of a, b')\n"
        "to_unicode('costs $5, my_var')\n"
        "assert 'pylatexenc' not in sys.modules\n"
        "to_unicode(r'\\frac{a}{b}')\n"
        "assert 'pylatexenc' in sys.modules\n"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)  # noqa: S603


def test_every_recorded_text_keeps_its_letters_and_its_form() -> None:
    texts = _recorded()
    if not texts:
        pytest.skip("no recorded days beside the repository")
    changed = 0
    for text in texts:
        shown = to_unicode(text)
        changed += shown != text
        assert to_unicode(shown) == shown
        assert not _letters(HUBS_OWN.sub("", COMMAND.sub("", text))) - _letters(shown), text
    assert changed > len(texts) // 50


def _letters(text: str) -> Counter[str]:
    return Counter(_characters(text))


def _characters(text: str) -> str:
    """Letters and digits, raised and lowered and drawn ones as the plain ones they are."""
    return "".join(
        character for character in unicodedata.normalize("NFKD", text) if character.isalnum()
    )


def _recorded() -> list[str]:
    beside = Path(__file__).parents[3] / "shared"
    days = (Path(os.environ.get("PAPERS_TUI_SHARED", beside)) / "recorded").glob("*.json")
    papers = [entry["paper"] for day in sorted(days) for entry in json.loads(day.read_text())]
    fields = ("title", "summary", "ai_summary")
    return [paper[field] for paper in papers for field in fields if paper.get(field)]
