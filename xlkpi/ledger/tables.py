"""The tables of the ledger, and the steps that bring an older ledger up to date."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    DateTime,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    inspect,
    select,
)

META = MetaData()

KEY = ("scheme", "kind", "month", "branch", "label")
"""What a workbook is of; there may be several versions of it."""

WORKBOOKS = Table(
    "workbook",
    META,
    Column("number", Integer, primary_key=True),
    *(Column(name, String, nullable=False) for name in KEY),
    Column("version", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("state", String, nullable=False),
    Column("file", String, nullable=False),
    Column("recorded", DateTime, nullable=False),
    UniqueConstraint(*KEY, "version"),
    UniqueConstraint(*KEY, "digest"),
)
"""A version of a workbook's results; `digest` is of what they say, `month` is YYYY-MM."""

PEOPLE = Table(
    "person",
    META,
    Column("workbook", ForeignKey("workbook.number"), primary_key=True),
    Column("row", Integer, primary_key=True),
    Column("id", String, nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("department", String, nullable=False),
    Column("eligible", Boolean, nullable=False),
    Column("total", Float),
    Column("rank", Float),
    Column("level", String, nullable=False),
    Column("coefficient", Float),
    Column("fen", BigInteger),
)
"""A person in a version; `fen` is the pay in 分, only where it was asked to be kept."""

ERASED = Table(
    "erased",
    META,
    Column("number", Integer, primary_key=True),
    Column("salt", String(32), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("months", Integer, nullable=False),
    Column("reason", String, nullable=False),
    Column("by", String, nullable=False),
    Column("erased", DateTime, nullable=False),
)
"""That somebody was erased, when, by whom and why. Who it was is only recognised when the same 工号 comes again."""

STAND = Table("ledger", META, Column("stand", Integer, nullable=False))
"""One row: how many of STEPS this ledger has taken."""


def _first(connection: Connection) -> None:
    META.create_all(connection, tables=[WORKBOOKS, PEOPLE])


def _second(connection: Connection) -> None:
    META.create_all(connection, tables=[ERASED])


STEPS: tuple[Callable[[Connection], None], ...] = (_first, _second)
"""Each brings a ledger one step on; a released step is never changed, only followed by another."""


def stand_of(connection: Connection) -> int:
    """Return how many of STEPS a database has taken; 0 for an empty one."""
    if not inspect(connection).has_table(STAND.name):
        return 0
    return int(connection.execute(select(STAND.c.stand)).scalar_one())


def bring_up_to_date(connection: Connection, steps: tuple[Callable[[Connection], None], ...] = STEPS) -> None:
    """Take the steps that are missing."""
    stand = stand_of(connection)
    if stand == len(steps):
        return
    if stand == 0:
        META.create_all(connection, tables=[STAND], checkfirst=False)  # whom another writer overtook begins again
        connection.execute(STAND.insert().values(stand=0))
    for step in steps[stand:]:
        step(connection)
    connection.execute(STAND.update().values(stand=len(steps)))
