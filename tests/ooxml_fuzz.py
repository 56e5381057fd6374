"""Mutated workbooks against the file engine, in a process whose memory and time are bounded.

    PYTHONPATH=. python tests/ooxml_fuzz.py SEED COUNT

prints a tally of what happened; exits with 1 at anything but success or one of our own refusals.
"""

from __future__ import annotations

import collections
import random
import signal
import sys
import tempfile
import traceback
import zipfile
from pathlib import Path

import ooxml_makers as makers
from xlkpi.books.ooxml import WorkbookFile
from xlkpi.books.ooxml.value_spelling import encode
from xlkpi.errors import XlkpiError

MEMORY = 1 << 30
SECONDS = 10
WORDS = (
    b"<", b">", b"/>", b"</c>", b'<c r="A1">', b'<c r="XFD1048576"/>', b'<row r="1">', b"</row>", b"<!--", b"-->", b"<![CDATA[", b"]]>",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"&#x0;", b"&amp;", b"\xff\xfe", b"\0", b"<?x ?>", b'<f t="array" ref="A1:B2">', b't="s"',
    b't="d"', b'r="', b'ref="A1:XFD1048576"', b'ref="A1:A1"', b"-1", b"1e999", b"99999999999999999999", b"<sheetData>", b"</sheetData>",
    b"<sheetData/>", b'xmlns="urn:x"', b"encoding='utf-16'", b"\xe5\xbc", b'"', b"'", b'<mergeCell ref="A1:XFD1048576"/>', b"../", b"[" * 200,
)  # fmt: skip


def mutate_bytes(data: bytes, luck: random.Random, acts: tuple[int, ...] = (0, 1, 2, 3, 4, 5)) -> bytes:
    """Overwrite, cut, repeat or insert."""
    found = bytearray(data)
    for _ in range(luck.choice((1, 1, 1, 2, 3, 8, 40))):
        if not found:
            break
        at = luck.randrange(len(found))
        length = luck.choice((1, 1, 2, 4, 16, 300))
        act = luck.choice(acts)
        if act == 0:
            found[at] = luck.randrange(256)
        elif act == 1:
            del found[at : at + length]
        elif act == 2:
            found[at:at] = found[at : at + length]
        elif act == 3:
            length = min(length, len(found) - at)
            found[at : at + length] = luck.randbytes(length)
        elif act == 4:
            found[at:at] = luck.choice(WORDS)
        else:
            value = luck.choice((0, 1, 0xFFFF, 0xFFFFFFFF, 0x7FFFFFFF, len(found)))
            found[at : at + 4] = value.to_bytes(4, "little")
    return bytes(found)


def mutate_part(parts: dict[str, bytes], luck: random.Random) -> dict[str, bytes]:
    """Change the inside of one or two parts; the zip around them stays sound."""
    found = dict(parts)
    for _ in range(luck.choice((1, 1, 2))):
        name = luck.choice(sorted(found))
        act = luck.randrange(12)
        if act == 0:
            del found[name]
        elif act == 1:
            found[name] = found[luck.choice(sorted(found))]
        elif act == 2:
            found[name] = found[name] * luck.choice((2, 50))
        else:
            found[name] = mutate_bytes(found[name], luck)
        if not found:
            break
    return found


def use(path: Path, out: Path) -> None:
    """Everything the engine offers, over a file nobody vouches for."""
    book = WorkbookFile.open(path)
    for name in book.names:
        book.resolve(name.name, name.sheet)
    book.tables  # noqa: B018 - reading is the test
    for sheet in book.sheets:
        try:
            book.sheet(sheet)
        except XlkpiError:
            continue
    for sheet in book.sheets:
        book.stage(sheet, {(1, 1): 1.5, (2, 3): "文字", (3, 4): None, (40, 50): True})
    book.save(out, backup=False, full_calculation=True)
    again = WorkbookFile.open(out)
    for sheet in book.sheets:  # spelled again, because a mutated style may show 1.5 as a date
        assert encode(again.sheet(sheet).cells[1, 1].value, date1904=again.date1904) == ("", "1.5")


class TooLong(BaseException):
    """Not an Exception, so that nothing on the way mistakes it for a fault of the file system."""


def too_long(*_: object) -> None:
    raise TooLong


def main(seed: int, count: int) -> int:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        signal.signal(signal.SIGALRM, too_long)
    except ImportError:
        signal.alarm = lambda _: 0  # no such limits on Windows
    tally: collections.Counter[str] = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        sources = [make(home).read_bytes() for make in makers.MAKERS.values()] + [
            (makers.GOLDEN / "branch.xlsx").read_bytes()
        ]
        opened = []
        for number, data in enumerate(sources):
            (home / f"source{number}").write_bytes(data)
            with zipfile.ZipFile(home / f"source{number}") as archive:
                opened.append({name: archive.read(name) for name in archive.namelist()})
        opened.append(
            makers.minimal(
                '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>', strings="<si><t>x</t></si>"
            )
        )
        path, out = home / "mutant.xlsx", home / "out.xlsx"
        for number in range(seed, seed + count):
            luck = random.Random(number)
            if number % 3 == 0:
                acts = luck.choice(
                    ((0, 1, 2, 3, 4, 5), (0, 3, 5))
                )  # overwriting alone leaves the directory where it was
                path.write_bytes(mutate_bytes(luck.choice(sources), luck, acts))
            else:
                makers.pack(path, mutate_part(luck.choice(opened), luck))
            out.unlink(missing_ok=True)
            signal.alarm(SECONDS)
            try:
                use(path, out)
                tally["saved"] += 1
            except XlkpiError as refusal:
                tally[type(refusal).__name__] += 1
            except BaseException:  # noqa: BLE001 - the very thing looked for
                print(f"seed {number}")
                traceback.print_exc()
                return 1
            finally:
                signal.alarm(0)
            leftovers = [found.name for found in home.glob(".~*")]
            if leftovers:
                print(f"seed {number}: left behind {leftovers}")
                return 1
    for name, times in tally.most_common():
        print(f"{times:6} {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
