"""arXiv ids, in every form that people paste, and in none that only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.model.arxiv_id import exact_id, parse_id

BIBTEX = """@misc{wang2025repmtl,
      title={Rep-MTL: Unleashing the Power of 2507 Tasks},
      year={2025},
      eprint={2507.21049},
      archivePrefix={arXiv},
      primaryClass={cs.CV},
      url={https://arxiv.org/abs/2507.21049},
}"""

FORMS = [
    "2507.21049",
    " 2507.21049v2\n",
    "2507.21049.",
    "2507.21049.pdf",
    '"2507.21049"',
    "<2507.21049>",
    "**2507.21049**",
    "（2507.21049）",
    "【2507.21049】。",
    "arXiv:2507.21049",
    "ARXIV: 2507.21049v1",
    "arXiv.2507.21049",
    "arxiv2507.21049",
    "[arXiv:2507.21049]",
    "arXiv:2507.21049v1 [cs.CV] 28 Jul 2025",
    "2507.21049v2 [stat.ML]",
    "arXiv:2507.21049 (or arXiv:2507.21049v1 [cs.CV] for this version)",
    "arXiv preprint arXiv:2507.21049, 2025.",
    "CoRR, abs/2507.21049, 2025",
    "oai:arXiv.org:2507.21049",
    "urn:doi:10.48550/arXiv.2507.21049",
    "10.48550/arXiv.2507.21049",
    "doi:10.48550/ARXIV.2507.21049",
    "https://doi.org/10.48550/arXiv.2507.21049",
    "DOI: https://dx.doi.org/10.48550/arxiv.2507.21049v1.",
    "https://arxiv.org/abs/2507.21049v1",
    "https://arxiv.org/abs/2507.21049.",
    "(https://arxiv.org/abs/2507.21049)",
    "<https://arxiv.org/abs/2507.21049>",
    "https://arxiv.org/abs/2507.21049?context=cs.LG",
    "https://arxiv.org/pdf/2507.21049v2.pdf#page=3",
    "http://www.arxiv.org/html/2507.21049v2#S3",
    "https://export.arxiv.org/api/query?id_list=2507.21049",
    "https%3A%2F%2Farxiv.org%2Fabs%2F2507.21049",
    "//arxiv.org/abs/2507.21049",
    "https://arxiv.org/abs/\n2507.21049",
    "arxiv.org/abs/2507.21049 [cs.CV]",
    "ARXIV.ORG/ABS/2507.21049",
    "https://huggingface.co/papers/2507.21049#comments",
    "hf.co/papers/2507.21049.md",
    "https://huggingface.co/datasets?other=arxiv:2507.21049",
    "https://www.alphaxiv.org/overview/2507.21049v1",
    "https://ar5iv.labs.arxiv.org/html/2507.21049",
    "https://www.semanticscholar.org/arxiv/2507.21049",
    "https://api.semanticscholar.org/graph/v1/paper/ARXIV:2507.21049?fields=title",
    "https://scholar.archive.org/search?q=2507.21049",
    "https://papers.cool/arxiv/2507.21049",
    "https://inspirehep.net/arxiv/2507.21049",
    "https://web.archive.org/web/20250801/https://arxiv.org/abs/2507.21049",
    "https://dblp.org/rec/journals/corr/abs-2507-21049.html",
    "https://ui.adsabs.harvard.edu/abs/2025arXiv250721049W/abstract",
    "[Rep-MTL: all of it](https://arxiv.org/abs/2507.21049)",
    "[2507.21049](https://mirror.example/x).",
    '<a href="https://arxiv.org/abs/2507.21049">Rep-MTL</a>',
    r"\href{https://arxiv.org/abs/2507.21049}{arXiv:2507.21049}",
    "eprint = {2507.21049},",
    "[2507.21049v1] Rep-MTL: Unleashing the Power",
    "arXiv:2507.21049 [pdf, html, other]",
    "arXiv:2507.21049v1[cs.CV]28Jul2025",
    "2507.21049 v2",
    "Submitted on Monday, 28 July 2025: arXiv:2507.21049",
    "#2507.21049",
    "view-source:https://arxiv.org/abs/2507.21049",
    "https://arxiv.org/abs/2507.21049%20",
    "https://www.google.com/url?q=https%3A%2F%2Farxiv.org%2Fabs%2F2507.21049&sa=D",
    "eprint={2507.21049}, archivePrefix={arXiv}, primaryClass={cs.CV}",
    "https://arxiv.org/abs/2507.21049%E2%80%8B",
    "https://arxiv.org/abs/2507.21049%C2%A0",
    "https://arxiv.org/abs/%EF%BB%BF2507.21049%0D%0A",
    "https://arxiv.org/abs/2507.21049%E2%80%9D%7D",
    "https://l.facebook.com/l.php?u=https%253A%252F%252Farxiv.org%252Fabs%252F2507.21049",
    "https://arxiv.org/abs/2507.21049v1#:~:text=unleashing%20the%20power",
    "- https://arxiv.org/abs/2507.21049",
    "– 2507.21049",
    "• https://arxiv.org/abs/2507.21049",
    "\N{PAGE FACING UP} https://arxiv.org/abs/2507.21049",
    "2507.21049\N{THUMBS UP SIGN}",
    "_2507.21049_",
    "arXiv identifier: 2507.21049",
    "https://doi.org/10.48550/arXiv.2507.21049 Focus to learn more",
    "arXiv-issued DOI via DataCite: https://doi.org/10.48550/arXiv.2507.21049",
    BIBTEX,
]


@pytest.mark.parametrize("pasted", FORMS)
def test_a_pasted_form_names_its_paper(pasted: str) -> None:
    assert parse_id(pasted) == "2507.21049"


@pytest.mark.parametrize(
    ("pasted", "expected"),
    [
        ("hep-th/9901001", "hep-th/9901001"),
        ("HEP-TH/9901001v1", "hep-th/9901001"),
        ("hep\u2011th/9901001", "hep-th/9901001"),
        ("arxiv.org/abs/hep-th/9901001?context=hep", "hep-th/9901001"),
        ("http://xxx.lanl.gov/abs/hep-th/9901001", "hep-th/9901001"),
        ("0704.0001v1", "0704.0001"),
        ("math/0309136", "math/0309136"),
        ("math.GT/0309136v3", "math/0309136"),
        ("MATH.GT/0309136", "math/0309136"),
        ("https://arxiv.org/abs/math.GT/0309136", "math/0309136"),
        ("10.48550/arXiv.math/0309136", "math/0309136"),
        ("arXiv:math%2F0309136v1 [math.GT] 8 Sep 2003", "math/0309136"),
        ("cond-mat.mtrl-sci/9901001", "cond-mat/9901001"),
    ],
)
def test_an_old_id_is_given_in_the_one_form_that_arxiv_has_for_it(
    pasted: str, expected: str
) -> None:
    assert parse_id(pasted) == expected


@pytest.mark.parametrize(
    "hidden",
    ["\ufeff", "\u200b", "\u200e", "\u2060", "\u00ad", "\u034f", "\u3164", "\U000e0020", "\x00"],
)
@given(place=st.integers(0, 31))
def test_an_invisible_character_anywhere_changes_nothing(hidden: str, place: int) -> None:
    address = "https://arxiv.org/abs/2507.21049"
    assert parse_id(address[:place] + hidden + address[place:]) == "2507.21049"


def test_characters_of_other_keyboards_are_those_of_ascii() -> None:
    wide = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
    for pasted in FORMS:
        assert parse_id(pasted.translate(wide)) == "2507.21049"
    assert parse_id("2507。21049²") == "2507.21049"
    assert parse_id("https:∕∕arxiv.org⁄abs∕2507․21049") == "2507.21049"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2507.21",
        "2507.210491",
        "../2507.21049",
        "./arxiv/2507.21049.pdf",
        "~/arxiv/2507.21049.pdf",
        "/home/me/arxiv/2507.21049.pdf",
        "papers/2507.21049.pdf",
        "2507.21049/../x",
        "-rf",
        "-2507.21049",
        "rm 2507.21049",
        "2507.21049 marketing",
        "monsters 2507.21049",
        "[2507.21049] and 2507.21050",
        "[x] 2507.21049 robots",
        "2507.21049 robots",
        "https://evil.example/abs/2507.21049",
        "https://doi.org/10.1145/2507.21049",
        "2507.21049 2507.21050",
        "@article{a, eprint={2507.21049}, note={see 2507.21050}}",
    ],
)
def test_what_is_no_id_names_nothing(text: str) -> None:
    assert parse_id(text) is None


@pytest.mark.parametrize(
    "never_given",
    [
        "9999.99999",  # no such month
        "2613.00001",
        "2600.00001",
        "0703.0001",  # before ids had this form
        "9912.00001",
        "0704.00001",  # four digits till 2014, five since then
        "1501.0001",
        "2507.00000",  # numbers begin at 1
        "0704.0000",
        "2507.21049v0",
        "hep-th/9913001",
        "hep-th/0704001",  # after ids had this form
        "math/9001001",  # before there was arXiv
        "math/0309000",
        "foo/0309136",
        "https://arxiv.org/abs/9999.99999",
        "10.48550/arXiv.9999.99999",
    ],
)
def test_an_id_that_arxiv_cannot_have_given_names_nothing(never_given: str) -> None:
    assert parse_id(never_given) is None


@given(st.text("25071.049v/:[]()<>{}=@arXivhep-t \n") | st.text())
def test_whatever_is_pasted_names_one_paper_or_nothing(text: str) -> None:
    found = parse_id(text)
    assert found is None or parse_id(found) == found == exact_id(found)


def test_a_long_text_of_almost_ids_is_refused_at_once() -> None:
    for part in ("arxiv:", "abs/", "[(", "https://arxiv.org/", "2507.2104", "a-"):
        assert parse_id(part * (20_000 // len(part))) is None
    assert parse_id(f"2507.21049 //{'a.' * 9_990}") is None


def test_an_exact_id_bears_no_dressing() -> None:
    assert exact_id("2507.21049v2") == "2507.21049"
    assert exact_id("math.GT/0309136") == "math/0309136"
    assert exact_id("2507.21049\n") is None
    assert exact_id("arXiv:2507.21049") is None
