"""What a command could not do, as a sentence for the user."""

from __future__ import annotations


class Failure(Exception):
    """Something could not be done. It is raised with what, a semicolon, and what to do about it."""

    def __str__(self) -> str:
        what, _, way_out = super().__str__().rpartition("; ")
        return f"{what} ({way_out})" if what else way_out


class WrongUsage(Failure):
    """What was asked for makes no sense, so nothing was done."""
