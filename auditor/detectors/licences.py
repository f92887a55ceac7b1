"""Licence and copyright headers: SPDX ids, grants in words, copyright lines.

Why it matters: a licence may ask for its terms on what is made of the text, and a copyright line says that somebody has
rights. What to do: keep the licence with the data, and declare it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.detectors.base import PatternDetector

if TYPE_CHECKING:
    from auditor.detectors.base import Detector

#: Families that ask for the same licence on what is derived.
_COPYLEFT = re.compile(
    r"^(?:A|L)?GPL|^MPL|^EPL|^EUPL|^OSL|^CC-BY(?:-NC)?-SA|^CDDL|^CECILL|^QPL|^SSPL|^ODbL|^GFDL", re.IGNORECASE
)
_FORM = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]{1,40}")
#: Licences a finding may name; another one counts as "other".
_KNOWN = {
    name.lower(): name
    for name in (
        "MIT ISC Apache-2.0 Apache-1.1 BSD-2-Clause BSD-3-Clause BSD-4-Clause 0BSD Unlicense CC0-1.0 CC-BY-4.0 CC-BY-3.0 Zlib BSL-1.0 PSF-2.0 "
        "Python-2.0 PostgreSQL WTFPL Artistic-2.0 MS-PL BlueOak-1.0.0 BUSL-1.1 Elastic-2.0 CC-BY-NC-4.0 CC-BY-ND-4.0 CC-BY-NC-ND-4.0 "
        "GPL-2.0-only GPL-2.0-or-later GPL-3.0-only GPL-3.0-or-later GPL-2.0 GPL-2.0+ GPL-3.0 GPL-3.0+ GPL LGPL-2.0-only LGPL-2.0-or-later LGPL-2.1-only "
        "LGPL-2.1-or-later LGPL-2.1 LGPL-2.1+ LGPL-3.0-only LGPL-3.0-or-later LGPL-3.0 LGPL-3.0+ LGPL AGPL-3.0-only AGPL-3.0-or-later AGPL-3.0 AGPL "
        "MPL-1.1 MPL-2.0 EPL-1.0 EPL-2.0 EUPL-1.1 EUPL-1.2 OSL-3.0 CC-BY-SA-3.0 CC-BY-SA-4.0 CC-BY-NC-SA-4.0 CDDL-1.0 CDDL-1.1 CECILL-2.1 SSPL-1.0 "
        "ODbL-1.0 GFDL-1.3 MPL EPL EUPL OSL CC-BY-SA CC-BY BSD Apache"
    ).split()
}
#: How a licence is named in words, most telling first.
_NAMED: tuple[tuple[str, str], ...] = (
    (r"affero general public licen[cs]e", "AGPL-3.0"),
    (r"(?:lesser|library) general public licen[cs]e", "LGPL"),
    (r"general public licen[cs]e", "GPL"),
    (r"mozilla public licen[cs]e", "MPL-2.0"),
    (r"eclipse public licen[cs]e", "EPL-2.0"),
    (r"european union public licen[cs]e", "EUPL-1.2"),
    (r"open software licen[cs]e", "OSL-3.0"),
    (r"attribution-?\s?noncommercial-?\s?share-?\s?alike|cc[ -]by-nc-sa", "CC-BY-NC-SA-4.0"),
    (r"attribution-?\s?share-?\s?alike|cc[ -]by-sa", "CC-BY-SA-4.0"),
    (r"apache licen[cs]e", "Apache-2.0"),
    (r"permission is hereby granted, free of charge", "MIT"),
    (r"\bmit licen[cs]e", "MIT"),
    (r"redistribution and use in source and binary forms", "BSD-3-Clause"),
    (r"\bbsd[- ]style licen[cs]e|\bbsd licen[cs]e", "BSD"),
    (r"creative commons attribution|cc[ -]by\b", "CC-BY-4.0"),
)
_GRANT = re.compile("|".join(f"(?:{form})" for form, _ in _NAMED), re.IGNORECASE)


def spdx_kind(expression: str) -> str:
    """`copyleft:<id>` or `permissive:<id>` of an SPDX expression: the strictest id of it that is known."""
    names = [name for name in _FORM.findall(expression) if name.upper() not in ("AND", "OR", "WITH")]
    kinds = [_kind(name) for name in names]
    return next((kind for kind in kinds if kind.startswith("copyleft")), kinds[0] if kinds else "other")


def _kind(name: str) -> str:
    known = _KNOWN.get(name.lower())
    if known is None:
        return "copyleft:other" if _COPYLEFT.match(name) else "other"
    return f"copyleft:{known}" if _COPYLEFT.match(known) else f"permissive:{known}"


def _of_value(value: str) -> str:
    return spdx_kind(value.partition(":")[2] or value)


def _of_words(value: str) -> str:
    for form, name in _NAMED:
        if re.search(form, value, re.IGNORECASE):
            return _kind(name)
    return "other"


#: Words with which a text puts itself under a licence, as against writing about one.
_UNDER = (
    r"(?:(?:is |are |may be )?(?:licen[cs]ed|released|distributed|redistribute it and/or modify it|available|published|dual-licen[cs]ed)"
    r"(?: to you)? under(?: the terms of)?|this (?:file|program|work|software|code|document|page|dataset|library) is (?:free software|subject to|under)"
    r"|licen[cs]e:|licenza:|lizenz:|licence\s?:)"
)

DETECTORS: tuple[Detector, ...] = (
    PatternDetector(
        id="licences.spdx",
        entity="LICENSE_HEADER",
        pattern=re.compile(
            r"(?i:SPDX-License-Identifier):[ \t]{0,3}(?P<value>\(?[A-Za-z0-9][A-Za-z0-9.+\-]{1,40}(?: (?:AND|OR|WITH) \(?[A-Za-z0-9.+\-]{2,40}\)?){0,4})"
        ),
        score=0.98,
        examples=("// SPDX-License-Identifier: «GPL-3.0-or-later»", "# SPDX-License-Identifier: «MIT OR Apache-2.0»"),
        counterexamples=("the SPDX list of licences",),
        detail=spdx_kind,
        keywords=("spdx-license-identifier",),
    ),
    PatternDetector(
        id="licences.field",
        entity="LICENSE_HEADER",
        pattern=re.compile(
            r"""^[ \t#*/"'-]{0,10}(?i:licen[cs]e(?:_name|_id|s)?|lizenz|licencia|licenza)["']?[ \t]{0,3}[:=][ \t]{0,3}["']?"""
            r"""(?P<value>(?i:(?:[al]?gpl|mpl|epl|eupl|osl|mit|apache|bsd|isc|cc0?|unlicense|odbl|odc|pddl|cdla|cddl|sspl|busl|gfdl|afl|artistic|etalab|c-uda|llama[\d.]*|gemma|(?:bigscience-|creativeml-)?openrail(?:\+\+|-m)?)(?:[ -][A-Za-z0-9.+-]{1,20}){0,3}))["']?[ \t,]{0,3}$""",
            re.MULTILINE,
        ),
        score=0.9,
        examples=(
            "license: «cc-by-sa-4.0»\ntags: [x]",
            "license: «cc-by-nc-4.0»",
            "license_name: «llama3.1»",
            '  "license": "«MIT»",',
            "License: «LGPL-2.1+»",
        ),
        counterexamples=("license: see below", "The license: it depends on the file"),
        detail=lambda value: spdx_kind(value.replace(" ", "-")),
        keywords=("licens", "licenc", "lizenz", "licenz"),
    ),
    PatternDetector(
        id="licences.grant",
        entity="LICENSE_HEADER",
        pattern=re.compile(
            rf"(?P<value>(?i:{_UNDER}[^.;]{{0,120}}?(?:{_GRANT.pattern})(?![\w]|-n[cd]|-sa)(?:[ ,]{{1,2}}(?:version|v)\.? ?\d(?:\.\d)?)?"
            r"|permission is hereby granted, free of charge, to any person obtaining"
            r"|redistribution and use in source and binary forms, with or without modification,))"
        ),
        score=0.85,
        examples=(
            "«Licensed under the Apache License, Version 2.0» (the License);",
            "you can «redistribute it and/or modify it under the terms of the GNU General Public License»",
            "«Permission is hereby granted, free of charge, to any person obtaining» a copy",
        ),
        counterexamples=("The General Public License was written in 1989.", "many like the MIT license"),
        detail=_of_words,
        keywords=("licen", "permission is hereby", "redistribution and use", "creative commons", "cc-by", "cc by"),
    ),
    PatternDetector(
        id="licences.copyright",
        entity="LICENSE_HEADER",
        pattern=re.compile(
            r"^[ \t#*/;<!\-%'\"]{0,10}(?P<value>(?:(?:Copyright|COPYRIGHT)(?: \([cC]\)| ©|:)?|©|\([cC]\)|SPDX-FileCopyrightText:)[ \t]{0,3}"
            r"(?:(?:19|20)\d\d)[^\n]{0,100}|All [Rr]ights [Rr]eserved\.?)",
            re.MULTILINE,
        ),
        score=0.85,
        examples=("# «Copyright (c) 2024 Example Widgets Ltd»\nimport os", " * «© 2023 Muster GmbH»"),
        counterexamples=(
            "Copyright law changed in 2021.",
            "see section (c) 2020 for more on copyright",
            "Copyright is a right",
        ),
        detail=lambda _: "copyright",
        keywords=("copyright", "©", "(c)", "all rights reserved"),
    ),
)
