"""Record final results, ask for a person's months, erase a person; each in one transaction."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Connection, ScalarSelect, and_, create_engine, event, func, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from xlkpi.errors import CannotRead, CannotWrite, Unusable, XlkpiError, sentence
from xlkpi.ledger.ledger_records import Kept, Mean, Month, Namesake, Person, Workbook
from xlkpi.ledger.tables import ERASED, KEY, PEOPLE, STEPS, WORKBOOKS, bring_up_to_date, stand_of

TRIES = 8
"""Attempts at a transaction in which another writer was quicker."""
PAUSE = 0.05
"""Seconds before the second attempt; doubled before each further one."""
MET = {"40001", "40P01", "23505", "42P07"}
"""PostgreSQL's states of a transaction that met another: serialisation, deadlock, the same key, the same table."""
MET_SQLITE = ("database is locked", "UNIQUE constraint", "already exists")
DATABASES = ("sqlite:", "postgresql:", "postgresql+")
"""Where a ledger may lie: what its tests run on."""
WAIT = 30
"""Seconds that a writer of a SQLite file waits for another."""

Answer = TypeVar("Answer")


class Ledger:
    """An open ledger; used as a context. Every method raises CannotWrite where the database goes away."""

    def __init__(self, address: str) -> None:
        """Open a SQLite file, or a database by its URL; a new one is set up, an older one brought up to date.

        Raises CannotRead, Unusable.
        """
        self.address = address
        self.engine = _engine(address)
        try:
            self._again(self._prepare)
        except XlkpiError:
            self.engine.dispose()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self.engine.dispose()

    def record(self, workbook: Workbook, *, with_pay: bool) -> Kept:
        """Keep the results of a workbook: the same again is no new version, others are one, and the old ones stay."""
        return self._again(lambda connection: _record(connection, workbook, with_pay=with_pay))

    def person(self, id: str, months: int) -> list[Month]:  # noqa: A002 - 工号
        """Return a person's last months, the oldest first."""
        return self._again(lambda connection: _person(connection, id, months))

    def called(self, name: str) -> list[Namesake]:
        """Return everybody of that name, blanks in it apart, each person and branch once."""
        return self._again(lambda connection: _called(connection, name))

    def means(self, scheme: str, last: str, months: int) -> list[Mean]:
        """Return the mean scores of the branches of a scheme in the months up to `last` (YYYY-MM)."""
        return self._again(lambda connection: _means(connection, scheme, last, months))

    def erase(self, id: str, reason: str, by: str) -> int:  # noqa: A002 - 工号
        """Take a person out of every version, leave a trace that says so, and return of how many months."""
        return self._again(lambda connection: _erase(connection, id, reason, by))

    def _prepare(self, connection: Connection) -> None:
        if stand_of(connection) > len(STEPS):
            zh = "台账 {place} 由更新版本的 xlkpi 建立，请升级本机的 xlkpi"
            raise CannotRead(sentence(zh, "the ledger {place} is of a newer xlkpi: upgrade", place=self._place))
        bring_up_to_date(connection)

    @property
    def _place(self) -> str:
        """The address without a password."""
        return self.engine.url.render_as_string(hide_password=True) if "://" in self.address else self.address

    def _again(self, work: Callable[[Connection], Answer]) -> Answer:
        """Do work in a transaction, again where another writer was in between."""
        pause = PAUSE
        for attempt in range(1, TRIES + 1):
            try:
                with self.engine.begin() as connection:
                    return work(connection)
            except SQLAlchemyError as error:
                if attempt == TRIES or not _in_between(error):
                    raise self._gone(error) from error
                time.sleep(pause)
                pause *= 2
        raise AssertionError

    def _gone(self, error: SQLAlchemyError) -> CannotWrite:
        why = str(getattr(error, "orig", None) or error).strip().splitlines()
        zh = "台账 {place} 没有完成操作，其中原有内容不变：{why}"
        en = "the ledger {place} did not do it; nothing in it changed: {why}"
        return CannotWrite(sentence(zh, en, place=self._place, why=why[0] if why else type(error).__name__))


def _in_between(error: SQLAlchemyError) -> bool:
    """Whether a transaction only met another one, and may go through when it is tried again."""
    driver = getattr(error, "orig", None)
    return getattr(driver, "sqlstate", None) in MET or any(words in str(driver) for words in MET_SQLITE)


def _engine(address: str) -> Engine:
    url = address if "://" in address else f"sqlite:///{Path(address).resolve()}"
    if not url.startswith(DATABASES):
        zh = "台账只能放在文件（如 台账.sqlite）或 PostgreSQL（postgresql://用户@主机/库）里，不能用 {kind}"
        en = "a ledger is a file or a PostgreSQL database (postgresql://USER@HOST/DATABASE), not {kind}"
        raise Unusable(sentence(zh, en, kind=url.partition(":")[0]))
    try:
        if not url.startswith("sqlite:"):
            return create_engine(url.replace("postgresql://", "postgresql+psycopg://", 1), pool_pre_ping=True)
        engine = create_engine(url, connect_args={"timeout": WAIT})
    except (ImportError, SQLAlchemyError) as error:
        zh = "台账地址不能用：{why}。写文件名（如 台账.sqlite）或 postgresql://用户@主机/库"
        en = "not an address of a ledger: {why}. Give a file or postgresql://USER@HOST/DATABASE"
        raise Unusable(sentence(zh, en, why=str(error).splitlines()[0])) from error

    @event.listens_for(engine, "connect")
    def _plain(connection: object, _: object) -> None:
        connection.isolation_level = None  # type: ignore[attr-defined]  # no BEGIN behind our back

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # a writer waits here, not in the middle

    return engine


def _record(connection: Connection, workbook: Workbook, *, with_pay: bool) -> Kept:
    same = and_(*(WORKBOOKS.c[name] == getattr(workbook, name) for name in KEY))
    found = connection.execute(
        select(WORKBOOKS.c.number, WORKBOOKS.c.version).where(same, WORKBOOKS.c.digest == workbook.digest)
    ).first()
    gone = _erased(connection, workbook.people)
    last = connection.execute(select(func.max(WORKBOOKS.c.version)).where(same)).scalar() or 0
    if found is not None:
        number, version = found
        connection.execute(WORKBOOKS.update().where(WORKBOOKS.c.number == number).values(state=workbook.state))
        if with_pay:
            _keep_pay(connection, number, workbook.people)
        return Kept(version, last, new=False, erased=len(gone))
    values = {name: getattr(workbook, name) for name in KEY}
    (number,) = connection.execute(
        WORKBOOKS.insert().values(
            **values,
            version=last + 1,
            digest=workbook.digest,
            state=workbook.state,
            file=workbook.file,
            recorded=_now(),
        )
    ).inserted_primary_key or (0,)
    rows = [
        {"workbook": number, "row": row, **vars(person), "fen": person.fen if with_pay else None}
        for row, person in enumerate(workbook.people)
        if person.id not in gone
    ]
    if rows:
        connection.execute(PEOPLE.insert(), rows)
    return Kept(last + 1, last + 1, new=True, erased=len(gone))


def _keep_pay(connection: Connection, number: int, people: Sequence[Person]) -> None:
    """Add the pay to a version that was recorded without it."""
    for row, person in enumerate(people):
        here = and_(PEOPLE.c.workbook == number, PEOPLE.c.row == row, PEOPLE.c.fen.is_(None))
        connection.execute(PEOPLE.update().where(here).values(fen=person.fen))


def _newest() -> ScalarSelect[int]:
    """The last version of the workbook of the row at hand."""
    later = WORKBOOKS.alias()
    same = (later.c[name] == WORKBOOKS.c[name] for name in KEY)
    return select(func.max(later.c.version)).where(*same).scalar_subquery()


def _means(connection: Connection, scheme: str, last: str, months: int) -> list[Mean]:
    query = (
        select(WORKBOOKS.c.month, WORKBOOKS.c.branch, func.count(), func.avg(PEOPLE.c.total))
        .join(PEOPLE, PEOPLE.c.workbook == WORKBOOKS.c.number)
        .where(WORKBOOKS.c.scheme == scheme, WORKBOOKS.c.month <= last, WORKBOOKS.c.version == _newest())
        .where(PEOPLE.c.eligible, PEOPLE.c.total.is_not(None))
        .group_by(WORKBOOKS.c.month, WORKBOOKS.c.branch)
        .order_by(WORKBOOKS.c.month, WORKBOOKS.c.branch)
    )
    found = [Mean(month, branch, int(people), float(mean)) for month, branch, people, mean in connection.execute(query)]
    wanted = sorted({one.month for one in found})[-months:]
    return [one for one in found if one.month in wanted]


def _person(connection: Connection, id: str, months: int) -> list[Month]:  # noqa: A002 - 工号
    query = (
        select(WORKBOOKS.c.month, WORKBOOKS.c.branch, WORKBOOKS.c.version, WORKBOOKS.c.state, *PEOPLE.c)
        .join(PEOPLE, PEOPLE.c.workbook == WORKBOOKS.c.number)
        .where(PEOPLE.c.id == id, WORKBOOKS.c.version == _newest())
        .order_by(WORKBOOKS.c.month, WORKBOOKS.c.branch, WORKBOOKS.c.number)
    )
    names = Person.__dataclass_fields__
    found = [
        Month(row.month, row.branch, row.version, row.state, Person(**{name: getattr(row, name) for name in names}))
        for row in connection.execute(query)
    ]
    wanted = sorted({one.month for one in found})[-months:]
    return [one for one in found if one.month in wanted]


def _called(connection: Connection, name: str) -> list[Namesake]:
    bare = func.replace(func.replace(PEOPLE.c.name, " ", ""), "\u3000", "")
    query = (
        select(PEOPLE.c.id, PEOPLE.c.name, WORKBOOKS.c.branch)
        .distinct()
        .join(PEOPLE, PEOPLE.c.workbook == WORKBOOKS.c.number)
        .where(bare == "".join(name.split()), WORKBOOKS.c.version == _newest())
        .order_by(PEOPLE.c.id, WORKBOOKS.c.branch)
    )
    return [Namesake(*row) for row in connection.execute(query)]


def _erase(connection: Connection, id: str, reason: str, by: str) -> int:  # noqa: A002 - 工号
    where = PEOPLE.c.id == id
    months = connection.execute(
        select(func.count(WORKBOOKS.c.month.distinct()))
        .join(PEOPLE, PEOPLE.c.workbook == WORKBOOKS.c.number)
        .where(where)
    ).scalar_one()
    if not months:
        return 0
    connection.execute(PEOPLE.delete().where(where))
    salt = secrets.token_hex(16)
    connection.execute(
        ERASED.insert().values(salt=salt, digest=_digest(salt, id), months=months, reason=reason, by=by, erased=_now())
    )
    return int(months)


def _erased(connection: Connection, people: Sequence[Person]) -> set[str]:
    """Which of these people were erased."""
    traces = connection.execute(select(ERASED.c.salt, ERASED.c.digest)).all()
    return {person.id for person in people for salt, digest in traces if _digest(salt, person.id) == digest}


def _digest(salt: str, id: str) -> str:  # noqa: A002 - 工号
    return hashlib.sha256(f"{salt}{id}".encode()).hexdigest()


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)
