"""Finds the members of a room: every module of a package that carries the room's constant."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType

#: Modules of a room that are no members: the contract and the room's own machinery say so with `MEMBER = False`.
_MARK = "MEMBER"


@cache
def members(package: str, constant: str) -> dict[str, Any]:
    """The constant of each member module, by module name, sorted; a module without it is a programming error."""
    room = import_module(package)
    found: dict[str, Any] = {}
    for name in sorted(info.name for info in pkgutil.iter_modules(room.__path__)):
        module: ModuleType = import_module(f"{package}.{name}")
        if not getattr(module, _MARK, True):
            continue
        if not hasattr(module, constant):
            raise TypeError(f"{package}.{name} has neither {constant} nor {_MARK} = False")
        found[name] = getattr(module, constant)
    return found
