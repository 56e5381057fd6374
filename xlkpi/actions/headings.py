"""The headings of a table of data: the row they stand in, and the words HR uses for our columns.

A word of `SYNONYMS` can mean nothing else. A word of `LOOSE` means a column of ours in one list and something else in
another: it is taken only where the column is not there otherwise and the entries below it agree.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType

from xlkpi.domain.numbers import exact
from xlkpi.functions.arguments import looks_like_number

DEEPEST = 15
"""Rows from the top in which headings are looked for: above them stand titles, units and dates."""

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "工号": ("员工编号", "员工工号", "人员编号", "人员工号", "职工编号", "职工号", "员工号"),
    "姓名": ("员工姓名", "职工姓名", "人员姓名", "名字"),
    "分公司": ("所属分公司", "分公司名称", "所在分公司"),
    "部门": ("所属部门", "部门名称", "所在部门"),
    "岗位": ("岗位名称", "职位", "职务", "工作岗位"),
    "用工": ("用工形式", "用工性质", "用工类型"),
    "参评": ("是否参评", "是否参加考核", "参加考核"),
    "绩效基数": ("绩效工资基数", "绩效奖金基数", "绩效工资标准", "月绩效基数"),
    "出勤率": ("出勤", "出勤率%", "月出勤率", "本月出勤率", "考勤率"),
    "指标": ("考核指标", "指标名称", "KPI指标", "绩效指标", "考核项目"),
    "考核标准": ("评分标准", "考核要求", "评价标准"),
    "权重": ("指标权重", "权重%", "所占权重"),
    "目标值": ("目标", "指标目标值"),
    "实际完成": ("实际值", "实际完成值", "完成值", "完成情况"),
    "自评分": ("自评", "自评得分", "员工自评分"),
    "主管评分": ("主管打分", "上级评分", "主管评分得分", "直接上级评分"),
    "考核人": ("评分人", "考核人姓名"),
    "加减分事由": ("加减分原因", "加减分说明"),
    "主管": ("主管姓名", "客服主管", "部门主管"),
    "计划": ("计划名称", "双周计划", "计划期次"),
    "主管经理评分": ("经理评分", "主管经理打分"),
    "客户服务部评分": (
        "客服部评分",
        "客服部打分",
        "客户服务部打分",
        "总公司评分",
        "总公司打分",
        "总公司客户服务部评分",
    ),
    "主管绩效基数": ("主管绩效工资基数", "主管基数"),
    "起始日期": ("开始日期", "开始时间", "起始时间"),
    "截止日期": ("结束日期", "结束时间", "截止时间"),
    "转正日期": ("转正时间",),
    "店铺": ("店铺名称", "所属店铺"),
    "岗位工资": ("岗位工资标准", "月岗位工资"),
}
"""For each column of ours, other words for it as they stand in the lists of Chinese HR departments."""

LOOSE: Mapping[str, tuple[str, ...]] = {
    "分公司": ("单位", "所属单位", "单位名称"),
    "工号": ("编号",),
    "用工": ("编制",),
    "绩效基数": ("月绩效工资",),
    "主管评分": ("得分", "评分"),
    "主管绩效基数": ("绩效基数", "绩效工资基数", "绩效奖金基数", "绩效工资标准", "月绩效基数"),
}
"""Words that may mean a column of ours: 单位 may be a unit of measure, 编号 a running number, 得分 a weighted score."""

FOR_PEOPLE: frozenset[str] = frozenset({"序号", "备注"})
"""Columns that nobody expects to be read: that they are not is no news."""

LONGEST_NUMBER = 14
"""Characters of a 工号; what is longer is the number of an identity card or a bank account."""

FULL = 100
"""The weight of a single indicator in percent: multiplied by it a score stays what it is."""

Entries = Sequence[str]
Beside = Mapping[str, Entries]
"""The entries of the other columns of a table, by their headings."""

_MEANT = {word: column for column, words in SYNONYMS.items() for word in words}
_MAYBE = {word: column for column, words in LOOSE.items() for word in words}
_BRACKETS = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]$")
_ORGANISATION = re.compile(r"(公司|中心|部|处|站|店|所|局)$")
_AROUND = re.compile(r"^[*＊\s]+|[*＊:：\s]+$")


def plain_heading(text: str) -> str:
    """Return a heading without blanks, stars, colons and the unit in brackets, in half-width letters."""
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    return _AROUND.sub("", _BRACKETS.sub("", _AROUND.sub("", folded)))


def column_meant(heading: str, known: Collection[str]) -> str | None:
    """Return the column that a heading means: itself, or the one it is a synonym of; None where it means none."""
    if heading.strip() in known:
        return heading.strip()
    plain = plain_heading(heading)
    meant = plain if plain in known else _MEANT.get(plain)
    return meant if meant in known else None


def maybe_meant(heading: str) -> str | None:
    """Return the column that a heading may mean where nothing else does."""
    return _MAYBE.get(plain_heading(heading))


def heading_row(rows: Sequence[Sequence[str]], known: Collection[str]) -> int:
    """Return which of the first rows holds the headings: the first of those that name the most of our columns."""

    def names(text: str) -> bool:
        return column_meant(text, known) is not None or maybe_meant(text) in known

    counts = [sum(names(text) for text in row if text.strip()) for row in rows[:DEEPEST]]
    best = max(counts, default=0)
    return counts.index(best) if best > 1 else 0


def agree(column: str, entries: Entries, beside: Beside) -> bool:
    """Tell whether the entries below a loose word are those of a column: `beside` are the columns read already."""
    filled = [entry for entry in entries if entry]
    return bool(filled) and (column not in _AGREE or _AGREE[column](entries, beside))


def _are_branches(entries: Entries, beside: Beside) -> bool:
    """A table of indicators measures in units; what is called 公司, 中心 or the like there is none."""
    named = "指标" not in beside or all(_ORGANISATION.search(entry) for entry in entries if entry)
    return named and not any(looks_like_number(entry) for entry in entries)


def _are_ids(entries: Entries, beside: Beside) -> bool:
    """Numbers of people, not a running number and no identity cards: one for each name."""
    names = beside.get("姓名", ())
    people = dict.fromkeys(zip(entries, names, strict=False))
    found = [entry for entry, _ in people]
    running = found == [str(number) for number in range(1, len(found) + 1)]
    return bool(names) and len(set(found)) == len(found) and not running and max(map(len, found)) <= LONGEST_NUMBER


def _are_scores(entries: Entries, beside: Beside) -> bool:
    """Scores of a supervisor, not scores that were multiplied by their weights already."""
    pairs = [
        (exact(float(score)), weight)
        for score, weight in zip(entries, beside.get("权重", ()), strict=False)
        if _is_decimal(score) and _is_decimal(weight.rstrip("%％"))
    ]
    weights = [exact(float(weight.rstrip("%％"))) for _, weight in pairs]
    if not pairs:
        return False
    scale = 1 if max(weights) > 1 else 100  # 25 and 25% are percents, 0.25 is a share
    most = [weight * scale for weight in weights]
    return min(most) >= FULL or any(score > points for (score, _), points in zip(pairs, most, strict=True))


def _is_decimal(text: str) -> bool:
    return re.fullmatch(r"\d+(\.\d+)?", text) is not None


_AGREE: Mapping[str, Callable[[Entries, Beside], bool]] = MappingProxyType(
    {"分公司": _are_branches, "工号": _are_ids, "主管评分": _are_scores}
)
"""What entries must be like beside keeping the rule of their column."""
