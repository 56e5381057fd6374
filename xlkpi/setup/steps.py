"""The steps of an installation: what each will do in words, doing it, and what it leaves behind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePath

from xlkpi.errors import CannotWrite, Sentence, as_argument, sentence
from xlkpi.records import dataclass
from xlkpi.setup.machine import Machine

LAST_WORDS = 300
"""How much of a failed program's output is shown."""


@dataclass(frozen=True)
class Trace:
    """One thing put on the machine: a file (with its fingerprint), a folder, a whole tree, or a registry key."""

    kind: str
    path: str
    fingerprint: str = ""


@dataclass(frozen=True)
class Step:
    """One step; `do` returns what it put on the machine."""

    text: Sentence
    do: Callable[[Machine], list[Trace]]


def folder(path: PurePath) -> Step:
    """Make a folder."""

    def do(machine: Machine) -> list[Trace]:
        return [Trace("folder", str(path))] if machine.make_folder(path) else []

    return Step(sentence("建立文件夹 {path}", "make the folder {path}", path=str(path)), do)


def here(path: PurePath) -> Step:
    """Remember a tree that was put in place before: the bundle unpacks its Python, then runs the rest with it."""
    zh, en = "程序已在 {path}", "the program stands in {path}"
    return Step(sentence(zh, en, path=str(path)), lambda _: [Trace("tree", str(path))])


def program(zh: str, en: str, command: Sequence[str], leaves: Sequence[Trace] = ()) -> Step:
    """Run a program; where it fails the installation stops there."""
    line = " ".join(map(as_argument, command))

    def do(machine: Machine) -> list[Trace]:
        there = {trace.path for trace in leaves if machine.exists(PurePath(trace.path))}
        code, said = machine.run(command)
        if code:
            zh_failed, en_failed = "命令失败：{line}\n{said}", "command failed: {line}\n{said}"
            raise CannotWrite(sentence(zh_failed, en_failed, line=line, said=said[-LAST_WORDS:]))
        return [trace for trace in leaves if trace.path not in there]

    return Step(sentence(zh + "：{line}", en + ": {line}", line=line), do)


def file(path: PurePath, make: Callable[[], bytes], zh: str, en: str) -> Step:
    """Write a file that we make."""

    def do(machine: Machine) -> list[Trace]:
        made = machine.make_folder(path.parent)
        data = make()
        machine.write(path, data)
        traces = [Trace("folder", str(path.parent))] if made else []
        return [*traces, Trace("file", str(path), machine.fingerprint(path) or "")]

    return Step(sentence(zh + "：{path}", en + ": {path}", path=str(path)), do)


def registry_key(key: str, values: dict[str, str | int], zh: str, en: str) -> Step:
    """Write a key of the user's own registry."""

    def do(machine: Machine) -> list[Trace]:
        machine.set_registry(key, values)
        return [Trace("registry", key)]

    return Step(sentence(zh + "：{key}", en + ": {key}", key=key), do)


def remark(zh: str, en: str) -> Step:
    """Explain what the user has to know or do; nothing is put anywhere."""

    def nothing(_: Machine) -> list[Trace]:
        return []

    return Step(sentence("说明：" + zh, "note: " + en), nothing)
