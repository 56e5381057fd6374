"""What has been read so far, on disk: memory stays flat, and a run that stopped goes on."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from xlkpi.domain.plain_names import plain_name
from xlkpi.errors import CannotWrite, Unusable, sentence
from xlkpi.headoffice.filed import Filed
from xlkpi.headoffice.incoming import Incoming

SUFFIX: Final = ".未完成"
"""Beside the workbook to be made, while it is being made."""
FORM: Final = "5"
"""How records are kept; what another version left is not gone on with."""
AT_ONCE: Final = 50
"""Files between two commits: so many are read again at most."""
TABLES: Final = """
CREATE TABLE run (options TEXT);
CREATE TABLE file (
    own INTEGER PRIMARY KEY, number INTEGER, place TEXT, path TEXT, size INTEGER, changed TEXT, digest TEXT,
    kind TEXT, scheme TEXT, branch TEXT, label TEXT, month TEXT, people INTEGER, passed INTEGER, broken INTEGER,
    copy INTEGER, told INTEGER, levels TEXT, said TEXT, counted INTEGER DEFAULT 0, record TEXT, UNIQUE (path, place)
);
CREATE INDEX by_number ON file (number);
"""


@dataclass(frozen=True, slots=True)
class Packed:
    """A record as it is kept: what of it is asked for by itself, and all of it as JSON."""

    asked: tuple[str | int, ...]
    record: str


def packed(filed: Filed) -> Packed:
    """Return a record as it is kept; it is packed where it was read."""
    count = len(filed.people.get("id", []))
    named = filed.digest, filed.kind, filed.scheme, filed.branch, filed.label, filed.month
    levels = json.dumps([filed.levels, sorted({str(level) for level in filed.people.get("level", ())})])
    said = "\n".join((filed.kind, plain_name(filed.branch), plain_name(filed.label)))  # two of the same are versions
    found = count, filed.passed, filed.broken, filed.copy, len(filed.faults), levels, said
    record = json.dumps(filed.as_record(), ensure_ascii=False, separators=(",", ":"))
    return Packed((*named, *found), record)


class Spool:
    """Records of the files of one run, by path and place within it.

    Used as a context: left behind where the run was interrupted, for the next one to `resume`, and deleted by `done`.
    Of a run that cannot be resumed nothing is left behind.
    """

    def __init__(self, beside: Path, options: str, *, resume: bool, resumable: bool = True) -> None:
        """Begin, or with `resume` go on with what lies beside the workbook. Raises CannotWrite, Unusable."""
        self.path = beside.with_name(beside.name + SUFFIX)
        self.resumable = resumable
        if not resume:
            self.path.unlink(missing_ok=True)
        self.resumed = self.path.exists()
        self._since = 0
        self._finished = False
        self._db = sqlite3.connect(self.path)
        self._db.create_function("plain_name", 1, lambda name: plain_name(name or ""), deterministic=True)
        try:
            self._begin(f"{FORM} {options}")
        except CannotWrite:
            self._close()
            raise

    def _begin(self, options: str) -> None:
        with self._refusing():
            self._db.execute("PRAGMA journal_mode=DELETE")
            self._db.execute("PRAGMA synchronous=NORMAL")
            if not self.resumed:
                self._db.executescript(TABLES)
                self._db.execute("INSERT INTO run VALUES (?)", (options,))
                self._db.commit()
            elif self._db.execute("SELECT options FROM run").fetchone() != (options,):
                zh = "上次中断的汇总（{path}）所用的选项不同，不能接着做；请去掉 --resume 重新开始"
                en = "the interrupted run ({path}) had other options: begin anew, without --resume"
                raise Unusable(sentence(zh, en, path=str(self.path)))

    def __enter__(self) -> Self:
        return self

    def settle(self) -> None:
        """Put on disk what was noted so far. Raises CannotWrite."""
        with self._refusing():
            self._db.commit()

    def __exit__(self, *_: object) -> None:
        try:
            self.settle()
        finally:
            self._close()

    def _close(self) -> None:
        self._db.close()
        if self._finished or not self.resumable:
            self.path.unlink(missing_ok=True)

    def done(self) -> None:
        """Say that the workbook stands: what was kept is deleted at the end."""
        self._finished = True

    def known(self, incoming: Incoming) -> str:
        """Return the digest of a file that was read already and looks the same, "" where there is none."""
        where = "path=? AND place=? AND size=? AND changed=?"
        key = (incoming.path, incoming.place, incoming.size, incoming.changed)
        found = self.ask(f"SELECT digest FROM file WHERE {where}", key)  # noqa: S608 - fixed text
        return found[0][0] if found else ""

    def keep(self, number: int, incoming: Incoming, filed: Packed | None) -> None:
        """Keep the record of a file; None: the one there still holds. Raises CannotWrite."""
        key = (incoming.path, incoming.place)
        with self._refusing():
            if filed is None:
                self._db.execute("UPDATE file SET number=?, counted=0 WHERE path=? AND place=?", (number, *key))
                return
            self._forget("path=? AND place=?", key)
            where = incoming.place, incoming.path, incoming.size, incoming.changed
            row = (None, number, *where, *filed.asked, 0, filed.record)
            self._db.execute(f"INSERT INTO file VALUES ({','.join('?' * len(row))})", row)  # noqa: S608 - marks only
            self._since += 1
            if self._since >= AT_ONCE:
                self._db.commit()
                self._since = 0

    def only(self, files: Sequence[Incoming]) -> None:
        """Forget files that are no longer there. Raises CannotWrite."""
        with self._refusing():
            self._db.execute("CREATE TEMP TABLE present (path TEXT, place TEXT, PRIMARY KEY (path, place))")
            self._db.executemany("INSERT OR IGNORE INTO present VALUES (?,?)", [(one.path, one.place) for one in files])
            self._forget("(path, place) NOT IN present")
            self._db.execute("DROP TABLE present")

    def _forget(self, where: str, values: Sequence[Any] = ()) -> None:
        self._db.execute(f"DELETE FROM file WHERE {where}", values)  # noqa: S608 - our own text

    def ask(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return what a query finds; writes are done as well. Raises CannotWrite."""
        return list(self.each(query, values))

    def each(self, query: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield what a query finds, of which there is too much for memory. Raises CannotWrite."""
        with self._refusing():
            yield from self._db.execute(query, values)

    def records(self, where: str = "1") -> Iterator[Filed]:
        """Yield the records of files, one at a time, in the order in which the files were found."""
        for (record,) in self.each(f"SELECT record FROM file WHERE {where} ORDER BY number"):  # noqa: S608
            yield Filed(**json.loads(record))

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        """Say what the disk refuses: it may be full at any statement, a question that needs room for its order too."""
        try:
            yield
        except sqlite3.Error as error:
            raise self._refused(error) from error

    def _refused(self, error: sqlite3.Error) -> CannotWrite:
        zh, en = "写不了中间结果 {path}：{why}；已有的文件没有改动，", "cannot keep {path}: {why}; what existed stays, "
        zh += "腾出空间后可加 --resume 接着做" if self.resumable else "请腾出空间后再运行"
        en += "go on with --resume once there is room" if self.resumable else "run it again once there is room"
        return CannotWrite(sentence(zh, en, path=str(self.path), why=str(error)))
