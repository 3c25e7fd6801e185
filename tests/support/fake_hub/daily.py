"""The days that the stand-in was given, and views of them that forgive odd entries."""

from __future__ import annotations

import hashlib
import json
import pickle
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.support.data.fake_days import Entry

Days = dict[str, list[Any]]
"""Daily lists by ISO date; tests may put anything into them that JSON can say."""

_DAY_FILE = re.compile(r"\d{4}-\d\d-\d\d\.json", re.ASCII)


def load(days: Path | str | Mapping[str, list[Any]]) -> Days:
    """The days of a folder of YYYY-MM-DD.json files, or a copy of those given."""
    if isinstance(days, Mapping):
        copied: Days = pickle.loads(pickle.dumps(dict(days)))  # noqa: S301 - the quickest copy
        return copied
    files = sorted(file for file in Path(days).iterdir() if _DAY_FILE.fullmatch(file.name))
    return {file.stem: json.loads(file.read_bytes()) for file in files}


def newest(days: Days) -> str:
    """The last day there is; empty without any."""
    return max(days, default="")


def listed(days: Days, wanted: Callable[[str], bool] = lambda _: True) -> list[Entry]:
    """The entries of the wanted days, newest day first, each paper once (its newest entry)."""
    return list(
        _first_of_each(e for day in sorted(days, reverse=True) if wanted(day) for e in days[day])
    )


def find(days: Days, arxiv_id: str) -> Entry | None:
    """The newest entry of a paper."""
    for day in sorted(days, reverse=True):
        for entry in days[day]:
            if paper_id(entry) == arxiv_id:
                found: Entry = entry
                return found
    return None


def paper(entry: Any) -> Entry:
    """The paper within an entry; empty where an odd entry has none."""
    inner = entry.get("paper") if isinstance(entry, dict) else None
    return inner if isinstance(inner, dict) else {}


def paper_id(entry: Any) -> str:
    """The arXiv id of an entry; empty where it has none."""
    return text(paper(entry), "id")


def text(holder: Entry, key: str) -> str:
    """A string of an object; empty where it is none."""
    value = holder.get(key)
    return value if isinstance(value, str) else ""


def title(paper: Entry) -> str:
    """The title of a paper on one line."""
    return " ".join(text(paper, "title").split())


def authors(paper: Entry) -> list[str]:
    """The names of those authors that an odd list names at all."""
    listed = paper.get("authors")
    return (
        [text(author, "name") for author in listed if isinstance(author, dict)]
        if (isinstance(listed, list))
        else []
    )


def upvotes(entry: Any) -> float:
    """The number of upvotes that an entry has; 0 where it does not say."""
    value = paper(entry).get("upvotes")
    return value if isinstance(value, int | float) else 0


def submitted_at(entry: Any) -> str:
    """The moment at which a paper was submitted to the daily list, as ISO text to compare."""
    inner = paper(entry)
    # Entries from before 2025 tell the time of submission as their own publishedAt.
    return text(inner, "submittedOnDailyAt") or (
        text(entry, "publishedAt") if isinstance(entry, dict) else ""
    )


def submitter(entry: Any) -> str:
    """The login of who submitted a paper; empty where it is not known."""
    by = entry.get("submittedBy") if isinstance(entry, dict) else None
    by = by if isinstance(by, dict) else paper(entry).get("submittedOnDailyBy")
    return text(by, "name") or text(by, "user") if isinstance(by, dict) else ""


def dice(*seed: str) -> int:
    """A large number that follows from the seed and from nothing else."""
    return int.from_bytes(hashlib.sha256("/".join(seed).encode("utf-8", "replace")).digest()[:8])


def _first_of_each(entries: Iterator[Any]) -> Iterator[Any]:
    seen: set[str] = set()
    for entry in entries:
        name = paper_id(entry)
        if not name or name not in seen:
            seen.add(name)
            yield entry
