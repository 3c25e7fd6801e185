"""A command from its arguments to the exit status; whatever may go wrong is said here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from papers_tui.cli import streams
from papers_tui.cli.errors import Failure, WrongUsage
from papers_tui.cli.main import FAILED, WRONG_USAGE, complain, fail
from papers_tui.hub.errors import HubError
from papers_tui.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def obey(given: Sequence[str], environment: Mapping[str, str]) -> int:
    """Do what the arguments ask for and return the exit status; bugs are let through."""
    from papers_tui.cli.grammar.registry import parse

    streams.speak_utf8()
    try:
        status = parse(given)(environment)
        streams.flush()
    except BrokenPipeError:
        # Whoever read our output has seen enough, as `head` has.
        streams.silence()
        return 0
    except WrongUsage as error:
        return complain(str(error), WRONG_USAGE)
    except Failure as error:
        return complain(str(error), FAILED)
    except (HubError, StoreError) as error:
        return fail(str(error))
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    return status
