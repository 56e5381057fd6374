"""One appraisal system as it lies in its folder: its kinds of workbooks, rules over several periods, sample months."""

from __future__ import annotations

from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from xlkpi.records import dataclass

if TYPE_CHECKING:
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
    year's answers of the block it is paired with. `quarter` is the number of months whose mean is a quarter's score, a
    number or the name of a rule.
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
    quarter: str = "3"


NO_PERIOD_RULES = PeriodRules()
PERIOD_MARKS = frozenset({"期间_得分", "期间_平均"})
"""Names by which a summary of several periods is recognised."""


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
class Listed:
    """A kind of workbook in the list of its system: its key, where it is declared, the names it is recognised by.

    It is loaded when a workbook carries these names or somebody asks for it. As an `own` kind companies' own workbooks
    are taken over, which `adopt` calls by its key.
    """

    key: str
    declared: str
    marks: frozenset[str]
    own: bool = False

    @cached_property
    def kind(self) -> Kind:
        """The kind itself."""
        found: Kind = _declared(self.declared)
        return found


@dataclass(frozen=True)
class System:
    """An appraisal system; its numbers lie in `scheme.toml` beside it. `order` is its place in lists.

    `rules` says where its rules over several periods are declared, if it has any.
    """

    id: str
    order: int
    listed: tuple[Listed, ...]
    samples: tuple[Sample, ...]
    rules: str = ""
    quarter: str = ""

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Its kinds of workbooks."""
        return tuple(listed.kind for listed in self.listed)

    @cached_property
    def period(self) -> PeriodRules | None:
        """Its rules over several periods."""
        return _declared(self.rules) if self.rules else None


def _declared(place: str) -> Any:
    module, _, name = place.rpartition(".")
    return getattr(import_module(module), name)
