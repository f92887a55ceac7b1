"""Which options are judged: those of audit.yaml, else the panel, or what the command line picks."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from auditor.errors import UsageError
from auditor.model import Option
from auditor.policy.checked import nearest
from auditor.policy.schema import Activity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.policy.declaration import Declaration
    from auditor.policy.load import PolicyBase
    from auditor.policy.schema import Panel
    from auditor.policy.vendor_schema import Offering

_DEPLOYMENTS = {
    "api": "vendor_api",
    "cloud_platform": "vendor_api",
    "router": "vendor_api",
    "dedicated_endpoint": "vendor_api",
    "app": "consumer_app",
    "iaas": "self_host_cloud",
    "on_prem": "self_host_onprem",
    "weights": "self_host_onprem",
}


def choose_options(base: PolicyBase, declaration: Declaration, selectors: Iterable[str] = ()) -> tuple[Option, ...]:
    """Options to judge, each once; a selector that fits nothing is an error with the nearest id."""
    own = declaration.options or panel_options(base.panel)
    picked = list(selectors)
    if not picked:
        return own
    chosen: dict[str, Option] = {}
    for selector in picked:
        for option in _select(base, own, selector):
            chosen.setdefault(option.id, option)
    return tuple(chosen.values())


def panel_options(panel: Panel) -> tuple[Option, ...]:
    """The default options: each row by each of its activities."""
    return tuple(
        Option(
            id=f"{row.id}:{activity}",
            activity=activity,
            deployment=row.deployment,
            offering=row.offering,
            model=model,
            region=row.region,
            inference_region=row.inference_region,
            licence=row.licence,
            title=row.title,
            features=tuple(row.features) if row.features is not None else None,
        )
        for row in panel.options
        for activity, model in row.activities.items()
    )


def offering_option(offering: Offering, activity: str, name: str = "") -> Option:
    """An offering by itself as an option: model, region and contract are not named."""
    is_licence = offering.surface == "weights"
    return Option(
        id=name or f"{offering.id}:{activity}",
        activity=activity,
        deployment=_DEPLOYMENTS[offering.surface],
        offering=None if is_licence else offering.id,
        licence=offering.id if is_licence else None,
        title=offering.name,
    )


def _select(base: PolicyBase, own: tuple[Option, ...], selector: str) -> Iterator[Option]:
    pool = (*own, *panel_options(base.panel))
    exact = [option for option in pool if option.id == selector]
    if exact:
        yield exact[0]
        return
    name, _, activity = selector.partition(":")
    if activity and activity not in get_args(Activity):
        raise UsageError(f"no such activity: {activity[:40]}", nearest(activity, get_args(Activity)) or _activities())
    fitting = [
        o for o in pool if (o.id.partition(":")[0] == name or o.offering == name) and activity in ("", o.activity)
    ]
    if fitting:
        yield from fitting
    elif name in base.offers:
        yield offering_option(base.offers[name].offering, activity or "prompting")
    else:
        known = [*(option.id for option in pool), *base.offers]
        raise UsageError(f"no such option or offering: {selector[:80]}", nearest(selector, known) or _where())


def _activities() -> str:
    return f"activities: {', '.join(get_args(Activity))}"


def _where() -> str:
    return "options stand in audit.yaml, else in the default panel; `audit vendors list` lists offerings"
