"""What a token can be."""

from __future__ import annotations

NAMES = ("", "PERSON", "ADDRESS", "LOCATION", "ORGANIZATION", "NRP")
LABELS = {name: number for number, name in enumerate(NAMES) if name}
