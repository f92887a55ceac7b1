"""Where training reads and writes: everything that is made lies in `training/build/`, outside version control."""

from __future__ import annotations

import os
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
#: What a step wrote is not made again; delete a file to repeat its step.
BUILD = Path(os.environ.get("TAGGER_BUILD", HERE / "build"))
TEMPLATES = HERE / "templates"
PACKAGE_DATA = ROOT / "auditor" / "tagger" / "data"
#: Labelled data of others, beside the checkout; only its development half may be trained on.
SHARED = ROOT.parent / "shared"


def debian() -> Path:
    """Unpacked Debian packages, one folder each."""
    return BUILD / "debian"
