"""Names of PDFs: complete on every system, and of one paper each."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.model.paper import Paper
from papers_tui.model.settings import PDF_NAME, PDF_PARTS
from papers_tui.model.settings_table import BY_NAME
from papers_tui.services.pdf_names import file_name, id_in
from papers_tui.store.settings.values import checked
from papers_tui.text.clean import one_line
from tests.hostile.shapes import SAFE

IDS = st.sampled_from(["2507.21049", "0704.0001", "hep-th/9901001", "math/0309136"])
RESERVED = {"con", "prn", "aux", "nul", "conin$", "conout$", "com1", "lpt9", "com¹"}


def paper(title: str, *authors: str, paper_id: str = "2507.21049") -> Paper:
    return Paper(id=paper_id, title=title, authors=authors, published=date(2025, 7, 28))


@pytest.mark.parametrize(
    ("given_paper", "name"),
    [
        (
            paper("Rep-MTL: Unleashing the Power", "Zedong Wang", "Siyuan Li"),
            "2025 - Wang - Rep-MTL - Unleashing the Power [2507.21049].pdf",
        ),
        (
            paper("What is $O(n^2)$?", "Ludwig van Beethoven", paper_id="hep-th/9901001"),
            "2025 - van Beethoven - What is O(n²) [hep-th_9901001].pdf",
        ),
        (paper("A/B C|D <E> *F*", "X\\Y"), "2025 - X-Y - A-B C-D E F [2507.21049].pdf"),
        (paper("Nets", "Aäron van den Oord"), "2025 - van den Oord - Nets [2507.21049].pdf"),
        (paper("Gemma 2", "Gemma Team", "A. One"), "2025 - Gemma Team - Gemma 2 [2507.21049].pdf"),
        (paper("Nets", "Sammy Davis Jr."), "2025 - Davis - Nets [2507.21049].pdf"),
        (paper("2507.21049"), "2025 [2507.21049].pdf"),
        (paper("On [2401.00001]"), "2025 - On (2401.00001) [2507.21049].pdf"),
        (paper("{id} {x}"), "2025 - id {x} [2507.21049].pdf"),
        (Paper(id="2507.21049", title="T"), "2025 - T [2507.21049].pdf"),
    ],
)
def test_a_name_says_when_who_and_what(given_paper: Paper, name: str) -> None:
    assert file_name(given_paper) == name


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("[{id}] {title}.pdf", "[2507.21049] Con.pdf"),
        ("{title}", "Con [2507.21049].pdf"),
        ("{id}.pdf", "2507.21049 [2507.21049].pdf"),
        ("../../{title} [{id}]", "Con [2507.21049].pdf"),
        ("{year}/{month}/{day} {nothing}", "2025-07-28 {nothing} [2507.21049].pdf"),
        ("{author} - {title}", "Con [2507.21049].pdf"),
        ("nul. {id}", "_nul. 2507.21049 [2507.21049].pdf"),
        ("", "[2507.21049].pdf"),
    ],
)
def test_a_pattern_of_ones_own_keeps_the_id_and_the_folder(pattern: str, name: str) -> None:
    assert file_name(paper("Con"), pattern) == name


def test_a_long_name_is_cut_before_the_id() -> None:
    name = file_name(paper("é" * 400, "A. Author"))
    assert name.endswith("é [2507.21049].pdf")
    assert len(name.encode()) in (198, 199)


@pytest.mark.parametrize(
    ("name", "paper_id"),
    [
        ("2025 - Wang - T [2507.21049].pdf", "2507.21049"),
        ("[2507.21049v2] mine.PDF", "2507.21049"),
        ("a [draft] [hep-th_9901001] b.pdf", "hep-th/9901001"),
        ("2507.21049.pdf", None),
        ("T [2507.21049].txt", None),
        (".T [2507.21049].pdf", None),
        ("T [25o7.21049].pdf", None),
    ],
)
def test_whose_a_file_is_stands_in_brackets(name: str, paper_id: str | None) -> None:
    assert id_in(name) == paper_id


TITLES = st.text().map(one_line) | st.sampled_from(
    ["CON", "nul.", "aux.txt", "-rf", "~root", "..", ".hidden", "x.", "x ", "{id}", "[2401.00001]"]
)


@given(TITLES, TITLES, IDS, st.sampled_from([PDF_NAME, "{title}.pdf", "{author} {title} [{id}] x"]))
def test_every_name_is_one_file_on_every_system(
    title: str, author: str, paper_id: str, pattern: str
) -> None:
    name = file_name(paper(title, author, paper_id=paper_id), pattern)
    assert name.endswith(".pdf")
    assert not set(name) & set('/\\<>:"|?*')
    assert name.isprintable() or not name.isascii()
    assert name[0] not in ".-~ "
    assert " " not in (name[0], name.removesuffix(".pdf")[-1])
    assert len(name.encode()) <= 200
    assert name.partition(".")[0].strip().lower() not in RESERVED
    assert id_in(name) == paper_id


def test_a_name_is_found_again_whatever_the_title_says() -> None:
    assert SAFE["paper"]["title"]
    name = file_name(paper(SAFE["paper"]["title"], "Zoë Müller-Łukasz"))
    assert id_in(name) == "2507.21049"


@pytest.mark.parametrize("part", PDF_PARTS)
def test_every_part_that_settings_accept_is_filled_in(part: str) -> None:
    assert checked(BY_NAME["pdf_name"], f"{{{part}}}") == f"{{{part}}}"
    assert "{" not in file_name(paper("T", "A B"), f"{{{part}}}")
