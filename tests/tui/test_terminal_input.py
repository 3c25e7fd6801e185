"""Keys as terminals describe them by several codes, in whatever pieces they come."""

from __future__ import annotations

import pytest
from textual._xterm_parser import XTermParser

from papers_tui.tui.terminal.input import Input

KEYS = [
    ("\x1b[1079::112;5u", "ctrl+p"),  # Ctrl and the key of p on a Cyrillic layout
    ("\x1b[1076::108;5u", "ctrl+l"),
    ("\x1b[1079:1047:112;3u", "alt+p"),
    ("\x1b[960::112;5:1u", "ctrl+p"),  # Greek, with the kind of event
    ("\x1b[112;5u", "ctrl+p"),
    ("\x1b[1079::112;;1079u", "з"),  # typed as text, it is the letter of the user's layout
    ("\x1b[1079:1047:112;2;1047u", "З"),
    ("\x1b[97:65;2;65u", "A"),
    ("\x1b[27;1:1u", "escape"),
    ("\x1b[1079;5u", "ctrl+p"),  # without the key of the Latin layout, by the usual place of з
    ("\x1b[960;5u", "ctrl+p"),
    ("\x1b[1508;5u", "ctrl+p"),
    ("\x1b[1079u", "з"),
    ("\x1b[1;5:1A", "ctrl+up"),
]


def keys(*pieces: bytes) -> list[str]:
    """The names of the keys that Textual makes of what comes in these pieces."""
    source, parser = Input(), XTermParser()
    texts = filter(None, map(source.decode, pieces))
    messages = [one for text in texts for one in parser.feed(text)]
    return [getattr(message, "key", "") for message in messages]


@pytest.mark.parametrize(("sent", "key"), KEYS)
def test_the_code_that_counts_gives_the_key(sent: str, key: str) -> None:
    assert keys(sent.encode()) == [key]


@pytest.mark.parametrize(("sent", "key"), KEYS[:4])
def test_a_key_may_come_in_pieces(sent: str, key: str) -> None:
    data = sent.encode()
    for place in range(6, len(data)):
        assert keys(data[:place], data[place:]) == [key]
