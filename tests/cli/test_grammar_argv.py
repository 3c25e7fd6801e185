"""Arguments in whatever order people type them."""

from __future__ import annotations

import pytest

from papers_tui.cli.grammar.argv import SHORT, VALUED, Arranged, arrange


@pytest.mark.parametrize(
    ("typed", "command", "options", "words"),
    [
        ("", None, "", ""),
        ("--offline", None, "--offline", ""),
        ("list --offline", "list", "--offline", ""),
        ("--offline list", "list", "--offline", ""),
        ("--format json list --limit 3", "list", "--format=json --limit=3", ""),
        ("list --date -3", "list", "--date=-3", ""),
        ("--where -tag:x list", "list", "--where=-tag:x", ""),
        ("list --where --format", "list", "--where=--format", ""),
        ("list --where=-x", "list", "--where=-x", ""),
        ("list --date", "list", "--date", ""),
        ("list --date -- --offline", "list", "--date --offline", ""),
        ("list --where=-- x", "list", "--where", "x"),
        ("export -o --", "export", "-o", ""),
        ("search -title:foo bar", "search", "", "-title:foo bar"),
        ("search a -b --limit 2 c", "search", "--limit=2", "a -b c"),
        ("search --remote -- --limit -x", "search", "--remote", "--limit -x"),
        ("search -- -- x", "search", "", "-- x"),
        ("show -", "show", "", "-"),
        ("show -h", "show", "-h", ""),
        ("-x list", "-x", "", "list"),
        ("export -o a.bib", "export", "-o=a.bib", ""),
        ("-o - export --offline", "export", "-o=- --offline", ""),
        ("export -o", "export", "-o", ""),
        ("pdf 2507.21049 -o a.pdf", "pdf", "-o=a.pdf", "2507.21049"),
        ("open --page pdf 2507.21049", "open", "--page=pdf", "2507.21049"),
        ("search -o x", "search", "", "-o x"),
        ("search -o pdf", "search", "", "-o pdf"),
        ("note 2507.21049 -o export", "note", "", "2507.21049 -o export"),
    ],
)
def test_options_and_words_are_separated(
    typed: str, command: str | None, options: str, words: str
) -> None:
    assert arrange(typed.split()) == Arranged(command, options.split(), words.split())


def test_words_go_behind_what_ends_the_options() -> None:
    assert arrange(["search", "-x", "--remote"]).arguments == ["--remote", "--", "-x"]
    assert arrange(["list", "--remote"]).arguments == ["--remote"]


def test_every_option_that_takes_a_value_is_known_as_one() -> None:
    from papers_tui.cli.grammar.registry import COMMANDS, parser_of

    for name in ("reader", *COMMANDS):
        for action in parser_of(name)._actions:
            if action.option_strings and action.nargs != 0:
                known = VALUED | {short for short, commands in SHORT.items() if name in commands}
                assert known.issuperset(action.option_strings), (name, action.option_strings)
