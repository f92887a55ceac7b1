"""The figures as an audit.reidentification/v1 document and as Markdown: columns by name, small counts as classes."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from auditor.reidentification.risk import THRESHOLDS, Journalist, Risk, cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from auditor.reidentification.columns import Proposed
    from auditor.reidentification.risk import Diversity
    from auditor.reidentification.suggesting import Combination, Suggestion

SCHEMA = "audit.reidentification/v1"
LIMITS = (
    "These figures never make data anonymous: anonymity is about all means that somebody is likely to use, and about "
    "linking and inference too.",
    "What counts as a quasi-identifier decides everything: confirm the columns, in audit.yaml under "
    "safeguards.quasi_identifiers or with --quasi.",
    "Free-text columns are left out: k, l and t say nothing about them. Scan, redact and label a sample of them.",
    "Each row counts as a person unless a column is named with --person; rows of one person make classes look larger.",
    "How many people are unique in the population is not estimated; without --population the journalist's risk is not "
    "assessed, and the prosecutor's is its upper bound.",
    "0.09 is 1 in 11, used for public release of clinical data (EMA/90915/2016; Health Canada); 0.2 and 0.33 are shown "
    "for controlled access. None of them is law.",
)


@dataclass(slots=True)
class TableRisk:
    """One table: its columns, and what they come to."""

    files: list[str]
    rows: int
    persons: int
    roles: dict[str, Proposed]
    kinds: dict[str, str]
    risk: Risk | None = None  # None: no quasi-identifier
    journalist: Journalist | None = None
    diversity: dict[str, Diversity] = field(default_factory=dict)
    combinations: list[Combination] = field(default_factory=list)
    all_combinations: bool = True
    singles: list[Suggestion] = field(default_factory=list)
    way: list[Suggestion] = field(default_factory=list)


@dataclass(slots=True)
class Assessment:
    """All tables of a dataset."""

    dataset_sha256: str
    tool_version: str
    wished: int
    declared: bool  # the quasi-identifiers were named by a person
    tables: list[TableRisk] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)

    @property
    def worst(self) -> TableRisk | None:
        """The table with the smallest class."""
        measured = [table for table in self.tables if table.risk is not None and table.risk.records]
        return min(measured, key=lambda table: (table.risk.k if table.risk else 0, table.files), default=None)

    @property
    def facts(self) -> dict[str, Any]:
        """The measured facts that policies ask for."""
        worst = self.worst
        if worst is None or worst.risk is None:
            return {}
        return {"data.k_min": worst.risk.k, "data.reid_max_risk": round(worst.risk.highest, 4)}


def document_of(found: Assessment) -> dict[str, Any]:
    """The whole document; equal data, settings and key give equal bytes."""
    return {
        "schema": SCHEMA,
        "tool_version": found.tool_version,
        "dataset": {
            "sha256": found.dataset_sha256,
            "skipped": [{"path": path, "reason": reason} for path, reason in found.skipped],
        },
        "quasi_identifiers": "declared" if found.declared else "proposed",
        "wished_k": found.wished,
        "tables": [_table(table, found.wished) for table in found.tables],
        "facts": found.facts,
        "limits": list(LIMITS),
    }


def _table(table: TableRisk, wished: int) -> dict[str, Any]:
    return {
        "files": table.files,
        "rows": table.rows,
        "persons": table.persons,
        "columns": [
            {"name": name, "role": row.role.value, "why": row.why, "kind": table.kinds.get(name)}
            for name, row in table.roles.items()
        ],
        "risk": _risk(table.risk),
        "journalist": _journalist(table.journalist),
        "sensitive": {name: _diversity(row) for name, row in table.diversity.items()},
        "combinations": [
            {"columns": list(row.columns), "unique_share": share(row.unique), "k": row.k} for row in table.combinations
        ],
        "all_combinations": table.all_combinations,
        "coarser": [_suggestion(row, wished) for row in table.singles],
        "way": [_suggestion(row, wished) for row in table.way],
    }


def _risk(risk: Risk | None) -> dict[str, Any] | None:
    if risk is None:
        return None
    return {
        "records": risk.records,
        "classes": risk.classes,
        "k": risk.k,
        "unique_share": share(risk.unique),
        "prosecutor_highest": share(risk.highest),
        "prosecutor_average": share(risk.average),
        "marketer": share(risk.average),
        "share_above": {limit: share(found) for limit, found in risk.above.items()},
        "records_by_class_size": {name: cell(records) for name, records in risk.sizes.items()},
    }


def _journalist(found: Journalist | None) -> dict[str, Any] | str:
    if found is None:
        return "not assessed: no population declared; the prosecutor's risk is the upper bound"
    row = asdict(found)
    return {**row, "highest": share(found.highest), "average": share(found.average), "beyond": cell(found.beyond)}


def _diversity(row: Diversity) -> dict[str, Any]:
    return {
        "l_distinct": row.distinct,
        "l_entropy": share(row.entropy),
        "told_share": share(row.told),
        "t_equal": share(row.t_equal),
        "t_ordered": None if row.t_ordered is None else share(row.t_ordered),
    }


def _suggestion(row: Suggestion, wished: int) -> dict[str, Any]:
    return {
        "levels": dict(row.levels),
        "k": row.risk.k,
        "unique_share": share(row.risk.unique),
        "prosecutor_average": share(row.risk.average),
        f"records_below_k_{wished}": cell(row.small),
        "audit_redact": row.by_redact,
    }


def share(value: float) -> float:
    """Four decimals."""
    return round(value, 4)


def markdown_of(document: dict[str, Any]) -> str:
    """The same for people."""
    lines = [
        "# Re-identification risk",
        "",
        f"Dataset `{document['dataset']['sha256'][:12]}`; quasi-identifiers {document['quasi_identifiers']}.",
        "",
    ]
    for table in document["tables"]:
        lines += _table_lines(table, document["wished_k"])
    lines += ["## What these figures can't say", "", *(f"- {limit}" for limit in document["limits"]), ""]
    return "\n".join(lines)


def _table_lines(table: dict[str, Any], wished: int) -> list[str]:
    lines = [f"## {escaped(table['files'][0])}", "", f"{len(table['files'])} files, {table['rows']} rows.", ""]
    lines += ["| column | role | why |", "|---|---|---|"]
    lines += [f"| {escaped(row['name'])} | {row['role']} | {escaped(row['why'])} |" for row in table["columns"]]
    lines.append("")
    if table["risk"] is None:
        return [*lines, "No quasi-identifier: name them with --quasi.", ""]
    lines += ["| measure | value |", "|---|---|", *(f"| {name} | {value} |" for name, value in figures(table)), ""]
    if table["sensitive"]:
        lines += ["| sensitive | l distinct | l entropy | told | t equal | t ordered |", "|---|---|---|---|---|---|"]
        lines += [f"| {escaped(name)} | {' | '.join(map(str, diversity_row(row)))} |" for name, row in _each(table)]
        lines.append("")
    lines += [f"| step towards k = {wished} | k | unique | records in smaller classes |", "|---|---|---|---|"]
    lines += [f"| {' | '.join(escaped(str(value)) for value in row)} |" for row in way_rows(table, wished)]
    return [*lines, ""]


def _each(table: dict[str, Any]) -> Iterable[tuple[str, Mapping[str, Any]]]:
    found: dict[str, Any] = table["sensitive"]
    return found.items()


def figures(table: dict[str, Any]) -> list[tuple[str, str]]:
    """The measures of a table as names and values."""
    risk, journalist = table["risk"], table["journalist"]
    rows = [
        ("classes", str(risk["classes"])),
        ("k, the smallest class", str(risk["k"])),
        ("unique records", f"{risk['unique_share']:.2%}"),
        ("prosecutor risk, highest", f"{risk['prosecutor_highest']:.4f}"),
        ("prosecutor risk, average", f"{risk['prosecutor_average']:.4f}"),
        ("marketer risk", f"{risk['marketer']:.4f}"),
        ("journalist risk", journalist if isinstance(journalist, str) else _told(journalist)),
    ]
    rows += [(f"records with risk above {limit}", f"{risk['share_above'][str(limit)]:.2%}") for limit in THRESHOLDS]
    sizes = ", ".join(f"{name}: {records}" for name, records in risk["records_by_class_size"].items())
    return [*rows, ("records by size of class", sizes)]


def _told(journalist: Mapping[str, Any]) -> str:
    return f"highest {journalist['highest']:.4f}, average {journalist['average']:.4f}, k-map {journalist['k_map']}"


def diversity_row(row: Mapping[str, Any]) -> list[object]:
    """The measures of a sensitive column as cells."""
    ordered = "-" if row["t_ordered"] is None else row["t_ordered"]
    return [row["l_distinct"], row["l_entropy"], f"{row['told_share']:.2%}", row["t_equal"], ordered]


def way_rows(table: dict[str, Any], wished: int) -> list[tuple[object, ...]]:
    """The steps towards the wished k as cells."""
    return [
        (
            ", ".join(f"{name}: {level}" for name, level in row["levels"].items()),
            row["k"],
            f"{row['unique_share']:.2%}",
            row[f"records_below_k_{wished}"],
        )
        for row in table["way"]
    ]


def escaped(text: str) -> str:
    """A name of others inside Markdown: nothing in it is markup."""
    safe = "".join(f"\\{char}" if char in "\\`*_{}[]<>()#+!|~" else char for char in text)
    return " ".join(safe.split())
