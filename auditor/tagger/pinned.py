"""Which file of weights belongs to this version; written by `python -m training`."""

from __future__ import annotations

FILE = "tagger.npz"
VERSION = "1.0.0"
SHA256 = "e441a0cdf04d9e2f9ef6dea684b6fe9ab6d2e8c8b2e516ec4b851267b897714a"
