"""The servers that requests may go to, and those that may get the token."""

from __future__ import annotations

import pytest

from papers_tui.hub.endpoints import Endpoints, Origin
from papers_tui.hub.errors import HubError


@pytest.mark.parametrize(
    ("hub_url", "to", "given"),
    [
        ("https://huggingface.co", "https://huggingface.co/api", True),
        ("https://huggingface.co", "https://huggingface.co:443", True),
        ("https://huggingface.co", "https://huggingface.co:444", False),
        ("https://huggingface.co", "https://arxiv.org", False),
        ("https://huggingface.co", "https://a.huggingface.co", False),
        ("https://huggingface.co", "http://huggingface.co", False),
        ("http://mirror.example", "http://mirror.example", False),
        ("http://localhost:80", "http://localhost", True),
        ("http://127.0.0.2:80", "http://127.0.0.2:80", True),
        ("http://[::1]:8000", "http://[::1]:8000", True),
        ("https://bücher.example", "https://xn--bcher-kva.example", True),
        ("http://127.0.0.1.evil.example", "http://127.0.0.1.evil.example", False),
    ],
)
def test_the_token_goes_home_only(hub_url: str, to: str, given: bool) -> None:
    endpoints = Endpoints(hub_url, token="hf_secret")  # noqa: S106
    assert endpoints.token_for(Origin.of(to)) == ("hf_secret" if given else "")
    assert "hf_secret" not in repr(endpoints)


def test_the_endpoints_come_from_the_environment() -> None:
    assert Endpoints.from_environment({}) == Endpoints()
    assert Endpoints.from_environment({"HF_ENDPOINT": "", "PAPERS_TUI_ARXIV": " "}) == Endpoints()
    env = {"HF_ENDPOINT": "http://localhost:8000/hf//", "PAPERS_TUI_ARXIV": "http://[::1]:9"}
    there = Endpoints.from_environment(env)
    assert (there.hub, there.arxiv_pages) == ("http://localhost:8000/hf", "http://[::1]:9")
    assert there.arxiv_api == there.arxiv_pages


@pytest.mark.parametrize(
    "value",
    [
        "huggingface.co",
        "ftp://huggingface.co",
        "https://",
        "https://h:x",
        "https://h:99999",
        "http://[::1",
        "https://user:pw@h",
        "https://h/?q=1",
        "https://h/#x",
        "https://h h",
        "https://h\x1b[2J",
        "file:///etc/passwd",
    ],
)
@pytest.mark.parametrize("name", ["HF_ENDPOINT", "PAPERS_TUI_ARXIV"])
def test_an_endpoint_that_is_none_is_rejected(name: str, value: str) -> None:
    with pytest.raises(HubError, match=rf"^{name} is no http\(s\) address: .*\.$") as caught:
        Endpoints.from_environment({name: value})
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("name", ["HF_ENDPOINT", "PAPERS_TUI_ARXIV"])
def test_a_password_in_an_endpoint_is_not_repeated(name: str) -> None:
    with pytest.raises(HubError, match=r"http://…@hub\.example ") as caught:
        Endpoints.from_environment({name: "http://me:ge@heim@hub.example"})
    assert "heim" not in str(caught.value)


@pytest.mark.parametrize("token", ["a b", "a\nb", "é"])
def test_a_broken_token_is_not_repeated(token: str) -> None:
    with pytest.raises(HubError, match="HF_TOKEN") as caught:
        Endpoints.from_environment({"HF_TOKEN": token})
    assert token not in str(caught.value)
