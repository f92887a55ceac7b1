"""How long 200 options take to be judged against one profile: `python benchmarks/judging.py`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from time import process_time

from auditor.policy.declaration import Declaration
from auditor.policy.judge import judge
from auditor.policy.load import load_policies
from auditor.policy.measured import Measured, Observed
from auditor.policy.options import panel_options

OPTIONS = 200


def main() -> None:
    base = load_policies()
    panel = panel_options(base.panel)
    options = [replace(panel[number % len(panel)], id=str(number)) for number in range(OPTIONS)]
    facts = {"data.personal": True, "data.direct_identifiers": True, "data.free_text": True}
    observed = Observed({key: Measured(value, "assumed") for key, value in facts.items()})
    coverage = {"assurance.coverage": Measured(1.0, "all")}
    for changes in (False, True):
        start = process_time()
        judge(base, observed, coverage, Declaration(), options=options, today=date(2026, 11, 22), with_changes=changes)
        told = "verdicts, questions and what would lift them" if changes else "verdicts and questions"
        print(f"{OPTIONS} options, {told}: {process_time() - start:.2f} s of CPU")


if __name__ == "__main__":
    main()
