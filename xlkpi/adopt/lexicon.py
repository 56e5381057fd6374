"""The exact lexicon: what a label may mean, by role, with how surely; its words stand in lexicon.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final, Literal, TypeAlias

from xlkpi.adopt.keys import HEAD_KEYS, KEYS, LINE_KEYS, PERSON_KEYS, RESULT_KEYS
from xlkpi.adopt.labels import Label, label_of, squeezed

Role: TypeAlias = Literal["field", "form", "summary"]
"""Where a label stands: beside a head field, over a column of a form, over a column of a summary."""

ALLOWED: Final[Mapping[Role, frozenset[str]]] = {
    "form": LINE_KEYS,
    "summary": PERSON_KEYS,
    "field": HEAD_KEYS | RESULT_KEYS,
}

REMEMBERED: Final = 50_000
"""Labels whose meaning is looked up once: a long list repeats its values."""

LONGEST: Final = 40
"""Characters of a label; what is longer is a sentence."""

SURE, LIKELY, WEAK = 1.0, 0.8, 0.55
_LATER_HALF: Final = 0.95
"""The second half of a bilingual label counts a little less than the first."""
_MODIFIED: Final = 0.95
"""A word with a known word in front counts a little less than the bare one."""


_SHAPES: Final[tuple[tuple[re.Pattern[str], tuple[Role, ...], str, float], ...]] = (
    (re.compile("[一-鿿]{1,4}[之以]?内部?(?:排名|名次|排序|位次)"), ("summary", "field"), "rank", 0.9),
    (
        re.compile("[一-鿿]{0,4}(?:长|主任|经理|领导|负责人)(?:考核|评价)?(?:评分|打分|得分|评)"),
        ("form",),
        "score",
        0.8,
    ),
)
"""Words of many units and offices, by how they are made: 部室内排名, 护士长评分."""


@dataclass(frozen=True)
class Word:
    """What the lexicon says of one label in one role: keys with how surely each is meant."""

    keys: Mapping[str, float]
    known: bool
    """Whether the label is known at all, also as something that is no key."""


@dataclass(frozen=True)
class Lexicon:
    """Words by role and key; see lexicon.toml for what the lists mean."""

    words: Mapping[Role, Mapping[str, Mapping[str, float]]]
    before: Mapping[str, Mapping[str, tuple[str, ...]]]
    """Words in front of those of a key, by their first character: nearly every text begins with none of these."""
    others: frozenset[str]
    ends: frozenset[str]
    serial: frozenset[str]
    added: frozenset[str]
    taken: frozenset[str]
    """Words of rows below a form's lines that add points to the whole, and that take some off."""
    kinds: Mapping[str, tuple[str, ...]]
    _found: dict[tuple[tuple[str, ...], Role], Word] = field(default_factory=dict, compare=False, repr=False)
    _known: dict[str, float] = field(default_factory=dict, compare=False, repr=False)
    _ends: dict[str, bool] = field(default_factory=dict, compare=False, repr=False)

    def look_up(self, label: Label, role: Role) -> Word:
        """Find what a label may mean in a role."""
        found = self._found.get((label.readings, role))
        if found is None:
            found = self._searched(label, role)
            if len(self._found) < REMEMBERED:
                self._found[label.readings, role] = found
        return found

    def _searched(self, label: Label, role: Role) -> Word:
        """The whole label first; its halves only where the whole is unknown, and where they do not contradict."""
        keys: dict[str, float] = {}
        if not label.readings:
            return Word(keys, known=False)
        whole, *halves = label.readings
        found, known = self._reading(whole, role)
        keys |= found
        if known or any(self._reading(whole, other)[1] for other in ALLOWED):
            return Word(keys, known)
        read = [self._reading(half, role) for half in halves]
        meant = [set(found) for found, _ in read if found]
        if len(meant) > 1 and not set.intersection(*meant):
            return Word({}, known=True)
        for found, is_known in read:
            known |= is_known
            for key, surely in found.items():
                keys[key] = max(keys.get(key, 0), surely * _LATER_HALF)
        return Word(keys, known)

    def _reading(self, reading: str, role: Role) -> tuple[Mapping[str, float], bool]:
        if len(reading) > LONGEST:
            return {}, False
        exact = self.words[role].get(reading, {})
        if exact or reading in self.others:
            return exact, True
        found = {key: surely for made, roles, key, surely in _SHAPES if role in roles and made.fullmatch(reading)}
        for key, modifiers in self.before.items():
            for rest in _stripped(reading, modifiers):
                surely = self.words[role].get(rest, {}).get(key, 0)
                if surely >= SURE:
                    found[key] = max(found.get(key, 0), surely * _MODIFIED)
        return found, bool(found)

    def means(self, text: str, role: Role) -> Mapping[str, float]:
        """The keys a cell's text may mean as a whole."""
        return self.look_up(label_of(text), role).keys

    def knows(self, label: Label) -> bool:
        """Whether a label is known in any role."""
        return any(self.look_up(label, role).known for role in ALLOWED)

    def known(self, text: str, least: float = 0.0) -> bool:
        """Whether a text is a label in any role, at least so surely, or a known header that is no key."""
        surely = self._known.get(text)
        if surely is None:
            label = label_of(text)
            found = [self.look_up(label, role) for role in ALLOWED]
            surely = max((max(word.keys.values(), default=SURE) for word in found if word.known), default=-1.0)
            if len(self._known) < REMEMBERED:
                self._known[text] = surely
        return surely >= max(least, 0.0)

    def ends_body(self, text: str) -> bool:
        """Whether a text opens a row of totals or means."""
        ends = self._ends.get(text)
        if ends is None:
            ends = any(reading in self.ends for reading in label_of(text).readings)
            if len(self._ends) < REMEMBERED:
                self._ends[text] = ends
        return ends

    def adds(self, text: str) -> str:
        """Whether a row's first words add points to the whole, `+`, or take some off, `-`; else empty."""
        readings = label_of(text).readings[:1]
        return "+" if self.added.intersection(readings) else "-" if self.taken.intersection(readings) else ""

    def counts_rows(self, text: str) -> bool:
        """Whether a header says that its column only numbers the rows."""
        return any(reading in self.serial for reading in label_of(text).readings)

    def near(self, text: str, role: Role, keys: frozenset[str]) -> list[str]:
        """Keys one slip away from a label or whose word ends it, for a question only: neither decides by itself."""
        readings = label_of(text).readings
        like = (meant for word, meant in self.words[role].items() if any(_one_slip(word, one) for one in readings))
        return sorted({key for meant in like for key in keys & meant.keys()} | self.ending(text, role, keys))

    def ending(self, text: str, role: Role, keys: frozenset[str]) -> set[str]:
        """Keys whose word ends a label behind others that nobody knows: 班前会|考核得分."""
        words = self.words[role]
        ends = (one[at:] for one in label_of(text).readings for at in range(1, len(one) - 1))
        return {key for end in ends for key in keys & words.get(end, {}).keys()}


def _stripped(reading: str, modifiers: Mapping[str, tuple[str, ...]], depth: int = 3) -> Iterator[str]:
    """What is left of a label without one to three known words in front."""
    for modifier in modifiers.get(reading[0], ()):
        if reading.startswith(modifier) and len(reading) > len(modifier):
            rest = reading[len(modifier) :]
            yield rest
            if depth > 1:
                yield from _stripped(rest, modifiers, depth - 1)


def _one_slip(word: str, reading: str) -> bool:
    """Whether two labels of three characters or more differ by one character put in, left out or exchanged."""
    if word == reading or min(len(word), len(reading)) < 3 or abs(len(word) - len(reading)) > 1:
        return False
    at = next((n for n, (one, other) in enumerate(zip(word, reading)) if one != other), min(len(word), len(reading)))
    longer, shorter = (word, reading) if len(word) >= len(reading) else (reading, word)
    return longer[at + 1 :] == (shorter[at + 1 :] if len(word) == len(reading) else shorter[at:])


@cache
def lexicon() -> Lexicon:
    """Load the lexicon."""
    table = tomllib.loads((Path(__file__).parent / "lexicon.toml").read_text("utf-8"))
    words: dict[Role, dict[str, dict[str, float]]] = {"field": {}, "form": {}, "summary": {}}
    others = set(map(squeezed, table["other"]["words"]))
    for key in KEYS:
        entry = table[key]
        for kind, surely in (("sure", SURE), ("likely", LIKELY), ("weak", WEAK)):
            for word in entry.get(kind, ()):
                for meant in words.values():
                    _put(meant, word, key, surely)
        for role, meant in words.items():
            for word in entry.get(role, ()):
                _put(meant, word, key, SURE)
        others |= set(map(squeezed, entry.get("not", ())))
    for role, keys in ALLOWED.items():
        allowed = keys | LINE_KEYS if role == "summary" else keys  # a summary may list indicators of each person
        words[role] = {
            word: kept
            for word, meant in words[role].items()
            if (kept := {k: s for k, s in meant.items() if k in allowed})
        }
    return Lexicon(
        words,
        {key: _by_first(table[key]["before"]) for key in KEYS if "before" in table[key]},
        frozenset(others),
        frozenset(map(squeezed, table["other"]["ends"])),
        frozenset(map(squeezed, table["other"]["serial"])),
        frozenset(map(squeezed, table["rows"]["added"])),
        frozenset(map(squeezed, table["rows"]["taken"])),
        {kind: tuple(found) for kind, found in table["kinds"].items()},
    )


def _by_first(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for word in sorted(map(squeezed, words)):
        found[word[0]] = (*found.get(word[0], ()), word)
    return found


def _put(words: dict[str, dict[str, float]], word: str, key: str, surely: float) -> None:
    meant = words.setdefault(squeezed(word), {})
    meant[key] = max(meant.get(key, 0), surely)
