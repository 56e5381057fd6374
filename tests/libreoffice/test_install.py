"""The add-in in a user's own LibreOffice: put in, replaced, taken out, refused while a window is open."""

import dataclasses

import pytest

from xlkpi.libreoffice.faults import ProfileInUse
from xlkpi.libreoffice.office_install import State, in_use, install, state, uninstall
from xlkpi.libreoffice.session import Office

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow]


@pytest.fixture
def user(program, tmp_path):
    """A user whose LibreOffice has never been started."""
    return dataclasses.replace(program, profile=tmp_path / "王 芳" / "4")


def test_in_and_out_again(user):
    assert state(user) is State.ABSENT
    assert uninstall(user) is False
    assert not user.profile.exists()
    install(user)
    assert state(user) is State.CURRENT
    assert not in_use(user)
    with Office(user, user.profile) as office:
        assert "org.xlkpi.addin" in office.ask("extensions")
    assert uninstall(user) is True
    assert state(user) is State.ABSENT
    with Office(user, user.profile) as office:
        assert office.ask("extensions") == {}
    assert not list(user.profile.rglob("xlkpi.oxt"))


def test_an_older_one_is_replaced(user):
    install(user)
    (component,) = user.profile.glob("user/uno_packages/cache/uno_packages/*/xlkpi.oxt/component.py")
    component.write_text("# of an earlier version\n")
    assert state(user) is State.OTHER
    install(user)
    assert state(user) is State.CURRENT


def test_an_open_window_is_not_disturbed(user):
    install(user)
    with Office(user, user.profile) as office:
        assert in_use(user)
        with pytest.raises(ProfileInUse, match="请先关闭"):
            install(user)
        with pytest.raises(ProfileInUse):
            uninstall(user)
        assert office.ask("extensions")
    assert state(user) is State.CURRENT


def test_a_lock_left_by_a_crash_is_no_open_window(user):
    user.profile.mkdir(parents=True)
    (user.profile / ".lock").write_text("[Lockdata]\nUser=nobody\nHost=elsewhere\nIPCServer=true\n")
    assert not in_use(user)
    install(user)
    assert state(user) is State.CURRENT
