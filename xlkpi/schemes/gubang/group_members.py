"""服务小组评比表 as data: its members, the register of penalties, the register of appeals."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.layout import YES_NO
from xlkpi.drawing.spec import Column, Table

MEMBERS = 60
PENALTIES = 24
APPEALS = 12
LEVELS = ("a", "b", "c", "d", "e")

GROUP_LEVEL = 'IF({组别}="","",IFERROR(INDEX(组_等级,1,MATCH({组别},组_名称,0)),"没有此组"))'
FITS = 'ISNUMBER(SEARCH({},IFERROR(INDEX(可评_组员等级,MATCH({小组等级},可评_小组等级,0)),"")))'
CORRECTED = 'IF({工号}="","",IFERROR(INDEX(申诉_更正等级,MATCH({工号},申诉_成立工号,0))&"",""))'
JUDGED = 'IF({主管评定}="","",IF({允许}=TRUE,{主管评定},IF({允许}=FALSE,"超出范围","待定")))'
LEVEL = f'IF({CORRECTED}<>"",IF({FITS.replace("{}", CORRECTED)},{CORRECTED},"超出范围"),{JUDGED})'
"""The corrected level of an appeal that was upheld, else the manager's; neither outside the allowed set."""

WARNED = "N(INDEX(组员_处罚,{序号},2))>=参数_清零起数"
PROBATION = "IF(ISNUMBER({月积分}),AND({月积分}=0,N({此前连续为0月数})+1>=参数_连零月数),FALSE)"

MEMBER = Table(
    "组员",
    (
        Column("序号", "", 5, ("center", "count")),
        Column(
            "工号",
            "组员_工号",
            9,
            ("center", "shrink", "plain_text"),
            rule=validation.words("工号", "工号不能重复。"),
            wrong='AND({工号}<>"",COUNTIF(组员_工号,{工号})>1)',
            needed="row",
            unique=True,
        ),
        Column("姓名", "组员_姓名", 9, ("center", "shrink"), needed="row"),
        Column(
            "组别",
            "组员_组别",
            9,
            ("center", "shrink"),
            rule=validation.known("组别", "组_名称", "从「评比」页的组名中选择。"),
            needed="row",
        ),
        Column("参评", "组员_参评", 6, rule=validation.choice("参评", YES_NO, "空着视为参评。")),
        Column(
            "积分",
            "组员_积分",
            9,
            ("center", "points"),
            rule=validation.amount("积分", "本月工作积分，即对小组的贡献。", 0, 100_000),
            wrong="ISTEXT({})",
        ),
        Column("小组等级", "组员_组等级", 8, cell=GROUP_LEVEL, doubt='OR({}="待定",{}="没有此组")'),
        Column("建议等级", "组员_建议", 8, array="KPI_PROPOSE(组员_积分,组员_组别,组员_组等级,可评等级,组员_参评)"),
        Column(
            "主管评定",
            "组员_主管评定",
            8,
            rule=validation.choice("主管评定", LEVELS, "须在小组等级允许的范围内，否则不予采用。"),
        ),
        Column(
            "等级",
            "组员_等级",
            9,
            ("answer", "center", "shrink"),
            cell=LEVEL,
            wrong='{}="超出范围"',
            doubt='{}="待定"',
        ),
        Column(
            "处罚扣分",
            "组员_处罚",
            7,
            ("center", "count"),
            array="KPI_PENALTIES(组员_工号,处罚_工号,处罚_日期,处罚_事项,标准_名称,标准_扣分,考核月份)",
            span=2,
            heads=("处罚扣分", "处罚起数"),
            number=True,
        ),
        Column(
            "月积分",
            "组员_月积分",
            9,
            ("answer", "center", "points"),
            array="KPI_MONTHPOINTS(组员_积分,INDEX(组员_处罚,0,1),INDEX(组员_处罚,0,2),参数_清零起数)",
            number=True,
        ),
        Column(
            "绩效得分",
            "组员_绩效得分",
            8,
            ("center", "points"),
            rule=validation.score("绩效得分"),
            wrong="ISTEXT({})",
            needed="appraised",
        ),
        Column(
            "月绩效",
            "组员_月绩效",
            8,
            ("answer", "center", "points"),
            cell='IF({绩效得分}="","",IF(AND(ISNUMBER(INDEX(组员_处罚,{序号},2)),INDEX(组员_处罚,{序号},2)>=参数_清零起数),0,{绩效得分}))',
            number=True,
        ),
        Column(
            "此前连续为0月数",
            "组员_此前为零",
            8,
            ("center", "count"),
            rule=validation.amount(
                "此前连续为0月数", "到上月为止积分连续为 0 的月数；不考核的月既不计也不中断。", 0, 120
            ),
        ),
        Column(
            "处理",
            "组员_处理",
            22,
            ("left", "small", "wrap"),
            cell=f'IF({WARNED},"严重警告","")&IF({PROBATION},IF({WARNED},"；","")'
            '&"连续"&(N({此前连续为0月数})+1)&"个月积分为0，留岗察看"&参数_察看月数&"个月","")',
            doubt="LEN({})>0",
        ),
        Column(
            "允许",
            "组员_允许",
            7,
            ("note", "center"),
            array="KPI_ALLOWED(组员_主管评定,组员_组等级,可评等级)",
            hidden=True,
        ),
    ),
    MEMBERS,
    12,
    key="工号",
    roster=True,
    row_height=22,
    head_height=34,
)

PENALTY = Table(
    "处罚登记",
    (
        Column("序号", "", 5, ("center", "count")),
        Column(
            "日期",
            "处罚_日期",
            14,
            ("center", "day"),
            rule=validation.day("处罚日期", within=True),
            doubt='AND({}="",{工号}<>"")',
            needed="row",
        ),
        Column(
            "工号",
            "处罚_工号",
            10,
            ("center", "shrink", "plain_text"),
            rule=validation.known("工号", "组员_工号", "「组员」页中的工号。", offered=False),
            doubt='AND({}<>"",COUNTIF(组员_工号,{})=0)',
            needed="row",
        ),
        Column(
            "姓名",
            "处罚_姓名",
            10,
            cell='IF({工号}="","",IFERROR(INDEX(组员_姓名,MATCH({工号},组员_工号,0)),"不在名单"))',
        ),
        Column(
            "事项",
            "处罚_事项",
            22,
            ("left", "shrink"),
            rule=validation.known("处罚事项", "标准_名称", "从「参数」的处罚标准中选择。"),
            needed="row",
        ),
        Column("经过与依据", "处罚_经过", 60, ("left", "wrap")),
    ),
    PENALTIES,
    6,
    key="工号",
    row_height=26,
)

APPEAL = Table(
    "申诉登记",
    (
        Column("序号", "", 5, ("center", "count")),
        Column("提出日期", "申诉_日期", 14, ("center", "day"), rule=validation.day("提出日期")),
        Column(
            "工号",
            "申诉_工号",
            10,
            ("center", "shrink", "plain_text"),
            rule=validation.known("工号", "组员_工号", "「组员」页中的工号。", offered=False),
            needed="row",
        ),
        Column(
            "姓名",
            "申诉_姓名",
            10,
            cell='IF({工号}="","",IFERROR(INDEX(组员_姓名,MATCH({工号},组员_工号,0)),"不在名单"))',
        ),
        Column("申诉内容", "申诉_内容", 22, ("left", "wrap")),
        Column(
            "答复期限",
            "申诉_期限",
            14,
            ("center", "day"),
            array="KPI_DEADLINE(申诉_日期,参数_答复天数,节假日,调休上班日)",
            number=True,
        ),
        Column("答复日期", "申诉_答复日期", 14, ("center", "day"), rule=validation.day("答复日期")),
        Column(
            "答复情况",
            "申诉_情况",
            9,
            cell='IF({提出日期}="","",IF({答复日期}="","待答复",IF(ISNUMBER({答复期限}),IF({答复日期}>{答复期限},"逾期","按期"),"期限不明")))',
            doubt='OR({}="逾期",{}="期限不明")',
        ),
        Column(
            "成立", "申诉_成立", 7, rule=validation.choice("申诉是否成立", YES_NO, "成立的，更正等级，并复核考核人。")
        ),
        Column("更正等级", "申诉_更正等级", 8, rule=validation.choice("更正等级", LEVELS, "申诉成立时填写。")),
        Column("考核人", "申诉_考核人", 10),
        Column(
            "对考核人",
            "申诉_考核人结果",
            12,
            ("center", "shrink"),
            cell='IF({成立}="是","考核结果待复核","")',
            doubt="LEN({})>0",
        ),
        Column("生效", "申诉_成立工号", 9, ("note", "center"), cell='IF(AND({成立}="是",{更正等级}<>""),{工号}&"","")'),
    ),
    APPEALS,
    5,
    key="工号",
    row_height=28,
)

DAYS_LISTED = 40
HOLIDAYS = Table(
    "节假日",
    (
        Column("节假日", "节假日", 14, ("center", "day", "small"), rule=validation.day("节假日")),
        Column("调休上班日", "调休上班日", 10, ("center", "day", "small"), rule=validation.day("调休上班日"), cells=2),
    ),
    DAYS_LISTED,
    DAYS_LISTED,
    key="节假日",
    row_height=16,
    head_height=15,
    first=1,
)

MEMBER_RESULTS = {
    "id": "组员_工号",
    "name": "组员_姓名",
    "department": "组员_组别",
    "total": "组员_月绩效",
    "level": "组员_等级",
    "points": "组员_月积分",
    "eligible": "组员_参评",
    "why": "组员_处理",
}
