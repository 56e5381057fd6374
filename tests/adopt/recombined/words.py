"""Words, people and numbers of the workbooks that are put together at random.

The words were gathered from public forms (document-sharing sites, exports of office systems); they are a list of this
package's own and not the lexicon.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from adopt.staff import NAMES

FORM_WORDS = {
    "indicator": "考核指标 KPI指标 指标名称 考核项目 考核内容 关键绩效指标 评价指标 绩效指标 评价项目 考评项目 评估指标 关键业绩指标 考核要素 评估因素 工作任务",
    "standard": "评分标准 考核标准 计分方法 评价标准 评分细则 考核细则 计分规则 扣分标准 衡量标准 评分办法 考评标准",
    "weight": "权重 比重 指标权重 权重占比 考核权重 所占权重",
    "mark": "分值 标准分 满分 标准分值 配分 满分值 基准分",
    "target": "目标值 目标 指标值 考核目标 计划值 月度目标 目标要求",
    "actual": "实际完成 完成情况 实际值 实际完成值 实际完成情况 实绩 完成值 实际达成",
    "self_score": "自评分 自评 自评得分 自我评分 员工自评 本人评分",
    "score": "得分 评分 上级评分 主管评分 领导评分 考核得分 直接上级评分 考评得分 考核评分 实际得分 评定分 主管打分",
    "weighted": "加权得分 加权分 折算得分 权重得分 折合得分",
    "remark": "备注 备注说明 扣分原因 扣分说明 加减分说明",
}
SUMMARY_WORDS = {
    "branch": "分公司 所属分公司 单位 所属公司 所在单位",
    "department": "部门 所属部门 所在部门 班组 部门名称 科室 所属班组 被考核部门",
    "employee_id": "工号 员工编号 员工工号 职工编号 人员编号 员工号 员工代码",
    "name": "姓名 员工姓名 被考核人 被考评人 人员姓名 被考核人姓名 被考核人员 坐席姓名",
    "post": "岗位 职务 岗位名称 职位 被考核岗位 所在岗位",
    "total": "考核得分 考核总分 总分 综合得分 绩效得分 最终得分 总得分 月度考核得分 本月得分 考核成绩 综合考核得分 绩效考核得分 得分 绩效分值",
    "rank": "排名 部门排名 名次 部门内排名 部门名次 组内排名",
    "level": "等级 考核等级 绩效等级 考评等级 评定等级 等次 考核结果等级 绩效评级",
    "coefficient": "系数 绩效系数 等级系数 考核系数 奖金系数 绩效考核系数 对应系数",
    "base_pay": "绩效工资基数 绩效基数 奖金基数 绩效工资标准 绩效奖金基数",
    "attendance": "考勤系数 出勤系数",
    "pay": "应发绩效工资 绩效工资 应发绩效 绩效奖金 实发绩效工资 应发绩效奖金",
    "eligible": "是否参评 是否参与考核 是否考核",
    "remark": "备注 备注说明 说明",
}
HEAD_WORDS = {
    "name": "姓名 员工姓名 被考核人 被考评人 被考核人姓名 被评价人",
    "department": "部门 所属部门 所在部门 部门名称 班组 被考核部门",
    "post": "岗位 职务 岗位名称 职位 被考核岗位",
    "employee_id": "工号 员工编号 员工工号 员工号",
    "month": "考核月份 月份 考核期间 考核周期 考核年月 考核期 考核期限 考核时间 评估周期",
    "rater": "考核人 考评人 评价人 评估人 评分人",
    "supervisor": "直接上级 直属上级 直接主管 直属领导 部门负责人",
    "branch": "分公司 所属分公司 所在单位 所属公司",
}
DEPARTMENTS = ("客服部", "热线一组", "抢修部", "营业厅", "收费班", "工程部", "物业服务中心", "北区")
POSTS = ("客服专员", "话务员", "楼栋管家", "维修工", "收费员", "安检员", "班长", "主管")
INDICATORS = [
    "接通率",
    "客户满意度",
    "工单及时率",
    "有责投诉",
    "抄表准确率",
    "入户安检率",
    "收缴率",
    "回访完成率",
    "服务规范",
    "劳动纪律",
    "团队协作",
    "培训学习",
    "首问解决率",
    "质检合格率",
    "报修到场及时率",
    "资料归档",
    "学习成长",
    "安全生产",
    "环境卫生",
    "派送准时率",
]
CATEGORIES = ("工作业绩", "服务质量", "工作态度", "工作能力", "日常管理")
STANDARDS = ("每低1%扣2分", "由主管评定", "有责投诉一起扣5分", "按制度执行，违者扣分", "迟到一次扣1分", "完成率×100")
MONTHS = ("2025年6月", "2025-06", "6月份", "2025.06", "2025年06月")
LEVELS = ((95, "A+", 1.2), (90, "A", 1.1), (85, "B", 1.0), (80, "C", 0.8), (0, "C-", 0.0))
WORD_LEVELS = ((95, "优秀", 1.2), (90, "良好", 1.1), (85, "合格", 1.0), (80, "需改进", 0.8), (0, "不合格", 0.0))
FORM_TITLES = (
    "员工月度绩效考核表",
    "绩效考核评分表",
    "员工考核表",
    "客服人员绩效考评表",
    "岗位绩效考核表",
    "月度KPI考核表",
)
SUMMARY_TITLES = (
    "员工绩效考核汇总表",
    "绩效考核结果汇总",
    "部门月度考核成绩表",
    "员工月度绩效考核统计表",
    "绩效奖金核算表",
)
LATIN = {
    "indicator": "KPI",
    "weight": "Weight",
    "score": "Score",
    "target": "Target",
    "name": "Name",
    "department": "Department",
    "level": "Rating",
    "remark": "Remarks",
    "post": "Position",
}
FORM_NOISE: dict[str, Callable[[random.Random, int], Any]] = {
    "数据来源": lambda rng, n: rng.choice(("系统", "质检组", "财务部")),
    "完成率": lambda rng, n: rng.choice((0.97, 0.95, 1, 0.88)),
    "考核频率": lambda rng, n: "月度",
    "责任人": lambda rng, n: rng.choice(NAMES),
    "指标编号": lambda rng, n: f"K{n:02d}",
    "单位": lambda rng, n: rng.choice(("%", "次", "户")),
    "上月得分": lambda rng, n: rng.choice((90, 95, 88)),
    "计划完成时间": lambda rng, n: "6月30日",
    "数据提供部门": lambda rng, n: rng.choice(DEPARTMENTS),
}
SUMMARY_NOISE: dict[str, Callable[[random.Random, int], Any]] = {
    "身份证号": lambda rng, n: f"3201011990{n % 12 + 1:02d}1{n:05d}",
    "入职日期": lambda rng, n: f"20{10 + n % 14}-0{n % 9 + 1}-15",
    "手机号码": lambda rng, n: f"139{n:08d}",
    "公司排名": lambda rng, n: n * 7 % 90 + 1,
    "上月得分": lambda rng, n: 80 + n % 17,
    "上月等级": lambda rng, n: "B",
    "部门系数": lambda rng, n: 1.05,
    "岗位工资": lambda rng, n: 3000 + n * 10,
    "出勤天数": lambda rng, n: 22 - n % 2,
    "部门编号": lambda rng, n: f"D{n % 3:02d}",
    "性别": lambda rng, n: "男女"[n % 2],
    "职级": lambda rng, n: f"P{n % 4 + 2}",
    "岗位等级": lambda rng, n: rng.choice(("A", "B", "C")),
    "学历": lambda rng, n: rng.choice(("本科", "大专")),
    "考勤扣款": lambda rng, n: rng.choice((0, 50, 100)),
    "质检得分": lambda rng, n: 88 + n % 9,
    "工龄": lambda rng, n: n % 11 + 1,
    "初评得分": lambda rng, n: rng.choice((85, 88, 91, 94)),
    "部门评分": lambda rng, n: rng.choice((85, 88, 91, 94)),
    "业绩得分": lambda rng, n: rng.choice((55, 58, 60)),
    "平时得分": lambda rng, n: rng.choice((85, 88, 91, 94)),
    "考勤得分": lambda rng, n: rng.choice((100, 98, 95)),
    "上月排名": lambda rng, n: n * 5 % 13 + 1,
    "班次": lambda rng, n: rng.choice(("早", "中", "晚")),
    "接听量": lambda rng, n: 2000 + n * 31,
    "投诉次数": lambda rng, n: n % 3,
    "直接上级": lambda rng, n: "孔令辉",
    "同级评分": lambda rng, n: 85 + n % 10,
}

PLAIN_NOISE = sorted(set(SUMMARY_NOISE) - {"初评得分", "部门评分", "业绩得分", "平时得分", "考勤得分", "直接上级"})
