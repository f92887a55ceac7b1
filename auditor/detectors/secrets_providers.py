"""Tokens of providers, known by their form or by the provider's name beside them; incoming webhooks; key pairs of clouds.

Why it matters: whoever reads the data can act in the holder's name, and models repeat what they were trained on. What to
do: revoke the secret first, then remove it from the data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.detectors import secrets_cloud, secrets_code, secrets_models, secrets_services
from auditor.detectors.secrets_shape import TokenTable

if TYPE_CHECKING:
    from auditor.detectors.base import Detector

DETECTORS: tuple[Detector, ...] = (
    TokenTable(
        "secrets.providers",
        (*secrets_cloud.TOKENS, *secrets_code.TOKENS, *secrets_models.TOKENS, *secrets_services.TOKENS),
    ),
    *secrets_cloud.ASSIGNED,
    *secrets_services.HOOKS,
)
