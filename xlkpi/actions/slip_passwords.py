"""Passwords of people's slips: read from a list, and files locked with them."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from xlkpi.actions.data_files import read_lines
from xlkpi.actions.slips import SHOWN
from xlkpi.actions.workers import over
from xlkpi.drawing.same_person import who_is_meant
from xlkpi.drawing.slip import Slip
from xlkpi.errors import Fault, Sentence, Unusable, sentence

LONGEST_PASSWORD, LONGEST_OF_PDF = 255, 127

SHORT_PASSWORD = 6
"""Characters; of fewer a program tries all within minutes, and told is whoever gives them."""

PASSWORD_HEADS = ("工号", "密码")


def read_passwords(
    path: Path, people: Sequence[Slip], others: Collection[str] = (), *, alone: bool = False, pdf: bool = False
) -> tuple[dict[str, str], list[Fault]]:
    """Read 工号 and 密码 of everybody who gets a slip. No fault repeats a password. Raises CannotRead.

    Lines of `others`, who are in the roster and get no slip now, are passed over; where one person is `alone` to get
    a slip, everybody else's are.
    A `pdf` knows 127 bytes of a password (ISO 32000-2, 7.6.4.3.3), and readers disagree on full-width characters.
    """
    lines = [(number, fields) for number, fields in read_lines(path, (0, 1)) if any(field.strip() for field in fields)]
    faults: list[Fault] = []

    def wrong(number: int, text: Sentence) -> None:
        faults.append(Fault(f"{path.name} 第{number}行", text))

    if not lines or tuple(field.strip() for field in lines[0][1]) != PASSWORD_HEADS:
        wrong(1, sentence("第一行应是“工号,密码”", "the first line must be 工号,密码"))
        return {}, faults
    known = [slip.id for slip in people]
    everybody = [*known, *(one for one in others if one not in known)]
    found: dict[str, str] = {}
    for number, fields in lines[1:]:
        person, password = fields[0].strip(), fields[1] if len(fields) > 1 else ""
        meant = who_is_meant(person, everybody)
        person = person if meant is None else everybody[meant.at]
        if person not in known and (alone or person in others):
            continue
        if len(fields) != len(PASSWORD_HEADS):
            wrong(number, sentence("应有工号和密码两列", "needs two fields, 工号 and 密码"))
        elif person not in known:
            wrong(number, sentence("工号 {id} 没有通知单，请核对", "工号 {id} gets no slip", id=person))
        elif person in found:
            wrong(number, sentence("工号 {id} 写了两次", "工号 {id} stands twice", id=person))
        elif not password or password != password.strip() or len(password) > LONGEST_PASSWORD:
            zh = "工号 {id} 的密码应为 1～{most} 个字符，首尾没有空格"
            en = "the password of 工号 {id} must have 1 to {most} characters, no blank at either end"
            wrong(number, sentence(zh, en, id=person, most=LONGEST_PASSWORD))
        elif pdf and (len(password.encode()) > LONGEST_OF_PDF or not unicodedata.is_normalized("NFKC", password)):
            zh = "工号 {id} 的密码用于 PDF 太长（最多 {most} 字节），或有全角字符：请用半角字母和数字"
            en = "the password of 工号 {id} is too long for a PDF ({most} bytes), or holds full-width characters"
            wrong(number, sentence(zh, en, id=person, most=LONGEST_OF_PDF))
        else:
            found[person] = password
            continue
        found.setdefault(person, "")
    short = [person for person, password in found.items() if 0 < len(password) < SHORT_PASSWORD]
    if short:
        zh = "{count} 人的密码不到 {least} 个字符，容易被试出，请加长：{people}"
        en = "the passwords of {count} people have fewer than {least} characters and are soon guessed: {people}"
        told = "、".join(short[:SHOWN]) + ("……" if len(short) > SHOWN else "")
        faults.append(
            Fault(path.name, sentence(zh, en, count=len(short), least=SHORT_PASSWORD, people=told), notice=True)
        )
    for slip in people:
        if slip.id not in found:
            zh, en = "缺少工号 {id} 的密码", "the password of 工号 {id} is missing"
            faults.append(Fault(path.name, sentence(zh, en, id=slip.id)))
    return found, faults


def able_to_lock() -> None:
    """Raise Unusable where a package that passwords need is missing."""
    try:
        import msoffcrypto  # noqa: F401 -- whether it is there, before anything is read and drawn
        import pypdf  # noqa: F401
    except ImportError as error:
        zh = "加密需要 msoffcrypto-tool 和 pypdf：pip install 'xlkpi[slips]'"
        en = "passwords need msoffcrypto-tool and pypdf: pip install 'xlkpi[slips]'"
        raise Unusable(sentence(zh, en)) from error


def locked(name: str, data: bytes, password: str) -> bytes:
    """Return a workbook (agile encryption) or PDF (AES-256) that only opens with its password."""
    target = io.BytesIO()
    if name.endswith(".pdf"):
        from pypdf import PdfReader, PdfWriter

        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
        writer.encrypt(password, algorithm="AES-256")
        writer.write(target)
    else:
        from msoffcrypto.format.ooxml import OOXMLFile

        OOXMLFile(io.BytesIO(data)).encrypt(password, target)
    return target.getvalue()


def locked_files(files: Mapping[str, bytes], passwords: Sequence[str]) -> dict[str, bytes]:
    """Return the files of people, each locked with its password, in the same order."""
    return dict(zip(files, over(_locked, list(zip(files, files.values(), passwords, strict=True))), strict=True))


def _locked(job: tuple[str, bytes, str]) -> bytes:
    return locked(*job)
