"""The reading list's text in parts, and changes of single keys in it."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers_tui.store.library.text.block_edit import is_dispensable, new_block, set_keys
from papers_tui.store.library.text.blocks import split
from tests.support.strategies.libraries import notes

HAND_MADE = '''# my papers, \u00e9dited by hand

version = 1 # so far
odd = [
  ["paper"],   # [[paper]]
  "[[paper]]",
]
# about the first
	# with a tab
  [[ "p\\u0061per" ]] # here
	id = '2501.00001'
	note = """
[[paper]]
# not a comment
id = "2501.00009" \\""" [[paper]]
""""
	tags = [ # mine
		"a", # [first]
		'b',
	]  # all
  [paper.links]
  code = "x"
  [[paper.'things']]
  n = { paper = "}[[" }

[settings] # not a paper
[[paper]]
id="2501.00002"
text = \'\'\'
[[paper]]\'\'\'
# a comment at the end'''


@pytest.mark.parametrize("text", [HAND_MADE, HAND_MADE.replace("\n", "\r\n")])
def test_a_hand_made_file_falls_into_its_papers(text: str) -> None:
    layout = split(text)
    assert "".join(part.text for part in layout.parts) == text
    assert layout.is_plain
    papers = tomllib.loads(text)["paper"]
    assert [tomllib.loads(block)["paper"] for block in layout.blocks] == [[p] for p in papers]
    assert layout.blocks[0].startswith("# about the first")
    assert "[settings]" in layout.surroundings


VALUES = st.sampled_from(
    ['"x"', "'[[paper]]'", '"""\n[[paper]]\n"""', "'''\n# a\n[[paper]]'''", "[1, # ]\n[2]]", "1",
     '"""\n# a"""',
     '"\\""', '""', '"""a""""', "{a = '}'}", "2025-01-01T00:00:00Z", '["""\n[[paper]]"""]']
)  # fmt: skip
LINES = st.one_of(
    st.sampled_from(["", "# a comment", "\t# [[paper]]", "  "]),
    st.sampled_from(["[[paper]]", " [[ paper ]] # x", "[['paper']]", '[["paper"]]']),
    st.sampled_from(["[paper.a]", "[[paper.b]]", "[other]", "[[others]]"]),
    st.builds("{} = {}".format, st.sampled_from(["id", "k", '"k k"', "a.b"]), VALUES),
)


@given(st.lists(LINES, max_size=12), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_parts_are_the_text_and_blocks_are_the_papers(
    lines: list[str], newline: str, is_ended: bool
) -> None:
    text = newline.join([*lines, ""] if is_ended else lines)
    layout = split(text)
    assert "".join(part.text for part in layout.parts) == text
    try:
        papers = tomllib.loads(text).get("paper", [])
    except tomllib.TOMLDecodeError:
        return
    if layout.is_plain and isinstance(papers, list):
        assert [tomllib.loads(block)["paper"] for block in layout.blocks] == [[p] for p in papers]


@given(st.text("[]\"'#=\n\r\\ {}apers", max_size=40))
def test_whatever_it_is_no_character_is_lost(text: str) -> None:
    assert "".join(part.text for part in split(text).parts) == text


def test_only_the_lines_of_a_changed_key_change() -> None:
    first = split(HAND_MADE).blocks[0]
    assert set_keys(first, {"tags": ["a"], "starred": True}).splitlines() == [
        *first.splitlines()[:4],
        "\tstarred = true",
        *first.splitlines()[4:9],
        "\t# mine",
        "\t# [first]",
        '\ttags = ["a"]  # all',
        *first.splitlines()[13:],
    ]


def test_a_key_taken_out_leaves_its_comment() -> None:
    block = "[[paper]]\r\nid = 'x'\r\n  starred = true # at last!\r\n\r\n"
    left = "[[paper]]\r\nid = 'x'\r\n  # at last!\r\n\r\n"
    assert set_keys(block, {"starred": None}) == left
    assert set_keys(left, {"starred": None}) == left


def test_a_table_within_keeps_its_own_keys() -> None:
    block = '[[paper]]\nid = "x"\n[paper.other]\nnote = "theirs"\n'
    changed = set_keys(block, {"note": "ours"})
    assert tomllib.loads(changed)["paper"] == [
        {"id": "x", "note": "ours", "other": {"note": "theirs"}}
    ]


def test_a_quoted_key_is_found() -> None:
    assert set_keys("[[paper]]\n\"note\" = 'x' # y\n", {"note": "z"}) == (
        '[[paper]]\n"note" = "z" # y\n'
    )


@given(notes | st.text(max_size=30).filter(lambda text: text.encode("utf-8", "ignore") != b""))
def test_what_is_written_is_what_is_read(note: str) -> None:
    if "\r" in note or any("\ud800" <= character <= "\udfff" for character in note):
        return
    when = datetime(2025, 12, 11, 9, 30, tzinfo=UTC)
    for newline in ("\n", "\r\n"):
        block = new_block({"id": "x", "note": note, "tags": [note], "added": when}, newline)
        paper = {"id": "x", "note": note, "tags": [note], "added": when}
        assert tomllib.loads(block)["paper"] == [paper]
        again = set_keys(block, {"note": note * 2, "tags": [note, "b"]})
        assert tomllib.loads(again)["paper"] == [{**paper, "note": note * 2, "tags": [note, "b"]}]


@pytest.mark.parametrize(
    ("lines", "is_dispensable_now"),
    [
        ('id = "x"\ntitle = "t"\n"added" = 1\n\n', True),
        ('id = "x" # c\n', False),
        ('id = "x"\n# c\n', False),
        ('id = "x"\nrating = 3\n', False),
        ('id = "x"\na.b = 3\n', False),
        ('id = "x"\n[paper.y]\n', False),
        ('id = "x"\nnote = ""\n', False),
    ],
)
def test_a_block_with_anything_of_the_user_s_is_kept(lines: str, is_dispensable_now: bool) -> None:
    assert is_dispensable(f"[[paper]]\n{lines}") is is_dispensable_now
