"""One appraisal system as it lies in its folder: its kinds of workbooks, rules over several periods, sample months."""

from __future__ import annotations

from dataclasses import dataclass

from xlkpi.drawing.kind import Kind
from xlkpi.drawing.spec import Column, Line, PageSpec


@dataclass(frozen=True)
class PeriodRule:
    """A number that a rule over several periods needs.

    `line` is its line on the summary's page of rules; its value is the one that stands in the block `setting` of the
    monthly (or weekly) workbooks that are summed up.
    """

    line: Line
    setting: str


@dataclass(frozen=True)
class PeriodRules:
    """What a system prints about several months, weeks or years together.

    `columns` are computed for each person of the summary, `why` are formulas of the remark beside them (a text, or ""),
    `pages` are further pages. `marks` tell the summary of this system from those of others. `lists` copies rows of
    names from other workbooks of the system: the block there and the block here. `before` is a block that carries last
    year's answers of the block it is paired with.
    """

    rules: tuple[PeriodRule, ...] = ()
    columns: tuple[Column, ...] = ()
    spans: tuple[tuple[str, str, str], ...] = ()
    why: tuple[str, ...] = ()
    note: str = ""
    pages: tuple[PageSpec, ...] = ()
    marks: frozenset[str] = frozenset()
    lists: tuple[tuple[str, str], ...] = ()
    before: tuple[str, str] | None = None


NO_PERIOD_RULES = PeriodRules()


@dataclass(frozen=True)
class Sample:
    """A step of the demonstration: a kind of workbook made from the sample data of a month or a year.

    `collects` says that the forms made before are collected into it, `quiet` that its results are not shown one by
    one.
    """

    kind: str
    when: str
    collects: bool = False
    quiet: bool = False


@dataclass(frozen=True)
class System:
    """An appraisal system; its numbers lie in `scheme.toml` beside it. `order` is its place in lists."""

    id: str
    order: int
    kinds: tuple[Kind, ...]
    samples: tuple[Sample, ...]
    period: PeriodRules | None = None
    quarter: str = ""
