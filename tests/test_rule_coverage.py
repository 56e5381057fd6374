"""Every numbered rule of the rulebook has at least one case worked by hand."""

from __future__ import annotations

import re

import pytest

from cases_loader import load_cases

PARTS = {"A": range(1, 7), "B": range(1, 9), "C": range(1, 7), "D": (1, 2, 3, 4, 5, 7), "E": range(1, 5), "F": (1,)}
"""Numbered rules by part; A7 (collecting), D6 (calibration) and F2 to F4 are no arithmetic."""
SOURCES = " ".join(case.source for case in load_cases())
CITED = set(re.findall(r"\b[A-F]\d\b", SOURCES))


@pytest.mark.parametrize("rule", [f"{part}{number}" for part, numbers in PARTS.items() for number in numbers])
def test_the_rule_has_a_case(rule):
    assert rule in CITED
