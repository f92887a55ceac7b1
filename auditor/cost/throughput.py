"""How many tokens a machine makes: a roofline with efficiencies below one, and the memory that caps the batch.

A decode step reads every active weight once and computes for each request of the batch: few requests are bound by
memory, many by compute, with the balance at `balance_batch`. Several accelerators in one replica gain less than their
number: the published form divides by its square root. All of it is arithmetic on published figures; a measurement by
`audit bench` replaces it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import sqrt
from typing import TYPE_CHECKING, Any, cast

from auditor.cost.units import Bytes, Count, TokenRate

if TYPE_CHECKING:
    from auditor.cost.hardware import Gpu, OpenModel
    from auditor.cost.units import Ratio, Real, Tokens


class Precision(Enum):
    """How weights are kept: bytes for each parameter, scales included."""

    FP16 = 2.0
    FP8 = 1.0
    INT4 = 0.55


@dataclass(frozen=True, slots=True)
class Machine:
    """One replica: a model at a precision on so many equal accelerators."""

    model: OpenModel
    gpu: Gpu
    gpus: int
    precision: Precision

    @property
    def ceiling(self) -> TokenRate:
        """Tokens a second if compute were all: two operations for each active parameter."""
        return TokenRate(self.gpu.compute.number * self.gpus / (2.0 * self.model.active))

    @property
    def balance_batch(self) -> float:
        """The batch at which reading weights and computing take the same time."""
        steps = self.gpu.bandwidth.number * self.gpus / (self.model.active * self.precision.value)
        return self.ceiling.number / steps

    @property
    def spread_loss(self) -> float:
        """What is kept when the work is spread over several accelerators."""
        return 1.0 / sqrt(self.gpus)

    def decode(self, batch: Count, efficiency: Ratio) -> TokenRate:
        """Tokens a second that a batch of requests gets together."""
        filled = batch.value / (batch.value + self.balance_batch)
        return self.ceiling * filled * efficiency.value * self.spread_loss

    def prefill(self, efficiency: Ratio) -> TokenRate:
        """Input tokens a second."""
        return self.ceiling * efficiency.value * self.spread_loss

    @property
    def weights(self) -> Bytes:
        """Memory of all weights, the inactive experts included."""
        return Bytes(self.model.params * self.precision.value)

    def batch_limit(self, context: Tokens, usable: Ratio) -> Real:
        """How many requests of that length fit beside the weights; below one the model does not fit."""
        free = self.gpu.memory.value * self.gpus * usable.value - self.weights.value
        return free / (self.model.kv_per_token.value * context.value)

    def fits(self, context: Tokens, usable: Ratio, batch: int = 1) -> bool:
        """Whether weights and so many requests fit."""
        return bool(cast("Any", self.batch_limit(context, usable)) >= batch)


def smallest(model: OpenModel, gpu: Gpu, precision: Precision, need: tuple[Tokens, Ratio]) -> Machine | None:
    """The smallest replica (1, 2, 4, 8 accelerators) in which the model and eight requests fit, else None."""
    context, usable = need
    for number in (1, 2, 4, 8):
        machine = Machine(model, gpu, number, precision)
        if machine.fits(context, usable, batch=8):
            return machine
    return None


@dataclass(frozen=True, slots=True)
class Serving:
    """What one replica serves: requests a second, when input and output take turns on it."""

    machine: Machine
    batch: Count
    decode: TokenRate
    prefill: TokenRate

    def requests_per_second(self, input_tokens: Tokens, output_tokens: Tokens) -> Real:
        """Requests a second at full load."""
        seconds = input_tokens.value / self.prefill.value + output_tokens.value / self.decode.value
        return 1.0 / seconds


def serve(machine: Machine, efficiencies: tuple[Ratio, Ratio], batch: Count, limit: Real) -> Serving:
    """A replica's rates at the wanted batch, or at the smaller one that memory allows; efficiencies: decode, prefill."""
    decode, prefill = efficiencies
    capped = Count(_smaller(batch.value, limit))
    return Serving(machine, capped, machine.decode(capped, decode), machine.prefill(prefill))


def _smaller(one: Real, other: Real) -> Real:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return min(one, other)
    import numpy as np

    return cast("Real", np.minimum(one, other))
