"""What a start loads: a recompute of one workbook needs one kind of one system, and nothing heavy.

Held by modules, never by time. `recompute` of 60 people was two thirds imports; each name here was once among them.
"""

from __future__ import annotations

import datetime as dt
import pickle
import subprocess
import sys
from dataclasses import FrozenInstanceError, asdict, field, fields, replace

import pytest

from adopt import month, writing
from xlkpi.actions.adopt import adopt as understand
from xlkpi.actions.create import build_blank
from xlkpi.actions.opening import open_book
from xlkpi.actions.take_over import take_over
from xlkpi.actions.take_over_record import Wish
from xlkpi.records import FEW, dataclass
from xlkpi.schemes import kind_named, kinds, recognise, systems

PROBE = """
import sys
sys.argv[0] = "xlkpi"
from xlkpi.cli import main
try:
    main()
except SystemExit as stopped:
    assert stopped.code in (0, 1), stopped.code
print("loaded:", *sorted(sys.modules))
"""

HEAVY = {
    *("numpy", "pandas", "openpyxl", "lxml", "xlsxwriter", "xlwings", "sqlalchemy", "pyopenvba", "tomllib"),
    *("http.client", "urllib.request", "ssl", "xml.sax", "difflib", "statistics", "importlib.resources", "asyncio"),
    *("multiprocessing", "concurrent.futures", "logging", "_strptime", "pkgutil", "locale", "calendar", "heapq"),
}
ROOMS = (
    *("adopt", "headoffice", "ledger", "publish", "libreoffice", "setup", "generate", "build", "books.ooxml.edits"),
    *("books.quick", "books.ooxml.usual", "books.ooxml.looks", "books.ooxml.top", "books.ooxml.markup"),
)
ONLY_TO_WRITE = {
    "json",
    "tempfile",
    "shutil",
    "random",
    "hashlib",
    "xlkpi.books.placing",
    "xlkpi.books.ooxml.package_saving",
}
ONLY_TO_CHANGE = {
    *("rewrite", "splice", "readback", "tree_edit", "frame", "outline", "cell_styles", "writes", "spelling")
}
"""Modules of books.ooxml that put other values into sheets."""
MOST = 190
"""Modules of ours: 182 for 附件3, the summary, which is the largest."""


def loaded_for(key, folder):
    return loaded_by(build_blank(kind_named(key), folder / f"{key}.xlsm", period=dt.date(2024, 5, 1)))


def loaded_by(path):
    return modules_of("recompute", str(path), "--json")


def modules_of(*command):
    run = subprocess.run([sys.executable, "-c", PROBE, *command], capture_output=True, check=True, text=True)
    return set(run.stdout.rpartition("loaded: ")[2].split())


@pytest.fixture(scope="module", params=["summary", "groups", "calls", "shop", "rubric"])
def loaded(request, tmp_path_factory):
    return kind_named(request.param), loaded_for(request.param, tmp_path_factory.mktemp(request.param))


def of_systems(modules):
    return {name for name in modules if name.startswith("xlkpi.schemes.") and name.count(".") == 3}


def test_of_the_systems_only_the_one_of_the_workbook(loaded):
    kind, modules = loaded
    assert {name.split(".")[2] for name in of_systems(modules)} == {kind.scheme}


@pytest.mark.parametrize("key", ["period", "period-gubang"])
def test_of_the_systems_only_their_rules_for_a_summary_of_several_periods(key, tmp_path):
    rules = {system.rules.rpartition(".")[0] for system in systems() if system.rules}
    assert of_systems(loaded_for(key, tmp_path)) <= rules


def test_of_the_systems_only_the_one_of_a_workbook_taken_over(tmp_path):
    out = take_over(understand(writing.save(month.summary(), tmp_path, "汇总表")), Wish()).out
    modules = of_systems(loaded_by(out))
    assert "xlkpi.schemes.gas.summary" in modules
    assert {name.split(".")[2] for name in modules} == {"gas"}


@pytest.mark.parametrize("word", ["form", " Summary ", "bids"])
def test_of_a_key_only_its_kind(word):
    probe = f"import sys; from xlkpi.schemes import kind_named; print(kind_named({word!r}).key, *sys.modules)"
    run = subprocess.run([sys.executable, "-c", probe], capture_output=True, check=True, text=True)
    key, *modules = run.stdout.split()
    assert key == word.strip().casefold()
    assert {name.split(".")[2] for name in of_systems(modules)} == {kind_named(key).scheme}


def test_nothing_heavy_and_no_room_that_is_not_needed(loaded):
    _, modules = loaded
    assert modules & HEAVY == set()
    assert [name for name in sorted(modules) if name.startswith(tuple(f"xlkpi.{room}" for room in ROOMS))] == []
    assert {"sums", "logic"} <= {name.rpartition(".")[2] for name in modules if "calc.natives." in name}
    unused = ("natives.finance", "natives.trigonometry", "calc.number_format", "functions.draws", "domain.fairness")
    assert [name for name in modules if name.endswith(unused)] == []


def test_what_writes_is_not_loaded_by_who_only_asks():
    assert modules_of("--version") & ONLY_TO_WRITE == set()


def test_what_puts_values_into_sheets_is_not_loaded_where_nothing_changes(loaded, sample):
    _, modules = loaded
    changing = {f"xlkpi.books.ooxml.{name}" for name in ONLY_TO_CHANGE}
    assert modules & changing == set()
    path = sample("summary")
    book = open_book(path)
    book.write("名单_出勤率", [[0.5], *book.read("名单_出勤率")[1:]])
    book.save()
    assert loaded_by(path) & changing == changing


def test_at_its_end_a_command_leaves_nothing_to_the_collector_to_look_at():
    asked = "import atexit, gc; atexit.register(lambda: print('left:', gc.get_freeze_count(), len(gc.get_objects())))"
    run = subprocess.run([sys.executable, "-c", asked + PROBE, "--version"], capture_output=True, check=True, text=True)
    frozen, looked_at = map(int, run.stdout.rpartition("left: ")[2].split())
    assert frozen > 50 * looked_at


def test_few_modules_of_ours(loaded):
    _, modules = loaded
    assert len([name for name in modules if name.startswith("xlkpi")]) <= MOST


def test_what_is_loaded_declares_its_records_the_cheap_way(loaded):
    _, modules = loaded
    ours = [sys.modules.get(name) or __import__(name, fromlist=["_"]) for name in modules if name.startswith("xlkpi")]
    own = [one for module in ours for one in vars(module).values() if getattr(one, "__module__", "") == module.__name__]
    records = [one for one in own if isinstance(one, type) and "__dataclass_fields__" in vars(one)]
    assert len(records) > 50
    assert [one.__qualname__ for one in records if "__dataclass_params__" in vars(one)] == []


def test_every_listed_kind_has_the_names_it_is_recognised_by():
    for system in systems():
        for listed in system.listed:
            assert listed.key == listed.kind.key
            assert listed.marks <= set(listed.kind.names)
            assert listed.kind.scheme == system.id
    assert {kind.key: recognise(kind.names).key for kind in kinds()} == {kind.key: kind.key for kind in kinds()}
    assert [kind.key for kind in kinds() if recognise(kind.names) is not kind or kind_named(kind.key) is not kind] == []


@dataclass(frozen=True)
class Point:
    """A record as the package declares them."""

    x: float
    y: float = 0.0
    tags: list[str] = field(default_factory=list)
    seen: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Slotted:
    """A record without a dictionary."""

    name: str
    size: int = 1


@dataclass
class Counter:
    """One that may change."""

    count: int = 0


@dataclass(frozen=True)
class Named(Point):
    """One with the fields of another."""

    name: str = ""


@dataclass(frozen=True, eq=False)
class Alone:
    """Equal only to itself."""

    x: int = 1


class TestRecords:
    """`xlkpi.records.dataclass` does what the standard library's does."""

    def test_made_compared_shown(self):
        assert Point(1) == Point(x=1, y=0.0) != Point(1, 2)
        assert Point(1, seen=5) == Point(1)
        assert repr(Point(1)) == "Point(x=1, y=0.0, tags=[])"
        assert Point(1) != Slotted("a")
        assert Point(1).tags is not Point(1).tags
        with pytest.raises(TypeError, match="x"):
            Point()
        with pytest.raises(TypeError, match="z"):
            Point(1, z=2)
        with pytest.raises(TypeError, match="x"):
            Point(1, x=2)
        with pytest.raises(TypeError, match="positional"):
            Point(1, 2.0, [], 0, 5)

    def test_the_first_few_are_made_as_all_the_others(self):
        def made(count):
            @dataclass(frozen=True)
            class Mark:
                """Of its own, so that none was made before."""

                x: int
                seen: list[int] = field(default_factory=list)
                twice: int = field(default=0, init=False)

                def __post_init__(self):
                    object.__setattr__(self, "twice", 2 * self.x)

            return [Mark(at) for at in range(count)]

        assert [vars(one) for one in made(FEW + 5)] == [{"x": x, "seen": [], "twice": 2 * x} for x in range(FEW + 5)]
        assert len({id(one.seen) for one in made(FEW + 5)}) == FEW + 5

    def test_frozen_and_hashed(self):
        assert {Slotted("a"), Slotted("a"), Slotted("b")} == {Slotted("b"), Slotted("a")}
        with pytest.raises(FrozenInstanceError):
            Point(1).x = 2
        with pytest.raises(FrozenInstanceError):
            del Slotted("a").name
        with pytest.raises(TypeError):
            hash(Counter())
        assert Alone() != Alone()
        assert len({Alone(), Alone()}) == 2

    def test_what_may_change_does(self):
        one = Counter()
        one.count += 1
        assert one == Counter(1)

    def test_the_functions_of_the_standard_library_know_them(self):
        assert [one.name for one in fields(Named)] == ["x", "y", "tags", "seen", "name"]
        assert replace(Named(1, name="a"), y=2.0) == Named(1, 2.0, name="a")
        assert asdict(Slotted("a")) == {"name": "a", "size": 1}

    @pytest.mark.parametrize("one", [Point(1), Slotted("a", 2), Counter(3), Named(1, name="b")])
    def test_they_go_to_another_process(self, one):
        assert pickle.loads(pickle.dumps(one)) == one

    def test_they_are_matched_by_place(self):
        match Slotted("a", 2):
            case Slotted(name, size):
                assert (name, size) == ("a", 2)
