"""Head office's roll-up: graded people of any number to department, branch and company.

Sums are whole hundredths, so that no mean and no total is off by a cent. Needs pandas; not part of the function path.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from xlkpi.domain.grade import NOT_APPRAISED
from xlkpi.headoffice.hundredths import hundredths, mean_of
from xlkpi.headoffice.rosters import Graded, floats_of


@dataclass(frozen=True)
class RollUp:
    """Head-count, mean, highest, lowest, people per level and total pay, for departments, branches and the company."""

    departments: pd.DataFrame
    branches: pd.DataFrame
    company: pd.DataFrame


def roll_up(graded: Graded) -> RollUp:
    """Roll graded people up; who is not appraised does not count (rules A5, A7). Columns as in KPI_ROLLUP, in English.

    Means are means of people, never means of means.
    """
    people = graded.people
    people = people[people["department"].notna() & (people["department"] != "")]
    counted = (people["level"] != NOT_APPRAISED).to_numpy(np.bool_)
    scored = counted & people["score"].notna().to_numpy(np.bool_)
    points = np.zeros(len(people), dtype=np.int64)
    points[scored] = hundredths(floats_of(people, "score")[scored])
    figures = people[["branch", "department"]].assign(
        headcount=counted.astype(np.int64),
        scored=scored.astype(np.int64),
        points=points,
        highest=np.where(scored, points, np.iinfo(np.int64).min),
        lowest=np.where(scored, points, np.iinfo(np.int64).max),
        **{level: (people["level"] == level).astype(np.int64) for level in graded.rules.levels},
    )
    if "pay" in people:
        figures["pay"] = np.rint(np.nan_to_num(floats_of(people, "pay")) * 100).astype(np.int64)
    departments = _sum(figures, ["branch", "department"])
    branches = _sum(departments.reset_index(), ["branch"])
    company = _sum(branches.reset_index().assign(company="合计"), ["company"])
    return RollUp(*(_shown(frame) for frame in (departments, branches, company)))


def _sum(figures: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    how = {name: "sum" for name in figures.columns if name not in ("branch", "department", "company")}
    how.update(highest="max", lowest="min")
    return figures.groupby(by, sort=False, observed=True, dropna=False).agg(how)


def _shown(figures: pd.DataFrame) -> pd.DataFrame:
    counts = figures["scored"].to_numpy(np.int64)
    some = counts > 0
    mean = mean_of(figures["points"].to_numpy(np.int64), np.maximum(counts, 1))
    shown = figures.drop(columns=["scored", "points"])
    for name, column in (("mean", mean), ("highest", figures["highest"]), ("lowest", figures["lowest"])):
        shown[name] = np.where(some, np.asarray(column) / 100, np.nan)
    if "pay" in shown:
        shown["pay"] = shown["pay"] / 100
    rest = [name for name in shown.columns if name not in ("headcount", "mean", "highest", "lowest")]
    return shown[["headcount", "mean", "highest", "lowest", *rest]]
