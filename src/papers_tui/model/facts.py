"""What a reader did with a paper, as far as queries ask for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a paper on this machine."""

    starred: bool = False
    status: str | None = None
    """One of to-read, reading and read; None when there is none."""

    tags: tuple[str, ...] = ()
    note: str = ""
    seen: bool = False
    pdf: bool = False
