"""arXiv ids, in every form that people paste, and in none that only looks like one."""

from __future__ import annotations

import pytest

from papers_tui.model.arxiv_id import exact_id, parse_id


@pytest.mark.parametrize(
    ("pasted", "expected"),
    [
        ("2507.21049", "2507.21049"),
        (" 2507.21049v2\n", "2507.21049"),
        ("arXiv:2507.21049", "2507.21049"),
        ("ARXIV: 0704.0001v1", "0704.0001"),
        ("hep-th/9901001", "hep-th/9901001"),
        ("math.GT/0309136v3", "math.GT/0309136"),
        ("https://arxiv.org/abs/2507.21049v1", "2507.21049"),
        ("https://arxiv.org/pdf/2507.21049.pdf", "2507.21049"),
        ("http://www.arxiv.org/html/2507.21049v2#S3", "2507.21049"),
        ("arxiv.org/abs/hep-th/9901001?context=hep", "hep-th/9901001"),
        ("https://huggingface.co/papers/2507.21049", "2507.21049"),
        ("hf.co/papers/2507.21049.md", "2507.21049"),
    ],
)
def test_a_pasted_form_names_its_paper(pasted: str, expected: str) -> None:
    assert parse_id(pasted) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2507.21",
        "2507.210491",
        "../2507.21049",
        "2507.21049/../x",
        "２５０７.２１０４９",
        "-rf",
        "https://evil.example/abs/2507.21049",
        "MATH.GT/0309136",
        "2507.21049 2507.21050",
    ],
)
def test_what_is_no_id_names_nothing(text: str) -> None:
    assert parse_id(text) is None


def test_an_exact_id_bears_no_dressing() -> None:
    assert exact_id("2507.21049v2") == "2507.21049"
    assert exact_id("2507.21049\n") is None
    assert exact_id("arXiv:2507.21049") is None
