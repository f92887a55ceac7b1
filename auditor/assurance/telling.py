"""Tells the figures of a labelled sample: as a measure for the reports, and as lines of audit.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.assurance.agreement import RULE, agreement, chapman, conflicts, missed_by
from auditor.assurance.labels import SETTLED
from auditor.assurance.outcome import complete
from auditor.assurance.words import Strand
from auditor.measures import FOLDER, Figure, Measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.assurance.agreement import Agreement
    from auditor.assurance.labels import Book, Spec
    from auditor.assurance.outcome import Frame, Missed, Outcome, Share, Tolerance


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sample with the labels of everybody."""

    spec: Spec
    frame: Frame
    books: Sequence[Book]
    tolerance: Tolerance

    @property
    def whole(self) -> list[Book]:
        """The books that cover some strand."""
        strands = [units for strand in Strand if (units := self.frame.of(strand))]
        return [
            book
            for book in self.books
            if (book.labeller == SETTLED and book.labels) or any(complete(book, units) for units in strands)
        ]


def measure_of(labelled: Labelled, done: Outcome) -> Measure:
    """The measure as reports tell it."""
    spec, missed = labelled.spec, done.missed
    whole = labelled.whole
    return Measure(
        kind="assurance",
        dataset_sha256=spec.dataset_sha256,
        detectors_sha256=spec.detectors_sha256,
        date=max((label.date for book in whole for label in book.labels.values()), default=spec.made),
        by=", ".join(book.labeller for book in whole),
        design=design_told(spec),
        seed=spec.seed,
        done=tuple(_done(missed, done)),
        figures=tuple(_figures(labelled, done)),
        remains=tuple(_remains(labelled, done)),
        facts={"assurance.labelled_sample": sample_fact(labelled, missed)} if missed else {},
    )


def design_told(spec: Spec) -> str:
    """Design and size in words, with the number of looks at it and of earlier samples."""
    told = f"{spec.design.told}, {spec.n} records without findings asked for"
    if len(spec.sizes) > 1:
        told += f"; extended {len(spec.sizes) - 1} times, the chance of error is halved at each look"
    if spec.earlier:
        told += f"; {spec.earlier} earlier samples of the same data and detectors"
    return told


def sample_fact(labelled: Labelled, missed: Missed) -> dict[str, object]:
    """`assurance.labelled_sample` as a declaration would have it."""
    whole = labelled.whole
    return {
        "n": missed.n,
        "misses": missed.misses,
        "special_misses": missed.special,
        "population": missed.population,
        "upper": round(missed.upper, 6),
        "special_upper": round(missed.special_upper, 6),
        "method": f"{design_told(labelled.spec)}; seed {labelled.spec.seed}",
        "labeller": ", ".join(book.labeller for book in whole),
        "date": max((label.date for book in whole for label in book.labels.values()), default=labelled.spec.made),
        "evidence": f"{FOLDER}/assurance.json",
        "dataset_sha256": labelled.spec.dataset_sha256,
        "detectors": labelled.spec.detectors_sha256,
    }


def snippet(labelled: Labelled, missed: Missed) -> str:
    """The same as YAML, for audit.yaml."""
    import yaml

    document = {"assurance": {"labelled_sample": sample_fact(labelled, missed)}}
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=120)


def _done(missed: Missed | None, done: Outcome) -> list[str]:
    told = []
    if missed:
        told.append(
            f"{missed.n} of {missed.population} records without findings were drawn and labelled by people: "
            f"{missed.misses} hold personal data that was missed, {missed.special} of them special-category data"
        )
    if done.precision:
        total = done.precision[-1]
        told.append(f"{total.n} findings were drawn and labelled: {total.hits} are right")
    if done.recall:
        told.append("records with findings were drawn and searched for what was missed beside the findings")
    return told


def _figures(labelled: Labelled, done: Outcome) -> list[Figure]:
    missed = done.missed
    rows: list[Figure] = []
    if missed:
        source = f"one-sided {confidence(missed.alpha)} exact upper bound; seed {labelled.spec.seed}"
        for name, count, upper in (
            ("missed", missed.misses, missed.upper),
            ("missed.special", missed.special, missed.special_upper),
        ):
            rows.append(Figure(name, count / missed.n, None, upper, "share of the records without findings", source))
        rows += [
            Figure(f"missed.stratum.{name}", x / n, None, up, f"share of {size} records", "each stratum at 95 %")
            for name, size, n, x, up in missed.strata
        ]
        rows += [Figure(f"missed.kind.{name}", count, unit="records") for name, count in done.kinds.items()]
    rows += [_share("precision", row, "findings") for row in done.precision]
    rows += [_share("recall", row, "records") for row in done.recall]
    return rows + _agreement_figures(labelled)


def _share(what: str, row: Share, of: str) -> Figure:
    source = f"two-sided 95 % exact interval; {row.hits} of {row.n} {of}"
    return Figure(f"{what}.{row.name}", round(row.value, 6), round(row.low, 6), round(row.high, 6), "share", source)


def agreements(labelled: Labelled) -> list[Agreement]:
    """Every pair of labellers."""
    books = [book for book in labelled.books if book.labeller != SETTLED]
    units = [unit.id for unit in labelled.frame.units]
    pairs = [(one, two) for at, one in enumerate(books) for two in books[at + 1 :]]
    return [found for one, two in pairs if (found := agreement(one, two, units)).n]


def _agreement_figures(labelled: Labelled) -> list[Figure]:
    rows = []
    for pair in agreements(labelled):
        who = " and ".join(pair.pair)
        rows.append(Figure("agreement", round(pair.share, 6), unit="share", source=f"{who}, {pair.n} units"))
        if pair.kappa is not None:
            rows.append(Figure("agreement.kappa", round(pair.kappa, 6), source=f"Cohen's kappa; {who}"))
    units = [unit.id for unit in labelled.frame.of(Strand.UNFLAGGED)]
    whole = [book for book in labelled.whole if book.labeller != SETTLED]
    if len(whole) == 2 and units:
        seen = chapman(missed_by(whole[0], units), missed_by(whole[1], units))
        rows.append(Figure("missed.estimated", round(seen, 2), unit="records of the sample", source="Chapman estimate"))
    return rows


def _remains(labelled: Labelled, done: Outcome) -> list[str]:
    missed, tolerance = done.missed, labelled.tolerance
    told = ["A rate is no measure of harm: one missed record can be the grave one."]
    told.append("The labellers can miss something too; two labellers show how far they agree.")
    open_ones = conflicts(labelled.books, [unit.id for unit in labelled.frame.units])
    if open_ones:
        told.append(f"{len(open_ones)} labels differ between labellers: {RULE}.")
    if missed is None:
        return [
            *told,
            "The sample of records without findings is not labelled throughout: nothing bounds what was missed.",
        ]
    if missed.skipped:
        told.append(f"{missed.skipped} records were skipped and count as missed special-category data.")
    if missed.strata:
        told.append("Each stratum is bounded at 95 % for itself; the worst one is the one to look at.")
    for what, more, share in (
        ("personal data", missed.more, tolerance.all),
        ("special-category data", missed.special_more, tolerance.special),
    ):
        told += [needed_told(what, more, share)] if more != 0 else []
    return told


def confidence(alpha: float) -> str:
    """A chance of error as the confidence it leaves."""
    return f"{100 * (1 - alpha):.4g} %"


def needed_told(what: str, more: int | None, tolerance: float) -> str:
    """How many labels are missing to a tolerance."""
    if more is None:
        return f"No sample can bound missed {what} at {tolerance:.3%}: the misses seen are more than that already."
    return f"{more} more labels without a miss would bound missed {what} at {tolerance:.3%}."
