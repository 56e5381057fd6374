"""A save is all or nothing: killed at any step, on a full disk, in a closed folder, or overtaken by somebody else."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from pathlib import Path

import pytest
from zlib_ng import zlib_ng

import ooxml_makers as makers
from xlkpi.books import file_extras, generations, placing
from xlkpi.books import write_refusals as no
from xlkpi.books.ooxml import Package, WorkbookFile, content, package_saving, packing, patch
from xlkpi.books.ooxml.archive import Limits
from xlkpi.books.ooxml.refusals import ContentTooLarge
from xlkpi.books.undoing import undo
from xlkpi.errors import CannotWrite

EDIT = {"名单": {"C2": 12.5, "A3": "新名字"}}
ROOT = Path(__file__).parent.parent


@pytest.fixture
def book(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    path = makers.MAKERS["tables"](folder)
    path.chmod(0o640)
    return path


def listing(path):
    """What lies beside a workbook, its generations left out."""
    return sorted(found.name for found in path.parent.iterdir() if found.name != generations.FOLDER)


def earlier(path):
    """The bytes of the generations of a workbook, the last first."""
    return [one.path.read_bytes() for one in generations.generations(path)]


def value_of(path, row=2, column=3):
    return WorkbookFile.open(path).sheet("名单").cells[row, column].value


def test_in_place_keeps_the_rest_the_mode_and_the_version_before(book):
    before = book.read_bytes()
    old_parts = {info.filename: info for info in zipfile.ZipFile(book).infolist()}
    assert patch(book, EDIT) == book
    assert value_of(book) == 12.5
    assert stat.S_IMODE(book.stat().st_mode) == 0o640
    assert earlier(book) == [before]
    assert listing(book) == ["tables.xlsx"]
    for info in zipfile.ZipFile(book).infolist():
        old = old_parts[info.filename]
        assert info.date_time == old.date_time
        assert (info.CRC == old.CRC) == (info.filename != "xl/worksheets/sheet1.xml")


def test_every_save_keeps_the_version_before_it(book):
    first = book.read_bytes()
    patch(book, EDIT)
    second = book.read_bytes()
    patch(book, {"名单": {"C2": 13.5}})
    assert earlier(book) == [second, first]


def test_a_save_that_changes_nothing_writes_nothing_and_keeps_nothing(book):
    patch(book, EDIT)
    before, status = earlier(book), book.stat()
    patch(book, EDIT)
    workbook = WorkbookFile.open(book)
    workbook.save()
    assert workbook.placed == placing.Placed(book, changed=False)
    assert (book.stat().st_ino, book.stat().st_mtime_ns) == (status.st_ino, status.st_mtime_ns)
    assert earlier(book) == before


def test_the_same_bytes_over_another_file_write_nothing(book, tmp_path):
    target = patch(book, EDIT, tmp_path / "out.xlsx")
    status = target.stat()
    patch(book, EDIT, target)
    assert target.stat().st_ino == status.st_ino
    assert earlier(target) == []


def test_without_backup(book):
    patch(book, EDIT, backup=False)
    assert listing(book) == ["tables.xlsx"]
    assert earlier(book) == []


def test_to_another_path(book, tmp_path):
    before = book.read_bytes()
    target = tmp_path / "out.xlsx"
    patch(book, EDIT, target)
    assert book.read_bytes() == before
    assert value_of(target) == 12.5
    first = target.read_bytes()
    patch(book, {"名单": {"C2": 1.0}}, target)
    assert earlier(target) == [first]


def test_same_input_same_bytes(book, tmp_path):
    assert patch(book, EDIT, tmp_path / "a.xlsx").read_bytes() == patch(book, EDIT, tmp_path / "b.xlsx").read_bytes()


def test_a_link_stays_a_link(book, tmp_path):
    link = tmp_path / "link.xlsx"
    link.symlink_to(book)
    patch(link, EDIT)
    assert link.is_symlink()
    assert value_of(book) == 12.5


def test_one_object_saves_twice(book):
    workbook = WorkbookFile.open(book)
    workbook.stage("名单", {(2, 3): 1.5})
    workbook.save()
    workbook.stage("名单", {(3, 3): 2.5})
    workbook.save()
    assert (value_of(book), value_of(book, 3)) == (1.5, 2.5)


def test_the_zip_comment_stays(book):
    with zipfile.ZipFile(book, "a") as archive:
        archive.comment = "说明".encode()
    patch(book, EDIT)
    assert zipfile.ZipFile(book).comment == "说明".encode()


@pytest.mark.parametrize("lock", ["~$tables.xlsx", ".~lock.tables.xlsx#", ".~tables.xlsx"])
def test_open_elsewhere(book, lock):
    before = book.read_bytes()
    book.with_name(lock).write_bytes(b"")
    with pytest.raises(no.OpenElsewhere, match=r"tables\.xlsx"):
        patch(book, EDIT)
    assert book.read_bytes() == before
    assert WorkbookFile.open(book).sheets, "an open workbook can still be read"


def test_opened_elsewhere_while_we_worked(book):
    workbook = WorkbookFile.open(book)
    workbook.stage("名单", {(2, 3): 1.5})
    book.with_name("~$tables.xlsx").write_bytes(b"")
    with pytest.raises(no.OpenElsewhere):
        workbook.save()


def test_opened_elsewhere_while_the_new_file_was_written(book, monkeypatch):
    """Writing takes seconds: whoever opened the workbook meanwhile would save over what we put there."""
    before, dress = book.read_bytes(), placing.dress

    def opened_now(*arguments):
        dress(*arguments)
        book.with_name("~$tables.xlsx").write_bytes(b"")

    monkeypatch.setattr(placing, "dress", opened_now)
    with pytest.raises(no.OpenElsewhere):
        patch(book, EDIT)
    assert book.read_bytes() == before


def swap_content(book):
    shutil.copy(makers.MAKERS["plain"](book.parent.parent), book)


def swap_one_byte(book):
    """Same size, same time stamp, another byte."""
    data, status = bytearray(book.read_bytes()), book.stat()
    data[-1 - len(data) // 3] ^= 1
    book.write_bytes(data)
    os.utime(book, ns=(status.st_atime_ns, status.st_mtime_ns))


def remove(book):
    book.unlink()


@pytest.mark.parametrize("change", [swap_content, swap_one_byte, remove])
@pytest.mark.parametrize("elsewhere", [False, True])
def test_source_changed_meanwhile(book, change, elsewhere):
    workbook = WorkbookFile.open(book)
    workbook.stage("名单", {(2, 3): 1.5})
    change(book)
    left = book.read_bytes() if book.exists() else None
    with pytest.raises(no.SourceChanged):
        workbook.save(book.with_name("out.xlsx") if elsewhere else None)
    assert (book.read_bytes() if book.exists() else None) == left
    assert listing(book) == (["tables.xlsx"] if left else [])


def test_only_touched_is_not_changed(book):
    workbook = WorkbookFile.open(book)
    workbook.stage("名单", {(2, 3): 1.5})
    os.utime(book)
    workbook.save()
    assert value_of(book) == 1.5


def test_missing_folder(book):
    with pytest.raises(no.FolderClosed):
        patch(book, EDIT, book.parent / "none" / "out.xlsx")


def test_what_was_written_wrong_is_thrown_away(book, monkeypatch):
    before = book.read_bytes()
    genuine = package_saving.write_archive

    def careless(package, target):
        genuine(package, target)
        target.seek(40)
        target.write(b"?")

    monkeypatch.setattr(package_saving, "write_archive", careless)
    with pytest.raises(no.ResultUnsound):
        patch(book, EDIT)
    assert book.read_bytes() == before
    assert listing(book) == ["tables.xlsx"]


def test_a_part_that_was_written_wrong_is_thrown_away(book, monkeypatch):
    """One byte inside the part that changed: nothing else of the file could tell."""
    before = book.read_bytes()
    genuine = package_saving.write_archive

    def careless(package, target):
        genuine(package, target)
        (part,) = package.changed().values()
        target.flush()
        (draft,) = book.parent.glob(".~tables.xlsx.*")
        target.seek(draft.read_bytes().index(part.packed()) + len(part.packed()) // 2)
        target.write(b"?")

    monkeypatch.setattr(package_saving, "write_archive", careless)
    with pytest.raises(no.ResultUnsound):
        patch(book, EDIT)
    assert book.read_bytes() == before


@pytest.mark.parametrize("wrong", [b"", b"nonsense", zlib.compress(b"<other/>")[2:-4]])
def test_a_part_that_was_packed_wrong_is_not_written(book, monkeypatch, wrong):
    before = book.read_bytes()
    monkeypatch.setattr(packing, "deflated", lambda *_: wrong)
    with pytest.raises((no.ResultUnsound, MemoryError)):
        patch(book, EDIT)
    assert book.read_bytes() == before
    assert listing(book) == ["tables.xlsx"]


def test_old_drafts_are_swept_and_young_ones_left(book):
    old = book.with_name(".~tables.xlsx.1.xlkpi-draft")
    young = book.with_name(".~tables.xlsx.2.xlkpi-draft")
    other = book.with_name(".~other.xlsx.3.xlkpi-draft")
    for draft in (old, young, other):
        draft.write_bytes(b"")
    for draft in (old, other):
        os.utime(draft, (time.time() - 9999,) * 2)
    patch(book, EDIT)
    assert not old.exists()
    assert young.exists()
    assert other.exists()


# A child process does the save and dies in it.


def in_child(act) -> int:
    """Run `act` in a forked process; return its wait status."""
    child = os.fork()
    if child == 0:
        code = 99
        try:
            code = act() or 0
        except BaseException:  # noqa: BLE001 - the child must never return into the test
            code = 98
        finally:
            os._exit(code)
    return os.waitpid(child, 0)[1]


SAVING = {module.__file__ for module in (package_saving, placing, generations, file_extras)}


def save_and_die(book, step):
    """Save, and be killed before the given line of the modules that save runs (counted as they run)."""
    count = 0

    def trace(frame, event, _):
        nonlocal count
        if frame.f_code.co_filename not in SAVING:
            return None
        if event == "line":
            count += 1
            if count == step:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    workbook = WorkbookFile.open(book)
    workbook.stage("名单", {(2, 3): 12.5})
    sys.settrace(trace)
    workbook.save()
    sys.settrace(None)
    return count


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_killed_at_every_step(book):
    old = book.read_bytes()
    new = patch(book, {"名单": {"C2": 12.5}}, book.parent.parent / "new.xlsx").read_bytes()
    assert old != new
    found = {"old": 0, "new": 0}
    step, killed, finished = 0, 0, False
    while not finished or killed < 200:
        step = 1 if finished else step + 1
        finished = False
        book.write_bytes(old)
        status = in_child(lambda: (save_and_die(book, step), 0)[1])  # noqa: B023 - runs at once
        finished = os.WIFEXITED(status)
        assert not finished or os.WEXITSTATUS(status) == 0
        killed += not finished
        data = book.read_bytes()
        assert data in (old, new), f"a third thing after step {step}"
        found["new" if data == new else "old"] += 1
        assert earlier(book) == ([old] if data == new else []), f"another version before after step {step}"
        shutil.rmtree(book.parent / generations.FOLDER, ignore_errors=True)
        leftovers = set(listing(book)) - {"tables.xlsx"}
        assert all(name.startswith(".~tables.xlsx.") and name.endswith(".xlkpi-draft") for name in leftovers)
        for name in leftovers:
            book.with_name(name).unlink()
    assert killed >= 200
    assert min(found.values()) > 1, found


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_over_the_file_size_limit(book):
    import resource

    before = book.read_bytes()

    def act():
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
        with pytest.raises(no.DiskFull):
            patch(book, EDIT)

    assert in_child(act) == 0
    assert book.read_bytes() == before
    assert listing(book) == ["tables.xlsx"]


NOT_ALLOWED = 77
SCRIPT = """
import sys
sys.path.insert(0, {root!r})
from xlkpi.books.ooxml import patch
try:
    patch({book!r}, {{"名单": {{"C2": 12.5}}}})
    print("saved")
except Exception as error:
    print(type(error).__name__)
"""


def in_own_mounts(prepare: str, book: Path) -> str:
    """Run a patch where a mount is in force that nobody else sees; skip where mounting is not allowed.

    Only the first command of `prepare`, which mounts, may be refused; anything that fails after it fails the test.
    """
    script = book.parent.parent / "script.py"
    script.write_text(SCRIPT.format(root=str(ROOT), book=str(book)), encoding="utf-8")
    if not shutil.which("unshare"):
        pytest.skip("no unshare here")
    mount, *rest = prepare.split("; ")
    steps = "; ".join([f"{mount} || exit {NOT_ALLOWED}", *rest, f"exec {sys.executable} {script}"])
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-ec", steps], capture_output=True, text=True, timeout=60, check=False
    )
    if done.returncode == NOT_ALLOWED or done.stderr.startswith("unshare:"):
        pytest.skip(f"mounting is not allowed here: {done.stderr.strip()[-80:]}")
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_disk_full(book):
    keep = book.parent.parent / "keep.xlsx"
    shutil.copy(book, keep)
    size = book.stat().st_size // 1024 + 5  # room for the workbook itself, not for a second one
    folder = book.parent
    checks = f"cmp {keep} {book}; ls -A {folder}"
    prepare = f"mount -t tmpfs -o size={size}k tmpfs {folder}; cp {keep} {book}"
    said = in_own_mounts(prepare, book)
    assert said == "DiskFull"
    assert in_own_mounts(
        f"{prepare}; {sys.executable} {book.parent.parent}/script.py; {checks}; umount {folder}", book
    ).startswith("DiskFull\ntables.xlsx")


def test_read_only_folder(book):
    before = book.read_bytes()
    if os.geteuid() != 0:
        book.parent.chmod(0o555)
        with pytest.raises(no.FolderClosed):
            patch(book, EDIT)
        book.parent.chmod(0o755)
    else:
        folder = book.parent
        said = in_own_mounts(f"mount --bind {folder} {folder}; mount -o remount,ro,bind {folder}", book)
        assert said == "FolderClosed"
    assert book.read_bytes() == before
    assert listing(book) == ["tables.xlsx"]


def test_package_alone(book, tmp_path):
    package = Package.open(book)
    package.replace("docProps/app.xml", b"<a/>")
    package.remove("docProps/core.xml")
    assert not package.has("docProps/core.xml")
    package_saving.save_package(package, tmp_path / "out.xlsx")
    again = Package.open(tmp_path / "out.xlsx")
    assert again.part("docProps/app.xml") == b"<a/>"
    assert not again.has("docProps/core.xml")
    assert set(again.names()) == set(Package.open(book).names()) - {"docProps/core.xml"}


def test_every_refusal_to_write_is_a_cannot_write():
    assert all(
        issubclass(kind, CannotWrite)
        for kind in vars(no).values()
        if isinstance(kind, type) and kind.__module__ == no.__name__
    )


# Limits judge what others made, never what we did.


def packed_well(tmp_path, rows=60_000):
    """A sheet whose cells carry no references, zipped at the fastest level: at a better one it packs over 200:1."""
    row = "<row>" + "<c><v>1</v></c>" * 4 + "</row>"
    parts = makers.minimal(f"<sheetData>{row * rows}</sheetData>")
    path = tmp_path / "packed.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return path


def test_what_we_packed_well_is_saved_and_read_again(tmp_path, monkeypatch):
    """At the level we use zlib-ng packs this very sheet no better than 145:1, at its best one better than it came."""
    level = 9
    path = packed_well(tmp_path)
    sheet = "xl/worksheets/sheet1.xml"
    monkeypatch.setattr(packing, "LEVEL", level)
    found = zipfile.ZipFile(path).getinfo(sheet)
    limits = Limits(ratio=found.file_size // found.compress_size + 1)
    best = zlib_ng.compressobj(level, 8, -15)
    assert (len(best.compress(zipfile.ZipFile(path).read(sheet))) + len(best.flush())) * limits.ratio < found.file_size
    for place, value in (((2, 2), 5.0), ((3, 2), 6.0)):
        workbook = WorkbookFile(Package.open(path, limits=limits))
        workbook.stage("表", {place: value})
        workbook.save()
    cells = WorkbookFile(Package.open(path, limits=limits)).sheet("表").cells
    assert (cells[2, 2].value, cells[3, 2].value, cells[60_000, 4].value) == (5, 6, 1)
    assert zipfile.ZipFile(path).testzip() is None


@pytest.mark.parametrize("size", [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 5_000_000])
@pytest.mark.parametrize("letters", [b"a", b"ab", bytes(range(256))])
def test_no_part_is_packed_better_than_the_guard_allows(size, letters):
    content = (letters * (size // len(letters) + 1))[:size]
    packed = packing.deflated(content, Limits())
    assert zlib.decompress(packed, -15) == content
    assert not Limits().swollen(size, len(packed))
    assert len(packed) <= size // 90 + 400


def test_a_result_over_a_limit_is_refused_before_anything_is_written(tmp_path):
    parts = makers.minimal('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>')
    path = makers.pack(tmp_path / "book.xlsx", parts)
    before = path.read_bytes()
    limits = Limits(total=sum(map(len, parts.values())) + 20)
    workbook = WorkbookFile(Package.open(path, limits=limits))
    workbook.stage("表", {(1, 2): "三十个字以上才会超过上限" * 9})
    with pytest.raises(no.ResultTooLarge, match="未保存"):
        workbook.save()
    assert path.read_bytes() == before
    assert sorted(found.name for found in tmp_path.iterdir()) == ["book.xlsx"]


def test_more_cells_than_are_read_are_not_written(tmp_path, monkeypatch):
    monkeypatch.setattr(content, "CELLS_LIMIT", 3)
    path = makers.pack(
        tmp_path / "book.xlsx",
        makers.minimal(
            '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c><c r="C1"/></row></sheetData>'
        ),
    )
    before = path.read_bytes()
    with pytest.raises(ContentTooLarge):
        patch(path, {"表": {"D1": 1, "E1": 1}})
    assert path.read_bytes() == before
    patch(path, {"表": {"D1": 1}})
    assert len(WorkbookFile.open(path).sheet("表").cells) == 3


def test_after_the_renaming_nothing_is_refused_any_more(book, monkeypatch):
    """Whatever fails behind it: the caller is told that it was saved, for it was."""

    def fails(*_):
        raise OSError(5, "input/output error")

    genuine = os.open
    monkeypatch.setattr(os, "open", lambda path, *rest: fails() if Path(path).is_dir() else genuine(path, *rest))
    monkeypatch.setattr(generations, "_remove", fails)
    for value in range(1, generations.NEWEST + 3):
        patch(book, {"名单": {"C2": value}})
    monkeypatch.undo()
    assert value_of(book) == generations.NEWEST + 2


def test_a_lock_that_comes_while_the_draft_is_written(book, monkeypatch):
    before = book.read_bytes()
    genuine = package_saving.write_archive

    def slow(package, target):
        genuine(package, target)
        book.with_name("~$tables.xlsx").write_bytes(b"")

    monkeypatch.setattr(package_saving, "write_archive", slow)
    with pytest.raises(no.OpenElsewhere):
        patch(book, EDIT)
    assert book.read_bytes() == before
    assert listing(book) == ["tables.xlsx", "~$tables.xlsx"]


# What clings to a file.


def test_a_read_only_file_is_refused_not_replaced(book):
    before = book.read_bytes()
    book.chmod(0o444)
    with pytest.raises(no.ReadOnlyFile, match="只读"):
        patch(book, EDIT)
    other = book.with_name("other.xlsx")
    shutil.copy(book, other)
    with pytest.raises(no.ReadOnlyFile):
        patch(other, EDIT, book)
    assert (book.read_bytes(), stat.S_IMODE(book.stat().st_mode)) == (before, 0o444)
    assert earlier(book) == []


def test_hard_links_are_told(book, tmp_path):
    before = book.read_bytes()
    other = tmp_path / "other name.xlsx"
    other.hardlink_to(book)
    workbook = WorkbookFile.open(book)
    workbook.stage("名单", {(2, 3): 12.5})
    workbook.save()
    assert "1 个别名" in workbook.placed.notices[0].say("zh")
    assert "1 more names" in workbook.placed.notices[0].say("en")
    assert other.read_bytes() == before
    workbook.stage("名单", {(2, 3): 13.5})
    workbook.save()
    assert workbook.placed.notices == ()


def test_what_a_broken_off_run_left_is_no_hard_link_of_the_user(book):
    generations.keep(book, generations.Keep())
    assert book.stat().st_nlink == 2
    workbook = WorkbookFile.open(book)
    workbook.stage("名单", {(2, 3): 12.5})
    workbook.save()
    assert workbook.placed.notices == ()


def test_generations_do_not_pile_up(book):
    for value in range(generations.NEWEST + 5):
        patch(book, {"名单": {"C2": value}})
    kept = earlier(book)
    assert len(kept) == generations.NEWEST + 1, "the newest, and the first of the day"


def attributes(path):
    return {name: os.getxattr(path, name) for name in os.listxattr(path) if name.startswith("user.")}


def needs_attributes(path):
    try:
        os.setxattr(path, "user.try", b"")
    except (AttributeError, OSError):
        pytest.skip("no extended attributes here")
    os.removexattr(path, "user.try")


def test_extended_attributes_travel(book, tmp_path):
    needs_attributes(book)
    os.setxattr(book, "user.xdg.origin.url", b"https://example.com/")
    os.setxattr(book, "user.mark", b"\0\xff")
    meant = attributes(book)
    patch(book, EDIT)
    assert attributes(book) == meant
    target = tmp_path / "out.xlsx"
    patch(book, {"名单": {"C2": 1.0}}, target)
    assert attributes(target) == meant
    os.setxattr(target, "user.mark", b"its own")
    patch(book, {"名单": {"C2": 2.0}}, target)
    assert attributes(target) == meant | {"user.mark": b"its own"}
    undo(target)
    assert value_of(target) == 1.0
    assert attributes(target) == meant | {"user.mark": b"its own"}


def test_an_access_list_travels(book):
    """One entry for a named user beside the usual three, in the kernel's own form (version 2, little endian)."""
    needs_attributes(book)
    entries = [(1, 6, -1), (2, 4, 65534), (4, 4, -1), (16, 4, -1), (32, 0, -1)]
    acl = struct.pack("<I", 2) + b"".join(struct.pack("<HHi", *entry) for entry in entries)
    try:
        os.setxattr(book, "system.posix_acl_access", acl)
    except OSError:
        pytest.skip("no access lists here")
    patch(book, EDIT)
    assert os.getxattr(book, "system.posix_acl_access") == acl


class Ntfs:
    """The streams of NTFS over ordinary files, `name:stream` being a file of that very name, which Linux allows."""

    def listed(self, path):
        prefix = f"{path.name}:"
        found = [one.name.removeprefix(prefix) for one in path.parent.iterdir() if one.name.startswith(prefix)]
        return ["::$DATA", *(f":{name}:$DATA" for name in found), ":gone:$BITMAP"]


def test_the_mark_of_the_web_travels_on_windows(book, tmp_path):
    streams = file_extras.Streams(Ntfs().listed)
    mark = b"[ZoneTransfer]\r\nZoneId=3\r\n"
    Path(f"{book}:Zone.Identifier").write_bytes(mark)
    Path(f"{book}:AFP_AfpInfo").write_bytes(b"\0" * 60)
    draft, target = tmp_path / "draft", tmp_path / "target.xlsx"
    draft.write_bytes(b"")
    file_extras.dress(draft, target, book, streams)
    assert streams.read(draft, "Zone.Identifier") == mark
    assert streams.read(draft, "AFP_AfpInfo") == b"\0" * 60
    assert set(streams.names(draft)) == {"Zone.Identifier", "AFP_AfpInfo"}


def test_over_another_file_the_mark_travels_too(book, tmp_path):
    """A workbook out of a downloaded one is no less a downloaded one, wherever it is put."""
    streams = file_extras.Streams(Ntfs().listed)
    draft, target = tmp_path / "draft", tmp_path / "target.xlsx"
    for path in (draft, target):
        path.write_bytes(b"")
    target.chmod(0o600)
    Path(f"{book}:Zone.Identifier").write_bytes(b"ZoneId=3")
    Path(f"{target}:note").write_bytes(b"its own")
    file_extras.dress(draft, target, book, streams)
    assert {name: streams.read(draft, name) for name in streams.names(draft)} == {
        "Zone.Identifier": b"ZoneId=3",
        "note": b"its own",
    }
    assert stat.S_IMODE(draft.stat().st_mode) == 0o600


def test_a_mark_that_cannot_be_carried_over_stops_the_save(book, monkeypatch):
    before = book.read_bytes()

    class Broken(file_extras.Nothing):
        def names(self, path):
            return ["Zone.Identifier"]

    monkeypatch.setattr(placing, "dress", lambda *paths: file_extras.dress(*paths, Broken()))
    with pytest.raises(CannotWrite):
        patch(book, EDIT)
    assert book.read_bytes() == before
    assert listing(book) == ["tables.xlsx"]
