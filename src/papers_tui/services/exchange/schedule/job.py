"""A command line that is to run by the clock."""

from __future__ import annotations

import hashlib
import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from papers_tui.model.errors import PapersError
from papers_tui.store.paths import expanded
from papers_tui.text.clean import brief, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_HOME = "PAPERS_TUI_HOME"
_PROXIES = tuple(
    variable
    for name in ("https_proxy", "http_proxy", "all_proxy", "no_proxy")
    for variable in (name, name.upper())
)
PASSED_ON = (
    *(_HOME, "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"),
    *("HF_ENDPOINT", "PAPERS_TUI_ARXIV", "SSL_CERT_FILE", "SSL_CERT_DIR", *_PROXIES),
)
"""The variables that the command gets, where they are set: a timer runs without those of a shell.
A token or a password is never written anywhere."""

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
    secret = with_passwords(environment)
    names = (name for name in PASSED_ON if environment.get(name) and name not in secret)
    passed = {name: environment[name] for name in names}
    if home := passed.get(_HOME):
        passed[_HOME] = str(expanded(home))  # a timer starts in another folder
    words = tuple(map(_text, command))
    passed = {name: _text(value) for name, value in passed.items()}
    return Job(name, words, passed, *at, weekly)


def with_passwords(environment: Mapping[str, str]) -> tuple[str, ...]:
    """The variables of proxies that hold a login, which the command does not get."""
    return tuple(name for name in _PROXIES if "@" in environment.get(name, ""))


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
