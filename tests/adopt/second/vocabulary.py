"""The words of the second set beside those of the first: for the truths and for the law of renaming; no matcher reads them."""

from __future__ import annotations

from adopt.aside.vocabulary import LABELS as FIRST

_MORE = {
    "indicator": "关键结果kr",
    "standard": "考核细则",
    "weight": "标准分",
    "actual": "实际完成值",
    "self_score": "",
    "score": "实得分 考核实得分 本项得分 终评",
    "total": "考核总分 合计得分 月度得分 年度平均分 perf_score 绩效总分 综合得分 总分 合计 考核成绩",
    "rank": "网点排名 组内排名",
    "level": "等次 年度等级 perf_grade",
    "coefficient": "考核系数",
    "pay": "应发奖金 绩效奖金",
    "employee_id": "emp_no",
    "name": "emp_name 被考核员工姓名 主管姓名",
    "department": "dept_name",
    "month": "period",
    "remark": "remark 扣分原因",
}
LABELS = {key: words | frozenset(_MORE.get(key, "").split()) for key, words in FIRST.items()}
