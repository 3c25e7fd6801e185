"""Single requests: to known servers only, in bounded time and size."""

from __future__ import annotations

import asyncio
import os
import ssl
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from papers_tui.hub import USER_AGENT
from papers_tui.hub.endpoints import HUB, Endpoints, Origin, Server
from papers_tui.hub.errors import HubError, Offline, Unreadable
from papers_tui.hub.http.answer import MOST_DECODED, Answer, read_body
from papers_tui.hub.http.certificates import trusting_context
from papers_tui.hub.http.failures import error_for_exception
from papers_tui.hub.http.httpx_import import httpx
from papers_tui.hub.http.name_lookup import look_up_in_daemons
from papers_tui.hub.http.proxies import proxy_for
from papers_tui.text.clean import one_line

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

JSON = "application/json"
"""The media type that a request accepts unless it names another one."""

FAILURES = (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError)
"""All that httpx was seen to raise; TimeoutError is an OSError, UnicodeError a ValueError."""

_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_REDIRECTS = 5
_MOST_OF_AN_ERROR = 2**16
_CLOSING = 0.2
_TIME_TO_CONNECT = 0.8
"""The part of a deadline that connecting may take. Not all of it: httpcore closes the
socket of a TLS handshake that it gives up itself, and forgets that of one that is cancelled."""

_SHOWN = 100


class Transport:
    """The connections to the servers; nothing is opened before the first request."""

    def __init__(
        self, endpoints: Endpoints, transport: httpx.AsyncBaseTransport | None, deadline: float
    ) -> None:
        self._endpoints = endpoints
        self._replaced = transport
        self._environment = os.environ
        self.deadline = deadline
        """Seconds that a server has for all of an answer."""

        self._open: set[asyncio.Timeout] = set()
        self._closed = False
        self._clients: dict[Origin, httpx.AsyncClient] = {}
        self._trusted: ssl.SSLContext | None = None
        self._building = asyncio.Lock()

    async def get(
        self,
        url: str,
        query: Mapping[str, str],
        accept: str = JSON,
        patience: float = 1.0,
        server: Server = HUB,
    ) -> Answer:
        """The answer, of whatever status; all of it must be there before the deadline.

        `patience` is how many deadlines it has.
        """
        deadline = self.deadline * patience
        address = _address(url, query, server)
        try:
            await self._client(Origin.of(str(address)))  # which is not the server's time
            async with asyncio.timeout(deadline):
                async with self.opened(address, accept, server) as response:
                    body = await _body(response, server)
                    proxy = self._proxy(address) if address.scheme == "http" else ""
                    return Answer(response.status_code, response.headers, body, proxy)
        except FAILURES as error:
            raise self.failure(error, url, deadline, server) from error

    @asynccontextmanager
    async def opened(
        self, url: httpx.URL | str, accept: str, server: Server, encoding: str = "gzip"
    ) -> AsyncIterator[httpx.Response]:
        """The answer, of whatever status, with its body still to come.

        It is for the caller to set a deadline, and to name what of `FAILURES` is raised.
        """
        url = httpx.URL(url)
        for _ in range(_MOST_REDIRECTS + 1):
            response = await self._send(url, {"Accept": accept, "Accept-Encoding": encoding})
            try:
                if response.status_code == httpx.codes.PROXY_AUTHENTICATION_REQUIRED:
                    raise httpx.ProxyError("407 Proxy Authentication Required")
                if response.status_code not in _REDIRECTS:
                    yield response
                    return
            finally:
                await response.aclose()
            url = self._next(url, response.headers.get("location", ""), server)
        raise Unreadable(f"{server.name} sends us in circles; try again later.")

    @asynccontextmanager
    async def until_closed(self) -> AsyncIterator[None]:
        """A block that ends with Offline once the transport is closed."""
        if self._closed:
            raise Offline("The connection to the hub is closed.")
        try:
            async with asyncio.timeout(None) as scope:
                self._open.add(scope)
                try:
                    yield
                finally:
                    self._open.discard(scope)
        except TimeoutError as error:
            raise Offline("The connection to the hub was closed.") from error

    async def aclose(self) -> None:
        """End all that runs `until_closed` at once, and let go of servers that hang."""
        self._closed = True
        for scope in self._open:
            if not scope.expired():
                scope.reschedule(asyncio.get_running_loop().time())
        await asyncio.sleep(0)
        clients = list(self._clients.values())
        self._clients.clear()
        for client in clients:
            try:
                async with asyncio.timeout(_CLOSING):
                    await client.aclose()
            except FAILURES:
                continue

    async def _send(self, url: httpx.URL, accepted: Mapping[str, str]) -> httpx.Response:
        """One request, not made by the client: that would add the cookies of earlier answers."""
        origin = Origin.of(str(url))
        client = await self._client(origin)
        connect = {"connect": _TIME_TO_CONNECT * self.deadline}
        headers = {**accepted, **self._headers(origin)}
        request = httpx.Request("GET", url, headers=headers, extensions={"timeout": connect})
        return await client.send(request, stream=True, auth=None, follow_redirects=False)

    def _headers(self, origin: Origin) -> dict[str, str]:
        headers = {"User-Agent": USER_AGENT}
        if token := self._endpoints.token_for(origin):
            headers["Authorization"] = f"Bearer {token}"
        return headers

    def _next(self, url: httpx.URL, location: str, server: Server) -> httpx.URL:
        """The target of a redirect; raises Unreadable when that is no place of the endpoints'."""
        try:
            target = url.join(location)
            origin = Origin.of(str(target))
        except ValueError as error:
            raise httpx.InvalidURL(location) from error
        if origin not in self._endpoints.origins or url.scheme == "https" != target.scheme:
            shown = one_line(f"{origin.scheme}://{origin.host}", _SHOWN)
            raise Unreadable(
                f"{server.name} sends us to {shown}, which is not its own address (log in to the"
                f" network if it asks for that, or name a mirror by {server.variable})."
            )
        if target.userinfo:
            raise Unreadable(
                f"{server.name} sends us to an address with a password in it; try again later."
            )
        return target

    def failure(
        self, error: Exception, url: httpx.URL | str, seconds: float, server: Server
    ) -> HubError:
        """The error for a request to the address, with its proxy where that is at fault."""
        if isinstance(error, httpx.ConnectTimeout):  # which had no more time than this
            seconds = min(seconds, self.deadline)
        return error_for_exception(error, seconds, server.name, self._proxy(url))

    def _proxy(self, url: httpx.URL | str) -> str:
        """The proxy for the address, in words; empty without one."""
        try:
            proxy = proxy_for(Origin.of(str(url)), self._environment)
        except (HubError, ValueError):
            return ""
        return proxy.shown if proxy else ""

    async def _client(self, origin: Origin) -> httpx.AsyncClient:
        """The client for the origin, made in a thread: it takes its time."""
        async with self._building:
            if origin not in self._clients:
                look_up_in_daemons(asyncio.get_running_loop())
                self._clients[origin] = await asyncio.to_thread(self._build, origin)
            return self._clients[origin]

    def _build(self, origin: Origin) -> httpx.AsyncClient:
        if self._replaced:
            return httpx.AsyncClient(transport=self._replaced)
        proxy = proxy_for(origin, self._environment)
        if origin.scheme == "https" or (proxy and proxy.scheme == "https"):
            self._trusted = self._trusted or trusting_context(self._environment)
            context = self._trusted
        else:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # unused, by http
        by_way_of = httpx.Proxy(proxy.address, auth=proxy.login) if proxy else None
        if proxy and proxy.scheme == "https":
            by_way_of = httpx.Proxy(proxy.address, ssl_context=context, auth=proxy.login)
        return httpx.AsyncClient(verify=context, trust_env=False, timeout=None, proxy=by_way_of)


def _address(url: str, query: Mapping[str, str], server: Server) -> httpx.URL:
    try:
        return httpx.URL(url, params=query or None)
    except (httpx.InvalidURL, ValueError) as error:
        sentence = f"{server.name}'s address cannot be right; look at {server.variable}."
        raise Offline(sentence) from error


async def _body(response: httpx.Response, server: Server) -> bytes:
    """All of what was asked for; of an error as much as could be had."""
    if response.is_success:
        return await read_body(response, MOST_DECODED, server.name)
    try:
        return await read_body(response, _MOST_OF_AN_ERROR, server.name)
    except (HubError, httpx.HTTPError):
        return b""
