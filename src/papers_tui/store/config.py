"""The settings file, as far as there are settings: saved searches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from papers_tui.text.clean import one_line

if TYPE_CHECKING:
    from pathlib import Path

_LONGEST_NAME = 60
_LONGEST_QUERY = 500
_LARGEST_FILE = 2**20


@dataclass(frozen=True, slots=True)
class Settings:
    """What the file says, and what in it was not understood."""

    searches: tuple[tuple[str, str], ...] = ()
    """Names and queries, in the order of the file."""

    problem: str = ""
    """A sentence for the user, or nothing."""


def load(path: Path) -> Settings:
    """The settings; without a file there are none, and a bad part leaves the rest in force."""
    import tomllib

    try:
        raw = path.read_bytes()
        document = tomllib.loads(raw[:_LARGEST_FILE].decode("utf-8-sig"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, RecursionError) as error:
        return Settings(problem=f"{path} cannot be used: {one_line(str(error))}")
    searches = document.get("searches", {})
    if not isinstance(searches, dict):
        return Settings(problem=f"{path}: searches must be a table of names and queries")
    good = {
        one_line(name, _LONGEST_NAME): one_line(query, _LONGEST_QUERY)
        for name, query in searches.items()
        if isinstance(query, str)
    }
    bad = [one_line(name) for name, query in searches.items() if not isinstance(query, str)]
    problem = f"{path}: the search {bad[0]} is no text" if bad else ""
    return Settings(tuple(good.items()), problem)
