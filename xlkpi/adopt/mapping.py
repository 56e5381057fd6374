"""What was decided for one layout, as readable TOML: found again by its header's words, drift told, answers put in."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from xlkpi.adopt.keys import KEYS, called
from xlkpi.adopt.labels import plain_word
from xlkpi.adopt.level_rules import RULES
from xlkpi.adopt.understanding import Marks, Part, Question, Understanding
from xlkpi.books.areas import cell_of, column_letters, reference_of
from xlkpi.errors import Sentence, Unusable, sentence

VERSION = 1
_MARKS: Mapping[str, Marks] = {"weighted": "weighted", "full": "full"}
ALIKE = 0.7
"""Share of the words of two headers that must be the same for one to be the other with something changed."""


@dataclass(frozen=True)
class Decided:
    """One form or table as it was decided: keys with the words over or beside them and where these stood."""

    kind: str
    sheet: str
    labels: tuple[str, ...]
    columns: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Key: column letter and heading."""
    fields: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Key: cell and label."""
    across: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    """Key: row and label."""
    marks: str = "unknown"
    level_rule: str = ""
    rows: tuple[int, int] | None = None
    """First and last row of the body when it was decided: fields below move with the last one."""

    @property
    def letters(self) -> tuple[str, ...]:
        """Its columns: two tables side by side have the same words and other columns."""
        return tuple(letter for letter, _ in self.columns.values())

    @property
    def fingerprint(self) -> str:
        """What the layout is known by: the words of its header in their order."""
        return fingerprint(self.kind, self.labels)


def fingerprint(kind: str, labels: Sequence[str]) -> str:
    """Twelve letters that two headers share only if they have the same words in the same order."""
    words = [kind, *(plain_word(label) for label in labels)]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:12]


def decided(understood: Understanding) -> list[Decided]:
    """What an understanding decides; the same layout on several sheets once."""
    found: dict[tuple[str, tuple[str, ...]], Decided] = {}
    for part in understood.parts:
        columns = {key: (letter, part.words_over(key)) for key, letter in part.columns.items()}
        fields = {key: (cell, part.headings.get(key, "")) for key, cell in part.fields.items()}
        across = {key: (row, part.headings.get(key, "")) for key, row in part.across.items()}
        rows = None if part.first_row is None or part.last_row is None else (part.first_row, part.last_row)
        one = Decided(part.kind, part.sheet, part.labels, columns, fields, across, part.marks, part.level_rule, rows)
        found.setdefault((one.fingerprint, one.letters), one)
    return list(found.values())


def as_toml(mappings: Sequence[Decided]) -> str:
    """Write mappings for people to read and edit."""
    lines = [
        "# xlkpi adopt：表格的对应关系，可以手工修改，下次用 --map 给出。",
        "# column 是列，cell 是单元格，heading、label 是表里的文字，靠它们认出下个月和其他同样的表。",
        f"version = {VERSION}",
    ]
    for one in mappings:
        lines += [
            "",
            "[[part]]",
            f"fingerprint = {_text(one.fingerprint)}",
            f"kind = {_text(one.kind)}",
            f"sheet = {_text(one.sheet)}",
            f"marks = {_text(one.marks)}",
        ]
        if one.level_rule:
            lines.append(f"level_rule = {_text(one.level_rule)}")
        if one.rows:
            lines.append(f"rows = [{one.rows[0]}, {one.rows[1]}]")
        lines.append(f"labels = [{', '.join(_text(label) for label in one.labels)}]")
        for name, place, word, entries in (
            ("columns", "column", "heading", one.columns),
            ("fields", "cell", "label", one.fields),
        ):
            if entries:
                lines += ["", f"[part.{name}]"]
                lines += [
                    f"{key} = {{ {place} = {_text(at)}, {word} = {_text(told)} }}"
                    for key, (at, told) in entries.items()
                ]
        if one.across:
            lines += ["", "[part.across]"]
            lines += [f"{key} = {{ row = {row}, label = {_text(told)} }}" for key, (row, told) in one.across.items()]
    return "\n".join(lines) + "\n"


def _text(value: str) -> str:
    """A TOML string; a JSON one is that too where nothing beyond the basic plane is escaped in halves."""
    return json.dumps(value, ensure_ascii=False)


def from_toml(text: str, name: str) -> list[Decided]:
    """Read mappings back. Raises Unusable, which says where it is wrong."""
    table = toml_table(text, name)
    if table.get("version") != VERSION or not isinstance(table.get("part"), list):
        zh, en = "{name} 不是 xlkpi adopt 的对应关系文件", "{name} is no mapping of xlkpi adopt"
        raise Unusable(sentence(zh, en, name=name))
    return [_part(entry, name) for entry in table["part"]]


def _part(entry: Any, name: str) -> Decided:
    try:
        kind = {"form": "form", "summary": "summary"}[entry["kind"]]
        columns = {
            _key(key): (str(told["column"]), str(told["heading"])) for key, told in entry.get("columns", {}).items()
        }
        fields = {_key(key): (str(told["cell"]), str(told["label"])) for key, told in entry.get("fields", {}).items()}
        across = {_key(key): (int(told["row"]), str(told["label"])) for key, told in entry.get("across", {}).items()}
        for letter, _ in columns.values():
            cell_of(f"{letter}1")
        for cell, _ in fields.values():
            cell_of(cell)
        first, last = entry.get("rows", (0, 0))
        rows = (int(first), int(last)) if last else None
        labels, marks = tuple(map(str, entry["labels"])), str(entry.get("marks", "unknown"))
        rule = RULES[str(entry["level_rule"])] if "level_rule" in entry else ""
        return Decided(kind, str(entry["sheet"]), labels, columns, fields, across, marks, rule, rows)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        zh, en = "{name} 里有看不懂的内容：{what}", "{name} holds something unclear: {what}"
        raise Unusable(sentence(zh, en, name=name, what=str(error))) from None


def _key(key: str) -> str:
    if key not in KEYS:
        raise ValueError(key)
    return key


@dataclass(frozen=True)
class Applied:
    """A workbook understood with the help of earlier decisions, and what has drifted since."""

    understood: Understanding
    drift: tuple[Sentence, ...]


def with_mapping(understood: Understanding, mappings: Sequence[Decided]) -> Applied:
    """Put earlier decisions in: by fingerprint, else to the most similar header; what has changed is told."""
    parts, drift = [], []
    for part in understood.parts:
        one = _best(part, mappings)
        if one is None:
            if mappings:
                zh, en = (
                    "工作表“{sheet}”的表头不在对应关系文件里",
                    "the header of sheet “{sheet}” is not in the mapping",
                )
                drift.append(sentence(zh, en, sheet=part.sheet))
            parts.append(part)
            continue
        settled, told = _settled(part, one)
        parts.append(settled)
        drift += told
    return Applied(understood.with_parts(parts), tuple({told.say(): told for told in drift}.values()))


def _best(part: Part, mappings: Sequence[Decided]) -> Decided | None:
    same = [one for one in mappings if one.fingerprint == fingerprint(part.kind, part.labels)]
    if same:
        letters = tuple(part.columns.values())
        return next((one for one in same if one.letters == letters), same[0])
    own = {plain_word(label) for label in part.labels}

    def likeness(one: Decided) -> float:
        there = {plain_word(label) for label in one.labels}
        return len(own & there) / max(1, len(own | there)) if one.kind == part.kind else 0.0

    best = max(mappings, key=likeness, default=None)
    return best if best is not None and likeness(best) >= ALIKE else None


def _settled(part: Part, one: Decided) -> tuple[Part, list[Sentence]]:
    """The part with its decided columns, found by their words; a word that is gone is a question."""
    drift: list[Sentence] = []
    columns = dict(part.columns)
    questions = [question for question in part.questions if not _answered(question, part, one)]
    letters = {plain_word(label): column_letters(at) for label, at in zip(part.labels, part.label_columns)}
    for key, (letter, heading) in one.columns.items():
        now = letters.get(plain_word(heading))
        if now is None:
            zh = "工作表“{sheet}”里找不到“{heading}”（{key}）"
            en = "sheet “{sheet}” has no “{heading}” ({key}) any more"
            words = part.headings.get(key, "")
            if key in columns:
                zh += "，现按 {now} 列“{words}”理解，请核对"
                en += "; column {now}, “{words}”, is taken for it: look at it"
            gone = sentence(
                zh, en, sheet=part.sheet, heading=heading, key=called(key), now=columns.get(key, ""), words=words
            )
            drift.append(gone)
            if key not in columns and not any(question.field == key for question in questions):
                reworded = letter in letters.values() and letter not in {*columns.values(), *_kept(one, letters)}
                questions.append(Question(key, part.sheet, (letter,) if reworded else (), drift[-1]))
            continue
        if now != letter:
            zh, en = (
                "工作表“{sheet}”的“{heading}”从 {old} 列移到了 {new} 列",
                "in sheet “{sheet}” “{heading}” moved from {old} to {new}",
            )
            drift.append(sentence(zh, en, sheet=part.sheet, heading=heading, old=letter, new=now))
        columns = {other: at for other, at in columns.items() if at != now or other == key}
        columns[key] = now
    for key in set(part.columns) - set(one.columns):
        columns.pop(key, None)
        zh, en = "工作表“{sheet}”多出的{key}不在对应关系里", "{key} in sheet “{sheet}” is not in the mapping"
        drift.append(sentence(zh, en, sheet=part.sheet, key=called(key)))
    fields, told = _fields(part, one)
    drift += told
    settled = columns.keys() | fields.keys() | part.across.keys()
    none = {question.field for question in part.questions if _answered(question, part, one)} - settled
    return replace(
        part,
        columns={key: columns[key] for key in KEYS if key in columns},
        fields={key: fields[key] for key in KEYS if key in fields},
        questions=tuple(question for question in questions if question.field not in settled),
        headings={**part.headings, **{key: heading for key, (_, heading) in one.columns.items()}},
        confidence={**part.confidence, **dict.fromkeys(none, 1.0)},  # that there is none was decided
        marks=_MARKS.get(one.marks, part.marks),
        level_rule=RULES.get(one.level_rule, part.level_rule),
    ), drift


def _answered(question: Question, part: Part, one: Decided) -> bool:
    """Whether what is asked was decided for this very header: a key that is not in the mapping was said to be none."""
    if one.fingerprint != fingerprint(part.kind, part.labels):
        return False
    if question.field == "level_rule":
        return RULES.get(one.level_rule) in question.candidates
    return question.field != "last_row" or part.first_row is None or one.rows == (part.first_row, part.last_row)


def _kept(one: Decided, letters: Mapping[str, str]) -> set[str]:
    """The columns in which what was decided is found by its words."""
    found = (letters.get(plain_word(heading)) for _, heading in one.columns.values())
    return {letter for letter in found if letter is not None}


def _fields(part: Part, one: Decided) -> tuple[dict[str, str], list[Sentence]]:
    """Fields as decided, moved with the body; a field found elsewhere by the same label has moved and is told."""
    fields, drift = dict(part.fields), []
    for key, (cell, label) in one.fields.items():
        expected = _moved(cell, part, one)
        found = fields.get(key)
        same_label = plain_word(part.headings.get(key, "")) == plain_word(label)
        if found is not None and found != expected and same_label and expected is not None:
            zh, en = (
                "工作表“{sheet}”的“{label}”从 {old} 移到了 {new}",
                "in sheet “{sheet}” “{label}” moved from {old} to {new}",
            )
            drift.append(sentence(zh, en, sheet=part.sheet, label=label, old=expected, new=found))
        elif expected is not None:
            fields[key] = expected
    for key in set(part.fields) - set(one.fields):
        fields.pop(key)
    return fields, drift


def _moved(cell: str, part: Part, one: Decided) -> str | None:
    """A decided cell where it must be now: above the body it moves with the first row, below it with the last."""
    row, column = cell_of(cell)
    if one.rows is not None and part.first_row is not None and part.last_row is not None:
        first, last = one.rows
        row += part.last_row - last if row > last else part.first_row - first
    return reference_of(row, column) if row >= 1 else None


def toml_table(text: str, name: str) -> dict[str, Any]:
    """Read a TOML file of ours. Raises Unusable."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        zh = "{name} 不是有效的 TOML（第 {row} 行附近写法有误，如缺引号或括号），请改正或重新生成"
        en = "{name} is no TOML: {why}"
        told = str(error)
        row = (re.findall(r"line (\d+)", told) or [str(text.count("\n") + 1)])[0]
        raise Unusable(sentence(zh, en, name=name, row=row, why=told)) from None
