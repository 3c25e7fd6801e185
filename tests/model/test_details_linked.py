"""Repositories: their pages are built from ids that the hub could have given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.model.details import Linked, Repository, RepositoryKind, is_repository_id
from papers_tui.text.urls import safe_url


@pytest.mark.parametrize(
    ("kind", "url"),
    [
        (RepositoryKind.MODEL, "https://huggingface.co/o/r-1.5_x"),
        (RepositoryKind.DATASET, "https://huggingface.co/datasets/o/r-1.5_x"),
        (RepositoryKind.SPACE, "https://huggingface.co/spaces/o/r-1.5_x"),
    ],
)
def test_a_page_follows_from_kind_and_id(kind: RepositoryKind, url: str) -> None:
    assert Repository(kind=kind, id="o/r-1.5_x").url == url


@pytest.mark.parametrize("text", ["o/r", "gpt2", "meta-llama/Llama-Guard-3-8B", "a_b/c.d", "0/1"])
def test_ids_that_the_hub_gives(text: str) -> None:
    assert is_repository_id(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "/", "o/", "/r", "o/r/x", "../r", "o/..", "o/.", "o/a..b", "o/a--b", "-o/r", "o/r-"),
        *("o/r.git", "o/r\n", "o/ r", "ö/r", "o/r?x", "o/r#x", "o\\r", "o/" + "r" * 200, "o/%2e"),
        "javascript:alert(1)",
    ],
)
def test_what_is_no_id_makes_no_page(text: str) -> None:
    assert not is_repository_id(text)


@given(st.from_regex(r"[\w./%?#@:-]{1,12}", fullmatch=True))
def test_every_page_is_a_safe_address_at_the_hub(text: str) -> None:
    if is_repository_id(text):
        url = Repository(kind=RepositoryKind.SPACE, id=text).url
        assert safe_url(url) == url
        assert url.startswith("https://huggingface.co/spaces/")


def test_what_is_linked_is_reported_by_kind() -> None:
    (model, data, space) = (Repository(kind=kind, id="o/r") for kind in RepositoryKind)
    linked = Linked((model,), (data,), (space,), 72, 1, 324)
    assert [linked.of(kind)[0].kind for kind in RepositoryKind] == list(RepositoryKind)
    assert [linked.total_of(kind) for kind in RepositoryKind] == [72, 1, 324]
    assert linked.total == 397
