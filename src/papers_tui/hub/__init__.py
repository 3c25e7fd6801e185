"""The hub and arXiv over HTTP.

client            Hub: lists, papers, search, details, full texts.     Start here.
arxiv, pdf        Arxiv: papers that the hub does not know, and PDFs.
zotero            Zotero: papers handed to the Zotero on this machine.
wire, wire_details, full_text   Papers, discussions and texts out of answers.
errors            The errors of both clients.
endpoints         The servers' addresses, and which of them gets the token.
http/             Single requests: deadlines, sizes, proxies, certificates, waits.
sample_transport  The bundled sample in place of the network.

The only layer that loads httpx. Knows text, model and sample. Knows no files.
"""

from papers_tui import __version__

DEADLINE = 10.0
"""Seconds that the hub has for a complete answer."""

PAGE = 100
"""Papers a page, the most that the hub sends."""

MOST_TRENDING = 500
"""Papers that the hub ranks as trending, in pages."""

LAST_WEEK = 52
"""The last week of a year that has a list: the hub rejects a week 53."""

LONGEST_SEARCH, MOST_FOUND = 250, 120
"""Characters that the hub's search takes, and papers that it gives, at most."""

USER_AGENT = f"papers-tui/{__version__}"
"""The name by which the program asks."""

FROM_ARXIV = 100
"""Papers that one request to arXiv may ask for."""
