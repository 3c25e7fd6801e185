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

_HAS_NO_DOMAIN = "with no domain"
"""In the defect that the standard library sees in the address of a user of this machine."""

_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


def check_addresses(text: str) -> str:
    """Check addresses such as `Ann Lee <ann@example.org>, bo`, and return the first.

    Raises ValueError for what no mail can be sent to: nothing, a part that is no address, or
    characters beyond ASCII outside of names.
    """
    message = EmailMessage(policy=default)
    try:
        message["To"] = text
    except Exception as error:  # the standard library's reader of headers raises all sorts
        raise ValueError("that is no address") from error
    header = message["To"]
    if not header.addresses or any(_HAS_NO_DOMAIN not in str(defect) for defect in header.defects):
        raise ValueError("that is no address")
    for address in header.addresses:
        if not address.addr_spec.isascii() or address.addr_spec == "<>":
            raise ValueError(f"{address.addr_spec} cannot be written in ASCII")
    return str(header.addresses[0])


def render(digest: Digest, to: str, sender: str = "") -> str:
    """The message, in ASCII; without a sender, the first receiver is named as the sender.

    Raises ValueError for addresses that no header can hold.
    """
    first = check_addresses(to)
    message = EmailMessage(policy=default)
    message["From"] = check_addresses(sender) if sender else first
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
