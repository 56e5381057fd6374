"""Lists that lie on disk: in order, as often as they are asked for, and a full disk is a sentence."""

from __future__ import annotations

from operator import itemgetter

import pytest

from xlkpi.errors import CannotWrite, Fault, sentence
from xlkpi.headoffice.filed import Filed
from xlkpi.headoffice.incoming import Incoming
from xlkpi.headoffice.on_disk import OnDisk
from xlkpi.headoffice.spool import Spool, packed


def test_records_come_in_the_order_in_which_they_were_added():
    faults = OnDisk([Fault("甲!A1", sentence("{who}的分数{{空}}", "blank", who="赵敏"), notice=True)])
    faults.extend(Fault(f"{at}", sentence("错", "wrong")) for at in range(300))
    assert (len(faults), bool(faults), bool(OnDisk())) == (301, True, False)
    first, *others = faults
    assert (first.place, first.say(), first.say("en"), first.notice) == ("甲!A1", "赵敏的分数{空}", "blank", True)
    assert [fault.place for fault in others] == [str(at) for at in range(300)]
    assert list(faults) == list(faults), "asked for again"


def test_keys_come_first_and_of_one_key_what_was_added_first():
    rows = OnDisk([["乙", 2], ["甲", 1]], key=itemgetter(0))
    rows.extend([["乙", 1], ["", 5]])
    assert list(rows) == [["", 5], ["乙", 2], ["乙", 1], ["甲", 1]]
    assert list(rows.of("乙")) == [["乙", 2], ["乙", 1]]
    assert list(rows.of("丙")) == []
    assert rows == OnDisk([["", 5], ["乙", 2], ["乙", 1], ["甲", 1]])
    assert rows != OnDisk([["", 5]])


def test_a_full_disk_is_a_sentence():
    rows = OnDisk([["甲"]])
    rows._db.execute("PRAGMA max_page_count=10")
    with pytest.raises(CannotWrite, match="腾出空间"):
        rows.extend([["乙" * 5000]] * 100)


@pytest.mark.parametrize(
    "ask",
    [
        lambda spool: spool.ask("UPDATE file SET counted=1, said=said || hex(zeroblob(9000))"),
        lambda spool: spool.keep(2, Incoming("丙", "丙", 1, ""), packed(Filed("丙", branch="丙" * 9000))),
        lambda spool: list(spool.each("INSERT INTO run SELECT hex(zeroblob(9000)) RETURNING options")),
    ],
)
def test_a_disk_that_fills_at_any_statement_of_what_was_read(tmp_path, ask):
    """Nine tenths read, and no room for what is decided about it: on a real file system that was a traceback."""
    with Spool(tmp_path / "总公司汇总.xlsx", "", resume=False) as spool:
        for at, name in enumerate("甲乙"):
            spool.keep(at, Incoming(name, name, 1, ""), packed(Filed(name)))
        spool.settle()
        spool.ask("PRAGMA max_page_count=1")  # no less than there are: it grows no more
        with pytest.raises(CannotWrite, match=r"腾出空间后可加 --resume"):
            ask(spool)
        assert [one.place for one in spool.records()] == ["甲", "乙"]
