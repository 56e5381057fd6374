"""The people and indicators that fill the layouts: invented, in the manner of service companies."""

from __future__ import annotations

from typing import NamedTuple

_NAMES = (
    "陈丽华 王建国 李晓梅 张志强 刘芳 赵海燕 孙伟 周敏 吴秀英 郑浩 冯雪 蒋文涛 沈佳怡 韩磊 杨倩 朱婷婷 秦勇 许静 何俊杰 吕燕 "
    "施云 张雨桐 孔令辉 曹颖 严冬梅 华明 金晶 魏东 陶然 姜波 戚美玲 谢军 邹小红 喻晨 柏松 水清 窦志刚 章蕾 云飞 苏苏 "
    "潘玉兰 葛亮 奚晓峰 范冰 彭博 郎平安 鲁文静 韦国强 昌盛 马晓东 苗苗 凤霞 花蕊 方正 俞敏 任重 袁圆 柳青 酆都 鲍春来"
)
NAMES = tuple(_NAMES.split())
"""Sixty names; some of two, some of three characters, two of them the words for cloud and water."""


class Kpi(NamedTuple):
    """One line of a form."""

    category: str
    indicator: str
    weight: float
    standard: str
    target: object
    actual: object
    score: float


GAS = (
    Kpi("工作业绩", "入户安检完成率", 0.25, "每低1个百分点扣2分", 0.98, 0.97, 98),
    Kpi("工作业绩", "抄表准确率", 0.2, "每出现一户错抄扣1分", 0.995, 0.993, 96),
    Kpi("服务质量", "报修到场及时率", 0.2, "30分钟内到场，超时一次扣3分", 1, 0.97, 91),
    Kpi("服务质量", "客户满意度", 0.15, "回访满意度每低1分扣2分", 95, 94, 98),
    Kpi("服务质量", "有责投诉", 0.1, "每起扣20分", 0, 0, 100),
    Kpi("工作态度", "纪律与协作", 0.1, "由主管按日常记录评定", "—", "—", 90),
)
CALL = (
    Kpi("数量", "接通率", 0.2, "≥95%得满分，每低1%扣3分", 0.95, 0.962, 100),
    Kpi("数量", "月接听量", 0.2, "实际/目标×100，最高110分", 2600, 2548, 98),
    Kpi("质量", "质检合格率", 0.25, "致命差错一次扣10分", 0.96, 0.94, 88),
    Kpi("质量", "首问解决率", 0.15, "每低1%扣2分", 0.85, 0.83, 96),
    Kpi("质量", "平均通话时长", 0.1, "超出标准每10秒扣2分", "≤210秒", "224秒", 96),
    Kpi("纪律", "排班遵时率", 0.1, "每低1%扣5分", 0.98, 0.975, 95),
)
PROPERTY = (
    Kpi("岗位职责", "报修响应", 0.3, "接单后15分钟内响应", 1, 0.96, 92),
    Kpi("岗位职责", "物业费收缴率", 0.3, "完成比例×100", 0.92, 0.89, 96.7),
    Kpi("岗位职责", "业主回访", 0.2, "每月不少于30户", 30, 33, 100),
    Kpi("行为规范", "仪容与礼仪", 0.1, "检查一次不合格扣5分", 0, 2, 95),
    Kpi("行为规范", "培训与会议", 0.1, "缺席一次扣10分", 0, 0, 100),
)
FULL = (
    Kpi("德", "遵章守纪、诚信廉洁", 10, "违纪一次扣2分", "", "", 9),
    Kpi("德", "服从安排、团结协作", 10, "推诿一次扣2分", "", "", 9.5),
    Kpi("能", "业务知识与操作技能", 15, "季度测试成绩折算", "", "", 13),
    Kpi("能", "沟通与应变能力", 10, "由班长评定", "", "", 8),
    Kpi("绩", "工单按时办结", 25, "超时一单扣1分", "", "", 23),
    Kpi("绩", "客户满意与投诉", 20, "有责投诉一起扣5分", "", "", 20),
    Kpi("勤", "出勤与劳动纪律", 10, "迟到一次扣1分", "", "", 10),
)
SHOP = (
    Kpi("效率", "平均响应时间", 0.2, "≤30秒满分，每超5秒扣5分", "30秒", "33秒", 95),
    Kpi("效率", "咨询回复率", 0.2, "每低1%扣5分", 1, 0.99, 95),
    Kpi("转化", "询单转化率", 0.3, "完成比例×100", 0.45, 0.43, 95.6),
    Kpi("服务", "好评率", 0.2, "每低1%扣3分", 0.98, 0.985, 100),
    Kpi("服务", "售后退款率", 0.1, "每高0.5%扣5分", 0.05, 0.06, 90),
)


def kpis(text: str) -> tuple[Kpi, ...]:
    """Lines of a form written as `category|indicator|weight in percent|standard|target|actual|score`."""
    return tuple(
        Kpi(category, indicator, float(weight) / 100, standard, _fact(target), _fact(actual), float(score))
        for category, indicator, weight, standard, target, actual, score in (
            line.strip().split("|") for line in text.strip().splitlines()
        )
    )


def _fact(text: str) -> object:
    try:
        return float(text[:-1]) / 100 if text.endswith("%") else float(text)
    except ValueError:
        return text


def weighted(rows: tuple[Kpi, ...]) -> float:
    """Sum of weight times score, to two decimals, counted in whole hundredths so that no binary rest is left."""
    return sum(round(row.weight * 100) * round(row.score * 100) for row in rows) / 10000


LEVELS = ((95, "A+", 1.2), (90, "A", 1.1), (85, "B", 1.0), (80, "C", 0.8), (0, "C-", 0.0))
"""The printed lines of a supervisor's level, which companies use for everybody."""


def level(total: float) -> str:
    return next(name for line, name, _ in LEVELS if total >= line)


def coefficient(name: str) -> float:
    return next(number for _, known, number in LEVELS if known == name)
