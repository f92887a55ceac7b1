"""Sentences about people, places and organisations that WordNet knows, each with its gloss (WordNet 3.0 licence).

The head is known for sure. Of the gloss, adjectives of nations are groups, places that it knows are places,
other capitals are masked.
"""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from auditor.tagger.labels import LABELS
from training.generate import ADJECTIVES
from training.labels import MASKED, Example
from training.names import COUNTRIES
from training.wordnet import entries

if TYPE_CHECKING:
    from collections.abc import Iterator

_CAPITAL = re.compile(r"[A-Z][a-z]+(?:[ -][A-Z][a-z]+)*")
_SEED = 23
_FORMS = {
    "PERSON": ("{} was a {}.", "{} is known as a {}.", "{}, {}, is mentioned twice.", "{} ({})", "In those years {} lived there: {}.", "{}: {}", "They met {}, a {}, in 1921.", "Who was {}? A {}."),
    "LOCATION": ("{} is {}.", "{}, {}, lies near the border.", "{} ({})", "They moved to {}, {}.", "She was born in {}: {}.", "{}: {}", "Trains to {} stop here; it is {}."),
    "ORGANIZATION": ("{} is {}.", "{}, {}, declined to comment.", "{} ({})", "He joined {}, {}.", "{}: {}", "It was announced by {}, {}."),
}  # fmt: skip


def examples() -> Iterator[Example]:
    """One or two sentences for each entry."""
    dice = random.Random(_SEED)
    rows = list(entries())
    known = dict.fromkeys(COUNTRIES, LABELS["LOCATION"])
    known |= {name: LABELS["LOCATION"] for label, names, _ in rows if label == "LOCATION" for name in names}
    known |= dict.fromkeys(ADJECTIVES, LABELS["NRP"])
    for label, names, gloss in rows:
        for name in dice.sample(names, min(2, len(names))):
            form = dice.choice(_FORMS[label])
            text = form.format(name, gloss)
            start = text.index(name)
            spans = [(start, start + len(name), LABELS[label])]
            spans += [
                (match.start(), match.end(), known.get(match.group(), MASKED))
                for match in _CAPITAL.finditer(text, start + len(name))
            ]
            yield Example(text, tuple(spans), "en", "wiki", "train")
