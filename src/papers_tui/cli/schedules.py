"""Digests that run by the clock: what does that is shown, installed and uninstalled."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.cli.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from papers_tui.cli.context import Context

DAILY, WEEKLY = "daily", "weekly"
AT = "07:30"
"""The time of day when digests run, unless another is given."""

_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)
_SENDERS = {"email": "sendmail -t", "slack": "curl", "discord": "curl"}
"""The programs that send what a digest is."""


def schedule(options: argparse.Namespace, context: Context, name: str) -> int:
    """Show what runs the digest of that series by the clock; install or uninstall it if asked to.

    Raises UsageError and ScheduleError.
    """
    from papers_tui.services.exchange.schedule.job import job, with_passwords
    from papers_tui.services.exchange.schedule.plan import plan

    weekly = options.schedule == WEEKLY
    made = job(name, _arguments(options), context.environment, _clock(options.at), weekly=weekly)
    found = plan(made, context.environment)
    if options.uninstall:
        found.uninstall()
        streams.report(f"the digest {name} runs by itself no more")
        return 0
    streams.write(found.text())
    streams.flush()
    if note := _not_sent(options):
        streams.report(note)
    if secret := with_passwords(context.environment):
        names = " and ".join(secret)
        streams.report(f"without {names}: no password is written; set it where timers find it")
    if options.install:
        found.install()
        named = f" --name {shlex.quote(options.name)}" if options.name else ""
        again = f"papers-tui digest --schedule {options.schedule}{named} --uninstall"
        streams.report(f"installed; {again} takes it away again")
    return 0


def _not_sent(options: argparse.Namespace) -> str:
    """The steps that a schedule leaves undone; empty where the file that it writes is all."""
    sender = _SENDERS.get(options.format)
    if sender is not None:
        script = f"have the clock run a script that calls papers-tui digest and {sender}"
        return f"this makes the message and sends nothing; to send it, {script}"
    if options.output in (None, "-"):
        return "the digest goes into the log of what runs it by the clock; -o FILE writes a file"
    return ""


def _arguments(options: argparse.Namespace) -> list[str]:
    """The arguments of the same digest without its schedule; a weekly one is that of last week."""
    period = options.date or options.since
    is_last_week = options.schedule == WEEKLY and not (period or options.watches)
    week = options.week or ("-1" if is_last_week else None)
    path = streams.output_file(options.output) if options.output else None
    output = str(path.absolute()) if path else None
    valued = {
        "--date": options.date,
        "--week": week,
        "--since": options.since,
        "--where": options.where,
        "--name": options.name or options.schedule,
        "--format": options.format,
        "--sort": options.sort,
        "--to": options.to,
        "--from": options.sender,
    }
    words = ["digest", *(f"{option}={value}" for option, value in valued.items() if value)]
    words += [option for option in ("--watches", "--new", "--offline", "--no-hooks")
              if getattr(options, option[2:].replace("-", "_"), False)]  # fmt: skip
    return [*words, *(["-o", output] if output else [])]


def _clock(text: str | None) -> tuple[int, int]:
    match = _CLOCK.fullmatch(text or AT)
    if match is None:
        raise UsageError(f"{text!r} is no time of day; write it as 07:30")
    return int(match[1]), int(match[2])
