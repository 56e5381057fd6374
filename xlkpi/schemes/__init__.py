"""The appraisal systems: each is a folder with its numbers (scheme.toml), its workbooks and its own rules.

A folder that declares `SYSTEM` is found by itself; nothing else lists it.
"""

from __future__ import annotations

import importlib
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from xlkpi.drawing.system import PERIOD_MARKS

if TYPE_CHECKING:
    from xlkpi.drawing.kind import Kind
    from xlkpi.drawing.system import System


@lru_cache(maxsize=1)
def systems() -> tuple[System, ...]:
    """Return every appraisal system, in their order."""
    folders = {found.parent.name for place in __path__ for found in Path(place).glob("*/__init__.py")}
    found: list[System] = [importlib.import_module(f"{__name__}.{folder}").SYSTEM for folder in folders]
    return tuple(sorted(found, key=lambda system: system.order))


def system_of(scheme: str) -> System:
    """Return the system of a scheme. Raises KeyError."""
    return {system.id: system for system in systems()}[scheme]


@lru_cache(maxsize=1)
def kinds() -> tuple[Kind, ...]:
    """Return every kind of workbook, in the order of the systems; summaries of several periods come last."""
    from xlkpi.schemes.period_sheet import period_kind

    own = tuple(kind for system in systems() for kind in system.kinds)
    return (*own, *(period_kind(system) for system in systems() if system.period), period_kind(None))


def kind_named(word: str) -> Kind | None:
    """Return the kind that a user means by its key, title or another word for it; None where there is none.

    Of a key that a system lists only that kind is loaded.
    """
    wanted = word.strip().casefold()
    listed = next((one for system in systems() for one in system.listed if one.key == wanted), None)
    if listed is not None:
        return listed.kind
    return next((k for k in kinds() if wanted in {w.casefold() for w in (k.key, k.title, *k.words)}), None)


@lru_cache(maxsize=1)
def kinds_taken_over() -> tuple[Kind, ...]:
    """Return the kinds as which companies' own workbooks are taken over: a form first, then a list of people."""
    return tuple(one.kind for system in systems() for one in system.listed if one.own)


def recognise(names: Collection[str]) -> Kind | None:
    """Return the kind of workbook that carries these defined names; None where it is none of ours.

    Only that kind is loaded: what is read of a workbook most often is one kind of one system.
    """
    fits = [listed for system in systems() for listed in system.listed if listed.marks.issubset(names)]
    if fits:
        return max(fits, key=lambda listed: len(listed.marks)).kind
    if not PERIOD_MARKS.issubset(names):
        return None
    from xlkpi.schemes.period_sheet import MOST_A_MONTH, period_kind
    from xlkpi.schemes.sign_off import NAMES

    system = next((one for one in systems() if one.period and one.period.marks.issubset(names)), None)
    lacking = {flag: True for flag, name in (("older", MOST_A_MONTH), ("unsigned", NAMES)) if name not in names}
    return period_kind(system, **lacking)
