"""The JSON of one paper, compressed."""

from __future__ import annotations

import zlib

_WORDS = (
    b'{"followerCount":1,"isUserFollowing":false,"isMod":false,"isHfAdmin":false,"isHf":false,'
    b'"githubRepoAddedBy":"admin","githubRepoAddedBy":"auto","submitterOrganization":{'
    b'"status":"admin_assigned","status":"extracted_pending","status":"extracted_confirmed",'
    b'"withdrawnAt":"2026-","ai_summary_model":"","mediaUrl":"https://cdn-uploads.huggingface.co/'
    b'production/uploads/","mediaUrls":[".mp4","https://cdn-avatars.huggingface.co/v1/production/'
    b'uploads/",".png","avatar":"https://www.gravatar.com/avatar/?d=retro&size=100",'
    b'"paper":{"id":"25","authors":[{"_id":"6","user":{"_id":"6","avatarUrl":"/avatars/",".svg",'
    b'"isPro":false,"fullname":"","user":"","type":"user","name":""},"name":"","status":'
    b'"claimed_verified","statusLastChangedAt":"2025-","hidden":false},{"_id":"6","name":"",'
    b'"hidden":false}],"publishedAt":"2025-0T00:00:00.000Z","submittedOnDailyAt":"2025-1T0",'
    b'"title":"","submittedOnDailyBy":{"_id":"6","avatarUrl":"https://cdn-avatars.huggingface.co/'
    b'v1/production/uploads/","isPro":true,"fullname":"","user":"","type":"user","name":""},'
    b'"summary":"We introduce a framework that propose large language models reinforcement learning'
    b' state-of-the-art performance across benchmarks. However, existing methods demonstrate",'
    b'"upvotes":1,"discussionId":"6","projectPage":"https://.github.io/","githubRepo":'
    b'"https://github.com/","ai_summary":"","ai_keywords":["large language models","reinforcement'
    b' learning","diffusion models",""],"githubStars":1,"organization":{"_id":"6","name":"",'
    b'"fullname":"","avatar":"https://cdn-avatars.huggingface.co/v1/production/uploads/.png"}},'
    b'"publishedAt":"2025-T20:00:00.000Z","title":"","summary":"","thumbnail":'
    b'"https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/.png","numComments":2,'
    b'"submittedBy":{"_id":"6","avatarUrl":"https://cdn-avatars.huggingface.co/v1/production/'
    b'uploads/","fullname":"","name":"","type":"user","isPro":false,"isHf":false,"isHfAdmin":false,'
    b'"isMod":false,"followerCount":1,"isUserFollowing":false},"isAuthorParticipating":false}'
)
"""Text that most answers share. Another one here would make every stored answer unreadable."""


def pack(json: bytes) -> bytes:
    """The bytes compressed; about 1.4 KB for a paper of 5 KB."""
    packer = zlib.compressobj(zdict=_WORDS)
    return packer.compress(json) + packer.flush()


def unpack(packed: bytes) -> bytes:
    """The bytes that `pack` was given, or nothing when they are damaged: zlib keeps a checksum."""
    unpacker = zlib.decompressobj(zdict=_WORDS)
    try:
        json = unpacker.decompress(packed)
    except zlib.error:
        return b""
    return json if unpacker.eof else b""
