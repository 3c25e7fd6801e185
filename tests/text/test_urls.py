"""Addresses from elsewhere: opened only when they are plain links to a public place."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.text.urls import safe_url, without_login
from tests.hostile.shapes import URLS

HOSTS = ["a.example", "xn--a.org", "a.b.io:8080", "münchen.example", "u@h.org", "1.2.3.4", "[::1]"]
HOSTILE = st.text() | st.builds(
    "{}://{}/{}{}".format,
    st.sampled_from(["https", "http", "HTTPS", "ftp"]),
    st.sampled_from(HOSTS) | st.text(max_size=12),
    st.text() | st.text(st.sampled_from("a/.%0dé?#&=;$()`'\"|<> \\\x1b\u202e\ud800")),
    st.sampled_from(["", "?q=ä&r=1", "#part", "?a=1#b?c"]),
)


@given(HOSTILE)
def test_a_safe_address_is_plain_and_stays_so(text: str) -> None:
    url = safe_url(text)
    if url is not None:
        assert re.match(r"https?://[a-z0-9.-]+\.[a-z]", url)
        assert not re.search(r"[^\x21-\x7e]|[\"'`$();|<>\\{}]", url)
        assert safe_url(url) == url


@pytest.mark.parametrize("url", URLS)
def test_no_hostile_address_is_opened(url: str) -> None:
    assert safe_url(url) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/o/r",
        "http://example.org/~me/a%20b.pdf",
        "https://arxiv.org/abs/2401.00001?x=1&y=2#s",
        "https://cdn-uploads.huggingface.co/production/uploads/6/a.mp4",
        "https://example.org:8443/",
    ],
)
def test_a_plain_address_comes_through_unchanged(url: str) -> None:
    assert safe_url(url) == url


@pytest.mark.parametrize(
    ("sent", "opened"),
    [
        ("HTTPS://Example.ORG", "https://example.org/"),
        ("https://münchen.example/ü", "https://xn--mnchen-3ya.example/%C3%BC"),
        ("https://huggingf\u0430ce.co/", "https://xn--huggingfce-6qi.co/"),
        ("https://example.org/a(b)c'd;e", "https://example.org/a%28b%29c%27d%3Be"),
        ("https://example.org?q=a|b", "https://example.org/?q=a%7Cb"),
    ],
)
def test_what_an_address_hides_becomes_visible(sent: str, opened: str) -> None:
    assert safe_url(sent) == opened


@pytest.mark.parametrize(
    "url",
    [
        "https://intranet/",
        "https://printer.local/",
        "https://127.0.0.1/",
        "https://１２７.0.0.1/",
        "https://0x7f.1/",
        "https://a..b.org/",
        "https://" + "a" * 64 + ".org/",
        "https://ä" + "a" * 63 + ".org/",
        "https://example.org:0/",
        "https://example.org:99999/",
        "https://example.org:x/",
        "https://example.org/%zz",
        "https://example.org/%7f",
        "https://example.org/" + "漢" * 1500,
        "https://example.org/" + "a" * 2000,
        "https://exa℀mple.org/",
    ],
)
def test_a_place_that_is_not_public_is_not_opened(url: str) -> None:
    assert safe_url(url) is None


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("http://me:geheim@host:1/x", "http://…@host:1/x"),
        ("http://me:ge@heim@host", "http://…@host"),
        ("http://me:ge/he?i#m@host", "http://…@host"),
        ("me:geheim@host", "…@host"),
        ("http://host/x", "http://host/x"),
    ],
)
def test_no_name_and_no_password_is_printed(written: str, printed: str) -> None:
    assert without_login(written) == printed


def test_what_is_no_text_is_no_address() -> None:
    assert [safe_url(value) for value in (None, 3, b"https://a.org/", ["https://a.org/"])] == (
        [None] * 4
    )
