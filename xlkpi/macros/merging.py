"""Code put into a VBA module beside the code that stands there, or not at all."""

from __future__ import annotations

import re
from typing import Final

from xlkpi.errors import Sentence, sentence
from xlkpi.records import dataclass

_HEAD: Final = re.compile(
    r"^\s*(?:(?P<scope>Public|Private|Friend)\s+)?(?:Static\s+)?(?P<kind>Sub|Function|Property\s+(?:Get|Let|Set))\s+"
    r"(?P<name>\w+)\s*(?P<rest>\(.*\).*)?$",
    re.IGNORECASE,
)
_END: Final = re.compile(r"^\s*End\s+(?:Sub|Function|Property)\b", re.IGNORECASE)
_CALL: Final = re.compile(r"^\s*(?:Call\s+)?[A-Za-z]\w*(?:\.[A-Za-z]\w*)?\s*$")
_SILENT: Final = re.compile(
    r"^\s*(?:'.*|Rem\b.*|Option\s+(?:Explicit|Base\s+\d|Compare\s+\w+|Private\s+Module))?\s*$", re.IGNORECASE
)
_PRIVATE_MODULE: Final = re.compile(r"^\s*Option\s+Private\s+Module\b", re.IGNORECASE | re.MULTILINE)


class Unmergeable(Exception):
    """Why two pieces of code cannot stand in one module."""

    def __init__(self, why: Sentence) -> None:
        super().__init__(str(why))
        self.why = why


@dataclass(frozen=True, slots=True)
class _Procedure:
    """Lines [start, stop) of a module; the first `head` of them are its declaration."""

    name: str
    kind: str
    rest: str
    public: bool
    start: int
    head: int
    stop: int


def merged(theirs: str, ours: str) -> str:
    """A module's code with ours in it, in Unix line ends.

    Procedures that are not there are put behind the others. An event procedure that is there keeps its code and gets
    our calls as its first lines; only bare calls can be put there without a doubt. Code that is there already is not
    put twice. Raises Unmergeable.
    """
    if all(_SILENT.match(line) for line in theirs.split("\n")):
        return ours if not theirs.strip() else _joined(theirs, _without_options(ours, theirs))
    there, new = theirs.split("\n"), ours.split("\n")
    own, wanted = _procedures(there), _procedures(new)
    covered = {line for procedure in wanted for line in range(procedure.start, procedure.stop)}
    if not all(_SILENT.match(line) for number, line in enumerate(new) if number not in covered):
        raise Unmergeable(sentence("模块含有声明，不能合并", "our module has declarations, which cannot be merged"))
    insertions: dict[int, list[str]] = {}
    behind: list[str] = []
    for procedure in wanted:
        same = [other for other in own if other.name == procedure.name and other.kind == procedure.kind]
        body = [line for line in new[procedure.start + procedure.head : procedure.stop - 1] if line.strip()]
        if not same:
            behind += ["", *new[procedure.start : procedure.stop]]
        elif not _calls(there, same, body):
            insertions[_place_for(same, procedure, body)] = body
    lines: list[str] = []
    for number, line in enumerate(there):
        lines += insertions.get(number, [])
        lines.append(line)
    return "\n".join([*lines, *behind])


def public_procedures(code: str) -> set[str]:
    """Names, in small letters, of the procedures of a standard module that every other module sees."""
    if _PRIVATE_MODULE.search(code):
        return set()
    try:
        found = _procedures(code.split("\n"))
    except Unmergeable:  # code that does not compile as it stands is seen by nobody
        return set()
    return {procedure.name for procedure in found if procedure.public}


def _calls(there: list[str], same: list[_Procedure], body: list[str]) -> bool:
    """Whether a procedure has all our lines already."""
    has = {line.strip().casefold() for line in there[same[0].start : same[0].stop]}
    return len(same) == 1 and all(line.strip().casefold() in has for line in body)


def _place_for(same: list[_Procedure], procedure: _Procedure, body: list[str]) -> int:
    """The line before which our calls go into a procedure that is there."""
    other = same[0]
    if len(same) > 1:
        zh, en = "过程“{name}”出现了两次", "procedure “{name}” is there twice"
        raise Unmergeable(sentence(zh, en, name=procedure.name))
    if not all(_CALL.match(line) for line in body) or _plain(other.rest) != _plain(procedure.rest):
        zh = "过程“{name}”已有别的代码，不能合并"
        en = "procedure “{name}” has other code, with which ours cannot be merged"
        raise Unmergeable(sentence(zh, en, name=procedure.name))
    return other.start + other.head


def _plain(rest: str) -> str:
    return re.sub(r"\s+|'.*$", "", rest).casefold()


def _joined(theirs: str, ours: str) -> str:
    return f"{theirs.rstrip()}\n\n{ours.strip()}"


def _without_options(ours: str, theirs: str) -> str:
    """Our code without the options that stand there already; an option may stand only once."""
    has = {line.strip().casefold() for line in theirs.split("\n")}
    lines = ours.split("\n")
    options = [line.strip() for line in lines if line.strip().casefold().startswith("option ")]
    rest = [line for line in lines if line.strip() not in options]
    missing = [option for option in options if option.casefold() not in has]
    # An option has to come before any procedure; between comments it may stand anywhere.
    return "\n".join([*missing, *rest])


def _procedures(lines: list[str]) -> list[_Procedure]:
    """The procedures of a module in order. Raises Unmergeable where one does not end."""
    found: list[_Procedure] = []
    number = 0
    while number < len(lines):
        head = number
        whole = lines[number]
        while whole.rstrip().endswith(" _") and head + 1 < len(lines):
            head += 1
            whole = whole.rstrip()[:-1] + lines[head]
        match = _HEAD.match(whole)
        if match is None:
            number = head + 1
            continue
        stop = head + 1
        while stop < len(lines) and not _END.match(lines[stop]):
            if _HEAD.match(lines[stop]):
                break
            stop += 1
        if stop >= len(lines) or not _END.match(lines[stop]):
            zh, en = "过程“{name}”没有结尾", "procedure “{name}” does not end"
            raise Unmergeable(sentence(zh, en, name=match["name"]))
        public = (match["scope"] or "Public").casefold() == "public"
        kind = re.sub(r"\s+", " ", match["kind"]).casefold()
        rest = match["rest"] or "()"
        name = match["name"].casefold()
        found.append(_Procedure(name, kind, rest, public, number, head - number + 1, stop + 1))
        number = stop + 1
    return found
