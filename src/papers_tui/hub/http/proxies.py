"""The proxy that the environment names for a server, or an error where the value is no proxy."""

from __future__ import annotations

import importlib.util
import re
import sys
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from papers_tui.hub.errors import Offline

if TYPE_CHECKING:
    from collections.abc import Mapping

    from papers_tui.hub.endpoints import Origin

_ADDRESS = re.compile(
    r"(?:(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://)?(?:(?P<login>[^\x00-\x20\x7f]*)@)?"
    r"(?P<host>\[[0-9A-Fa-f:.]+\]|[\w.-]+)(?::(?P<port>\d{1,5}))?/?"
)
"""The login ends with the last @: a password may have any character."""

_PORTS = {"http": 80, "https": 443, "socks5": 1080, "socks5h": 1080}
_HIGHEST_PORT = 65_535
_SYSTEM = "the system's settings"


class Proxy(NamedTuple):
    """A proxy, and the name of the variable that it is from."""

    scheme: str
    host: str
    port: int
    login: tuple[str, str] | None
    variable: str

    @property
    def address(self) -> str:
        """The address without the login; an IPv6 host has its brackets."""
        return f"{self.scheme}://{self.host}:{self.port}"

    @property
    def shown(self) -> str:
        """The proxy in a sentence, without secrets."""
        return f"the proxy {self.address} of {self.variable}"


def proxy_for(origin: Origin, environment: Mapping[str, str]) -> Proxy | None:
    """The proxy for requests to the origin, by curl's rules; None where there is none.

    A loopback address is reached directly: what is meant for this machine, a token perhaps, must
    not leave it. Raises Offline for a value that is no proxy, rather than going past it.
    """
    if origin.is_loopback or _is_excepted(origin, environment):
        return None
    variable, value = _named(origin, environment)
    return _parsed(variable, value) if value else None


def _named(origin: Origin, environment: Mapping[str, str]) -> tuple[str, str]:
    """The variable that counts, small letters first, and its value."""
    for name in (f"{origin.scheme}_proxy", "all_proxy"):
        for variable in (name, name.upper()):
            if variable == "HTTP_PROXY" and "REQUEST_METHOD" in environment:
                continue  # in a CGI program a visitor sets it
            if variable in environment:
                if value := environment[variable].strip():
                    return variable, value
                break  # set to nothing: there is none for this scheme
    return _SYSTEM, _of_system(origin)


def _of_system(origin: Origin) -> str:
    """The proxy of macOS' or Windows' own settings."""
    if sys.platform not in ("darwin", "win32"):
        return ""
    from urllib.request import getproxies, proxy_bypass

    return "" if proxy_bypass(origin.host) else getproxies().get(origin.scheme, "")


def _parsed(variable: str, value: str) -> Proxy:
    match = _ADDRESS.fullmatch(value)
    scheme = ((match["scheme"] if match else "") or "http").lower()
    port = int(match["port"] or _PORTS.get(scheme, 1)) if match else 0
    if match is None or not 0 < port <= _HIGHEST_PORT:
        raise Offline(
            f"{variable} is no address of a proxy; write http://HOST:PORT there, or unset it."
        )
    if scheme not in _PORTS:
        raise Offline(
            f"{variable} names a proxy of the kind {scheme}, which this program does not speak;"
            " name an http:// proxy there, or unset it."
        )
    if scheme.startswith("socks") and importlib.util.find_spec("socksio") is None:
        raise Offline(
            f"{variable} names a SOCKS proxy, for which the package socksio is missing; install"
            ' it with `pip install "httpx[socks]"`, or name an http:// proxy there.'
        )
    login = None
    if match["login"] is not None:
        user, _, password = match["login"].partition(":")
        login = unquote(user), unquote(password)
    return Proxy(scheme, match["host"], port, login, variable)


def _is_excepted(origin: Origin, environment: Mapping[str, str]) -> bool:
    """Whether NO_PROXY names the host, its domain, its network, or everything."""
    excepted = environment.get("no_proxy", environment.get("NO_PROXY", ""))
    return any(_covers(entry.lower(), origin) for entry in re.split(r"[\s,]+", excepted) if entry)


def _covers(entry: str, origin: Origin) -> bool:
    if entry == "*":
        return True
    host, colon, port = entry.rpartition(":")
    if colon and port.isdecimal() and (":" not in host or host.endswith("]")):
        if int(port) != origin.port:
            return False
        entry = host
    entry = entry.strip("[]")
    try:
        return ip_address(origin.host) in ip_network(entry, strict=False)
    except ValueError:
        domain = entry.removeprefix("*").removeprefix(".")
        return bool(domain) and f".{origin.host}".endswith(f".{domain}")
