"""The headings of a table of data: the row they stand in, and the words HR uses for our columns.

A word is taken for a column only where it can mean nothing else; `NOT` names the likely confusions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence

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
    "客户服务部评分": ("客服部评分", "总公司评分", "总公司客户服务部评分"),
    "转正日期": ("转正时间",),
    "店铺": ("店铺名称", "所属店铺"),
    "岗位工资": ("岗位工资标准", "月岗位工资"),
}
"""For each column of ours, other words for it as they stand in the lists of Chinese HR departments."""

NOT: frozenset[str] = frozenset(
    {"身份证号", "手机号", "编号", "序号", "考勤系数", "公司排名", "部门编号", "得分", "评分"}
)
"""Words near ours that are never taken for one of them."""

FOR_PEOPLE: frozenset[str] = frozenset({"序号", "备注"})
"""Columns that nobody expects to be read: that they are not is no news."""

_MEANT = {word: column for column, words in SYNONYMS.items() for word in words}
_BRACKETS = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]$")
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
    if plain in known:
        return plain
    if plain in NOT:
        return None
    meant = _MEANT.get(plain)
    return meant if meant in known else None


def heading_row(rows: Sequence[Sequence[str]], known: Collection[str]) -> int:
    """Return which of the first rows holds the headings: the first of those that name the most of our columns."""
    counts = [sum(column_meant(text, known) is not None for text in row if text.strip()) for row in rows[:DEEPEST]]
    best = max(counts, default=0)
    return counts.index(best) if best > 1 else 0
