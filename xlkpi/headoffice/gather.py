"""Read every workbook that was handed in, here, in worker processes or on a cluster; none of them ends the run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias, TypeVar

from xlkpi.actions.workers import WORTH, over
from xlkpi.domain.draw import drawn
from xlkpi.headoffice.filed import Filed, file_one
from xlkpi.headoffice.incoming import Incoming
from xlkpi.headoffice.spool import Spool, packed

Map: TypeAlias = Callable[[Callable[[Any], Any], Sequence[Any]], Iterator[Any]]
"""Yields the results of a function over items in their order: `map`, worker processes, a cluster."""

Tick: TypeAlias = Callable[[str], None]
"""Hears the name of each file that is done."""

Form = TypeVar("Form")

ALL = -1
"""Every workbook is computed afresh."""
SUSPECTS = 200
"""Files that are read one by one after a worker process died: more than all workers were given at once."""


@dataclass(frozen=True, slots=True)
class Job:
    """A workbook to read, and the digest of its content if it was read before."""

    incoming: Incoming
    known: str = ""


def read_all(
    files: Sequence[Incoming],
    spool: Spool,
    *,
    pay: bool,
    verify: int = 0,
    seed: str = "",
    map_: Map = over,
    tick: Tick = lambda _: None,
) -> None:
    """Read files into the spool; `verify` of those with people (ALL: each) are computed afresh and compared.

    Raises CannotWrite where the spool has no room.
    """
    at_once = verify == ALL
    jobs = [Job(one, spool.known(one)) for one in files]
    for number, (job, filed) in enumerate(read_jobs(jobs, packed, map_, pay=pay, verify=at_once)):
        spool.keep(number, job.incoming, filed)
        tick(job.incoming.place)
    spool.only(files)
    if verify > 0:
        _sample(files, spool, verify, seed, map_, pay=pay)


def _sample(files: Sequence[Incoming], spool: Spool, count: int, seed: str, map_: Map, *, pay: bool) -> None:
    """Compute some of the workbooks that have people afresh, drawn by the seed."""
    numbers = [number for (number,) in spool.ask("SELECT number FROM file WHERE people > 0 ORDER BY number")]
    places = [files[number].place for number in numbers]
    chosen = [number for number, taken in zip(numbers, drawn(places, count, seed), strict=True) if taken]
    jobs = [Job(files[number]) for number in chosen]
    read = read_jobs(jobs, packed, map_, pay=pay, verify=True)
    for number, (job, filed) in zip(chosen, read, strict=True):
        spool.keep(number, job.incoming, filed)


def _one(job: Job, *, form: Callable[[Filed], Form], pay: bool, verify: bool) -> Form | None:
    filed = file_one(job.incoming, job.known, verify=verify, pay=pay)
    return None if filed is None else form(filed)


def as_read(filed: Filed) -> Filed:
    """The form of a record in which it is read."""
    return filed


def read_jobs(
    jobs: Sequence[Job], form: Callable[[Filed], Form], map_: Map = over, *, pay: bool, verify: bool
) -> Iterator[tuple[Job, Form | None]]:
    """Yield what came of each job, in the form in which it is wanted here.

    A file at which a worker process dies is told, and the others go on.
    """
    work = partial(_one, form=form, pay=pay, verify=verify)
    done, careful = 0, 0
    hurt = False
    while done < len(jobs):
        if hurt and len(jobs) - done < WORTH:  # too few for a pool: they would be read in this very process
            careful = WORTH
        try:
            some = jobs[done : done + careful] if careful else jobs[done:]
            for filed in (_one_by_one if careful else map_)(work, some):
                yield jobs[done], filed
                done += 1
            careful = 0
        except BrokenProcessPool:
            if careful:  # it is this very file
                yield jobs[done], form(_lost(jobs[done]))
                done += 1
            careful, hurt = 0 if careful else SUSPECTS, True


def _one_by_one(work: Callable[[Job], Form | None], jobs: Sequence[Job]) -> Iterator[Form | None]:
    """Read files in a process that has only one of them at a time. Raises BrokenProcessPool at the one it dies of."""
    with ProcessPoolExecutor(1) as pool:
        for job in jobs:
            yield pool.submit(work, job).result()


def _lost(job: Job) -> Filed:
    filed = Filed(job.incoming.place)
    zh = "读取它的进程被系统终止（内存不足？），请在 Excel 中打开并另存"
    en = "the process that read it was killed (out of memory?): open and save it in Excel"
    filed.say("", zh, en)
    return filed
