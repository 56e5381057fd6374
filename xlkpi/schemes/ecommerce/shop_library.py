"""电商客服考核表 as data: the library of indicators by post, whose targets go before those of 参数."""

from __future__ import annotations

from xlkpi.drawing import validation
from xlkpi.drawing.spec import Column, Note, PageSpec, Table
from xlkpi.drawing.workbook_reading import Reading, as_text
from xlkpi.errors import Fault
from xlkpi.schemes.column_looks import IN_COUNTS, PLAIN, REMARK, SHORT, TEXT

ENTRIES = 60
FOUND = '(指标库_岗位=INDEX(客服_岗位,{#}))*(指标库_岗位<>"")*(指标库_指标=INDEX(指标_名称,{+}))*ISNUMBER(指标库_目标)'
TARGET = f'IF({{工号}}="","",IF(SUMPRODUCT({FOUND})>0,SUMPRODUCT({FOUND},指标库_目标),INDEX(指标_目标,{{+}})))'
"""The target of a person's post in the library; where it has none, that of the page of parameters."""

LIBRARY = Table(
    "指标库",
    (
        Column("序号", "", 5, IN_COUNTS),
        Column("岗位", "指标库_岗位", 14, SHORT, needed="row"),
        Column(
            "指标",
            "指标库_指标",
            16,
            SHORT,
            rule=validation.known("指标_名称", "从「参数」的考核指标中选择。"),
            needed="row",
        ),
        Column("考核标准（量化要求）", "指标库_标准", 44, TEXT),
        Column(
            "目标值",
            "指标库_目标",
            12,
            PLAIN,
            rule=validation.amount("大于 0；空着按「参数」的目标值。", validation.LEAST_TARGET, 1_000_000),
        ),
        Column("备注", "指标库_备注", 20, REMARK),
    ),
    ENTRIES,
    10,
    key="岗位",
    once=("岗位", "指标"),
)

LIBRARY_PAGE = PageSpec(
    "指标库",
    "客服岗位指标库",
    (Note("按岗位列出指标、量化要求与目标值；有目标值的，该岗位的人按它计分，没有的按「参数」。", 20), LIBRARY),
    signers=("人力资源部",),
    portrait=True,
)


def posts_unmatched(reading: Reading) -> list[Fault]:
    """A post that only the roster or only the library has: the library's targets then reach nobody, in silence.

    Both may be meant, so that it is told and nothing stops; a company without a library hears nothing.
    """
    library = reading.words("指标库_岗位") - {""}
    if not library:
        return []
    found = []
    told: set[str] = set()
    for row in (row for row in reading.roster if reading.appraised(row)):
        post = as_text(reading.column("客服_岗位")[row])
        if post in library or post in told:
            continue
        told.add(post)
        zh = "岗位“{post}”不在指标库中，{who}的各项目标值按「参数」计，请核对岗位写法"
        en = "the library has no post “{post}”: the targets of {who} are those of the page 参数. Is it written right?"
        if not post:
            zh = "{who}没有填岗位，各项目标值按「参数」计，不按指标库"
            en = "{who} has no post: the targets are those of the page 参数, not of the library"
        found.append(reading.notice("客服_岗位", row, zh, en, post=post, who=reading.who(row)))
    held = reading.words("客服_岗位")
    for row, value in enumerate(reading.column("指标库_岗位") if reading.roster else ()):
        post = as_text(value)
        if post and post not in held and post not in told:
            told.add(post)
            zh = "指标库的岗位“{post}”在「月度考核」中没有人，这一行不起作用，请核对岗位写法"
            en = "nobody on the page 月度考核 has the post “{post}”: its targets reach nobody. Is it written right?"
            found.append(reading.notice("指标库_岗位", row, zh, en, post=post))
    return found
