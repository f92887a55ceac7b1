"""Two labellers on the same sample: how far they agree, and what counts where they don't."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.assurance.labels import SETTLED
from auditor.assurance.words import Say, Strand, worst

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from auditor.assurance.labels import Book, Label

#: The rule for conflicts, as reports and docs say it.
RULE = "where labellers differ the most careful label counts, until one of them or a third person settles it"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two labellers agree on what both labelled."""

    pair: tuple[str, str]
    n: int
    agreed: int
    kappa: float | None  # None: both said the same one word throughout, so chance can't be told from agreement

    @property
    def share(self) -> float:
        """Raw agreement."""
        return self.agreed / self.n if self.n else 0.0


def agreement(first: Book, second: Book, units: Collection[str]) -> Agreement:
    """Raw agreement and Cohen's kappa over units that both labelled."""
    both = [unit for unit in units if unit in first.labels and unit in second.labels]
    return agreed(
        (first.labeller, second.labeller), [(first.labels[unit].say, second.labels[unit].say) for unit in both]
    )


def agreed(pair: tuple[str, str], said: Sequence[tuple[str, str]]) -> Agreement:
    """Agreement of pairs of words."""
    n, same = len(said), sum(one == other for one, other in said)
    if not n:
        return Agreement(pair, 0, 0, None)
    left, right = Counter(one for one, _ in said), Counter(other for _, other in said)
    chance = sum(left[word] * right[word] for word in left) / n**2
    kappa = None if chance == 1 else (same / n - chance) / (1 - chance)
    return Agreement(pair, n, same, kappa)


def conflicts(books: Iterable[Book], units: Iterable[str]) -> list[str]:
    """Units that labellers see differently and nobody has settled."""
    plain = [book for book in books if book.labeller != SETTLED]
    settled = {unit for book in books if book.labeller == SETTLED for unit in book.labels}
    return [
        unit
        for unit in units
        if unit not in settled and len({b.labels[unit].say for b in plain if unit in b.labels}) > 1
    ]


def united(books: Sequence[Book], units: Mapping[str, Strand]) -> dict[str, list[Label]]:
    """The labels that count, unit by unit: the settled one, else the most careful ones."""
    result: dict[str, list[Label]] = {}
    for unit, strand in units.items():
        said = {book.labeller: book.labels[unit] for book in books if unit in book.labels}
        if SETTLED in said:
            result[unit] = [said[SETTLED]]
        elif said:
            stands = worst(strand, [label.say for label in said.values()])
            result[unit] = [label for _, label in sorted(said.items()) if label.say is stands]
    return result


def chapman(first: Collection[str], second: Collection[str]) -> float:
    """Misses that are there, estimated from those that one labeller, the other and both saw (capture and recapture)."""
    both = len(set(first) & set(second))
    return (len(first) + 1) * (len(second) + 1) / (both + 1) - 1


def missed_by(book: Book, units: Collection[str]) -> list[str]:
    """Units in which a labeller saw something that was missed."""
    return [u for u in units if u in book.labels and book.labels[u].say in (Say.PERSONAL, Say.SPECIAL)]
