"""Where somebody's family comes from, said with any people's name (GDPR Art. 9).

Why it matters: origin is a special category; nationality alone is not. What to do: leave the records out, or break the
link to the person.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.detectors.base import PatternDetector

if TYPE_CHECKING:
    from auditor.detectors.base import Detector

_PEOPLE = r"[A-ZÀ-Þ][a-zß-ÿ]{2,20}(?:[ -](?:and )?[A-ZÀ-Þ][a-zß-ÿ]{2,20}){0,2}"

DETECTORS: tuple[Detector, ...] = (
    PatternDetector(
        id="special.descent",
        entity="ETHNIC_ORIGIN",
        pattern=re.compile(
            rf"(?<!\w)(?:(?:(?:is|was|am|are|were) )?of (?:mixed |partly |part )?{_PEOPLE} (?:descent|heritage|ancestry|extraction|ethnicity)"
            rf"|(?:(?:is|was|am) )?(?:the )?(?:daughter|son|child|grandson|granddaughter|grandchild) of {_PEOPLE} (?:refugees|immigrants|migrants)"
            r"|(?:(?:ist|war|bin) )?[a-zß-ÿ]{3,20}(?:ischer|ischen) (?:Herkunft|Abstammung)"
            r"|(?:(?:est|était|suis) )?d['’]origine [a-zß-ÿ]{2,14}(?:ienne|aine|aise|oise|cque|rque|kurde|rom)\b"
            r"|(?:(?:es|era|soy) )?de (?:origen|ascendencia|etnia) [a-zß-ÿ]{3,14}(?:ano|ana|ino|ina|eño|eña|és|esa|uí|aco|aca)\b"
            r"|(?:(?:è|sono) )?di (?:origine|origini) [a-zß-ÿ]{3,14}(?:ana|ina|ese|ane|ine|esi|cca|sca)\b)"
        ),
        score=0.8,
        examples=(
            "She «is of Nigerian descent».",
            "He «is the son of Eritrean refugees».",
            "Er «ist kurdischer Herkunft».",
            "Elle «est d'origine algérienne».",
            "Ella «es de origen marroquí».",
        ),
        counterexamples=(
            "a word of Latin origin",
            "cheese of the highest quality",
            "vin d'origine contrôlée",
            "of great heritage",
        ),
        keywords=tuple(
            "descent|heritage|ancestry|extraction|ethnicity|refugees|migrants|herkunft|abstammung|origine|de origen|ascendencia|de etnia|di origini".split(
                "|"
            )
        ),
    ),
)
