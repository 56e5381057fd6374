"""Lists that lie in a temporary file: of thousands of branches there are too many of everything for memory."""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Final, Generic, TypeVar

from xlkpi.errors import CannotWrite, sentence

Item = TypeVar("Item")

BEGINNING: Final = """
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-500;
CREATE TABLE item (key TEXT, number INTEGER, record BLOB, PRIMARY KEY (key, number)) WITHOUT ROWID;
"""


@contextmanager
def _refusing() -> Iterator[None]:
    """Say what the disk refuses; to read a page may mean to write another one that is in memory."""
    try:
        yield
    except sqlite3.Error as error:
        zh, en = "写不了临时文件（{why}），请腾出空间后再运行", "cannot write a temporary file ({why}): make room"
        raise CannotWrite(sentence(zh, en, why=str(error))) from error


class OnDisk(Generic[Item]):
    """Records in the order of their keys, and of one key in the order in which they came.

    The file has no name and is gone with the process, or with the list.
    """

    def __init__(self, items: Iterable[Item] = (), *, key: Callable[[Item], str] = lambda _: "") -> None:
        """Begin with some records. Raises CannotWrite."""
        self._key = key
        self._count = 0
        self._db = sqlite3.connect("")
        self._db.executescript(BEGINNING)
        self.extend(items)

    def extend(self, items: Iterable[Item]) -> None:
        """Add records. Raises CannotWrite where the disk has no room."""
        for one in items:
            row = (self._key(one), self._count, pickle.dumps(one, pickle.HIGHEST_PROTOCOL))
            with _refusing():
                self._db.execute("INSERT INTO item VALUES (?,?,?)", row)
            self._count += 1

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Item]:
        return self._those("")

    def of(self, key: str) -> Iterator[Item]:
        """Those of one key."""
        return self._those("WHERE key=?", key)

    def _those(self, where: str, *values: str) -> Iterator[Item]:
        with _refusing():
            for (record,) in self._db.execute(f"SELECT record FROM item {where} ORDER BY key, number", values):  # noqa: S608 - our own text
                yield pickle.loads(record)  # noqa: S301 - written by this very process, into a file without a name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OnDisk) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment] # it grows
