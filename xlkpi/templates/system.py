"""One appraisal system as it lies in its folder: its kinds of workbooks, rules over several periods, sample months."""

from __future__ import annotations

from dataclasses import dataclass

from xlkpi.templates.kind import Kind
from xlkpi.templates.spec import Column, Line, PageSpec


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

    `columns` are computed for each person of the summary, `why` is the formula of the remark beside them, `pages` are
    further pages. `marks` tell the summary of this system from those of others; `weeks` is the kind of workbook, if
    any, whose departments are summed up by weeks.
    """

    rules: tuple[PeriodRule, ...]
    columns: tuple[Column, ...] = ()
    spans: tuple[tuple[str, str, str], ...] = ()
    why: str = ""
    note: str = ""
    pages: tuple[PageSpec, ...] = ()
    marks: frozenset[str] = frozenset()
    weeks: str = ""


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
