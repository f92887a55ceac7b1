"""E-mail addresses.

Why it matters: an address names a person directly (GDPR Art. 4(1)) unless it is a role's; those are marked by the
allow-list. What to do: replace it by a token that keeps who wrote to whom, or drop it.
"""

from __future__ import annotations

import re

from auditor.detectors.base import PatternDetector

#: Last labels that are file names, not domains.
_SUFFIXES = frozenset(
    "png jpg jpeg gif svg webp ico bmp css js mjs ts tsx jsx json xml yaml yml html htm php py rb java class jar so dll "
    "exe zip gz tgz pdf md txt csv log conf cfg ini sh service socket target timer local2 internal2".split()
)
#: Accounts of version control, not of people.
_NOT_PEOPLE = frozenset("git hg svn root nobody".split())


def _is_address(value: str) -> bool:
    local, _, domain = value.rpartition("@")
    if local.startswith(".") or local.endswith(".") or ".." in value or domain.startswith("-"):
        return False
    if local.lower() in _NOT_PEOPLE or domain.rpartition(".")[2].lower() in _SUFFIXES:
        return False
    return any(c.isalnum() for c in local)


_USERINFO = r"[A-Za-z][A-Za-z0-9+.\-]{1,20}://[^\s/@\"'<>]{0,200}@"

DETECTORS = (
    PatternDetector(
        id="email.address",
        entity="EMAIL_ADDRESS",
        # the first branch eats user:password@host of a URL, where nothing is an address
        pattern=re.compile(
            rf"{_USERINFO}|(?<![\w.+%&'*/=~-])(?P<value>[\w.!#$%&'*+/=?^`{{|}}~-]{{1,64}}"
            r"@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24})(?![\w@])"
        ),
        score=1.0,
        validate=_is_address,
        keywords=("@",),
        examples=(
            "write to «jane.doe@hartmann-logistik.de» today",
            "mailto:«j_smith+news@mail.northbridge.co.uk»",
            "Contact: «müller@bäckerei-schmidt.de».",
            "<«o'neil@castellano.es»>",
        ),
        counterexamples=(
            "git@github.com:org/repo.git",
            "postgres://app:hunter2@db.prod.corp:5432/crm",
            "load logo@2x.png",
            "the decorator @app.route",
            "we will write to {{customer.email}}",
            "https://medium.com/@someone/post",
        ),
    ),
)
