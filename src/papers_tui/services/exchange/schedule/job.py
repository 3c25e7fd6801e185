"""A command line that is to run by the clock."""

from __future__ import annotations

import hashlib
import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from papers_tui.model.errors import PapersError
from papers_tui.text.clean import brief, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PASSED_ON = ("PAPERS_TUI_HOME", "PAPERS_TUI_ARXIV", "HF_ENDPOINT")
"""The variables that the command gets, where they are set. A token is never written anywhere."""

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SLUG = re.compile(r"[^a-z0-9]+")


class ScheduleError(PapersError):
    """Something could not be installed or taken away, and nothing was changed."""


@dataclass(frozen=True, slots=True)
class Job:
    """A command line that is to run by the clock."""

    name: str
    command: tuple[str, ...]
    """The program by its complete path, and its arguments."""

    environment: Mapping[str, str]
    hour: int
    minute: int
    weekly: bool
    """On Mondays; else every day."""

    @property
    def slug(self) -> str:
        """The name in characters that files and units may have, different for each name."""
        slug = _SLUG.sub("-", self.name.lower()).strip("-")
        if slug == self.name:
            return slug
        return f"{slug or 'digest'}-{hashlib.sha256(self.name.encode()).hexdigest()[:6]}"


def job(name: str, arguments: Sequence[str], environment: Mapping[str, str], at: tuple[int, int],
        *, weekly: bool) -> Job:  # fmt: skip
    """The job that runs this program with these arguments.

    Raises ScheduleError for bytes that are no UTF-8: timers take only text.
    """
    command = (sys.executable, "-m", "papers_tui", *arguments)
    passed = {name: environment[name] for name in PASSED_ON if environment.get(name)}
    words = tuple(map(_text, command))
    passed = {name: _text(value) for name, value in passed.items()}
    return Job(name, words, passed, *at, weekly)


def _text(word: str) -> str:
    """A word in UTF-8, also where the locale has another encoding; else ScheduleError.

    One with a line break or another control character would be more than one line of a crontab.
    """
    if _CONTROL.search(word):
        what = f"{brief(word)!r} has a line break or another control character"
        raise ScheduleError(f"{what}, which timers cannot take; leave that out")
    try:
        return word.encode("utf-8", "surrogateescape").decode()
    except UnicodeError as error:
        what = f"{one_line(word)} is no UTF-8, which timers cannot take"
        raise ScheduleError(f"{what}; rename it, or name a link to it") from error
