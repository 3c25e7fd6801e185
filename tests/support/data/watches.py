"""Watches of every kind, for runs over made-up days."""

WATCHES = {
    "words": "robots OR diffusion",
    "title": "title:attention*",
    "author": "author:abel -author:ada",
    "account": "author:@ada-1 OR author:@bruno-2 OR has:code",
    "submitter": "by:hana-3 OR by:ada-1 OR by:farid-20 OR by:grete-30",
    "votes": "upvotes:>=50",
    "code": "has:code stars:100..",
    "named": "in:words -in:votes",
    "own": "is:unseen keyword:diffusion",
    "late": "has:summary -has:code",
}
