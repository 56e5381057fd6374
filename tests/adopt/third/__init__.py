"""The third set, drawn by one who had not seen the matcher: all of it was listed first, then split by chance.

These were the fifty appraisals, a name and a line each, before any was drawn:

    appliance_repairer: repairer's form: 序号 考核项目 权重 考核标准 目标 实际 自评分 上级评分 加权得分, signatures below
    hotel_front_desk: front desk clerk's form in full marks: 考核内容 分值 评分标准 自评 主管评
    bank_lobby_manager: lobby manager's form: dimension merged, 指标名称 权重 目标值 评分标准 得分, five head fields with long
        labels
    telecom_agent: agent's KPI form with weights in whole numbers, total by SUMPRODUCT over 100
    property_steward: steward's form by deductions: 分值 扣分 扣分原因 实得分
    shop_chat_clerk: shop clerk's form whose scores come from IF ladders over the month's figures
    call_quality_form: monthly call quality form of an agent: items, 满分, three calls checked, mean as score
    plus_and_minus: weighted form with 加分项 and 减分项 below, one field 加减分, 最终得分
    parcel_rider: rider's deduction list: 100 points less what was taken off, no weights
    insurance_hotline: two-row header: 评分 over 自评 and 上级评, weighted column made of the latter
    hospital_cashier: full-mark form in four sections with 小计 rows
    joint_venture: bilingual form, labels with a slash, weights, ratings out of 100
    mixed_marks: 自评 30% and 上级 70% make the mark of a line
    quarter_form: a quarter's form: three months' marks a line, their mean weighs
    meter_reader: everything typed as text: 30%, 95分
    lift_fitter: units in brackets in all headers
    course_adviser: section titles inside the table: 一、业绩指标（70%） and 二、行为指标（30%）
    branch_clerk: three lines of head fields, levels explained below, ordinary
    office_export: form exported from an office system: 被考核人 考核人 考核周期, 数据来源, no borders
    total_wrong: total typed in, not what the lines give
    weights_of_95: weights sum to 95%
    above_full_marks: a mark above its 分值
    security_guard: full-mark form with level by an IF ladder and coefficient below
    form_with_pay: form whose foot works out the pay: 绩效基数 绩效系数 应发绩效工资
    two_leaders: 部门经理 60% and 分管领导 40% make the mark of a line
    plain_ranking: the plain summary: 序号 工号 姓名 部门 岗位 考核得分 排名 等级 系数 绩效工资
    pay_account: pay account: base, coefficient, attendance, pay, a total row
    shifts_on_sheets: a sheet a shift, same summary
    groups_merged: groups merged in the first column, rank inside the group by SUMPRODUCT
    quarter_summary: quarter: three months, mean, level, rank
    kpi_columns: indicators in columns with their weights inside the header
    checked_calls: quality results of a month beside the appraisal's total
    ladder_and_lookup: level by IF ladder, coefficient by VLOOKUP from 参数
    plus_minus_summary: 考核得分 加减分 最终得分 排名
    self_and_boss: 自评得分 上级评分 综合得分 排名 等级
    bank_outlets: outlets of a bank: 网点 员工号 姓名 岗位 考核成绩 档次
    units_in_headers: units in brackets in all headers of a summary with pay
    two_languages_list: bilingual summary, English under Chinese
    departments_with_means: departments merged with 小计 rows of means and a total mean
    not_taking_part: 是否参评 and blank lines for those who do not take part
    attendance_counts: attendance coefficient between coefficient and pay
    public_notice: notice sorted by rank, rank first
    remarks_wide: head fields in one cell, 扣分事由 and 改进建议 as wide columns
    rank_wrong: two ranks typed the wrong way round
    pay_wrong: one pay typed over
    level_wrong: one level beyond the lines stated below the table
    supervisors_listed: supervisors of departments with level and coefficient
    half_year: six months in columns, mean, level
    summary_from_forms: a summary that takes its totals from forms on sheets
    property_projects: projects in blocks with repeated headers

And these the eleven that are none:

    overtime_hours: overtime of a month with hours and pay
    complaint_log: log of complaints with handler, level and result
    wage_sheet: whole payroll with 绩效工资 among other columns
    supplier_ranking: suppliers ranked by scores of a quarter
    certificate_exam: staff's certificate exam results
    training_plan: training plan with hours, teacher, budget
    sales_targets: customers' contracts and money received by salesman
    shift_handover: shift hand-over records
    dormitory_scores: dormitory hygiene scores by rooms
    shop_satisfaction: satisfaction of shops by survey
    recruitment_list: list of applicants with interview marks

    chance = random.Random(20261126)
    chance.sample(sorted(appraisals), 20), chance.sample(sorted(others), 5)

gave those kept aside, which stand in this package; the others are open (`layouts/trades.py`, `layouts/teams.py`,
`foreign/offices.py`). Chance gave this side one contradiction only, so two more were drawn into lists and forms of it whose
line above does not speak of one. Whoever works on the matcher reads nothing here and sees only the sums of the scores.
"""
