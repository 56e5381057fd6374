"""Hundreds of made-up branches in a folder, each with people, scores and results of its own, for a look at a whole month.

Run from the root: `python tests/bench/many_branches.py FOLDER [1000]`. Beside the inbox it writes the list of branches, two
of which hand in nothing, and a budget.
"""

from __future__ import annotations

import random
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from branches import MONTH, Branch, Someone, blank_summary, write_branch, write_plan

PEOPLE = 40
PLANNED = 5
"""Of so many branches one hands in a two-week plan, too."""
TASKS = ("入户安检", "抄表核查", "投诉回访", "用户档案整理", "管网巡检", "报装资料核对")


def made_up(at: int) -> Branch:
    """A branch of one to four departments; some are lenient, some strict, few have people away or adjusted bases."""
    chance = random.Random(at)
    name = f"第{at:04d}分公司"
    departments = [f"{name}{part}部" for part in "一二三四"[: chance.randint(1, 4)]]
    middle, spread = chance.gauss(86, 4), chance.uniform(2, 7)
    people = [
        Someone(
            f"{at:04d}{number:03d}",
            f"员工{at:04d}{number:03d}",
            chance.choice(departments),
            round(min(100, max(40, chance.gauss(middle, spread))), 2),
            chance.random() > 0.04,
            chance.choice([1800.0, 2000.0, 2345.67, 2600.0]),
            chance.choice([None, None, None, 1.0, 0.95]),
        )
        for number in range(chance.randint(6, PEOPLE))
    ]
    plans = {one: (chance.choice([96.0, 91.5, 87.0]), chance.choice([95.0, 90.0, 82.25])) for one in departments}
    supervisors = {one: f"主管{at:04d}{part}" for part, one in enumerate(departments)}
    return Branch(name, people, plans, MONTH, chance.choice([2, 6, 6, 6]), supervisors)


def hand_in(blank: Path, folder: Path, at: int) -> float:
    """Write a branch's summary, and its plan where it has one; returns the pay that is planned for it."""
    branch = made_up(at)
    write_branch(blank, branch, folder / branch.name / "附件3.xlsm")
    if at % PLANNED == 0:
        chance = random.Random(-at)
        lines = [(chance.choice(TASKS), chance.choice(["完成", "未完成"]), chance.random() < 0.2) for _ in range(4)]
        write_plan(folder / branch.name / "双周计划.xlsm", branch.name, lines)
    base = sum(one.base or 0 for one in branch.people if one.takes_part)
    return round(base * random.Random(at + 1).uniform(0.95, 1.1), -2)


def inbox(folder: Path, count: int) -> Path:
    """Write so many branches, the list of branches and the budget; returns the folder of what was handed in."""
    blank = blank_summary(folder, PEOPLE)
    inbox = folder / "收件箱"
    with ProcessPoolExecutor() as pool:
        planned = list(pool.map(partial(hand_in, blank, inbox), range(1, count + 1), chunksize=10))
    names = [made_up(at).name for at in range(1, count + 1)]
    (folder / "分公司名单.csv").write_text("\n".join(["分公司", *names, "第9001分公司", "第9002分公司"]), "utf-8-sig")
    budget = (f"{name},{amount:.2f}" for name, amount in zip(names, planned, strict=True))
    (folder / "预算.csv").write_text("\n".join(["分公司,预算", *budget]), "utf-8-sig")
    return inbox


if __name__ == "__main__":
    Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
    print(inbox(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1000))
