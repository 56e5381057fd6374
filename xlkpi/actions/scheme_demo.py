"""The sample months of the other schemes, end to end: built, filled, recomputed in place, rolled up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from xlkpi.actions.create import parse_period
from xlkpi.actions.demo import samples
from xlkpi.actions.opening import open_book
from xlkpi.actions.period import period
from xlkpi.actions.reading import as_text, is_blank
from xlkpi.actions.recompute import recompute
from xlkpi.actions.results import Outcome
from xlkpi.actions.sheets import create_sheet
from xlkpi.books.book import Book, Value
from xlkpi.errors import CannotWrite, Unusable, sentence
from xlkpi.templates.registry import SHEETS

MONTHS = ("2024-04", "2024-05", "2024-06")
YEAR = "2024"


@dataclass(frozen=True)
class Sample:
    """What a scheme's demonstration makes: a workbook a month, a workbook a year, both by kind, and a quarter."""

    monthly: str
    yearly: str = ""


SAMPLES: Mapping[str, Sample] = MappingProxyType(
    {
        "gubang": Sample("groups"),
        "call_centre": Sample("calls", "bids"),
        "ecommerce": Sample("shop"),
        "gps": Sample("rubric", "weekly"),
    }
)

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "bids": ("投标_月份", "投标_次数", "投标_废标率", "投标_中标额", "投标_档次", "投标_奖金", "投标_人均"),
        "weekly": (
            "部门_名称",
            "部门_指标",
            "部门_年计划",
            "部门_累计计划",
            "部门_累计完成",
            "部门_最长连续",
            "部门_处理",
        ),
        "rubric": ("公司_指标", "公司_目标", "公司_实际", "公司_得分", "公司_达标"),
    }
)
"""Results that are not about people, by kind: the blocks side by side that a table of them shows."""


@dataclass(frozen=True)
class Shown:
    """A table of results: heads and rows."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True)
class Step:
    """One workbook of the demonstration: where it lies, what came out, and a table of results where there is one."""

    path: Path
    outcome: Outcome
    shown: Shown | None


def run(scheme: str, folder: Path, tick: Callable[[str], None] = lambda _: None) -> list[Step]:
    """Build the sample workbooks of a scheme below `folder`. Raises CannotWrite, Unusable."""
    if scheme not in SAMPLES:
        known = "、".join(("gas", *SAMPLES))
        zh, en = "没有方案 {scheme} 的示例，可用：{known}", "there is no sample of the scheme {scheme}; use {known}"
        raise Unusable(sentence(zh, en, scheme=scheme, known=known))
    sample, source = SAMPLES[scheme], samples() / scheme
    steps = [_make(sample.monthly, folder, source, month, tick) for month in MONTHS]
    if sample.yearly:
        steps.append(_make(sample.yearly, folder, source, YEAR, tick))
    quarter = folder / "期间汇总表 2024年第2季度.xlsm"
    tick(quarter.stem)
    weekly = [step.path for step in steps if sample.yearly == "weekly" and step.path.stem.startswith("周")]
    months = [step.path for step in steps[: len(MONTHS)]]
    steps.append(Step(quarter, period("quarter", [*months, *weekly], quarter, overwrite=True), None))
    return steps


def _make(kind: str, folder: Path, source: Path, when: str, tick: Callable[[str], None]) -> Step:
    """Build and fill one workbook, then recompute it in place."""
    path = folder / f"{SHEETS[kind].layout.title} {when}.xlsm"
    tick(path.stem)
    month = parse_period(when) if "-" in when else None
    made = create_sheet(kind, path, period=month, data=[source / when], overwrite=True)
    if made.faults:
        return Step(path, Outcome(path.name, (), (), made.faults), None)
    book = open_book(path)
    outcome = recompute(book)
    if outcome.written_to is None and not outcome.faults:
        raise CannotWrite(sentence("无法写入 {path}", "cannot write {path}", path=str(path)))
    return Step(path, outcome, shown(book, COLUMNS[kind]) if kind in COLUMNS else None)


def shown(book: Book, names: Sequence[str]) -> Shown:
    """Return named blocks, columns or rows of cells, side by side; a line without a first cell is left out."""
    blocks = [book.read(name) for name in names]
    columns = [block[0] if len(block) == 1 else [row[0] for row in block] for block in blocks]
    rows = tuple(row for row in zip(*columns, strict=True) if not is_blank(row[0]))
    return Shown(tuple(name.partition("_")[2] for name in names), rows)


def cell_text(value: Value) -> str:
    """Write a cell for a table on the screen."""
    if isinstance(value, float) and not value.is_integer():
        return f"{value:,.4f}".rstrip("0").rstrip(".")
    return as_text(value)
