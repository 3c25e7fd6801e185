"""The bundled sample as a transport: the client asks it as it asks the hub."""

from __future__ import annotations

from papers_tui.hub.http.httpx_import import httpx
from papers_tui.sample import answer


def sample_transport() -> httpx.AsyncBaseTransport:
    """A transport that answers from the sample and never opens a socket."""
    return httpx.MockTransport(_answer)


def _answer(request: httpx.Request) -> httpx.Response:
    found = answer(request.url.path, dict(request.url.params))
    body = httpx.ByteStream(found.body)
    return httpx.Response(found.status, headers=dict(found.headers), stream=body)
