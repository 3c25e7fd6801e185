"""A digest as a complete message, ready for `sendmail -t`: plain text, and HTML beside it."""

from __future__ import annotations

import re
from email.message import EmailMessage
from email.policy import default
from email.utils import format_datetime, make_msgid
from typing import TYPE_CHECKING

from papers_tui.export.digest import html, markdown

if TYPE_CHECKING:
    from papers_tui.export.digest.parts import Digest

_DOMAIN = "papers-tui.invalid"
"""A name that is nobody's: https://www.rfc-editor.org/rfc/rfc2606."""

_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


def render(digest: Digest, to: str, sender: str) -> str:
    """The message, in ASCII. Raises ValueError for addresses that no header can hold."""
    message = EmailMessage(policy=default)
    message["From"] = sender
    message["To"] = to
    message["Subject"] = digest.title
    message["Date"] = format_datetime(digest.made)
    message["Message-ID"] = make_msgid(domain=_DOMAIN)
    series = _NOT_IN_IDS.sub("-", digest.name.lower()).strip("-") or "digest"
    message["List-Id"] = f"<{series}.{_DOMAIN}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(markdown.render(digest), cte="quoted-printable")
    message.add_alternative(html.render(digest), subtype="html", cte="quoted-printable")
    return message.as_string()
