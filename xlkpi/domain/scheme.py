"""An appraisal scheme: the numbers of a rulebook as frozen records, read from TOML with all faults at once."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import field
from importlib import import_module
from pathlib import Path
from typing import Any

from xlkpi.domain.numbers import as_shares, exact
from xlkpi.errors import Fault, Sentence, Unusable, sentence
from xlkpi.records import dataclass

OWN_KEYS = ("id", "title", "level", "quota", "setting")
"""What a scheme file says in a form of its own; every other array of tables is a table of the rulebook."""

NUMBERS = "scheme.toml"
"""The file of a scheme's numbers in its folder."""

WEIGHT = "weight"
"""The column whose numbers are shares of one whole."""


@dataclass(frozen=True)
class Number:
    """A number (or choice) of a rulebook: value, unit, where it is printed, and whether we had to assume it.

    `other` tells a second reading, where the rulebook contradicts itself or leaves the choice open.
    """

    value: float | str
    unit: str
    source: str
    assumed: bool = False
    other: str = ""


@dataclass(frozen=True)
class Level:
    """One level, best first: name for a department (优秀), code for a person (A+), minimum score, coefficient."""

    name: str
    code: str
    minimum: Number
    coefficient: Number


@dataclass(frozen=True)
class Quota:
    """What share of a department may get each level when its supervisor has `department_level`; shares sum to 1."""

    department_level: str
    shares: Mapping[str, float]
    unit: str
    source: str
    assumed: bool = False


@dataclass(frozen=True)
class Entry:
    """One row of a table of the rulebook: what it is called, and its numbers by column."""

    name: str
    numbers: Mapping[str, Number]

    def __getitem__(self, column: str) -> Number:
        """The number in a column. Raises KeyError."""
        return self.numbers[column]


@dataclass(frozen=True)
class Scheme:
    """The numbers of one appraisal system; `tables` holds its items, indicators, tiers ... by the table's name."""

    id: str
    title: str
    levels: tuple[Level, ...]
    quotas: tuple[Quota, ...]
    settings: Mapping[str, Number]
    tables: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)


class _Reader:
    """Walks a TOML document and collects a fault for everything that is missing or of the wrong kind."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.faults: list[Fault] = []

    def fault(self, where: str, zh: str, en: str, **values: str | float) -> None:
        self.faults.append(Fault(f"{self.origin}: {where}", sentence(zh, en, **values)))

    def text(self, table: Mapping[str, Any], key: str, where: str) -> str:
        value = table.get(key)
        if isinstance(value, str) and value.strip():
            return value
        self.fault(where, "缺少文字项 {key}", "the text {key} is missing", key=key)
        return ""

    def number(self, table: Mapping[str, Any], key: str, where: str) -> Number:
        entry = table.get(key)
        here = f"{where}.{key}"
        if not isinstance(entry, dict) or not isinstance(entry.get("value"), int | float | str):
            self.fault(here, "缺少数值：应写作 {{ value, unit, source }}", "needs {{ value, unit, source }}")
            return Number(0.0, "", "")
        raw = entry["value"]
        value = raw if isinstance(raw, str) else float(raw)
        return Number(
            value,
            self.text(entry, "unit", here),
            self.text(entry, "source", here),
            bool(entry.get("assumed")),
            self.text(entry, "other", here) if "other" in entry else "",
        )

    def amount(self, table: Mapping[str, Any], key: str, where: str) -> Number:
        """Read what must be a number one can compute with, not a choice in words."""
        number = self.number(table, key, where)
        if isinstance(number.value, str) or not math.isfinite(number.value):
            self.fault(f"{where}.{key}", "“{value}”不是数字", "“{value}” is not a number", value=str(number.value))
            return Number(0.0, number.unit, number.source)
        return number

    def tables(self, document: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
        entries = document.get(key, [])
        if isinstance(entries, list):
            return [entry for entry in entries if isinstance(entry, dict)]
        self.fault(key, "应为表的数组 [[{key}]]", "must be an array of tables [[{key}]]", key=key)
        return []

    def level(self, table: Mapping[str, Any], where: str) -> Level:
        return Level(
            self.text(table, "name", where),
            self.text(table, "code", where),
            self.amount(table, "minimum", where),
            self.amount(table, "coefficient", where),
        )

    def quota(self, table: Mapping[str, Any], where: str, codes: tuple[str, ...]) -> Quota:
        raw = table.get("shares")
        shares = {k: float(v) for k, v in raw.items() if isinstance(v, int | float)} if isinstance(raw, dict) else {}
        for code in shares:
            if code not in codes:
                self.fault(where, "等级 {code} 未定义", "level {code} is not declared", code=code)
        if as_shares([exact(value) for value in shares.values()]) is None:
            self.fault(where, "比例合计不是 100%", "the shares do not sum to 100%")
        return Quota(
            self.text(table, "department_level", where),
            {code: shares.get(code, 0.0) for code in codes},
            self.text(table, "unit", where),
            self.text(table, "source", where),
            bool(table.get("assumed")),
        )

    def entries(self, document: Mapping[str, Any], key: str) -> tuple[Entry, ...]:
        """Read a table of the rulebook; weights in it must sum to 100%."""
        rows = tuple(
            Entry(self.text(table, "name", here), {c: self.number(table, c, here) for c in table if c != "name"})
            for place, table in enumerate(self.tables(document, key), 1)
            for here in (f"{key} {place}",)
        )
        names = [row.name for row in rows]
        for name in sorted({name for name in names if names.count(name) > 1}):
            self.fault(key, "“{name}”出现多次", "“{name}” stands twice", name=name)
        weights = [row[WEIGHT].value for row in rows if WEIGHT in row.numbers]
        numbers = [exact(weight) for weight in weights if isinstance(weight, float)]
        if weights and (len(numbers) < len(rows) or as_shares(numbers) is None):
            self.fault(key, "权重不全或合计不是 100%", "the weights are incomplete or do not sum to 100%")
        return rows


def read_scheme(document: Mapping[str, Any], origin: str) -> tuple[Scheme, list[Fault]]:
    """Turn a parsed TOML document into a Scheme; the faults say everything that is wrong with it at once."""
    reader = _Reader(origin)
    levels = tuple(reader.level(t, f"level {i}") for i, t in enumerate(reader.tables(document, "level"), 1))
    codes = tuple(level.code for level in levels)
    quotas = tuple(reader.quota(t, f"quota {i}", codes) for i, t in enumerate(reader.tables(document, "quota"), 1))
    names = [quota.department_level for quota in quotas]
    for name in sorted({name for name in names if names.count(name) > 1}):
        reader.fault("quota", "部门等级 {name} 出现多次", "department level {name} stands twice", name=name)
    raw = document.get("setting", {})
    if not isinstance(raw, dict):
        reader.fault("setting", "应为表 [setting]", "must be a table [setting]")
        raw = {}
    settings = {key: reader.number(raw, key, "setting") for key in raw}
    tables = {key: reader.entries(document, key) for key in document if key not in OWN_KEYS}
    scheme = Scheme(
        reader.text(document, "id", "scheme"),
        reader.text(document, "title", "scheme"),
        levels,
        quotas,
        settings,
        tables,
    )
    return scheme, reader.faults


def _folders() -> dict[str, Path]:
    """The folders of the schemes, wherever the package of schemes reaches."""
    roots = import_module("xlkpi.schemes").__path__
    return {path.parent.name: path.parent for root in roots for path in Path(root).glob(f"*/{NUMBERS}")}


def scheme_ids() -> tuple[str, ...]:
    """Return the ids of the schemes that come with xlkpi."""
    return tuple(sorted(_folders()))


def scheme_text(scheme_id: str) -> str:
    """Return the file of numbers of a scheme that comes with xlkpi. Raises KeyError."""
    return (_folders()[scheme_id] / NUMBERS).read_text("utf-8")


def load_scheme(scheme_id: str) -> Scheme:
    """Return a scheme that comes with xlkpi. Raises Unusable where it does not exist or has faults."""
    if scheme_id not in scheme_ids():
        known = ", ".join(scheme_ids())
        raise Unusable(
            sentence("没有方案 {id}；可用：{known}", "no scheme {id}; there are: {known}", id=scheme_id, known=known)
        )
    scheme, faults = read_scheme(tomllib.loads(scheme_text(scheme_id)), f"{scheme_id}/{NUMBERS}")
    if faults:
        zh, en = ("；".join(f"{fault.place} {fault.say(lang)}" for fault in faults) for lang in ("zh", "en"))
        raise Unusable(Sentence("{all_zh}", "{all_en}", {"all_zh": zh, "all_en": en}))
    return scheme
