"""Detectors of the user's own: patterns from YAML, recognizers for Presidio, and installed Python detectors by name.

Why it matters: only you know what your customer numbers, badges and file references look like. What to do: describe them
once with examples (docs/own-detectors.md).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from auditor.detectors.base import Glance, Own
from auditor.detectors.own_patterns import as_detector
from auditor.detectors.own_presidio import find as find_by_presidio
from auditor.errors import ConfigError
from auditor.model import Tier

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from auditor.detectors.base import Detector, PatternDetector, Settings, Text
    from auditor.model import Span

#: Installed packages offer detectors under this group; none runs that audit.yaml does not name.
GROUP = "llm_data_auditor.detectors"


@dataclass(frozen=True, slots=True)
class OwnDetectors:
    """All detectors of one declaration; without any it finds nothing."""

    id: str = "own"
    version: str = "1"
    tier: Tier = Tier.FAST
    entities: tuple[str, ...] = ()
    patterns: tuple[PatternDetector, ...] = field(default=(), repr=False)
    presidio: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = field(default=(), repr=False)
    code: tuple[Detector, ...] = field(default=(), repr=False)

    def configured(self, settings: Settings) -> OwnDetectors:
        """The detectors of one declaration."""
        own = settings.own
        if own == Own():
            return self
        patterns = tuple(map(as_detector, own.patterns))
        code = tuple(detector for name, _ in own.entry_points for detector in installed(name))
        entities = {p.entity for p in patterns} | {ours for _, names in own.presidio for _, ours in names}
        entities.update(entity for detector in code for entity in detector.entities)
        version = hashlib.sha256(repr(own).encode()).hexdigest()[:12]
        return replace(
            self,
            version=version,
            entities=tuple(sorted(entities)),
            patterns=patterns,
            presidio=own.presidio,
            code=code,
        )

    def detect(self, texts: Sequence[Text]) -> list[list[Span]]:
        """Spans of each text."""
        found = [self._patterns(text) for text in texts]
        if self.presidio:
            for spans, text in zip(found, texts, strict=True):
                spans.extend(find_by_presidio(self.presidio, text))
        for detector in self.code:
            for spans, more in zip(found, detector.detect(texts), strict=True):
                spans.extend(more)
        return found

    @property
    def triggers(self) -> tuple[tuple[str, int], ...] | None:
        """Without own detectors there is nothing to look for."""
        return None if self.patterns or self.presidio or self.code else ()

    def thresholds(self) -> Mapping[str, float]:
        """The lowest score of the patterns; code and Presidio's recognizers say theirs with each finding."""
        lowest: dict[str, float] = {}
        for pattern in self.patterns:
            least = min(pattern.score, pattern.context_score or pattern.score)
            lowest[pattern.entity] = min(least, lowest.get(pattern.entity, 1.0))
        return lowest

    def _patterns(self, text: Text) -> list[Span]:
        if not self.patterns:
            return []
        glance = Glance.of(text)
        return [span for p in self.patterns if p.may_match(glance) for span in p.match(text)]


def check_entry_points(names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Name and package version of each entry point that is asked for."""
    known = {point.name: point for point in entry_points(group=GROUP)}
    found = []
    for name in names:
        point = known.get(name)
        if point is None:
            raise ConfigError(
                f"audit.yaml: no installed package offers the detector {name[:80]!r}",
                f"entry points of the group {GROUP}: {', '.join(sorted(known)) or 'none installed'}",
            )
        found.append((name, f"{point.value} {point.dist.version if point.dist else ''}".strip()))
    return tuple(found)


@cache
def installed(name: str) -> tuple[Detector, ...]:
    """The detectors behind an entry point: one, or several."""
    (point,) = entry_points(group=GROUP, name=name)
    loaded = point.load()
    return tuple(loaded) if isinstance(loaded, list | tuple) else (loaded,)


DETECTORS = (OwnDetectors(),)
