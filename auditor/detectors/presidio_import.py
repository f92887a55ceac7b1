"""Presidio's recognizers without the language library behind its engines, which nothing here uses.

The package imports spaCy for its engines' type hints: seconds and a hundred megabytes for every worker. While it is
imported for the first time, empty modules stand in spaCy's place; afterwards they are gone, and whoever needs spaCy
imports the real one. Where that does not work, the import runs as Presidio meant it.
"""

from __future__ import annotations

import importlib
import logging
import sys
from types import ModuleType
from typing import Any

MEMBER = False

_PACKAGE = "presidio_analyzer"
_ABSENT = ("spacy", "spacy.language", "spacy.tokens", "spacy.vocab", "spacy.util", "spacy.pipeline")


class _Anything(type):
    """A class that has every attribute and may be called and subscribed to: enough for hints and decorators."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Empty


class _Empty(metaclass=_Anything):
    def __init__(self, *_: object, **__: object) -> None:
        pass

    def __call__(self, found: Any) -> Any:
        return found


class _Absent(ModuleType):
    """A module in which every name is there and none does anything."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.__path__: list[str] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Empty


def recognizers() -> ModuleType:
    """Presidio's module of predefined recognizers; its loggers can print text and never speak."""
    silence()
    if _PACKAGE not in sys.modules and "spacy" not in sys.modules:
        _import_without_spacy()
    return importlib.import_module(f"{_PACKAGE}.predefined_recognizers")


def silence() -> None:
    """Presidio's loggers can print text: they never speak."""
    for name in ("presidio-analyzer", "presidio_analyzer", "decision_process", "tldextract"):
        logger = logging.getLogger(name)
        logger.addHandler(logging.NullHandler())
        logger.propagate = False
        logger.setLevel(logging.CRITICAL + 1)


def _import_without_spacy() -> None:
    sys.modules.update({name: _Absent(name) for name in _ABSENT})
    try:
        importlib.import_module(_PACKAGE)
    except Exception:  # noqa: BLE001  (whatever a later version does with empty modules: then it gets the real ones)
        for name in [each for each in sys.modules if each.partition(".")[0] == _PACKAGE]:
            del sys.modules[name]
    finally:
        for name in _ABSENT:
            sys.modules.pop(name, None)
