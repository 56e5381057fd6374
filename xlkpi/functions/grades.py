"""The constrained levels of a roster, and the sentence that explains each of them."""

from __future__ import annotations

from typing import Any, List, Optional, Sequence, Union

from xlkpi.domain.grade import NOT_APPRAISED, ROUNDINGS, UNDECIDED, Person, Placing, Seats, place_people
from xlkpi.domain.numbers import rounded
from xlkpi.errors import CellError
from xlkpi.functions.arguments import Argument, Complaint, ErrorCell, complain
from xlkpi.functions.catalogue import Example, column, declare, may, need
from xlkpi.functions.quotas import (
    QUOTAS,
    ROUNDING,
    ROUNDING_NAMES,
    TIES_NAMES,
    Quotas,
    read_quotas,
    rows_by_department,
    seats_text,
)
from xlkpi.functions.ranges import same_length
from xlkpi.records import dataclass

PARAMETERS = (
    need("scores", "得分", "分", "总分", "totals"),
    need("department_levels", "部门等级", "", "每人所在部门的等级（主管的等级）", "level of each person's department"),
    need("departments", "部门", "", "每人所在部门", "each person's department"),
    QUOTAS,
    may("eligible", "参评", "", "是否参评（是/否），空为参评", "appraised or not (是/否), blank is yes"),
    may("tiebreak", "同分次序", "", "同分时比较的数，大者在前", "separates equal scores, higher is better"),
    ROUNDING,
    may(
        "ties",
        "同分处理",
        "",
        "同分就高（默认）、同分就低、按名单顺序、停下来问",
        "better (default), worse, order, ask",
    ),
)
QUOTA_BLOCK = [[None, "A+", "A", "B"], ["优秀", 0.2, 0.3, 0.5], ["良好", 0.1, 0.3, 0.6]]
FIVE = [[96], [91], [91], [88], [88]]
TIE_WORDS = {"better": "就高", "worse": "就低", "order": "按名单顺序", "ask": "跨等级时待定"}


@dataclass(frozen=True)
class Answer:
    """What stands in one row: the level (or a fault), and why."""

    level: Union[str, CellError]
    why: Union[str, CellError]


BLANK = Answer("", "")
NOBODY = Person(None, eligible=False)


@declare(
    "KPI_GRADES",
    *PARAMETERS,
    zh="按部门名额定等级",
    en="Levels within the seats that the department's level leaves",
    shape="column",
    source="rules A4: the supervisor's level decides the shares, then level by rank inside the department",
    example=Example((FIVE, "优秀", "客服部", QUOTA_BLOCK), [["A+"], ["A"], ["A"], ["B"], ["B"]]),
)
def kpi_grades(*arguments: Argument) -> Any:
    """Give every person of the roster a level."""
    return column([answer.level for answer in answers(*arguments)])


@declare(
    "KPI_WHY",
    *PARAMETERS,
    zh="等级说明",
    en="Why each person has this level",
    shape="column",
    source="functions.md, KPI_WHY",
    example=Example(
        ([[96], [91], [88]], "优秀", "客服部", QUOTA_BLOCK),
        [
            ["第1名/共3人；优秀部门名额 A+1 A1 B1；第1名落在A+"],
            ["第2名/共3人；优秀部门名额 A+1 A1 B1；第2名落在A"],
            ["第3名/共3人；优秀部门名额 A+1 A1 B1；第3名落在B"],
        ],
    ),
)
def kpi_why(*arguments: Argument) -> Any:
    """Explain every person's level in a sentence."""
    return column([answer.why for answer in answers(*arguments)])


@dataclass
class _Roster:
    """The rows of the roster as read, with the faults of single rows already in their places."""

    departments: List[str]
    levels: List[str]
    people: List[Person]
    answers: List[Answer]
    broken: List[bool]


def answers(
    scores: Argument,
    department_levels: Argument,
    departments: Argument,
    quotas: Argument,
    eligible: Argument,
    tiebreak: Argument,
    rounding: Argument,
    ties: Argument,
) -> List[Answer]:
    """Return the level and the reason of every row. Raises Complaint, ErrorCell for faults of the whole call."""
    block = read_quotas(quotas)
    seats_of = ROUNDINGS[rounding.choice(ROUNDING_NAMES, "half_up")]
    mode = ties.choice(TIES_NAMES, "better")
    count = len(scores.cells)
    department_levels, departments = department_levels.spread(count), departments.spread(count)
    eligible = eligible.spread(count)
    same_length(scores, department_levels, departments, *[a for a in (eligible, tiebreak) if a.given])
    roster = _read(scores, department_levels, departments, eligible, tiebreak)
    for rows in rows_by_department(roster.departments).values():
        try:
            _answer_department(roster, rows, block, seats_of, mode)
        except Complaint as complaint:
            _say(roster, rows, complaint.told)
    return roster.answers


def _read(
    scores: Argument, department_levels: Argument, departments: Argument, eligible: Argument, tiebreak: Argument
) -> _Roster:
    roster = _Roster([], [], [], [], [])
    for place in range(len(scores.cells)):
        department, level, person, answer = "", "", NOBODY, BLANK
        try:
            department = departments.text(place) or ""
            level = department_levels.text(place) or ""
            takes_part = not eligible.given or eligible.yes_no(place) is not False
            points = scores.number(place) if takes_part else None
            if department:
                order = tiebreak.number(place) if tiebreak.given and takes_part else None
                person = Person(None if points is None else rounded(points), takes_part, order)
            elif points is not None:
                raise departments.complaint(place, "为空", "is blank")
        except Complaint as complaint:
            answer = Answer(complaint.told, complaint.told)
        except ErrorCell as found:
            answer = Answer(found.error, found.error)
        roster.departments.append(department)
        roster.levels.append(level)
        roster.people.append(person)
        roster.answers.append(answer)
        roster.broken.append(answer is not BLANK)
    return roster


def _answer_department(roster: _Roster, rows: List[int], block: Quotas, seats_of: Any, mode: str) -> None:
    whole = [place for place in rows if not roster.broken[place]]
    counted = [place for place in whole if roster.people[place].eligible]
    for place in whole:
        if not roster.people[place].eligible:
            roster.answers[place] = Answer(NOT_APPRAISED, "不参评，不占名额")
    appraised = set(counted)
    level = _department_level(roster, [place for place in rows if roster.levels[place] or place in appraised])
    unscored = [place for place in counted if roster.people[place].score is None]
    shares = block.shares(level) if level and counted else ()
    if unscored or len(whole) < len(rows):
        waiting = len(unscored) + len(rows) - len(whole)
        _wait(roster, counted, f"部门还有{waiting}人没有有效得分，全部有得分后才能评级")
    elif not level:
        _wait(roster, counted, "部门等级（主管等级）未定，暂不评级")
    elif counted:
        seats: Seats = seats_of(len(counted), shares)
        placed = place_people([roster.people[place] for place in counted], seats, mode)
        seated, people = f"{level}部门名额 {seats_text(block, level, seats)}", f"/共{len(counted)}人"
        for place, placing in zip(counted, placed):
            if placing is not None:
                roster.answers[place] = _explained(placing, people, seated, block.levels, mode)


def _department_level(roster: _Roster, rows: List[int]) -> str:
    levels = sorted({roster.levels[place] for place in rows})
    if len(levels) > 1:
        raise complain(
            "部门“{department}”的部门等级不一致：{levels}",
            "department “{department}” has different levels: {levels}",
            department=roster.departments[rows[0]],
            levels="、".join(level or "（空）" for level in levels),
        )
    return levels[0] if levels else ""


def _wait(roster: _Roster, rows: List[int], why: str) -> None:
    for place in rows:
        roster.answers[place] = Answer("", why)


def _say(roster: _Roster, rows: List[int], fault: str) -> None:
    """Let a department's fault stand in the first of its rows that is appraised; the others stay blank."""
    whole = [place for place in rows if not roster.broken[place]]
    speaking: Optional[int] = next((place for place in whole if roster.people[place].eligible), None)
    for place in whole:
        if roster.people[place].eligible:
            roster.answers[place] = Answer(fault if place == speaking else "", fault)


def _explained(placing: Placing, people: str, seated: str, names: Sequence[str], mode: str) -> Answer:
    """Word one placing; `people` and `seated` are what is the same for the whole department."""
    rank = f"第{placing.rank}名"
    tied = f"（{placing.tied + 1}人同分，{TIE_WORDS[mode]}）" if placing.tied else ""
    start = f"{rank}{people}{tied}；{seated}；"
    if placing.level is None:
        between = f"{names[placing.first]}与{names[placing.last]}"
        return Answer(UNDECIDED, f"{start}同分跨{between}，请主管决定")
    name = names[placing.level]
    return Answer(name, f"{start}{rank}落在{name}")
