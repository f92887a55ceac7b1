"""`audit bench` from the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner
from scheduled_server import Plan, ServerThread

from auditor.bench.call import Limits
from auditor.cli import cli
from auditor.cli.bench import endpoint, limits_of, numbers
from auditor.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

# Sockets are blocked in this suite; a server of our own listens on the loopback and nowhere else.
pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["bench", *arguments], standalone_mode=False, catch_exceptions=False)


def test_a_run_shows_steps_and_context(tmp_path: Path) -> None:
    load = ["--requests", "20", "--sizes", "64", "--concurrency", "2", "--limit", "e2e=5", "--probes", "100"]
    with ServerThread(Plan(ttft=0.005, itl=0.001, tokens=3)) as server:
        result = _run("--endpoint", f"{server.url},small", *load)
        written = _run("--endpoint", f"{server.url},small", *load, "-f", "json", "-o", str(tmp_path / "b.json"), "-q")
    assert result.return_value == 0
    for piece in ("e1: small at 127.0.0.1", "20/20", "n too small", "context: 0 of 36 right", "at most 0.00 USD"):
        assert piece in result.output
    assert written.return_value == 0
    assert json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))["schema"] == "audit.bench/v1"


def test_an_endpoint_that_is_down_is_a_failure_that_says_why() -> None:
    result = _run("--endpoint", "http://127.0.0.1:1/v1,m", "--retries", "0")
    assert result.return_value == 1
    assert "nothing answers there" in result.output


def test_an_unknown_cost_is_not_sent_without_consent() -> None:
    with pytest.raises(UsageError, match="nothing was sent"):
        _run("--endpoint", "https://api.vendor.example/v1,m")


def test_arguments() -> None:
    one = endpoint("https://host/v1,gpt,openai-eu,OPENAI_API_KEY", "e1")
    assert (one.id, one.model, one.option, one.key_env) == ("openai-eu", "gpt", "openai-eu", "OPENAI_API_KEY")
    assert endpoint("http://127.0.0.1:1/v1,m", "e1").id == "e1"
    assert numbers("1, 2,3", int) == (1, 2, 3)
    assert limits_of(("ttft=0.5", "e2e=10")) == Limits(ttft=0.5, e2e=10.0)
    for wrong in ("https://host/v1", "a,b,c,d,e"):
        with pytest.raises(click.UsageError):
            endpoint(wrong, "e1")
    for text in ("0", "-1", "x", "1,,nan"):
        with pytest.raises(click.UsageError):
            numbers(text, float)
    with pytest.raises(click.UsageError):
        limits_of(("speed=1",))
