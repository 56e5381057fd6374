"""LibreOffice that is missing, too old, dies or hangs; files it cannot open: a sentence each, and nothing left running."""

import os
import signal
import subprocess
import time

import pytest
import xlsxwriter

from spoilt import OLE
from xlkpi.errors import CannotRead
from xlkpi.libreoffice.documents import opened
from xlkpi.libreoffice.faults import CannotLoad, Died, NoAnswer, NotInstalled, TooOld
from xlkpi.libreoffice.office_book import computed
from xlkpi.libreoffice.profile import own_office, prepared
from xlkpi.libreoffice.program import clean_environment, find_libreoffice
from xlkpi.libreoffice.session import Failed, Office


def installation(folder, version="7.4", script="exit 0"):
    """A folder that looks like an installed LibreOffice."""
    folder.mkdir(parents=True)
    (folder / "bootstraprc").write_text(
        f"[Bootstrap]\nProductKey=LibreOffice {version}\nUserInstallation=$SYSUSERCONFIG/libreoffice/4\n"
    )
    soffice = folder / "soffice.bin"
    soffice.write_text(f"#!/bin/sh\n{script}\n")
    soffice.chmod(0o755)
    python = folder / "python"
    python.write_text("#!/bin/sh\nexec sleep 30\n")
    python.chmod(0o755)
    return soffice


def alive(pid):
    return subprocess.run(["ps", "-p", str(pid), "-o", "stat="], capture_output=True, text=True, check=False).stdout[
        :1
    ] not in ("", "Z")


def test_no_libreoffice_says_how_to_get_one(tmp_path):
    with pytest.raises(NotInstalled, match="apt install libreoffice-calc") as raised:
        find_libreoffice({"XLKPI_SOFFICE": str(tmp_path / "soffice")})
    assert "was not found" in raised.value.say("en")


def test_too_old_a_version_says_which_is_needed(tmp_path):
    soffice = installation(tmp_path / "program", "6.4")
    with pytest.raises(TooOld, match=r"6\.4 版本过低，需要 7\.2"):
        find_libreoffice({"XLKPI_SOFFICE": str(soffice)})


def test_another_version_than_ours_is_found_where_the_user_says(tmp_path):
    soffice = installation(tmp_path / "program", "25.2")
    found = find_libreoffice({"XLKPI_SOFFICE": str(soffice), "HOME": "/home/wang", "XDG_CONFIG_HOME": ""})
    assert found.version == (25, 2)
    assert found.title == "LibreOffice 25.2"
    assert found.profile.as_posix().endswith("/home/wang/.config/libreoffice/4")
    assert found.python == soffice.with_name("python")


def test_its_environment_is_free_of_ours():
    ours = {"VIRTUAL_ENV": "/v", "PYTHONPATH": "/p", "PATH": "/v/bin:/usr/bin", "HOME": "/h", "LANG": "zh_CN.UTF-8"}
    assert clean_environment(ours) == {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "HOME": "/h", "LANG": "zh_CN.UTF-8"}


@pytest.mark.parametrize("locale", [{}, {"LANG": "C"}, {"LC_ALL": "POSIX", "LANG": "zh_CN.UTF-8"}])
def test_it_can_always_read_chinese_file_names(locale):
    assert clean_environment(locale)["LC_ALL"] == "C.UTF-8"


def test_it_ends_while_starting(tmp_path):
    soffice = installation(tmp_path / "program", script="echo 'no space left' >&2; exit 3")
    program = find_libreoffice({"XLKPI_SOFFICE": str(soffice)})
    with pytest.raises(Died, match="no space left"), Office(program, tmp_path / "profile"):
        pass


def test_it_wants_to_be_restarted_for_ever(tmp_path):
    soffice = installation(tmp_path / "program", script="exit 81")
    program = find_libreoffice({"XLKPI_SOFFICE": str(soffice)})
    with pytest.raises(Died), Office(program, tmp_path / "profile"):
        pass


def test_it_hangs_while_starting(tmp_path):
    soffice = installation(tmp_path / "program", script=f"echo $$ > {tmp_path}/pid; exec sleep 30")
    program = find_libreoffice({"XLKPI_SOFFICE": str(soffice)})
    started = time.monotonic()
    with (
        pytest.raises(NoAnswer, match=r"超过 0\.5 秒没有响应"),
        Office(program, tmp_path / "profile", start_seconds=0.5),
    ):
        pass
    assert time.monotonic() - started < 10
    assert not alive(int((tmp_path / "pid").read_text()))


@pytest.mark.libreoffice
def test_it_is_killed_in_the_middle(program):
    with own_office(program) as office:
        pid = office.pid
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(Died, match="原文件没有改动"):
            office.ask("extensions")
        with pytest.raises(Died):
            office.ask("extensions")
    assert not alive(pid)


@pytest.mark.libreoffice
def test_it_hangs_in_the_middle(program):
    with own_office(program) as office:
        pid = office.pid
        os.kill(pid, signal.SIGSTOP)
        with pytest.raises(NoAnswer):
            office.ask("extensions", seconds=0.5)
        assert not alive(pid)


@pytest.mark.libreoffice
def test_two_at_once_do_not_wait_for_each_other(program):
    with own_office(program) as one, own_office(program) as other:
        assert one.ask("extensions") == other.ask("extensions")


@pytest.mark.libreoffice
def test_a_damaged_prepared_profile_is_made_again(program, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    made = prepared(program)
    (made / "user/registrymodifications.xcu").unlink()
    again = prepared(program)
    assert (again / "user/registrymodifications.xcu").is_file()
    with own_office(program) as office:
        assert "org.xlkpi.addin" in office.ask("extensions")


def workbook(path):
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_formula("A1", "=KPI_SCORE(90,100)")
    return path


@pytest.mark.libreoffice
def test_a_stale_lock_beside_the_file_does_not_matter(office, tmp_path):
    file = workbook(tmp_path / "附件2.xlsx")
    (tmp_path / ".~lock.附件2.xlsx#").write_text(",nobody,elsewhere,01.05.2024 08:00,file:///nowhere;")
    (result,) = computed(office, file)
    assert result.value == 90.0
    assert (tmp_path / ".~lock.附件2.xlsx#").exists()


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cut.xlsx", None),
        ("empty.xlsx", b""),
        ("encrypted.xlsx", OLE + bytes(2000)),
        ("letter.pdf", b"%PDF-1.4\n"),
    ],
)
def test_a_file_it_cannot_open(office, tmp_path, name, content):
    file = tmp_path / name
    file.write_bytes(workbook(tmp_path / "whole.xlsx").read_bytes()[:900] if content is None else content)
    with pytest.raises(CannotLoad, match=name), opened(office, file):
        pass
    assert office.ask("extensions")


@pytest.mark.libreoffice
def test_a_file_that_is_not_there(office, tmp_path):
    with pytest.raises(CannotRead, match="无法读取"), opened(office, tmp_path / "nowhere.xlsx"):
        pass


@pytest.mark.libreoffice
def test_what_it_refuses_is_told(office):
    with pytest.raises(Failed, match="LibreOffice 报告错误"):
        office.ask("close", document=999)


@pytest.mark.libreoffice
def test_a_folder_that_cannot_be_written(office, tmp_path):
    from xlkpi.errors import CannotWrite
    from xlkpi.libreoffice.preview import preview_with

    (tmp_path / "taken").write_text("")
    with pytest.raises(CannotWrite, match="无法写入"):
        preview_with(office, workbook(tmp_path / "a.xlsx"), tmp_path / "taken")
