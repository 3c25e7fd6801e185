"""Query parameters, refused exactly where the hub's published schema refuses them."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tests.support.fake_hub.wire import Request

_INTEGER = re.compile(r"-?\d{1,19}", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_WEEK = re.compile(r"\d{4}-W(0[1-9]|[1-4][0-9]|5[0-2])", re.ASCII)
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])", re.ASCII)

LAST_PAGE = 2**53 - 1
FIELDS = ("submissionDeadline", "comments")


class Refused(Exception):
    """A parameter does not fit; the text is what the hub says about it."""


def one(request: Request, name: str) -> str | None:
    """The value of a parameter that may be given once."""
    values = request.parameters.get(name)
    if values is None:
        return None
    if len(values) > 1:
        raise Refused(f'Invalid input: "{name}" is given {len(values)} times')
    return values[0]


def integer(
    request: Request, name: str, *, default: int, at_least: int = 1, at_most: int = 100
) -> int:
    """An integer within bounds."""
    text = one(request, name)
    if text is None:
        return default
    if not _INTEGER.fullmatch(text):
        raise Refused(f'Invalid input: "{name}" must be a whole number')
    if not at_least <= int(text) <= at_most:
        raise Refused(f'Invalid input: "{name}" must be between {at_least} and {at_most}')
    return int(text)


def choice(request: Request, name: str, options: Sequence[str]) -> str:
    """One of a few words; without the parameter, the first of them."""
    text = one(request, name)
    if text is not None and text not in options:
        raise Refused(f'Invalid option: "{name}" must be one of {", ".join(options)}')
    return text or options[0]


def short(request: Request, name: str, *, at_most: int) -> str:
    """A text of a bounded number of characters, empty by default."""
    text = one(request, name) or ""
    if len(text) > at_most:
        raise Refused(f'Too long: "{name}" must have at most {at_most} characters')
    return text


def fields(request: Request) -> frozenset[str]:
    """The extra parts of a paper that are asked for."""
    asked = request.parameters.get("field", [])
    for name in asked:
        if name not in FIELDS:
            raise Refused(f'Invalid option: "field" must be one of {", ".join(FIELDS)}')
    return frozenset(asked)


def period(request: Request, newest: str) -> Callable[[str], bool]:
    """The test for the days that `date`, `week` and `month` mean; given together, all must hold."""
    tests: Mapping[str, Callable[[str, str], bool]] = {
        "date": lambda day, value: day == value,
        "week": lambda day, value: week_of(day) == value,
        "month": lambda day, value: day.startswith(f"{value}-"),
    }
    asked = {name: value for name in tests if (value := one(request, name)) is not None}
    for name, value in asked.items():
        if not _well_formed(name, value):
            raise Refused(f'Invalid {name}: "{name}" does not match what is expected')
    if newest and asked.get("date", "") > newest:
        raise Refused(f"Invalid date: date upper bound {newest}")
    return lambda day: all(tests[name](day, value) for name, value in asked.items())


def week_of(day: str) -> str:
    """The ISO week of an ISO date, like 2026-W34."""
    year, week, _ = date.fromisoformat(day).isocalendar()
    return f"{year:04}-W{week:02}"


def _well_formed(name: str, value: str) -> bool:
    if name == "week":
        return _WEEK.fullmatch(value) is not None
    if name == "month":
        return _MONTH.fullmatch(value) is not None
    if not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
