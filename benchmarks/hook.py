"""How long `audit hook` takes on ten small staged files: `python benchmarks/hook.py`."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

FILES, ROUNDS = 10, 5


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for arguments in (["init", "-q"], ["config", "user.email", "a@b.example"], ["config", "user.name", "a"]):
            subprocess.run(["git", *arguments], cwd=folder, check=True)
        for number in range(FILES):
            text = f"Dear customer, order {number} has left our house on Monday.\n" * 20
            (Path(folder) / f"{number}.md").write_text(text, encoding="utf-8")
        subprocess.run(["git", "add", "."], cwd=folder, check=True)
        for number in range(ROUNDS):
            before, start = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
            subprocess.run([sys.executable, "-m", "auditor", "hook"], cwd=folder, check=True, capture_output=True)
            wall, after = perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
            spent = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
            print(f"run {number + 1}: {wall:.2f} s wall, {spent:.2f} s of CPU, {FILES} files")


if __name__ == "__main__":
    main()
