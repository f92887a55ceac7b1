"""An endpoint: where it is, which option it stands for, and where its key comes from. The key itself is never shown."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from urllib.parse import urlsplit

from auditor.errors import ConfigError, MissingExtra

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_LOCAL = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A server that speaks the OpenAI API."""

    id: str
    url: str  # base, up to /v1
    model: str
    option: str = ""  # the option of the declaration that it stands for
    key_env: str = ""  # name of an environment variable
    keyring: str = ""  # service/user of the system's keyring

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if not _NAME.fullmatch(self.id):
            raise ConfigError("an endpoint's id has other signs than letters, digits, dot, dash", "give it a plain id")
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ConfigError(f"endpoint {self.id}: not an http address", "give it like https://host/v1")
        if parts.username or parts.password or parts.query:
            raise ConfigError(f"endpoint {self.id}: keys don't belong into the address", "use --key-env NAME")
        if parts.scheme == "http" and not self.local and (self.key_env or self.keyring):
            raise ConfigError(f"endpoint {self.id}: a key would travel unencrypted", "use https")

    @property
    def host(self) -> str:
        """The host that is contacted, and no other."""
        return urlsplit(self.url).hostname or ""

    @property
    def local(self) -> bool:
        """Whether it runs on this machine."""
        return self.host in _LOCAL

    @property
    def chat(self) -> str:
        """The address of chat completions."""
        return self.url.rstrip("/") + "/chat/completions"


@dataclass(frozen=True, slots=True)
class Key:
    """A key that no representation shows."""

    value: str = field(default="", repr=False)

    def headers(self) -> dict[str, str]:
        """The header that carries it."""
        return {"Authorization": f"Bearer {self.value}"} if self.value else {}

    def __str__(self) -> str:
        return "Key(•••)" if self.value else "Key()"


def key_of(endpoint: Endpoint) -> Key:
    """The key from the environment or the keyring; none where none is named."""
    if endpoint.key_env:
        value = os.environ.get(endpoint.key_env, "")
        if not value:
            raise ConfigError(f"endpoint {endpoint.id}: {endpoint.key_env} is not set", "export it, then run again")
        return Key(value)
    if endpoint.keyring:
        return Key(_from_keyring(endpoint))
    return Key()


def _from_keyring(endpoint: Endpoint) -> str:
    service, _, user = endpoint.keyring.partition("/")
    if find_spec("keyring") is None:
        raise MissingExtra("a key from the keyring", "bench")
    value = import_module("keyring").get_password(service, user)
    if not value:
        raise ConfigError(f"endpoint {endpoint.id}: nothing in the keyring under {service}", "store it there first")
    return str(value)
