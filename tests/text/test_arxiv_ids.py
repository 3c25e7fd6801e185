"""arXiv ids found in any text, and only those."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.export import bibtex, json_records, markdown
from papers_tui.export.item import Item
from papers_tui.model.arxiv_id import exact_id, parse_id
from papers_tui.model.paper import Paper
from papers_tui.text.arxiv_ids import find_ids, plain

NEW_IDS = st.builds(
    lambda year, month, number: f"{year:02}{month:02}.{number:05}",
    st.integers(15, 89),
    st.integers(1, 12),
    st.integers(1, 99_999),
)
OLD_IDS = st.builds(
    lambda archive, year, month, number: f"{archive}/{year:02}{month:02}{number:03}",
    st.sampled_from(["hep-th", "math", "cs", "astro-ph"]),
    st.sampled_from([91, 99, 0, 6]),
    st.integers(1, 12),
    st.integers(1, 999),
)
IDS = NEW_IDS | OLD_IDS | st.just("1207.0580")
FORMS = st.sampled_from(
    [
        "{}", "{}v2", "arXiv:{}", "arXiv:{}v12 [cs.CL]", "arxiv: {}", "https://arxiv.org/abs/{}",
        "https://arxiv.org/pdf/{}v3.pdf", "http://www.arxiv.org/html/{}v1#S2", "({})", "[{}](x)",
        "https://huggingface.co/papers/{}?x=1", "hf.co/papers/{}.md", "eprint={{{}}},", '"{}"',
        "<https://arxiv.org/abs/{}>", "https://doi.org/10.48550/arXiv.{}", "See {}.", "{};", "`{}`",
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", ()),
        ("2507.21049,2507.21050;2507.21049v2 1207.0580", ("2507.21049", "2507.21050", "1207.0580")),
        ('id = "hep-th/9901001"\ntitle = "On 2507.21049v1"', ("hep-th/9901001", "2507.21049")),
        ("papers/2507.21049v2.pdf 2501.00001_attention.pdf", ("2507.21049", "2501.00001")),
        ("li-2507.21049.pdf a-hep-th/9901001", ("2507.21049", "hep-th/9901001")),
        ("[2507.21049,5] 2501.00001-2501.00002", ("2507.21049", "2501.00001")),
        ("10.48550/ARXIV.2507.21049", ("2507.21049",)),
        ("https://x.org/?u=https%3A%2F%2Fx&id=arXiv%3A2507.21049", ("2507.21049",)),
        ("doi={10.1145/2507.21049},eprint={2501.00001}", ("2501.00001",)),
        ("arxiv-2507.21049.pdf arXiv.org/abs/2501.00001", ("2507.21049", "2501.00001")),
        ("1234.56789 2500.21049 2513.21049 0000.00000", ()),
        ("12507.21049 2507.210490 2507.21049.1 2507.21049.12345 1.2507.21049 2507.2104", ()),
        ("1203.45678 2507.21049x x2507.21049 $1203.4567 -1203.4567 1203.4567%", ()),
        ("10.1145/2507.21049 doi:10.1109/cs/9901001 12/1203.4567", ()),
        ("pull/9901001 https://x.org/questions/9901001 hep-th/9913001 xhep-th/9901001", ()),
        ("call 555-1203.4567 or 1203.4567-8", ()),
        ("-1203.4567", ()),
        ("٢٥٠٧.٢١٠٤٩ 2507．21049", ("2507.21049",)),
        (
            "2507.21049¹ 2507\u00ad.\u200b21050 hep\u2011th/9901001",
            ("2507.21049", "2507.21050", "hep-th/9901001"),
        ),
        (
            "math.GT/0309136 MATH/0309136 cond-mat.mtrl-sci/9901001",
            ("math/0309136", "cond-mat/9901001"),
        ),
        (
            "CoRR abs/2507.21049 journals/corr/abs-2507-21050 2025arXiv250721051W",
            ("2507.21049", "2507.21050", "2507.21051"),
        ),
        (
            "arxiv.org/abs/2507.21049%E2%80%8B arxiv.org/abs/2507.21050%7D %0A2507.21051%C2%A0",
            ("2507.21049", "2507.21050", "2507.21051"),
        ),
        (
            "_2507.21049_ __2507.21050__ x_2507.21051 2507.21052% 2507.21053%FF",
            ("2507.21049", "2507.21050"),
        ),
        ("0703.0001 0704.0000 9912.00001 2507.00000 hep-th/0704001 math/0309000", ()),
    ],
)
def test_ids_are_found_and_numbers_are_not(text: str, ids: tuple[str, ...]) -> None:
    assert find_ids(text) == ids


@given(st.lists(st.tuples(FORMS, IDS), max_size=6), st.sampled_from([" ", "\n", "\r\n\t", ", "]))
def test_each_id_is_found_once_in_whatever_form(pairs: list[tuple[str, str]], between: str) -> None:
    text = between.join(form.format(paper) for form, paper in pairs)
    assert find_ids(text) == tuple(dict.fromkeys(paper for _, paper in pairs))


@given(st.text("25071.049v/:arXivhep-t \n") | st.text())
def test_what_is_found_is_an_id(text: str) -> None:
    for paper in find_ids(text):
        assert parse_id(paper) == paper == exact_id(paper)
        assert paper.rpartition("/")[2] in plain(text)


@given(st.lists(IDS, max_size=4, unique=True))
def test_what_was_exported_can_be_imported(ids: list[str]) -> None:
    items = [Item(Paper(id=key, title="On nets", published=date(2025, 1, 1))) for key in ids]
    for render in (bibtex.render, markdown.render, json_records.render):
        assert find_ids(render(items)) == tuple(ids)


def test_a_reading_list_is_read_in_its_order() -> None:
    first = '[[paper]]\nid = "2507.21049"\nadded = 2025-12-11T09:30:00.2507Z\n'
    text = f'{first}\n[[paper]]\nid="cs/0112017"\n'
    assert find_ids(text) == tuple(paper["id"] for paper in tomllib.loads(text)["paper"])


@pytest.mark.parametrize(
    "part",
    [
        "1",
        "2507.",
        "2507.2104",
        "arxiv:",
        "arXiv: ",
        "10.1234/",
        "10.1234/a ",
        "hep-th/",
        "math.",
        "-",
    ],
)
def test_a_long_text_of_almost_ids_is_read_at_once(part: str) -> None:
    assert find_ids(part * (2**18 // len(part))) == ()  # hours, if it were the square of that
