"""Licence headers: what asks for the same licence and what does not."""

from __future__ import annotations

import pytest

from auditor.detectors.base import Text
from auditor.detectors.licences import DETECTORS, spdx_kind


@pytest.mark.parametrize(
    ("expression", "kind"),
    [
        ("MIT", "permissive:MIT"),
        ("apache-2.0", "permissive:Apache-2.0"),
        ("GPL-3.0-or-later", "copyleft:GPL-3.0-or-later"),
        ("AGPL-3.0-only", "copyleft:AGPL-3.0-only"),
        ("LGPL-2.1", "copyleft:LGPL-2.1"),
        ("MPL-2.0", "copyleft:MPL-2.0"),
        ("EPL-2.0", "copyleft:EPL-2.0"),
        ("EUPL-1.2", "copyleft:EUPL-1.2"),
        ("OSL-3.0", "copyleft:OSL-3.0"),
        ("cc-by-sa-4.0", "copyleft:CC-BY-SA-4.0"),
        ("CC-BY-4.0", "permissive:CC-BY-4.0"),
        ("MIT OR GPL-2.0-only", "copyleft:GPL-2.0-only"),
        ("GPL-9.9-nobody-knows", "copyleft:other"),
        ("Jane-Private-1", "other"),
    ],
)
def test_the_kind_is_a_word_of_a_closed_list(expression: str, kind: str) -> None:
    assert spdx_kind(expression) == kind


def test_a_grant_in_words_says_its_family() -> None:
    text = "it under the terms of the GNU Affero General Public License as published"
    details = {
        s.detail for d in DETECTORS for s in d.detect([Text(f"you can redistribute it and/or modify {text}")])[0]
    }
    assert details == {"copyleft:AGPL-3.0"}


def test_a_copyright_line_is_no_licence() -> None:
    details = [s.detail for d in DETECTORS for s in d.detect([Text("# Copyright (c) 2025 Muster GmbH\n")])[0]]
    assert details == ["copyright"]
