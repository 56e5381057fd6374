"""The verbs of the buttons: call the action, put what came out into one message."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.util import find_spec

from udfs.asking import ask, choose_folder
from udfs.closing import when_closed
from udfs.press import MORE_FAULTS, Message
from xlkpi.actions.check import check as check_book
from xlkpi.actions.checks.torn_rows import check_rows, roster_columns, roster_rows
from xlkpi.actions.collect import collect as collect_into
from xlkpi.actions.collect import read_folder, takes
from xlkpi.actions.explain import explain as explain_in
from xlkpi.actions.explain import selected_person
from xlkpi.actions.fault_groups import grouped
from xlkpi.actions.final.finalize import finalize as make_final
from xlkpi.actions.final.finalize import readiness
from xlkpi.actions.opening import open_book, read_book
from xlkpi.actions.rearrange import SPARE, Rearranged, confirm, departments, mend, read_roster, rearrange, sort_columns
from xlkpi.actions.recompute import recompute as recompute_book
from xlkpi.actions.results import Outcome
from xlkpi.actions.saving import finish
from xlkpi.actions.sign import next_role, refused
from xlkpi.actions.sign import sign as sign_book
from xlkpi.books.book import Block
from xlkpi.books.live import LiveBook
from xlkpi.drawing.final_mark import refuse_final
from xlkpi.errors import Fault, unsafe

_written: dict[str, dict[str, Block]] = {}
"""What stood in the blocks of each workbook before the last button wrote to them."""


def check(book: LiveBook) -> Message:
    """Say every fault of the workbook; where rows are torn apart, ask whether to put them back or confirm them."""
    faults = check_book(book)
    reading, _ = read_book(book, lambda kind: [column.name for column in roster_columns(kind)])
    torn = [] if reading is None else check_rows(reading)
    if torn:
        told = "\n".join(fault.say() for fault in torn)
        answer = ask(book, f"{told}\n\n放回本人名下请输入“放回”，确是有意的请输入“确认”，先不处理请取消：")
        if answer == "放回":
            return _rearranged(book, mended := mend(book), str(mended.put_back))
        if answer == "确认":
            return _rearranged(book, confirm(book), "已确认各行就是现在这样")
    return Message(_told("校验完成", faults), warning=unsafe(faults))


def collect(book: LiveBook) -> Message:
    """Ask for the folder, then put its forms and plans into the summary."""
    folder = choose_folder(book)
    if folder is None:
        return Message("没有选择文件夹，表未改动。")
    found = read_folder(folder, lambda name: book.tell(f"取数：{name}"))
    collected, faults = collect_into(book, str(folder), found, book.path)
    if not collected.taken:
        return Message(_told("取数没有写入任何数据，请先处理下列问题", faults), warning=True)
    _finish(book)
    counts = "，".join(f"{takes()[key].called[0]} {count} 份" for key, count in collected.counts.items())
    done = f"取数完成：{counts}，来自“{folder}”"
    return Message(_told(done, faults), warning=unsafe(faults))


def recompute(book: LiveBook) -> Message:
    """Say what came out of a calculation of everything, of a final workbook only that it is final."""
    final = refuse_final(book)
    if final:
        return Message("\n".join(fault.say() for fault in final), warning=True)
    if sys.platform == "darwin":  # Excel for Mac cannot call functions in Python from its cells
        return recompute_in_file(book)
    outcome = recompute_book(book, dry_run=True)
    if not outcome.faults:
        finish(book)
    return _computed(outcome)


def recompute_in_file(book: LiveBook) -> Message:
    """Save the workbook, let the file engine compute it outside Excel, and open it again; faults leave it open."""
    path = book.path
    if path is None:
        return Message("请先把工作簿保存到本机文件夹，再按“重新计算”。", warning=True)
    book.save()
    outcome = recompute_book(open_book(path), dry_run=True)
    if not outcome.faults:
        book.while_closed(lambda: recompute_book(open_book(path)))
    return _computed(outcome)


def _computed(outcome: Outcome) -> Message:
    ranked = sum(person.rank is not None for person in outcome.people)
    done = f"重新计算完成：{len(outcome.people)} 人，其中 {ranked} 人已排名定级" if ranked else "重新计算完成"
    return Message(_told(done, [*outcome.faults, *outcome.notices]), warning=bool(outcome.faults))


def explain(book: LiveBook) -> Message:
    """Explain the result of the person whose row is selected, or of the form's one person."""
    person = selected_person(book, book.selected())
    if person == "":
        return Message("请先在名单中选中一个人所在的行，再按“说明”。")
    found, faults = explain_in(book, person)
    if faults:
        return Message(_told("不能说明", faults), warning=True)
    paragraphs = ["\n".join([one.who, *(line.say() for line in one.lines)]) for one in found]
    return Message("\n\n".join(paragraphs) or "表中还没有可以说明的结果。")


def finalize(book: LiveBook) -> Message:
    """Look whether anything is in the way, ask who finalizes, and make the file final once Excel has let go of it."""
    if book.path is None:
        return Message("请先把工作簿保存到本机文件夹，再按“定稿”。", warning=True)
    outcome = readiness(book)
    faults = [*outcome.faults, *outcome.notices]
    if outcome.faults:
        return Message(_told("还不能定稿", faults), warning=True)
    name = ask(book, "定稿人姓名（记入历史）：")
    if not name:
        return Message("没有填写姓名，没有定稿。")
    path = book.path
    book.save()
    if sys.platform == "darwin":
        done: list[Outcome] = []
        book.while_closed(lambda: done.append(make_final(path, name)))
        return Message(_told("定稿完成" if done[0].written_to else "没有定稿", [*done[0].faults, *done[0].notices]))
    when_closed("finalize", path, "--name", name)
    return Message(_told("核对通过。请关闭本表：关闭后自动定稿，再打开就是定稿的表", faults))


def sign(book: LiveBook) -> Message:
    """Ask for the name of who signs the step that is due, and put it there with today's date."""
    role = next_role(book)
    if not role:
        return Message("没有待签批的环节。")
    faults = refused(book, role)
    if faults:
        return Message(_told("没有签批，请先处理下列问题", faults), warning=True)
    name = ask(book, f"以「{role}」签批，请输入姓名：")
    if not name:
        return Message("没有输入姓名，表未改动。")
    signed = sign_book(book, role, name)
    if signed.faults:
        return Message(_told("没有签批，请先处理下列问题", signed.faults), warning=True)
    state = f"{signed.before} → {signed.after}" if signed.before != signed.after else f"状态仍是{signed.after}"
    return Message(f"{role}{name}已签批：{state}。")


def roll_up(book: LiveBook) -> Message:
    """Look whether all that 总公司汇总 was made of is there, and make it anew once Excel has let go of it."""
    from xlkpi.headoffice.order import read_order

    if book.path is None:
        return Message("请先把工作簿保存到本机文件夹，再按“重新汇总”。", warning=True)
    if find_spec("numpy") is None:
        return Message("汇总请先安装：pip install 'xlkpi[headoffice]'", warning=True)
    order = read_order(book, book.path.parent)
    gone = order.missing()
    if gone:
        listed = "\n".join(gone)
        return Message(f"没有重新汇总，找不到：\n{listed}\n请在“来源”页改正后再按。", warning=True)
    book.save()
    when_closed("rollup", book.path, "--again")
    listed = "\n".join(order.sources)
    return Message(f"请关闭本表：关闭后自动重新汇总，稍后再打开就是新的结果。\n来源：\n{listed}")


def sort(book: LiveBook) -> Message:
    """Sort the people by the column of the selected cell."""
    column = next((column.title for column in sort_columns(book) if book.selects(column.name)), "")
    if not column:
        return Message("请先选中名单中要按它排序的那一列的任一格，再按“排序”。")
    return _rearranged(book, rearrange(book, sort=[column]), f"已按{column}排序")


def add(book: LiveBook) -> Message:
    """Ask who joins, and put him below the last person of the roster; a full roster is made longer first."""
    reading, faults = read_roster(book)
    if reading is None or unsafe(faults):
        return Message(_told("名单未改动，请先处理下列问题", faults), warning=True)
    rows = roster_rows(reading)
    if len(reading.roster) >= rows:
        return _longer(book, rows)
    known = departments(reading)
    asked = {"id": "工号", "name": "姓名"}
    if len(known) > 1:
        asked["department"] = f"部门（{'、'.join(known)}）"
    person = {"department": known[0]} if len(known) == 1 else {}
    for key, what in asked.items():
        person[key] = ask(book, f"增加人员，请输入{what}：")
        if not person[key]:
            return Message("没有输入，名单未改动。")
    done = rearrange(book, add=person)
    there = f"{''.join(person['name'].split())}已加在名单末尾" + (
        f"，还要填写：{'、'.join(done.lacking)}" if done.lacking else ""
    )
    return _rearranged(book, done, there)


def _longer(book: LiveBook, rows: int) -> Message:
    """Make the workbook's roster longer once Excel has let go of its file."""
    from xlkpi.actions.lengthen import lengthen

    path, more = book.path, rows + SPARE
    if path is None:
        return Message("名单已满。请先把工作簿保存到本机文件夹，再按“增加人员”，名单会加长。", warning=True)
    if ask(book, f"名单 {rows} 行已满。要加长到 {more} 行，请输入“是”：") != "是":
        return Message("名单已满，没有加长，表未改动。")
    book.save()
    if sys.platform == "darwin":
        faults: list[Fault] = []
        book.while_closed(lambda: faults.extend(lengthen(path, more)))
        return Message(_told("没有加长" if unsafe(faults) else f"名单已加长到 {more} 行", faults))
    when_closed("people", path, "--rows", str(more))
    return Message(f"请关闭本表：关闭后名单自动加长到 {more} 行（原表留备份），再打开后按“增加人员”。")


def remove(book: LiveBook) -> Message:
    """Delete the person whose row is selected."""
    person = selected_person(book, book.selected())
    if not person:
        return Message("请先在名单中选中要删去的人所在的行，再按“删除人员”。")
    return _rearranged(book, rearrange(book, delete=[person]), f"已删去 {person}")


def _rearranged(book: LiveBook, done: Rearranged, text: str) -> Message:
    if not done.done:
        return Message(_told("名单未改动，请先处理下列问题", done.faults), warning=True)
    _finish(book)
    return Message(f"{text}，名单现有 {done.people} 人。")


def adopt(book: LiveBook) -> Message:
    """Save the workbook, take its file over while it is closed, and say where the workbook that computes is."""
    from xlkpi.actions.adopt import adopt as understand
    from xlkpi.actions.take_over import take_over
    from xlkpi.actions.take_over_record import TakenOver, Wish

    path = book.path
    if path is None:
        return Message("请先把工作簿保存到本机文件夹，再按“接入本表”。", warning=True)
    book.save()
    adoption = understand(path)
    taken = take_over(adoption, Wish(dry_run=True))
    faults = [*adoption.faults(), *taken.faults]
    if not adoption.understood.parts or unsafe(faults):
        why = "；".join(told.say() for told in adoption.understood.why) if not adoption.understood.parts else ""
        told = f"没有接入：{why or f'请先处理下列问题，或用命令 xlkpi adopt {path.name} --interactive 逐项回答'}"
        return Message(_told(told, faults) if faults else told, warning=True)
    if taken.unchanged:
        return Message("本表已经接入过，没有改动。")
    done: list[TakenOver] = []
    book.while_closed(lambda: done.append(take_over(adoption, Wish())))
    out = done[0].out
    if out is None:
        return Message(_told("没有接入", done[0].faults), warning=True)
    where = "本表现在可以自动计算" if out == path else f"已生成“{out.name}”，请关闭本表，以后使用它"
    return Message(f"接入完成：{where}。退回原件：xlkpi adopt {out.name} --undo")


def _finish(book: LiveBook) -> None:
    """Finish what was written, and keep what stood there for the button 撤销."""
    finish(book)
    _written[book.title] = dict(book.before)


def undo(book: LiveBook) -> Message:
    """Put back what stood in the blocks before the last button wrote to them."""
    before = _written.pop(book.title, None)
    if before is None:
        return Message("没有可以撤销的操作。")
    for name, rows in before.items():
        book.write(name, rows)
    return Message("已撤销，恢复为按下按钮前的内容。")


def doctor(_: LiveBook) -> Message:
    """Say what of the installation is in order."""
    from xlkpi.setup.doctor import examine, summary

    findings = examine()
    return Message(summary(findings), warning=any(finding.wrong for finding in findings))


def _told(done: str, faults: Sequence[Fault]) -> str:
    """What was done, how many faults there are, and where."""
    wrong = sum(not fault.notice for fault in faults)
    if not faults:
        return f"{done}，没有发现问题。"
    counted = [f"{wrong} 处问题"] if wrong else []
    counted += [f"{len(faults) - wrong} 处提示"] if len(faults) > wrong else []
    listed = sorted(grouped(faults), key=lambda fault: fault.notice)
    lines = [f"{fault.place}  {fault.say()}" for fault in listed[:MORE_FAULTS]]
    rest = len(listed) - len(lines)
    return "\n".join([f"{done}：{'、'.join(counted)}。", "", *lines, *([f"……另有 {rest} 处"] if rest else [])])
