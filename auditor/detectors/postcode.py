"""A postal code that its label names: "ZIP: 94103", "PLZ 10969".

Why it matters: with age and sex a postal code singles people out. What to do: keep its first two or three digits. A code
within an address is found there; a bare number is none.
"""

from __future__ import annotations

import re

from auditor.detectors.base import PatternDetector

DETECTORS = (
    PatternDetector(
        id="address.postcode_label",
        entity="LOCATION",
        pattern=re.compile(
            r"(?<!\w)(?i:(?:lives?|living|based|wohne|wohnt|lebe|lebt) in(?= \d{5}(?!\d))|habite (?:à|au|dans le)(?= \d{5}(?!\d))|vivo? en(?= \d{5}(?!\d))|zip(?:[ _-]?code)?|postal[ _-]?code|post[ _-]?code|plz|postleitzahl|code postal|código postal|codice postale|"
            r"kod pocztowy|postcode)[\"']?(?: is| ist| est| es|:|=)?[ \t]{0,2}[\"']?"
            r"(?P<value>(?:[A-Z]{1,2}-)?\d{3,6}(?:-\d{3,4}| \d{2}(?!\d)| ?[A-Z]{2}(?!\w))?|[A-Z]{1,2}\d{1,2}[A-Z]? ?\d[A-Z]{2})(?![\w-])"
        ),
        score=0.7,
        digits=1,
        keywords=(
            "zip",
            "postal",
            "post code",
            "post-code",
            "post_code",
            "postcode",
            "plz",
            "postleitzahl",
            "codice postale",
            "pocztowy",
            "live",
            "living in",
            "based in",
            "wohn",
            "lebt in",
            "lebe in",
            "habite",
            "vivo en",
        ),
        examples=(
            "ZIP: «94103»",
            "my zip code is «35350»",
            "PLZ «10969» Berlin",
            "I live in «94103».",
            "Ich wohne in «10969» Berlin",
            "postcode «SW1A 2AA»",
            "ZIP: «7412 SL»",
            "zip «94103-1234»",
        ),
        counterexamples=("zip file 12", "zip 2.0", "unzip 12345", "PLZ unknown", "I live in 2024", "zipcode_12345"),
    ),
)
