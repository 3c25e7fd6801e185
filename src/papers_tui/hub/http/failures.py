"""The error, with its sentence, for an answer of 400 and more, or for no answer at all."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from papers_tui.hub.errors import (
    HubError,
    Missing,
    NotYet,
    Offline,
    RateLimited,
    Refused,
    Unreadable,
)
from papers_tui.hub.http.httpx_import import httpx
from papers_tui.hub.http.rate_limit import asked_to_wait
from papers_tui.text.clean import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from papers_tui.hub.http.answer import Answer

_LONGEST_TEXT = 200
_OF_GATEWAYS = (502, 503, 504)
"""The statuses by which a proxy says that it got no answer, or is busy."""

_DATE = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)", re.ASCII)


def error_for_status(answer: Answer, asked: date | None = None) -> Refused:
    """The error for a status of 400 and more; `asked` is the day that was asked for, if one was."""
    status, reason = answer.status, _reason(answer)
    if asked is not None and status == httpx.codes.BAD_REQUEST:
        return NotYet(
            f"The hub has no list for {asked}{_quoted(reason)}.", status, _latest(reason, asked)
        )
    if status in _OF_GATEWAYS and answer.proxy:
        return Refused(
            f"The hub, or {answer.proxy} before it, has trouble ({status}); try again later, or"
            " look at the proxy.",
            status,
        )
    if status >= httpx.codes.INTERNAL_SERVER_ERROR:
        return Refused(f"The hub has trouble ({status}); try again later.", status)
    if status == httpx.codes.NOT_FOUND:
        return Missing(
            f"The hub does not have it (404){_quoted(reason)} (check the id or date, and"
            " HF_ENDPOINT if you set it).",
            status,
        )
    if status in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
        return Refused(
            f"The hub does not let us in ({status}){_quoted(reason)} (check HF_TOKEN).", status
        )
    is_ours = status == httpx.codes.BAD_REQUEST
    advice = "check what was asked for" if is_ours else "try again later"
    return Refused(f"The hub refused the request ({status}){_quoted(reason)} ({advice}).", status)


def error_from_arxiv(status: int, headers: Mapping[str, str]) -> HubError:
    """The error for a status of 400 and more of arXiv's."""
    if status == httpx.codes.TOO_MANY_REQUESTS:
        seconds = asked_to_wait(headers, datetime.now(UTC))
        message = f"arXiv asks for fewer requests; try again in {max(1, round(seconds))} s."
        return RateLimited(message, seconds)
    if status >= httpx.codes.INTERNAL_SERVER_ERROR:
        return Offline("arXiv has trouble; try again later.")
    return Refused(f"arXiv refused the request ({status}); open its page in the browser.", status)


def error_for_exception(
    error: Exception, deadline: float, name: str = "The hub", proxy: str = ""
) -> HubError:
    """The error for a request that got no answer within so many seconds, or only a part of one.

    The server of that `name` was asked, by way of that proxy, if there is one.
    """
    if proxy and (found := _error_of_proxy(error, deadline, proxy)):
        return found
    through = f" through {proxy}" if proxy else ""
    if isinstance(error, TimeoutError | httpx.TimeoutException):
        return Offline(
            f"{name} did not answer within {deadline:g} seconds{through}; try again later."
        )
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        return Offline(
            f"{name}'s certificate could not be checked; look at the clock, the proxy and"
            " SSL_CERT_FILE."
        )
    if isinstance(error, httpx.InvalidURL) or "location header" in str(error):
        return Unreadable(f"{name} sends us to a place that is no web address; try again later.")
    if isinstance(error, httpx.ConnectError):
        return Offline(f"{name} could not be reached; check the network and try again later.")
    if isinstance(error, httpx.NetworkError | httpx.RemoteProtocolError):
        return Offline(f"{name}'s answer{through} broke off or is no HTTP; try again later.")
    return Offline(f"{name} could not be asked ({one_line(str(error), _LONGEST_TEXT)}).")


def _error_of_proxy(error: Exception, deadline: float, proxy: str) -> HubError | None:
    """The error where it is the proxy's; None where the server behind it is at fault."""
    if "SSL" in str(error):
        return None
    named = f"{proxy[0].upper()}{proxy[1:]}"
    if isinstance(error, httpx.ConnectTimeout):
        return Offline(f"{named} did not answer within {deadline:g} seconds; look at its address.")
    if isinstance(error, httpx.ProxyError):
        reason = one_line(str(error), _LONGEST_TEXT)
        check = "its name and password" if reason.startswith("407") else "its address"
        return Offline(f"{named} did not let us through ({reason}); check {check}.")
    if isinstance(error, httpx.ConnectError):
        return Offline(f"{named} could not be reached; check its address, or the network.")
    return None


def _reason(answer: Answer) -> str:
    """The server's own words about it, on one line, from the header and from the body."""
    texts = [answer.headers.get("x-error-message", ""), *_texts(answer.body)]
    return one_line("; ".join(dict.fromkeys(filter(None, map(one_line, texts)))), _LONGEST_TEXT)


def _texts(body: bytes) -> list[str]:
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return []
    if not isinstance(sent, dict):
        return []
    error = sent.get("error", sent.get("error_description"))
    return [text for text in (error if isinstance(error, list) else [error]) if text]


def _quoted(reason: str) -> str:
    return f": {reason.rstrip('.')}" if reason else ""


def _latest(reason: str, asked: date) -> date | None:
    """The latest day that the server names and that comes before the one asked for."""
    days = []
    for text in _DATE.findall(reason):
        try:
            days.append(date.fromisoformat(text))
        except ValueError:
            continue
    return max((day for day in days if day < asked), default=None)
