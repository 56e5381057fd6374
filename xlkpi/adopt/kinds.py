"""Tells an appraisal of staff from everything else that is scored, weighted, ranked or listed by name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from xlkpi.adopt.labels import squeezed
from xlkpi.adopt.lexicon import ALLOWED, Lexicon
from xlkpi.errors import Sentence, sentence

RATED: Final = re.compile(
    r"(?:员工|职工|人员|坐席|座席|客服|主管|班组长)(?:20\d\d年|\d{1,2}月份?|月度|季度|年度|工作|综合|个人|岗位|表现|日常|业绩)*"
    "(?:评分|评价|评定|评估|打分|得分)"
)
"""A title that says that people are rated, in words that alone may be about anything."""

MARKED: Final = re.compile("满意|投诉|表扬|评价|回访|随访")
"""A heading of what people are marked by, whoever it comes from: 患者满意度 makes no sheet one about patients."""


EXAMS: Final = frozenset(("考试", "测验", "期末", "期中", "理论考核", "实操考核", "exam"))
"""Purposes by which people are examined and not appraised."""
EXAMINED: Final = re.compile("成绩|笔试|理论|实操|补考|准考|试卷|卷面")
"""A heading of marks in an exam."""
ATTENDED: Final = re.compile("应出勤|实出勤|出勤天数|迟到|早退|旷工|缺勤|请假")
"""A heading of days and times, of which a list of attendance has several."""
CARED_FOR: Final = re.compile("护理(?:等级|级别|费)|床号|床位号|住院号|病历号")
"""A heading of people who are cared for: whoever else stands in the list, they are scored."""
THINGS: Final = re.compile("车型|车牌|型号|设备(?:名称|编号)")
"""A heading of things, which are scored where no line names another person."""
REGULAR: Final = re.compile("(?:月|季)度?(?:绩效|工作|综合|业绩|kpi)*考[核评]|绩效考[核评]")
"""A title of what is done every month or quarter."""
MATTERS: Final = re.compile("评委|评审专家|体能|体检|点检|车辆|宿舍|竞赛|比赛|大赛")
"""A heading of who gives marks, or of what for: in a list of a regular appraisal it is about staff all the same."""


WITHHELD: Final = re.compile("养老|医疗|医保|失业|生育险|工伤险|公积金|社保|五险|个税|所得税")
"""A heading of what is withheld from wages."""
MEASURED: Final = re.compile("分(?!公司|部|店|行|局|厂)|排名|名次|等级|评级|系数")
"""A heading of marks or of what follows from them."""


@dataclass(frozen=True)
class Verdict:
    """Whether a sheet is one of ours; `doubtful` where a person has to say."""

    ours: bool
    doubtful: bool
    why: Sentence


def judged(
    lexicon: Lexicon,
    title: Iterable[str],
    headings: Iterable[str],
    *,
    complete: bool,
    paid: bool,
    read: bool = False,
    people: bool = False,
) -> Verdict:
    """Judge a sheet by the words of its title (sheet name and head labels too) and over its columns.

    `complete` says that its columns alone make a form or a summary: indicators, weights and scores of a named person,
    or people with totals and what follows from them. Then it takes a word of another purpose to make it foreign.
    `paid` says that a form's marks or a list's totals lead to pay: without it and without any word for an appraisal
    people with points and levels may be anything.
    `read` says that people or indicators with scores were found at all: such a sheet is never passed over in silence,
    a person has to say; only where another subject is told (suppliers, pupils) nobody is asked.
    `people` says that each line names another person.
    """
    titles, heads = [squeezed(text) for text in title], [squeezed(text) for text in headings]
    regular = complete and any(map(REGULAR.search, titles))
    named = [text for text in heads if not MARKED.search(text) and not (regular and MATTERS.search(text))]
    told = [_without_departments(lexicon, text, OF_STAFF) for text in titles]
    subject = _first(lexicon.kinds["subjects"], [text for text in (*told, *named) if not _is_key(lexicon, text)])
    over = _first(lexicon.kinds["appraisal"], [_without_exams(lexicon, title) for title in titles])
    staff = paid or _first((*lexicon.kinds["staff"], *lexicon.kinds["people"]), (*titles, *heads))
    named_only = not any(subject in _without_departments(lexicon, text, ANYTHING) for text in titles)
    if subject and named_only and over and read and staff:  # a heading, or 供应商管理部月度考核汇总表
        zh, en = "既写着“{over}”，又有“{word}”", "it says “{over}”, and “{word}”"
        return Verdict(False, True, sentence(zh, en, over=over, word=subject))
    if subject:
        return Verdict(
            False,
            False,
            sentence("讲的是“{word}”，不是员工考核", "it is about “{word}”, no appraisal of staff", word=subject),
        )
    withheld = [text for text in heads if WITHHELD.search(text)]
    if len(withheld) > 1 and not any(map(MEASURED.search, heads)):
        zh, en = "有“{word}”等代扣，没有分数，是工资表", "“{word}” is withheld and nobody has marks: a payroll"
        return Verdict(False, False, sentence(zh, en, word=withheld[0]))
    rated = (found[0] for title in titles if (found := RATED.search(title)))
    word = over or _first(lexicon.kinds["appraisal"], heads) or next(rated, "")
    purpose = _first(lexicon.kinds["purposes"], [_without_posts(lexicon, title) for title in titles])
    if word and not purpose:
        return Verdict(True, False, sentence("写着“{word}”", "it says “{word}”", word=word))
    if word and purpose:
        strong = _first(("绩效", "kpi", "performance"), titles)
        if strong and complete:
            return Verdict(True, False, sentence("写着“{word}”", "it says “{word}”", word=strong))
        return Verdict(
            False, True, sentence("既像考核表又像“{word}”", "it may be an appraisal or “{word}”", word=purpose)
        )
    scored = next((text for text in heads if CARED_FOR.search(text) or (not people and THINGS.search(text))), "")
    if scored:
        zh, en = "列着“{word}”，不是员工考核", "it lists “{word}”, no appraisal of staff"
        return Verdict(False, False, sentence(zh, en, word=scored))
    if purpose:
        exam = purpose in EXAMS and not paid and any(map(EXAMINED.search, heads))  # both say so: nobody is asked
        days = purpose == "考勤" and len([text for text in heads if ATTENDED.search(text)]) > 1
        why = sentence("是“{word}”一类的表", "it is a sheet of “{word}”", word=purpose)
        return Verdict(False, read and not exam and not days, why)
    if complete and paid and _first(lexicon.kinds["staff"], (*titles, *heads)):
        return Verdict(True, False, sentence("列出了人员、分数和结果", "it lists people, scores and results"))
    return Verdict(
        False, read or complete, sentence("看不出是员工考核表", "nothing says that it is an appraisal of staff")
    )


_NAMED: Final = "(?:(?![评考分表审测打干])[一-鿿]){0,4}?"
_PLACE: Final = "(?:中心|部|科|室|处|台|站|窗口)"
OF_STAFF: Final = re.compile(r"^[\d年月份度季.第至-]*$|员工|职工|人员|坐席|座席|客服|班组长|主管|导医|护士|专员")
"""What stands behind a department in a title that is about its people: 患者服务中心 | 员工月度考核汇总表."""


ANYTHING: Final = re.compile("")


def _without_departments(lexicon: Lexicon, title: str, behind: re.Pattern[str]) -> str:
    """A title without a subject that only names a department, if that is followed so; a second mention stays."""
    for subject in lexicon.kinds["subjects"]:
        if subject in title:
            found = re.search(f"{re.escape(subject)}{_NAMED}{_PLACE}", title)
            if found and behind.search(title[found.end() :]):
                title = title[: found.start()] + title[found.end() :]
    return title


def _is_key(lexicon: Lexicon, text: str) -> bool:
    """Whether a text as a whole is a label of ours: 考评标准 tells of no 评标."""
    return any(lexicon.means(text, role) for role in ALLOWED)


def _first(words: Iterable[str], texts: Iterable[str]) -> str:
    known = list(texts)
    return next((word for word in words if any(word in text for text in known)), "")


def _without_exams(lexicon: Lexicon, title: str) -> str:
    """A title without exams whose word is that of an appraisal: 上岗考核."""
    for exam in lexicon.kinds["purposes"]:
        title = title.replace(exam, "") if "考核" in exam else title
    return title


def _without_posts(lexicon: Lexicon, title: str) -> str:
    """A title without purposes that only name a post, a department (巡检员, 培训部, 检查组) or the pay: 绩效工资表."""
    for pay in ("工资表", "工资条", "工资单", "薪资表", "薪酬表"):
        title = title.replace(f"绩效{pay}", "绩效")
    for purpose in lexicon.kinds["purposes"]:
        for post in lexicon.kinds["posts"] if purpose in title else ():
            title = title.replace(purpose + post, "")
    return title
