"""The words of the interview: policies/interview.yaml as a shape."""

from __future__ import annotations

from pydantic import Field

from auditor.policy.schema import Activity, Shape


class Words(Shape):
    """What values mean in plain language, and how audit.yaml is laid out."""

    activities: dict[Activity, str] = Field(description="activity -> what is done with the data")
    assumed: list[str] = Field(description="measured facts that count as found where nothing was scanned")
    sections: dict[str, str] = Field(description="sections of audit.yaml in their order, with what each is about")
    slots: dict[str, dict[str, str]] = Field(description="fact -> words that its place may hold")
    words: dict[str, dict[str, str]] = Field(description="fact or contract override -> value -> meaning")
