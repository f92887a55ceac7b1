"""A report document as a real scan makes it, over the shipped packs and panel, with hostile strings planted in it."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from auditor.document import ReportDocument
from auditor.yaml_io import load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

POLICIES = Path(__file__).parents[2] / "policies"
HOSTILE = (
    "<script>alert(1)</script>",
    "{{7*7}}${7*7}#{7*7}",
    "=cmd|' /C calc'!A0",
    "\x1b[31mred\x1b[0m\x9b2J",
    "\u202egnp.exe\u2066",
    "line\nbreak|pipe`tick`",
    "[click](javascript:alert(1)) ![x](http://evil.example/x.png)",
    "</script><!--",
    "#sys.inputs *bold* _it_ @ref $x$",
)
_ENTITIES = {
    "identity.name": ("PERSON", "M••• K•••"),
    "contact.email": ("EMAIL_ADDRESS", "m•••@•••.com"),
    "contact.phone": ("PHONE_NUMBER", "+••• ••• •••"),
    "special.health": ("HEALTH", "d••• o••• b•••"),
    "gov_id.tax": ("DE_TAX_ID", "••• ••• •••"),
    "security.credential": ("SECRET_AWS_ACCESS_KEY", "•••"),
    "financial.account": ("IBAN_CODE", "••• ••• •••"),
    "confidential.marking": ("CONFIDENTIALITY_MARKING", "C•••"),
    "online.ip": ("IP_ADDRESS", "•••.•••.•••.•••"),
}
_LEGAL = {
    "special.health": "art9",
    "gov_id.tax": "art87",
    "security.credential": "security_not_category",
    "confidential.marking": "contract",
    "online.ip": "online_identifier",
}
_OUTCOME = {"prohibit": "prohibited", "review": "needs_legal_review", "condition": "permitted_with_conditions"}


def finding(number: int) -> dict[str, object]:
    """Finding n of an endless, deterministic series."""
    category = sorted(_ENTITIES)[number * 7 % len(_ENTITIES)]
    entity, masked = _ENTITIES[category]
    path = ("tickets.jsonl", "export/crm.csv", HOSTILE[number % len(HOSTILE)])[
        min(number % 40, 2) if number < 200 else number % 2
    ]
    row: dict[str, object] = {
        "path": path,
        "record": number // 3,
        "field": f"messages[{number % 4}].content",
        "start": number % 80,
        "end": number % 80 + 12,
        "entity": entity,
        "category": category,
        "score": round(0.5 + (number % 50) / 100, 2),
        "detector": "presidio.EmailRecognizer",
        "masked": masked,
        "fingerprint": hashlib.sha256(str(number % 911).encode()).hexdigest()[:16],
        "line": number // 3 + 1,
        "end_line": number // 3 + 1,
    }
    if category.startswith("special"):
        row["status"] = ("confirmed", "suspected", "unlinked")[number % 3]
    return row


def findings(count: int = 240) -> Iterator[dict[str, object]]:
    """The findings of the fixture."""
    return (finding(number) for number in range(count))


@cache
def _rules() -> dict[str, dict[str, Any]]:
    packs = [load_yaml(file) for file in sorted((POLICIES / "packs").glob("*.yaml"))]
    return {
        rule["id"]: {**rule, "pack": pack["pack"], "version": str(pack["version"])}
        for pack in packs
        for rule in pack["rules"]
    }


def _rule(name: str, outcome: str, *, unknown: bool = False, fixed: bool = False) -> dict[str, Any]:
    rule = _rules()[name]
    declared = {
        "value": None if unknown else False,
        "kind": "declared",
        "origin": "not declared" if unknown else "audit.yaml line 12",
    }
    measured = {"value": True, "kind": "measured", "origin": "findings: PERSON 31, EMAIL_ADDRESS 27"}
    return {
        "id": name,
        "outcome": outcome,
        "title": rule["title"],
        "pack": rule["pack"],
        "version": rule["version"],
        "layer": rule["layer"],
        "settled": rule["settled"],
        "severity": rule["severity"],
        "basis": rule["basis"],
        "citations": [
            {
                "id": "eu.gdpr",
                "pinpoint": str(rule["basis"][0]).partition(" :: ")[2],
                "title": "General Data Protection Regulation",
                "status": "final",
                "how_sure": "S",
                "url": "https://eur-lex.europa.eu/eli/reg/2016/679/oj",
            }
        ],
        "authority_status": "final (S)",
        "facts": {"data.personal": measured} if fixed else {"data.personal": measured, "ctx.lawful_basis": declared},
        "trigger_unknown": unknown and outcome == "review",
        "remediation": rule["remediation"],
        "rationale": rule.get("rationale", ""),
        "curable": bool(rule.get("curable")) and not fixed,
    }


def _options() -> list[dict[str, Any]]:
    made = []
    for row in load_yaml(POLICIES / "panel.yaml")["options"]:
        for activity, model in row["activities"].items():
            made.append(
                {
                    "id": f"{row['id']}:{activity}",
                    "activity": activity,
                    "deployment": row["deployment"],
                    "offering": row["offering"],
                    "model": model,
                    "region": row["region"],
                    "inference_region": row["inference_region"],
                    "licence": row.get("licence"),
                    "title": row["title"],
                }
            )
    return made


def _verdict(option: dict[str, Any], place: int) -> dict[str, Any]:
    """Prohibited two ways, review two ways, conditions and nothing, in turn."""
    spare = sorted(_rules())[place % 4 :: 5]
    rules = [_rule(name, "inform") for name in spare]
    kind = ("fixed", "curable", "decide", "waits", "waits", "conditions", "waits", "clear")[place % 8]
    changes: list[dict[str, Any]] = []
    decided: list[dict[str, Any]] = []
    match kind:
        case "fixed":
            decided = [_rule("GDPR-28-CONSUMER-PLAN", "prohibit", fixed=True)]
        case "curable":
            decided = [_rule("GDPR-28-3-DPA", "prohibit"), _rule("SEC-CREDENTIALS", "prohibit")]
            changes = [
                {
                    "steps": ["sign the processing agreement", "rotate and remove the keys"],
                    "assume": ["v.dpa=signed"],
                    "verdict": "needs_legal_review",
                    "effort": 2,
                }
            ]
        case "decide":
            decided = [{**_rule("GDPR-09-SUSPECTED", "review", fixed=True)}]
        case "waits":
            decided = [
                _rule(name, "review", unknown=True)
                for name in (
                    "GDPR-06-1-BASIS",
                    "GDPR-06-1F-LIA",
                    "GDPR-45-DPF",
                    "GDPR-35-WP248-DPIA",
                    "GDPR-13-14-NOTICE-TRAIN",
                )
            ]
        case "conditions":
            decided = [_rule("GDPR-05-1C-MIN-TRAIN", "condition"), _rule("GDPR-30-ROPA", "relied_upon")]
        case _:
            rules = []
    chosen = {rule["id"] for rule in decided}
    rules = decided + [rule for rule in rules if rule["id"] not in chosen]
    answer = _OUTCOME.get(decided[0]["outcome"], "no_blocking_finding") if decided else "no_blocking_finding"
    asked = [q for q in _questions() if option["id"] in q["options"]] if kind == "waits" else []
    return {
        "option": option["id"],
        "verdict": answer,
        "headline": f"{answer.replace('_', ' ').capitalize()} under policy eu-gdpr 0.1.0 (law as of 22 Nov 2026), for option {option['id']}, on the declared facts and the measured bound below.",
        "decided_by": [rule["id"] for rule in decided],
        "rules": rules,
        "conditions": [
            {"rule": rule["id"], "text": rule["remediation"], "outcome": rule["outcome"], "severity": rule["severity"]}
            for rule in decided
            if rule["outcome"] in {"condition", "relied_upon"}
        ],
        "questions": asked,
        "notes": ["No contract is declared: processing agreement and zero retention stay unknown."]
        if place % 2
        else [],
        "changes": changes,
    }


@cache
def _questions() -> list[dict[str, Any]]:
    table = load_yaml(POLICIES / "declaration.yaml")["declared"]
    waiting = [o["id"] for place, o in enumerate(_options()) if place % 8 in {3, 4, 6}]
    return [
        {
            "fact": fact,
            "who": row["who"],
            "question": row["question"],
            "why": "decides GDPR-06-1-BASIS",
            "path": row["path"],
            "rules": ["GDPR-06-1-BASIS"],
            "options": waiting[: max(1, len(waiting) - number)],
        }
        for number, (fact, row) in enumerate(sorted(table.items())[:9])
    ]


def _category(name: str, count: int) -> dict[str, Any]:
    entity, masked = _ENTITIES[name]
    special = name.startswith("special")
    paths = ("tickets.jsonl", HOSTILE[0], HOSTILE[3])
    return {
        "count": count,
        "records": count * 2 // 3,
        "with_person": count // 2,
        "legal": _LEGAL.get(name, "ordinary"),
        "dpv": None if name == "online.ip" else "pd:Name",
        "fides": None,
        "detect": "I" if special else "D",
        "confirmed": count // 2 if special else 0,
        "suspected": count // 3 if special else 0,
        "unlinked": count // 6 if special else 0,
        "entities": {entity: count},
        "files": {"export/crm.csv": count - count // 3, paths[1]: count // 3},
        "fields": {"messages[].content": count},
        "examples": [
            {
                "path": path,
                "record": number,
                "field": "messages[1].content",
                "entity": entity,
                "masked": masked,
                "score": 0.85,
                "line": number + 1,
                "status": "confirmed" if special else None,
            }
            for number, path in enumerate(paths)
        ],
    }


def _sources() -> list[dict[str, Any]]:
    return [
        {
            "offering": offering,
            "field": field,
            "value": value,
            "text": text,
            "source": f"https://vendor.example/terms/{offering}",
            "source_kind": "contract",
            "locator": "section 4.2",
            "as_of": "2026-11-20",
            "review_by": "2026-11-01" if offering == "xai.api.default" else "2027-02-20",
            "confidence": "medium",
            "stale": offering == "xai.api.default",
            "options": [f"{offering}:prompting"],
        }
        for offering in ("mistral.studio.paid", "openai.api.default", "xai.api.default")
        for field, value, text in (
            ("prompt_retention_days", 30, "Inputs are kept for 30 days to look into abuse, then removed."),
            ("trains_on_customer_data", "opt_in", "Inputs are used for training only where the customer opts in."),
            ("prohibited_data", ["payment", "health"], HOSTILE[6]),
        )
    ]


def _measures(digest: str) -> list[dict[str, Any]]:
    """A labelled sample of this data, and a file that somebody else wrote for other data."""
    sample = {
        "kind": "assurance",
        "state": "used",
        "dataset_sha256": digest,
        "detectors_sha256": digest,
        "date": "2026-11-20",
        "by": "J. Doe",
        "design": "simple random",
        "seed": 7,
        "done": ["3,000 records without findings were labelled"],
        "figures": [
            {"name": "missed records", "value": 2, "low": 0.0, "high": 0.0021, "unit": "of 3,000", "source": "exact"}
        ],
        "remains": ["One person labelled."],
        "entered": ["assurance.labelled_sample"],
        "also_declared": True,
    }
    text = dict(zip(("kind", "date", "by", "design", "dataset_sha256"), HOSTILE, strict=False))
    figures = [{"name": said, "value": said, "unit": said, "source": said, "high": 0.5} for said in HOSTILE]
    other = {"state": "other_data", "done": list(HOSTILE), "remains": list(HOSTILE), "figures": figures}
    return [sample, {**text, **other, "proposed": {"ctx.deduplicated": HOSTILE[0], HOSTILE[1]: list(HOSTILE)}}]


def report_document(count: int = 240, hostile: bool = True) -> ReportDocument:
    """The document; without hostile strings it reads like the report of a support desk."""
    options = _options()
    digest = "9f" * 32
    rows = b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in findings(count))
    categories = {name: _category(name, 12 + 31 * place) for place, name in enumerate(sorted(_ENTITIES))}
    document: dict[str, Any] = {
        "schema": "audit.report/v1",
        "run": {
            "id": "b7c1d2e3f4a5",
            "started": "2026-11-22T09:00:00Z",
            "finished": "2026-11-22T09:00:04Z",
            "tool_version": "0.1.0",
            "config_sha256": digest,
            "key_id": "1a2b3c4d",
            "packs": [{"id": "eu-gdpr", "version": "0.1.0-draft", "sha256": digest}],
            "vendors": [{"file": "openai.yaml", "sha256": digest}],
            "detectors": [{"id": "presidio", "version": "2.2.360"}, {"id": "secrets", "version": "1"}],
            "models": [{"id": "en_core_web_sm", "version": "3.8.0", "sha256": digest}],
            "tier": "standard",
            "today": "2026-11-22",
            "seconds": 4.2,
        },
        "dataset": {
            "paths": ["samples/support-desk"],
            "files": 4,
            "bytes": 1_843_200,
            "bytes_read": 1_790_000,
            "records": 2_400,
            "fields": 9_600,
            "sha256": digest,
            "languages": {"en": 6200, "de": 1800, "und": 1600},
            "formats": {"jsonl": 2, "csv": 1},
            "shapes": {"openai_messages": 1600, "table": 800},
            "skipped": [
                {
                    "path": path,
                    "reason": "no reader for this kind of file",
                    "bytes": 53_200,
                    "hint": "convert it to text",
                }
                for path in ("scans/letter.png", *HOSTILE)
            ],
            "not_data": ["audit.yaml"],
        },
        "profile": {
            "findings": count,
            "records_affected": 812,
            "entities": {
                entity: {"count": 12, "records": 9, "distinct": 8, "repeated": 2}
                for entity, _ in sorted(_ENTITIES.values())
            },
            "categories": categories,
            "facts": {"data.personal": True, "data.special": True, "data.credentials": True},
            "evidence": {"data.personal": "PERSON 31, EMAIL_ADDRESS 27"},
            "assurance": {"assurance.coverage": 0.9711},
        },
        "options": options,
        "verdicts": [_verdict(option, place) for place, option in enumerate(options)],
        "questions": _questions(),
        "packs": [
            {
                "id": "eu-gdpr",
                "version": "0.1.0-draft",
                "title": "EU GDPR",
                "law_as_of": "2026-11-22",
                "jurisdiction": "EU/EEA",
                "applies": "yes",
                "rules": 68,
            },
            {
                "id": "us-hipaa",
                "version": "0.1.0-draft",
                "title": "US HIPAA",
                "law_as_of": "2026-11-22",
                "jurisdiction": "US",
                "applies": "unknown",
                "rules": 6,
            },
        ],
        "sources": _sources(),
        "evidence": [
            {"declared_at": "accountability.dpia", "file": "docs/dpia.pdf", "date": "2026-11-05", "sha256": None}
        ],
        "measures": _measures(digest),
        "declaration": {
            "ctx.controller_type": {"value": "company", "path": "controller.type", "line": 9},
            "ctx.children_possible": {
                "development": {"value": False, "path": "data_subjects.children_possible", "line": 17}
            },
        },
        "waivers": [{"rule": "GDPR-30-ROPA", "by": "J. Doe", "reason": HOSTILE[2], "expires": "2027-01-31"}],
        "unsettled": [
            {
                "rule": "GDPR-17-WEIGHTS",
                "settled": "contested",
                "title": "Personal data in weights",
                "why": "Hamburg: nothing is stored. EDPB 28/2024 and CNIL: case by case. Rules plan for the strict view.",
            },
        ],
        "limits": ["Names are looked for in texts whose language has a model: en, de."],
        "findings": {"count": count, "sha256": hashlib.sha256(rows).hexdigest()},
    }
    if not hostile:
        document = _tamed(document)
    return ReportDocument.model_validate(document)


def _tamed(value: Any) -> Any:
    if isinstance(value, dict):
        return {_tamed(key): _tamed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_tamed(item) for item in value]
    return f"notes/{HOSTILE.index(value)}.txt" if value in HOSTILE else value
