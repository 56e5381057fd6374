"""Earlier versions of a workbook, dated, in a folder beside it; each with a record of what ran and what it wrote.

    附件3.xlsm
    xlkpi历史版本/附件3.xlsm 历史/20240531-183005.xlsm.old    the workbook as it was before that run
                                20240531-183005.json        what ran, and what it wrote

No name ends in `.xlsm`, so that whoever goes through a folder of workbooks takes none of these for one.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import Any, Final, TypeAlias

from xlkpi.books.drafts import draft_beside, open_draft
from xlkpi.records import dataclass

FOLDER: Final = "xlkpi历史版本"
OLD: Final = ".old"
STAMP: Final = "%Y%m%d-%H%M%S"

NEWEST: Final = 20
"""So many of the last generations stay."""
DAYS: Final = 30
"""Of so many days before those the first generation stays: the state before that day's first run."""
OLDEST: Final = dt.timedelta(days=400)
"""Beyond a year and a bit only the very last generation stays."""
SPACE: Final = 500 << 20
"""Bytes of one workbook's generations; beyond them the older ones go, down to the last."""

Written: TypeAlias = Mapping[str, Mapping[str, tuple[str, str | None]]]
"""What a run wrote: by sheet and cell (`D5`) the value in the file's own terms, kind and text."""

_NAME = r"(\d{8}-\d{6})(\.\w+)?\.old"
_run: ContextVar[str] = ContextVar("run", default="")


@contextlib.contextmanager
def running(what: str) -> Iterator[None]:
    """Say what is running, for the record of every save inside the block."""
    token = _run.set(what)
    try:
        yield
    finally:
        _run.reset(token)


def run_now() -> str:
    """What is running."""
    return _run.get()


@dataclass(frozen=True)
class Keep:
    """That the previous version is to be kept; `written` is None where the whole file is replaced."""

    written: Written | None = None
    link: bool = True
    """Whether a second name on the disk will do: not where another program writes into the file itself."""


@dataclass(frozen=True)
class Generation:
    """A workbook as it was before a run."""

    path: Path
    stamp: str
    """When the run saved, `20240531-183005`, local time; never twice for one workbook, and always rising."""
    run: str = ""
    before: str = ""
    """SHA-256 of this very version; empty in a generation whose record is lost."""
    after: str = ""
    """SHA-256 of what the run saved; empty where another program saved it."""
    written: Written | None = None

    @property
    def time(self) -> dt.datetime:
        """When the run saved, local time."""
        return _moment(self.stamp)

    @property
    def suffix(self) -> str:
        """The ending of the workbook as it was then."""
        found = re.fullmatch(_NAME, self.path.name)
        return (found[2] if found else None) or ""

    @property
    def size(self) -> int:
        """Bytes on the disk."""
        return self.path.stat().st_size


def folder_of(workbook: Path) -> Path:
    """Where the generations of a workbook lie."""
    return workbook.parent / FOLDER / f"{workbook.name} 历史"


def generations(workbook: Path) -> list[Generation]:
    """Generations of a workbook, the last first; those of runs that were broken off before they saved are left out."""
    workbook = Path(os.path.realpath(workbook))
    found = _all(workbook)
    present = digest(workbook) if found and workbook.is_file() else ""
    befores = [present, *(one.before for one in found)]
    return [one for one, following in zip(found, befores, strict=False) if not one.before or one.before != following]


def keep(workbook: Path, how: Keep, *, after: str = "", now: dt.datetime | None = None) -> Generation:
    """Make what stands there now a generation, durably, before something else takes its place. Raises OSError."""
    workbook = Path(os.path.realpath(workbook))
    folder = folder_of(workbook)
    before = digest(workbook)
    earlier = _all(workbook)
    while earlier and earlier[0].before == before:  # of a run that was broken off: nothing came of it
        _remove(earlier.pop(0))
    folder.mkdir(parents=True, exist_ok=True)  # only now: with its last generation a folder goes too
    moment = now or dt.datetime.now()  # noqa: DTZ005 - what the clock on the wall says
    if earlier:
        moment = max(moment, earlier[0].time + dt.timedelta(seconds=1))
    stamp = moment.strftime(STAMP)
    _note(folder, stamp, workbook, before, after, how.written)
    path = folder / f"{stamp}{workbook.suffix}{OLD}"
    _second(workbook, path, link=how.link)
    return Generation(path, stamp, _run.get(), before, after, how.written)


def keep_original(workbook: Path, original: Path) -> Generation:
    """Make the file that a new workbook was made of its first generation, under its own ending. Raises OSError."""
    workbook = Path(os.path.realpath(workbook))
    folder = folder_of(workbook)
    folder.mkdir(parents=True, exist_ok=True)
    stamp = dt.datetime.now().strftime(STAMP)  # noqa: DTZ005 - what the clock on the wall says
    before, after = digest(original), digest(workbook)
    _note(folder, stamp, workbook, before, after, None)
    path = folder / f"{stamp}{original.suffix}{OLD}"
    _second(original, path, link=False)
    return Generation(path, stamp, _run.get(), before, after)


def put_back(workbook: Path) -> None:
    """Let the last generation take its place again, as if the run had never been. Raises OSError."""
    workbook = Path(os.path.realpath(workbook))
    last = _all(workbook)[0]
    last.path.replace(workbook)
    _remove(last)


def expire(workbook: Path, now: dt.datetime | None = None) -> None:
    """Remove what is beyond the bounds; what cannot be removed stays."""
    workbook = Path(os.path.realpath(workbook))
    found = _all(workbook)
    moment = now or dt.datetime.now()  # noqa: DTZ005
    for one in expired(found, [one.size for one in found], moment):
        with contextlib.suppress(OSError):
            _remove(one)


def expired(found: Sequence[Generation], sizes: Sequence[int], now: dt.datetime) -> list[Generation]:
    """Those of a workbook's generations (the last first) that are beyond the bounds; the last one never is."""
    first_of_day = {one.stamp[:8]: one for one in found[NEWEST:]}
    days = sorted(first_of_day, reverse=True)[:DAYS]
    staying = {one.stamp for one in found[:NEWEST]} | {first_of_day[day].stamp for day in days}
    gone, space = [], 0
    for at, (one, size) in enumerate(zip(found, sizes, strict=True)):
        fits = one.stamp in staying and now - one.time <= OLDEST and space + size <= SPACE
        if at == 0 or fits:
            space += size
        else:
            gone.append(one)
    return gone


def linked(workbook: Path) -> int:
    """How many generations are the workbook's own second name, as a run leaves that was broken off."""
    with contextlib.suppress(OSError):
        return sum(one.path.samefile(workbook) for one in _all(workbook))
    return 0


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    import hashlib

    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _all(workbook: Path) -> list[Generation]:
    """Every generation with its record, the last first."""
    folder = folder_of(workbook)
    found = sorted(folder.iterdir(), reverse=True) if folder.is_dir() else []
    names = ((path, re.fullmatch(_NAME, path.name)) for path in found)
    return [_read(path, name[1]) for path, name in names if name is not None and _is_stamp(name[1])]


def _moment(stamp: str) -> dt.datetime:
    """Local time of a stamp; strptime would load the locale. Raises ValueError."""
    return dt.datetime.fromisoformat(stamp.replace("-", "T"))


def _is_stamp(text: str) -> bool:
    try:
        _moment(text)
    except ValueError:
        return False
    return True


def _read(path: Path, stamp: str) -> Generation:
    """A generation with what its record says; of a record that is lost or spoilt nothing is believed."""
    import json

    try:
        found: Any = json.loads(_record(path, stamp).read_text("utf-8", "surrogatepass"))
        run, before, after = (str(found[key]) for key in ("run", "before", "after"))
        written = None if found["written"] is None else _written(found["written"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Generation(path, stamp)
    return Generation(path, stamp, run, before, after, written)


def _written(found: Any) -> Written:
    return {
        str(sheet): {
            str(cell): (str(kind), None if text is None else str(text)) for cell, (kind, text) in cells.items()
        }
        for sheet, cells in found.items()
    }


def _note(folder: Path, stamp: str, workbook: Path, before: str, after: str, written: Written | None) -> None:
    """Write the record of a run."""
    import json

    record = {"run": _run.get(), "before": before, "after": after, "written": written}
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    _durably(folder / f"{stamp}.json", text.encode("utf-8", "surrogatepass"), mode=workbook.stat().st_mode & 0o666)


def _record(path: Path, stamp: str) -> Path:
    return path.with_name(f"{stamp}.json")


def _remove(one: Generation) -> None:
    """Remove a generation and its record; its folders too, once nothing else is in them."""
    one.path.unlink(missing_ok=True)
    _record(one.path, one.stamp).unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        one.path.parent.rmdir()
        one.path.parent.parent.rmdir()


def _durably(path: Path, content: bytes, *, mode: int) -> None:
    """Write a new file whole, so that a power cut leaves no half of it under its name; `mode` is the file's."""
    with open_draft(path) as draft:
        try:
            draft.write(content)
            draft.flush()
            os.fsync(draft.fileno())
            draft.close()
            Path(draft.name).chmod(mode)
            Path(draft.name).replace(path)
        except BaseException:
            draft.close()
            Path(draft.name).unlink(missing_ok=True)
            raise


def _second(workbook: Path, path: Path, *, link: bool) -> None:
    """Give the workbook a second name, or make a copy where the disk knows no second names."""
    if link:
        with contextlib.suppress(OSError):
            path.hardlink_to(workbook)
            return
    import shutil

    draft = draft_beside(path)
    try:
        shutil.copy2(workbook, draft)
        with draft.open("rb+") as copy:
            os.fsync(copy.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
