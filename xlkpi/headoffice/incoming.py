"""What branches handed in: workbooks in folders, in zip archives as mailed, and at URLs, each found and read once."""

from __future__ import annotations

import mmap
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final, Self

from xlkpi.actions.folder import OTHERS, SUFFIXES, files_below, is_url, locked, may_match, opens_with_password
from xlkpi.books.ooxml.archive import FLAG_UTF8, MB, Entry, Limits, inflate, read_directory
from xlkpi.books.ooxml.refusals import SAVE_AS
from xlkpi.errors import CannotRead, Fault, Unusable, XlkpiError, reason_of, sentence

if TYPE_CHECKING:
    from types import TracebackType

ARCHIVES: Final = frozenset({".zip"})
MAILED: Final = Limits(file=2048 * MB, entries=20_000, part=200 * MB, total=4096 * MB, ratio=200)
"""What a mailed archive may hold; workbooks are packed already, so that an honest one hardly shrinks them again."""
WORKBOOK: Final = Limits()


@dataclass(frozen=True, slots=True)
class Incoming:
    """A workbook to be read: what it is called in messages, where it lies, and by what a change of it is seen.

    `entry` is its place in the archive at `path`; `remote` says that `path` is a URL.
    """

    place: str
    path: str
    size: int
    changed: str
    entry: Entry | None = None
    remote: bool = False

    @property
    def name(self) -> str:
        """The name of the workbook's own file."""
        return self.place.rpartition("/")[2]

    def read(self) -> bytes:
        """Return the bytes of the workbook. Raises CannotRead."""
        limit = WORKBOOK.file
        if self.size > limit:
            zh, en = "文件有 {size} MB，超过 {limit} MB", "the file has {size} MB, more than {limit} MB"
            raise CannotRead(sentence(zh, en, size=self.size // MB, limit=limit // MB))
        try:
            if self.remote:
                return _fetched(self.path)
            with Path(self.path).open("rb") as source:
                if self.entry is None:  # asked for all it may have, it would be given room for 200 MB
                    data = source.read(self.size + 1)
                    return data if len(data) <= self.size else data + source.read(limit + 1 - len(data))
                source.seek(self.entry.data)
                packed = source.read(self.entry.packed)
                return inflate(packed, self.entry._replace(data=0, end=len(packed)), self.name)
        except OSError as error:
            raise CannotRead(sentence("无法读取：{why}", "cannot be read: {why}", why=reason_of(error))) from error


@dataclass
class Mailbox:
    """Everything found, in a stable order, and what could not be looked into; archives from URLs lie in a folder here.

    Used as a context: what was fetched is deleted at its end.
    """

    files: list[Incoming] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    _fetched: tempfile.TemporaryDirectory[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        if self._fetched is not None:
            self._fetched.cleanup()

    def look(self, arguments: Sequence[str], skip: Path | None = None) -> None:
        """Find the workbooks of files, folders and URLs; `skip` is the workbook that will be made.

        Raises CannotRead where an argument names nothing, Unusable where a URL cannot be opened at all.
        """
        seen: set[str] = set()
        told: dict[str, list[tuple[int, str]]] = {}
        for argument in arguments:
            found = self._at_url(argument) if is_url(argument) else self._at_path(Path(argument))
            for one in found:
                key = one.path if one.remote else str(Path(one.path).resolve())
                if skip is not None and key == str(skip.resolve()):
                    continue
                key = f"{key}\n{one.entry.name if one.entry else ''}"
                if key not in seen:
                    seen.add(key)
                    told.setdefault(one.place, []).append((len(self.files), argument))
                    self.files.append(one)
        for alike in (some for some in told.values() if len(some) > 1):  # everything is told by place, and by it alone
            for at, argument in alike:
                place = self.files[at].place
                where = argument.removesuffix(place.partition("/")[0]).rstrip("/\\")
                self.files[at] = replace(self.files[at], place="/".join(filter(None, (where, place))))

    def _at_path(self, path: Path) -> Iterator[Incoming]:
        if not path.exists():
            raise CannotRead(sentence("没有文件或文件夹 {path}", "there is no file or folder {path}", path=str(path)))
        shut = []
        for one in files_below(path, SUFFIXES | ARCHIVES | OTHERS) if path.is_dir() else [path]:
            if path.is_dir() and opens_with_password(one):
                shut.append(one)
                continue
            place = one.relative_to(path).as_posix() if path.is_dir() else one.name
            suffix = one.suffix.lower()
            if suffix in ARCHIVES:
                yield from self._in_archive(place, one)
            elif suffix in SUFFIXES:
                status = one.stat()
                yield Incoming(place, str(one), status.st_size, str(status.st_mtime_ns))
            else:
                self._told(place, suffix)
        # a branch may be among them
        self.faults += [replace(fault, notice=False) for fault in locked(path, shut)]

    def _told(self, place: str, suffix: str) -> None:
        """Say of a file that it was not read."""
        if suffix in OTHERS:
            zh, en = SAVE_AS
        elif suffix in ARCHIVES:
            zh, en = "没有读取：压缩包里的压缩包请先解压", "was not read: unpack an archive inside an archive first"
        else:
            zh, en = "没有读取：不是工作簿或 zip 压缩包", "was not read: neither a workbook nor a zip archive"
        self.faults.append(Fault(place, sentence(zh, en, suffix=suffix), notice=False))

    def _in_archive(self, place: str, path: Path) -> Iterator[Incoming]:
        """Yield the workbooks of an archive, judged as a whole before anything of it is unpacked."""
        try:
            status = path.stat()
            with path.open("rb") as source:
                data: Any = mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ) if status.st_size else b""
                entries, _ = read_directory(data, path.name, MAILED)
        except XlkpiError as error:
            zh, en = "压缩包没有读取，请解压到文件夹后再汇总：{why}", "was not read; unpack it into a folder: {why}"
            self.faults.append(Fault(place, sentence(zh, en, why=error.text)))
            return
        except OSError as error:
            zh, en = "无法读取：{why}", "cannot be read: {why}"
            self.faults.append(Fault(place, sentence(zh, en, why=reason_of(error))))
            return
        for entry in entries:
            name = _member(entry)
            suffix = PurePosixPath(name).suffix.lower()
            if any(part.startswith(("~$", ".", "__MACOSX")) for part in PurePosixPath(name).parts):
                continue
            if suffix in SUFFIXES:
                yield Incoming(f"{place}/{name}", str(path), entry.size, f"{status.st_mtime_ns} {entry.crc:08x}", entry)
            elif suffix in OTHERS | ARCHIVES:
                self._told(f"{place}/{name}", suffix)

    def _at_url(self, url: str) -> Iterator[Incoming]:
        system, within = _file_system(url)
        try:
            if may_match(within):
                paths = sorted(system.glob(within))
            elif system.isdir(within):
                paths = sorted(system.find(within))
            else:
                paths = [within]
                system.info(within)
            for path in paths:
                yield from self._remote(system, str(path), within)
        except Exception as error:
            zh, en = "打不开 {url}：{why}", "cannot open {url}: {why}"
            raise CannotRead(sentence(zh, en, url=url, why=reason_of(error))) from error
        if not paths:
            raise CannotRead(sentence("没有符合 {url} 的文件", "no file matches {url}", url=url))

    def _remote(self, system: Any, path: str, within: str) -> Iterator[Incoming]:
        place = path.removeprefix(within).lstrip("/") or PurePosixPath(path).name
        suffix = PurePosixPath(path).suffix.lower()
        if any(part.startswith(("~$", ".")) for part in PurePosixPath(place).parts):
            return
        if suffix in ARCHIVES:
            self._fetched = self._fetched or tempfile.TemporaryDirectory(prefix="xlkpi-")
            local = Path(self._fetched.name) / f"{len(self.files)}-{PurePosixPath(path).name}"
            system.get_file(path, str(local))
            yield from self._in_archive(place, local)
        elif suffix in SUFFIXES:
            told = system.info(path)
            changed = next((str(told[key]) for key in ("ETag", "etag", "mtime", "LastModified") if told.get(key)), "")
            address = system.unstrip_protocol(path)
            yield Incoming(place, address, int(told.get("size") or 0), changed, remote=True)
        elif suffix in OTHERS:
            self._told(place, suffix)


def _member(entry: Entry) -> str:
    """Return the name of a file in an archive; Windows in China writes such names in GBK and does not say so."""
    if entry.fixed[2] & FLAG_UTF8:
        return entry.name.replace("\\", "/")
    for encoding in ("utf-8", "gb18030"):
        try:
            return entry.raw_name.decode(encoding).replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return entry.name.replace("\\", "/")


def _file_system(url: str) -> tuple[Any, str]:
    """Return the file system of a URL and the path within it. Raises Unusable."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        zh = "要读取 {url} 请先安装：pip install 'xlkpi[headoffice]'"
        en = "to read {url} install: pip install 'xlkpi[headoffice]'"
        raise Unusable(sentence(zh, en, url=url)) from error
    try:
        system, within = url_to_fs(url)
    except (ImportError, ValueError) as error:
        zh, en = "打不开 {url}：{why}", "cannot open {url}: {why}"
        raise Unusable(sentence(zh, en, url=url, why=str(error))) from error
    return system, str(within)


def _fetched(url: str) -> bytes:
    system, within = _file_system(url)
    try:
        with system.open(within, "rb") as source:
            data: bytes = source.read(WORKBOOK.file + 1)
    except Exception as error:
        raise CannotRead(sentence("无法读取：{why}", "cannot be read: {why}", why=reason_of(error))) from error
    return data
