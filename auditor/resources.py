"""Where `policies/` and `templates/` lie: inside an installed wheel, or at the root of a checkout."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def resource_dir(name: str) -> Path:
    """The folder of shipped data called `name`; a checkout wins, so that edits are live in an editable install."""
    checkout = Path(__file__).resolve().parents[1]
    if (checkout / "pyproject.toml").is_file() and (checkout / name).is_dir():
        return checkout / name
    return Path(str(files("auditor") / "_data" / name))
