"""Mutated files against the whole command line, in this process: an exit code and a sentence, never a traceback.

    PYTHONPATH=.:tests python tests/commands_fuzz.py SEED COUNT

goes on where the test stops.
"""

from __future__ import annotations

import contextlib
import io
import random
import re
import shutil
import sys
import tempfile
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import ooxml_makers as makers
from commands import run
from ooxml_fuzz import mutate_bytes, mutate_part
from spoilt import OLE

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "workbooks" / "samples"
EMPTY_ZIP = b"PK\5\6" + bytes(18)
ODD_FILES = {
    "an empty zip": EMPTY_ZIP,
    "no bytes": b"",
    "the beginning of a zip": b"PK\3\4",
    "the end of one": b"PK\5\6",
    "another program's": b"%PDF-1.7",
    "an OLE document": OLE + bytes(600),
    "text": "工号,姓名\n".encode("gb18030"),
    "one null": b"\0",
}
KINDS = {
    "forms": "form",
    "roster": "summary",
    "supervisors": "plan",
    "gubang": "groups",
    "ecommerce": "shop",
    "gps": "weekly",
}
"""Which kind of workbook the tables of a file or folder make."""
VERBS = ("check", "recompute", "explain", "history", "undo", "collect into", "collect from", "period", "json")


def month(folder: Path) -> Path:
    """One branch of the sample month: a summary and its forms."""
    with contextlib.redirect_stdout(io.StringIO()):
        code, out, err = run("demo", str(folder))
    assert code == 0, out + err
    return folder / "江北分公司"


NUMBERS = re.compile(rb"(?<=[$>\",:(])-?[0-9]+(?:\\.[0-9]+)?(?=[<\",:)])")
STRANGE = (
    b"0",
    b"-1",
    b"1",
    b"2",
    b"3",
    b"60",
    b"0.5",
    b"1e300",
    b"45413",
    b"1048576",
    b"99999999999",
    b"#N/A",
    b"TRUE",
)


def reworded(parts: dict[str, bytes], luck: random.Random) -> dict[str, bytes]:
    """Change some numbers inside the parts: values, styles, references, ends of named blocks; all stays well-formed."""
    found = dict(parts)
    for _ in range(luck.choice((1, 2, 5, 30))):
        name = luck.choice([one for one in found if one.startswith("xl/w") and one.endswith(".xml")])
        places = list(NUMBERS.finditer(found[name]))
        if places:
            place = luck.choice(places)
            found[name] = found[name][: place.start()] + luck.choice(STRANGE) + found[name][place.end() :]
    return found


def mutants(branch: Path, seed: int, count: int) -> Iterator[tuple[int, str, bytes]]:
    """Numbered workbooks of which the outside or the inside was changed, with the name of what each was."""
    sources = [
        next(branch.glob("附件3*.xlsm")),
        next(branch.glob("附件2*.xlsm")),
        ROOT / "workbooks" / "双周滚动计划.xlsm",
    ]
    opened = []
    for path in sources:
        with zipfile.ZipFile(path) as archive:
            opened.append((path.name, {name: archive.read(name) for name in archive.namelist()}))
    for number in range(seed, seed + count):
        luck = random.Random(number)
        if number % 4 == 0:
            path = luck.choice(sources)
            yield number, path.name, mutate_bytes(path.read_bytes(), luck)
        else:
            name, parts = luck.choice(opened)
            change = mutate_part if number % 4 == 1 else reworded
            packed = makers.pack(branch.parent / "mutant.zip", change(parts, luck))
            yield number, name, packed.read_bytes()


def commands(path: Path, branch: Path, verb: str) -> list[str]:
    """The command line that uses a file for a verb."""
    good = next(branch.glob("附件3*.xlsm"))
    return {
        "collect into": ["collect", str(path), str(branch)],
        "collect from": ["collect", str(good), str(path.parent)],
        "period": ["period", "quarter", str(path), str(good), "-o", str(path.with_name("季度.xlsm")), "--force"],
        "json": ["recompute", "--json", "--dry-run", str(path)],
    }.get(verb, [verb, str(path)])


def use(content: bytes, name: str, branch: Path, verbs: tuple[str, ...]) -> Counter[str]:
    """Run commands over a file; what they answered. Raises whatever a command lets through."""
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        for verb in verbs:
            code, out, err = run(*commands(path, branch, verb))
            assert code in (0, 1, 2), (verb, code)
            assert "Traceback" not in out + err, out + err
            assert code == 0 or out + err, verb
            found[f"{verb} {code}"] += 1
    return found


def tables(seed: int, count: int) -> Iterator[tuple[int, str, bytes, str]]:
    """Numbered CSV files of the sample months, changed, with the kind of workbook that they make."""
    sources = {
        path: kind for path in sorted(SAMPLES.rglob("*.csv")) for word, kind in KINDS.items() if word in str(path)
    }
    for number in range(seed, seed + count):
        luck = random.Random(number)
        kind = luck.choice(list(KINDS.values()))
        path = luck.choice([one for one, made in sources.items() if made == kind])
        text = path.read_text("utf-8-sig")
        head, *rows = text.splitlines(keepends=True)
        data = "".join([head, *rows[:3]]).encode(luck.choice(("utf-8", "gb18030", "utf-16", "utf-8-sig")))
        for _ in range(luck.randrange(3)):
            at = luck.randrange(len(data))
            word = luck.choice(
                (b"", b",", b'"', b"\n", b"\0", b"-", b"9" * 400, b"1e999", b"=1+1", b"\xff", b"NaN", b"%")
            )
            data = data[:at] + word + data[at + luck.randrange(3) :]
        yield number, path.name, data, kind


def read_table(content: bytes, name: str, kind: str) -> Counter[str]:
    """Make a workbook of a CSV file; what the command answered."""
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder, name), Path(folder, "out.xlsm")
        path.write_bytes(content)
        code, said, err = run("new", kind, "-o", str(out), "--period", "2024-05", "--data", str(path))
        if "-o" in err:  # several workbooks want a folder
            code, said, err = run(
                "new", kind, "-o", str(Path(folder, "out")), "--period", "2024-05", "--data", str(path)
            )
    assert code in (0, 1, 2), (kind, code)
    assert "Traceback" not in said + err, said + err
    return Counter([f"new {kind} {code}"])


def main(seed: int, count: int) -> int:
    tally: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        branch = month(Path(folder))
        spare = shutil.copytree(branch, Path(folder, "spare"))
        work: list[tuple[int, Callable[[], Counter[str]]]] = []
        for number, name, content in mutants(spare, seed, count):
            verbs = tuple(random.Random(number).sample(VERBS, 3))
            work.append((number, lambda c=content, n=name, v=verbs: use(c, n, branch, v)))
        for number, name, content, kind in tables(seed, count // 2):
            work.append((number, lambda c=content, n=name, k=kind: read_table(c, n, k)))
        for number, act in work:
            try:
                tally += act()
            except BaseException:  # noqa: BLE001 - the very thing looked for
                print(f"seed {number}")
                traceback.print_exc()
                return 1
    for name, times in sorted(tally.items()):
        print(f"{times:6} {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
