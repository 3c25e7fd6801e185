"""Text in Markdown: escaped only where it would mean something, and read back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from papers_tui.export.markdown_text import escaped, link

MARKDOWN = MarkdownIt("gfm-like")
WRITTEN = st.text("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ aé1x", max_size=40) | st.lists(
    st.sampled_from([
        "**", "__", "~~", "[a](", ")", "](b)", "http://", "www.", "a@b.de", "&amp;", "<b>", "1.",
        "- ", "# ", "```", "a_b", " * ", "$x$", "![", "[^1]", "[x]", "\\", " ", "word", "> ", "|",
    ]),
    max_size=10,
).map("".join)  # fmt: skip


def shown(source: str) -> tuple[str, set[str]]:
    """The text that a reader sees, and the kinds of everything in it."""
    found = MARKDOWN.parse(source)
    inline = [child for token in found for child in token.children or ()]
    kinds = {token.type for token in (*found, *inline)}
    return "".join(child.content for child in inline), kinds


@pytest.mark.parametrize(
    "text",
    [
        "Rep-MTL: Unleashing the Power (of Tasks), 2.5 times - and more!",
        "a_b in my_var, 3 * 4, x < y, R&D, C#, 5% = 1/20 | one",
        "[1] and [x, y]; GPT-4o vs. Llama-3.1_8B {x}",
        "ρ_RL, x² ≤ 5, costs 5$ more",
    ],
)
def test_what_means_nothing_is_not_escaped(text: str) -> None:
    assert escaped(text) == text


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("[x](javascript:alert(1))", r"\[x\](javascript:alert(1))"),
        ("a*b* _c_ `d` <e> &amp; $x$", r"a\*b\* \_c\_ \`d\` \<e> \&amp; \$x\$"),
        ("http://x.y www.x.y", r"http\://x.y www\.x.y"),
        ("# no heading", r"\# no heading"),
        ("1. no list", r"1\. no list"),
        ("- no list", r"\- no list"),
        ("===", r"\==="),
        ("=== a line", "=== a line"),
        ("by @somebody for #12", r"by \@somebody for \#12"),
        ("~~struck~~ and x^2^", r"\~\~struck\~\~ and x\^2^"),
        ("a \\\\ b \\d", r"a \\\ b \d"),
        ("[^1] and [@key] and :smile:", r"\[\^1\] and \[\@key\] and \:smile:"),
    ],
)
def test_what_means_something_is_escaped(text: str, safe: str) -> None:
    assert escaped(text) == safe


@given(WRITTEN | st.text(max_size=40))
def test_a_line_reads_as_the_text_and_is_nothing_but_text(text: str) -> None:
    line = escaped(text)
    seen, kinds = shown(line)
    assert kinds <= {"paragraph_open", "inline", "text", "paragraph_close", "text_special"}
    assert seen.split() == escaped_back(line).split()


@given(WRITTEN | st.text(max_size=40))
def test_a_line_in_an_item_reads_as_the_text(text: str) -> None:
    line = escaped(f"x{text}", begins=False)
    seen, kinds = shown(f"- {line}")
    assert not kinds & {"em_open", "strong_open", "link_open", "image", "code_inline", "s_open"}
    assert seen.split() == escaped_back(line).split()


@given(WRITTEN)
def test_a_link_has_its_text_and_its_address(text: str) -> None:
    source = link(text, "https://example.org/a_(b)")
    found = MARKDOWN.parse(f"- {source}")
    inline = [child for token in found for child in token.children or ()]
    assert [child.attrs["href"] for child in inline if child.type == "link_open"] == [
        "https://example.org/a_%28b%29"
    ]


def escaped_back(line: str) -> str:
    """The line without its escapes."""
    out, place = "", 0
    while place < len(line):
        place += (
            line[place] == "\\"
            and line[place + 1 : place + 2] in PUNCTUATION
            and (place + 1 < len(line))
        )
        out += line[place]
        place += 1
    return out


PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
