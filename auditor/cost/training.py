"""What a fine-tuning run takes: operations, hours and memory, for full tuning, LoRA and QLoRA."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from typing import TYPE_CHECKING

from auditor.cost.units import Bytes, ComputeRate, Work

if TYPE_CHECKING:
    from auditor.cost.units import Hours, Ratio, Tokens


class Method(StrEnum):
    """How a model is tuned."""

    FULL = "full"
    LORA = "lora"
    QLORA = "qlora"


#: Operations for each parameter and token: forward 2, backward on activations 2, on weights 2 where they are trained.
_OPERATIONS = {Method.FULL: 6.0, Method.LORA: 4.0, Method.QLORA: 4.0}
#: One more forward pass where activations are computed again to save memory.
_CHECKPOINTING = 2.0
#: Bytes for each frozen or trained parameter of the base model.
_BASE_BYTES = {Method.FULL: 16.0, Method.LORA: 2.0, Method.QLORA: 0.55}
#: Bytes for each parameter of an adapter: weights, gradients and two optimiser moments in mixed precision.
_ADAPTER_BYTES = 16.0
#: Parameters of the usual adapters as a share of the base model.
_ADAPTER_SHARE = 0.005


@dataclass(frozen=True, slots=True)
class Run:
    """One training run."""

    params: float
    active: float
    tokens: Tokens  # of one pass over the data
    epochs: float
    method: Method
    checkpointing: bool = False

    @property
    def work(self) -> Work:
        """Operations of the whole run."""
        each = _OPERATIONS[self.method] + (_CHECKPOINTING if self.checkpointing else 0.0)
        return Work(each * self.active * self.tokens.value * self.epochs)

    def gpu_hours(self, compute: ComputeRate, mfu: Ratio) -> Hours:
        """Accelerator hours; `mfu` is the share of the peak that training reaches."""
        return self.work.at(ComputeRate(compute.value * mfu.value))

    @property
    def memory(self) -> Bytes:
        """Weights, gradients and optimiser, without activations."""
        return training_memory(self.params, self.method)

    def gpus_for(self, memory: Bytes, activations: float = 1.25) -> int:
        """Accelerators needed to hold it, with an allowance for activations."""
        return max(1, ceil(self.memory.number * activations / memory.number))


def training_memory(params: float, method: Method, full_bytes: float | None = None) -> Bytes:
    """Memory of weights, gradients and optimiser; `full_bytes` = 12 for full tuning without 32-bit master weights."""
    base = full_bytes if full_bytes is not None and method is Method.FULL else _BASE_BYTES[method]
    adapter = 0.0 if method is Method.FULL else _ADAPTER_BYTES * _ADAPTER_SHARE
    return Bytes(params * (base + adapter))
