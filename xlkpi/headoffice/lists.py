"""Lists that head office keeps itself: the branches that must hand in, and the budget of pay."""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path

from xlkpi.actions.data_files import read_lines
from xlkpi.actions.headings import column_meant, heading_row
from xlkpi.actions.sources import number_in
from xlkpi.errors import Unusable, sentence
from xlkpi.functions.arguments import looks_like_number

BRANCH, DEPARTMENT, BUDGET = "分公司", "部门", "预算"
BRANCH_WORDS = (BRANCH, "单位", "公司")


def read_branches(path: Path) -> list[str]:
    """Return the branches of a list: its column 分公司, or its only column. Raises CannotRead, Unusable."""
    lines = [fields for _, fields in read_lines(path) if any(field.strip() for field in fields)]
    head = [field.strip() for field in lines[0]] if lines else []
    at = next((head.index(word) for word in BRANCH_WORDS if word in head), None)
    if at is None and len(head) != 1:
        zh, en = "{path} 没有列“分公司”", "{path} has no column 分公司"
        raise Unusable(sentence(zh, en, path=str(path)))
    rows = lines if at is None else lines[1:]
    names = [fields[at or 0].strip() for fields in rows if len(fields) > (at or 0)]
    found = list(dict.fromkeys(name for name in names if name))
    if not found:
        raise Unusable(sentence("{path} 里没有分公司", "{path} lists no branch", path=str(path)))
    return found


def read_budget(path: Path) -> dict[tuple[str, str], float]:
    """Return the budget in yuan by branch and department ("" for a branch as a whole). Raises CannotRead, Unusable."""
    lines = read_lines(path)
    known = {BRANCH, DEPARTMENT, BUDGET}
    at = heading_row([fields for _, fields in lines], known) if lines else 0
    head = [column_meant(field.strip(), known) or field.strip() for field in lines[at][1]] if lines else []
    lacking = [name for name in (BRANCH, BUDGET) if name not in head]
    if lacking:
        zh, en = "{path} 缺少列：{names}", "{path} lacks columns: {names}"
        raise Unusable(sentence(zh, en, path=str(path), names="、".join(lacking)))
    found: dict[tuple[str, str], float] = {}
    for line, fields in lines[at + 1 :]:
        record = {name: field.strip() for name, field in zip(head, fields, strict=False)}
        if not any(record.values()):
            continue
        key = (record.get(BRANCH, ""), record.get(DEPARTMENT, ""))
        _refuse(path, line, key, record.get(BUDGET, ""), found)
        found[key] = number_in(record[BUDGET])
    return found


def _refuse(path: Path, line: int, key: tuple[str, str], amount: str, found: Container[object]) -> None:
    """Raise Unusable for a line of the budget that cannot be meant."""
    if not key[0]:
        zh, en = "{path} 第{line}行没有分公司", "line {line} of {path} names no branch"
    elif not looks_like_number(amount) or number_in(amount) < 0:
        zh, en = "{path} 第{line}行的预算“{amount}”不是金额", "line {line} of {path}: “{amount}” is no amount"
    elif key in found:
        zh, en = "{path} 第{line}行：“{name}”的预算出现两次", "line {line} of {path}: “{name}” has two budgets"
    else:
        return
    name = "／".join(part for part in key if part)
    raise Unusable(sentence(zh, en, path=str(path), line=line, amount=amount, name=name))
