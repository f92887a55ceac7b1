"""Which file of weights belongs to this version; written by `python -m training`."""

from __future__ import annotations

FILE = "tagger.npz"
VERSION = "1.0.0"
SHA256 = "46ed84fb2ae0be7594ef562ee3edc93d08e46d8c485cf799ef398bc93339f4eb"
