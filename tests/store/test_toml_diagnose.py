"""The mistake in a broken TOML text, and the line where a user would look for it."""

from __future__ import annotations

import tomllib

import pytest

from papers_tui.store.toml.diagnose import fault

CLOSES = "the table header lacks its ]"
ARRAY = "a string or array begins here and does not end"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("[watches\n\"agents\" = 'title:agent*'\n", 1, CLOSES),
        ('a = 1\n\n[watches # mine\r\nb = ["x"]\r\n[keys]\r\n', 3, CLOSES),
        ('[[paper]\nid = "2507.21049"\n', 1, CLOSES),
        ('\n[[paper\nid = "2507.21049"\n', 2, f"{CLOSES}]"),
        ("[searches.\"my own\"\nq = 'x'\n", 1, CLOSES),
        ("a = 1\nwatches]\n", 2, "the table header lacks its ["),
        ("paper]]\n", 1, "the table header lacks its [["),
        ('tags = ["a"\n"b"]\n', 2, "Unclosed array"),
        ('[keys]\na = [1,\n"b"\n[x]\n', 2, ARRAY),
        ("x = '''abc\n[[paper]]\n", 1, ARRAY),
        ("a = 1\nx = '''abc\n[[item]]\ny = '''z'''\n", 2, ARRAY),
        ("[[paper]]\nstarred = True\n", 2, "write true or false, in small letters"),
        ("starred = yes # x\n", 1, "write true or false, in small letters"),
        ("id = \u201c2507.21050\u201d\n", 1, "quotes are straight ones"),
        ("a = 1\nstatus = read\n", 2, "a text stands in quotes"),
        ("title = No Free Lunch\n", 1, "a text stands in quotes"),
        ("[[paper]]\nid = 'a'\nid = 'b'\n", 3, "this key stands there twice"),
        ("[keys]\n[keys]\n", 2, "this table stands there twice"),
        ("paper = [{}]\n[[paper]]\n", 2, "this table is there already, written in another way"),
        ('id = "2507.21050\nstarred = true\n', 1, "the quotes are not closed in this line"),
        ('note = "a\\kb"\n', 1, "a backslash in double quotes is written twice"),
        ('id: "2507.21050"\n', 1, "a key is followed by = and its value"),
        ("a = 1\n" + " " * 200_000 + "!\n", 2, "Invalid statement"),
    ],
)
def test_a_broken_text_is_named_by_what_it_lacks(text: str, line: int, reason: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(text)
    found = fault(text, str(caught.value))
    assert found.line == line
    assert found.reason.startswith(reason)
    assert (found.reason == reason) == (reason != ARRAY)
