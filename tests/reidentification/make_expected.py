"""Writes expected.json: what pyCANON says about the tables beside it. Run by hand, in an environment of its own:

    python -m venv oracle && oracle/bin/pip install pycanon==1.3.6
    oracle/bin/python tests/reidentification/make_expected.py

pyCANON pins numpy and pandas, so it is no dependency of the tests: they compare with the numbers that it gave.
"""

# mypy: ignore-errors

import json
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent
TABLES = {
    "patients": (["age_band", "sex", "postcode"], ["diagnosis", "stay_days"]),
    "employees": (["department", "grade", "hired"], ["salary", "rating"]),
    "survey": (["region", "education", "union_member"], ["party", "children"]),
}


def main():
    import pandas
    from pycanon import anonymity

    found = {"pycanon": version("pycanon")}
    for name, (quasi, sensitive) in TABLES.items():
        table = pandas.read_csv(HERE / "tables" / f"{name}.csv", keep_default_na=False)
        rows = {"quasi": quasi, "k": int(anonymity.k_anonymity(table, quasi)), "sensitive": {}}
        for column in sensitive:
            rows["sensitive"][column] = {
                "l": int(anonymity.l_diversity(table, quasi, [column])),
                "entropy_l": int(anonymity.entropy_l_diversity(table, quasi, [column])),
                "t": float(anonymity.t_closeness(table, quasi, [column])),
                "numeric": bool(pandas.api.types.is_numeric_dtype(table[column])),
            }
        found[name] = rows
    (HERE / "expected.json").write_text(json.dumps(found, indent=2) + "\n")


if __name__ == "__main__":
    main()
