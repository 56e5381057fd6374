"""指标库: the indicators of every post with standard, weight, target and origin; the month's forms are made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from xlkpi.domain.numbers import as_shares, exact, percent
from xlkpi.drawing import validation
from xlkpi.drawing.data import DataTable, Record
from xlkpi.drawing.kind import Kind, Start
from xlkpi.drawing.layout import YES_NO
from xlkpi.drawing.spec import SEAL, Column, Field, Fields, Note, PageSpec, Table
from xlkpi.drawing.workbook_reading import Reading, as_number, as_text, is_excused
from xlkpi.errors import Fault, sentence
from xlkpi.functions.arguments import written
from xlkpi.macros.vba import CHECK, FINALIZE, RECOMPUTE
from xlkpi.schemes.column_looks import IN_COUNTS, IN_MONTHS, REMARK, SHORT
from xlkpi.schemes.gas.gas_data import FORMS, ROSTER

ENTRIES = 120
MOST_INDICATORS = 12
"""Rows of indicators on a 附件2."""
ORIGINS = ("岗位说明书", "业务重点", "重要工作流程")
"""What indicators are taken from: the post's description, the focus of the period, key processes."""
ENABLED = 'SUMPRODUCT((库_岗位={岗位})*(库_启用<>"否"),库_权重)'

INDICATORS = Table(
    "指标库",
    (
        Column("序号", "", 5, IN_COUNTS),
        Column("岗位", "库_岗位", 15, SHORT, rule=validation.words("与名单中的岗位写法一致。"), needed="row"),
        Column("指标", "库_指标", 18, REMARK, needed="row"),
        Column("考核标准", "库_考核标准", 30, REMARK, rule=validation.words("写明计分口径，如 15 秒接通率。")),
        Column("权重", "库_权重", 9, ("center", "weight"), rule=validation.weight(), needed="row"),
        Column("目标值", "库_目标值", 12, (*SHORT, "plain_text")),
        Column("来源", "库_来源", 14, SHORT, rule=validation.choice(ORIGINS, "指标取自哪里。"), needed="row"),
        Column("启用", "库_启用", 7, rule=validation.choice(YES_NO, "本月不用的填“否”，空着视为启用。")),
        Column(
            "本岗位权重合计",
            "库_权重合计",
            10,
            ("center", "weights"),
            cell=f'IF({{岗位}}="","",{ENABLED})',
            number=True,
            wrong="AND(ISNUMBER({}),ROUND({},6)<>1)",
        ),
    ),
    ENTRIES,
    16,
    key="岗位",
    row_height=24,
    head_height=32,
)

PAGE = PageSpec(
    "指标库",
    "客服岗位绩效指标库",
    (
        Fields(
            (
                Field("分公司", "分公司", 0, 0, 1, label_span=2),
                Field("考核月份", "考核月份", 0, 3, 1, IN_MONTHS, validation.month(), label_span=1),
                Field("编制人", "编制人", 0, 5, 1),
                Field("审定人", "审定人", 0, 7, 1),
            ),
            gap=4,
        ),
        Note(
            "指标从岗位说明书、考核期内的业务重点和重要工作流程中选取，应是公司关注、与业绩和岗位职责密切相关的关键指标；"
            "主管按岗位分解月度目标，启用的指标权重合计须为 100%。员工的附件2由此生成，再与本人商定。",
            32,
        ),
        INDICATORS,
    ),
    signers=("编制", "审定", "日期", SEAL),
    portrait=True,
    annex=None,
)


def enabled(reading: Reading) -> dict[str, list[int]]:
    """Return the rows of the indicators in use by post, in the order of the sheet."""
    posts: dict[str, list[int]] = {}
    for row in reading.rows_in_use(INDICATORS):
        post = as_text(reading.column("库_岗位")[row])
        if post and not is_excused(reading.column("库_启用")[row]):
            posts.setdefault(post, []).append(row)
    return posts


def check_posts(reading: Reading) -> list[Fault]:
    """The weights of a post total 100%, its indicators stand once each and fit on a form."""
    return [fault for post, rows in enabled(reading).items() for fault in _post_faults(reading, post, rows)]


def _post_faults(reading: Reading, post: str, rows: list[int]) -> Iterator[Fault]:
    weights = [exact(weight) for row in rows if (weight := as_number(reading.column("库_权重")[row])) is not None]
    if len(weights) == len(rows) and as_shares(weights) is None:
        zh = "岗位“{post}”启用的指标权重合计为 {total}，应为 100%，请调整"
        en = "the indicators of the post “{post}” weigh {total}; they must total 100%"
        yield reading.fault("库_权重", rows[0], zh, en, post=post, total=percent(sum(weights, Fraction(0))))
    names = Counter(as_text(reading.column("库_指标")[row]) for row in rows)
    for row in rows:
        name = as_text(reading.column("库_指标")[row])
        if names.pop(name, 1) > 1:
            zh, en = "岗位“{post}”的指标“{name}”重复", "the post “{post}” has the indicator “{name}” twice"
            yield reading.fault("库_指标", row, zh, en, post=post, name=name)
    if len(rows) > MOST_INDICATORS:
        zh = "岗位“{post}”有 {count} 项指标，附件2 最多 {most} 项"
        en = "the post “{post}” has {count} indicators; a form holds {most}"
        last = rows[MOST_INDICATORS]
        yield reading.fault("库_指标", last, zh, en, post=post, count=len(rows), most=MOST_INDICATORS)


def forms_from_library(library: Reading, roster: DataTable | None) -> tuple[list[DataTable], list[Fault]]:
    """Return the records of a 附件2 for everybody of the roster who is appraised: the indicators of his post."""
    posts = enabled(library)
    records: list[Record] = []
    origins: list[tuple[str, int]] = []
    faults: list[Fault] = []
    for number, person in enumerate(roster.records if roster else ()):
        if is_excused(person.get("参评", "")):
            continue
        rows = posts.get(person.get("岗位", ""), [])
        if roster and not rows:
            zh = "岗位“{post}”在指标库中没有启用的指标"
            en = "the library has no indicators in use for the post “{post}”"
            faults.append(roster.fault(number, zh, en, post=person.get("岗位", "")))
        for row in rows:
            records.append({**person, **_indicator(library, row)})
            origins.append(roster.origins[number] if roster else ("", 0))
    if not records and not faults:
        text = sentence("名单中没有参评的人", "nobody in the roster is appraised")
        faults.append(Fault(library.book.title, text))
    return [DataTable(FORMS, tuple(records), tuple(origins))], faults


def _indicator(library: Reading, row: int) -> Record:
    """Return what a form takes from a row of the library, as texts."""
    weight = library.column("库_权重")[row]
    told = {name: as_text(library.column(f"库_{name}")[row]) for name in ("指标", "考核标准", "目标值")}
    return {**told, "权重": written(weight) if isinstance(weight, float) else as_text(weight)}


FROM_LIBRARY = Start("library", ("指标库", "a library of indicators"), forms_from_library, ROSTER)

LIBRARY = Kind(
    "library", "指标库", "gas", (PAGE,), (CHECK, RECOMPUTE, FINALIZE), en="indicators by post", checks=(check_posts,)
)
