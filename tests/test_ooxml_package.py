"""What the package reader refuses, each for its own reason, and what it must not refuse."""

from __future__ import annotations

import io
import pickle
import struct
import zipfile
import zlib

import pytest

import ooxml_makers as makers
from spoilt import OLE, WITH_PASSWORD
from xlkpi.books.ooxml import Package, WorkbookFile, patch
from xlkpi.books.ooxml import refusals as no
from xlkpi.books.ooxml.archive import Limits
from xlkpi.errors import CannotRead, sentence

SHEET = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'


@pytest.fixture
def good(tmp_path):
    return makers.pack(tmp_path / "good.xlsx", makers.minimal(SHEET))


def zipped(parts, *, method=zipfile.ZIP_DEFLATED, comment=b""):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        archive.comment = comment
        for name, data in parts:
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return target.getvalue()


def opened(tmp_path, data, **options):
    path = tmp_path / "file.xlsx"
    path.write_bytes(data)
    return Package.open(path, **options)


def parts(**more):
    return [*makers.minimal(SHEET).items(), *more.items()]


def central(data, number, offset, new):
    """Overwrite bytes of the numbered central record."""
    at = data.rfind(b"PK\5\6")
    at = struct.unpack_from("<L", data, at + 16)[0]
    for _ in range(number):
        at += 46 + sum(struct.unpack_from("<3H", data, at + 28))
    return data[: at + offset] + new + data[at + offset + len(new) :]


def test_reads_parts_by_any_spelling(good):
    package = Package.open(good)
    assert package.part("xl/worksheets/sheet1.xml") == package.part("/XL/Worksheets/Sheet1.xml")
    assert package.has("xl\\workbook.xml")
    assert not package.has("xl/none.xml")
    with pytest.raises(no.PartMissing):
        package.part("xl/none.xml")
    with pytest.raises(no.PartMissing):
        package.replace("xl/none.xml", b"")


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", no.EmptyFile),
        (OLE + bytes(600), no.LegacyWorkbook),
        (OLE + WITH_PASSWORD, no.EncryptedWorkbook),
        (b"<html>", no.NotAPackage),
        (b"PK\3\4" + bytes(100), no.TruncatedPackage),
    ],
)
def test_what_is_no_package(tmp_path, data, refusal):
    with pytest.raises(refusal) as caught:
        opened(tmp_path, data)
    assert "file.xlsx" in caught.value.say("zh")
    assert "file.xlsx" in caught.value.say("en")


def test_missing_folder_and_device(tmp_path):
    for path in (tmp_path / "none.xlsx", tmp_path, "/dev/zero", "a\0b"):
        with pytest.raises(CannotRead):
            Package.open(path)


def test_size_limit(tmp_path):
    with pytest.raises(no.FileTooLarge):
        opened(tmp_path, zipped(parts()), limits=Limits(file=100))


def test_every_cut_of_the_end_is_refused(good):
    data = good.read_bytes()
    for cut in (1, 10, 22, 100, len(data) // 2, len(data) - 10):
        good.write_bytes(data[:-cut])
        with pytest.raises(CannotRead):
            Package.open(good)


def test_zip64_by_name(tmp_path):
    data = zipped(parts())
    end = data.rfind(b"PK\5\6")
    locator = b"PK\6\7" + bytes(16)
    with pytest.raises(no.Zip64Package):
        opened(tmp_path, data[:end] + locator + data[end:])
    with pytest.raises(no.Zip64Package):
        opened(tmp_path, data[: end + 8] + b"\xff\xff\xff\xff" + data[end + 12 :])
    with pytest.raises(no.Zip64Package):
        opened(tmp_path, central(data, 0, 24, b"\xff\xff\xff\xff"))


def test_sizes_in_a_zip64_field_of_the_local_header_are_fine(tmp_path):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts():
            with archive.open(name, "w", force_zip64=True) as part:
                part.write(data)
    assert opened(tmp_path, target.getvalue()).part("xl/workbook.xml")


def test_odd_layout(tmp_path):
    data = zipped(parts())
    for odd in (
        b"PK\3\4 stub " + data,
        central(data, 0, 0, b"PKxx"),
        data[: data.rfind(b"PK\5\6")] + b"gap" + data[data.rfind(b"PK\5\6") :],
    ):
        with pytest.raises(no.OddLayout):
            opened(tmp_path, odd)
    end = data.rfind(b"PK\5\6")
    with pytest.raises(no.OddLayout):
        opened(tmp_path, data[: end + 4] + b"\1\0" + data[end + 6 :])


def test_bytes_before_the_first_entry(tmp_path):
    target = io.BytesIO()
    target.write(b"PK\3\4 hidden")
    with zipfile.ZipFile(target, "a") as archive:
        for name, data in parts():
            archive.writestr(name, data)
    with pytest.raises((no.OddLayout, no.OverlappingEntries)):
        opened(tmp_path, target.getvalue())


def test_number_of_entries(tmp_path):
    with pytest.raises(no.TooManyEntries):
        opened(tmp_path, zipped([(f"p{number}", b"") for number in range(50)]), limits=Limits(entries=49))
    assert opened(tmp_path, zipped([(f"p{number}", b"") for number in range(50)]), limits=Limits(entries=50))


def test_encrypted_entry(tmp_path):
    with pytest.raises(no.EncryptedEntry):
        opened(tmp_path, central(zipped(parts()), 1, 8, b"\1\0"))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_compression_methods(tmp_path, method):
    with pytest.raises(no.UnknownCompression):
        opened(tmp_path, zipped(parts(), method=method))
    assert opened(tmp_path, zipped(parts(), method=zipfile.ZIP_STORED)).part("xl/workbook.xml")


@pytest.mark.parametrize("name", ["../evil", "/etc/passwd", "a/../../b", "C:/x", "..\\evil", "\\\\server\\x", "xl/x:y"])
def test_names_that_lead_out(tmp_path, name):
    with pytest.raises(no.UnsafeEntryName):
        opened(tmp_path, zipped(parts(**{name: b"x"})))


def test_nul_in_a_name(tmp_path):
    data = zipped(parts(nulX=b"x")).replace(b"nulX", b"nul\0")
    with pytest.raises(no.UnsafeEntryName):
        opened(tmp_path, data)


def test_name_in_no_encoding(tmp_path):
    data = zipped(parts(片=b"x")).replace("片".encode(), b"\xff\xfe\xff")
    with pytest.raises(no.UnsafeEntryName):
        opened(tmp_path, data)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["xl/workbook.xml", "XL/Workbook.xml", "xl\\workbook.xml"])
def test_duplicates(tmp_path, name):
    data = zipped([*parts(), ("xl/workbook.xmX", b"")]).replace(b"xl/workbook.xmX", name.encode())
    with pytest.raises(no.DuplicateEntry):
        opened(tmp_path, data)


def test_headers_that_disagree(tmp_path):
    data = zipped(parts())
    with pytest.raises(no.HeaderMismatch):
        opened(tmp_path, data.replace(b"_rels/.rels", b"_rels/.relx", 1))
    with pytest.raises(no.HeaderMismatch):
        opened(tmp_path, data[:14] + b"\0\0\0\0" + data[18:])
    with pytest.raises(no.HeaderMismatch):
        opened(tmp_path, data[:6] + b"\1\0" + data[8:])


def test_overlap(tmp_path):
    data = zipped(parts())
    with pytest.raises(no.OverlappingEntries):
        opened(tmp_path, central(data, 1, 42, b"\0\0\0\0"))
    with pytest.raises((no.OverlappingEntries, no.HeaderMismatch)):
        opened(tmp_path, central(data, 1, 20, struct.pack("<L", 100_000)))


def test_bomb_is_refused_before_anything_is_inflated(tmp_path):
    bomb = zipped(parts(**{"xl/media/image1.png": bytes(3 << 20)}))
    assert len(bomb) < 20_000
    with pytest.raises(no.PackageBomb):
        opened(tmp_path, bomb)
    with pytest.raises(no.PackageBomb):
        opened(tmp_path, zipped(parts()), limits=Limits(total=100))
    with pytest.raises(no.PackageBomb):
        opened(tmp_path, zipped(parts()), limits=Limits(part=50))
    small = opened(tmp_path, zipped(parts(**{"xl/media/image1.png": bytes(1 << 20)})))
    assert len(small.part("xl/media/image1.png")) == 1 << 20


def test_more_bytes_than_declared_are_never_inflated(tmp_path):
    data = zipped([("big", bytes(4 << 20)), *parts()])
    lie = struct.pack("<L", 1000)
    data = central(data[:22] + lie + data[26:], 0, 24, lie)
    package = opened(tmp_path, data)
    with pytest.raises(no.DamagedPart):
        package.part("big")


def test_damaged_parts(tmp_path):
    data = bytearray(zipped([("big", bytes(range(256)) * 20), *parts()]))
    data[60:64] = b"\xff\xff\xff\xff"
    with pytest.raises(no.DamagedPart):
        opened(tmp_path, bytes(data)).part("big")
    wrong = struct.pack("<L", zlib.crc32(b"other"))
    data = zipped([("big", b"text" * 50), *parts()])
    with pytest.raises(no.DamagedPart):
        opened(tmp_path, central(data[:14] + wrong + data[18:], 0, 16, wrong)).part("big")


def test_signed_only_when_asked(tmp_path):
    signed = zipped(parts(**{"_xmlsignatures/origin.sigs": b""}))
    with pytest.raises(no.SignedWorkbook):
        opened(tmp_path, signed)
    assert opened(tmp_path, signed, allow_signed=True).has("_xmlsignatures/origin.sigs")


def workbook(tmp_path, **changes):
    found = makers.minimal(SHEET)
    for name, data in changes.items():
        if data is None:
            del found[name]
        else:
            found[name] = data
    return makers.pack(tmp_path / "file.xlsx", found)


DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def with_doctype(data):
    head, tail = data.split(b"?>\n", 1)
    return head + b"?>\n" + DOCTYPE + tail


@pytest.mark.parametrize(
    "part",
    ["_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/worksheets/sheet1.xml"],
)
def test_doctype_in_any_parsed_part(tmp_path, part):
    path = workbook(tmp_path, **{part: with_doctype(makers.minimal(SHEET)[part])})
    with pytest.raises(no.DoctypeRefused):
        WorkbookFile.open(path).sheet("表")
    if part != "xl/styles.xml":  # which a write never parses
        with pytest.raises(no.DoctypeRefused):
            patch(path, {"表": {"A1": 2.0}}, tmp_path / "out.xlsx")
        assert not (tmp_path / "out.xlsx").exists()


@pytest.mark.parametrize("part", ["_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_damaged_xml(tmp_path, part):
    for data in (b"", b"<a>", b"\xff\xfe<", b"<?xml version='1.0' encoding='klingon'?><a/>"):
        with pytest.raises(CannotRead):
            WorkbookFile.open(workbook(tmp_path, **{part: data}))


@pytest.mark.parametrize(
    "part",
    ["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"],
)
def test_missing_parts(tmp_path, part):
    with pytest.raises((no.PartMissing, no.NotAWorkbook)):
        WorkbookFile.open(workbook(tmp_path, **{part: None}))


def test_other_packages(tmp_path):
    with pytest.raises(no.NotAWorkbook):
        WorkbookFile.open(workbook(tmp_path, **{"xl/workbook.xml": b"<document xmlns='urn:w'/>"}))
    links = makers.minimal(SHEET)["_rels/.rels"].replace(b"workbook.xml", b"workbook.bin")
    with pytest.raises(no.NotAWorkbook, match="xlsb"):
        WorkbookFile.open(workbook(tmp_path, **{"_rels/.rels": links, "xl/workbook.bin": b""}))


def test_a_refusal_survives_the_way_to_another_process():
    refusal = no.OddLayout(file="附件3.xlsx", why=sentence("目录损坏", "damaged directory"))
    again = pickle.loads(pickle.dumps(refusal))
    assert again.say("zh") == refusal.say("zh")
    assert "目录损坏" in again.say("zh")
    assert "damaged directory" in again.say("en")
