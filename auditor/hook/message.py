"""What a hook says to people: what, where, masked, why it matters, what to do, in fifteen lines at most."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from auditor.hook.rules import why

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.hook.outcome import Hit, Outcome

#: Lines of one message, the last one included.
LINES = 15
_PLACE, _MASKED = 60, 40


def message(outcome: Outcome, *, everything: bool = False) -> list[str]:
    """The lines to print; nothing where there is nothing to say. `everything` lists each finding."""
    body = [*_objections(outcome), *map(_hit, outcome.blocking)] if outcome.blocks else []
    around = [*_head(outcome), *_warned(outcome, everything), *_beside(outcome, everything), *_advice(outcome)]
    room = len(body) if everything else LINES - len(around)
    if len(body) > room:
        left = len(body) - room + 1
        body = [*body[: room - 1], f"  and {left} more: `audit hook -v` lists all"]
    head = _head(outcome)
    return [*head, *body, *around[len(head) :]]


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _head(outcome: Outcome) -> list[str]:
    if not outcome.blocks:
        return []
    found = _count(len(outcome.blocking), "value") if outcome.blocking else "a verdict"
    files = len({hit.path for hit in outcome.blocking})
    where = f" in {_count(files, 'file')}" if files else ""
    return [f"audit: {outcome.subject} held back: {found}{where} must not get into the history"]


def _objections(outcome: Outcome) -> Iterator[str]:
    for row in outcome.objections:
        yield f"  option {row.option}: {row.verdict} ({', '.join(row.rules[:3]) or 'see audit scan'})"


def _hit(hit: Hit) -> str:
    times = f" x{hit.times}" if hit.times > 1 else ""
    place, masked = _cut(hit.place, _PLACE), _cut(hit.masked, _MASKED)
    return f"  {place}{times}  {hit.entity} {masked}  {hit.fingerprint}  {why(hit.category)}"


def _cut(text: str, size: int) -> str:
    """The end of a place tells more than its beginning."""
    return text if len(text) <= size else "…" + text[-size + 1 :]


def _warned(outcome: Outcome, everything: bool) -> list[str]:
    if not outcome.warnings:
        return []
    if everything:
        return ["audit: warnings, nothing held back for them:", *map(_hit, outcome.warnings)]
    kinds = Counter(hit.entity for hit in outcome.warnings)
    told = ", ".join(
        f"{count} {entity}" for entity, count in sorted(kinds.items(), key=lambda row: (-row[1], row[0]))[:4]
    )
    first = _cut(outcome.warnings[0].place, _PLACE)
    return [f"audit: warning: {told}; first at {first}; `audit hook -v` lists all"]


def _beside(outcome: Outcome, everything: bool) -> Iterator[str]:
    if outcome.not_scanned:
        first = outcome.not_scanned[0]
        shown = outcome.not_scanned if everything else outcome.not_scanned[:1]
        for row in shown:
            rest = "" if everything else _more(len(outcome.not_scanned))
            yield f"audit: warning: not scanned: {_cut(row.path, _PLACE)}: {row.reason}{rest}; {first.hint}"
    if everything:
        yield from (f"audit: left out: {_cut(row.path, _PLACE)}: {row.reason}" for row in outcome.not_text)
        yield from (f"audit: waived by a mark: {hit.place} {hit.entity} {hit.masked}" for hit in outcome.waived)
    known = [
        f"{len(outcome.waived)} waived by marks" if outcome.waived else "",
        f"{outcome.accepted} in the baseline" if outcome.accepted else "",
        f"{_count(len(outcome.expired), 'line')} of the baseline expired" if outcome.expired else "",
        f"{_count(len(outcome.vanished), 'line')} of the baseline vanished (`audit baseline` drops them)"
        if outcome.vanished
        else "",
    ]
    told = "; ".join(text for text in known if text)
    if told:
        yield f"audit: {told}"


def _more(count: int) -> str:
    return f" (and {count - 1} more)" if count > 1 else ""


def _advice(outcome: Outcome) -> list[str]:
    if not outcome.blocks:
        return []
    hits: Sequence[Hit] = outcome.blocking
    secret = any(hit.category.startswith("security.") for hit in hits)
    example = next((hit.fingerprint for hit in islice(hits, 1)), "FINGERPRINT")
    lasting = "stays in the history and in every clone, also when the line is deleted later"
    rows = [
        f"why: what is {'committed' if outcome.subject == 'commit' else 'pushed'} {lasting}",
        "redact: take the value out, or `audit redact`, then `git add`"
        + ("; revoke a secret that was shared" if secret else ""),
        f'waive: `audit waive {example} --reason "..." --until YYYY-MM-DD`, or a comment `audit: allow[ENTITY] reason`',
        "exclude: a path under hook.exclude in audit.yaml",
    ]
    return rows if hits else rows[:2]
