"""Hosts of public documents: standards, free software, encyclopaedias, archives, makers of systems.

A link to one of their pages says what a text is about and names nobody. Hosts where people have accounts are no members of
the list, and a path that leads to somebody's own pages there still counts.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

MEMBER = False

PUBLIC = frozenset(
    """
debian.org ubuntu.com canonical.com kali.org fedoraproject.org redhat.com centos.org archlinux.org gentoo.org
opensuse.org suse.com alpinelinux.org freebsd.org openbsd.org netbsd.org kernel.org linuxfoundation.org linux.org
lwn.net gnu.org fsf.org gnome.org kde.org freedesktop.org x.org xfree86.org mozilla.org mozilla.com apache.org
eclipse.org python.org pypi.org pythonhosted.org readthedocs.io readthedocs.org npmjs.com npmjs.org nodejs.org
rust-lang.org crates.io docs.rs golang.org go.dev pkg.go.dev ruby-lang.org rubygems.org perl.org cpan.org metacpan.org
php.net packagist.org openjdk.org java.com oracle.com maven.org r-project.org julialang.org haskell.org ocaml.org
scala-lang.org kotlinlang.org swift.org typescriptlang.org reactjs.org react.dev vuejs.org angular.io jquery.com
getbootstrap.com djangoproject.com palletsprojects.com numpy.org scipy.org pytorch.org tensorflow.org scikit-learn.org
jupyter.org anaconda.com conda.io docker.com kubernetes.io nginx.org nginx.com mysql.com mariadb.org postgresql.org
sqlite.org mongodb.com redis.io elastic.co openssl.org openssh.com letsencrypt.org curl.se samba.org nmap.org
cygwin.com mingw.org ctan.org tug.org latex-project.org git-scm.com sourceware.org gcc.gnu.org llvm.org cmake.org
unicode.org w3.org whatwg.org ietf.org rfc-editor.org iana.org icann.org iso.org itu.int ieee.org ansi.org
oasis-open.org schema.org json.org json-schema.org xml.org yaml.org xmlsoap.org purl.org openapis.org spdx.org
opensource.org creativecommons.org doi.org dx.doi.org crossref.org arxiv.org jstor.org ncbi.nlm.nih.gov gutenberg.org
archive.org wikipedia.org wikimedia.org wiktionary.org wikidata.org mediawiki.org britannica.com europa.eu un.org
who.int oecd.org nist.gov mitre.org owasp.org developer.mozilla.org microsoft.com windows.com apple.com ibm.com
intel.com amd.com nvidia.com googleapis.com gstatic.com android.com""".split()
)
#: Names that RFC 2606, 6761 and 8375 keep for documentation, tests and home networks.
_RESERVED = re.compile(
    r"(?:^|\.)(?:example(?:\.(?:com|net|org|edu))?|test|invalid|localhost|local|localdomain|home\.arpa|"
    r"(?:your|my)-?(?:domain|company|site|server|proxy|host)(?:\.\w+)?)$"
)
#: Where such a host has pages of single people.
_PERSONAL = re.compile(r"/~|/(?:users?|people|members?|profiles?|u|homes?)/|user(?:_talk)?:|@", re.IGNORECASE)


def is_public(url: str) -> bool:
    """Whether a link leads to a public document, to a name kept for documentation, or to no host of the net at all."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:  # not a valid address in brackets
        return False
    if "@" in parts.netloc or _PERSONAL.search(f"{parts.path}?{parts.query}"):
        return False
    if "." not in host or _RESERVED.search(host):
        return ":" not in host
    labels = host.split(".")
    return any(".".join(labels[start:]) in PUBLIC for start in range(len(labels) - 1))
