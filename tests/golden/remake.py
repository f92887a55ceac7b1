"""Writes samples/expected/ again (`make golden`): for changes that are meant, and only after reading the diff."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from auditor.cli import main
from tests.golden.test_samples import EXPECTED, NAMES, SAMPLES, TODAY, _golden, _outside_run


def remake(name: str, scratch: Path) -> None:
    """One sample's expected report."""
    out = scratch / f"{name}.json"
    arguments = ["-f", "json", "-o", str(out), "--today", TODAY, "--workers", "1", "--no-cache", "-q"]
    try:
        main(["scan", str(SAMPLES / name), *arguments])
    except SystemExit as stop:
        if stop.code:
            raise
    text = json.dumps(_golden(_outside_run(out)), indent=1, ensure_ascii=False, sort_keys=True)
    EXPECTED.mkdir(exist_ok=True)
    (EXPECTED / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    os.environ["AUDIT_KEY"] = "k" * 32
    with TemporaryDirectory() as folder:
        os.chdir(folder)
        for sample in sys.argv[1:] or NAMES:
            remake(sample, Path(folder))
