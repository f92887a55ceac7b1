"""Knows chat and instruction datasets by the shape of a record: who speaks, and in which turn.

Roles come from a closed list: a role goes into findings as it is, so it must never be text of the data.
"""

from __future__ import annotations

from typing import Any

MEMBER = False

OPENAI, SHAREGPT, ALPACA, COMPLETION, PREFERENCE, MAIL, TABLE = (
    "openai_messages", "sharegpt", "alpaca", "prompt_completion", "preference", "mail", "table",
)  # fmt: skip

_ROLES = {
    "system": "system",
    "developer": "developer",
    "user": "user",
    "human": "user",
    "prompter": "user",
    "assistant": "assistant",
    "gpt": "assistant",
    "bot": "assistant",
    "chatgpt": "assistant",
    "model": "assistant",
    "tool": "tool",
    "function": "tool",
    "function_call": "assistant",
    "observation": "tool",
    "ipython": "tool",
}
#: Keys whose list of objects is a conversation if its first object says who speaks.
CONVERSATIONS = frozenset(
    ["messages", "conversations", "conversation", "chosen", "rejected", "prompt", "dialogue", "dialog",
     "preferred_output", "non_preferred_output"]
)  # fmt: skip
_PREFERRED = {
    "chosen": "chosen",
    "rejected": "rejected",
    "preferred_output": "chosen",
    "non_preferred_output": "rejected",
}
#: The keys that make a flat shape, with the role of each; the first whose needed keys are all there.
_FLAT: tuple[tuple[str, tuple[str, ...], dict[str, str]], ...] = (
    (PREFERENCE, ("chosen", "rejected"), {"prompt": "user", "question": "user", "system": "system", **_PREFERRED}),
    (PREFERENCE, ("preferred_output", "non_preferred_output"), _PREFERRED),
    (ALPACA, ("instruction", "output"),
     {"instruction": "user", "input": "user", "output": "assistant", "system": "system"}),
    (ALPACA, ("instruction", "response"),
     {"instruction": "user", "context": "user", "input": "user", "response": "assistant", "system": "system"}),
    (COMPLETION, ("prompt", "completion"), {"prompt": "user", "completion": "assistant", "system": "system"}),
    (COMPLETION, ("prompt", "response"), {"prompt": "user", "response": "assistant", "system": "system"}),
)  # fmt: skip


def role(word: Any) -> str:
    """A speaker of the data as a word of the closed list; `other` for any else."""
    known = _ROLES.get(word) if type(word) is str else None
    if known is not None:
        return known
    return _ROLES.get(word.lower(), "other") if isinstance(word, str) and len(word) < 16 else "other"


def speaker_key(child: Any) -> str:
    """The key under which the messages of a list say who speaks, or nothing if it is no conversation."""
    first = child[0] if child else None
    if not isinstance(first, dict):
        return ""
    if "role" in first:
        return "role"
    return "from" if "from" in first and "value" in first else ""


def recognise(record: Any) -> tuple[str, dict[str, str]]:
    """The shape of a record and the roles of its top-level keys; ("", {}) where it has none."""
    if isinstance(record, list):
        return _conversation(record), {}
    if not isinstance(record, dict):
        return "", {}
    for shape, needed, roles in _FLAT:
        if needed[0] in record and needed[1] in record:
            return shape, roles
    for key in ("messages", "conversations", "conversation", "dialogue", "dialog"):
        child = record.get(key)
        if isinstance(child, list) and (shape := _conversation(child)):
            return shape, {}
    if "role" in record and "content" in record and role(record["role"]) != "other":
        return OPENAI, dict.fromkeys(record, role(record["role"]))
    for key in ("body", "request"):  # the line of a vendor's batch file
        child = record.get(key)
        if isinstance(child, dict) and (shape := recognise(child)[0]):
            return shape, {}
    return "", {}


def _conversation(child: list[Any]) -> str:
    key = speaker_key(child)
    return {"role": OPENAI, "from": SHAREGPT}.get(key, "")
