"""Answers to what was asked, read from TOML and put into a mapping."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from xlkpi.adopt.keys import ANSWERABLE, KEYS, RESULT_KEYS
from xlkpi.adopt.level_rules import CALLED, RULES
from xlkpi.adopt.mapping import toml_table
from xlkpi.adopt.understanding import Marks, Part, Question, Understanding
from xlkpi.books.areas import cell_of, column_number
from xlkpi.errors import Unusable, sentence

ADDING: Final[Mapping[str, Marks]] = {"加权": "weighted", "weighted": "weighted", "满分": "full", "full": "full"}
"""How a form adds up, as people answer it."""
KINDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("form", "考核表", "附件2"), "form"),
    **dict.fromkeys(("summary", "汇总表", "汇总", "附件3"), "summary"),
    **dict.fromkeys(("-", "", "无", "没有", "none", "no", "not_ours"), "not_ours"),
}
"""What a sheet may be said to be, and what that means."""
DECIDED: Final[Mapping[str, str]] = {"保留": "keep", "keep": "keep", "改正": "replace", "replace": "replace"}
"""What may be answered about a cell that contradicts the rest, and what it means."""


def answers_of(text: str, name: str) -> dict[str, dict[str, str]]:
    """Read answers: `score = "E"` for every sheet, or below `["工作表"]` for one. Raises Unusable.

    Of a cell that contradicts the rest, or of a whole column of such, is said whether it stays: `F7 = "保留"`,
    `level = "保留"`, or `"改正"` for our formula.
    """
    table = toml_table(text, name)
    found: dict[str, dict[str, str]] = {"": {}}
    for key, told in table.items():
        sheet, answers = (key, told) if isinstance(told, dict) else ("", {key: told})
        for asked, answer in answers.items():
            if str(answer).strip() in DECIDED and (asked in KEYS or _is_cell(asked)):
                where = asked if asked in KEYS else asked.upper()
                found.setdefault(sheet, {})[where] = DECIDED[str(answer).strip()]
                continue
            if asked not in ANSWERABLE or isinstance(answer, dict | list):
                zh = "{name} 里的“{what}”不是可以回答的项目；可以回答的有 {known}，或矛盾的格如 F7"
                en = "“{what}” in {name} is nothing that is asked; that is {known}, or a cell such as F7"
                raise Unusable(sentence(zh, en, name=name, what=asked, known="、".join(ANSWERABLE)))
            if asked == "kind":
                found.setdefault(sheet, {})[asked] = _kind(str(answer).strip())
                continue
            found.setdefault(sheet, {})[asked] = str(answer).strip()
    return found


def _kind(answer: str) -> str:
    """What a sheet is, as somebody says it. Raises Unusable."""
    if answer not in KINDS:
        zh = 'kind 要回答 "form"（考核表，一人一表）、"summary"（汇总表，每人一行）或 "-"（都不是），不是“{answer}”'
        en = 'answer kind with "form" (of one person), "summary" (a row a person) or "-" (neither), not “{answer}”'
        raise Unusable(sentence(zh, en, answer=answer))
    return KINDS[answer]


def _is_cell(text: str) -> bool:
    try:
        cell_of(text)
    except ValueError:
        return False
    return True


LETTERS: Final = 3
"""Of the last column of a sheet: XFD."""


def with_answers(understood: Understanding, answers: Mapping[str, Mapping[str, str]]) -> Understanding:
    """Put answers in: a column, a cell, a row of a turned table, or `-` where there is none. Raises Unusable.

    Of several lists or forms on a sheet an answer is about those that were asked for it or have its column; `E、K` is a
    column of each, and `B10、B22` a cell of the form that it lies nearest to.
    """
    given = {part.sheet: {**answers.get("", {}), **answers.get(part.sheet, {})} for part in understood.parts}
    beside = {sheet: [part for part in understood.parts if part.sheet == sheet] for sheet in given}
    return understood.with_parts(
        [_answered(part, _own_answers(part, beside[part.sheet], given[part.sheet])) for part in understood.parts]
    )


def _own_answers(part: Part, parts: Sequence[Part], answers: Mapping[str, str]) -> dict[str, str]:
    """The answers that are about one of the parts of a sheet."""
    found = {}
    for key, answer in answers.items():
        places = [place.strip().replace("$", "") for place in re.split("[,，、]", answer)]
        about = {
            place: [one for one in parts if _is_about(one, key, place, parts, listed=len(places) > 1)]
            for place in places
        }
        own = [place for place, some in about.items() if part in some]
        if own or not any(about.values()):
            found[key] = own[0] if own else answer
    return found


def _rows_away(part: Part, cell: str) -> tuple[int, int]:
    """How many rows lie between a part and a cell, and how many columns."""
    row, column = cell_of(cell)
    first, last = part.first_row or row, part.last_row or part.first_row or row
    beside = min((abs(at - column) for at in part.label_columns), default=0)
    return max(first - row, row - last, 0), beside


def _is_about(part: Part, key: str, place: str, parts: Sequence[Part], *, listed: bool) -> bool:
    """Whether a place was offered to a part or, where it was to none, is a column of its header or nearest to it.

    A cell of a head may be said for all of them, unless several are `listed`.
    """

    def offered(one: Part) -> bool:
        return any(asked.field == key and place in asked.candidates for asked in one.questions)

    if any(map(offered, parts)):
        return offered(part)
    if _is_cell(place) and (key in RESULT_KEYS or listed):
        return part is min(parts, key=lambda one: _rows_away(one, part_cell(place)))
    letters = place.isalpha() and place.isascii() and len(place) <= LETTERS
    return letters and column_number(place.upper()) in part.label_columns and bool(part.columns)


def _answered(part: Part, answers: Mapping[str, str]) -> Part:
    columns, fields, across = dict(part.columns), dict(part.fields), dict(part.across)
    last_row = part.last_row
    settled: set[str] = set()
    for key, answer in answers.items():
        if key == "kind":
            continue
        if key == "marks":
            marks = ADDING.get(answer)
            if marks is None:
                zh = 'marks 要回答 "加权" 或 "满分"，不是“{answer}”'
                en = 'answer marks with "weighted" or "full", not “{answer}”'
                raise Unusable(sentence(zh, en, answer=answer))
            part = replace(part, marks=marks)
            continue
        if key == "level_rule":
            part = _with_rule(part, answer)
            continue
        if key == "last_row":
            last_row = _row(answer, part)
        elif answer in ("-", "", "无", "没有", "none", "no"):
            for places in (columns, fields, across):
                places.pop(key, None)
        elif answer.isdecimal() and part.across:
            across[key] = int(answer)
        elif answer.isalpha() and answer.isascii() and len(answer) <= LETTERS and part.first_row is not None:
            letter = answer.upper()
            columns = {other: at for other, at in columns.items() if at != letter}
            columns[key] = letter
        else:
            try:
                fields[key] = part_cell(answer)
                columns.pop(key, None)
            except ValueError:
                zh, en = (
                    "“{answer}”不是列、单元格或行，{key} 要回答 {example}",
                    "“{answer}” is no column, cell or row; answer {key} with {example}",
                )
                raise Unusable(sentence(zh, en, answer=answer, key=key, example="E / F3 / 7")) from None
        settled.add(key)
    return replace(
        part,
        columns={key: columns[key] for key in KEYS if key in columns},
        fields={key: fields[key] for key in KEYS if key in fields},
        extras={} if "adjust" in settled else part.extras,
        last_row=last_row,
        skip=tuple(row for row in part.skip if last_row is None or row < last_row),
        across={key: across[key] for key in KEYS if key in across},
        questions=tuple(one for one in part.questions if one.field not in settled and _stands(one, columns)),
        headings={**part.headings, **{key: _heading(part, columns[key]) for key in settled if key in columns}},
        confidence={**part.confidence, **dict.fromkeys(settled, 1.0)},
    )


def _stands(question: Question, columns: Mapping[str, str]) -> bool:
    """Whether a question is still one: without a column of levels nothing gives them."""
    return question.field != "level_rule" or "level" in columns


def _with_rule(part: Part, answer: str) -> Part:
    """A list with the rule of its levels as somebody says it. Raises Unusable."""
    question = next((one for one in part.questions if one.field == "level_rule"), None)
    rule = RULES.get(answer, "")
    if not rule or (question and rule not in question.candidates):
        zh = "level_rule 要回答 {rules} 之一，不是“{answer}”"
        en = "answer level_rule with one of {rules}, not “{answer}”"
        told = "、".join(f'"{one}"' for one in (question.candidates if question else CALLED))
        raise Unusable(sentence(zh, en, answer=answer, rules=told))
    if part.kind != "summary":
        return part
    left = tuple(one for one in part.questions if one is not question)
    return replace(part, level_rule=rule, questions=left)


def _row(answer: str, part: Part) -> int | None:
    """The last row of a body as somebody says it. Raises Unusable."""
    if part.first_row is None:
        return part.last_row
    if not answer.isdecimal() or int(answer) < part.first_row:
        zh, en = "“{answer}”不是第 {first} 行以下的行号", "“{answer}” is no row from {first} on"
        raise Unusable(sentence(zh, en, answer=answer, first=part.first_row))
    return int(answer)


def part_cell(answer: str) -> str:
    """A cell as people write it. Raises ValueError."""
    cell_of(answer)
    return answer.upper().replace("$", "")


def _heading(part: Part, letter: str) -> str:
    """The words over a column that somebody chose."""
    at = column_number(letter)
    return next((label for label, column in zip(part.labels, part.label_columns) if column == at), "")
