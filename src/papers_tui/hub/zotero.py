"""Zotero's client: papers handed to the Zotero that runs on this machine.

It speaks to the local server that Zotero's browser connectors use, `POST /connector/saveItems`:
https://www.zotero.org/support/dev/client_coding/connector_http_server.
"""

from __future__ import annotations

import asyncio
import secrets
from typing import TYPE_CHECKING, Any

from papers_tui.hub import USER_AGENT
from papers_tui.hub.endpoints import Origin
from papers_tui.hub.errors import HubError, Offline, Refused, Unreadable
from papers_tui.hub.http.httpx_import import httpx
from papers_tui.hub.http.transport import FAILURES
from papers_tui.text.clean import one_line
from papers_tui.text.urls import without_login

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ADDRESS = "http://127.0.0.1:23119"
"""The address at which Zotero listens unless its settings say otherwise."""

_VARIABLE = "PAPERS_TUI_ZOTERO"
_PATIENCE = 60.0
"""Seconds for some papers: Zotero answers when they are in its database."""

_MOST_OF_ANSWER = 2**16
_SHOWN = 80


class Zotero:
    """The Zotero at an address of this machine. Every failure is a HubError with a sentence.

    Nothing goes through a proxy, no redirect is followed, and no token is sent.
    """

    def __init__(self, address: str = ADDRESS, patience: float = _PATIENCE) -> None:
        self._address = address
        self._patience = patience

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Zotero:
        """The Zotero that PAPERS_TUI_ZOTERO names; raises HubError unless it is on this machine."""
        address = environment.get(_VARIABLE, "").strip().rstrip("/") or ADDRESS
        try:
            is_here = Origin.of(address).is_loopback and "@" not in address
        except ValueError:
            is_here = False
        if not is_here:
            shown = one_line(without_login(address), _SHOWN)
            raise HubError(f"{_VARIABLE} is no address of this machine: {shown}; unset it.")
        return cls(address)

    async def save(self, records: Sequence[Mapping[str, Any]], page: str) -> None:
        """Send the records, which are in Zotero when this returns; `page` is where they are from.

        Raises Offline when no Zotero is there, Unreadable when it may have them or not, and Refused
        when it does not take them.
        """
        url = f"{self._address}/connector/saveItems"
        body = {"sessionID": secrets.token_hex(8), "uri": page, "items": list(records)}
        headers = {
            "User-Agent": USER_AGENT,
            "X-Zotero-Connector-API-Version": "3",
        }
        try:
            async with (
                asyncio.timeout(self._patience),
                httpx.AsyncClient(trust_env=False, timeout=None) as client,
                client.stream("POST", url, json=body, headers=headers) as response,
            ):
                status, answer = response.status_code, await _beginning(response)
        except httpx.ConnectError as error:
            raise Offline(f"Zotero is not running: nothing answers at {self._address}.") from error
        except FAILURES as error:
            raise Unreadable(
                f"Zotero did not answer at {self._address} as it should; look whether the papers"
                " are there before you send them again."
            ) from error
        if status not in (httpx.codes.OK, httpx.codes.CREATED):
            raise _error_for(status, answer)


async def _beginning(response: httpx.Response) -> bytes:
    body = b""
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > _MOST_OF_ANSWER:
            break
    return body[:_MOST_OF_ANSWER]


def _error_for(status: int, answer: bytes) -> Refused:
    if b"libraryEditable" in answer:
        return Refused(
            "Zotero cannot write to the library that is selected in it; select another one.", status
        )
    return Refused(f"Zotero did not take the papers ({status}); update it and try again.", status)
