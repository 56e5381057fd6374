"""How well answers of `adopt --json` fit the truth: right 1, a question 0.5, confidently wrong -2, left out 0.

An item is one thing that was to be understood: the kind, the sheet, each field, column and row. What an answer names
though the truth has no such key (an identity card taken for the employee's number) is an item too, and wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from adopt.layout import Layout, Truth

Verdict = Literal["right", "asked", "wrong", "missed"]
POINTS: Mapping[Verdict, float] = {"right": 1.0, "asked": 0.5, "wrong": -2.0, "missed": 0.0}
GROUPED = ("fields", "columns", "across")
PLAIN = ("kind", "sheet", "first_row", "last_row")
Items = dict[tuple[str, str], Any]


@dataclass(frozen=True)
class Score:
    """What became of each item of one workbook, and of the contradictions in it."""

    name: str
    verdicts: Mapping[str, Verdict]
    needless: tuple[str, ...] = ()
    """Questions about what the workbook does not hold at all."""
    silent: tuple[str, ...] = ()
    """Contradictions that the answer does not tell."""
    in_vain: tuple[str, ...] = ()
    """Contradictions that the answer tells and the truth does not know: to be looked at, not counted."""

    def count(self, verdict: Verdict) -> int:
        return sum(found == verdict for found in self.verdicts.values())

    @property
    def questions(self) -> int:
        return self.count("asked") + len(self.needless)

    @property
    def points(self) -> float:
        """The mean over the items; 1 is everything right."""
        return sum(POINTS[verdict] for verdict in self.verdicts.values()) / max(1, len(self.verdicts))


def score(layout: Layout, answer: Mapping[str, Any]) -> Score:
    """One answer against its layout."""
    verdicts: dict[str, Verdict] = {}
    asked: set[str] = set()
    wanted: set[str] = set()
    told = _told(answer, "")
    for number, (part, given) in enumerate(_paired(layout.parts, _parts(answer)), 1):
        mark = f"{number}:" if len(layout.parts) > 1 else ""
        sheet = part.get("sheet", given.get("sheet", ""))
        own = _asked(answer, sheet) | _asked(given, sheet)
        for item, verdict in _verdicts(layout, part, given, own).items():
            verdicts[mark + ".".join(filter(None, item))] = verdict
        wanted |= {key or plain for plain, key in _items(part)}
        asked |= own
        told |= _told(given, sheet)
    known = set(layout.conflicts)
    return Score(
        layout.name,
        verdicts,
        tuple(sorted(asked - wanted - layout.ask)),
        tuple(sorted(known - told)),
        tuple(sorted(told - known)),
    )


def _asked(answer: Mapping[str, Any], sheet: str) -> set[str]:
    """The keys that an answer leaves to a question on a sheet."""
    return {ask["field"] for ask in answer.get("questions", ()) if ask.get("sheet") in {None, "", sheet}}


def _told(answer: Mapping[str, Any], sheet: str) -> set[str]:
    """The cells whose contradiction an answer tells, as `sheet!cell`."""
    return {f"{told.get('sheet', sheet)}!{told['cell']}" for told in answer.get("conflicts", ())}


def _parts(answer: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    return answer.get("parts") or (answer,)


def _items(part: Mapping[str, Any]) -> Items:
    """Everything that a truth or an answer says of one form or table, by group and key."""
    plain: Items = {(key, ""): part[key] for key in PLAIN if part.get(key) is not None}
    grouped: Items = {(group, key): place for group in GROUPED for key, place in (part.get(group) or {}).items()}
    made = {(result, column): by for result, own in part.get("made_of", {}).items() for column, by in own.items()}
    return plain | grouped | {("made_of", f"{result}.{column}"): by for (result, column), by in made.items()}


def _paired(truths: Sequence[Truth], answers: Sequence[Mapping[str, Any]]) -> Iterable[tuple[Truth, Mapping[str, Any]]]:
    """Each truth with the answer that has most in common with it, then the answers that nobody asked for."""
    common = {
        (t, a): sum(_items(truth).get(item) == place for item, place in _items(given).items())
        for t, truth in enumerate(truths)
        for a, given in enumerate(answers)
    }
    partner: dict[int, int] = {}
    for t, a in sorted(common, key=lambda pair: -common[pair]):
        if t not in partner and a not in partner.values():
            partner[t] = a
    for t, truth in enumerate(truths):
        yield truth, answers[partner[t]] if t in partner else {}
    yield from (({}, given) for a, given in enumerate(answers) if a not in partner.values())


def _verdicts(layout: Layout, part: Truth, given: Mapping[str, Any], asked: set[str]) -> dict[tuple[str, str], Verdict]:
    wanted, got = _items(part), _items(given)
    if part and "made_of" not in part:
        got = {item: place for item, place in got.items() if item[0] != "made_of"}
    verdicts: dict[tuple[str, str], Verdict] = {}
    for item, place in wanted.items():
        key = item[1] or item[0]
        if got.get(item) == place:
            verdicts[item] = "right"
        elif key in asked:
            # A question stands over a guess that is shown with it; where a person would ask as well it is the answer.
            verdicts[item] = "right" if key in layout.ask else "asked"
        elif item in got:
            verdicts[item] = "wrong"
        elif key not in layout.optional:
            verdicts[item] = "missed"
    for item in got.keys() - wanted.keys():
        if (item[1] or item[0]) not in asked:
            verdicts[item] = "wrong"
    return verdicts


def table(groups: Mapping[str, Sequence[Score]]) -> str:
    """The scores as text: a line a workbook, a line a group; what is wrong or silent is named."""
    lines = [f"{'':34}{'items':>6}{'right':>7}{'asked':>7}{'wrong':>7}{'missed':>7}{'points':>8}"]
    for group, scores in groups.items():
        lines.append(group)
        for one in scores:
            counts = [one.count(verdict) for verdict in ("right", "asked", "wrong", "missed")]
            wrong = [item for item, verdict in one.verdicts.items() if verdict == "wrong"]
            notes = [f"wrong: {' '.join(wrong)}"] if wrong else []
            notes += [f"needless: {' '.join(one.needless)}"] if one.needless else []
            notes += [f"silent: {' '.join(one.silent)}"] if one.silent else []
            numbers = "".join(f"{count:>7}" for count in counts)
            lines.append(
                f"  {one.name:32}{len(one.verdicts):>6}{numbers}{one.points:>8.3f}  {'; '.join(notes)}".rstrip()
            )
        lines.append("  " + total(scores))
    return "\n".join(lines)


def total(scores: Sequence[Score]) -> str:
    """One line for a group: shares over all items, and in how many workbooks something was wrong, asked, silent."""
    items = max(1, sum(len(one.verdicts) for one in scores))
    shares = {verdict: sum(one.count(verdict) for one in scores) / items for verdict in POINTS}
    wrong = sum(one.count("wrong") > 0 for one in scores)
    asked = sum(one.questions > 0 for one in scores)
    silent = sum(bool(one.silent) for one in scores)
    points = sum(POINTS[verdict] * share for verdict, share in shares.items())
    return (
        f"{len(scores)} workbooks: right {shares['right']:.1%}, asked {shares['asked']:.1%}, wrong {shares['wrong']:.1%}, "
        f"missed {shares['missed']:.1%}, points {points:.3f}; with something wrong {wrong}, with a question {asked}, "
        f"silent about a contradiction {silent}"
    )
