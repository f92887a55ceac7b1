"""From an option to a plan: which prices, which machines, what is missing and what to know about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from auditor.cost.estimate import Estimate, Middle, Origin, Status, exactly
from auditor.cost.ledger import total
from auditor.cost.plans import ApiPlan, HybridPlan
from auditor.cost.prices import compare, spread
from auditor.cost.selfhost import Fleet, SelfPlan
from auditor.cost.throughput import smallest
from auditor.cost.tokens import family_of
from auditor.cost.training import Method
from auditor.cost.tuning import OwnTuning, Tuning
from auditor.cost.units import HourlyPrice, Money, Ratio, TokenRate
from auditor.cost.workload import TrainingPlan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.cost.declared import HardwareRow, OrganisationSection
    from auditor.cost.hardware import Gpu, HardwareTables, OpenModel
    from auditor.cost.hidden import Register
    from auditor.cost.plans import Plan, Setting
    from auditor.cost.pricemap import Ending, Market
    from auditor.cost.prices import Disagreement, PriceCard
    from auditor.cost.throughput import Machine
    from auditor.model import Option

#: Activities whose cost this room can compute; the rest is said to be left out.
_COSTED = ("prompting", "rag", "fine_tuning", "evaluation")
_DEFAULT_TRAINING = TrainingPlan(None, 2.0, 2.0, Method.LORA)


@dataclass(frozen=True, slots=True)
class Priced:
    """An option with its plan."""

    id: str
    title: str
    kind: str  # api, self_host_onprem, self_host_cloud, hybrid
    activity: str
    plan: Plan
    detail: dict[str, object]
    missing: tuple[str, ...] = ()  # parts of the cost that nobody knows: the total is a lower bound
    warnings: tuple[str, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    endings: tuple[Ending, ...] = ()
    inputs: tuple[Estimate[Any], ...] = ()  # shown though no draw uses them


@dataclass(frozen=True, slots=True)
class Unpriced:
    """An option whose cost can't be said, and why: never a zero."""

    id: str
    title: str
    activity: str
    reason: str
    hint: str


@dataclass(frozen=True, slots=True)
class Shop:
    """Where plans are made."""

    setting: Setting
    market: Market
    hardware: HardwareTables
    organisation: OrganisationSection
    register: Register
    residency: frozenset[str]  # options whose verdict requires the region

    def plan(self, option: Option) -> Priced | Unpriced:
        """The plan of one option, or why there is none."""
        if option.activity not in _COSTED:
            return _unpriced(
                option, f"the cost of {option.activity} is not modelled", "add your own estimate to the plan"
            )
        if option.deployment.startswith("self_host"):
            return self._self_hosted(option)
        return self._api(option)

    # ------------------------------------------------------------ vendors

    def _api(self, option: Option) -> Priced | Unpriced:
        offering, model = option.offering or "", option.model
        if not model:
            return _unpriced(option, "no model is named", "name the model of this option in audit.yaml")
        if any(offering == unpaid for unpaid in self.market.map.unpaid):
            return _unpriced(option, "no charge per token: paid with data or limits", "see the verdict and the limits")
        card = self.market.card(offering, model)
        if card is None:
            vendor = self.market.map.providers_of(offering)[0]
            reason = f"no price known for {model} at {vendor}"
            return _unpriced(option, reason, f"give it with --prices FILE (provider: {vendor}, model: {model})")
        return self._priced_api(option, card)

    def _priced_api(self, option: Option, card: PriceCard) -> Priced:
        offering, model, setting = option.offering or "", option.model or "", self.setting
        endings = self.market.map.endings(offering, model, option.activity)
        tuning, missing = self._vendor_tuning(option, card)
        second = self.market.second(offering, model)
        found = compare(card, second, setting.workload.start) if second else ()
        low, high = spread(card, found)
        factor = Estimate(
            f"price.{card.provider}.{card.asked}.factor",
            Ratio(1.0),
            Ratio(low),
            Ratio(high),
            Origin("spread of the sources and of the hours of the day", card.origin.date, Status.DERIVED),
        )
        plan = ApiPlan(
            card=card,
            family=family_of(model),
            factor=factor,
            uplift=self.market.map.uplift(offering, model, required=option.id in self.residency),
            register=self.register.for_option("vendor_api", tuned=tuning is not None),
            tuning=tuning,
            shutdown=_first_shutdown(endings, card, second),
        )
        detail: dict[str, object] = {
            "provider": card.provider,
            "model": model,
            "priced_as": card.model,
            "tokenizer": family_of(model),
            "price_changes": [day.isoformat() for day in card.changes(setting.workload.start, setting.workload.end)],
            "shutdown": plan.shutdown.isoformat() if plan.shutdown else None,
        }
        return Priced(
            id=option.id,
            title=option.title or option.id,
            kind="api",
            activity=option.activity,
            plan=plan,
            detail=detail,
            missing=missing,
            warnings=_api_warnings(card, plan, endings),
            disagreements=found,
            endings=endings,
            inputs=_price_inputs(card, setting),
        )

    def _vendor_tuning(self, option: Option, card: PriceCard) -> tuple[Tuning | None, tuple[str, ...]]:
        if option.activity != "fine_tuning":
            return None, ()
        plan = self.setting.workload.training or _DEFAULT_TRAINING
        tokens = self._tokens(plan, family_of(option.model))
        missing = []
        if card.tuning is None:
            missing.append(
                "training price per token: no public table carries it, give it with --prices FILE (training)"
            )
        if tokens is None:
            missing.append("tokens of the training data: scan the dataset or declare workload.training.tokens")
        missing.append("whether the tuned model's use is dearer than the base model's: base price counted")
        return Tuning(plan, tokens, card.tuning), tuple(missing)

    def _tokens(self, plan: TrainingPlan, family: str) -> Estimate[Any] | None:
        return replace(self.setting.workload, training=plan).training_tokens(family)

    # ------------------------------------------------------------ own machines

    def _self_hosted(self, option: Option) -> Priced | Unpriced:
        model = self.hardware.model(option.model) if option.model else None
        if model is None:
            name = option.model or "no model named"
            return _unpriced(option, f"size of the model unknown: {name}", "name a model whose size is in its name")
        machines = self._machines(option.deployment, model)
        plans = [self._self_plan(option, machine) for machine in machines]
        if not plans:
            reason = f"{model.id} fits on no accelerator considered, eight in one machine included"
            return _unpriced(option, reason, "declare organisation.precision: fp8 or int4, or another accelerator")
        best = min(plans, key=lambda plan: total(plan.lines(self.setting, Middle(), 1.0)).number)
        return self._priced_self(option, model, best)

    def _priced_self(self, option: Option, model: OpenModel, plan: SelfPlan) -> Priced:
        machine = plan.fleet.machine
        missing, warnings = [], []
        if plan.tuning is not None and plan.tuning.tokens is None:
            missing.append("tokens of the training data: scan the dataset or declare workload.training.tokens")
        if model.origin.status is Status.DERIVED:
            warnings.append("size of the model read from its name, architecture assumed")
        if plan.tuning is not None and self.setting.workload.training is None:
            warnings.append("no workload.training declared: two runs a year over the data, two passes, LoRA")
        detail: dict[str, object] = {
            "model": model.id,
            "parameters": model.params,
            "active_parameters": model.active,
            "accelerator": machine.gpu.id,
            "accelerators_per_replica": machine.gpus,
            "precision": machine.precision.name.lower(),
            "weights_gb": machine.weights.number / 1e9,
            "owned_accelerators": plan.fleet.owned,
            "tokenizer": model.tokenizer,
            "tokens_per_second_per_request": self._speed(plan),
        }
        return Priced(
            id=option.id,
            title=option.title or option.id,
            kind=option.deployment,
            activity=option.activity,
            plan=plan,
            detail=detail,
            missing=tuple(missing),
            warnings=tuple(warnings),
        )

    def _speed(self, plan: SelfPlan) -> float:
        """Output tokens a second that one request of a full batch gets, in the middle world."""
        serving = plan.fleet.serving(self.setting, Middle())
        return serving.decode.number / serving.batch.number

    def _self_plan(self, option: Option, machine: Machine) -> SelfPlan:
        tuned = option.activity == "fine_tuning"
        tuning = None
        onprem = option.deployment == "self_host_onprem"
        if tuned:
            plan = self.setting.workload.training or _DEFAULT_TRAINING
            tokens = self._tokens(plan, machine.model.tokenizer)
            tuning = OwnTuning(plan, tokens, machine.model, machine.gpu, owned=onprem)
        fleet = Fleet(
            machine=machine,
            spares=self.organisation.redundancy,
            owned=self._owned(machine.gpu) if onprem else 0,
            measured=self._measured(machine),
        )
        register = self.register.for_option(_known(option.deployment), tuned=tuned)
        return SelfPlan(_known(option.deployment), fleet, register, tuning)

    def _machines(self, deployment: str, model: OpenModel) -> Iterable[Machine]:
        """The smallest replica on each accelerator considered, with the context that the workload needs."""
        middle, work = Middle(), self.setting.workload
        request = work.request(model.tokenizer, middle)
        usable = middle(self.setting.assumptions.ratio("serving.memory_share"))
        need = (request.input + request.output, usable)
        for gpu in self._considered(deployment):
            machine = smallest(model, gpu, self.organisation.precision, need)
            if machine is not None:
                yield machine

    def _considered(self, deployment: str) -> list[Gpu]:
        """The accelerator named, those at hand, or all that can be bought or rented."""
        onprem = deployment == "self_host_onprem"
        rows = [row for row in self.organisation.hardware if onprem or row.rent_per_hour is not None]
        if self.organisation.gpu is not None:
            named = [self.hardware.gpu(self.organisation.gpu)]
        else:
            named = [self.hardware.gpu(name) for name in sorted({row.gpu for row in rows})]
        if not named:
            named = [gpu for gpu in self.hardware.gpus.values() if not gpu.only_named]
        offered = [_with_offer(gpu, self._row(gpu), self.setting.currency) for gpu in named]
        return [gpu for gpu in offered if (gpu.buy if onprem else gpu.rent) is not None]

    def _row(self, gpu: Gpu) -> HardwareRow | None:
        rows = self.organisation.hardware
        return next((row for row in rows if self.hardware.gpu(row.gpu).id == gpu.id), None)

    def _owned(self, gpu: Gpu) -> int:
        rows = self.organisation.hardware
        return sum(row.count for row in rows if row.owned and self.hardware.gpu(row.gpu).id == gpu.id)

    def _measured(self, machine: Machine) -> Estimate[TokenRate] | None:
        for row in self.organisation.measured:
            same = row.model == machine.model.id and row.gpus == machine.gpus
            if same and self.hardware.gpu(row.gpu).id == machine.gpu.id:
                origin = Origin(row.source, row.date, Status.MEASURED)
                return row.output_tokens_per_second.estimate(f"measured.{row.model}.{row.gpu}", TokenRate, origin)
        return None


def _known(deployment: str) -> str:
    """The deployment whose defaults hold: hosting by oneself elsewhere counts as rented."""
    return deployment if deployment == "self_host_onprem" else "self_host_cloud"


def _with_offer(gpu: Gpu, row: HardwareRow | None, currency: str) -> Gpu:
    """The accelerator with the user's own offers in place of the market's range."""
    if row is None:
        return gpu
    origin = Origin("audit.yaml, organisation.hardware", None, Status.DECLARED)
    price = row.price if row.price is not None else row.paid / row.count if row.paid else None
    buy = gpu.buy if price is None else exactly(f"gpu.{gpu.id}.buy", Money(price, currency), origin)
    rate = row.rent_per_hour
    rent = gpu.rent if rate is None else exactly(f"gpu.{gpu.id}.rent", HourlyPrice(rate, currency), origin)
    return replace(gpu, buy=buy, rent=rent)


def _unpriced(option: Option, reason: str, hint: str) -> Unpriced:
    return Unpriced(option.id, option.title or option.id, option.activity, reason, hint)


def _first_shutdown(endings: tuple[Ending, ...], card: PriceCard, second: PriceCard | None) -> Any:
    days = [row.shutdown for row in endings if row.shutdown is not None]
    days += [known.shutdown for known in (card, second) if known is not None and known.shutdown is not None]
    return min(days) if days else None


def _api_warnings(card: PriceCard, plan: ApiPlan, endings: tuple[Ending, ...]) -> tuple[str, ...]:
    warnings = list(card.notes)
    if card.alias:
        warnings.append("the name ends in -latest: it drifts from model to model, name the snapshot")
    if card.model != card.asked:
        warnings.append(f"the source prices this model under the name {card.model}")
    if plan.shutdown is not None:
        warnings.append(f"switched off on {plan.shutdown}: forced migration counted where it lies inside the horizon")
    for row in endings:
        if row.closed_to_all is not None:
            warnings.append(f"closed to everybody from {row.closed_to_all} ({row.source})")
        elif row.closed_to_new is not None:
            warnings.append(f"closed to new organisations from {row.closed_to_new} ({row.source})")
    return tuple(dict.fromkeys(warnings))


def _price_inputs(card: PriceCard, setting: Setting) -> tuple[Estimate[Any], ...]:
    """The list prices of the first day, to be shown with source and date."""
    rates = card.rates(setting.workload.start)
    given = {"input": rates.input, "output": rates.output, "cached": rates.cached, "cache_write": rates.cache_write}
    name = f"price.{card.provider}.{card.asked}"
    return tuple(exactly(f"{name}.{kind}", price.base, card.origin) for kind, price in given.items() if price)


def hybrid(own: Priced, vendor: Priced, setting: Setting) -> Priced | None:
    """The option that keeps the sensitive share inside; None where no share is known or nothing would be split."""
    share = setting.workload.sensitive
    if share is None or not 0.0 < share.value.number < 1.0:
        return None
    return Priced(
        id=f"hybrid:{own.id}+{vendor.id}",
        title=f"{own.title} for sensitive requests, {vendor.title} for the rest",
        kind="hybrid",
        activity=own.activity,
        plan=HybridPlan(own.plan, vendor.plan, share),
        detail={"self_hosted": own.id, "vendor": vendor.id, "sensitive_share": share.value.number},
        missing=own.missing + vendor.missing,
        warnings=own.warnings + vendor.warnings,
        disagreements=vendor.disagreements,
        endings=vendor.endings,
        inputs=vendor.inputs,
    )
