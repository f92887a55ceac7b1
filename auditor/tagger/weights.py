"""The weights as a file of the package: one hash, checked before anything of it is read; small whole numbers, made floats here."""

from __future__ import annotations

import hashlib
import io
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from auditor.errors import AuditError
from auditor.tagger.labels import NAMES
from auditor.tagger.network import Network
from auditor.tagger.pinned import FILE, SHA256, VERSION
from auditor.tagger.tagger import Tagger
from auditor.tagger.tokens import Features

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

FOLDER = Path(__file__).resolve().parent / "data"
_TABLES = 5
_PARTS = ("first", "first_bias", "second", "second_bias", "out", "out_bias")


@cache
def load() -> Tagger:
    """The tagger, once per process."""
    data = _read()
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise AuditError(
            f"{FILE} of the tagger {VERSION} is not the file that was reviewed",
            "install the program anew: pip install --force-reinstall llm-data-auditor",
        )
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        return unpacked({name: arrays[name] for name in arrays.files})


def _read() -> bytes:
    try:
        return (FOLDER / FILE).read_bytes()
    except OSError:
        return b""


def unpacked(arrays: Mapping[str, NDArray[Any]]) -> Tagger:
    """The tagger from the arrays of its file."""
    tables = tuple(_table(arrays, f"table{number}") for number in range(_TABLES))
    gate = tuple(_table(arrays, f"gate{number}") for number in range(_TABLES))
    parts = {name: np.ascontiguousarray(arrays[name], dtype=np.float32) for name in _PARTS}
    network = Network(tables=tables, gate=gate, gate_bias=float(arrays["gate_bias"]), **parts)
    features = Features(
        arrays["kinds"].astype(np.uint8), arrays["folds"].astype(np.uint16), arrays["lexicon"].astype(np.uint16)
    )
    curves = tuple(
        (arrays[f"curve{label}"][0].astype(np.float64), arrays[f"curve{label}"][1].astype(np.float64))
        for label in range(1, len(NAMES))
    )
    return Tagger(features, network, float(arrays["gate_least"]), float(arrays["least"]), curves)


def packed(tagger: Tagger, tables: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """The arrays of the file; `tables` are the characters and the lexicon."""
    arrays: dict[str, NDArray[Any]] = dict(tables)
    for kind, values in (("table", tagger.network.tables), ("gate", tagger.network.gate)):
        for number, table in enumerate(values):
            scale = np.maximum(np.abs(table).max(axis=0), np.float32(1e-6)) / np.float32(127)
            arrays[f"{kind}{number}"] = np.round(table / scale).astype(np.int8)
            arrays[f"{kind}{number}_scale"] = scale.astype(np.float32)
    for name in _PARTS:
        arrays[name] = getattr(tagger.network, name).astype(np.float32)
    arrays["gate_bias"] = np.array(tagger.network.gate_bias)
    arrays["gate_least"] = np.array(tagger.gate if tagger.gate is not None else -1e9)
    arrays["least"] = np.array(tagger.least)
    for label, curve in enumerate(tagger.curves, 1):
        arrays[f"curve{label}"] = np.stack(curve).astype(np.float32)
    return arrays


def _table(arrays: Mapping[str, NDArray[Any]], name: str) -> NDArray[np.float32]:
    values: NDArray[np.float32] = arrays[name].astype(np.float32)
    values *= arrays[f"{name}_scale"].astype(np.float32)
    return values
