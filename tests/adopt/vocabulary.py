"""The words over the columns and beside the fields of the open layouts, in a normal form, and which may replace which.

This is the tests' own list, for checking that a truth names the right cells and for the law of renaming; the matcher
has a lexicon of its own, with sources, and does not read this one. The words of the layouts kept aside stand with them.
"""

from __future__ import annotations

import re
import unicodedata

LABELS: dict[str, frozenset[str]] = {
    key: frozenset(words.split())
    for key, words in {
        "branch": "支行 网点 填报单位 分公司 所属分公司 单位 所属公司 所属支行",
        "department": "管理处 所属站点 病区 所属网点 驻点 项目部 营业厅 部门 所属部门 所在部门 班组 组别 科室 所属项目部 department",
        "employee_id": "工号 员工编号 员工工号 员工号 编号 staffno.",
        "name": "驾驶员姓名 护士姓名 柜员姓名 快递员姓名 营业员姓名 姓名 员工姓名 主管姓名 班组长 被考核人 坐席姓名 name",
        "post": "岗位 岗位名称 职务 职位 员工职位 position",
        "month": "考核月份 月份 质检月份 考核期间 考核年月 统计月份 考核周期 month",
        "rater": "考核人 质检员 考评人 评价人 评估人 appraiser",
        "supervisor": "领班 直接上级 主管 客服主管 负责人",
        "indicator": "考核指标 考核项目 kpi指标 指标 指标名称 考核内容 考评内容 评价内容 评分项 关键指标 工作目标 kpi keyperformanceindicator",
        "standard": "考核内容及标准 考核标准 评分标准 计分办法 评价标准 评分细则 要求 评分规则 扣分标准 衡量标准",
        "weight": "标准分 权重 比重 所占比重 分值 满分 weight",
        "target": "目标值 目标 target",
        "actual": "实际完成 完成情况 本月实绩 实际值 实际 完成值 actual",
        "self_score": "自评分 自评",
        "score": "得分 上级评分 主管打分 主管评分 考核得分 评分 考核评分 本栏得分 主管评 综合评分 综合得分 score",
        "weighted": "加权得分 应得分 折算得分 加权分 weightedscore",
        "adjust": "加减分 加减分合计 加分项",
        "total": "合计 总分 综合得分 考核总分 总得分 合计得分 加权总分 最终得分 考核得分 绩效得分 本月得分 得分 考核分 考核成绩 "
        "绩效总分 季度得分 年度得分 总成绩 实得分 最后得分 季度平均分 上半年平均分 综合考核得分 月度考核得分 totalscore",
        "rank": "序位 排序 位次 项目内序位 排名 部门排名 部门内排名 部门内名次 组内排名 名次",
        "level": "等级 考评等级 考核等级 评定等级 绩效等级 等次 档次 评级 rating",
        "coefficient": "考核系数 系数 兑现系数 绩效系数 等级系数 奖金系数 计奖系数",
        "base_pay": "奖金基数 绩效工资基数 绩效基数 奖金基数 绩效工资标准",
        "attendance": "考勤系数",
        "pay": "当月绩效工资 本月绩效工资 当月绩效奖金 应发绩效工资 应发绩效 实发绩效 绩效工资 绩效奖金",
        "eligible": "是否参评",
        "remark": "备注 说明 扣分原因 评语 remarks",
        "department_level": "主管等级",
    }.items()
}

SYNONYMS: dict[str, dict[str, tuple[str, ...]]] = {
    "form": {
        "indicator": ("考核指标", "KPI指标", "指标名称", "考核项目"),
        "standard": ("评分标准", "考核标准", "评价标准"),
        "weight": ("权重", "指标权重", "比重"),
        "target": ("目标值", "指标目标"),
        "actual": ("实际完成", "实际完成值", "完成情况"),
        "self_score": ("自评得分", "自评分"),
        "score": ("主管评分", "上级评分", "考核评分"),
        "weighted": ("加权得分", "加权分"),
        "remark": ("备注", "备注说明"),
    },
    "summary": {
        "employee_id": ("工号", "员工编号", "员工工号"),
        "name": ("姓名", "员工姓名"),
        "department": ("部门", "所属部门", "所在部门"),
        "post": ("岗位", "职务", "岗位名称"),
        "total": ("考核总分", "综合得分", "总得分", "绩效得分"),
        "rank": ("部门排名", "部门内排名"),
        "level": ("考核等级", "绩效等级", "评定等级"),
        "coefficient": ("绩效系数", "等级系数"),
        "base_pay": ("绩效工资基数", "绩效基数"),
        "pay": ("应发绩效工资", "绩效工资", "应发绩效"),
        "remark": ("备注", "备注说明"),
    },
}
"""By kind of table: words that mean the same to everybody; the law of renaming puts another one of the row."""

NOISE = ("身份证号", "手机号", "入职日期", "公司排名", "去年得分", "部门编号", "籍贯")
"""Columns that are none of the keys, for the law of noise."""

_LATIN = re.compile(r"[a-z][a-z.' ]*$")


def readings(text: str) -> set[str]:
    """A label in normal form: width, blanks, stars, colons and brackets aside; of a bilingual one both halves as well."""
    plain = unicodedata.normalize("NFKC", text).lower()
    plain = re.sub(r"\([^)]*\)", "", plain).strip(" *:\n")
    plain = plain.partition(":")[0]
    whole = re.sub(r"\s|[*:]", "", plain)
    found = {whole}
    latin = _LATIN.search(plain)
    if latin and latin.start():
        found |= {re.sub(r"\s", "", latin[0]), re.sub(r"[\s/]", "", plain[: latin.start()])}
    return {reading for reading in found if reading}
