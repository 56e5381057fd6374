"""Installation and doctor on a Windows and a Mac that are made of a dictionary."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from dataclasses import field
from importlib.metadata import version
from pathlib import Path, PurePath

import pytest

from commands import run
from xlkpi.errors import CannotWrite, Unusable
from xlkpi.places import places
from xlkpi.records import dataclass
from xlkpi.setup import checks, excel_checks, install, itself, workbook_checks
from xlkpi.setup.doctor import NOT_HERE, NOTICE, OK, WRONG, Finding, examine, summary
from xlkpi.setup.machine import Machine

WINDOWS = {
    "USERPROFILE": r"C:\Users\张三",
    "ProgramData": r"C:\ProgramData",
    "APPDATA": r"C:\Users\张三\AppData\Roaming",
    "LOCALAPPDATA": r"C:\Users\张三\AppData\Local",
    "USERNAME": "张三",
    "USERDOMAIN": "HR",
}
MAC = {"HOME": "/Users/zhang"}


@dataclass
class Made(Machine):
    """A machine whose files, registry and programs are dictionaries."""

    files: dict[str, bytes] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    keys: dict[str, dict] = field(default_factory=dict)
    ran: list[tuple[str, ...]] = field(default_factory=list)
    said: dict[str, tuple[int, str]] = field(default_factory=dict)
    old: tuple[int, int] = (3, 12)
    theirs: set[str] = field(default_factory=set)

    @property
    def python_version(self):
        return self.old

    def exists(self, path):
        return str(path) in self.files or str(path) in self.folders

    def trustworthy(self, path):
        return str(path) not in self.theirs

    def fingerprint(self, path):
        data = self.files.get(str(path))
        return None if data is None else hashlib.sha256(data).hexdigest()

    def text(self, path):
        data = self.files.get(str(path))
        return None if data is None else data.decode()

    def write(self, path, data):
        self.files[str(path)] = data

    def make_folder(self, path):
        new = str(path) not in self.folders
        self.folders.add(str(path))
        return new

    def remove(self, path):
        inside = [one for one in (*self.files, *self.folders) if PurePath(path) in _parents(one)]
        if str(path) in self.folders and inside:
            return False
        self.files.pop(str(path), None)
        self.folders.discard(str(path))
        return True

    def remove_tree(self, path):
        for one in [*self.files, *self.folders]:
            if one == str(path) or one.startswith((f"{path}\\", f"{path}/")):
                self.files.pop(one, None)
                self.folders.discard(one)
        return True

    def run(self, command):
        self.ran.append(tuple(map(str, command)))
        if "venv" in command:
            where = places(self.system, self.environ)
            self.folders.add(str(where.environment))
            self.files[str(install.interpreters(self, where)[-1])] = b"python"
            self.files[str(where.environment / f"xlwings64-{version('xlwings')}.dll")] = b"dll"
        if command[-2:] == ("runpython", "install"):
            scripts = (
                places(self.system, self.environ).documents.parent / "Library/Application Scripts/com.microsoft.Excel"
            )
            self.files[str(scripts / f"xlwings-{version('xlwings')}.applescript")] = b"script"
        return next((answer for word, answer in self.said.items() if word in " ".join(map(str, command))), (0, ""))

    def registry(self, key, value=""):
        return self.keys.get(key, {}).get(value)

    def set_registry(self, key, values):
        self.keys[key] = {name: str(one) for name, one in values.items()}

    def remove_registry(self, key):
        self.keys.pop(key, None)
        return True


def _parents(one):
    found, path = [], PurePath(one)
    text = str(path)
    for sign in "\\/":
        while sign in text:
            text = text.rpartition(sign)[0]
            found.append(PurePath(text))
        text = str(path)
    return found


def windows(**more):
    return Made(system="windows", environ=WINDOWS, python=r"C:\Python312\python.exe", **more)


def mac():
    return Made(system="mac", environ=MAC, python="/usr/local/bin/python3.12")


def put_in(machine, **options):
    heard = []
    install.install(machine, install.plan(machine, source="xlkpi.whl", **options), heard.append)
    return heard


@pytest.mark.parametrize("machine", [windows(), mac()], ids=["windows", "mac"])
def test_a_dry_run_says_every_step_and_does_none(machine):
    heard = []
    install.install(machine, install.plan(machine, source="xlkpi.whl"), heard.append, dry_run=True)
    assert len(heard) >= 5
    assert not machine.files
    assert not machine.ran
    assert not machine.keys


HOME = r"C:\Users\张三\AppData\Local\xlkpi"


def test_windows_installs_into_the_users_own_profile_without_administrator_rights():
    machine = windows()
    put_in(machine, trust=r"D:\考核")
    assert machine.ran[0] == (r"C:\Python312\python.exe", "-m", "venv", HOME + r"\python")
    assert machine.ran[1][0] == HOME + r"\python\Scripts\python.exe"
    assert machine.ran[1][-1] == "xlkpi.whl"
    assert len(machine.ran) == 2
    assert machine.keys[install.TRUSTED]["Path"] == "D:\\考核\\"
    assert all(key.startswith("HKEY_CURRENT_USER") for key in machine.keys)
    added = r"C:\Users\张三\AppData\Roaming\Microsoft\Excel\XLSTART\xlkpi.xlam"
    assert machine.files[added] == install.addin_bytes()
    assert b"udfs.service %1" in machine.files[HOME + r"\service.cmd"]
    assert all(
        line.isascii() and line.endswith(b"\r") for line in machine.files[HOME + r"\service.cmd"].split(b"\n")[:-1]
    )


def test_the_installed_python_of_the_bundle_fetches_nothing():
    machine = windows()
    machine.python = HOME + r"\python\python.exe"
    heard = []
    install.install(machine, install.plan(machine), heard.append)
    assert machine.ran == []
    assert any("程序已在" in text.say() for text in heard)
    machine.folders.add(HOME + r"\python")
    heard = []
    assert install.uninstall(machine, heard.append)
    assert any("卸载.cmd" in text.say() for text in heard)
    assert machine.folders == {HOME, HOME + r"\python"}, "a running Python does not remove itself"
    assert list(machine.files) == [HOME + r"\uninstall.cmd"], "nor the file it was started from"


@pytest.mark.parametrize("planted", [HOME, HOME + r"\python"])
def test_a_folder_that_somebody_else_made_in_our_place_is_refused(planted):
    machine = windows()
    machine.folders.add(planted)
    machine.theirs.add(planted)
    with pytest.raises(Unusable) as refused:
        install.plan(machine, source="xlkpi.whl")
    assert planted in str(refused.value)
    assert "以您的身份运行" in str(refused.value)


def test_a_folder_that_is_open_to_everybody_is_never_looked_at():
    """%ProgramData% lets every user of a machine make a folder; nothing of ours is there."""
    machine = windows()
    machine.files[r"C:\ProgramData\xlkpi\python\Scripts\python.exe"] = b"theirs"
    machine.theirs.add(r"C:\ProgramData\xlkpi")
    put_in(machine)
    assert not any("ProgramData" in word for command in machine.ran for word in command)
    assert "ProgramData" not in str(places("windows", WINDOWS))


@pytest.mark.parametrize(
    "folder", ["D:\\", "C:\\Users\\张三", "C:\\Users\\张三\\Downloads", "C:\\Users", "考核", "\\\\server\\share"]
)
def test_what_holds_everything_is_not_trusted(folder):
    with pytest.raises(Unusable):
        install.plan(windows(), source="xlkpi.whl", trust=folder)


def test_what_trusting_a_folder_allows_is_said():
    heard = [step.text.say() for step in install.plan(windows(), source="xlkpi.whl", trust=r"D:\考核")]
    assert any("不经询问直接运行" in text and "别人放进去的" in text for text in heard)


def test_a_clone_installs_itself():
    steps = [step.text.say() for step in install.plan(windows())]
    assert any(text.endswith(str(ROOT)) for text in steps)


def test_an_installed_package_installs_itself(monkeypatch, tmp_path):
    """No clone around it: its own files go into a wheel, which pip takes."""
    monkeypatch.setattr(itself, "ROOT", tmp_path)
    machine = windows()
    put_it = install.plan(machine)
    install.install(machine, put_it, lambda _: None)
    wheel = HOME + rf"\xlkpi-{version('xlkpi')}-py3-none-any.whl"
    assert machine.ran[1][-1] == wheel
    assert wheel in machine.files


def test_the_mac_gets_the_script_that_lets_excel_start_python():
    machine = mac()
    put_in(machine)
    assert machine.ran[-1] == ("/Users/zhang/.xlkpi/python/bin/xlwings", "runpython", "install")
    assert any(path.endswith("Startup.localized/Excel/xlkpi.xlam") for path in machine.files)


@pytest.mark.parametrize("make", [windows, mac], ids=["windows", "mac"])
def test_uninstall_removes_exactly_what_install_put_there(make):
    machine = make()
    own = str(places(machine.system, machine.environ).documents / "my.txt")
    machine.files[own] = b"mine"
    put_in(machine, trust=r"D:\考核" if machine.system == "windows" else None)
    assert install.uninstall(machine, lambda _: None)
    assert machine.files == {own: b"mine"}
    assert machine.folders == set()
    assert machine.keys == {}
    assert install.uninstall(machine, lambda _: None), "twice does no harm"


def test_uninstall_leaves_what_was_changed_since_and_what_was_there_before():
    machine = windows()
    startup = str(places("windows", WINDOWS).addins)
    machine.folders.add(startup)
    put_in(machine)
    machine.files[startup + "\\xlkpi.xlam"] = b"changed by somebody"
    heard = []
    install.uninstall(machine, heard.append)
    assert machine.files == {startup + "\\xlkpi.xlam": b"changed by somebody"}
    assert startup in machine.folders
    assert any("已被改动" in text.say() for text in heard)


def test_a_dry_run_of_uninstall_removes_nothing():
    machine = windows()
    put_in(machine)
    before = dict(machine.files)
    assert install.uninstall(machine, lambda _: None, dry_run=True)
    assert machine.files == before


def test_installing_again_does_not_forget():
    machine = windows()
    put_in(machine)
    put_in(machine)
    install.uninstall(machine, lambda _: None)
    assert machine.files == {}


def test_what_was_put_there_is_remembered_when_a_later_step_fails():
    machine = windows(said={"pip install": (1, "no network")})
    with pytest.raises(CannotWrite) as failed:
        put_in(machine)
    assert "no network" in str(failed.value)
    assert install.uninstall(machine, lambda _: None)
    assert machine.files == {}


def test_where_there_is_no_excel_nothing_is_installed():
    with pytest.raises(Unusable) as refused:
        install.plan(Made(system="other", environ={"HOME": "/home/z"}))
    assert "命令行" in str(refused.value)


def test_the_python_of_the_store_is_refused():
    machine = windows()
    machine.python = r"C:\Users\z\AppData\Local\Microsoft\WindowsApps\python.exe"
    with pytest.raises(Unusable) as refused:
        install.plan(machine, source="xlkpi.whl")
    assert "python.org" in str(refused.value)


def test_the_command_line_lists_the_steps_of_another_system(tmp_path):
    code, out, _ = run("install", "--system", "windows", "--dry-run", "--from", "xlkpi.whl")
    assert code == 0
    assert r"AppData\Local\xlkpi" in out
    assert "均未执行" in out
    assert run("install", "--system", "windows")[0] == 2
    assert run("install", "--system", "amiga", "--dry-run")[0] == 2
    assert run("--lang", "en", "install", "--system", "mac", "--dry-run", "--from", "x.whl")[1].count("Python") >= 1


# --- doctor ----------------------------------------------------------------------------------------------------------


def healthy():
    machine = windows()
    put_in(machine)
    machine.keys[excel_checks.EXCEL_PATH] = {"": r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE"}
    machine.keys[excel_checks.EXCEL_CLASS] = {"": "{00024500-0000-0000-C000-000000000046}"}
    machine.keys[r"HKEY_CLASSES_ROOT\CLSID\{00024500-0000-0000-C000-000000000046}\LocalServer32"] = {
        "": r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE /automation"
    }
    return machine


def examined(machine):
    """What doctor finds about Excel; the LibreOffice of the machine that runs the tests is another matter."""
    return [finding for finding in examine(machine) if "LibreOffice" not in finding.title.say()]


def test_all_is_well_after_an_installation():
    findings = examined(healthy())
    assert [finding.title.say() for finding in findings if finding.state in (WRONG, NOTICE)] == []
    assert summary(findings) == "环境检查：一切正常。"


def spoil_base_python(machine):
    """What the environment stands on lies in the folder of another user: it answers `No Python at ...`."""
    machine.said["udfs.service"] = (103, "No Python at 'C:\\Users\\李四\\python.exe'")


def spoil_interpreter(machine):
    machine.files.pop(str(install.interpreters(machine, places("windows", WINDOWS))[-1]))


def spoil_library(machine):
    machine.files.pop(str(places("windows", WINDOWS).environment / f"xlwings64-{version('xlwings')}.dll"))


def spoil_addin(machine):
    machine.files.pop(str(places("windows", WINDOWS).addins / "xlkpi.xlam"))


def spoil_excel_store(machine):
    machine.keys[excel_checks.EXCEL_PATH] = {"": r"C:\Program Files\WindowsApps\Microsoft.Office\EXCEL.EXE"}


def spoil_excel_gone(machine):
    machine.keys.pop(excel_checks.EXCEL_PATH)


def spoil_wps(machine):
    machine.keys[r"HKEY_CLASSES_ROOT\CLSID\{00024500-0000-0000-C000-000000000046}\LocalServer32"] = {
        "": r"C:\Program Files\Kingsoft\WPS Office\office6\et.exe"
    }


def spoil_python_old(machine):
    machine.old = (3, 9)


def spoil_python_store(machine):
    machine.python = r"C:\Users\z\AppData\Local\Microsoft\WindowsApps\python.exe"


def spoil_macros_policy(machine):
    machine.keys[excel_checks.POLICY] = {"VBAWarnings": "4"}


def spoil_macros(machine):
    machine.keys[excel_checks.SECURITY] = {"VBAWarnings": "4"}


def spoil_owner(machine):
    machine.theirs.add(HOME)


def spoil_modules(machine):
    """An antivirus program took a file of ours: Python names it on its last line."""
    machine.said["udfs.service"] = (1, "Traceback ...\nModuleNotFoundError: No module named 'xlkpi.domain.grade'")


@pytest.mark.parametrize(
    ("spoil", "mend"),
    [
        (spoil_interpreter, "xlkpi install"),
        (spoil_base_python, "为所有用户安装"),
        (spoil_library, "白名单"),
        (spoil_addin, "xlkpi install"),
        (spoil_excel_store, "桌面版"),
        (spoil_excel_gone, "命令行"),
        (spoil_wps, "WPS"),
        (spoil_python_old, "3.11"),
        (spoil_python_store, "python.org"),
        (spoil_macros_policy, "管理员"),
        (spoil_macros, "信任中心"),
        (spoil_owner, "联系管理员"),
        (spoil_modules, "xlkpi.domain.grade"),
    ],
)
def test_each_pain_is_named_with_its_mend(spoil, mend):
    machine = healthy()
    spoil(machine)
    wrong = [finding for finding in examined(machine) if finding.wrong]
    assert wrong
    assert any(mend in finding.mend.say() for finding in wrong if finding.mend)
    assert mend in summary(examined(machine))


def notice_xlwings(machine):
    machine.files[str(places("windows", WINDOWS).addins / "xlwings.xlam")] = b"theirs"


def notice_leftover(machine):
    machine.said["tasklist"] = (
        0,
        '"python.exe","4242","Console","1","40,000 K"\n"explorer.exe","1","Console","1","1 K"',
    )


def notice_onedrive(machine):
    machine.environ = {**WINDOWS, "OneDrive": r"C:\Users\张三\OneDrive"}
    machine.keys[r"HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Explorer\Shell Folders"] = {
        "Personal": r"C:\Users\张三\OneDrive\文档"
    }


def notice_log(machine):
    machine.files[str(places("windows", WINDOWS).log)] = b"Traceback"


@pytest.mark.parametrize("cause", [notice_xlwings, notice_leftover, notice_onedrive, notice_log])
def test_what_one_should_know_is_a_notice(cause):
    machine = healthy()
    cause(machine)
    found = [finding for finding in examined(machine) if finding.state == NOTICE]
    assert len(found) == 1
    assert found[0].mend is not None


def test_excel_that_runs_explains_the_process():
    machine = healthy()
    machine.said["tasklist"] = (0, '"python.exe","4242"\n"EXCEL.EXE","1"')
    assert checks.leftovers(machine).state == OK


def test_a_mac_and_a_linux_say_what_does_not_apply():
    machine = mac()
    put_in(machine)
    states = [finding.state for finding in examined(machine)]
    assert WRONG not in states
    assert NOT_HERE in states
    linux = examined(Made(system="other", environ={"HOME": "/home/z"}))
    assert sum(finding.state == NOT_HERE for finding in linux) >= 9
    assert not any(finding.wrong for finding in linux)


PAINS = {
    "Store Excel": "excel",
    "Store Python": "python",
    "wrong interpreter": "interpreter",
    "wrong DLL": "library",
    "old workbook": "macros_of_today",
    "antivirus": "installed_files",
    "OneDrive": "onedrive",
    "planted program": "planted",
    "mark of the web": "mark_of_the_web",
    "WPS": "excel",
    "zombie server": "leftovers",
}
"""Known pains and the check that names each."""


def test_every_known_pain_has_its_check():
    known = {check.__name__ for check in (*checks.CHECKS, *workbook_checks.WORKBOOK_CHECKS)}
    assert set(PAINS.values()) <= known


ROOT = Path(__file__).resolve().parents[1]
SUMMARY = next((ROOT / "workbooks").glob("附件3*.xlsm"))


def test_a_workbook_of_ours_is_in_order():
    found = [check(windows(), SUMMARY) for check in workbook_checks.WORKBOOK_CHECKS]
    assert [finding.state for finding in found] == [OK, OK, OK]


def test_the_mark_of_the_web_is_seen():
    machine = windows()
    machine.files[f"{SUMMARY}:Zone.Identifier"] = b"[ZoneTransfer]\nZoneId=3\n"
    finding = workbook_checks.mark_of_the_web(machine, SUMMARY)
    assert finding.wrong
    assert "解除锁定" in finding.mend.say()


def spoiled(tmp_path, change):
    import openpyxl

    book = openpyxl.load_workbook(SUMMARY, keep_vba=True)
    change(book)
    path = tmp_path / "表.xlsm"
    book.save(path)
    return path


def of_another_release(path, into):
    from pyopenvba import ExcelFile

    into.write_bytes(path.read_bytes())
    with ExcelFile(str(into)) as file:
        file.set_module("KpiReturn", "Option Explicit\n")
        file.save()
    return into


def test_macros_of_another_release_are_told(tmp_path):
    finding = workbook_checks.macros_of_today(windows(), of_another_release(SUMMARY, tmp_path / "旧.xlsm"))
    assert finding.state == NOTICE
    assert "xlkpi refresh" in finding.mend.say()


def test_capitals_and_blanks_that_excels_editor_changes_are_no_other_release(tmp_path):
    from pyopenvba import ExcelFile

    path = tmp_path / "表.xlsm"
    path.write_bytes(SUMMARY.read_bytes())
    with ExcelFile(str(path)) as file:
        code = file.get_module("KpiReturn").replace("value", "Value").replace("KpiOut", "KPIOUT").replace(", ", ",  ")
        file.set_module("KpiReturn", code)
        file.save()
    assert workbook_checks.macros_of_today(windows(), path).state == OK


def without_a_name(book):
    del book.defined_names["名单_绩效基数"]


def test_a_workbook_with_a_name_deleted_or_of_another_kind(tmp_path):
    finding = workbook_checks.ours(windows(), spoiled(tmp_path, without_a_name))
    assert finding.wrong
    assert "名单_绩效基数" in finding.seen.say()
    assert workbook_checks.ours(windows(), ROOT / "pyproject.toml").wrong
    assert workbook_checks.macros_of_today(windows(), ROOT / "pyproject.toml").state == NOT_HERE


def test_the_doctor_runs_here_and_says_so(tmp_path):
    code, out, _ = run("doctor", str(SUMMARY))
    assert code == 0
    assert "不适用于本机系统" in out
    code, out, _ = run("doctor", str(spoiled(tmp_path, without_a_name)))
    assert code == 1
    assert "名单_绩效基数" in out
    assert "does not apply" in run("--lang", "en", "doctor")[1]


def test_a_finding_speaks_both_languages():
    finding = checks.library(windows())
    assert isinstance(finding, Finding)
    assert finding.lines("zh")[1].strip().startswith("处理：")
    assert finding.lines("en")[1].strip().startswith("mend:")


# --- the real machine ------------------------------------------------------------------------------------------------


def test_the_real_machine_does_what_it_says(tmp_path):
    machine = Machine()
    folder = tmp_path / "a" / "b"
    assert machine.make_folder(folder)
    assert not machine.make_folder(folder)
    machine.write(folder / "file", b"data")
    assert machine.exists(folder / "file")
    assert machine.text(folder / "file") == "data"
    assert machine.text(folder / "nothing") is None
    assert machine.fingerprint(folder / "file") == hashlib.sha256(b"data").hexdigest()
    assert machine.fingerprint(folder / "nothing") is None
    assert not machine.remove(folder), "a folder with something in it stays"
    assert machine.remove(folder / "file")
    assert machine.remove(folder)
    assert machine.remove_tree(tmp_path / "a")
    with pytest.raises(CannotWrite):
        machine.write(tmp_path / "nowhere" / "file", b"data")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(CannotWrite):
        machine.make_folder(tmp_path / "file" / "folder")
    assert machine.run(("python3", "-c", "print('hello')")) == (0, "hello")
    assert machine.run(("no-such-program",))[0] == 127
    code, started = machine.run(("sh", "-c", "sleep 600 & echo $!"))
    assert code == 0
    os.kill(int(started), signal.SIGTERM)  # what it started is not waited for
    assert machine.registry(r"HKEY_CURRENT_USER\Software") is None
    assert machine.remove_registry(r"HKEY_CURRENT_USER\Software\xlkpi")
    assert machine.description


def test_who_owns_a_folder_is_asked_of_the_system(tmp_path):
    machine = Machine()
    assert machine.trustworthy(tmp_path)
    assert not machine.trustworthy(tmp_path / "nowhere")
    (tmp_path / "theirs").mkdir()
    try:
        os.chown(tmp_path / "theirs", 65534, -1)
    except PermissionError:
        pytest.skip("needs to be root to give a folder away")
    assert not machine.trustworthy(tmp_path / "theirs")


def test_a_start_that_hangs_is_ended(tmp_path):
    """An antivirus program that holds a file: the DLL would wait for two minutes."""
    hang = "import sys, time\nimport udfs.service as s\ns.SLOWEST_START = 0.5\nclass Slow:\n    def find_spec(self, *_):\n        time.sleep(30)\nsys.meta_path.insert(0, Slow())\ns.load()\n"
    done = subprocess.run([sys.executable, "-c", hang], capture_output=True, text=True, timeout=25, check=False)
    assert done.returncode != 0
    assert "Timeout" in done.stderr


def test_installing_for_real_into_a_made_home(tmp_path, monkeypatch):
    """Everything a Mac would do, with Excel's script copied by a program of our own."""
    monkeypatch.setenv("HOME", str(tmp_path))

    class Here(Machine):
        def run(self, command):
            if "venv" in command:
                self.make_folder(places("mac", self.environ).environment)
            return 0, ""

    machine = Here(system="mac", environ={"HOME": str(tmp_path)})
    install.install(machine, install.plan(machine, source="x.whl"), lambda _: None)
    assert (tmp_path / ".xlkpi" / "installed.json").is_file()
    addins = tmp_path / "Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel"
    assert (addins / "xlkpi.xlam").is_file()
    assert install.uninstall(machine, lambda _: None)
    assert not (tmp_path / ".xlkpi").exists()
    assert not (addins / "xlkpi.xlam").exists()
