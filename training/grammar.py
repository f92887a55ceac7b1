"""Short English sentences from parts: who, where and which firm in front of, between and after all kinds of ordinary words.

Templates teach the wording of letters and forms; here each name stands in a context that was drawn at random, so that
the form of a word and the words beside it have to do, and no sentence is learnt by heart.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEED = 31

_WHO_DOES = (
    "is late again|is very tired|was here yesterday|left early|called this morning|has not answered yet|will join us later|bought a bike|plays the cello|lost the keys|"
    "seems nice|is my cousin|was my teacher|knows the answer|wants a refund|moved away|spent the summer at sea|wrote the first draft|sings in a choir|died last winter|"
    "won the second set|agreed with the plan|asked for help|is reliable and kind|works nights|told me everything|can't come|had an operation|retired in spring|"
    "is on the phone|paid in cash|refused to sign|broke the record|voted against it|got married|is allergic to nuts|owes me money|starts on Monday|grew up on a farm"
).split("|")
_SAID_TO = (
    "I met {}|we talked to {}|ask {} about it|please call {}|this is for {}|it belongs to {}|a present from {}|say hi to {}|I dreamt of {}|written by {}|music by {}|"
    "the letter was signed by {}|nobody believed {}|they elected {}|she married {}|he was named {}|introduced by {}|you should trust {}|I can't reach {}|"
    "we hired {} in June|forward this to {}|the book is dedicated to {}|everyone calls me {}|my dog is older than {}|between {} and me|the case against {}|"
    "the theory of {}|played by {}|starring {}|a speech by {}|a portrait of {}|according to {}|thanks to {}|instead of {}|as told by {}|photo: {}|guests: {}"
).split("|")
_OWNS = (
    "{}'s car is parked outside|{}'s mother rang|it was {}'s idea|I read {}'s diary|{}'s lawyer objected|{}'s new album is out|where is {}'s file?|{}'s health got worse|"
    "the {} family lives upstairs|the {} trial began|a {} novel lay on the table|the {} method works|the {} brothers quarrelled|an early {} film|the {} affair"
).split("|")
_GROUPS = (
    "{a}, {b} and {c} are absent|{a} and {b} agreed|founded by {a}, {b} and {c}|with {a}, {b}, {c} and others|{a} or {b} can sign|between {a} and {b}|"
    "{a} told {b} about {c}|{a} beat {b}|{a} v. {b}|{a}/{b}|{a} & {b}|{a}: hello\n{b}: hi {a}|{a} (left) and {b} (right)|winners: {a}, {b}, {c}"
).split("|")
_WHERE = (
    "we live in {}|I'm in {} for the week|she flew to {} on Tuesday|he comes from {}|born in {}|the road to {} is closed|near {}|trains from {} are late|a house outside {}|"
    "it rained in {}|the mayor of {}|greetings from {}|moving to {} next year|our office in {} is closed|{} was wonderful|{} is a small village|{} has a harbour|"
    "visit {} in autumn|the beaches of {}|a hotel in {}|north of {}|where: {}|from {} to the sea|the airport of {}|a girl from {}|made in {}|home city: {}|"
    "deliver it to {}|currently in {}|arrived at {} this morning|lost in {}|the people of {}|{} won the bid for the games|the streets of {} were empty"
).split("|")
_FIRM = (
    "I work at {}|she left {} last year|{} is hiring|{} makes pumps|shares of {} fell|a statement by {}|the website of {}|{} was founded in 1980|{} is a design agency|"
    "he is from {}|{} declined to comment|an invoice from {}|our client {}|{} invested heavily|employed by {}|my account with {}|{} sells insurance|the board of {}|"
    "{} lost the appeal|signed with {}|a spokesman for {}|{} opened a new plant|the {} website is down|the {} office moved|the {} app crashed|supplier: {}|{} won the cup|"
    "fans of {} cheered|{} signed the striker|the {} match was cancelled|released on {}|studied at {}|a professor at {}|members of {} protested|{} merged with a rival|"
    "later became {}|support {} now|{} turned out to be slow|donate to {}"
).split("|")
_CODE = ("zip: {}|ZIP code {}|postcode {}|my zip is {}|PLZ {}|postal code: {}").split("|")
_STREET = (
    "the shop is at {}|turn left at {}|meet me at {}|he lives on {}|the corner of {}|parked in front of {}|the bus stops at {}|between {} and the river|the fire at {}|deliver to {}"
).split("|")
_BEFORE = (
    "",
    "",
    "",
    "",
    "Yes, ",
    "Well, ",
    "I think ",
    "Yesterday ",
    "So ",
    "By the way, ",
    "- ",
    "* ",
    "> ",
    "1. ",
    "Q: ",
    "Note: ",
    "and ",
    "but ",
    "Then ",
    "If not, ",
    "PS: ",
)
_AFTER = (
    ".",
    ".",
    ".",
    "",
    "!",
    "?",
    ", I think.",
    " and that was it.",
    ", right?",
    "...",
    " :)",
    "; more tomorrow.",
    " (see below).",
    " - thanks",
    ", please.",
)


def templates(count: int) -> Iterator[str]:
    """Sentences with slots, one to three in a text."""
    dice = random.Random(_SEED)
    for _ in range(count):
        yield dice.choice((" ", " ", "\n")).join(_sentence(dice) for _ in range(dice.choice((1, 1, 2, 2, 3))))


def _sentence(dice: random.Random) -> str:
    roll = dice.random()
    if roll < 0.18:
        body = f"{_who(dice)} {dice.choice(_WHO_DOES)}"
    elif roll < 0.34:
        body = dice.choice(_SAID_TO).format(_who(dice))
    elif roll < 0.42:
        body = dice.choice(_OWNS).format(dice.choice(("{FIRST}", "{LAST}", "{LAST}", "{PERSON}")))
    elif roll < 0.50:
        kind = dice.choice(("{FIRST}", "{LAST}", "{LAST}", "{FULL}"))
        body = dice.choice(_GROUPS).format(a=kind, b=kind, c=kind)
    elif roll < 0.70:
        body = dice.choice(_WHERE).format(dice.choice(("{CITY}", "{CITY}", "{LOCATION}")))
    elif roll < 0.88:
        body = dice.choice(_FIRM).format("{ORGANIZATION}")
    elif roll < 0.91:
        body = dice.choice(_CODE).format("{POSTCODE}")
    elif roll < 0.95:
        body = dice.choice(_STREET).format(dice.choice(("{STREET}", "{STREET}", "{ADDRESS}")))
    else:
        body = f"{_who(dice)} from {dice.choice(('{ORGANIZATION}', '{CITY}'))} {dice.choice(_WHO_DOES)}"
    start = dice.choice(_BEFORE)
    if not start and body[0].islower() and dice.random() < 0.7:
        body = body[0].upper() + body[1:]
    return start + body + dice.choice(_AFTER)


def _who(dice: random.Random) -> str:
    title = dice.choice(
        ("", "", "", "", "", "", "Mr. ", "Ms. ", "Dr. ", "Mrs ", "Mr ", "Prof. ", "Captain ", "Aunt ", "King ")
    )
    return title + (
        dice.choice(("{LAST}", "{LAST}", "{FULL}"))
        if title
        else dice.choice(("{FIRST}", "{FIRST}", "{LAST}", "{PERSON}", "{FULL}"))
    )
