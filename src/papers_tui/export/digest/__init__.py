"""A digest of papers as a text to read, a mail, a feed or messages of a chat.

parts       Digest, Section and Story, and the facts of a story that every form shows.  Start here.
markdown    Markdown, which reads well in a terminal too.
html        One page that mail programs show.
email       A complete message of both.
atom        An Atom feed, which old entries stay in.
chat        The bodies of Slack's and Discord's incoming webhooks.

Nothing in a paper is markup in any of them. Knows model, text and export. Sends nothing.
"""
