from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.errors import UsageError
from auditor.policy.declaration import Declaration
from auditor.policy.options import choose_options, panel_options

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.policy.load import PolicyBase

_OWN = "options:\n- {id: mine, activity: rag, deployment: vendor_api, offering: openai.api.default}\n"


def test_without_options_the_panel_is_judged(base: PolicyBase) -> None:
    options = choose_options(base, Declaration())
    assert options == panel_options(base.panel)
    assert len({option.id for option in options}) == len(options) == 21


def test_declared_options_replace_the_panel(base: PolicyBase, declare: Callable[[str], Declaration]) -> None:
    assert [option.id for option in choose_options(base, declare(_OWN))] == ["mine"]


@pytest.mark.parametrize(
    ("selector", "ids"),
    [
        ("mine", ["mine"]),
        ("openai:prompting", ["openai:prompting"]),
        ("azure-eu", ["azure-eu:prompting", "azure-eu:fine_tuning"]),
        ("openai.api.default", ["mine", "openai:prompting"]),
        ("openai.api.default:rag", ["mine"]),
        ("groq.cloud:rag", ["groq.cloud:rag"]),
        ("lic.llama4:fine_tuning", ["lic.llama4:fine_tuning"]),
    ],
)
def test_selectors(selector: str, ids: list[str], base: PolicyBase, declare: Callable[[str], Declaration]) -> None:
    name = selector.partition(":")[0]
    if name == "groq.cloud":
        selector = selector.replace(name, next(offer for offer in sorted(base.offers) if offer.startswith("groq.")))
        ids = [selector]
    assert [option.id for option in choose_options(base, declare(_OWN), [selector])] == ids


def test_a_licence_alone_means_own_machines(base: PolicyBase) -> None:
    (option,) = choose_options(base, Declaration(), ["lic.llama4:fine_tuning"])
    assert (option.deployment, option.offering, option.licence) == ("self_host_onprem", None, "lic.llama4")


@pytest.mark.parametrize(
    ("selector", "hint"),
    [
        ("opnai:prompting", "did you mean openai:prompting?"),
        ("openai:prompt", "did you mean prompting?"),
        ("zzz", "audit vendors list"),
    ],
)
def test_an_unknown_option_is_a_usage_error(selector: str, hint: str, base: PolicyBase) -> None:
    with pytest.raises(UsageError) as caught:
        choose_options(base, Declaration(), [selector])
    assert hint in caught.value.hint
