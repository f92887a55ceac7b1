"""Chat and instruction datasets: shape, roles, turns."""

from __future__ import annotations

import json
from typing import Any

import pytest
from read_files import records_of

from auditor.model import Part
from auditor.readers.shapes import role


def spoken(row: Any) -> tuple[str, dict[str, tuple[str, int | None]]]:
    (record,) = records_of("a.jsonl", json.dumps(row).encode() + b"\n")
    fields = [field for field in record.fields if field.part is Part.VALUE]
    return record.shape, {field.name: (field.role, field.turn) for field in fields}


def test_openai_messages_with_tool_calls_and_parts() -> None:
    shape, fields = spoken(
        {
            "id": "x",
            "messages": [
                {"role": "system", "content": "s"},
                {
                    "role": "user",
                    "content": [{"type": "text", "text": "hi"}, {"type": "image_url", "image_url": {"url": "u"}}],
                },
                {"role": "assistant", "content": None, "tool_calls": [{"function": {"name": "f", "arguments": "{}"}}]},
                {"role": "tool", "tool_call_id": "1", "content": "found"},
                {"role": "Jane Doe", "content": "odd"},
            ],
            "tools": [{"function": {"description": "d"}}],
        }
    )
    assert shape == "openai_messages"
    assert fields["id"] == ("", None)
    assert fields["messages[0].content"] == ("system", 0)
    assert fields["messages[1].content[0].text"] == ("user", 1)
    assert fields["messages[1].content[1].image_url.url"] == ("user", 1)
    assert fields["messages[2].tool_calls[0].function.arguments"] == ("assistant", 2)
    assert fields["messages[3].content"] == ("tool", 3)
    assert fields["messages[4].content"] == ("other", 4)
    assert fields["tools[0].function.description"] == ("", None)


def test_sharegpt() -> None:
    shape, fields = spoken({"conversations": [{"from": "human", "value": "a"}, {"from": "gpt", "value": "b"}]})
    assert shape == "sharegpt"
    assert fields["conversations[0].value"] == ("user", 0)
    assert fields["conversations[1].value"] == ("assistant", 1)


@pytest.mark.parametrize(
    ("row", "shape", "roles"),
    [
        ({"instruction": "a", "input": "b", "output": "c", "source": "d"}, "alpaca", "user user assistant "),
        ({"instruction": "a", "context": "b", "response": "c"}, "alpaca", "user user assistant"),
        ({"prompt": "a", "completion": "b"}, "prompt_completion", "user assistant"),
        ({"prompt": "a", "response": "b"}, "prompt_completion", "user assistant"),
        ({"prompt": "a", "chosen": "b", "rejected": "c"}, "preference", "user chosen rejected"),
        ({"role": "assistant", "content": "a"}, "openai_messages", "assistant assistant"),
        ({"role": "boss", "content": "a"}, "", " "),
        ({"messages": ["a"], "prompt": "b"}, "", " "),
        ({"messages": []}, "", ""),
    ],
)
def test_flat_shapes(row: dict[str, Any], shape: str, roles: str) -> None:
    found, fields = spoken(row)
    assert found == shape
    assert [speaker for speaker, _ in fields.values()] == (roles.split(" ") if roles else [])


def test_preferences_of_conversations() -> None:
    talk = [{"role": "user", "content": "q"}, {"role": "assistant", "content": "a"}]
    shape, fields = spoken({"prompt": talk[:1], "chosen": talk, "rejected": talk})
    assert shape == "preference"
    assert fields["prompt[0].content"] == ("user", 0)
    assert fields["chosen[1].content"] == ("chosen", 1)
    assert fields["rejected[0].content"] == ("rejected", 0)


def test_vendor_preference_and_batch_lines() -> None:
    talk = [{"role": "user", "content": "q"}]
    shape, fields = spoken({"input": {"messages": talk}, "preferred_output": talk, "non_preferred_output": talk})
    assert shape == "preference"
    assert fields["input.messages[0].content"] == ("user", 0)
    assert fields["preferred_output[0].content"] == ("chosen", 0)
    shape, fields = spoken({"custom_id": "1", "body": {"model": "m", "messages": talk}})
    assert shape == "openai_messages"
    assert fields["body.messages[0].content"] == ("user", 0)


def test_a_line_that_is_a_conversation() -> None:
    shape, fields = spoken([{"role": "user", "content": "q"}, {"role": "assistant", "content": "a"}])
    assert shape == "openai_messages"
    assert fields["[1].content"] == ("assistant", 1)


@pytest.mark.parametrize("word", ["jane@firm.example", "", None, 7, ["user"], "user" * 9])
def test_a_role_is_never_text_of_the_data(word: Any) -> None:
    assert role(word) == "other"
