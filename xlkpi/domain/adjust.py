"""The level that counts in the end: the computed one, or one put in its place with authority, or one corrected.

Source: rules F4; a level is adjusted by a person who is named, for a reason that is told; an upheld appeal corrects it.
"""

from __future__ import annotations

from typing import Container, Optional

from xlkpi.domain.grade import UNDECIDED

FEWEST_LETTERS = 5
"""A shorter reason says nothing."""


def adjusts(
    level: Optional[str],
    adjusted: Optional[str],
    reason: Optional[str],
    approver: Optional[str],
    levels: Container[str],
) -> bool:
    """Whether an adjusted level takes the place of the computed one.

    It has to be one of `levels`, with a reason of at least five characters and an approver, for somebody whose level
    was computed or is left to be decided: whoever is not appraised has none to adjust.
    """
    known = level is not None and (level in levels or level == UNDECIDED)
    return known and adjusted in levels and len((reason or "").strip()) >= FEWEST_LETTERS and bool(approver)


def final_level(
    level: Optional[str],
    adjusted: Optional[str],
    reason: Optional[str],
    approver: Optional[str],
    levels: Container[str],
    corrected: Optional[str] = None,
) -> Optional[str]:
    """The level that counts: one corrected on appeal, else an adjusted one that counts, else the computed one."""
    if corrected:
        return corrected
    return adjusted if adjusts(level, adjusted, reason, approver, levels) else level
