"""Kept aside, not to be looked at while working on the matcher: further words of the layouts beside this file."""

from __future__ import annotations

from adopt.vocabulary import LABELS as OPEN

_FURTHER = {
    "branch": "公司",
    "department": "所属班组 班组/部门 部门名称",
    "employee_id": "人员编号 人员编码 员工号 员工编码",
    "name": "员工 签约人",
    "post": "现任岗位",
    "month": "评价周期 考核时段 月度 年月",
    "supervisor": "直属上级 直接领导",
    "indicator": "考核要点 关键绩效指标 kpi项目 评价指标",
    "standard": "扣分办法 考核细则",
    "weight": "满分值 权重比例 权数 指标权重",
    "actual": "实际达成",
    "self_score": "本人自评 自评得分",
    "score": "实得分 单项得分 评定分数 领导评价 班长评分",
    "weighted": "加权后得分 指标得分",
    "total": "考评总得分 综合评分 得分合计 总计 评价总分 月度成绩 总评分 考核分数",
    "rank": "排序 班内排名",
    "level": "评定档次 级别",
    "coefficient": "当月绩效系数 计奖系数",
    "base_pay": "绩效标准",
    "attendance": "出勤系数",
    "pay": "奖金额 绩效金额",
    "remark": "扣分事由 备注说明",
}

LABELS = {key: OPEN[key] | set(_FURTHER.get(key, "").split()) for key in OPEN}
