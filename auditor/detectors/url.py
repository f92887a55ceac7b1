"""Web addresses, and the accounts that profile addresses name.

Why it matters: a link alone names nobody, but the profile of a person does. What to do: drop the account part of
profile links; keep links to public documents.
"""

from __future__ import annotations

import re

from auditor.detectors.base import PatternDetector

#: First path parts of profile hosts that are no account.
_NOT_ACCOUNTS = frozenset(
    """about explore login signup home search settings help docs features pricing topics orgs sponsors collections marketplace
apps join share sharer intent hashtag watch results channel playlist events groups pages policies privacy terms tos jobs
company school feed p reel stories tv dialog plugins sharer.php profile.php notifications messages i web status trending
organizations models datasets spaces blog wiki r u user users in pub embed v shorts c gaming legal""".split()
)


def _is_account(value: str) -> bool:
    return value.lower() not in _NOT_ACCOUNTS and any(c.isalpha() for c in value)


DETECTORS = (
    PatternDetector(
        id="url.link",
        entity="URL",
        pattern=re.compile(r"\bhttps?://[^\s\"'<>`{}|\\^\[\]]{3,2000}(?<![.,;:!?)*])", re.IGNORECASE),
        score=0.6,
        keywords=("http://", "https://"),
        examples=("see «https://www.hartmann-logistik.de/team?id=7».", "My website is «http://jane.blog/»"),
        counterexamples=("http:// is a scheme", "ftp://x.org/"),
    ),
    PatternDetector(
        id="url.profile",
        entity="USERNAME",
        pattern=re.compile(
            r"\b(?:linkedin\.com/(?:in|pub)|github\.com|gitlab\.com|twitter\.com|x\.com|facebook\.com|instagram\.com|"
            r"threads\.net|tiktok\.com|youtube\.com|medium\.com|t\.me|reddit\.com/(?:u|user)|xing\.com/profile|vk\.com|"
            r"mastodon\.social|bsky\.app/profile|keybase\.io|paypal\.me)/@?(?P<value>[A-Za-z0-9][\w.-]{1,38}[A-Za-z0-9])"
            r"/?(?![\w/%-]|\.\w)",
            re.IGNORECASE,
        ),
        score=0.8,
        validate=_is_account,
        keywords=(".com/", ".net/", ".me/", ".io/", "mastodon.social/", "bsky.app/"),
        examples=("https://www.linkedin.com/in/«jane-doe-4711»/", "follow twitter.com/«j_doe»"),
        counterexamples=("https://github.com/python/cpython", "https://github.com/features", "example.com/jane"),
    ),
)
